### Mails to customers and users. No page uses them, so the browser never loads them.

## In every mail.

greeting = Bonjour,
# The subject line: what happened, then what the request is about.
subject-line = { $title } – { $about }
fact = { $label } : { $value }
about = Objet
parcel = Colis
outcome = Issue
button-fails = Si le bouton ne s’ouvre pas, copiez cette adresse dans votre navigateur :
sent-automatically = Ce message est envoyé automatiquement et une réponse à cette adresse ne serait pas lue. Écrivez-nous depuis la page de votre demande.
sent-automatically-account = Ce message est envoyé automatiquement et une réponse à cette adresse ne serait pas lue.
redacted = Ce texte a été retiré par le service client. Ouvrez votre demande pour lire la suite.
help = Aide : { $address }

## The request is filed.

filed-title = Demande { $number } enregistrée
filed-lead = Nous avons bien reçu votre demande.
filed-promise = Un conseiller la prend en charge au plus tard le { $day }. Vous recevrez un message dès qu’il vous répond.
filed-action = Voir ma demande

## An agent answered.

answered-title = Réponse à votre demande { $number }
answered-lead = { $agent } vous a répondu :
answered-action = Lire et répondre

## An agent asks for something.

asked-title = Votre réponse est attendue pour la demande { $number }
asked-lead = { $agent } a besoin de vous pour faire avancer votre demande :
asked-wanted = Ce que nous attendons de vous :
asked-promise = Répondez au plus tard le { $day }. Sans réponse de votre part à cette date, la demande sera résolue avec la mention « sans réponse » ; il vous suffira d’y écrire pour la reprendre.
asked-action = Répondre

## An agent resolved it.

resolved-title = Votre demande { $number } est résolue
resolved-lead = { $agent } a résolu votre demande :
resolved-promise = Cette réponse vous convient ? Validez-la. Sinon, contestez-la en nous disant pourquoi, au plus tard le { $day }. Sans retour de votre part à cette date, la demande sera close.
resolved-action = Valider ou contester

## A colleague wrote a note.

noted-title = Note d’un collègue sur la demande { $number }
noted-lead = { $colleague } a écrit une note entre collègues, que le service client ne voit pas.
noted-action = Lire la note

## Nobody answered in thirty days.

unanswered-lead = Nous n’avons pas reçu de réponse de votre part : votre demande a été résolue avec la mention « sans réponse ».
unanswered-promise = Si vous en avez encore besoin, il vous suffit d’y écrire au plus tard le { $day } pour la reprendre. Passé cette date, elle sera close.
unanswered-action = Reprendre ma demande

## Reminders.

ask-reminder-title = Rappel : votre réponse est attendue pour la demande { $number }
ask-reminder-lead = Nous attendons toujours votre réponse pour faire avancer votre demande.
resolution-reminder-title = Rappel : votre avis est attendu sur la demande { $number }
resolution-reminder-lead = Votre demande est résolue, et vous ne nous avez pas encore dit si la réponse vous convient.

## The carrier refused a delivery instruction.

instruction = Consigne
refused-instruction-title = Consigne de livraison refusée pour le colis { $parcel }
refused-instruction-lead = Le transporteur ne peut pas suivre la consigne que vous avez donnée pour ce colis.
refused-instruction-reason = Son motif :
refused-instruction-next = Vous pouvez en donner une autre tant que le colis le permet. Sinon, contactez le service client depuis la page du colis.
refused-instruction-action = Voir ce qui est possible

## Choosing a password.

password-title = Choisissez votre mot de passe
password-lead = Ce lien vous permet de choisir un nouveau mot de passe pour votre compte Consigne.
password-promise = Il est valable { $hours ->
    [one] { $hours } heure
   *[other] { $hours } heures
} et ne sert qu’une fois.
password-not-asked = Vous n’avez rien demandé ? Ignorez ce message : votre mot de passe actuel reste valable.
password-action = Choisir mon mot de passe

## A scheduled report.

report-title = Relevé du { $day }
report-title-again = Relevé du { $day }, relancé
report-lead = Voici le relevé « { $name } » du { $day }.
report-again = Vous avez demandé à le recevoir une nouvelle fois. Les statuts sont ceux de cet envoi.
report-counts = Colis par statut :
report-attached = Fichiers joints :
report-linked = Les fichiers, trop volumineux pour un message, se téléchargent pendant { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}.
report-download = Télécharger les fichiers
report-manage = Voir mes relevés
report-files = Fichiers :
report-stop = Ne plus recevoir ce relevé
report-foot = Ce message est envoyé automatiquement et une réponse à cette adresse ne serait pas lue.

## An address is asked whether it wants a customer's reports.

report-confirm-title = Confirmez votre adresse
report-confirm-lead = { $customer } souhaite envoyer à cette adresse des relevés automatiques sur le suivi de ses colis.
report-confirm-once = Rien ne vous sera envoyé avant votre accord. Il vaut pour tous les relevés de { $customer }, et vous pourrez arrêter chacun d’eux depuis chaque message.
report-confirm-ignore = Vous ne connaissez pas cet expéditeur ? Ignorez ce message.
report-confirm-action = Accepter ces relevés

## A file that was asked for.

file-title = Votre fichier est prêt : { $name }
file-lead = Le fichier que vous avez demandé est prêt.
file-promise = Vous pouvez le télécharger jusqu’au { $day }.
file-action = Télécharger le fichier
file-private = Ce lien ouvre le fichier sans mot de passe : ne le transférez qu’aux personnes qui doivent le lire.

## Tracking messages.

tracking-title = { $event } – colis { $number }
tracking-state = Statut
tracking-detail = Précision
tracking-latest = Dernier événement
tracking-moment = { $day } à { $time }
tracking-place = Lieu
tracking-estimated = Livraison prévue
tracking-reference = Référence de l’expéditeur
tracking-sender = Expéditeur
tracking-action = Voir le colis
tracking-stop = Ne plus recevoir ces messages
tracking-nothing-to-do = Vous n’avez rien à faire pour l’instant.
tracking-fetch-it = Le colis attend au point de retrait. Pensez à une pièce d’identité.
tracking-ask-sender = Adressez-vous à l’expéditeur : il peut donner une consigne de livraison ou déposer une demande.
tracking-not-received = Si vous n’avez pas reçu ce colis, prévenez l’expéditeur.
tracking-foot = Vous recevez ce message parce que vous suivez ce colis. Il est envoyé automatiquement et une réponse à cette adresse ne serait pas lue.

## Whether an address wants tracking messages.

tracking-question-title = Recevoir les messages de suivi du colis { $number } ?
tracking-question-lead = { $sender } propose que cette adresse soit prévenue de l’avancement de ce colis.
tracking-question-events = Vous recevriez un message pour chacun de ces événements :
tracking-question-promise = Rien n’est envoyé tant que vous n’avez pas confirmé. { $days ->
    [one] Le lien est valable { $days } jour.
   *[other] Le lien est valable { $days } jours.
}
tracking-question-action = Confirmer mon adresse
tracking-question-not-asked = Cela ne vous dit rien ? Ignorez ce message : vous ne recevrez aucun message de suivi.

## A proof of delivery that somebody asked for.

proof-title = Preuve de livraison du colis { $number }
proof-lead = Voici la preuve de livraison que vous avez demandée : le colis { $number } a été livré le { $when }. Elle est jointe en PDF.
proof-action = Voir la preuve

## An invitation.

invitation-title = { $customer } vous invite sur Consigne
invitation-lead = { $by } vous ouvre un accès au service client de { $customer } : demandes, suivi des colis et preuves, selon le profil choisi pour vous.
invitation-action = Accepter l’invitation
invitation-promise = Le lien est valable { $days ->
    [one] { $days } jour
   *[other] { $days } jours
} et ne sert qu’une fois.
invitation-not-known = Vous ne connaissez pas cette personne ? Ignorez ce message : rien n’est créé tant que le lien n’est pas utilisé.
already-user-title = { $customer } souhaite vous inviter sur Consigne
already-user-lead = { $customer } a voulu vous ouvrir un accès, mais votre adresse a déjà un compte. Une adresse appartient à un seul client.
already-user-action = Ouvrir Consigne
already-user-next = Pour travailler aussi avec ce client, donnez-lui une autre de vos adresses.

## What happened on the requests that somebody follows.

digest-title-one = Du nouveau sur votre demande { $number }
digest-title = Du nouveau sur { $requests ->
    [one] { $requests } demande
   *[other] { $requests } demandes
}
digest-lead = Voici ce qui est arrivé aux demandes que vous suivez. Ce que vous avez déjà lu n’y est plus.
digest-ticket = { $number } – { $subject }
digest-line = { $when } : { $what }
digest-more = La suite est dans vos notifications.
digest-action = Voir mes notifications
digest-stop = Ne plus recevoir ces courriels
digest-settings = Vous choisissez quand ces courriels arrivent et ce qu’ils disent : { $settings }
## Le second facteur.

factor-title = Votre second facteur
factor-on = Le second facteur de votre compte est activé. Désormais, la connexion demande un code de votre application après le mot de passe.
factor-off = Le second facteur de votre compte est coupé. Désormais, le mot de passe suffit pour se connecter.
factor-recovery-used = Un code de secours a servi pour votre compte. { $left ->
    [0] Il n’en reste aucun
    [one] Il en reste un
   *[other] Il en reste { $left }
}.
factor-codes-made = De nouveaux codes de secours ont été créés pour votre compte. Les anciens ne servent plus.
factor-reset = { $by } a retiré le second facteur de votre compte, que vous aviez perdu. Toutes vos sessions sont terminées. Configurez-en un autre une fois reconnecté.
factor-action = Voir mon second facteur
factor-not-you = Ce n’était pas vous ? Changez de mot de passe aussitôt et prévenez votre administrateur.
assigned-title = La demande { $number } vous est confiée
assigned-lead = { $colleague } vous a confié cette demande.
mentioned-title = On vous appelle sur la demande { $number }
mentioned-lead = { $colleague } vous a cité dans une note.
assigned-action = Ouvrir la demande
factor-by-command = L’administrateur de l’installation
