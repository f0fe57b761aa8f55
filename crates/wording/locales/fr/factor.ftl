### The second factor: signing in with a code, setting it up, recovery codes.

title = Second facteur
lead = Avec un second facteur, un mot de passe volé ne suffit pas : la connexion demande aussi un code, que crée une application de votre téléphone.
first = Votre administrateur exige un second facteur. Configurez-en un pour continuer.
required = Votre administrateur exige un second facteur de tous.

## Signing in.

sign-in-title = Votre code
sign-in-lead = Saisissez le code que votre application affiche pour Consigne.
sign-in-lost = Vous n’avez ni votre téléphone ni un code de secours ? Demandez à votre administrateur de retirer votre second facteur.
code = Code de l’application
code-hint = Six chiffres qui changent toutes les 30 secondes.
code-or-recovery = Code
code-or-recovery-hint = Les six chiffres de votre application, ou l’un de vos codes de secours.
password = Votre mot de passe

## Setting up.

off-title = Pas encore activé
off-lead = Il vous faut une application qui crée des codes, sur votre téléphone ou dans votre gestionnaire de mots de passe.
begin = Configurer
step-application = 1. Ajouter Consigne à votre application
step-application-lead = Dans votre application, choisissez d’ajouter un compte par clé, et saisissez celle-ci :
open-application = Ouvrir mon application
open-application-hint = si elle est sur cet appareil
step-confirm = 2. Confirmer
confirm = Activer

## Switched on.

on-since = Activé depuis le { $day }.
codes-new = Vos codes de secours
codes-new-lead = Chacun vous laisse entrer une fois sans votre application. Imprimez-les ou copiez-les et gardez-les en lieu sûr : cette page les montre pendant dix minutes, et seulement dans ce navigateur.
codes-noted = Je les ai gardés
codes-title = Codes de secours
codes-left = { $n ->
    [0] Il ne vous reste aucun code de secours.
    [one] Il vous reste un code de secours.
   *[other] Il vous reste { $n } codes de secours.
}
codes-lead = De nouveaux codes remplacent les précédents, qui ne servent alors plus.
codes-renew = Créer de nouveaux codes
drop-title = Couper
drop-lead = Le mot de passe suffira alors pour vous connecter. Vos autres sessions se terminent.
drop = Couper le second facteur
done-on = Le second facteur est activé.
done-off = Le second facteur est coupé. Vos autres sessions sont terminées.
done-codes = Les nouveaux codes sont créés.
done-noted = Les codes ne sont plus affichés.
done-used = Vous êtes connecté avec un code de secours. { $left }

## What an administrator does.

rule = Tout le monde a besoin d’un second facteur
rule-hint = Qui n’en a pas est conduit à en configurer un à la prochaine connexion, et n’ouvre rien d’autre avant.
rule-keep = Enregistrer la règle
rule-kept = La règle est enregistrée.
has = Second facteur
reset-title = Second facteur perdu
reset-lead = Cette personne se connectera avec le seul mot de passe et pourra en configurer un autre. Toutes ses sessions se terminent et un courriel le lui dit. Assurez-vous que c’est bien elle qui vous le demande.
reset = Retirer le second facteur
reset-done = Le second facteur est retiré. Toutes les sessions de cette personne sont terminées.
qr = Code QR à lire avec l’application ; la clé ci-dessous dit la même chose
