//! A Monday at the end of November: what stands beside messages, in lists and in promises.

use super::*;
use Language::{En, Fr};
use jiff::civil::date;
use jiff::tz::TimeZone;

/// Central European time with its two changes a year, named as a rule because there is no zone database here.
fn paris() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a POSIX zone")
}

fn at(moment: &str) -> Zoned {
    let civil: jiff::civil::DateTime = moment.parse().expect("a civil moment");
    civil.to_zoned(paris()).expect("a moment of this zone")
}

/// Monday 23 November 2026, 14:00 in Paris.
fn now() -> Timestamp {
    at("2026-11-23T14:00").timestamp()
}

/// The no-break space made visible.
fn shown(said: &str) -> String {
    said.replace('\u{a0}', "~")
}

#[test]
fn a_day_has_its_year_when_it_is_another() {
    let today = date(2026, 11, 23);
    for (day_shown, french, english) in [
        (date(2026, 11, 20), "20 nov.", "20 Nov"),
        (date(2026, 5, 1), "1er mai", "1 May"),
        (date(2025, 12, 31), "31 déc. 2025", "31 Dec 2025"),
        (date(2027, 2, 1), "1er févr. 2027", "1 Feb 2027"),
    ] {
        assert_eq!(day(Fr, day_shown, today), french);
        assert_eq!(day(En, day_shown, today), english);
    }
    assert_eq!(long_day(Fr, date(2026, 12, 20), today), "20 décembre");
    assert_eq!(long_day(En, date(2027, 12, 20), today), "20 December 2027");
    assert_eq!(weekday_and_day(Fr, date(2026, 11, 23), today), "lundi 23 novembre");
    assert_eq!(weekday_and_day(En, date(2026, 11, 23), today), "Monday 23 November");
    assert_eq!(weekday_and_day(Fr, date(2027, 1, 1), today), "vendredi 1er janvier 2027");
}

#[test]
fn every_month_and_weekday_has_its_own_name() {
    let today = date(2026, 1, 1);
    let months: std::collections::BTreeSet<String> =
        (1..=12).map(|month| day(Fr, date(2026, month, 1), today)).collect();
    let weekdays: std::collections::BTreeSet<String> = (1..=7).map(|day| weekday(En, date(2026, 1, day))).collect();
    assert_eq!((months.len(), weekdays.len()), (12, 7));
    assert_eq!(weekday(Fr, date(2026, 11, 22)), "dimanche");
}

#[test]
fn a_message_says_its_time() {
    for (moment, french, english) in [
        ("2026-11-23T10:31", "aujourd’hui 10:31", "today 10:31"),
        ("2026-11-23T00:00", "aujourd’hui 00:00", "today 00:00"),
        ("2026-11-22T23:59", "hier 23:59", "yesterday 23:59"),
        ("2026-11-24T08:05", "demain 08:05", "tomorrow 08:05"),
        ("2026-11-20T11:52", "20 nov. 11:52", "20 Nov 11:52"),
        ("2025-11-20T11:52", "20 nov. 2025 11:52", "20 Nov 2025 11:52"),
    ] {
        assert_eq!(when(Fr, &at(moment), now()), french);
        assert_eq!(when(En, &at(moment), now()), english);
    }
}

#[test]
fn a_list_says_as_little_as_it_can() {
    for (moment, french, english) in [
        ("2026-11-23T13:56", "il y a 4~min", "4~min ago"),
        ("2026-11-23T09:12", "09:12", "09:12"),
        ("2026-11-22T09:12", "hier", "yesterday"),
        ("2026-11-20T11:52", "ven. 20", "Fri 20"),
        ("2026-11-17T11:52", "mar. 17", "Tue 17"),
        ("2026-11-16T11:52", "16 nov.", "16 Nov"),
        ("2025-11-20T11:52", "20 nov. 2025", "20 Nov 2025"),
    ] {
        assert_eq!(shown(&recent(Fr, &at(moment), now())), french);
        assert_eq!(shown(&recent(En, &at(moment), now())), english);
    }
}

#[test]
fn distance_is_rounded_down_and_counts_calendar_days() {
    for (moment, french, english) in [
        ("2026-11-23T14:00:00", "à l’instant", "just now"),
        ("2026-11-23T13:59:01", "à l’instant", "just now"),
        ("2026-11-23T14:00:59", "dans un instant", "in a moment"),
        ("2026-11-23T13:54:01", "il y a 5~min", "5~min ago"),
        ("2026-11-23T14:01:00", "dans 1~min", "in 1~min"),
        ("2026-11-23T11:00:00", "il y a 3~h", "3~h ago"),
        ("2026-11-24T13:59:00", "dans 23~h", "in 23~h"),
        ("2026-11-24T14:00:00", "demain", "tomorrow"),
        ("2026-11-26T08:00:00", "dans 3~jours", "in 3~days"),
        ("2026-11-21T23:00:00", "il y a 2~jours", "2~days ago"),
        ("2026-10-23T14:00:00", "il y a 1~mois", "1~month ago"),
        ("2026-09-20T14:00:00", "il y a 2~mois", "2~months ago"),
        ("2025-11-23T14:00:00", "il y a 1~an", "1~year ago"),
        ("2028-12-01T14:00:00", "dans 2~ans", "in 2~years"),
    ] {
        assert_eq!(shown(&relative(Fr, &at(moment), now())), french, "{moment}");
        assert_eq!(shown(&relative(En, &at(moment), now())), english, "{moment}");
    }
    assert_eq!(days_from(Fr, date(2026, 11, 23), date(2026, 11, 23)), "aujourd’hui");
}

#[test]
fn today_is_today_where_the_moment_is_shown() {
    // 23:30 UTC on the 22nd is 00:30 on the 23rd in Paris: the same instant, another day.
    let instant: Timestamp = "2026-11-22T23:30:00Z".parse().expect("an instant");
    assert_eq!(when(Fr, &instant.to_zoned(paris()), now()), "aujourd’hui 00:30");
    assert_eq!(when(Fr, &instant.to_zoned(TimeZone::UTC), now()), "hier 23:30");
    // The night the clocks go back has 25 hours and is still one day.
    let sunday = at("2026-10-25T23:30").timestamp();
    assert_eq!(when(Fr, &at("2026-10-24T23:30"), sunday), "hier 23:30");
}

#[test]
fn a_title_says_everything() {
    let moment = at("2026-11-23T11:52");
    let scanned = moment.with_time_zone(TimeZone::fixed(jiff::tz::offset(1)));
    assert_eq!(full(Fr, &scanned), "lundi 23 novembre 2026 à 11:52 (UTC+01:00)");
    assert_eq!(full(En, &moment.with_time_zone(TimeZone::UTC)), "Monday 23 November 2026 at 10:52 (UTC)");
    let half = Offset::from_seconds(-12_600).expect("an offset");
    assert_eq!(full(Fr, &moment.with_time_zone(TimeZone::fixed(half))), "lundi 23 novembre 2026 à 07:22 (UTC−03:30)");
}
