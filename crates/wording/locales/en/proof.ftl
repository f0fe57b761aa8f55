### Proofs of delivery: the card, the page, the paper, many at once.

title = Proof of delivery
title-many = Proofs of delivery
title-of = Proof of delivery of parcel { $number }

## What a proof says.

delivered = Handed over on
signatory = Signed by
handover = Handed over
place = Place
carrier = Carrier
parcel = Parcel
sender-reference = Sender’s reference
recipient-reference = Recipient’s reference
recipient = Recipient
address = Address
service = Service
shipper = Shipper
carrier-words = Carrier’s own words
evidence = This proof rests on
evidence-signature = the signature given when it was handed over
evidence-photo = a photo taken when it was handed over
evidence-statement = the carrier’s statement, without signature or photo
handover-recipient = to the recipient in person
handover-household = to somebody at the address
handover-neighbour = to a neighbour
handover-reception = at the reception or to the caretaker
handover-mailbox = into the letter box
handover-safe-place = at the agreed place
handover-pickup-point = at a pickup point
handover-other = otherwise
alt-signature = Signature of { $name }, given when parcel { $number } was handed over
alt-signature-unnamed = Signature given when parcel { $number } was handed over
alt-photo = Photo of parcel { $number } taken when it was handed over
image-signature = Signature
image-photo = Photo
image-lost = The image of this proof cannot be shown.

## The paper.

paper-lead = Parcel { $number } was delivered on { $when }.
paper-made = Made on { $when } from what the carrier reported.
paper-foot = Proof of delivery · made on { $when }
paper-link = See the parcel online
file-one = proof-{ $number }.pdf
file-many = proofs-of-delivery.pdf
file-zip = proofs-of-delivery.zip
file-missing = without-proof.csv

## Whether it can be had.

not-before = Available from { $when }, 24 hours after delivery.
not-delivered = This parcel is not delivered: there is no proof yet.
missing = The carrier has sent no proof for this parcel.
contact = Contact customer service for this parcel
back = Back to the parcel

## The card and the page.

view = View the proof
download = Download the PDF
download-fr = PDF in French
download-en = PDF in English
send = Get it by e-mail
sent = The proof is on its way to { $email }.
send-lead = The proof as a PDF, sent to your address { $email }.

## Many at once.

chosen = { $n ->
    [one] { $n } parcel chosen
   *[other] { $n } parcels chosen
}
available-of = { $n ->
    [0] No proof available
    [one] { $n } proof available
   *[other] { $n } proofs available
}
without = { $n ->
    [one] { $n } parcel without a proof
   *[other] { $n } parcels without a proof
}
without-lead = They are not in the file; the archive lists them with the reason.
reason-not-delivered = { $n ->
    [one] { $n } not delivered yet
   *[other] { $n } not delivered yet
}
reason-not-yet = { $n ->
    [one] { $n } delivered less than 24 hours ago
   *[other] { $n } delivered less than 24 hours ago
}
reason-missing = { $n ->
    [one] { $n } without word from the carrier
   *[other] { $n } without word from the carrier
}
make-zip = ZIP archive, one PDF per parcel
make-document = A single PDF
make-page = View on this page
make-mail = Get them by e-mail
make-lead = They are prepared in the background: you may leave the page.
huge = This search finds more than { NUMBER($n) } parcels: the numbers below are those of the first { NUMBER($n) }. The archive goes through all of them and holds up to { NUMBER($n) } proofs.
document-bound = { $n ->
    [one] A single PDF holds at most { $n } proof.
   *[other] A single PDF holds at most { $n } proofs.
}
page-bound = { $n ->
    [one] The page shows at most { $n } proof.
   *[other] The page shows at most { $n } proofs.
}
none-chosen = No parcel chosen
none-chosen-lead = Tick parcels in the results of a search, then ask for their proofs.
search = Search for parcels
column-number = Number
column-reference = Sender’s reference
column-state = Status
column-reason = Reason
row-not-delivered = not delivered yet
row-not-yet = available from { $when }
row-missing = nothing sent by the carrier
row-full = archive full: narrow the search

## A request that asks for what is here already.

already = The proof of delivery of this parcel is available
already-lead = No need to wait for an answer: you can view and download it right away. You can also go on with your request.
already-link = View the proof of { $number }
