### The pages of the operator’s administrators.

## Outgoing mails.

title = Outgoing mail
no-server-title = No mail server is set
no-server = Mails are kept here and do not leave. To send them, start with --smtp-url.
subject = Subject
to = To
written = Written
state = Status
none-title = No mail
none = A mail is written whenever a request is filed, answered, asked for more or resolved.
mail-waiting = Waiting
mail-later = Will be tried again
mail-sent = Sent
mail-kept = Kept here
mail-failed = Not delivered
mail-files = Attachments
answered-by-server = What the mail server said
text-hidden = The text is not shown: it held a personal link, which has already left for its addressee.

## Work in the background.

jobs = Work in the background
jobs-lead = What fails is tried eight times, later and later, then given up and left here.
job = Work
job-when = When
tries = Tries
last-error = Last error
job-dead = Given up
job-running = Running
job-waiting = Planned
job-send-mail = Sending a mail
job-sweep-files = Clearing files that were never attached
job-trim-live = Clearing the log of open pages
job-sweep-attempts = Clearing old sessions and tries
job-trim-jobs = Clearing work that is done
job-erase-archive = Erasing parcels beyond the archive’s term
job-erase-mails = Forgetting old messages
job-sweep-reports = Clearing reports sent long ago
job-sweep-notices = Forget old notifications
job-send-report = Sending a report

## A demo’s clock.

clock = The demo’s clock
clock-lead = Move time on to see reminders leave and to see what is due close. It does not go back.
clock-step = { $days ->
    [one] Move on by a day
   *[other] Move on by { $days } days
}
