### Scheduled reports: the list, the form, a report's page, its preview, and the links in its mails.

## The list.

title = Relevés automatiques
lead = Un relevé de vos colis, reçu par courriel aux jours et à l’heure que vous choisissez.
own = Vos relevés
own-count = { NUMBER($count) } sur { NUMBER($max) }
none = Vous n’avez pas encore de relevé. Définissez le premier avec le formulaire.
colleagues = Relevés de vos collègues
colleagues-lead = S’abonner envoie une copie limitée aux colis que votre profil vous montre. Un abonnement compte parmi vos { NUMBER($max) } relevés.
colleagues-none = Vos collègues n’ont pas de relevé auquel vous pourriez vous abonner.
of-owner = de { $name }
subscribe = S’abonner
subscribe-to = S’abonner au relevé « { $name } » de { $owner }
unsubscribe = Se désabonner
active = Actif
paused = En pause
over = Terminé
subscribed = Abonné
next = Prochain envoi : { $when }
last-sent = Dernier envoi : { $day } – { $total }
full = Vous avez { NUMBER($max) } relevés, abonnements compris : c’est le maximum. Supprimez-en un pour en définir un autre.

## When it is sent.

every-day = Tous les jours à { $time }
working-week = Du lundi au vendredi à { $time }
on-days = { $days } à { $time }
until = jusqu’au { $day }
mon = Lundi
tue = Mardi
wed = Mercredi
thu = Jeudi
fri = Vendredi
sat = Samedi
sun = Dimanche

## The form.

new = Nouveau relevé
edit = Modifier le relevé
name = Nom du relevé
name-hint = Il se lit dans l’objet du courriel et dans la liste.
what = Quels colis ?
destination = Destination
national = France
international = International
states = Statuts
states-hint = Sans choix, tous les statuts.
billed = Compte ou sous-compte
billed-all = Tous ceux de votre profil
billed-account = Compte { $number }
billed-sub = Compte { $number }, sous-compte { $sub }
shipped = Expédiés entre
shipped-hint = J est le jour où le relevé est envoyé.
from-days = De J moins (jours)
to-days = À J moins (jours)
when = Quand l’envoyer ?
weekdays = Jours
time = Heure
time-hint = Heure de { $zone }. Un relevé ne part jamais le jour de sa création.
ends-on = Dernier jour
ends-on-hint = Envoyé ce jour-là encore ; sans date, jusqu’à ce que vous le supprimiez.
how = Sous quelle forme, et à qui ?
formats = Fichiers
format-csv = CSV
format-csv-hint = pour un tableur
format-html = Page HTML
format-html-hint = chaque numéro ouvre le colis
format-pdf = PDF
format-pdf-hint = par { NUMBER($count) } colis
file-name = Nom des fichiers
file-name-hint = Le jour et l’extension sont ajoutés.
language = Langue
email = Votre adresse
email-hint = Une adresse qui n’est pas celle d’un compte doit d’abord accepter.
recipients = Autres destinataires
recipients-hint = Une adresse par ligne, { NUMBER($max) } au plus. Les personnes sans compte reçoivent d’abord une question et n’ont pas de liens vers les colis.
create = Créer le relevé
keep = Enregistrer
created = Le relevé est créé. Premier envoi : { $when }.
kept = Le relevé est enregistré.

## A report's page.

preview = Aperçu
pause = Mettre en pause
resume = Reprendre
delete = Supprimer
delete-title = Supprimer « { $name } » ?
delete-lead = Ses envois passés et leurs fichiers disparaissent aussi, et les liens déjà envoyés n’ouvrent plus rien.
delete-sure = Supprimer définitivement
deleted = Le relevé est supprimé.
paused-now = Le relevé est en pause. Rien de ce qui serait parti entre-temps ne sera rattrapé.
resumed-now = Le relevé reprend. Prochain envoi : { $when }.
never = aucun
subscribed-now = Vous êtes abonné : vous recevrez les colis que votre profil vous montre.
unsubscribed-now = Vous n’êtes plus abonné.
again-now = Le relevé est relancé : il vous arrive par courriel, à vous seul.
runs = Derniers envois
runs-lead = Les fichiers se téléchargent pendant { NUMBER($days) } jours.
runs-none = Rien n’a encore été envoyé.
run-waiting = En préparation
run-done = { $count ->
    [0] Préparé, aucun courriel
    [one] Envoyé, un courriel
   *[other] Envoyé, { $count } courriels
}
run-skipped = Non envoyé
run-failed = Échec
run-again-mark = relancé
again = Relancer
again-day = Relancer le relevé du { $day }, pour vous seul
skipped-owner = { $name } ne peut plus se connecter.
skipped-right = Le profil de { $name } ne permet plus les relevés.
skipped-account = Le compte de ce relevé n’est plus dans le profil de { $name }.
failed-reason = Les fichiers n’ont pas pu être préparés. L’envoi suivant aura lieu normalement.
people = Qui le reçoit
waits = Attend sa réponse
stopped = Ne le veut plus
outside = Sans compte
colleague = Collègue, selon son propre profil
yours = Vous
subscribers = Abonnés

## The preview.

preview-title = Aperçu de « { $name } »
preview-lead = Ce que le relevé dirait s’il partait maintenant. Rien n’est envoyé.
preview-more = Plus de { NUMBER($count) } colis ; les premiers sont affichés.
preview-first = { $count ->
    [one] Le premier colis
   *[other] Les { $count } premiers colis
}
preview-csv = Télécharger le CSV

## The links in mails.

confirm-title = Recevoir les relevés de { $customer } ?
confirm-lead = { $customer } souhaite vous envoyer des relevés de colis. Vous pourrez arrêter chacun d’eux depuis chaque message.
confirm = Accepter
confirmed-title = Votre adresse est confirmée
confirmed = Vous recevrez les relevés que { $customer } vous envoie.
stop-title = Ne plus recevoir ce relevé ?
stop-lead = Le relevé « { $name } » ne sera plus envoyé à { $address }.
stop = Ne plus recevoir
stopped-title = C’est fait
stopped-lead = Ce relevé ne vous sera plus envoyé.
files-title = { $name }
files-lead = Relevé du { $day }. Les fichiers se téléchargent jusqu’au { $until }.
file = { $name } ({ $size })
gone-title = Ce lien n’est plus valable
