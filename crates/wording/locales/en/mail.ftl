### Mails to customers and users. No page uses them, so the browser never loads them.

## In every mail.

greeting = Hello,
subject-line = { $title } – { $about }
fact = { $label }: { $value }
about = Subject
parcel = Parcel
outcome = Outcome
button-fails = If the button does not open, copy this address into your browser:
sent-automatically = This message was sent automatically and a reply to this address would not be read. Write to us from your request’s page.
sent-automatically-account = This message was sent automatically and a reply to this address would not be read.
redacted = This text was removed by customer service. Open your request to read on.
help = Help: { $address }

## The request is filed.

filed-title = Request { $number } registered
filed-lead = We have received your request.
filed-promise = An agent will take it up by { $day } at the latest. You will get a message as soon as you are answered.
filed-action = See my request

## An agent answered.

answered-title = Answer to your request { $number }
answered-lead = { $agent } answered you:
answered-action = Read and reply

## An agent asks for something.

asked-title = Your reply is needed on request { $number }
asked-lead = { $agent } needs you to move your request forward:
asked-wanted = What we need from you:
asked-promise = Please reply by { $day } at the latest. Without a reply by then the request will be resolved and marked “no answer”; writing in it takes it up again.
asked-action = Reply

## An agent resolved it.

resolved-title = Your request { $number } is resolved
resolved-lead = { $agent } resolved your request:
resolved-promise = Does this answer suit you? Validate it. If not, contest it and tell us why, by { $day } at the latest. If we do not hear from you by then, the request will be closed.
resolved-action = Validate or contest

## A colleague wrote a note.

noted-title = A colleague’s note on request { $number }
noted-lead = { $colleague } wrote a note among colleagues, which customer service does not see.
noted-action = Read the note

## Nobody answered in thirty days.

unanswered-lead = We have not heard from you: your request was resolved and marked “no answer”.
unanswered-promise = If you still need it, write in it by { $day } at the latest to take it up again. After that day it will be closed.
unanswered-action = Take my request up again

## Reminders.

ask-reminder-title = Reminder: your reply is needed on request { $number }
ask-reminder-lead = We are still waiting for your reply to move your request forward.
resolution-reminder-title = Reminder: tell us what you think of request { $number }
resolution-reminder-lead = Your request is resolved, and you have not yet told us whether the answer suits you.

## The carrier refused a delivery instruction.

instruction = Instruction
refused-instruction-title = Delivery instruction refused for parcel { $parcel }
refused-instruction-lead = The carrier cannot follow the instruction you gave for this parcel.
refused-instruction-reason = Its reason:
refused-instruction-next = You can give another one as long as the parcel allows it. Otherwise, contact customer service from the parcel’s page.
refused-instruction-action = See what is possible

## Choosing a password.

password-title = Choose your password
password-lead = This link lets you choose a new password for your Consigne account.
password-promise = It is valid for { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
} and works once.
password-not-asked = You asked for nothing? Ignore this message: your present password stays valid.
password-action = Choose my password

## A scheduled report.

report-title = Report of { $day }
report-title-again = Report of { $day }, sent again
report-lead = Here is the report “{ $name }” of { $day }.
report-again = You asked for it once more. Statuses are those of the time it was sent.
report-counts = Parcels by status:
report-attached = Attached files:
report-linked = The files are too large for a message; they can be downloaded for { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
report-download = Download the files
report-manage = See my reports
report-files = Files:
report-stop = Stop receiving this report
report-foot = This message is sent automatically; a reply to this address would not be read.

## An address is asked whether it wants a customer's reports.

report-confirm-title = Confirm your address
report-confirm-lead = { $customer } would like to send scheduled reports on its parcels to this address.
report-confirm-once = Nothing is sent to you before you agree. Your agreement holds for all reports of { $customer }, and every message lets you stop the one it carries.
report-confirm-ignore = You do not know this sender? Ignore this message.
report-confirm-action = Accept these reports

## A file that was asked for.

file-title = Your file is ready: { $name }
file-lead = The file you asked for is ready.
file-promise = You can download it until { $day }.
file-action = Download the file
file-private = This link opens the file without a password: only forward it to people who should read it.

## Tracking messages.

tracking-title = { $event } – parcel { $number }
tracking-state = Status
tracking-detail = Detail
tracking-latest = Latest event
tracking-moment = { $day } at { $time }
tracking-place = Place
tracking-estimated = Expected delivery
tracking-reference = Sender’s reference
tracking-sender = Sender
tracking-action = See the parcel
tracking-stop = Stop these messages
tracking-nothing-to-do = There is nothing to do for now.
tracking-fetch-it = The parcel is waiting at the pickup point. Remember to bring proof of identity.
tracking-ask-sender = Get in touch with the sender, who can give a delivery instruction or file a request.
tracking-not-received = If you did not get this parcel, tell the sender.
tracking-foot = You get this message because you follow this parcel. It was sent automatically and a reply to this address would not be read.

## Whether an address wants tracking messages.

tracking-question-title = Get the tracking messages of parcel { $number }?
tracking-question-lead = { $sender } suggests that this address be told how this parcel gets on.
tracking-question-events = You would get a message for each of these events:
tracking-question-promise = Nothing is sent until you confirm. { $days ->
    [one] The link is valid for { $days } day.
   *[other] The link is valid for { $days } days.
}
tracking-question-action = Confirm my address
tracking-question-not-asked = This means nothing to you? Ignore this message: you will get no tracking messages.

## A proof of delivery that somebody asked for.

proof-title = Proof of delivery of parcel { $number }
proof-lead = Here is the proof of delivery you asked for: parcel { $number } was delivered on { $when }. It is attached as a PDF.
proof-action = View the proof

## An invitation.

invitation-title = { $customer } invites you to Consigne
invitation-lead = { $by } gives you access to the customer service of { $customer }: requests, parcel tracking and proofs, as far as the profile chosen for you goes.
invitation-action = Accept the invitation
invitation-promise = The link is valid for { $days ->
    [one] { $days } day
   *[other] { $days } days
} and works once.
invitation-not-known = You do not know this person? Ignore this message: nothing is made unless the link is used.
already-user-title = { $customer } would like to invite you to Consigne
already-user-lead = { $customer } wanted to give you access, but your address has an account already. An address belongs to one customer.
already-user-action = Open Consigne
already-user-next = To work with this customer too, give it another of your addresses.

## What happened on the requests that somebody follows.

digest-title-one = News of your request { $number }
digest-title = News of { $requests ->
    [one] { $requests } request
   *[other] { $requests } requests
}
digest-lead = This is what happened to the requests you follow. What you have read already is left out.
digest-ticket = { $number } – { $subject }
digest-line = { $when }: { $what }
digest-more = The rest is in your notifications.
digest-action = See my notifications
digest-stop = Stop these e-mails
digest-settings = You choose when these e-mails come and what they say: { $settings }
## The second factor.

factor-title = Your second factor
factor-on = The second factor of your account is switched on. From now on, signing in asks for a code of your application after the password.
factor-off = The second factor of your account is switched off. From now on, the password alone signs you in.
factor-recovery-used = A recovery code was used for your account. { $left ->
    [0] None is left
    [one] One is left
   *[other] { $left } are left
}.
factor-codes-made = New recovery codes were made for your account. The earlier ones no longer work.
factor-reset = { $by } has reset the second factor of your account because you lost it. All your sessions have ended. Set up another one when you are signed in again.
factor-action = See my second factor
factor-not-you = Was it not you? Change your password at once and tell your administrator.
assigned-title = Request { $number } is given to you
assigned-lead = { $colleague } gave you this request.
mentioned-title = You are called on request { $number }
mentioned-lead = { $colleague } named you in a note.
assigned-action = Open the request
factor-by-command = The installation’s administrator
