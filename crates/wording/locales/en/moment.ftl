### Days and moments. Used by the module `moment` only, which knows when to say which.

## Names, by number: January is 1, Monday is 1.

month = { $number ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[other] December
}
short-month = { $number ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[other] Dec
}
weekday = { $number ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[other] Sunday
}
short-weekday = { $number ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[other] Sun
}

## A day.

day-and-month = { $day } { $month }
day-and-year = { $day } { $year }
weekday-and-day = { $weekday } { $day }
weekday-and-number = { $weekday } { $day }

## A moment.

today-at = today { $time }
yesterday-at = yesterday { $time }
tomorrow-at = tomorrow { $time }
day-at = { $day } { $time }
full = { $day } at { $time } ({ $zone })

## How long ago, how long still.

today = today
yesterday = yesterday
tomorrow = tomorrow
just-now = just now
in-a-moment = in a moment
minutes-ago = { NUMBER($n) }{"\u00A0"}min ago
hours-ago = { NUMBER($n) }{"\u00A0"}h ago
days-ago = { $n }{"\u00A0"}{ $n ->
    [one] day
   *[other] days
} ago
months-ago = { $n }{"\u00A0"}{ $n ->
    [one] month
   *[other] months
} ago
years-ago = { $n }{"\u00A0"}{ $n ->
    [one] year
   *[other] years
} ago
in-minutes = in { NUMBER($n) }{"\u00A0"}min
in-hours = in { NUMBER($n) }{"\u00A0"}h
in-days = in { $n }{"\u00A0"}{ $n ->
    [one] day
   *[other] days
}
in-months = in { $n }{"\u00A0"}{ $n ->
    [one] month
   *[other] months
}
in-years = in { $n }{"\u00A0"}{ $n ->
    [one] year
   *[other] years
}
