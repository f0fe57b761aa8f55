### The pages of the operator’s administrators.

## Outgoing mails.

title = Courriels sortants
no-server-title = Aucun serveur de courriel n’est réglé
no-server = Les courriels sont gardés ici et ne partent pas. Pour les envoyer, démarrez avec --smtp-url.
subject = Objet
to = À
written = Écrit
state = État
none-title = Aucun courriel
none = Un courriel s’écrit à chaque dépôt, réponse, question et résolution d’une demande.
mail-waiting = En attente
mail-later = Nouvel essai prévu
mail-sent = Envoyé
mail-kept = Gardé ici
mail-failed = Non remis
mail-files = Pièces jointes
answered-by-server = Réponse du serveur de courriel
text-hidden = Le texte n’est pas montré : il contenait un lien personnel, déjà parti vers son destinataire.

## Work in the background.

jobs = Travaux en arrière-plan
jobs-lead = Un travail qui échoue est essayé huit fois, de plus en plus tard, puis abandonné et laissé ici.
job = Travail
job-when = Quand
tries = Essais
last-error = Dernière erreur
job-dead = Abandonné
job-running = En cours
job-waiting = Prévu
job-send-mail = Envoi d’un courriel
job-sweep-files = Ménage des fichiers non joints
job-trim-live = Ménage du journal des pages ouvertes
job-sweep-attempts = Ménage des sessions et essais anciens
job-trim-jobs = Ménage des travaux terminés
job-erase-archive = Effacement des colis au terme de l’archive
job-erase-mails = Oubli des anciens messages
job-sweep-reports = Ménage des relevés envoyés il y a longtemps
job-sweep-notices = Oublier les anciennes notifications
job-send-report = Envoi d’un relevé

## A demo’s clock.

clock = Horloge de la démonstration
clock-lead = Avancez le temps pour voir partir les rappels et se fermer ce qui doit l’être. Il ne recule pas.
clock-step = { $days ->
    [one] Avancer d’un jour
   *[other] Avancer de { $days } jours
}
