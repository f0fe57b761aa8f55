### Tracking messages (MAS): subscribing to a parcel's events, confirming an address, leaving.

## On the parcel's page.

card-title = Messages de suivi
card-lead = Recevez un courriel quand ce colis change d’étape.
card-link = S’abonner aux messages automatiques de suivi (MAS)

## One parcel's messages.

title = Messages automatiques de suivi (MAS)
lead = Nous écrivons aux adresses ci-dessous quand il arrive quelque chose à ce colis, jusqu’à la fin de son parcours.
form-title = S’abonner
who = Qui prévenir
who-own = Moi, à { $address }
who-other = Une autre adresse
who-other-hint = Elle reçoit d’abord un courriel pour confirmer, et rien d’autre avant.
address = Adresse à prévenir
address-hint = Seulement si vous avez choisi une autre adresse.
events = Prévenir de
language = Langue des courriels
subscribe = S’abonner
settled-title = Ce colis est arrivé au bout de son parcours
settled = Il n’y aura plus de message. Si le transporteur corrige ce qu’il a annoncé, les abonnements reprennent d’eux-mêmes.
subscribed = C’est fait : cette adresse sera prévenue.
asked = Un courriel vient de partir pour demander à cette adresse de confirmer. Le lien qu’il contient est valable 7 jours.
ended = Cette adresse n’est plus prévenue.

## The addresses that are told.

list-title = Vos abonnements à ce colis
none = Vous n’avez encore abonné aucune adresse.
waits = À confirmer
waits-over = Lien de confirmation périmé
told = Prévenue
events-count = { $count ->
    [one] Un événement
   *[other] { $count } événements
}
in-language = { $events } · en { $tongue }
french = français
english = anglais
remove = Désabonner
remove-what = Désabonner { $address }
all-link = Tous mes abonnements

## Everything that somebody subscribed to.

all-title = Mes messages de suivi
all-lead = Les adresses que vous avez abonnées aux messages automatiques de suivi (MAS), tous colis confondus.
all-none-title = Aucun abonnement
all-none = Ouvrez un colis pour vous abonner à ses messages de suivi.
all-find = Chercher un colis
parcel = Colis
recipient = Adresse
state = Abonnement
deed = Action
parcel-state = Statut du colis

## A followed parcel, by the link in a mail.

follow-title = Colis { $number }
follow-over-title = Ce lien n’est plus valable
follow-over = Les messages de suivi de ce colis ont pris fin, ou l’expéditeur ne peut plus consulter le colis. Adressez-vous à l’expéditeur.

## Leaving by the link in a mail.

stop-title = Ne plus recevoir les messages de ce colis
stop-lead = Vous ne recevrez plus à cette adresse de message de suivi du colis { $number }.
stop = Ne plus recevoir ces messages
stopped-title = Vous ne recevrez plus ces messages
stopped = Aucun message de suivi du colis { $number } ne sera plus envoyé à cette adresse.

## Confirming by the link in a mail.

confirm-title = Recevoir les messages de suivi
confirm-lead = { $sender } propose que { $address } soit prévenue de l’avancement du colis { $number }.
confirm-events = Vous recevrez un courriel pour :
confirm-promise = Chaque courriel permet d’arrêter d’un geste.
confirm = Confirmer mon adresse
confirmed-title = Votre adresse est confirmée
confirmed = { $address } sera prévenue de l’avancement du colis { $number }.
expired-title = Ce lien n’est plus valable
expired = Il a été remplacé, il date de plus de 7 jours, ou l’abonnement a pris fin. Demandez à l’expéditeur de vous inscrire à nouveau.
