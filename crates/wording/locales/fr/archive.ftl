### The archive of parcels that are shown no more, for the operator’s administrators.

title = Colis archivés
lead = Six mois après la création de son étiquette, un colis n’est plus montré à personne : ni pages, ni recherches, ni relevés, ni exports. Il reste ici jusqu’à ce que son étiquette ait { NUMBER($months) } mois, puis il est effacé avec tout ce qui s’y rattache.
restricted = Seuls les administrateurs ouvrent cette page, et chaque consultation est inscrite avec son motif : ces données personnelles ne servent plus au travail de tous les jours.
number = Numéro de colis ou référence de l’expéditeur
number-hint = En entier ; espaces, tirets et minuscules ne gênent pas.
reason = Motif de la consultation
reason-hint = Par exemple : litige, réquisition ou demande du destinataire, avec sa référence.
look = Consulter l’archive
looks = Dernières consultations
looks-none = Personne n’a encore consulté l’archive.
looked-at = Quand
looked-by = Qui
looked-for = Recherché
looked-why = Motif
looked-found = Colis trouvés

## What a look found.

opened-title = Consultation : { $query }
until = Ce que cette consultation a trouvé, vous seul pouvez le lire, jusqu’à { $time }.
found = { $count ->
    [one] Un colis archivé
   *[other] { $count } colis archivés
}
labelled = Étiquette du { $day }
nothing-title = Rien dans l’archive pour « { $query } »
nothing = Un colis de ce numéro ou de cette référence est encore visible, a été effacé, ou n’a jamais été annoncé.
over-title = Cette consultation est terminée
over = Elle a duré { NUMBER($minutes) } minutes. Pour en lire davantage, consultez l’archive à nouveau et dites pourquoi.
again = Nouvelle consultation
path = Suivi
path-empty = Aucun transporteur n’a rien signalé sur ce colis.
details = Détails du colis
