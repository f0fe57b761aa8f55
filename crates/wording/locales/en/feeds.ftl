### Feeds of carriers and codes that nobody knows yet, for administrators.

## Ways between the administrators’ pages.

administration = Administration
tab-mails = Outgoing mail
tab-feeds = Feeds
tab-codes = Codes

## Codes.

codes-title = Carriers’ codes
codes-lead = A code that nothing knows does not move its parcel. Say what it means: the events that have already come are read again at once.
unknown-title = Codes to map
unknown-more = The codes that come most often are shown. Others are waiting.
none-title = No code to map
none = Every event that came has a meaning. A new code will appear here.
code = Code
carrier = Carrier
label = The carrier’s words
scans = Events
first-seen = First came
last-seen = Last came
example = Example
deed = Action
map = Map
map-named = Map { $code } ({ $carrier })
form-title = What does { $code } mean?
form-lead = A code of the carrier { $carrier }. This meaning also holds for whatever comes later.
said-by-carrier = The carrier writes: “{ $label }.”
state-field = Parcel status
state-prompt = Choose a status
only-tells = None: the code only tells something
reason-field = Reason
reason-prompt = No reason
responsible-field = Responsible
responsible-prompt = Not said
save = Map and read again
cancel = Cancel
mapped-title = Mapped codes
mapped-lead = These meanings come before those the program knows.
meaning = Meaning
mapped-by = By
change = Change
change-named = Change the meaning of { $code } ({ $carrier })
remove = Remove
remove-named = Remove the meaning of { $code } ({ $carrier })
done-mapped = The code { $code } is mapped.
done-removed = The meaning of the code { $code } is removed.
done-scans = { $count ->
    [0] No event was to be read again.
    [one] One event was read again.
   *[other] { $count } events were read again.
}
done-moved = { $count ->
    [0] No parcel changed its status.
    [one] One parcel changed its status.
   *[other] { $count } parcels changed their status.
}

## Reasons.

reason-damage = Parcel damaged
reason-loss = Parcel not found
reason-customs = Customs
reason-address = Address wrong or incomplete
reason-absent = Recipient absent
reason-refused = Refused by the recipient
reason-unclaimed = Not collected in time
reason-weather = Weather
reason-prohibited = Prohibited content
reason-delay = Delay
reason-handed-back = Handed back to the sender
reason-other = Another reason

## Feeds.

feeds-title = Carriers’ feeds
feeds-lead = What carriers send by themselves. A feed is added and changed on the server, with the command consigne feed.
no-feeds-title = No feed
no-feeds = Add one on the server: consigne feed add NAME --format FORMAT.
feed = Feed
format = Format
by-payload = As the payload says
deliveries = Deliveries
new-scans = New events
rejected = Rejected
last-delivery = Last delivery
never = Never
going = Working
partly = Rejects
failing = Failing
silent = Nothing sent
state = Status
last-error = Last error
rejects-title = Rejected in the last delivery of { $feed }
position = Position
why = Why
waiting-title = Events without a parcel
waiting = { $count ->
    [0] No event waits for its parcel.
    [one] One event waits for its parcel to be announced.
   *[other] { $count } events wait for their parcels to be announced.
}
waiting-since = The oldest has waited since:

## What could not be taken; what the payload says follows a colon.

rejected-empty = The delivery is empty
rejected-malformed = Not readable
rejected-not-an-answer = Not an answer of this carrier
rejected-missing = Missing
rejected-wrong-type = Unexpected value in
rejected-bad-moment = Not a date and time
rejected-no-zone = A local time without a zone
rejected-unknown-word = A word unknown to the column
rejected-ahead = More than two days ahead
rejected-too-many = Too many items, the rest was not read
rejected-too-large = Larger than an item can be
rejected-more = Further items that were not taken
rejected-wrong-count = Wrong count (found / announced)
rejected-wrong-width = Number of fields (found / expected)
rejected-carrier-error = The carrier answers
