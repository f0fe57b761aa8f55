### Scheduled reports: the list, the form, a report's page, its preview, and the links in its mails.

## The list.

title = Scheduled reports
lead = A report on your parcels, by mail on the days and at the time you choose.
own = Your reports
own-count = { NUMBER($count) } of { NUMBER($max) }
none = You have no report yet. Define the first one with the form.
colleagues = Your colleagues’ reports
colleagues-lead = Subscribing sends you a copy limited to the parcels your profile shows you. A subscription counts among your { NUMBER($max) } reports.
colleagues-none = Your colleagues have no report you could subscribe to.
of-owner = by { $name }
subscribe = Subscribe
subscribe-to = Subscribe to the report “{ $name }” by { $owner }
unsubscribe = Unsubscribe
active = Active
paused = Paused
over = Ended
subscribed = Subscribed
next = Next sending: { $when }
last-sent = Last sent: { $day } – { $total }
full = You have { NUMBER($max) } reports, subscriptions included: that is the most. Delete one to define another.

## When it is sent.

every-day = Every day at { $time }
working-week = Monday to Friday at { $time }
on-days = { $days } at { $time }
until = until { $day }
mon = Monday
tue = Tuesday
wed = Wednesday
thu = Thursday
fri = Friday
sat = Saturday
sun = Sunday

## The form.

new = New report
edit = Edit the report
name = Name of the report
name-hint = It is read in the subject of the mail and in the list.
what = Which parcels?
destination = Destination
national = France
international = International
states = Statuses
states-hint = With none chosen, every status.
billed = Account or sub-account
billed-all = All those of your profile
billed-account = Account { $number }
billed-sub = Account { $number }, sub-account { $sub }
shipped = Shipped between
shipped-hint = D is the day on which the report is sent.
from-days = From D minus (days)
to-days = To D minus (days)
when = When to send it?
weekdays = Days
time = Time
time-hint = { $zone } time. A report is never sent on the day it is created.
ends-on = Last day
ends-on-hint = Sent on that day too; without a date, until you delete it.
how = In which form, and to whom?
formats = Files
format-csv = CSV
format-csv-hint = for a spreadsheet
format-html = HTML page
format-html-hint = each number opens the parcel
format-pdf = PDF
format-pdf-hint = { NUMBER($count) } parcels per file
file-name = Name of the files
file-name-hint = The day and the extension are added.
language = Language
email = Your address
email-hint = An address that is not an account’s must agree first.
recipients = Other recipients
recipients-hint = One address per line, { NUMBER($max) } at most. People without an account are asked first and get no links to parcels.
create = Create the report
keep = Save
created = The report is created. First sending: { $when }.
kept = The report is saved.

## A report's page.

preview = Preview
pause = Pause
resume = Resume
delete = Delete
delete-title = Delete “{ $name }”?
delete-lead = Its past sendings and their files go as well, and links that were sent open nothing any more.
delete-sure = Delete for good
deleted = The report is deleted.
paused-now = The report is paused. Nothing that would have been sent meanwhile is caught up.
resumed-now = The report goes on. Next sending: { $when }.
never = none
subscribed-now = You are subscribed: you will get the parcels your profile shows you.
unsubscribed-now = You are no longer subscribed.
again-now = The report is sent again: it comes by mail, to you alone.
runs = Last sendings
runs-lead = The files can be downloaded for { NUMBER($days) } days.
runs-none = Nothing has been sent yet.
run-waiting = Being prepared
run-done = { $count ->
    [0] Prepared, no mail
    [one] Sent, one mail
   *[other] Sent, { $count } mails
}
run-skipped = Not sent
run-failed = Failed
run-again-mark = sent again
again = Send again
again-day = Send the report of { $day } again, to you alone
skipped-owner = { $name } can no longer sign in.
skipped-right = The profile of { $name } no longer allows reports.
skipped-account = The account of this report is no longer in the profile of { $name }.
failed-reason = The files could not be prepared. The next sending takes place as usual.
people = Who gets it
waits = Waiting for an answer
stopped = No longer wants it
outside = No account
colleague = Colleague, by their own profile
yours = You
subscribers = Subscribers

## The preview.

preview-title = Preview of “{ $name }”
preview-lead = What the report would say if it were sent now. Nothing is sent.
preview-more = More than { NUMBER($count) } parcels; the first ones are shown.
preview-first = { $count ->
    [one] The first parcel
   *[other] The first { $count } parcels
}
preview-csv = Download the CSV

## The links in mails.

confirm-title = Receive the reports of { $customer }?
confirm-lead = { $customer } would like to send you reports on parcels. Every message lets you stop the report it carries.
confirm = Accept
confirmed-title = Your address is confirmed
confirmed = You will receive the reports that { $customer } sends you.
stop-title = Stop receiving this report?
stop-lead = The report “{ $name }” will no longer be sent to { $address }.
stop = Stop receiving
stopped-title = Done
stopped-lead = This report will no longer be sent to you.
files-title = { $name }
files-lead = Report of { $day }. The files can be downloaded until { $until }.
file = { $name } ({ $size })
gone-title = This link is no longer valid
