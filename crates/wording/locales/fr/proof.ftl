### Proofs of delivery: the card, the page, the paper, many at once.

title = Preuve de livraison
title-many = Preuves de livraison
title-of = Preuve de livraison du colis { $number }

## What a proof says.

delivered = Remis le
signatory = Signataire
handover = Remise
place = Lieu
carrier = Transporteur
parcel = Colis
sender-reference = Référence expéditeur
recipient-reference = Référence destinataire
recipient = Destinataire
address = Adresse
service = Service
shipper = Expéditeur
carrier-words = Libellé du transporteur
evidence = Cette preuve repose sur
evidence-signature = la signature recueillie à la remise
evidence-photo = une photo prise à la remise
evidence-statement = la déclaration du transporteur, sans signature ni photo
handover-recipient = en main propre, au destinataire
handover-household = à une personne présente à l’adresse
handover-neighbour = à un voisin
handover-reception = à l’accueil ou au gardien
handover-mailbox = dans la boîte aux lettres
handover-safe-place = à l’endroit convenu
handover-pickup-point = au comptoir d’un point de retrait
handover-other = autrement
alt-signature = Signature de { $name }, recueillie à la remise du colis { $number }
alt-signature-unnamed = Signature recueillie à la remise du colis { $number }
alt-photo = Photo du colis { $number } prise à la remise
image-signature = Signature
image-photo = Photo
image-lost = L’image de cette preuve ne peut pas être montrée.

## The paper.

paper-lead = Le colis { $number } a été livré le { $when }.
paper-made = Établie le { $when } d’après les informations du transporteur.
paper-foot = Preuve de livraison · établie le { $when }
paper-link = Voir le colis en ligne
file-one = preuve-{ $number }.pdf
file-many = preuves-de-livraison.pdf
file-zip = preuves-de-livraison.zip
file-missing = sans-preuve.csv

## Whether it can be had.

not-before = Disponible à partir du { $when }, 24 heures après la livraison.
not-delivered = Ce colis n’est pas livré : il n’y a pas encore de preuve.
missing = Le transporteur n’a transmis aucune preuve pour ce colis.
contact = Contacter le service client pour ce colis
back = Retour au colis

## The card and the page.

view = Voir la preuve
download = Télécharger le PDF
download-fr = PDF en français
download-en = PDF en anglais
send = Recevoir par courriel
sent = La preuve est en route vers { $email }.
send-lead = La preuve en PDF, envoyée à votre adresse { $email }.

## Many at once.

chosen = { $n ->
    [one] { $n } colis choisi
   *[other] { $n } colis choisis
}
available-of = { $n ->
    [0] Aucune preuve disponible
    [one] { $n } preuve disponible
   *[other] { $n } preuves disponibles
}
without = { $n ->
    [one] { $n } colis sans preuve
   *[other] { $n } colis sans preuve
}
without-lead = Ils ne figurent pas dans le fichier ; l’archive en donne la liste avec la raison.
reason-not-delivered = { $n ->
    [one] { $n } pas encore livré
   *[other] { $n } pas encore livrés
}
reason-not-yet = { $n ->
    [one] { $n } livré depuis moins de 24 heures
   *[other] { $n } livrés depuis moins de 24 heures
}
reason-missing = { $n ->
    [one] { $n } sans information du transporteur
   *[other] { $n } sans information du transporteur
}
make-zip = Archive ZIP, un PDF par colis
make-document = Un seul PDF
make-page = Voir sur cette page
make-mail = Recevoir par courriel
make-lead = La préparation se fait en arrière-plan : vous pouvez quitter la page.
huge = Cette recherche trouve plus de { NUMBER($n) } colis : les nombres ci-dessous sont ceux des { NUMBER($n) } premiers. L’archive les parcourt tous et réunit jusqu’à { NUMBER($n) } preuves.
document-bound = { $n ->
    [one] Un seul PDF réunit au plus { $n } preuve.
   *[other] Un seul PDF réunit au plus { $n } preuves.
}
page-bound = { $n ->
    [one] La page montre au plus { $n } preuve.
   *[other] La page montre au plus { $n } preuves.
}
none-chosen = Aucun colis choisi
none-chosen-lead = Cochez des colis dans les résultats d’une recherche, puis demandez leurs preuves.
search = Rechercher des colis
column-number = Numéro
column-reference = Référence expéditeur
column-state = Statut
column-reason = Raison
row-not-delivered = pas encore livré
row-not-yet = disponible à partir du { $when }
row-missing = rien transmis par le transporteur
row-full = archive pleine : restreignez la recherche

## A request that asks for what is here already.

already = La preuve de livraison de ce colis est disponible
already-lead = Inutile d’attendre une réponse : vous pouvez la voir et la télécharger tout de suite. Vous pouvez aussi continuer votre demande.
already-link = Voir la preuve de { $number }
