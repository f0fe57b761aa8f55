//! The figures of the dashboard, and what they are compared with (`product.md` §4, *numbers that prove it*; S1's claims).

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::ticket::lifecycle::TicketState;

/// By how many percent S1 says that the handling time changes.
pub const HANDLING_CLAIM: i64 = -30;
/// By how many percent S1 says that repeats change.
pub const REPEAT_CLAIM: i64 = -50;
/// Days within which another ticket on a parcel makes a ticket a repeat.
pub const REPEAT_DAYS: i64 = 30;
/// The longest period that is looked at, in days.
pub const PERIOD_MAX_DAYS: i32 = 3_660;

/// The days on which the tickets were filed that are looked at, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Period {
    /// The last so many days, today counted; a year is twelve months.
    #[must_use]
    pub fn last(today: Date, days: i64) -> Self {
        let back: Span = if days == 365 { 12.months() } else { days.clamp(1, i64::from(PERIOD_MAX_DAYS)).days() };
        let from = today.checked_sub(back).and_then(Date::tomorrow).unwrap_or(today);
        Period { from, to: today }
    }

    /// From a day to another; none where it ends before it begins or is longer than ten years.
    #[must_use]
    pub fn between(from: Date, to: Date) -> Option<Self> {
        let days = (to - from).get_days();
        (0..=PERIOD_MAX_DAYS).contains(&days).then_some(Period { from, to })
    }
}

/// How old the tickets of a bucket are, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Age {
    /// Filed within the last two days.
    Fresh,
    /// Two days to a week.
    Week,
    /// A week to two.
    Fortnight,
    /// Two weeks to thirty days.
    Month,
    /// Longer.
    Old,
}

impl Age {
    /// Every bucket, the youngest first.
    pub const ALL: [Age; 5] = [Age::Fresh, Age::Week, Age::Fortnight, Age::Month, Age::Old];

    /// The days at which the bucket ends and the next begins; none for the last.
    #[must_use]
    pub const fn ends_after(self) -> Option<i64> {
        match self {
            Age::Fresh => Some(2),
            Age::Week => Some(7),
            Age::Fortnight => Some(14),
            Age::Month => Some(30),
            Age::Old => None,
        }
    }

    /// The days at which the bucket begins.
    #[must_use]
    pub fn begins_after(self) -> i64 {
        Age::ALL.iter().rev().find(|age| **age < self).and_then(|age| age.ends_after()).unwrap_or(0)
    }

    /// The word that stands in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Age::Fresh => "age-0",
            Age::Week => "age-2",
            Age::Fortnight => "age-7",
            Age::Month => "age-14",
            Age::Old => "age-30",
        }
    }
}

/// The tickets that a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// All filed in the period.
    Filed,
    /// Those of them in a state.
    State(TicketState),
    /// Those of them that were resolved, which have a handling time.
    Resolved,
    /// Those of them that were answered.
    Answered,
    /// Those of them filed on a parcel that had another in the thirty days before.
    Repeats,
    /// Those of them whose resolution was contested.
    Contested,
    /// Those of them that were rated.
    Rated,
    /// Open ones, whenever filed, by age.
    Open(Age),
    /// What the reader's side has to act on, whenever filed.
    Mine,
    /// What the operator has let become late, whenever filed.
    Late,
}

impl Counted {
    /// The word that stands in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Counted::Filed => "filed",
            Counted::State(state) => state.as_str(),
            Counted::Resolved => "answered-for-good",
            Counted::Answered => "answered",
            Counted::Repeats => "repeats",
            Counted::Contested => "contested",
            Counted::Rated => "rated",
            Counted::Open(age) => age.as_str(),
            Counted::Mine => "mine",
            Counted::Late => "late",
        }
    }

    /// What a word of an address counts.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        use Counted::{Answered, Contested, Filed, Late, Mine, Rated, Repeats, Resolved};

        [Filed, Resolved, Answered, Repeats, Contested, Rated, Mine, Late]
            .into_iter()
            .chain(TicketState::ALL.into_iter().map(Counted::State))
            .chain(Age::ALL.into_iter().map(Counted::Open))
            .find(|counted| counted.as_str() == word)
    }

    /// Whether the period says which are looked at.
    #[must_use]
    pub const fn in_period(self) -> bool {
        !matches!(self, Counted::Open(_) | Counted::Mine | Counted::Late)
    }
}

/// Some of all, of which a share is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Some.
    pub some: i64,
    /// All.
    pub all: i64,
}

impl Share {
    /// In tenths of a percent, rounded half up; none of nothing.
    #[must_use]
    pub const fn tenths(self) -> Option<i64> {
        if self.all <= 0 { None } else { Some((self.some * 2_000 + self.all) / (self.all * 2)) }
    }
}

/// What was counted of the tickets filed in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// All of them. Merged ones are not: the ticket they were merged into is counted.
    pub filed: i64,
    /// How many stand in each state.
    pub states: Vec<(TicketState, i64)>,
    /// Repeats among all.
    pub repeats: Share,
    /// Contested ones among those that were resolved at some time; withdrawn ones are left out.
    pub contests: Share,
    /// How many gave each number of stars, from 1; withdrawn ones are left out.
    pub ratings: [i64; 5],
}

impl Figures {
    /// How many were rated.
    #[must_use]
    pub fn rated(&self) -> i64 {
        self.ratings.iter().sum()
    }

    /// The mean of the stars in tenths, rounded half up; none where nobody rated.
    #[must_use]
    pub fn satisfaction(&self) -> Option<i64> {
        let rated = self.rated();
        let stars: i64 = (1..).zip(self.ratings).map(|(stars, n)| stars * n).sum();
        (rated > 0).then(|| (stars * 20 + rated) / (rated * 2))
    }
}

/// Times of tickets: tenths of a working hour, and how many took so long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times(Vec<(i64, i64)>);

impl Times {
    /// Puts them in order.
    #[must_use]
    pub fn new(mut times: Vec<(i64, i64)>) -> Self {
        times.sort_unstable();
        Times(times)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> i64 {
        self.0.iter().map(|(_, n)| n).sum()
    }

    /// The median in tenths of an hour: the time of the one in the middle, of two in the middle the mean, rounded down.
    /// Each time is rounded down to the tenth before, so it is the same on every database.
    #[must_use]
    pub fn median(&self) -> Option<i64> {
        let count = self.count();
        if count == 0 {
            return None;
        }
        let (low, high) = (self.at((count - 1) / 2)?, self.at(count / 2)?);
        Some(i64::midpoint(low, high))
    }

    fn at(&self, place: i64) -> Option<i64> {
        let mut passed = 0;
        self.0
            .iter()
            .find(|(_, n)| {
                passed += n;
                passed > place
            })
            .map(|(tenths, _)| *tenths)
    }

    /// How many took less than each number of working hours, and the rest: one more than there are bounds.
    #[must_use]
    pub fn buckets<const N: usize>(&self, hours: [i64; N]) -> Vec<i64> {
        let mut buckets = vec![0; N + 1];
        for (tenths, n) in &self.0 {
            buckets[hours.iter().position(|bound| *tenths < bound * 10).unwrap_or(N)] += n;
        }
        buckets
    }
}

/// What the figures were before, as the operator typed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Median handling time, tenths of a working hour.
    pub handling: Option<i64>,
    /// Share of repeats, tenths of a percent.
    pub repeats: Option<i64>,
}

/// By how many percent a figure differs from what it was, rounded to the nearest; none where it was nothing.
#[must_use]
pub fn change(now: i64, before: i64) -> Option<i64> {
    if before <= 0 {
        return None;
    }
    let scaled = (now - before) * 200;
    Some((scaled + before * scaled.signum()) / (before * 2))
}

/// A whole number as people type it, from 0 to the most.
#[must_use]
pub fn whole(typed: &str, most: u32) -> Option<i64> {
    let typed = typed.trim();
    let digits = !typed.is_empty() && typed.len() <= 9 && typed.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| typed.parse().ok()).flatten().filter(|number| *number <= i64::from(most))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn satisfaction_is_the_mean_of_the_stars() {
        for (ratings, tenths) in
            [([0; 5], None), ([0, 1, 0, 0, 2], Some(40)), ([1, 0, 0, 0, 0], Some(10)), ([0, 0, 1, 2, 0], Some(37))]
        {
            assert_eq!(Figures { ratings, ..Figures::default() }.satisfaction(), tenths, "{ratings:?}");
        }
    }

    #[test]
    fn a_median_is_the_one_in_the_middle() {
        for (times, median) in [
            (vec![], None),
            (vec![(30, 1)], Some(30)),
            (vec![(50, 1), (10, 1)], Some(30)),
            (vec![(10, 2), (40, 1)], Some(10)),
            (vec![(10, 2), (40, 2)], Some(25)),
            (vec![(80, 3), (10, 1), (9_000, 1)], Some(80)),
        ] {
            assert_eq!(Times::new(times.clone()).median(), median, "{times:?}");
        }
        assert_eq!(Times::new(vec![(79, 1), (80, 2), (900, 3)]).buckets([8, 24]), [1, 2, 3]);
    }

    #[test]
    fn a_change_is_said_in_percent_of_what_was() {
        for (now, before, percent) in
            [(70, 100, Some(-30)), (100, 80, Some(25)), (2, 3, Some(-33)), (1, 3, Some(-67)), (5, 0, None)]
        {
            assert_eq!(change(now, before), percent, "{now} after {before}");
        }
        assert_eq!(Share { some: 1, all: 3 }.tenths(), Some(333));
        assert_eq!(Share::default().tenths(), None);
    }

    #[test]
    fn a_period_counts_its_first_and_its_last_day() {
        let today = date(2026, 3, 31);
        assert_eq!(Period::last(today, 7), Period { from: date(2026, 3, 25), to: today });
        assert_eq!(Period::last(today, 365), Period { from: date(2025, 4, 1), to: today });
        assert_eq!(Period::between(today, date(2026, 3, 1)), None);
        assert_eq!(Period::between(date(1990, 1, 1), today), None);
        assert!(Period::between(today, today).is_some());
    }

    #[test]
    fn every_number_has_a_word_of_its_own() {
        for word in ["filed", "closed", "age-30", "repeats", "mine"] {
            assert_eq!(Counted::from_word(word).map(Counted::as_str), Some(word));
        }
        assert_eq!(Counted::from_word("resolved"), Some(Counted::State(TicketState::Resolved)));
        assert_eq!(Counted::from_word("nothing"), None);
        let begins: Vec<i64> = Age::ALL.iter().map(|age| age.begins_after()).collect();
        assert_eq!(begins, [0, 2, 7, 14, 30]);
    }

    #[test]
    fn a_typed_number_is_whole_and_within_its_bounds() {
        for (typed, read) in [
            (" 12 ", Some(12)),
            ("100", Some(100)),
            ("101", None),
            ("-3", None),
            ("12,5", None),
            ("douze", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(whole(typed, 100), read, "{typed}");
        }
    }
}
