### Notifications: the list, how one is told, and the link in grouped mails.

title = Notifications
lead = What happened to the requests you follow, the latest first. They are kept for 180 days.
settings = Set notifications
none-title = Nothing new
none = What happens to the requests you follow appears here.
unread = Unread
read = Mark as read
read-what = Mark as read: { $what }
read-all = Mark all as read
read-one-done = The notification is marked as read.
read-all-done = All notifications are marked as read.
bell-none = Notifications
bell = Notifications: { $unread } unread
bell-one = Notifications: one unread

## How one is told.

choice-title = My notifications
choice-lead = These settings are yours alone. Each request also has its bell, at the top of its page.
pace = When e-mails come
pace-at-once = At once
pace-at-once-hint = One e-mail for each answer, question or resolution.
pace-hourly = Grouped every hour
pace-hourly-hint = On the hour, what happened since the last.
pace-daily = Grouped once a day
pace-daily-hint = At the hour chosen below.
pace-never = No e-mail
pace-never-hint = You read here what happens. The confirmation of a filed request is sent all the same.
hour = Hour of the daily e-mail
quiet = Quiet hours
quiet-hint = Between these two hours no e-mail is sent: it waits for their end. The same hour twice: no quiet hours. Hours of { $zone }.
quiet-from = From
quiet-until = To
kinds = What the e-mails say
kinds-hint = The page of notifications always shows everything.
kind-answer = Answers of customer service
kind-ask = Questions and requested documents
kind-resolution = Resolutions
kind-reminder = Reminders
kind-note = Notes of my team
kind-message = Messages of the customer
kind-message-colleagues = Messages of my colleagues
kind-assignment = A request is given to me
kind-mention = I am called in a note
kind-progress = The rest: validations, closings, colleagues who follow
keep = Save
kept = Your settings are saved.
back = Back to my account

## The link in grouped mails.

stop-title = Stop these e-mails?
stop-lead = { $address } will get no more e-mails about the requests you follow. You will still find them in your notifications.
stop = Stop these e-mails
stopped-title = These e-mails are stopped
stopped = No notification e-mail goes to { $address } any more. To get them again, set your notifications in your account.
