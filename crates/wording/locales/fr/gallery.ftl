### The page that shows the building blocks.

title = Les éléments des pages
lead = Chaque élément dans tous ses états. Rien de ce qui est montré ici n’est vrai, et rien n’est envoyé.

## Sections.

looks = Couleurs, tailles, icônes
buttons = Boutons et liens
fields = Champs
forms = Formulaires
states = États
lists = Listes
overlays = Menus, fenêtres, messages au passage
conversation = Une demande

## Colours.

token-page = Page
token-surface = Surface
token-raised = Surélevé
token-accent = Accent
token-you = À vous
token-them = À l’autre côté
token-done = Fait
token-wrong = Mal passé
token-note = Note interne

## Deeds.

validate = Valider la réponse
answer = Envoyer
attach = Joindre des fichiers
withdraw = Retirer la demande
add = Ajouter
more = Autres actions
follow = Suivre celle-ci
new-ticket = Nouvelle demande
proof = Preuve de livraison
open = Ouvrir
cancel = Annuler
account = Mon compte
sign-out = Se déconnecter
show-toast = Montrer un message au passage
answer-sent = Réponse envoyée

## Fields.

recipient = Destinataire
mail = Adresse de courriel
mail-hint = Nous y envoyons les réponses, rien d’autre.
password = Mot de passe
day = Jour
postcode = Code postal
postcode-error = Écrivez les cinq chiffres du code postal
name-error = Écrivez le nom du destinataire
search = Chercher
search-example = N° de colis, référence, demande…
message = Votre message
message-error = Écrivez un message
note = Note interne
note-hint = Le client ne la voit pas.
subject = Objet
subject-error = Choisissez un autre objet : le délai pour celui-ci est passé
choose = Choisissez
subject-contested = Livraison contestée
subject-damaged = Livraison endommagée
subject-late = Retard de livraison
subject-late-hint = à partir d’un jour ouvré de retard
instruction = Donner une consigne
another-day = Livrer un autre jour
day-error = Choisissez un jour
pickup = Déposer en point de retrait
pickup-hint = 4 points à moins de 1 km
safe-place = Laisser à un voisin ou en lieu sûr
siblings = Colis associés
last-event = Livraison effectuée · 20 nov. 11:52 · Lyon 3e
terms = J’ai vérifié l’adresse
terms-error = Cochez pour continuer
locked = Toujours coché
attachments = Pièces jointes
invoice = Facture
invoice-error = Joignez la facture
denial = Lettre de dénégation de signature
reason-found = Le colis est retrouvé
reason-mistake = C’était une erreur
why = Pourquoi ?

## Forms.

form-fresh = À remplir
form-refused = Refusé
form-signed-out = Session terminée
refused = Deux champs sont à corriger

## States.

badge-you = À vous
badge-them = En cours chez nous
badge-done = Réponse validée
badge-wrong = En retard
badge-neutral = Brouillon
progress = Avancement
steps = Étapes
path = Parcours
still-needed = Il nous faut encore
still-needed-more = avant le 20 décembre ; sinon la demande sera résolue avec la mention « sans réponse »
already-open = Une demande est déjà ouverte sur ce colis
already-open-more = D-2026-004812 · Livraison contestée · prochaine étape : 2 pièces à fournir avant le 20 déc.
empty-title = Aucune demande pour l’instant
empty-more = Une demande se dépose sur un colis, en quatre étapes. Elle paraît ici dès qu’elle est envoyée.
life-created = Créée
life-in-progress = En cours
life-awaiting = En attente de votre réponse
life-resolved = Résolue
life-validated = Validée
life-closed = Fermée
step-parcel = Colis
step-check = Vérifier
step-details = Détails et pièces
scan-delivered = Livraison effectuée
scan-out = En cours de livraison
scan-sorted = Tri effectué dans l’agence de distribution
scan-transit = Colis en transit

## Lists and a ticket.

tickets = Demandes
everything = Toutes
in-sight = 50 sur plus de 10 000
reference = Référence
number = Numéro
weight = Poids
november = { NUMBER($day) } nov.
you = Vous
service = Service client
taken-over = Sofia a pris votre demande en charge
reading = Sofia lit la demande
sample-sentence = Où est le colis, qui doit agir, et pour quand ?
sample-message = Le destinataire affirme n’avoir rien reçu et ne reconnaît pas la signature. Le colis contenait deux téléphones.
sample-answer = Bonjour Madame Morel, merci pour la facture. Pour ouvrir l’enquête, il nous manque deux documents du destinataire.
