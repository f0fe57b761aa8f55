### Days and moments. Used by the module `moment` only, which knows when to say which.

## Names, by number: January is 1, Monday is 1.

month = { $number ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[other] décembre
}
short-month = { $number ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[other] déc.
}
weekday = { $number ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[other] dimanche
}
short-weekday = { $number ->
    [1] lun.
    [2] mar.
    [3] mer.
    [4] jeu.
    [5] ven.
    [6] sam.
   *[other] dim.
}

## A day.

day-and-month = { $day ->
    [1] 1er
   *[other] { $day }
} { $month }
day-and-year = { $day } { $year }
weekday-and-day = { $weekday } { $day }
weekday-and-number = { $weekday } { $day ->
    [1] 1er
   *[other] { $day }
}

## A moment.

today-at = aujourd’hui { $time }
yesterday-at = hier { $time }
tomorrow-at = demain { $time }
day-at = { $day } { $time }
full = { $day } à { $time } ({ $zone })

## How long ago, how long still.

today = aujourd’hui
yesterday = hier
tomorrow = demain
just-now = à l’instant
in-a-moment = dans un instant
minutes-ago = il y a { NUMBER($n) }{"\u00A0"}min
hours-ago = il y a { NUMBER($n) }{"\u00A0"}h
days-ago = il y a { $n }{"\u00A0"}{ $n ->
    [one] jour
   *[other] jours
}
months-ago = il y a { NUMBER($n) }{"\u00A0"}mois
years-ago = il y a { $n }{"\u00A0"}{ $n ->
    [one] an
   *[other] ans
}
in-minutes = dans { NUMBER($n) }{"\u00A0"}min
in-hours = dans { NUMBER($n) }{"\u00A0"}h
in-days = dans { $n }{"\u00A0"}{ $n ->
    [one] jour
   *[other] jours
}
in-months = dans { NUMBER($n) }{"\u00A0"}mois
in-years = dans { $n }{"\u00A0"}{ $n ->
    [one] an
   *[other] ans
}
