### The files of a scheduled report.

## Columns.

column-number = Numéro
column-state = Statut
column-since = Depuis
column-event = Dernier événement
column-place = Lieu
column-event-at = Moment de l’événement
column-shipped = Expédié le
column-expected = Livraison prévue
column-carrier = Transporteur
column-service = Service
column-account = Compte
column-sub-account = Sous-compte
column-reference = Réf. expéditeur
column-recipient-reference = Réf. destinataire
column-recipient = Destinataire
column-destination = Destination
column-postcode = Code postal
column-town = Ville
column-country = Pays

## The head.

fact-customer = Client
fact-day = Relevé du
fact-shipped = Expédiés
fact-selection = Critères
fact-made = Établi
shipped-on = le { $day }
shipped-between = du { $from } au { $to }
made-at = le { $day } à { $time }
national = France
international = International
anywhere = France et international
every-state = tous les statuts
undelivered = non livrés
undelivered-actionable = non livrés, consigne de livraison possible
account = compte { $number }
sub-account = sous-compte { $number }
total = { $count ->
    [0] Aucun colis ne répond aux critères.
    [one] Un colis.
   *[other] { $count } colis.
}
note = Chaque numéro ouvre le colis, prêt à être traité, pour les personnes qui ont un compte.
part = Partie { NUMBER($part) }
page-foot = Relevé automatique de suivi · { $name }
