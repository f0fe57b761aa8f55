### The four steps of filing a ticket.

steps = Étapes de la demande
step-parcel = Colis
step-check = Vérifier
step-subject = Objet
step-details = Détails et pièces
next = Continuer
next-with = { $count ->
    [0] Continuer
    [one] Continuer avec { $count } colis
   *[other] Continuer avec { $count } colis
}
back = Retour
saved = Brouillon enregistré { $when }. Vous pourrez le reprendre sur un autre appareil.
not-saved = Brouillon pas encore enregistré : la connexion manque. Continuez, nous réessayons à la prochaine saisie.
discard = Supprimer ce brouillon
discard-sure = Ce que vous avez saisi et joint pour cette demande sera perdu.
discard-yes = Oui, supprimer le brouillon
discarded = Le brouillon est supprimé.

## Step 1: the parcel.

start-title = Quel colis est concerné ?
start-lead = Tapez son numéro de suivi ou votre référence d’expédition.
query = Numéro de colis ou référence
found-one = Est-ce ce colis ?
found-many = { $count ->
    [one] Un colis porte cette référence
   *[other] { $count } colis portent cette référence : choisissez le vôtre
}
choose = Choisir
choose-named = Choisir le colis { $number }
choose-this = Continuer avec ce colis
unknown-title = Nous ne connaissons pas « { $number } »
unknown-lead = Vérifiez le numéro. S’il est juste, déposez quand même votre demande : elle sera marquée « à identifier », et nous chercherons le colis.
unknown-continue = Continuer avec ce numéro
drafts = Vous avez commencé une demande
resume = Reprendre la demande sur le colis { $parcel }

## Step 2: is it this one?

check-title = Est-ce bien ce colis ?
check-lead = Vérifiez son dernier événement, puis continuez.
check-lead-siblings = Cochez tous les colis concernés. Ils font partie du même envoi du { $day }.
unknown-check-title = Nous ne connaissons pas encore ce colis
unknown-check-lead = Vérifiez son numéro. Votre demande sera marquée « à identifier », et nous chercherons le colis.
parcels = Colis concernés
change-parcel = Changer de colis
others-more = Ajouter d’autres colis
others = Autres numéros de colis
others-hint = Un numéro par ligne, ou collez une liste. Une demande concerne { NUMBER($most) } colis au plus.
others-add = Ajouter ces colis
contact = Au nom de qui ?
contact-hint = L’utilisateur du client qui lira la demande et y répondra.
contact-prompt = Choisir un utilisateur
contact-email = Adresse e-mail de l’utilisateur du client
contact-email-hint = Ce colis ne dit pas à quel client il appartient.
open-title = Une demande est déjà ouverte sur ce colis
next-step = prochaine étape : { $step }
join = Suivre celle-ci
join-named = Suivre celle-ci : { $number }
open-own = Ouvrir cette demande

## Step 3: the subject.

subject-title = Quel est l’objet de votre demande ?
subject-lead = Choisissez ce qui s’en rapproche le plus : la page suivante en dépend.
subject = Objet
sub-reason = Précisez

## Step 4: what the subject asks.

details-title = Dites-nous ce qui s’est passé
fact-customer = Client
fact-contact = Contact
fact-account = Compte
fact-parcels = Colis concernés
filed-for = La demande est déposée pour le client.
body = Votre message
body-hint = Ce qui s’est passé, et ce que vous attendez de nous.
body-missing = Écrivez votre message.
field-missing = Remplissez « { $field } ».
documents = Pièces jointes
documents-lead = Une pièce qui manque n’empêche pas de déposer la demande : vous pourrez l’envoyer ensuite.
files-lead = Joignez les photos ou les documents qui aident à comprendre.
files = Fichiers
other-files = Autres fichiers
late = Le délai pour réclamer s’est terminé { $day }. Vous pouvez déposer la demande, mais elle peut être refusée pour cette raison.
send = Déposer la demande
