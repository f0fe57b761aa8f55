### Feeds of carriers and codes that nobody knows yet, for administrators.

## Ways between the administrators’ pages.

administration = Administration
tab-mails = Courriels sortants
tab-feeds = Flux
tab-codes = Codes

## Codes.

codes-title = Codes des transporteurs
codes-lead = Un code que rien ne connaît ne fait pas avancer son colis. Dites ce qu’il signifie : les événements déjà reçus sont relus aussitôt.
unknown-title = Codes à associer
unknown-more = Les codes les plus fréquents sont affichés. D’autres attendent.
none-title = Aucun code à associer
none = Tous les événements reçus ont un sens. Un nouveau code apparaîtra ici.
code = Code
carrier = Transporteur
label = Mots du transporteur
scans = Événements
first-seen = Premier reçu
last-seen = Dernier reçu
example = Exemple
deed = Action
map = Associer
map-named = Associer { $code } ({ $carrier })
form-title = Que signifie { $code } ?
form-lead = Code du transporteur { $carrier }. Ce sens vaut aussi pour tout ce qui viendra.
said-by-carrier = Le transporteur écrit : « { $label }. »
state-field = Statut du colis
state-prompt = Choisir un statut
only-tells = Aucun : le code informe seulement
reason-field = Motif
reason-prompt = Aucun motif
responsible-field = Responsable
responsible-prompt = Non précisé
save = Associer et relire
cancel = Annuler
mapped-title = Codes associés
mapped-lead = Ces sens passent avant ceux que le programme connaît.
meaning = Sens
mapped-by = Par
change = Modifier
change-named = Modifier le sens de { $code } ({ $carrier })
remove = Retirer
remove-named = Retirer le sens de { $code } ({ $carrier })
done-mapped = Le code { $code } est associé.
done-removed = Le sens du code { $code } est retiré.
done-scans = { $count ->
    [0] Aucun événement n’était à relire.
    [one] Un événement a été relu.
   *[other] { $count } événements ont été relus.
}
done-moved = { $count ->
    [0] Aucun colis n’a changé de statut.
    [one] Un colis a changé de statut.
   *[other] { $count } colis ont changé de statut.
}

## Reasons.

reason-damage = Colis endommagé
reason-loss = Colis introuvable
reason-customs = Douane
reason-address = Adresse fausse ou incomplète
reason-absent = Destinataire absent
reason-refused = Refusé par le destinataire
reason-unclaimed = Non retiré à temps
reason-weather = Intempéries
reason-prohibited = Contenu interdit
reason-delay = Retard
reason-handed-back = Remis à l’expéditeur
reason-other = Autre motif

## Feeds.

feeds-title = Flux des transporteurs
feeds-lead = Ce que les transporteurs envoient d’eux-mêmes. Un flux s’ajoute et se modifie sur le serveur, par la commande consigne feed.
no-feeds-title = Aucun flux
no-feeds = Ajoutez-en un sur le serveur : consigne feed add NOM --format FORMAT.
feed = Flux
format = Format
by-payload = Selon l’envoi
deliveries = Envois
new-scans = Événements nouveaux
rejected = Rejetés
last-delivery = Dernier envoi
never = Jamais
going = Fonctionne
partly = Rejets
failing = En échec
silent = Aucun envoi
state = État
last-error = Dernière erreur
rejects-title = Rejetés au dernier envoi de { $feed }
position = Position
why = Raison
waiting-title = Événements sans colis
waiting = { $count ->
    [0] Aucun événement n’attend son colis.
    [one] Un événement attend que son colis soit annoncé.
   *[other] { $count } événements attendent que leur colis soit annoncé.
}
waiting-since = Le plus ancien attend depuis :

## What could not be taken; what the payload says follows a colon.

rejected-empty = L’envoi est vide
rejected-malformed = Illisible
rejected-not-an-answer = Pas une réponse de ce transporteur
rejected-missing = Il manque
rejected-wrong-type = Valeur inattendue dans
rejected-bad-moment = Pas une date et heure
rejected-no-zone = Heure locale sans fuseau
rejected-unknown-word = Mot inconnu de la colonne
rejected-ahead = Plus de deux jours dans le futur
rejected-too-many = Trop d’éléments, la suite n’a pas été lue
rejected-too-large = Trop grand pour un élément
rejected-more = Autres éléments non repris
rejected-wrong-count = Compte inexact (trouvé / annoncé)
rejected-wrong-width = Nombre de champs (trouvé / attendu)
rejected-carrier-error = Le transporteur répond
