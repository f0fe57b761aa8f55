### Delivery instructions, and the pickup points that they may name.

## The five kinds.

kind-another-day = Livrer un autre jour
kind-pickup-point = Mettre à disposition dans un point de retrait
kind-corrected-address = Corriger l’adresse de livraison
kind-driver-help = Aider le livreur : code, étage, téléphone
kind-safe-place = Déposer en lieu sûr ou chez un voisin

## What is asked, in words.

wish-another-day = Livrer { $day }
wish-pickup-point = Mettre à disposition au point de retrait { $name }, { $address }
wish-corrected-address = Livrer à cette adresse : { $address }
wish-driver-help = Pour le livreur : { $help }
help-door-code = code { $code }
help-floor = étage { $floor }
help-phone = téléphone { $phone }
wish-neighbour = Déposer chez un voisin : { $details }
wish-caretaker = Déposer chez le gardien : { $details }
wish-place = Déposer en lieu sûr : { $details }

## What has become of it.

fate-sent = Transmise
fate-accepted = Acceptée
fate-refused = Refusée
fate-executed = Exécutée
fate-expired = Échue
fate-replaced = Remplacée
title-sent = Consigne de livraison transmise
title-accepted = Consigne de livraison acceptée par le transporteur
title-refused = Consigne de livraison refusée par le transporteur
title-executed = Consigne de livraison exécutée
title-expired = Consigne de livraison échue
title-replaced = Consigne de livraison remplacée
says-sent = Le transporteur n’a pas encore répondu.
says-accepted = Le transporteur la suivra.
says-refused = Le transporteur ne peut pas la suivre : { $reason }
says-executed = Le colis a suivi cette consigne.
says-expired = Le transporteur ne l’a pas suivie à temps.
says-replaced = Une autre consigne a pris sa place.

## Why none is possible: in a list, and in a sentence.

short-possible = Possible
short-cancelled = Non : colis annulé
short-not-with-carrier = Non : pas encore remis au transporteur
short-incident = Non : incident en cours
short-out-for-delivery = Non : en tournée
short-at-pickup-point = Non : déjà au point de retrait
short-delivered = Non : livré
short-returning = Non : en retour
short-too-early = Pas encore
short-no-contract = Non : pas avec ce transporteur
short-not-in-contract = Non prévue au contrat
short-cut-off-passed = Déjà donnée
why-cancelled = La remise de ce colis a été annulée : il ne sera pas livré.
why-not-with-carrier = Le transporteur n’a pas encore ce colis : il ne peut recevoir de consigne qu’une fois pris en charge.
why-incident = Un incident retient ce colis : le service client doit d’abord le résoudre.
why-out-for-delivery = Ce colis est déjà en cours de livraison : il est trop tard pour changer sa tournée.
why-at-pickup-point = Ce colis attend déjà son destinataire dans un point de retrait.
why-delivered = Ce colis est livré.
why-returning = Ce colis repart vers son expéditeur.
why-too-early = Avec ce transporteur, une consigne est possible une fois la livraison tentée, ou quand il demande des précisions.
why-no-contract = Ce transporteur ne prend pas de consigne par nous.
why-not-in-contract = Le contrat avec ce transporteur ne le prévoit pas.
why-cut-off-passed = Une consigne est déjà donnée, et l’heure limite pour la remplacer est passée.

## The page of one parcel.

title-of = Consigne de livraison pour { $parcel }
lead = Dites au transporteur quand, où ou comment livrer ce colis.
open-now = Consigne en cours
replace-until = Vous pouvez la remplacer jusqu’à { $until }.
cannot-replace = Elle ne peut plus être remplacée.
replaces = Celle que vous donnez maintenant prendra sa place.
none-title = Aucune consigne n’est possible pour ce colis
none-lead = Si vous avez besoin d’autre chose, le service client peut vous aider.
file = Contacter le service client
back = Retour au colis
kind = Que voulez-vous demander ?
day = Jour de livraison
day-hint = Du lundi au samedi, hors jours fériés. Chaque jour peut être choisi jusqu’à { $time } (heure de Paris) le jour de livraison précédent.
points-near = Points de retrait près de
points-near-hint = Code postal autour duquel chercher.
find-points = Chercher des points de retrait
point = Point de retrait
point-none = Aucun point de retrait connu près de { $postcode }. Essayez un autre code postal.
measured-postcode = Distances à vol d’oiseau, environ, depuis le centre du code postal { $postcode }.
measured-area = Distances à vol d’oiseau, environ, depuis le centre des codes postaux en { $area }.
metres = à { $metres } m environ
kilometres = à { $kilometres } km environ
country = Pays : { $country }
country-hint = Le pays ne peut pas changer. Chaque ligne compte 38 caractères au plus.
complement = Bâtiment, escalier, appartement
street = Numéro et rue
postcode = Code postal
town = Ville
help-lead = Remplissez au moins l’un des champs.
door-code = Code de la porte
floor = Étage
phone = Téléphone
note = Précision pour le livreur
kept-by = À qui, ou où ?
kept-by-neighbour = Un voisin
kept-by-caretaker = Le gardien
kept-by-place = Un lieu sûr
details = Précisez
details-hint = Le nom et l’étage du voisin, ou l’endroit exact.
give = Transmettre la consigne
given = La consigne est transmise.
given-before = Cette consigne était déjà transmise.
not-possible = Pas possible pour ce colis
history = Consignes données
by-on = { $by }, { $when }
by-us = { $by } (service client), { $when }

## The card on a parcel’s page.

card = Consigne de livraison
card-possible = Vous pouvez dire au transporteur quand, où ou comment livrer ce colis.
card-give = Donner une consigne
card-replace = Remplacer la consigne

## Several parcels at once.

several-title = Une consigne pour plusieurs colis
several-lead = { $count ->
    [one] Un colis choisi.
   *[other] { $count } colis choisis.
}
several-beyond = { $count ->
    [one] Une consigne peut être donnée pour 200 colis à la fois : le dernier colis choisi est laissé de côté.
   *[other] Une consigne peut être donnée pour 200 colis à la fois : les { $count } derniers colis choisis sont laissés de côté.
}
several-nothing-title = Choisissez d’abord des colis
several-nothing = Cochez-les dans les résultats d’une recherche, puis demandez une consigne pour eux.
several-search = Chercher des colis
several-none-title = Aucune consigne n’est possible pour ces colis
several-kind-count = { $count ->
    [one] Possible pour un colis
   *[other] Possible pour { $count } colis
}
several-parcel = Colis
several-state = Statut
several-recipient = Destinataire
several-possible = Consigne
several-replaced = Possible : remplace la consigne en cours
several-give = Transmettre pour les colis possibles
several-given = { $count ->
    [one] La consigne est transmise pour un colis.
   *[other] La consigne est transmise pour { $count } colis.
}
several-left = { $count ->
    [one] Un colis est laissé de côté.
   *[other] { $count } colis sont laissés de côté.
}
several-changed = Cette consigne n’a pas pu être donnée pour ce colis : ouvrez-le pour voir ce qui est possible.
several-changed-by = { $by } a donné une consigne pour ce colis entre-temps : la sienne est gardée.
several-no-day = Aucun jour ne convient à tous ces colis. Choisissez-en moins.

## Where a request would ask the same.

filing-title = Une consigne peut être donnée tout de suite
filing-lead = Pour ce colis, vous pouvez transmettre une consigne au transporteur sans passer par une demande. Vous pouvez aussi déposer votre demande comme prévu.
filing-link = Donner une consigne de livraison

## The administrator’s page.

admin-title = Consignes de livraison
admin-lead = Chaque consigne part une fois vers son transporteur, dans un fichier qui reste disponible. Sa réponse revient par un autre fichier, ou par l’événement « Instruction de livraison reçue ».
admin-waiting = À remettre aux transporteurs
admin-none-waiting = Aucune consigne n’attend.
admin-waits = { $count ->
    [one] Une consigne attend
   *[other] { $count } consignes attendent
}
admin-hand-over = Faire le fichier pour { $carrier }
admin-files = Fichiers remis
admin-no-files = Aucun fichier n’a encore été fait.
admin-name = Fichier
admin-file = Fichier { $number }
admin-carrier = Transporteur
admin-count = Consignes
admin-made = Fait
admin-handed = Le fichier { $number } est prêt.
admin-download = Télécharger le fichier { $number }
admin-nothing = Aucune consigne n’attendait pour ce transporteur.
admin-answers = Réponses d’un transporteur
admin-answers-lead = Un fichier CSV avec les colonnes instruction_id, answer (accepted ou refused) et reason, le motif d’un refus. Le même fichier deux fois ne change rien.
admin-answers-file = Fichier des réponses
admin-answers-send = Lire les réponses
admin-accepted = { $count ->
    [one] Une consigne acceptée
   *[other] { $count } consignes acceptées
}
admin-refused = { $count ->
    [one] Une consigne refusée
   *[other] { $count } consignes refusées
}
admin-known = { $count ->
    [one] Une réponse déjà connue
   *[other] { $count } réponses déjà connues
}
admin-rejected = { $count ->
    [one] Une ligne n’a pas été prise :
   *[other] { $count } lignes n’ont pas été prises :
}
admin-line = Ligne { $line } : { $why }
line-unreadable = elle ne peut pas être lue ({ $why })
line-no-instruction = aucune consigne n’a le numéro { $id }
line-not-handed = la consigne n’a pas encore été remise au transporteur
line-no-answer = la réponse est accepted ou refused, pas « { $word } »
line-no-reason = un refus demande un motif
line-ended = la consigne est déjà dans l’état « { $fate } »

## Opening hours.

hours-unknown = Horaires non communiqués
hours-closed = fermé
hours-day = { $day } : { $spans }
hours-days = { $first } au { $last } : { $spans }
hours-two = { $first } et { $last } : { $spans }
monday = lundi
tuesday = mardi
wednesday = mercredi
thursday = jeudi
friday = vendredi
saturday = samedi
sunday = dimanche
not-sent = La consigne n’a pas été transmise : entre-temps, plus aucune n’est possible
