### The frame of every page: menu, language, footer, skip link.
requests = Requests
parcels = Parcels
reports = Reports
desk = Desk
mails = Outgoing mail
archive = Archive
account = My account
help = Help
sign-in = Sign in
sign-out = Sign out
menu = Menu
navigation = Main navigation
search = Parcel number, reference, request…
search-label = Search for a parcel or a request
language-choice = Language
demonstration = Demonstration
clock-ahead = { $days ->
    [one] Demo clock: + one day
   *[other] Demo clock: + { $days } days
}
gallery = Gallery
not-found-title = Page not found
not-allowed-title = Not part of your profile
not-found-home = Back to the start
unavailable-title = Unavailable for a moment
footer = Consigne, customer service for parcels
session-ended-title = Your session has ended
session-ended = This page no longer follows what happens. Sign in again to go on.
downloads = My downloads
abuse = Abuse

keys-title = Keyboard shortcuts
keys-rows = Next request, previous request, in the list
keys-tabs = Next tab, previous tab, in a request
keys-reply = Reply
keys-note = Write an internal note
keys-files = File before, after
keys-search = Search for a parcel or a request
keys-overview = Show this list
keys-hint = On a Mac, ⌘ stands for Ctrl. Single letters never act inside a field and can be switched off in My account.
