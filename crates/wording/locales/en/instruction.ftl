### Delivery instructions, and the pickup points that they may name.

## The five kinds.

kind-another-day = Deliver on another day
kind-pickup-point = Hold at a pickup point
kind-corrected-address = Correct the delivery address
kind-driver-help = Help the driver: code, floor, phone
kind-safe-place = Leave in a safe place or with a neighbour

## What is asked, in words.

wish-another-day = Deliver on { $day }
wish-pickup-point = Hold at the pickup point { $name }, { $address }
wish-corrected-address = Deliver to this address: { $address }
wish-driver-help = For the driver: { $help }
help-door-code = code { $code }
help-floor = floor { $floor }
help-phone = phone { $phone }
wish-neighbour = Leave with a neighbour: { $details }
wish-caretaker = Leave with the caretaker: { $details }
wish-place = Leave in a safe place: { $details }

## What has become of it.

fate-sent = Sent
fate-accepted = Accepted
fate-refused = Refused
fate-executed = Carried out
fate-expired = Expired
fate-replaced = Replaced
title-sent = Delivery instruction sent
title-accepted = Delivery instruction accepted by the carrier
title-refused = Delivery instruction refused by the carrier
title-executed = Delivery instruction carried out
title-expired = Delivery instruction expired
title-replaced = Delivery instruction replaced
says-sent = The carrier has not answered yet.
says-accepted = The carrier will follow it.
says-refused = The carrier cannot follow it: { $reason }
says-executed = The parcel followed this instruction.
says-expired = The carrier did not follow it in time.
says-replaced = Another instruction took its place.

## Why none is possible: in a list, and in a sentence.

short-possible = Possible
short-cancelled = No: parcel called off
short-not-with-carrier = No: not with the carrier yet
short-incident = No: incident under way
short-out-for-delivery = No: out for delivery
short-at-pickup-point = No: at a pickup point already
short-delivered = No: delivered
short-returning = No: on its way back
short-too-early = Not yet
short-no-contract = No: not with this carrier
short-not-in-contract = Not in the contract
short-cut-off-passed = Given already
why-cancelled = This parcel was called off: it will not be delivered.
why-not-with-carrier = The carrier does not have this parcel yet: it takes instructions only once it has it.
why-incident = Something holds this parcel up: customer service has to settle it first.
why-out-for-delivery = This parcel is out for delivery: it is too late to change its round.
why-at-pickup-point = This parcel already waits at a pickup point.
why-delivered = This parcel is delivered.
why-returning = This parcel is on its way back to its sender.
why-too-early = With this carrier, an instruction is possible once delivery was tried, or when it asks for details.
why-no-contract = This carrier takes no instructions through us.
why-not-in-contract = The contract with this carrier does not include it.
why-cut-off-passed = An instruction was given already, and the time limit for replacing it has passed.

## The page of one parcel.

title-of = Delivery instruction for { $parcel }
lead = Tell the carrier when, where or how to deliver this parcel.
open-now = Present instruction
replace-until = You can replace it until { $until }.
cannot-replace = It can no longer be replaced.
replaces = The one you give now will take its place.
none-title = No instruction is possible for this parcel
none-lead = If you need something else, customer service can help.
file = Contact customer service
back = Back to the parcel
kind = What do you want to ask?
day = Day of delivery
day-hint = Monday to Saturday, without public holidays. Each day can be chosen until { $time } (Paris time) on the delivery day before.
points-near = Pickup points near
points-near-hint = The postcode to look around.
find-points = Find pickup points
point = Pickup point
point-none = No pickup point is known near { $postcode }. Try another postcode.
measured-postcode = Distances as the crow flies, roughly, from the middle of postcode { $postcode }.
measured-area = Distances as the crow flies, roughly, from the middle of the postcodes beginning with { $area }.
metres = about { $metres } m away
kilometres = about { $kilometres } km away
country = Country: { $country }
country-hint = The country cannot change. Each line holds 38 characters at most.
complement = Building, staircase, flat
street = Number and street
postcode = Postcode
town = Town
help-lead = Fill in at least one of the fields.
door-code = Door code
floor = Floor
phone = Phone
note = A word for the driver
kept-by = With whom, or where?
kept-by-neighbour = A neighbour
kept-by-caretaker = The caretaker
kept-by-place = A safe place
details = Which one
details-hint = The neighbour’s name and floor, or the exact place.
give = Send the instruction
given = The instruction is sent.
given-before = This instruction was sent already.
not-possible = Not possible for this parcel
history = Instructions given
by-on = { $by }, { $when }
by-us = { $by } (customer service), { $when }

## The card on a parcel’s page.

card = Delivery instruction
card-possible = You can tell the carrier when, where or how to deliver this parcel.
card-give = Give an instruction
card-replace = Replace the instruction

## Several parcels at once.

several-title = One instruction for several parcels
several-lead = { $count ->
    [one] One parcel chosen.
   *[other] { $count } parcels chosen.
}
several-beyond = { $count ->
    [one] An instruction can be given for 200 parcels at once: the last parcel chosen is left out.
   *[other] An instruction can be given for 200 parcels at once: the last { $count } parcels chosen are left out.
}
several-nothing-title = Choose parcels first
several-nothing = Tick them in the results of a search, then ask for an instruction for them.
several-search = Search parcels
several-none-title = No instruction is possible for these parcels
several-kind-count = { $count ->
    [one] Possible for one parcel
   *[other] Possible for { $count } parcels
}
several-parcel = Parcel
several-state = Status
several-recipient = Recipient
several-possible = Instruction
several-replaced = Possible: replaces the present instruction
several-give = Send for the parcels that allow it
several-given = { $count ->
    [one] The instruction is sent for one parcel.
   *[other] The instruction is sent for { $count } parcels.
}
several-left = { $count ->
    [one] One parcel is left out.
   *[other] { $count } parcels are left out.
}
several-changed = This instruction could not be given for this parcel: open it to see what is possible.
several-changed-by = { $by } has given an instruction for this parcel meanwhile: theirs is kept.
several-no-day = No day suits all these parcels. Choose fewer.

## Where a request would ask the same.

filing-title = An instruction can be given right away
filing-lead = For this parcel you can send the carrier an instruction without filing a request. You can also file your request as planned.
filing-link = Give a delivery instruction

## The administrator’s page.

admin-title = Delivery instructions
admin-lead = Each instruction leaves once for its carrier, in a file that stays available. The answer comes back in another file, or by the event “Delivery instruction received”.
admin-waiting = To be handed to carriers
admin-none-waiting = No instruction is waiting.
admin-waits = { $count ->
    [one] One instruction is waiting
   *[other] { $count } instructions are waiting
}
admin-hand-over = Make the file for { $carrier }
admin-files = Files handed over
admin-no-files = No file was made yet.
admin-name = File
admin-file = File { $number }
admin-carrier = Carrier
admin-count = Instructions
admin-made = Made
admin-handed = File { $number } is ready.
admin-download = Download file { $number }
admin-nothing = No instruction was waiting for this carrier.
admin-answers = A carrier’s answers
admin-answers-lead = A CSV file with the columns instruction_id, answer (accepted or refused) and reason, why it was refused. The same file twice changes nothing.
admin-answers-file = File of answers
admin-answers-send = Read the answers
admin-accepted = { $count ->
    [one] One instruction accepted
   *[other] { $count } instructions accepted
}
admin-refused = { $count ->
    [one] One instruction refused
   *[other] { $count } instructions refused
}
admin-known = { $count ->
    [one] One answer known already
   *[other] { $count } answers known already
}
admin-rejected = { $count ->
    [one] One line was not taken:
   *[other] { $count } lines were not taken:
}
admin-line = Line { $line }: { $why }
line-unreadable = it cannot be read ({ $why })
line-no-instruction = no instruction has the number { $id }
line-not-handed = the instruction was not handed to the carrier yet
line-no-answer = the answer is accepted or refused, not “{ $word }”
line-no-reason = a refusal needs a reason
line-ended = the instruction stands as “{ $fate }” already

## Opening hours.

hours-unknown = Opening hours not told
hours-closed = closed
hours-day = { $day }: { $spans }
hours-days = { $first } to { $last }: { $spans }
hours-two = { $first } and { $last }: { $spans }
monday = Monday
tuesday = Tuesday
wednesday = Wednesday
thursday = Thursday
friday = Friday
saturday = Saturday
sunday = Sunday
not-sent = The instruction was not sent: meanwhile none is possible any more
