//! What is measured of a ticket: how many working hours passed until the operator first answered, and until it was
//! resolved (`product.md` §4, *numbers that prove it*).
//!
//! A working hour lies between 09:00 and 17:00 of a working day (Monday to Friday less public holidays) in the
//! customer's zone, so that one working day is eight of them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, time};
use jiff::tz::TimeZone;

use super::lifecycle::TicketState;
use crate::calendar::Calendar;
use crate::event::TicketEvent;

/// When a working day begins and ends.
pub const OPENING: (Time, Time) = (time(9, 0, 0, 0), time(17, 0, 0, 0));

/// Working hours of a working day.
pub const HOURS_OF_A_DAY: i64 = 8;

/// The whole minutes between two moments that lie within working hours; none where the second is not the later.
#[must_use]
pub fn working_minutes(from: Timestamp, to: Timestamp, zone: &TimeZone) -> i64 {
    if to <= from {
        return 0;
    }
    let (from, to) = (zone.to_datetime(from), zone.to_datetime(to));
    let calendar = Calendar::default();
    let mut seconds = 0;
    let mut day = from.date();
    while day <= to.date() {
        if calendar.is_working_day(day) {
            seconds += worked(day, from, to);
        }
        let Ok(tomorrow) = day.tomorrow() else { break };
        day = tomorrow;
    }
    seconds / 60
}

/// Seconds of a working day that lie between two moments.
fn worked(day: Date, from: DateTime, to: DateTime) -> i64 {
    let begins = day.to_datetime(OPENING.0).max(from);
    let ends = day.to_datetime(OPENING.1).min(to);
    if ends <= begins { 0 } else { ends.duration_since(begins).as_secs() }
}

/// Whether something the operator did tells the customer an answer: he answered, asked, resolved, or wrote.
#[must_use]
pub const fn is_answer(event: &TicketEvent) -> bool {
    matches!(
        event,
        TicketEvent::TicketAnswered { .. }
            | TicketEvent::CustomerAsked
            | TicketEvent::TicketResolved { .. }
            | TicketEvent::MessageWritten
    )
}

/// What a change of state does to the time a ticket took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// It is resolved: its time is taken.
    Ends,
    /// It is taken up again: it has no time until it is resolved anew.
    GoesOn,
    /// Nothing.
    Stays,
}

/// What a change of state does to the time a ticket took. A merge and its undoing leave the time as it was.
#[must_use]
pub const fn handling(before: TicketState, after: TicketState) -> Handling {
    match (is_open(before), is_open(after)) {
        (true, false) if matches!(after, TicketState::Resolved) => Handling::Ends,
        (false, true) => Handling::GoesOn,
        _ => Handling::Stays,
    }
}

/// Whether a ticket in this state is still to be resolved.
#[must_use]
pub const fn is_open(state: TicketState) -> bool {
    matches!(
        state,
        TicketState::Created
            | TicketState::InProgress
            | TicketState::AwaitingProcessing
            | TicketState::AwaitingCustomer
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    #[test]
    fn working_hours_leave_out_nights_weekends_and_holidays() {
        let paris = TimeZone::get("Europe/Paris").expect("a zone");
        for (from, to, minutes) in [
            // A Tuesday in winter, 10:00 to 11:30.
            ("2026-11-24T09:00:00Z", "2026-11-24T10:30:00Z", 90),
            // From before the opening until after the closing: a whole day.
            ("2026-11-24T05:00:00Z", "2026-11-24T22:00:00Z", 480),
            // Friday 16:00 until Monday 10:00.
            ("2026-11-20T15:00:00Z", "2026-11-23T09:00:00Z", 120),
            // Over a Saturday and a Sunday alone.
            ("2026-11-21T08:00:00Z", "2026-11-22T20:00:00Z", 0),
            // Armistice Day, a Wednesday.
            ("2026-11-10T16:00:00Z", "2026-11-12T08:30:00Z", 30),
            // Summer ends on Sunday 25 October: Friday 16:00 until Monday 10:00 all the same.
            ("2026-10-23T14:00:00Z", "2026-10-26T09:00:00Z", 120),
            // Backwards.
            ("2026-11-24T10:30:00Z", "2026-11-24T09:00:00Z", 0),
        ] {
            assert_eq!(working_minutes(at(from), at(to), &paris), minutes, "{from} to {to}");
        }
    }

    #[test]
    fn the_time_ends_with_the_resolution_and_goes_on_with_a_contest() {
        use TicketState::{AwaitingProcessing, Closed, Created, InProgress, Resolved, Validated};
        for (before, after, expected) in [
            (InProgress, Resolved, Handling::Ends),
            (Created, Validated, Handling::Stays),
            (Resolved, AwaitingProcessing, Handling::GoesOn),
            (Validated, AwaitingProcessing, Handling::GoesOn),
            (Resolved, Closed, Handling::Stays),
            (Closed, Resolved, Handling::Stays),
            (Created, InProgress, Handling::Stays),
        ] {
            assert_eq!(handling(before, after), expected, "{before:?} to {after:?}");
        }
    }
}
