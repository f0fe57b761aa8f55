### My account: sessions, language, notifications.

title = Mon compte
person = Vous
name = Nom
email = Adresse de courriel
customer = Client
team = Équipe
zone = Fuseau horaire
zone-hint = Les jours et les heures vous y sont montrés, par exemple Europe/Paris ou America/Martinique.
pages-in = Langue des pages et des courriels

## Where somebody is signed in.

sessions = Sessions ouvertes
sessions-lead = Vous ne reconnaissez pas un navigateur ? Terminez sa session, puis changez de mot de passe.
this-browser = Ce navigateur
since = Ouverte
seen = vue
revoke = Terminer
revoke-what = Terminer la session { $browser }
revoke-others = Terminer toutes les autres
revoked = La session est terminée.
revoked-others = Toutes les autres sessions sont terminées.
browser-on = { $browser } sur { $system }
browser-unknown = Navigateur inconnu

## The password.

password-title = Mot de passe
password-lead = Nous envoyons à { $email } un lien pour en choisir un autre. Vos sessions seront alors terminées.
password-ask = Changer de mot de passe
password-sent = Le lien part vers { $email }. Il est valable deux heures.

## The second factor.

factor-open = Voir mon second facteur

## What is kept.

data-title = Mes données
data-lead = Ce qui est conservé à votre sujet, dans un fichier ZIP : compte, sessions, vos demandes et vos messages, la liste de vos fichiers et ce que le journal dit de vous.
data-take = Télécharger mes données

## Keys.

shortcuts-title = Raccourcis clavier
shortcuts = Raccourcis d’une seule lettre
shortcuts-hint = j et k dans la liste des demandes, r pour répondre ; ? les montre tous. Coupez-les si vous dictez à votre ordinateur. Ils n’agissent jamais dans un champ.
keep = Enregistrer
kept = Votre choix est enregistré.

## Notifications.

notifications-lead = Quand les courriels arrivent, les heures calmes, et ce qu’ils disent.
