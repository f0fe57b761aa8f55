### What went wrong, and what to do next.
not-found = Cette page n’existe pas, ou ne vous est pas accessible.
signed-out = Votre session est terminée. Connectez-vous pour continuer : rien de ce que vous avez écrit n’est perdu.
outdated = La demande a changé entre-temps : elle est maintenant « { $state } ». Relisez-la, puis recommencez si besoin. Votre texte est conservé.
outdated-by = { $by } a fait avancer la demande entre-temps : elle est maintenant « { $state } ». Relisez-la, puis recommencez si besoin. Votre texte est conservé.
unavailable = Nous ne pouvons pas le faire pour l’instant. Réessayez dans un moment : rien de ce que vous avez écrit n’est perdu.
not-in-this-state = Cette action n’est plus possible dans l’état présent de la demande.
ticket-closed = Cette demande est fermée. Vous pouvez déposer une nouvelle demande sur le même colis.
slots-missing = Il manque des pièces obligatoires : demandez-les au client avant de résoudre.
not-allowed = Votre profil ne le permet pas. Adressez-vous au service client.
too-many-tries = { $minutes ->
    [one] Trop de tentatives. Réessayez dans une minute.
   *[other] Trop de tentatives. Réessayez dans { $minutes } minutes.
}
wrong-sign-in = L’adresse ou le mot de passe ne convient pas.
link-expired = Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau.
to-correct = { $count ->
    [one] Un point est à corriger.
   *[other] { $count } points sont à corriger.
}
missing = Remplissez ce champ.
not-chosen = Choisissez une réponse.
not-confirmed = Cochez cette case pour confirmer : rien ne pourra être annulé.
too-long = { $max ->
    [one] Écrivez un caractère au plus.
   *[other] Écrivez { $max } caractères au plus.
}
too-short = { $min ->
    [one] Écrivez au moins un caractère.
   *[other] Écrivez au moins { $min } caractères.
}
not-an-email = Écrivez une adresse de courriel complète, par exemple nom@exemple.fr.
not-a-date = Écrivez une date, par exemple 2026-11-30.
dates-reversed = La fin de la période précède son début : corrigez l’une des deux dates.
not-money = Écrivez un montant, par exemple 129,90.
not-an-imei = Écrivez les 15 chiffres de l’IMEI (composez *#06# sur le téléphone pour les afficher).
nothing-found = Aucun colis trouvé.
different = Les deux saisies diffèrent.
too-easy = Ce mot de passe est trop facile à deviner. Choisissez plusieurs mots sans rapport entre eux.
in-the-past = Choisissez une date à venir.
not-offered = Choisissez l’une des réponses proposées.
nothing-ticked = Cochez au moins un colis, ou choisissez tous les résultats.
too-many = Choisissez-en { NUMBER($max) } au plus.
too-many-pasted = Vous avez collé { NUMBER($count) } numéros ou références : une recherche en accepte { NUMBER($max) } au plus. Retirez-en, ou faites plusieurs recherches ; votre texte est conservé.
too-many-files = { $max ->
    [one] Joignez un fichier au plus.
   *[other] Joignez { $max } fichiers au plus.
}
outside-window = Le délai de réclamation s’est terminé le { $day }.
not-a-delivery-day = Il n’y a pas de livraison ce jour-là : choisissez un jour du lundi au samedi, hors jours fériés.
after-cut-off = L’heure limite pour ce jour est passée. Choisissez un jour plus tard.
too-far-ahead = Ce jour est trop loin. Choisissez l’un des jours proposés.
not-a-postcode = Écrivez le code postal en entier, dans la forme du pays, par exemple 69003.
town-differs = La ville et le code postal ne vont pas ensemble. Vérifiez les deux.
not-a-phone = Écrivez un numéro de téléphone, par exemple 06 12 34 56 78.
instruction-changed = La consigne de ce colis a changé entre-temps. Relisez-la, puis recommencez si besoin. Votre saisie est conservée.
instruction-changed-by = { $by } a donné une consigne pour ce colis entre-temps. Relisez-la, puis recommencez si besoin. Votre saisie est conservée.
file-empty = ce fichier est vide.
file-too-large = ce fichier dépasse { $size }.
ticket-full = les fichiers de la demande dépasseraient ensemble { $size }.
file-wrong-type = ce fichier n’est ni un PDF, ni une image JPEG, PNG ou WebP.
file-unreadable = ce fichier ne peut pas être lu : il est abîmé, ou l’image a trop de pixels.
parcel-settled = Ce colis est arrivé au bout de son parcours : il n’y aura plus de message.
too-many-addresses = { $max ->
    [one] Une adresse suit déjà ce colis, et c’est le maximum.
   *[other] { $max } adresses suivent déjà ce colis, et c’est le maximum.
}
too-many-reports = Vous avez déjà { NUMBER($max) } relevés, abonnements compris : c’est le maximum. Supprimez-en un, ou mettez fin à un abonnement.
changed-meanwhile = Ce relevé a changé entre-temps, peut-être dans une autre fenêtre. Relisez-le dans une nouvelle fenêtre : votre saisie est conservée ici.
out-of-range = Écrivez un nombre entier de { NUMBER($least) } à { NUMBER($most) }.
window-reversed = La période finirait avant de commencer : ce nombre de jours ne peut pas dépasser le précédent.
never-due = Aucun des jours choisis ne vient avant cette date : le relevé ne serait jamais envoyé.
not-a-file-name = Écrivez un nom sans dossier ni signes comme / \ : * ? " < > |, par exemple suivi-hebdomadaire.
too-many-recipients = { $max ->
    [one] Un destinataire au plus.
   *[other] { $max } destinataires au plus.
}
more-than-own = Vous ne pouvez pas donner, ni modifier, plus que ce que votre propre profil permet.
last-administrator = Il ne resterait personne pour gérer les utilisateurs et les profils. Donnez d’abord ces droits à quelqu’un d’autre.
last-to-run = Il ne resterait personne pour administrer l’installation. Donnez d’abord le niveau Administrateur à quelqu’un d’autre.
taken = Il existe déjà.
wrong-code = Ce code ne convient pas, ou il a déjà servi. Attendez le suivant, ou prenez un code de secours.
wrong-password = Ce n’est pas votre mot de passe.
sign-in-over = Trop de temps a passé, ou quelque chose a changé entre-temps. Connectez-vous à nouveau.
account-retired = Le compte de ce colis est retiré : aucune nouvelle demande ne peut y être déposée. Celles qui sont en cours continuent.
filing-stopped = Vous ne pouvez pas déposer de nouvelle demande pour l’instant. Le service client vous écrit : « { $word } » Vos demandes en cours continuent.
