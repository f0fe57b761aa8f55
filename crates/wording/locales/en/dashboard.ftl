### The dashboard: figures of what was filed, beside what they were before.
title = Dashboard
lead-customer = Your requests in figures: what waits, since when, and what became of those of a period. Each number leads to the requests that it counts.
lead-operator = The requests in figures: what waits, since when, and what became of those of a period. Each number leads to the requests that it counts.
periods = Period
last-days = { $days ->
    [one] One day
   *[other] { $days } days
}
last-months = { $months ->
    [one] One month
   *[other] { $months } months
}
from = From
to = To
customer = Customer
customer-hint = The customer’s name; leave it empty for all.
filter = Show
wrong-day = Choose a day.
wrong-period = The end comes before the beginning, or the period is longer than ten years.
no-customer = No customer has that name.
period = Requests filed from { $from } to { $to }
now = Right now
mine = Yours to act on
late = Late
ages = Open requests by age
age = Age
age-below = Less than { $days } days
age-between = { $from } to { $to } days
age-above = More than { $days } days
states = Requests by status
state = Status
number = Number
chart = Chart
measures = Measures
measure = Measure
value = Value
of-what = Of
of = { $n ->
    [one] { $count } request
   *[other] { $count } requests
}
before = At the start
change = Change
claim = Goal
reached = reached
not-reached = not reached
no-figure = –
handling = Handling time (median)
repeats = Repeated requests
first-answer = First answer (median)
contests = Contested answers
satisfaction = Satisfaction (mean)
hours = { $hours } working hours
percent = { $number }%
stars = { $stars } of 5
explained = A working hour lies between 09:00 and 17:00, Monday to Friday except public holidays. A request is repeated when one of its parcels had another in the 30 days before. Merged requests count once; withdrawn ones stay out of contests and satisfaction.
recent = Recently changed
recent-none = No request so far.
all = All requests
baseline = Starting values
baseline-all = What the measures were before, for all customers who have no values of their own. Leave empty what you do not know.
baseline-of = What the measures were before for { $customer }. Leave empty what you do not know; without any value, those of all customers are used.
baseline-handling = Handling time, in working hours
baseline-repeats = Repeated requests, in %
baseline-keep = Save
list-filed = Requests filed
list-state = Requests with the status “{ $state }”
list-resolved = Requests handled
list-answered = Requests that were answered
list-repeats = Repeated requests
list-contested = Requests whose answer was contested
list-rated = Requests that were rated
list-open = Open requests: { $age }
list-none-title = No request
list-none = This number counts no request.
