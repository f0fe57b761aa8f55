### The customer's inbox and what its rows share with the desk.
title = Requests
new = New request
tab-customer = Yours
tab-operator = With us
tab-done = Ended
tab-all = All
tabs = Requests by who must act
filters = Filter
state = Status
state-any = All statuses
period = Filed
period-any = At any time
period-days = { $days ->
    [one] In the last day
   *[other] In the last { $days } days
}
apply = Apply
reset = Show all
more-than = { $count }+
unread = Unread
documents-wanted = { $count ->
    [one] One document to provide
   *[other] { $count } documents to provide
}
reply-wanted = Reply expected
to-validate = Answer to validate
in-progress = In progress with us
waiting-carrier = With the carrier
waiting-recipient = With the recipient
late = Late
ended-validated = Validated
ended-withdrawn = Withdrawn
ended-closed = Closed
before = before { $day }
answer-by = answer on { $day }
late-since = promised for { $day }
closes-on = closes on { $day }
parcels = { $count ->
    [one] one parcel
   *[other] { $count } parcels
}
drafts = Requests you began
resume = Continue
empty-title = No request here
empty-customer = Nothing waits for a reply of yours.
empty-operator = None of your requests is in progress with us.
empty-done = No request has ended yet.
empty-all = You have not filed a request yet.
empty-filtered = No request matches what you chose: { $filters }. Choose less, or show all requests.
list = List of requests
search = Request or parcel number, reference or words
search-hint = Words of messages and file names too, without accents if you like.
account = Account
account-any = All accounts
account-gone = Account { $number } is no longer open to you: this search goes on without it.
sub-account = Sub-account
sub-account-any = All sub-accounts
contact = Filed by
contact-any = The whole team
subject = Subject
subject-any = All subjects
carrier = Carrier
carrier-any = All carriers
filed-from = Filed from
filed-until = Filed until
only = Only
only-unread = Unread
only-files = With a file
only-late = Late
sort = Sort by
sort-changed = Last change first
sort-changed-last = Oldest change first
sort-filed = Last filed first
sort-filed-last = First filed first
sort-due = Due date
chip = { $name }: { $value }
chip-remove = Remove the filter { $filter }
chips = Chosen filters
found = { $count ->
    [0] No request
    [one] One request
   *[other] { NUMBER($count) } requests
}
found-many = More than { NUMBER($count) } requests
tick = Choose request { $number }
tick-column = Choose
bulk = Act on several requests
bulk-group = With the chosen requests
bulk-validate = Validate
bulk-reason = Reason for withdrawing
bulk-withdraw = Withdraw
bulk-read = Mark as read
all-of = { $count ->
    [one] The request of the list
   *[other] The { NUMBER($count) } requests of the list
}
all-of-list = All requests of the list
did-validate = { $count ->
    [0] No answer validated.
    [one] One answer validated.
   *[other] { NUMBER($count) } answers validated.
}
did-withdraw = { $count ->
    [0] No request withdrawn.
    [one] One request withdrawn.
   *[other] { NUMBER($count) } requests withdrawn.
}
did-read = { $count ->
    [0] No request marked as read.
    [one] One request marked as read.
   *[other] { NUMBER($count) } requests marked as read.
}
did-save = Search saved.
did-open = { $count ->
    [0] No request kept open.
    [one] One request kept open.
   *[other] { NUMBER($count) } requests kept open.
}
did-columns = Your columns are kept.
did-take = { $count ->
    [0] No request taken.
    [one] One request taken.
   *[other] { NUMBER($count) } requests taken.
}
did-search = Done.
left-title = Not for these:
left = { $number }: { $why }
left-state = its status does not allow it
left-right = your profile does not allow it
left-gone = it is no longer there
file = requests-{ $day }.csv
column-number = Request
column-parcel = Parcel
column-parcels = Number of parcels
column-filed = Filed on
column-changed = Last change
column-due = Due
column-customer = Customer
column-turn = Who must act
turn-customer = Customer
turn-operator = Operator
turn-carrier = Carrier
turn-recipient = Recipient
turn-nobody = Nobody
columns = Columns
columns-lead = Choose what the list shows and in which order. It is for you alone; the export follows the same choice.
columns-shown = Columns shown
columns-hidden = Columns to add
column-up = Move up
column-down = Move down
column-hide = Remove
column-show = Add
columns-reset = Back to the original list
columns-close = Done
email = The person’s e-mail address
bulk-take = Take
bulk-open = Keep open as tabs
searches = { $count ->
    [0] Save this search
   *[other] Saved searches ({ NUMBER($count) })
}
search-of = { $name }, by { $by }
search-name = Name of the search
search-name-hint = It keeps the tab, the filters and the order of this list.
search-share-too = Share it with my colleagues
search-save = Save the search
search-share = Share
search-unshare = Stop sharing
search-shared = Shared
search-begin = Open first
search-plain = No longer open first
search-landing = Opens first
search-delete = Delete
search-button = { $words }: { $name }
assigned = Given to
assigned-any = Anybody or nobody
assigned-me = Given to me
