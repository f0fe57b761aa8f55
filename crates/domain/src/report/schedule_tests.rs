//! Walks through years with a report: clock changes, silences, ends.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;

use super::*;

/// Paris, New York, Lord Howe (whose clocks change by half an hour), Auckland, and Kolkata, which knows no change.
const ZONES: [&str; 5] = [
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "EST5EDT,M3.2.0,M11.1.0",
    "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
    "NZST-12NZDT,M9.5.0,M4.1.0/3",
    "IST-5:30",
];

fn zone(rule: &str) -> TimeZone {
    TimeZone::posix(rule).expect("a rule of POSIX")
}

fn paris() -> TimeZone {
    zone(ZONES[0])
}

fn at(moment: &str) -> Timestamp {
    moment.parse().expect("a moment")
}

fn daily(minute: u16) -> Schedule {
    let weekdays = Weekdays::of(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
    Schedule { weekdays, minute, ends_on: None }
}

/// The runs of a report that is looked at at certain moments.
fn runs(schedule: &Schedule, zone: &TimeZone, mut progress: Progress, looks: &[Timestamp]) -> Vec<(Date, Timestamp)> {
    let mut runs = Vec::new();
    for look in looks {
        if let Some(due) = schedule.due(&progress, zone, *look) {
            assert!(due.at <= *look);
            runs.push((due.period, *look));
            progress.last = Some(due.period);
        }
    }
    runs
}

fn every(step: SignedDuration, from: Timestamp, to: Timestamp) -> Vec<Timestamp> {
    std::iter::successors(Some(from), |at| Some(*at + step)).take_while(|at| *at < to).collect()
}

#[test]
fn the_night_that_has_no_half_past_two_sends_at_half_past_three() {
    let progress = Progress { since: at("2027-03-26T12:00:00Z"), last: None };
    let looks = every(SignedDuration::from_mins(10), at("2027-03-27T00:00:00Z"), at("2027-03-30T00:00:00Z"));
    assert_eq!(
        runs(&daily(150), &paris(), progress, &looks),
        [
            (date(2027, 3, 27), at("2027-03-27T01:30:00Z")),
            // 02:30 in Paris is left out; 03:30 is 01:30 UTC.
            (date(2027, 3, 28), at("2027-03-28T01:30:00Z")),
            (date(2027, 3, 29), at("2027-03-29T00:30:00Z")),
        ]
    );
}

#[test]
fn the_night_that_has_two_of_them_sends_at_the_first() {
    let progress = Progress { since: at("2027-10-29T12:00:00Z"), last: None };
    let looks = every(SignedDuration::from_mins(10), at("2027-10-30T00:00:00Z"), at("2027-11-02T00:00:00Z"));
    assert_eq!(
        runs(&daily(150), &paris(), progress, &looks),
        [
            (date(2027, 10, 30), at("2027-10-30T00:30:00Z")),
            (date(2027, 10, 31), at("2027-10-31T00:30:00Z")),
            (date(2027, 11, 1), at("2027-11-01T01:30:00Z")),
        ]
    );
}

#[test]
fn it_is_never_sent_on_the_day_it_is_created() {
    let zone = paris();
    for (created, first) in [
        // 00:10 and 23:50 in Paris of the same day.
        ("2027-06-01T22:10:00Z", date(2027, 6, 3)),
        ("2027-06-02T21:50:00Z", date(2027, 6, 3)),
        // On the day of 25 hours.
        ("2027-10-31T22:30:00Z", date(2027, 11, 1)),
    ] {
        let since = first_moment(at(created), &zone);
        for minute in [0, 8 * 60, 23 * 60 + 30] {
            let due = daily(minute).next(&Progress { since, last: None }, &zone).expect("a period");
            assert_eq!(due.period, first, "{created} at {minute}");
        }
    }
}

#[test]
fn the_last_day_is_sent_and_nothing_after_it() {
    let zone = paris();
    let schedule = Schedule { ends_on: Some(date(2027, 5, 5)), ..daily(8 * 60) };
    let progress = Progress { since: at("2027-05-03T10:00:00Z"), last: None };
    let looks = every(SignedDuration::from_mins(30), progress.since, at("2027-06-01T00:00:00Z"));
    let days: Vec<Date> = runs(&schedule, &zone, progress, &looks).into_iter().map(|(day, _)| day).collect();
    assert_eq!(days, [date(2027, 5, 4), date(2027, 5, 5)]);
    assert_eq!(schedule.next(&Progress { last: Some(date(2027, 5, 5)), ..progress }, &zone), None);
    // Missed on its last day, it is caught up once all the same.
    let late = runs(&schedule, &zone, progress, &[at("2027-05-20T00:00:00Z"), at("2027-05-21T00:00:00Z")]);
    assert_eq!(late, [(date(2027, 5, 5), at("2027-05-20T00:00:00Z"))]);
}

#[test]
fn what_was_missed_is_caught_up_once() {
    let zone = paris();
    let progress = Progress { since: at("2027-05-03T10:00:00Z"), last: Some(date(2027, 5, 4)) };
    let looks = [at("2027-05-20T07:00:00Z"), at("2027-05-20T07:00:30Z"), at("2027-05-21T06:00:00Z")];
    assert_eq!(
        runs(&daily(8 * 60), &zone, progress, &looks),
        [(date(2027, 5, 20), looks[0]), (date(2027, 5, 21), looks[2])]
    );
    // What lies before it was resumed is not missed.
    let resumed = Progress { since: at("2027-05-20T06:30:00Z"), ..progress };
    assert_eq!(daily(8 * 60).due(&resumed, &zone, looks[0]), None);
}

#[test]
fn days_are_kept_as_words() {
    let days = Weekdays::of(["sun", "mon", "someday"]);
    let json = serde_json::to_string(&days).expect("JSON");
    assert_eq!(json, r#"["mon","sun"]"#);
    assert_eq!(serde_json::from_str::<Weekdays>(&json).ok(), Some(days));
    assert_eq!(days.iter().collect::<Vec<_>>(), [Weekday::Monday, Weekday::Sunday]);
    assert!(!days.is_empty() && Weekdays::default().is_empty());
}

#[test]
fn a_day_that_a_zone_leaves_out_has_no_period() {
    // No rule of POSIX leaves a day out, so the nearest thing: a change of 24 hours within one rule.
    let zone = zone("<-12>12<+12>-12,M6.1.0/0,M12.1.0/0");
    let missing = date(2027, 6, 6);
    let schedule = daily(8 * 60);
    let due = schedule.next(&Progress { since: at("2027-06-06T11:00:00Z"), last: Some(date(2027, 6, 5)) }, &zone);
    assert!(due.is_some_and(|due| due.period > missing), "{due:?}");
}

/// A schedule, a zone, and a creation somewhere in six years.
fn stories() -> impl Strategy<Value = (Schedule, TimeZone, Timestamp)> {
    (1_u8..128, 0_u16..48, 0..ZONES.len(), 0_i64..6 * 365 * 24 * 60).prop_map(|(days, half_hours, place, minutes)| {
        let schedule = Schedule { weekdays: Weekdays(days), minute: half_hours * STEP_MINUTES, ends_on: None };
        (schedule, zone(ZONES[place]), at("2025-01-01T00:00:00Z") + SignedDuration::from_mins(minutes))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Looked at often enough, a report runs on each of its days exactly once, at its time.
    #[test]
    fn a_year_of_a_report_has_one_run_for_each_of_its_days((schedule, zone, created) in stories()) {
        let progress = Progress { since: first_moment(created, &zone), last: None };
        let end = created + SignedDuration::from_hours(24 * 366);
        let looks = every(SignedDuration::from_mins(30), created, end);
        let runs = runs(&schedule, &zone, progress, &looks);
        let first = created.to_zoned(zone.clone()).date().saturating_add(1.day());
        let mut expected = Vec::new();
        let mut day = first;
        while day.to_datetime(schedule.time()).to_zoned(zone.clone()).is_ok_and(|at| at.timestamp() <= looks[looks.len() - 1]) {
            if schedule.weekdays.has(day.weekday()) {
                expected.push(day);
            }
            day = day.saturating_add(1.day());
        }
        let days: Vec<Date> = runs.iter().map(|(day, _)| *day).collect();
        prop_assert_eq!(&days, &expected);
        for (day, look) in runs {
            let local = look.to_zoned(zone.clone()).datetime();
            let wanted = day.to_datetime(schedule.time());
            let late = local.duration_since(wanted);
            // At once, or up to the length of the change and of a look later; never before its time.
            prop_assert!(!late.is_negative() && late < SignedDuration::from_mins(95), "{} for {}", local, wanted);
        }
    }

    /// However irregularly it is looked at, no period runs twice, none goes back, and none is before its time.
    #[test]
    fn restarts_and_silences_bring_no_run_twice(
        (schedule, zone, created) in stories(),
        silences in proptest::collection::vec(1_i64..20_000, 1..120),
    ) {
        let progress = Progress { since: first_moment(created, &zone), last: None };
        let mut now = created;
        let looks: Vec<Timestamp> = silences
            .into_iter()
            .map(|minutes| {
                now += SignedDuration::from_mins(minutes);
                now
            })
            .collect();
        let runs = runs(&schedule, &zone, progress, &looks);
        for pair in runs.windows(2) {
            prop_assert!(pair[0].0 < pair[1].0, "{:?}", pair);
        }
        for (day, look) in &runs {
            prop_assert!(schedule.weekdays.has(day.weekday()));
            prop_assert!(*day <= look.to_zoned(zone.clone()).date());
            prop_assert!(*day > created.to_zoned(zone.clone()).date());
            // The one that is caught up is the last that had come.
            let newer = Progress { since: progress.since, last: Some(*day) };
            prop_assert_eq!(schedule.due(&newer, &zone, *look), None);
        }
        // Nothing stays missed for longer than until the next look.
        if let Some(last) = looks.last() {
            let seen = Progress { since: progress.since, last: runs.last().map(|(day, _)| *day) };
            prop_assert_eq!(schedule.due(&seen, &zone, *last), None);
            prop_assert!(schedule.next(&seen, &zone).is_some_and(|due| due.at > *last));
        }
    }
}
