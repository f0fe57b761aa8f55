### The customer's inbox and what its rows share with the desk.
title = Demandes
new = Nouvelle demande
tab-customer = À vous
tab-operator = Chez nous
tab-done = Terminées
tab-all = Toutes
tabs = Demandes par qui doit agir
filters = Filtrer
state = État
state-any = Tous les états
period = Déposées
period-any = À tout moment
period-days = { $days ->
    [one] Depuis un jour
   *[other] Depuis { $days } jours
}
search = N° de demande, de colis ou référence
apply = Appliquer
reset = Tout afficher
more-than = { $count }+
unread = Non lu
documents-wanted = { $count ->
    [one] Une pièce à fournir
   *[other] { $count } pièces à fournir
}
reply-wanted = Réponse attendue
to-validate = Réponse à valider
in-progress = En cours chez nous
waiting-carrier = Chez le transporteur
waiting-recipient = Chez le destinataire
late = En retard
ended-validated = Validée
ended-withdrawn = Retirée
ended-closed = Fermée
before = avant le { $day }
answer-by = réponse le { $day }
late-since = promis pour le { $day }
closes-on = se ferme le { $day }
parcels = { $count ->
    [one] un colis
   *[other] { $count } colis
}
drafts = Demandes commencées
resume = Reprendre
empty-title = Aucune demande ici
empty-customer = Rien n’attend de réponse de votre part.
empty-operator = Nous n’avons aucune de vos demandes en cours.
empty-done = Aucune demande terminée.
empty-all = Vous n’avez pas encore déposé de demande.
empty-filtered = Aucune demande ne correspond à ce que vous avez choisi : { $filters }. Choisissez moins, ou affichez toutes les demandes.
list = Liste des demandes
