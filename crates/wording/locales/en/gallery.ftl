### The page that shows the building blocks.

title = What pages are made of
lead = Each building block in all its states. Nothing shown here is true, and nothing is sent.

## Sections.

looks = Colours, sizes, icons
buttons = Buttons and links
fields = Fields
forms = Forms
states = States
lists = Lists
overlays = Menus, dialogs, messages in passing
conversation = A request

## Colours.

token-page = Page
token-surface = Surface
token-raised = Raised
token-accent = Accent
token-you = Your turn
token-them = The other side’s turn
token-done = Done
token-wrong = Went wrong
token-note = Internal note

## Deeds.

validate = Accept the answer
answer = Send
attach = Attach files
withdraw = Withdraw the request
add = Add
more = More deeds
follow = Follow this one
new-ticket = New request
proof = Proof of delivery
open = Open
cancel = Cancel
account = My account
sign-out = Sign out
show-toast = Show a message in passing
answer-sent = Answer sent

## Fields.

recipient = Recipient
mail = Email address
mail-hint = We send answers there, nothing else.
password = Password
day = Day
postcode = Postcode
postcode-error = Enter the five digits of the postcode
name-error = Enter the recipient’s name
search = Search
search-example = Parcel number, reference, request…
message = Your message
message-error = Write a message
note = Internal note
note-hint = The customer does not see it.
subject = Subject
subject-error = Choose another subject: the time for this one has passed
choose = Choose
subject-contested = Contested delivery
subject-damaged = Damaged delivery
subject-late = Late delivery
subject-late-hint = from one working day late
instruction = Give an instruction
another-day = Deliver another day
day-error = Choose a day
pickup = Leave at a pickup point
pickup-hint = 4 points within 1 km
safe-place = Leave with a neighbour or in a safe place
siblings = Parcels of the same shipment
last-event = Delivered · 20 Nov 11:52 · Lyon 3e
terms = I have checked the address
terms-error = Tick to go on
locked = Always ticked
attachments = Attachments
invoice = Invoice
invoice-error = Attach the invoice
denial = Letter denying the signature
reason-found = The parcel has been found
reason-mistake = It was a mistake
why = Why?

## Forms.

form-fresh = To fill in
form-refused = Refused
form-signed-out = Session ended
refused = Two fields need your attention

## States.

badge-you = Your turn
badge-them = With us
badge-done = Answer validated
badge-wrong = Late
badge-neutral = Draft
progress = Progress
steps = Steps
path = Journey
still-needed = We still need
still-needed-more = before 20 December; otherwise the request will be resolved and marked “no answer”
already-open = A request is already open on this parcel
already-open-more = D-2026-004812 · Contested delivery · next step: 2 documents to send before 20 Dec
empty-title = No requests yet
empty-more = A request is filed on a parcel, in four steps. It appears here as soon as it is sent.
life-created = Created
life-in-progress = In progress
life-awaiting = Waiting for your answer
life-resolved = Resolved
life-validated = Accepted
life-closed = Closed
step-parcel = Parcel
step-check = Check
step-details = Details and documents
scan-delivered = Delivered
scan-out = Out for delivery
scan-sorted = Sorted at the local depot
scan-transit = In transit

## Lists and a ticket.

tickets = Requests
everything = All
in-sight = 50 of more than 10,000
reference = Reference
number = Number
weight = Weight
november = { NUMBER($day) } Nov
you = You
service = Customer service
taken-over = Sofia has taken your request on
reading = Sofia is reading the request
sample-sentence = Where is the parcel, who must act, and by when?
sample-message = The recipient says that nothing arrived and does not recognise the signature. The parcel held two telephones.
sample-answer = Good morning Mrs Morel, thank you for the invoice. To open the enquiry we still need two documents from the recipient.
