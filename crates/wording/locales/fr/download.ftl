### Files made in the background.

title = Mes téléchargements
lead = Les fichiers que vous avez demandés. Ils restent ici 7 jours, puis sont effacés.
none-title = Aucun fichier pour le moment
none = Un long export ou un lot de preuves de livraison se prépare en arrière-plan : vous le retrouverez ici.
file = Fichier
asked = Demandé
state = État
waiting = En préparation
ready = Prêt
failed = Échec
size = Taille
until = Disponible jusqu’au { $day }
fetch = Télécharger
making-title = Votre fichier se prépare
making-lead = Vous pouvez quitter cette page : le fichier vous attendra dans « Mes téléchargements ».
making-mail = Vous recevrez aussi un message dès qu’il est prêt.
progress = { NUMBER($done) } sur { NUMBER($total) }
progress-unknown = En cours…
ready-title = Votre fichier est prêt
failed-title = Le fichier n’a pas pu être préparé
failed-lead = Rien n’est perdu : demandez-le de nouveau. Si cela se répète, déposez une demande.
refresh = Actualiser
