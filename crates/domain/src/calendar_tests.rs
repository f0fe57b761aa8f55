//! Dates that anybody can look up, and what holds for all of them.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const METROPOLE: Calendar = Calendar { zone: HolidayZone::Metropole, saturday: false };
const WITH_SATURDAYS: Calendar = Calendar { zone: HolidayZone::Metropole, saturday: true };
const ALSACE: Calendar = Calendar { zone: HolidayZone::AlsaceMoselle, saturday: false };

/// Paris by its rule since 1996, so that no time zone database is needed.
fn paris() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("the rule of Paris is a POSIX time zone")
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn easter_is_where_the_tables_put_it() {
    for (year, month, day) in [
        (1583, 4, 10),
        (1818, 3, 22),
        (1943, 4, 25),
        (1954, 4, 18),
        (1981, 4, 19),
        (2000, 4, 23),
        (2008, 3, 23),
        (2011, 4, 24),
        (2019, 4, 21),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2038, 4, 25),
        (2285, 3, 22),
        (2299, 4, 16),
    ] {
        assert_eq!(easter_sunday(year), Some(date(year, month, day)), "{year}");
    }
}

#[test]
fn a_year_has_its_holidays_in_order() {
    let lines = |calendar: Calendar, year| -> Vec<String> {
        calendar.holidays(year).iter().map(|(date, holiday)| format!("{date} {}", holiday.name(Language::Fr))).collect()
    };
    assert_eq!(
        lines(METROPOLE, 2026),
        [
            "2026-01-01 Jour de l’An",
            "2026-04-06 Lundi de Pâques",
            "2026-05-01 Fête du Travail",
            "2026-05-08 Victoire 1945",
            "2026-05-14 Ascension",
            "2026-05-25 Lundi de Pentecôte",
            "2026-07-14 Fête nationale",
            "2026-08-15 Assomption",
            "2026-11-01 Toussaint",
            "2026-11-11 Armistice 1918",
            "2026-12-25 Noël",
        ]
    );
    let alsace = lines(ALSACE, 2026);
    assert_eq!(alsace.len(), 13);
    assert!(alsace.contains(&"2026-04-03 Vendredi saint".to_owned()));
    assert_eq!(alsace.last().map(String::as_str), Some("2026-12-26 Saint-Étienne"));
    // Ascension fell on 1 May: two holidays, one day off.
    assert_eq!(lines(METROPOLE, 2008)[2..4], ["2008-05-01 Fête du Travail", "2008-05-01 Ascension"]);
}

#[test]
fn working_days_are_added_past_weekends_and_holidays() {
    let cases = [
        // Thursday before the long weekend of 8 May 2026 (a Friday).
        (METROPOLE, date(2026, 5, 7), 1, date(2026, 5, 11)),
        (WITH_SATURDAYS, date(2026, 5, 7), 1, date(2026, 5, 9)),
        (METROPOLE, date(2026, 5, 7), 3, date(2026, 5, 13)),
        // Ascension, 14 May 2026, with the Friday after it worked.
        (METROPOLE, date(2026, 5, 13), 1, date(2026, 5, 15)),
        // Zero moves on only from a day that is not worked.
        (METROPOLE, date(2026, 5, 7), 0, date(2026, 5, 7)),
        (METROPOLE, date(2026, 5, 8), 0, date(2026, 5, 11)),
        (WITH_SATURDAYS, date(2026, 5, 9), 0, date(2026, 5, 9)),
        (WITH_SATURDAYS, date(2026, 5, 10), 0, date(2026, 5, 11)),
        // The start day never counts, worked or not.
        (METROPOLE, date(2026, 5, 8), 1, date(2026, 5, 11)),
        (METROPOLE, date(2026, 5, 9), 2, date(2026, 5, 12)),
        // Backwards.
        (METROPOLE, date(2026, 5, 11), -1, date(2026, 5, 7)),
        (METROPOLE, date(2026, 5, 10), -1, date(2026, 5, 7)),
        (METROPOLE, date(2026, 1, 5), -3, date(2025, 12, 30)),
        (ALSACE, date(2025, 12, 24), 1, date(2025, 12, 29)),
        (METROPOLE, date(2025, 12, 24), 1, date(2025, 12, 26)),
        (ALSACE, date(2026, 4, 2), 1, date(2026, 4, 7)),
        (METROPOLE, date(2026, 4, 2), 1, date(2026, 4, 3)),
        (METROPOLE, date(2026, 12, 31), 1, date(2027, 1, 4)),
    ];
    for (calendar, start, count, expected) in cases {
        assert_eq!(calendar.add_working_days(start, count), Ok(expected), "{start} {count:+} {calendar:?}");
    }
}

#[test]
fn working_days_are_counted_after_the_start_up_to_the_end() {
    let cases = [
        (METROPOLE, date(2026, 5, 4), date(2026, 5, 4), 0),
        (METROPOLE, date(2026, 5, 4), date(2026, 5, 8), 3),
        (METROPOLE, date(2026, 5, 4), date(2026, 5, 11), 4),
        (WITH_SATURDAYS, date(2026, 5, 4), date(2026, 5, 11), 5),
        (METROPOLE, date(2026, 5, 8), date(2026, 5, 10), 0),
        (METROPOLE, date(2026, 5, 11), date(2026, 5, 4), -4),
        // A year: 261 Mondays to Fridays, less the nine holidays of 2026 that fall on one.
        (METROPOLE, date(2025, 12, 31), date(2026, 12, 31), 252),
    ];
    for (calendar, start, end, expected) in cases {
        assert_eq!(calendar.count_working_days(start, end), expected, "{start} to {end} {calendar:?}");
    }
}

#[test]
fn the_end_of_the_calendar_is_said() {
    assert_eq!(METROPOLE.add_working_days(Date::MAX, 1), Err(OutOfCalendar));
    assert_eq!(METROPOLE.add_working_days(Date::MIN, -1), Err(OutOfCalendar));
    // Moments have no such end to tell of: a term that never comes is at the last of them.
    assert_eq!(add_calendar_days(Timestamp::MAX, &paris(), 1), Timestamp::MAX);
    assert_eq!(add_calendar_days(Timestamp::UNIX_EPOCH, &paris(), i64::MIN), Timestamp::MIN);
    assert_eq!(add_working_days_at(Timestamp::MAX, &paris(), 1), Timestamp::MAX);
}

#[test]
fn thirty_days_later_it_is_the_same_time_of_day() {
    for (at, days, expected) in [
        // Across the change to summer time of 28 March 2027, and across the change back of 25 October 2026.
        ("2027-03-10T08:15:00Z", 30, "2027-04-09T07:15:00Z"),
        ("2026-10-10T07:15:00Z", 30, "2026-11-09T08:15:00Z"),
        ("2026-06-01T10:00:00Z", 30, "2026-07-01T10:00:00Z"),
        // 02:30 does not exist on 28 March 2027, and exists twice on 25 October 2026.
        ("2027-03-27T01:30:00Z", 1, "2027-03-28T01:30:00Z"),
        ("2026-10-24T00:30:00Z", 1, "2026-10-25T00:30:00Z"),
        ("2026-11-09T08:15:00Z", -30, "2026-10-10T07:15:00Z"),
    ] {
        assert_eq!(add_calendar_days(moment(at), &paris(), days), moment(expected), "{at} {days:+}");
    }
}

#[test]
fn working_days_of_a_moment_are_those_of_its_place() {
    // 23:30 UTC on Thursday 22 October 2026 is already Friday in Paris; the next working day is Monday, in winter time.
    let at = moment("2026-10-22T23:30:00Z");
    assert_eq!(METROPOLE.add_working_days_at(at, &paris(), 1), moment("2026-10-26T00:30:00Z"));
    assert_eq!(METROPOLE.add_working_days_at(at, &TimeZone::UTC, 1), moment("2026-10-23T23:30:00Z"));
    assert_eq!(METROPOLE.add_working_days_at(at, &paris(), 0), at);
}

#[test]
fn zones_have_one_word() {
    for zone in HolidayZone::ALL {
        assert_eq!(zone.as_str().parse(), Ok(zone));
        assert_eq!(serde_json::to_string(&zone).ok(), Some(format!("\"{zone}\"")));
    }
    assert_eq!("corse".parse::<HolidayZone>(), Err(UnknownZone));
}

fn any_calendar() -> impl Strategy<Value = Calendar> {
    (proptest::sample::select(&HolidayZone::ALL[..]), any::<bool>())
        .prop_map(|(zone, saturday)| Calendar { zone, saturday })
}

fn any_date() -> impl Strategy<Value = Date> {
    (1990i16..2100, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

proptest! {
    #[test]
    fn counting_undoes_adding(calendar in any_calendar(), start in any_date(), count in -300i64..300) {
        prop_assume!(count != 0);
        let end = calendar.add_working_days(start, count).expect("dates of our time");
        prop_assert!(calendar.is_working_day(end));
        prop_assert_eq!(calendar.count_working_days(start, end), count);
    }

    #[test]
    fn zero_is_the_first_day_that_is_worked(calendar in any_calendar(), start in any_date()) {
        let day = calendar.add_working_days(start, 0).expect("dates of our time");
        prop_assert!(calendar.is_working_day(day));
        prop_assert_eq!(calendar.count_working_days(start, day), i64::from(day != start));
    }

    #[test]
    fn easter_is_a_sunday_in_its_five_weeks(year in 1583i16..=9999) {
        let easter = easter_sunday(year).expect("a year of the calendar");
        prop_assert_eq!(easter.weekday(), Weekday::Sunday);
        prop_assert!(easter >= date(year, 3, 22) && easter <= date(year, 4, 25));
    }

    #[test]
    fn the_time_of_day_survives(day in any_date(), hour in 4i8..24, days in -400i64..400) {
        let at = day.at(hour, 45, 0, 0).to_zoned(paris()).expect("an hour that exists").timestamp();
        let later = add_calendar_days(at, &paris(), days);
        prop_assert_eq!(paris().to_datetime(later).time(), paris().to_datetime(at).time());
    }
}
