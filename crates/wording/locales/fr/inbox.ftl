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
search = N° de demande, de colis, référence ou mots
search-hint = Les mots des messages et des noms de fichiers aussi, sans accents si vous voulez.
account = Compte
account-any = Tous les comptes
account-gone = Le compte { $number } ne vous est plus ouvert : cette recherche se fait sans lui.
sub-account = Sous-compte
sub-account-any = Tous les sous-comptes
contact = Déposée par
contact-any = Toute l’équipe
subject = Objet
subject-any = Tous les objets
carrier = Transporteur
carrier-any = Tous les transporteurs
filed-from = Déposée à partir du
filed-until = Déposée jusqu’au
only = Seulement
only-unread = Non lues
only-files = Avec fichier
only-late = En retard
sort = Trier par
sort-changed = Dernier changement d’abord
sort-changed-last = Plus ancien changement d’abord
sort-filed = Dernière déposée d’abord
sort-filed-last = Première déposée d’abord
sort-due = Échéance
chip = { $name } : { $value }
chip-remove = Retirer le filtre { $filter }
chips = Filtres choisis
found = { $count ->
    [0] Aucune demande
    [one] Une demande
   *[other] { NUMBER($count) } demandes
}
found-many = Plus de { NUMBER($count) } demandes
tick = Choisir la demande { $number }
tick-column = Choisir
bulk = Agir sur plusieurs demandes
bulk-group = Avec les demandes choisies
bulk-validate = Valider
bulk-reason = Motif du retrait
bulk-withdraw = Retirer
bulk-read = Marquer comme lues
all-of = { $count ->
    [one] La demande de la liste
   *[other] Les { NUMBER($count) } demandes de la liste
}
all-of-list = Toutes les demandes de la liste
did-validate = { $count ->
    [0] Aucune réponse validée.
    [one] Une réponse validée.
   *[other] { NUMBER($count) } réponses validées.
}
did-withdraw = { $count ->
    [0] Aucune demande retirée.
    [one] Une demande retirée.
   *[other] { NUMBER($count) } demandes retirées.
}
did-read = { $count ->
    [0] Aucune demande marquée comme lue.
    [one] Une demande marquée comme lue.
   *[other] { NUMBER($count) } demandes marquées comme lues.
}
did-save = Recherche enregistrée.
did-open = { $count ->
    [0] Aucune demande gardée ouverte.
    [one] Une demande gardée ouverte.
   *[other] { NUMBER($count) } demandes gardées ouvertes.
}
did-columns = Vos colonnes sont gardées.
did-take = { $count ->
    [0] Aucune demande prise en charge.
    [one] Une demande prise en charge.
   *[other] { NUMBER($count) } demandes prises en charge.
}
did-search = C’est fait.
left-title = Pas pour celles-ci :
left = { $number } : { $why }
left-state = son état ne le permet pas
left-right = votre profil ne le permet pas
left-gone = elle n’est plus là
file = demandes-{ $day }.csv
column-number = Demande
column-parcel = Colis
column-parcels = Nombre de colis
column-filed = Déposée le
column-changed = Dernier changement
column-due = Échéance
column-customer = Client
column-turn = À qui d’agir
turn-customer = Client
turn-operator = Opérateur
turn-carrier = Transporteur
turn-recipient = Destinataire
turn-nobody = Personne
columns = Colonnes
columns-lead = Choisissez ce que la liste montre et dans quel ordre. C’est pour vous seul ; l’export suit le même choix.
columns-shown = Colonnes affichées
columns-hidden = Colonnes à ajouter
column-up = Monter
column-down = Descendre
column-hide = Retirer
column-show = Ajouter
columns-reset = Revenir à la liste d’origine
columns-close = Terminer
email = Adresse e-mail de la personne
bulk-take = Prendre en charge
bulk-open = Garder ouvertes en onglets
searches = { $count ->
    [0] Enregistrer cette recherche
   *[other] Recherches enregistrées ({ NUMBER($count) })
}
search-of = { $name }, de { $by }
search-name = Nom de la recherche
search-name-hint = Elle gardera l’onglet, les filtres et l’ordre de cette liste.
search-share-too = La partager avec mes collègues
search-save = Enregistrer la recherche
search-share = Partager
search-unshare = Ne plus partager
search-shared = Partagée
search-begin = Ouvrir en premier
search-plain = Ne plus ouvrir en premier
search-landing = S’ouvre en premier
search-delete = Supprimer
search-button = { $words } : { $name }
assigned = Confiée à
assigned-any = Tout le monde et personne
assigned-me = Confiées à moi
