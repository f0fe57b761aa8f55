//! Until when a subject may be claimed.
//!
//! A window does not forbid filing: a claim that comes late is filed all the same, and the form says before that it
//! may be refused. Whether it is, a person decides. So nothing here is a refusal.

use jiff::ToSpan;
use jiff::civil::Date;

use super::reason::{Subject, Window};
use super::reason_kind::{DayCount, WindowStart};
use crate::calendar::{Calendar, HolidayZone};

/// The days of a parcel that a window can be counted from, each where it is known, in the zone of its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WindowFacts {
    /// The day the label was made.
    pub label_on: Option<Date>,
    /// The day of delivery.
    pub delivered_on: Option<Date>,
    /// The day of the last event.
    pub last_event_on: Option<Date>,
}

/// The last day on which something may be claimed, that day included. `None` while the day it is counted from is not
/// known.
///
/// The day it is counted from is not counted (code de commerce, article L133-3: the days "qui suivent celui de cette
/// réception"). `zone` says whose public holidays are no working days.
#[must_use]
pub fn last_claim_day(window: Window, facts: &WindowFacts, zone: HolidayZone) -> Option<Date> {
    let from = match window.from {
        WindowStart::Delivery => facts.delivered_on,
        WindowStart::Label => facts.label_on,
        WindowStart::LastEvent => facts.last_event_on,
    }?;
    // At the end of all years there is no last day, and so no window that could be missed.
    match window.count {
        DayCount::Calendar => from.checked_add(i64::from(window.days).days()).ok(),
        DayCount::Working => Calendar { zone, saturday: false }.add_working_days(from, window.days.into()).ok(),
        DayCount::WorkingWithSaturday => {
            Calendar { zone, saturday: true }.add_working_days(from, window.days.into()).ok()
        }
    }
}

/// Whether a subject can still be claimed for a parcel today.
///
/// Without a window, and while the day it is counted from is not known, it can.
///
/// # Errors
/// The last day on which it could be claimed. This is for the form to say (a late claim may be refused), not a reason
/// to refuse the filing.
pub fn check_window(subject: &Subject, facts: &WindowFacts, today: Date, zone: HolidayZone) -> Result<(), Date> {
    match subject.window.and_then(|window| last_claim_day(window, facts, zone)) {
        Some(last) if last < today => Err(last),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::ticket::reason::matrix;

    fn window(days: u16, count: DayCount) -> Window {
        Window { days, count, from: WindowStart::Delivery }
    }

    fn delivered(on: Date) -> WindowFacts {
        WindowFacts { delivered_on: Some(on), ..WindowFacts::default() }
    }

    #[test]
    fn windows_run_through_weekends_and_holidays_as_their_days_are_counted() {
        use DayCount::{Calendar, Working, WorkingWithSaturday};
        let friday = date(2026, 11, 20);
        // 11 November 2026 is a Wednesday.
        let before_armistice = date(2026, 11, 9);
        for (from, days, count, last) in [
            (friday, 3, Calendar, date(2026, 11, 23)),
            (friday, 3, WorkingWithSaturday, date(2026, 11, 24)),
            (friday, 3, Working, date(2026, 11, 25)),
            (friday, 1, Calendar, date(2026, 11, 21)),
            (friday, 1, WorkingWithSaturday, date(2026, 11, 21)),
            (friday, 1, Working, date(2026, 11, 23)),
            (before_armistice, 2, Calendar, date(2026, 11, 11)),
            (before_armistice, 2, WorkingWithSaturday, date(2026, 11, 12)),
            (before_armistice, 2, Working, date(2026, 11, 12)),
            (friday, 365, Calendar, date(2027, 11, 20)),
        ] {
            let found = last_claim_day(window(days, count), &delivered(from), HolidayZone::Metropole);
            assert_eq!(found, Some(last), "{days} {count:?} days from {from}");
        }
    }

    #[test]
    fn the_holidays_are_those_of_the_zone() {
        let christmas_eve = delivered(date(2025, 12, 24));
        let three = window(3, DayCount::WorkingWithSaturday);
        assert_eq!(last_claim_day(three, &christmas_eve, HolidayZone::Metropole), Some(date(2025, 12, 29)));
        assert_eq!(last_claim_day(three, &christmas_eve, HolidayZone::AlsaceMoselle), Some(date(2025, 12, 30)));
    }

    #[test]
    fn damage_may_be_claimed_up_to_and_with_the_third_day_after_delivery() {
        let damaged = matrix().subject("partial_or_damaged").expect("a subject of S1");
        let facts = delivered(date(2026, 11, 20));
        for (today, expected) in [
            (date(2026, 11, 20), Ok(())),
            (date(2026, 11, 24), Ok(())),
            (date(2026, 11, 25), Err(date(2026, 11, 24))),
            (date(2027, 1, 1), Err(date(2026, 11, 24))),
        ] {
            assert_eq!(check_window(damaged, &facts, today, HolidayZone::Metropole), expected, "{today}");
        }
    }

    #[test]
    fn without_a_window_or_a_day_to_count_from_it_is_never_too_late() {
        let late = date(2200, 1, 1);
        for subject in &matrix().subjects {
            let nothing_known = check_window(subject, &WindowFacts::default(), late, HolidayZone::Metropole);
            assert_eq!(nothing_known, Ok(()), "{}", subject.key);
        }
        let swap = matrix().subject("swap").expect("a subject of S1");
        assert_eq!(check_window(swap, &delivered(date(2026, 1, 1)), late, HolidayZone::Metropole), Ok(()));
    }

    #[test]
    fn each_window_is_counted_from_its_own_day() {
        let facts = WindowFacts {
            label_on: Some(date(2026, 3, 2)),
            delivered_on: Some(date(2026, 3, 5)),
            last_event_on: Some(date(2026, 3, 9)),
        };
        for (from, last) in [
            (WindowStart::Label, date(2026, 3, 12)),
            (WindowStart::Delivery, date(2026, 3, 15)),
            (WindowStart::LastEvent, date(2026, 3, 19)),
        ] {
            let window = Window { days: 10, count: DayCount::Calendar, from };
            assert_eq!(last_claim_day(window, &facts, HolidayZone::Metropole), Some(last), "{from:?}");
        }
    }

    #[test]
    fn the_end_of_all_years_is_no_window() {
        for count in DayCount::ALL {
            assert_eq!(last_claim_day(window(3_650, *count), &delivered(Date::MAX), HolidayZone::Metropole), None);
        }
    }
}
