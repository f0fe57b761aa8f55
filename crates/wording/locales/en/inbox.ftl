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
search = Request or parcel number, or reference
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
