### Labels of the building blocks: what every screen shares.

## Forms.

optional = facultatif
error-word = Erreur :
busy = Envoi en cours
waiting-for-files = Vos fichiers arrivent. L’envoi part dès qu’ils sont là.
not-sent-yet = Pas encore envoyé : la connexion manque. Votre texte est gardé, nous réessayons jusqu’à ce que cela passe.
sign-in-again = Se connecter dans un nouvel onglet

## Refusals that came without words of the server.

signed-out = Votre session est terminée. Connectez-vous dans un nouvel onglet, puis envoyez de nouveau : rien n’est perdu.
outdated = Quelque chose a changé entre-temps. Rechargez la page pour voir où en est la demande ; gardez votre texte de côté.
not-found = Ce que vous cherchez n’existe pas, ou n’est pas à vous.
too-many = Trop d’essais. Attendez une minute, puis réessayez.
not-accepted = L’envoi n’a pas été accepté. Vérifiez ce que vous avez saisi et la taille des fichiers.
offline = La connexion manque. Réessayez dans un instant ; votre texte est gardé.
unavailable = Nous ne pouvons pas le faire maintenant. Réessayez dans un instant ; votre texte est gardé.

## Files.

choose-files = Choisir des fichiers
take-picture = Prendre une photo
or-drop-files = ou déposez-les ici
file-limits = PDF, JPEG, PNG ou WebP ; { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
  } au plus, { $size } chacun ; { $total } en tout pour une demande.
remove-file = Retirer { $name }
sending-file = Envoi de { $name }
file-waits = En attente de connexion
file-too-large = Trop lourd : { $size } au plus.
file-empty = Ce fichier est vide.
file-failed = Ce fichier n’a pas pu être envoyé. Retirez-le, puis réessayez.
too-many-files = { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
  } au plus : le reste n’a pas été ajouté.

## Finding one’s way.

skip-to-content = Aller au contenu
breadcrumb = Fil d’Ariane
pages = Pages
newer = Plus récentes
older = Plus anciennes
new-tab = (nouvel onglet)
step-done = (étape faite)
step-here = (étape en cours)
step-ahead = (étape à venir)

## Small deeds.

close = Fermer
copy-what = Copier { $what }
copied = Copié
select-all = Tout cocher
loading = Chargement
