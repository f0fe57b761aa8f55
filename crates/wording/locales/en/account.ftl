### My account: sessions, language, notifications.

title = My account
person = You
name = Name
email = E-mail address
customer = Customer
team = Team
zone = Time zone
zone-hint = Days and times are shown in it, for example Europe/Paris or America/Martinique.
pages-in = Language of pages and mails

## Where somebody is signed in.

sessions = Open sessions
sessions-lead = There is a browser you do not recognise? End its session, then change your password.
this-browser = This browser
since = Opened
seen = seen
revoke = End
revoke-what = End the session { $browser }
revoke-others = End all others
revoked = The session has ended.
revoked-others = All other sessions have ended.
browser-on = { $browser } on { $system }
browser-unknown = Unknown browser

## The password.

password-title = Password
password-lead = We send a link to { $email } to choose another one. Your sessions will then end.
password-ask = Change my password
password-sent = The link is on its way to { $email }. It is valid for two hours.

## The second factor.

factor-open = See my second factor

## What is kept.

data-title = My data
data-lead = What is kept of you, as a ZIP file: account, sessions, requests and messages of yours, the list of your files, and what the audit trail says of you.
data-take = Download my data

## Keys.

shortcuts-title = Keyboard shortcuts
shortcuts = Single-letter shortcuts
shortcuts-hint = j and k in the list of requests, r to reply; ? shows them all. Switch them off if you speak to your computer. They never act inside a field.
keep = Save
kept = Your choice is saved.

## Notifications.

notifications-lead = When e-mails come, the quiet hours, and what they say.
