//! When a report is due: days of the week and a time of day in the customer's zone, until a last day (S2-14, S2-15).
//!
//! A **period** is the civil day on which a report is to be sent. However the clocks change, a day has one period: a
//! time that the spring change leaves out comes an hour later (02:30 at 03:30), and of the two that the autumn change
//! brings the first one counts. Periods that were missed are caught up by one run, that of the last of them.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// Days of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<&'static str>", from = "Vec<String>")]
pub struct Weekdays(u8);

/// The days from Monday on, each with the word that is stored and sent.
const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "mon"),
    (Weekday::Tuesday, "tue"),
    (Weekday::Wednesday, "wed"),
    (Weekday::Thursday, "thu"),
    (Weekday::Friday, "fri"),
    (Weekday::Saturday, "sat"),
    (Weekday::Sunday, "sun"),
];

impl Weekdays {
    /// Every day with its word, from Monday on.
    pub fn all() -> impl Iterator<Item = (Weekday, &'static str)> {
        DAYS.into_iter()
    }

    /// The days of their words; words we do not know are left out.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let days = words.into_iter().filter_map(|word| DAYS.iter().position(|(_, own)| *own == word));
        Weekdays(days.fold(0, |set, day| set | 1 << day))
    }

    /// Whether a day is among them.
    #[must_use]
    pub fn has(self, day: Weekday) -> bool {
        self.0 & (1 << day.to_monday_zero_offset()) != 0
    }

    /// The days among them, from Monday on.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        DAYS.into_iter().map(|(day, _)| day).filter(move |day| self.has(*day))
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl From<Weekdays> for Vec<&'static str> {
    fn from(days: Weekdays) -> Self {
        DAYS.into_iter().filter(|(day, _)| days.has(*day)).map(|(_, word)| word).collect()
    }
}

impl From<Vec<String>> for Weekdays {
    fn from(words: Vec<String>) -> Self {
        Weekdays::of(words.iter().map(String::as_str))
    }
}

/// Minutes between two times that can be chosen: full and half hours.
pub const STEP_MINUTES: u16 = 30;

/// When a report is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// On these days.
    pub weekdays: Weekdays,
    /// So many minutes after midnight by the clock on the wall; a multiple of [`STEP_MINUTES`].
    pub minute: u16,
    /// The last day on which it is sent, that day included; none: until it is deleted.
    pub ends_on: Option<Date>,
}

/// How far a report has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Periods before this moment are not its business: it was created, changed or resumed then.
    pub since: Timestamp,
    /// The last period that ran.
    pub last: Option<Date>,
}

/// A period and its moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day of sending, J.
    pub period: Date,
    /// When it is due.
    pub at: Timestamp,
}

/// The moment from which a report that is created now may be sent: never the same day, so the beginning of the next
/// one in the customer's zone (S2-15).
#[must_use]
pub fn first_moment(created_at: Timestamp, zone: &TimeZone) -> Timestamp {
    let tomorrow = created_at.to_zoned(zone.clone()).date().saturating_add(1.day());
    tomorrow.to_zoned(zone.clone()).map_or(created_at, |start| start.timestamp())
}

impl Schedule {
    /// The time on the wall.
    #[must_use]
    pub fn time(&self) -> Time {
        let minute = self.minute % (24 * 60);
        Time::constant((minute / 60) as i8, (minute % 60) as i8, 0, 0)
    }

    /// The moment of a day's period; none where the zone leaves that whole day out.
    fn moment(&self, day: Date, zone: &TimeZone) -> Option<Timestamp> {
        let zoned = day.to_datetime(self.time()).to_zoned(zone.clone()).ok()?;
        (zoned.date() == day).then(|| zoned.timestamp())
    }

    /// The period of a day, where it has one that is still to run.
    fn period(&self, day: Date, progress: &Progress, zone: &TimeZone) -> Option<Due> {
        let wanted = self.weekdays.has(day.weekday())
            && self.ends_on.is_none_or(|end| day <= end)
            && progress.last.is_none_or(|last| day > last);
        let at = wanted.then(|| self.moment(day, zone)).flatten()?;
        (at >= progress.since).then_some(Due { period: day, at })
    }

    /// The first period that has not run yet, past or to come; none when the report is over.
    #[must_use]
    pub fn next(&self, progress: &Progress, zone: &TimeZone) -> Option<Due> {
        let since = progress.since.to_zoned(zone.clone()).date();
        let first = progress.last.map_or(since, |last| since.max(last.saturating_add(1.day())));
        // Each day of the week comes within eight days, and a zone leaves a day out at most once in a lifetime.
        (0..16).find_map(|days| self.period(first.saturating_add(days.days()), progress, zone))
    }

    /// The period to run now: the last of those that have come and not run. The ones before it are given up, so that
    /// a long silence is not followed by a burst.
    #[must_use]
    pub fn due(&self, progress: &Progress, zone: &TimeZone, now: Timestamp) -> Option<Due> {
        let today = now.to_zoned(zone.clone()).date();
        let latest = self.ends_on.map_or(today, |end| end.min(today));
        (0..16)
            .filter_map(|days| self.period(latest.saturating_sub(days.days()), progress, zone))
            .find(|due| due.at <= now)
    }
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;
