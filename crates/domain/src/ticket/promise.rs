//! Each state is a promise: who must act, by when, and what happens otherwise (`product.md` §4, second table).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::lifecycle::{Lifecycle, TicketState, WaitingFor, When};
use crate::calendar::{self, Calendar};

/// The customer's days to answer, to validate or to contest, and the days a validated ticket stays open.
pub const TERM_DAYS: i64 = 30;
/// Working days in which an agent first looks at a ticket.
pub const FIRST_LOOK_WORKING_DAYS: i64 = 1;
/// Working days of a ticket in progress for which no next date was named.
pub const PROGRESS_WORKING_DAYS: i64 = 3;
/// Working days after an ask at which the customer is reminded.
pub const ASK_REMINDERS_WORKING_DAYS: [i64; 2] = [3, 10];
/// Days after a resolution at which the customer is reminded.
pub const RESOLVED_REMINDERS_DAYS: [i64; 2] = [7, 21];

/// Who must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The operator's agents.
    Agent,
    /// The carrier, watched by the agent.
    Carrier,
    /// The recipient, watched by the agent.
    Recipient,
    /// The customer.
    Customer,
    /// Nobody: it is settled.
    Nobody,
}

impl Owner {
    /// The word that is stored and stands in addresses. What waits for the carrier or the recipient is still the
    /// operator's to watch.
    #[must_use]
    pub const fn turn(self) -> &'static str {
        match self {
            Owner::Agent | Owner::Carrier | Owner::Recipient => "operator",
            Owner::Customer => "customer",
            Owner::Nobody => "nobody",
        }
    }
}

/// What happens when nobody acts in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// Marked late, on the lead's list.
    Late,
    /// Resolved as *no answer*.
    ResolvedAsNoAnswer,
    /// Closed as *not validated*.
    ClosedAsNotValidated,
    /// It closes.
    Closes,
    /// Nothing: it is closed.
    Nothing,
}

/// Who must act on a ticket.
#[must_use]
pub const fn owner(life: &Lifecycle) -> Owner {
    match life.state {
        TicketState::Created | TicketState::AwaitingProcessing => Owner::Agent,
        TicketState::InProgress => match life.waiting_for {
            WaitingFor::Agent => Owner::Agent,
            WaitingFor::Carrier => Owner::Carrier,
            WaitingFor::Recipient => Owner::Recipient,
        },
        TicketState::AwaitingCustomer | TicketState::Resolved => Owner::Customer,
        TicketState::Validated | TicketState::Closed => Owner::Nobody,
    }
}

/// What happens when the date passes.
#[must_use]
pub const fn otherwise(state: TicketState) -> Otherwise {
    match state {
        TicketState::Created | TicketState::AwaitingProcessing | TicketState::InProgress => Otherwise::Late,
        TicketState::AwaitingCustomer => Otherwise::ResolvedAsNoAnswer,
        TicketState::Resolved => Otherwise::ClosedAsNotValidated,
        TicketState::Validated => Otherwise::Closes,
        TicketState::Closed => Otherwise::Nothing,
    }
}

/// The date of a state that begins now, counted in the customer's zone at the same wall time.
#[must_use]
pub fn due_at(state: TicketState, when: &When) -> Option<Timestamp> {
    match state {
        TicketState::Created | TicketState::AwaitingProcessing => {
            Some(working_days_later(when, FIRST_LOOK_WORKING_DAYS))
        }
        TicketState::InProgress => Some(working_days_later(when, PROGRESS_WORKING_DAYS)),
        TicketState::AwaitingCustomer | TicketState::Resolved | TicketState::Validated => {
            Some(days_later(when, TERM_DAYS))
        }
        TicketState::Closed => None,
    }
}

/// The moments at which the customer is reminded of a state whose term began at `when.now`, the first first.
///
/// Empty for the states that ask nothing of him.
#[must_use]
pub fn reminders(state: TicketState, when: &When) -> Vec<Timestamp> {
    match state {
        TicketState::AwaitingCustomer => {
            ASK_REMINDERS_WORKING_DAYS.iter().map(|days| working_days_later(when, *days)).collect()
        }
        TicketState::Resolved => RESOLVED_REMINDERS_DAYS.iter().map(|days| days_later(when, *days)).collect(),
        _ => Vec::new(),
    }
}

/// So many days later at the same wall time; a date beyond the calendar is its last moment.
fn days_later(when: &When, days: i64) -> Timestamp {
    calendar::add_calendar_days(when.now, &when.zone, days)
}

/// So many working days later (Monday to Friday less public holidays) at the same wall time.
fn working_days_later(when: &When, days: i64) -> Timestamp {
    Calendar::default().add_working_days_at(when.now, &when.zone, days)
}

/// Whether the operator has let his promise pass.
#[must_use]
pub fn is_late(life: &Lifecycle, now: Timestamp) -> bool {
    otherwise(life.state) == Otherwise::Late && life.due_at.is_some_and(|due_at| due_at < now)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    #[test]
    fn every_state_has_one_owner_one_date_and_one_default() {
        let when = When { now: at("2026-11-20T15:00:00Z"), zone: TimeZone::UTC };
        for (state, expected_owner, expected_due, expected_otherwise) in [
            // Friday 15:00: one working day later is Monday 15:00, three are Wednesday.
            (TicketState::Created, Owner::Agent, Some("2026-11-23T15:00:00Z"), Otherwise::Late),
            (TicketState::AwaitingProcessing, Owner::Agent, Some("2026-11-23T15:00:00Z"), Otherwise::Late),
            (TicketState::InProgress, Owner::Agent, Some("2026-11-25T15:00:00Z"), Otherwise::Late),
            (
                TicketState::AwaitingCustomer,
                Owner::Customer,
                Some("2026-12-20T15:00:00Z"),
                Otherwise::ResolvedAsNoAnswer,
            ),
            (TicketState::Resolved, Owner::Customer, Some("2026-12-20T15:00:00Z"), Otherwise::ClosedAsNotValidated),
            (TicketState::Validated, Owner::Nobody, Some("2026-12-20T15:00:00Z"), Otherwise::Closes),
            (TicketState::Closed, Owner::Nobody, None, Otherwise::Nothing),
        ] {
            let life = Lifecycle {
                state,
                mark: None,
                waiting_for: WaitingFor::Agent,
                term_started_at: when.now,
                due_at: due_at(state, &when),
                contests: 0,
            };
            assert_eq!(owner(&life), expected_owner, "{state:?}");
            assert_eq!(life.due_at, expected_due.map(at), "{state:?}");
            assert_eq!(otherwise(state), expected_otherwise, "{state:?}");
        }
    }

    #[test]
    fn reminders_come_at_3_and_10_working_days_and_at_7_and_21_days() {
        let when = When { now: at("2026-11-20T15:00:00Z"), zone: TimeZone::UTC };
        assert_eq!(
            reminders(TicketState::AwaitingCustomer, &when),
            [at("2026-11-25T15:00:00Z"), at("2026-12-04T15:00:00Z")]
        );
        assert_eq!(reminders(TicketState::Resolved, &when), [at("2026-11-27T15:00:00Z"), at("2026-12-11T15:00:00Z")]);
        assert!(reminders(TicketState::Created, &when).is_empty());
    }

    #[test]
    fn only_the_operators_dates_make_a_ticket_late() {
        let now = at("2026-12-01T00:00:00Z");
        for state in TicketState::ALL {
            let life = Lifecycle {
                state,
                mark: None,
                waiting_for: WaitingFor::Agent,
                term_started_at: now,
                due_at: Some(at("2026-11-30T00:00:00Z")),
                contests: 0,
            };
            let operators =
                matches!(state, TicketState::Created | TicketState::AwaitingProcessing | TicketState::InProgress);
            assert_eq!(is_late(&life, now), operators, "{state:?}");
        }
    }
}
