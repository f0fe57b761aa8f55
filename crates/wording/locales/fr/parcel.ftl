### Finding a parcel, and its page.

## Finding one.

title = Colis
find-title = Trouver un colis
number-valid = Numéro reconnu : { $formats }.
number-unchecked = Numéro de la forme { $formats }.
number-invalid = Ce numéro a la forme { $formats }, mais son caractère de contrôle ne convient pas : vérifiez votre saisie. Nous l’avons cherché tel quel.
nothing-title = Aucun colis trouvé pour « { $query } »
nothing-lead = Vérifiez le numéro, ou cherchez par votre référence. Un colis reste visible 6 mois après la création de son étiquette.
nothing-file = Déposer une demande sur ce numéro
begin-title = Où en est votre colis ?
begin-lead = Tapez son numéro de suivi ou votre référence d’expédition : vous verrez où il se trouve et ce que vous pouvez faire.

## Its page.

copied-number = le numéro de colis
what-to-do = Que faire maintenant ?
what-customer-reads = Ce que lit le client
state-help = Ce statut dans le glossaire
file-for = Déposer une demande pour le client
contact = Contacter le service client pour ce colis
path = Parcours
path-empty = Le transporteur n’a encore rien signalé pour ce colis.
details = Détails
siblings = Colis du même envoi
namesakes = Autres colis de ce numéro
tickets = Demandes sur ce colis
reference = Réf. { $reference }
to-identify = À identifier
no-event = Pas encore d’événement
expected = Livraison prévue { $day }.
was-expected = La livraison était prévue { $day }.
delivered-at = Livré { $day } à { $time }.
handed-back-at = Rendu à l’expéditeur { $day } à { $time }.

## Facts.

fact-customer = Client
fact-sender-reference = Votre référence
fact-reference-of-sender = Référence de l’expéditeur
fact-recipient-reference = Référence du destinataire
fact-recipient = Destinataire
fact-address = Adresse
fact-carrier = Transporteur
fact-service = Service
fact-weight = Poids
fact-value = Valeur déclarée
fact-label = Étiquette créée
fact-shipment = Envoi
fact-account = Compte

## What happened, where it is none of the eighteen events of S2-18.

event-damage = Colis endommagé
event-loss = Colis introuvable pour l’instant
event-customs = Colis retenu par la douane
event-address = Adresse à compléter
event-refused = Colis refusé par le destinataire
event-unclaimed = Colis non retiré dans le délai
event-weather = Colis retardé par les intempéries
event-prohibited = Contenu interdit ou dangereux
event-preparing-delivery = Colis en préparation pour livraison
event-deferred = Livraison reportée
event-returning = Colis en retour vers l’expéditeur
event-handed-back = Colis rendu à l’expéditeur
event-unknown = Événement signalé par le transporteur
event-withdrawn = Événement annulé par le transporteur
step-responsible = Responsable : { $who }
