### Finding a parcel, and its page.

## Finding one.

title = Parcels
find-title = Find a parcel
number-valid = Number recognised: { $formats }.
number-unchecked = Number of the form { $formats }.
number-invalid = This number has the form { $formats }, but its check character does not hold: check what you typed. We searched for it as it is.
nothing-title = No parcel found for “{ $query }”
nothing-lead = Check the number, or search by your reference. A parcel stays visible for 6 months after its label was made.
nothing-file = File a request on this number
begin-title = Where is your parcel?
begin-lead = Type its tracking number or your shipping reference: you will see where it is and what you can do.

## Its page.

copied-number = the parcel number
what-to-do = What to do now
what-customer-reads = What the customer reads
state-help = This status in the glossary
file-for = File a request for the customer
contact = Contact customer service for this parcel
path = Path
path-empty = The carrier has not reported anything of this parcel yet.
details = Details
siblings = Parcels of the same shipment
namesakes = Other parcels of this number
tickets = Requests on this parcel
reference = Ref. { $reference }
to-identify = To identify
no-event = No event yet
expected = Delivery expected on { $day }.
was-expected = Delivery was expected on { $day }.
delivered-at = Delivered on { $day } at { $time }.
handed-back-at = Handed back to its sender on { $day } at { $time }.

## Facts.

fact-customer = Customer
fact-sender-reference = Your reference
fact-reference-of-sender = Sender’s reference
fact-recipient-reference = Recipient’s reference
fact-recipient = Recipient
fact-address = Address
fact-carrier = Carrier
fact-service = Service
fact-weight = Weight
fact-value = Declared value
fact-label = Label made on
fact-shipment = Shipment
fact-account = Account

## What happened, where it is none of the eighteen events of S2-18.

event-damage = Parcel damaged
event-loss = Parcel cannot be found for now
event-customs = Parcel held by customs
event-address = Address to be completed
event-refused = Parcel refused by the recipient
event-unclaimed = Parcel not collected in time
event-weather = Parcel delayed by the weather
event-prohibited = Forbidden or dangerous contents
event-preparing-delivery = Parcel being prepared for delivery
event-deferred = Delivery put off
event-returning = Parcel on its way back to the sender
event-handed-back = Parcel handed back to its sender
event-unknown = Event reported by the carrier
event-withdrawn = Event taken back by the carrier
step-responsible = Responsible: { $who }
