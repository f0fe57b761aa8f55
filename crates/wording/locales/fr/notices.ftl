### Notifications: the list, how one is told, and the link in grouped mails.

title = Notifications
lead = Ce qui est arrivé aux demandes que vous suivez, le plus récent d’abord. Elles sont gardées 180 jours.
settings = Régler les notifications
none-title = Rien de nouveau
none = Ce qui arrive aux demandes que vous suivez s’affiche ici.
unread = Non lue
read = Marquer lue
read-what = Marquer lue : { $what }
read-all = Tout marquer lu
read-one-done = La notification est marquée lue.
read-all-done = Toutes les notifications sont marquées lues.
bell-none = Notifications
bell = Notifications : { $unread } non lues
bell-one = Notifications : une non lue

## How one is told.

choice-title = Mes notifications
choice-lead = Ces réglages ne valent que pour vous. Chaque demande a en plus sa cloche, en haut de sa page.
pace = Quand les courriels arrivent
pace-at-once = Tout de suite
pace-at-once-hint = Un courriel par réponse, question ou résolution.
pace-hourly = Groupés chaque heure
pace-hourly-hint = À l’heure pleine, ce qui est arrivé depuis la précédente.
pace-daily = Groupés une fois par jour
pace-daily-hint = À l’heure choisie ci-dessous.
pace-never = Aucun courriel
pace-never-hint = Vous lisez ici ce qui arrive. La confirmation d’une demande déposée part quand même.
hour = Heure du courriel quotidien
quiet = Heures calmes
quiet-hint = Entre ces deux heures aucun courriel ne part : il attend la fin. La même heure deux fois : pas d’heures calmes. Heures de { $zone }.
quiet-from = De
quiet-until = À
kinds = Ce que les courriels disent
kinds-hint = La page des notifications montre toujours tout.
kind-answer = Les réponses du service client
kind-ask = Les questions et les documents demandés
kind-resolution = Les résolutions
kind-reminder = Les rappels
kind-note = Les notes de mon équipe
kind-message = Les messages du client
kind-message-colleagues = Les messages de mes collègues
kind-assignment = Une demande m’est confiée
kind-mention = On m’appelle dans une note
kind-progress = Le reste : validations, clôtures, collègues qui suivent
keep = Enregistrer
kept = Vos réglages sont enregistrés.
back = Retour à mon compte

## The link in grouped mails.

stop-title = Ne plus recevoir ces courriels ?
stop-lead = { $address } ne recevra plus de courriels sur les demandes que vous suivez. Vous les retrouverez toujours dans vos notifications.
stop = Ne plus recevoir ces courriels
stopped-title = Ces courriels sont arrêtés
stopped = Plus aucun courriel de notification ne part vers { $address }. Pour en recevoir de nouveau, réglez vos notifications dans votre compte.
