### Signing in and out, a forgotten password.

## Signing in.

title = Se connecter
email = Adresse de courriel
password = Mot de passe
enter = Se connecter
forgot = Mot de passe oublié ?
first = Connectez-vous pour continuer.
signed-out = Vous êtes déconnecté.
password-chosen = Votre mot de passe est changé. Connectez-vous avec le nouveau.

## The people of a demo.

demo-title = Essayer la démonstration
demo-lead = Entrez d’un clic comme l’une de ces personnes. Tout est inventé, et rien ne sort de cette machine.
demo-password = Pour saisir l’une de ces adresses : le mot de passe de tous est { $password }

## A forgotten password.

forgot-title = Mot de passe oublié
forgot-lead = Indiquez l’adresse avec laquelle vous vous connectez : nous y envoyons un lien pour choisir un nouveau mot de passe.
send-link = Envoyer le lien
link-sent-title = C’est parti
link-sent = Si un compte existe à cette adresse, un lien vient d’y être envoyé. Il est valable deux heures et ne sert qu’une fois. Rien reçu ? Regardez dans les indésirables, ou adressez-vous au service client.
back = Revenir à la connexion

## Choosing a password by a link.

choose-title = Choisir un mot de passe
choose-lead = Pour le compte { $email }. Toutes les sessions ouvertes de ce compte seront terminées.
new-password = Nouveau mot de passe
new-password-hint = 12 caractères au moins ; quelques mots sans rapport entre eux conviennent très bien.
new-password-again = Le même, encore une fois
choose = Choisir ce mot de passe
expired-title = Lien expiré
ask-again = Demander un nouveau lien
