//! Working days and public holidays in France, and steps in time that keep the time of day (`product.md` §1, §10).
//!
//! *Jours ouvrés* are Monday to Friday less public holidays; *jours ouvrables* count Saturdays too. The holidays are
//! those of the Code du travail, article L3133-1, and for Alsace-Moselle also those of article L3134-13. They are
//! today's eleven for every year: the history of the law is not told here.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use crate::language::Language;

/// Where a calendar is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HolidayZone {
    /// Metropolitan France.
    #[default]
    Metropole,
    /// Bas-Rhin, Haut-Rhin and Moselle.
    AlsaceMoselle,
}

impl HolidayZone {
    /// Both zones, the default first.
    pub const ALL: [Self; 2] = [Self::Metropole, Self::AlsaceMoselle];

    /// The word of the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Metropole => "metropole",
            Self::AlsaceMoselle => "alsace-moselle",
        }
    }
}

impl fmt::Display for HolidayZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for HolidayZone {
    type Err = UnknownZone;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|zone| zone.as_str() == text).ok_or(UnknownZone)
    }
}

/// The word names no zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownZone;

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the zone is metropole or alsace-moselle")
    }
}

impl std::error::Error for UnknownZone {}

/// A public holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// The Friday before Easter, in Alsace-Moselle.
    GoodFriday,
    /// The Monday after Easter.
    EasterMonday,
    /// 1 May.
    LabourDay,
    /// 8 May.
    Victory,
    /// The 39th day after Easter.
    Ascension,
    /// The 50th day after Easter.
    WhitMonday,
    /// 14 July.
    NationalDay,
    /// 15 August.
    Assumption,
    /// 1 November.
    AllSaints,
    /// 11 November.
    Armistice,
    /// 25 December.
    Christmas,
    /// 26 December, in Alsace-Moselle.
    SaintStephen,
}

/// When a holiday falls: on a day of a month, or so many days after Easter Sunday.
enum Rule {
    On(i8, i8),
    AfterEaster(i64),
}

impl Holiday {
    /// Every holiday, in the order in which a year usually brings them.
    pub const ALL: [Self; 13] = [
        Self::NewYear,
        Self::GoodFriday,
        Self::EasterMonday,
        Self::LabourDay,
        Self::Victory,
        Self::Ascension,
        Self::WhitMonday,
        Self::NationalDay,
        Self::Assumption,
        Self::AllSaints,
        Self::Armistice,
        Self::Christmas,
        Self::SaintStephen,
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        let (fr, en) = match self {
            Self::NewYear => ("Jour de l’An", "New Year’s Day"),
            Self::GoodFriday => ("Vendredi saint", "Good Friday"),
            Self::EasterMonday => ("Lundi de Pâques", "Easter Monday"),
            Self::LabourDay => ("Fête du Travail", "Labour Day"),
            Self::Victory => ("Victoire 1945", "Victory Day 1945"),
            Self::Ascension => ("Ascension", "Ascension Day"),
            Self::WhitMonday => ("Lundi de Pentecôte", "Whit Monday"),
            Self::NationalDay => ("Fête nationale", "National Day"),
            Self::Assumption => ("Assomption", "Assumption Day"),
            Self::AllSaints => ("Toussaint", "All Saints’ Day"),
            Self::Armistice => ("Armistice 1918", "Armistice 1918"),
            Self::Christmas => ("Noël", "Christmas Day"),
            Self::SaintStephen => ("Saint-Étienne", "Saint Stephen’s Day"),
        };
        match language {
            Language::Fr => fr,
            Language::En => en,
        }
    }

    const fn is_kept_in(self, zone: HolidayZone) -> bool {
        match self {
            Self::GoodFriday | Self::SaintStephen => matches!(zone, HolidayZone::AlsaceMoselle),
            _ => true,
        }
    }

    const fn rule(self) -> Rule {
        match self {
            Self::NewYear => Rule::On(1, 1),
            Self::GoodFriday => Rule::AfterEaster(-2),
            Self::EasterMonday => Rule::AfterEaster(1),
            Self::LabourDay => Rule::On(5, 1),
            Self::Victory => Rule::On(5, 8),
            Self::Ascension => Rule::AfterEaster(39),
            Self::WhitMonday => Rule::AfterEaster(50),
            Self::NationalDay => Rule::On(7, 14),
            Self::Assumption => Rule::On(8, 15),
            Self::AllSaints => Rule::On(11, 1),
            Self::Armistice => Rule::On(11, 11),
            Self::Christmas => Rule::On(12, 25),
            Self::SaintStephen => Rule::On(12, 26),
        }
    }

    fn date_in(self, year: i16) -> Option<Date> {
        match self.rule() {
            Rule::On(month, day) => Date::new(year, month, day).ok(),
            Rule::AfterEaster(days) => easter_sunday(year)?.checked_add(Span::new().days(days)).ok(),
        }
    }
}

/// Easter Sunday of a year of the Gregorian calendar, by the rule known as Meeus, Jones and Butcher.
///
/// `None` outside the years that dates can have (-9999 to 9999).
#[must_use]
pub fn easter_sunday(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let golden = year_number.rem_euclid(19);
    let (century, of_century) = (year_number.div_euclid(100), year_number.rem_euclid(100));
    let correction = (century + 8).div_euclid(25);
    let moon = (century - correction + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - moon + 15).rem_euclid(30);
    let weekday = (32 + 2 * century.rem_euclid(4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    Date::new(year, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?).ok()
}

/// The step leads out of the years that dates and moments can have (-9999 to 9999).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfCalendar;

impl fmt::Display for OutOfCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the result lies outside the calendar")
    }
}

impl std::error::Error for OutOfCalendar {}

impl From<jiff::Error> for OutOfCalendar {
    fn from(_: jiff::Error) -> Self {
        Self
    }
}

/// Which days are worked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Calendar {
    /// Whose holidays are kept.
    pub zone: HolidayZone,
    /// Whether Saturdays count (*jours ouvrables*).
    pub saturday: bool,
}

impl Calendar {
    /// Whether a day is worked.
    #[must_use]
    pub fn is_working_day(self, date: Date) -> bool {
        match date.weekday() {
            Weekday::Sunday => false,
            Weekday::Saturday if !self.saturday => false,
            _ => self.holiday(date).is_none(),
        }
    }

    /// The holiday of a day, if it is one. Where two fall together (1 May 2008) the one named first in
    /// [`Holiday::ALL`].
    #[must_use]
    pub fn holiday(self, date: Date) -> Option<Holiday> {
        Holiday::ALL
            .into_iter()
            .filter(|holiday| holiday.is_kept_in(self.zone))
            .find(|holiday| holiday.date_in(date.year()) == Some(date))
    }

    /// The holidays of a year, by date; both of two that fall together.
    #[must_use]
    pub fn holidays(self, year: i16) -> Vec<(Date, Holiday)> {
        let mut holidays: Vec<(Date, Holiday)> = Holiday::ALL
            .into_iter()
            .filter(|holiday| holiday.is_kept_in(self.zone))
            .filter_map(|holiday| Some((holiday.date_in(year)?, holiday)))
            .collect();
        holidays.sort_by_key(|(date, _)| *date);
        holidays
    }

    /// The day itself where it is worked, else the next one that is.
    ///
    /// # Errors
    /// [`OutOfCalendar`] at the end of the year 9999.
    pub fn next_working_day(self, date: Date) -> Result<Date, OutOfCalendar> {
        let mut day = date;
        while !self.is_working_day(day) {
            day = day.tomorrow()?;
        }
        Ok(day)
    }

    /// The `count`th working day after `date`, which itself never counts; before it where `count` is negative. For
    /// zero, [`Calendar::next_working_day`].
    ///
    /// # Errors
    /// [`OutOfCalendar`] where the years of the calendar end first.
    pub fn add_working_days(self, date: Date, count: i64) -> Result<Date, OutOfCalendar> {
        if count == 0 {
            return self.next_working_day(date);
        }
        let mut day = date;
        let mut left = count.unsigned_abs();
        while left > 0 {
            day = if count > 0 { day.tomorrow()? } else { day.yesterday()? };
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        Ok(day)
    }

    /// The working days after `start`, up to and with `end`. Where `end` lies before `start`, less the working days
    /// from `end` up to but without `start`, so that it always undoes [`Calendar::add_working_days`].
    #[must_use]
    pub fn count_working_days(self, start: Date, end: Date) -> i64 {
        let mut count = 0;
        let mut day = start;
        while day < end {
            let Ok(tomorrow) = day.tomorrow() else { break };
            day = tomorrow;
            count += i64::from(self.is_working_day(day));
        }
        while day > end {
            let Ok(yesterday) = day.yesterday() else { break };
            day = yesterday;
            count -= i64::from(self.is_working_day(day));
        }
        count
    }

    /// The moment `count` working days after `at`, at the same time of day in `zone`; the last or first moment that
    /// there is where the calendar ends before.
    #[must_use]
    pub fn add_working_days_at(self, at: Timestamp, zone: &TimeZone, count: i64) -> Timestamp {
        let local = zone.to_datetime(at);
        same_time_on(self.add_working_days(local.date(), count), local.time(), zone).unwrap_or(end_of_time(count))
    }
}

/// The moment `count` working days (Monday to Friday, the holidays of metropolitan France) after `at`, at the same
/// time of day in `zone`.
#[must_use]
pub fn add_working_days_at(at: Timestamp, zone: &TimeZone, count: i64) -> Timestamp {
    Calendar::default().add_working_days_at(at, zone, count)
}

/// The moment `days` calendar days after `at`, at the same time of day in `zone`, whatever clock change lies between;
/// the last or first moment that there is where the calendar ends before.
///
/// A time that the change to summer time leaves out becomes the same stretch after it (02:30 is 03:30); one that the
/// change back brings twice is the first of the two, as RFC 5545 §3.3.5 has it.
#[must_use]
pub fn add_calendar_days(at: Timestamp, zone: &TimeZone, days: i64) -> Timestamp {
    let local = zone.to_datetime(at);
    let span = Span::new().try_days(days).map_err(OutOfCalendar::from);
    let date = span.and_then(|span| Ok(local.date().checked_add(span)?));
    same_time_on(date, local.time(), zone).unwrap_or(end_of_time(days))
}

fn same_time_on(date: Result<Date, OutOfCalendar>, time: Time, zone: &TimeZone) -> Result<Timestamp, OutOfCalendar> {
    Ok(date?.to_datetime(time).to_zoned(zone.clone())?.timestamp())
}

const fn end_of_time(direction: i64) -> Timestamp {
    if direction < 0 { Timestamp::MIN } else { Timestamp::MAX }
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
