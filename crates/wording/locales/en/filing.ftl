### The four steps of filing a ticket.

steps = Steps of the request
step-parcel = Parcel
step-check = Check
step-subject = Subject
step-details = Details and documents
next = Continue
next-with = { $count ->
    [0] Continue
    [one] Continue with { $count } parcel
   *[other] Continue with { $count } parcels
}
back = Back
saved = Draft saved { $when }. You can take it up on another device.
not-saved = Draft not saved yet: there is no connection. Go on, we try again as you type.
discard = Delete this draft
discard-sure = What you typed and attached for this request will be lost.
discard-yes = Yes, delete the draft
discarded = The draft is deleted.

## Step 1: the parcel.

start-title = Which parcel is it about?
start-lead = Type its tracking number or your shipping reference.
query = Parcel number or reference
found-one = Is it this parcel?
found-many = { $count ->
    [one] One parcel has this reference
   *[other] { $count } parcels have this reference: choose yours
}
choose = Choose
choose-named = Choose parcel { $number }
choose-this = Continue with this parcel
unknown-title = We do not know “{ $number }”
unknown-lead = Check the number. If it is right, file your request all the same: it will be marked “to identify”, and we will look for the parcel.
unknown-continue = Continue with this number
drafts = You began a request
resume = Take up the request on parcel { $parcel }

## Step 2: is it this one?

check-title = Is this the right parcel?
check-lead = Check its last event, then continue.
check-lead-siblings = Tick every parcel concerned. They belong to the same shipment of { $day }.
unknown-check-title = We do not know this parcel yet
unknown-check-lead = Check its number. Your request will be marked “to identify”, and we will look for the parcel.
parcels = Parcels concerned
change-parcel = Change the parcel
others-more = Add other parcels
others = Other parcel numbers
others-hint = One number per line, or paste a list. A request concerns { NUMBER($most) } parcels at most.
others-add = Add these parcels
contact = In whose name?
contact-hint = The customer’s user who will read the request and answer in it.
contact-prompt = Choose a user
contact-email = E-mail address of the customer’s user
contact-email-hint = This parcel does not tell whose it is.
open-title = A request is already open on this parcel
next-step = next step: { $step }
join = Follow this one
join-named = Follow this one: { $number }
open-own = Open this request

## Step 3: the subject.

subject-title = What is your request about?
subject-lead = Choose what comes closest: the next page depends on it.
subject = Subject
sub-reason = More precisely

## Step 4: what the subject asks.

details-title = Tell us what happened
fact-customer = Customer
fact-contact = Contact
fact-account = Account
fact-parcels = Parcels concerned
filed-for = The request is filed for the customer.
body = Your message
body-hint = What happened, and what you expect of us.
body-missing = Write your message.
field-missing = Fill in “{ $field }”.
documents = Attachments
documents-lead = A missing document does not keep you from filing: you can send it later.
files-lead = Attach photos or documents that help to understand.
files = Files
other-files = Other files
late = The time to claim ended on { $day }. You can file the request, but it may be refused for that reason.
send = File the request
