//! Days and moments as a reader of the language says them, in 24 hours and without ICU.
//!
//! Nothing here asks for the time: `now` and `today` are handed in. A [`Zoned`] is shown in its own zone, so the caller
//! decides between the reader's zone and the place's; "today" is then today in that zone. The order of parts is the
//! British one in English (`20 Nov`). Short forms leave the year out while it is the present one.

use crate::Language;
use crate::words::moment as words;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};

/// Seconds of an hour and of a day of 24 hours.
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// A day, short: `20 nov.` or `20 Nov`; of another year `20 nov. 2025`.
#[must_use]
pub fn day(language: Language, date: Date, today: Date) -> String {
    let month = words::short_month(language, date.month().into());
    with_other_year(language, words::day_and_month(language, date.day().into(), &month), date, today)
}

/// A day in words: `20 novembre` or `20 November`; of another year `20 novembre 2025`.
#[must_use]
pub fn long_day(language: Language, date: Date, today: Date) -> String {
    with_other_year(language, long_day_and_month(language, date), date, today)
}

/// A day with its weekday: `lundi 23 novembre` or `Monday 23 November`; of another year with the year.
#[must_use]
pub fn weekday_and_day(language: Language, date: Date, today: Date) -> String {
    words::weekday_and_day(language, &long_day(language, date, today), &weekday(language, date))
}

/// A time of day, to the minute: `11:52`, in both languages.
#[must_use]
pub fn time(time: Time) -> String {
    [two_digits(time.hour()), two_digits(time.minute())].join(":")
}

/// A moment where its time matters, as over a message: `aujourd’hui 10:31`, `hier 16:40`, `demain 08:00`, else
/// `20 nov. 11:52`, of another year `20 nov. 2025 11:52`.
#[must_use]
pub fn when(language: Language, at: &Zoned, now: Timestamp) -> String {
    let today = today_at(at, now);
    let time = time(at.time());
    match days_between(today, at.date()) {
        0 => words::today_at(language, &time),
        -1 => words::yesterday_at(language, &time),
        1 => words::tomorrow_at(language, &time),
        _ => words::day_at(language, &day(language, at.date(), today), &time),
    }
}

/// A moment where room is short, as in a list: within the hour `il y a 4 min`, today `09:12`, then `hier`, within six
/// days `ven. 20`, else `20 nov.`, of another year `20 nov. 2025`.
#[must_use]
pub fn recent(language: Language, at: &Zoned, now: Timestamp) -> String {
    let today = today_at(at, now);
    if seconds_between(now, at).abs() < HOUR {
        return relative(language, at, now);
    }
    match days_between(today, at.date()) {
        0 => time(at.time()),
        -1 => words::yesterday(language).to_owned(),
        1 => words::tomorrow(language).to_owned(),
        -6..=6 => {
            let weekday = words::short_weekday(language, at.weekday().to_monday_one_offset().into());
            words::weekday_and_number(language, at.day().into(), &weekday)
        }
        _ => day(language, at.date(), today),
    }
}

/// How far a moment is, as a help beside the absolute one: `à l’instant`, `il y a 5 min`, `il y a 3 h`, `hier`,
/// `dans 3 jours`, `il y a 2 mois`.
///
/// Minutes and hours are rounded down; from 24 hours on calendar days count, so that "dans 3 jours" names a day.
#[must_use]
pub fn relative(language: Language, at: &Zoned, now: Timestamp) -> String {
    let seconds = seconds_between(now, at);
    let (past, distance) = (seconds < 0, seconds.abs());
    if distance >= DAY {
        return days_from(language, at.date(), today_at(at, now));
    }
    match (distance / HOUR, distance / 60, past) {
        (0, 0, true) => words::just_now(language).to_owned(),
        (0, 0, false) if distance == 0 => words::just_now(language).to_owned(),
        (0, 0, false) => words::in_a_moment(language).to_owned(),
        (0, minutes, true) => words::minutes_ago(language, minutes),
        (0, minutes, false) => words::in_minutes(language, minutes),
        (hours, _, true) => words::hours_ago(language, hours),
        (hours, _, false) => words::in_hours(language, hours),
    }
}

/// How far a day is: `aujourd’hui`, `demain`, `dans 3 jours`, `hier`, `il y a 12 jours`; from 31 days on in months of
/// 30 days, from 365 on in years of 365, rounded down.
#[must_use]
pub fn days_from(language: Language, date: Date, today: Date) -> String {
    let days = days_between(today, date);
    match (days, days.abs()) {
        (0, _) => words::today(language).to_owned(),
        (-1, _) => words::yesterday(language).to_owned(),
        (1, _) => words::tomorrow(language).to_owned(),
        (..0, distance @ 365..) => words::years_ago(language, distance / 365),
        (..0, distance @ 31..) => words::months_ago(language, distance / 30),
        (..0, distance) => words::days_ago(language, distance),
        (_, distance @ 365..) => words::in_years(language, distance / 365),
        (_, distance @ 31..) => words::in_months(language, distance / 30),
        (_, distance) => words::in_days(language, distance),
    }
}

/// A moment with all there is to say, for a `title`: `lundi 23 novembre 2026 à 11:52 (Europe/Paris, UTC+01:00)`; a
/// scan, which knows its offset only, has `(UTC+01:00)`.
#[must_use]
pub fn full(language: Language, at: &Zoned) -> String {
    let day = words::day_and_year(language, &long_day_and_month(language, at.date()), &year(at.date()));
    let day = words::weekday_and_day(language, &day, &weekday(language, at.date()));
    let offset = offset(at.offset());
    let zone = match at.time_zone().iana_name() {
        Some(name) if name != offset => [name, offset.as_str()].join(", "),
        _ => offset,
    };
    words::full(language, &day, &time(at.time()), &zone)
}

/// The day it is now where `at` is shown.
fn today_at(at: &Zoned, now: Timestamp) -> Date {
    now.to_zoned(at.time_zone().clone()).date()
}

/// Seconds from now until `at`, negative for the past; fractions are left out.
fn seconds_between(now: Timestamp, at: &Zoned) -> i64 {
    now.duration_until(at.timestamp()).as_secs()
}

/// Days from one date to another, negative for the past.
fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_secs() / DAY
}

fn with_other_year(language: Language, said: String, date: Date, today: Date) -> String {
    if date.year() == today.year() { said } else { words::day_and_year(language, &said, &year(date)) }
}

fn long_day_and_month(language: Language, date: Date) -> String {
    words::day_and_month(language, date.day().into(), &words::month(language, date.month().into()))
}

fn weekday(language: Language, date: Date) -> String {
    words::weekday(language, date.weekday().to_monday_one_offset().into())
}

/// A year is a name, not a quantity: its digits are never grouped.
fn year(date: Date) -> String {
    date.year().to_string()
}

fn two_digits(number: i8) -> String {
    let digits = number.to_string();
    if number < 10 { ["0", digits.as_str()].concat() } else { digits }
}

/// `UTC`, `UTC+01:00` or `UTC−03:30`, to the minute.
fn offset(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    if minutes == 0 {
        return String::from("UTC");
    }
    let sign = if minutes < 0 { "−" } else { "+" };
    let part = |value: i32| i8::try_from(value).map(two_digits).unwrap_or_default();
    ["UTC", sign, &part(minutes.abs() / 60), ":", &part(minutes.abs() % 60)].concat()
}

#[cfg(test)]
#[path = "moment_tests.rs"]
mod tests;
