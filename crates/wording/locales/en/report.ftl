### The files of a scheduled report.

## Columns.

column-number = Number
column-state = Status
column-since = Since
column-event = Last event
column-place = Place
column-event-at = Time of the event
column-shipped = Shipped on
column-expected = Expected delivery
column-carrier = Carrier
column-service = Service
column-account = Account
column-sub-account = Sub-account
column-reference = Sender’s ref.
column-recipient-reference = Recipient’s ref.
column-recipient = Recipient
column-destination = Destination
column-postcode = Postcode
column-town = Town
column-country = Country

## The head.

fact-customer = Customer
fact-day = Report of
fact-shipped = Shipped
fact-selection = Criteria
fact-made = Made
shipped-on = on { $day }
shipped-between = from { $from } to { $to }
made-at = on { $day } at { $time }
national = France
international = International
anywhere = France and international
every-state = every status
undelivered = not delivered
undelivered-actionable = not delivered, an instruction is possible
account = account { $number }
sub-account = sub-account { $number }
total = { $count ->
    [0] No parcel meets the criteria.
    [one] One parcel.
   *[other] { $count } parcels.
}
note = Each number opens the parcel, ready to act on, for people who have an account.
part = Part { NUMBER($part) }
page-foot = Scheduled report · { $name }
