//! The table of `product.md` §4, row by row, and the proof that nothing else is possible.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn when(now: &str) -> When {
    When { now: at(now), zone: TimeZone::UTC }
}

fn life(state: TicketState, mark: Option<Mark>) -> Lifecycle {
    enter(state, mark, 0, &when("2026-11-02T09:00:00Z"))
}

fn answer() -> Deed {
    Deed::Answer { next_at: None, waiting_for: WaitingFor::Agent }
}

fn deeds() -> Vec<Deed> {
    vec![
        Deed::File,
        Deed::FileFor,
        Deed::See,
        Deed::Ask,
        answer(),
        Deed::CancelAsk,
        Deed::Write,
        Deed::Resolve,
        Deed::Withdraw,
        Deed::Validate,
        Deed::Contest,
        Deed::Thank,
        Deed::Reopen,
        Deed::Merge,
        Deed::UndoMerge(Box::new(life(TicketState::Resolved, None))),
        Deed::Elapse,
    ]
}

/// One row of the table: from these states (with this mark, `None` for any), by that deed of that side, to there.
struct Row {
    from: &'static [TicketState],
    needs: Option<Mark>,
    deed: Deed,
    by: By,
    to: TicketState,
    marked: Option<Mark>,
}

/// The rows of the first table of `product.md` §4 for a ticket that exists, in its order.
fn table() -> Vec<Row> {
    use TicketState as S;
    const OPEN: &[TicketState] = &[S::Created, S::InProgress, S::AwaitingCustomer, S::AwaitingProcessing];
    const NOT_CLOSED: &[TicketState] =
        &[S::Created, S::InProgress, S::AwaitingCustomer, S::AwaitingProcessing, S::Resolved, S::Validated];
    let row = |from, deed, by, to| Row { from, needs: None, deed, by, to, marked: None };
    vec![
        row(&[S::Created, S::AwaitingProcessing], Deed::See, By::Agent, S::InProgress),
        row(&[S::Created, S::InProgress, S::AwaitingProcessing], Deed::Ask, By::Agent, S::AwaitingCustomer),
        row(&[S::Created, S::AwaitingProcessing], answer(), By::Agent, S::InProgress),
        row(&[S::InProgress], answer(), By::Agent, S::InProgress),
        row(&[S::AwaitingCustomer], answer(), By::Agent, S::AwaitingCustomer),
        row(&[S::AwaitingCustomer], Deed::Ask, By::Agent, S::AwaitingCustomer),
        row(&[S::AwaitingCustomer], Deed::CancelAsk, By::Agent, S::InProgress),
        row(&[S::AwaitingCustomer], Deed::Write, By::Customer, S::AwaitingProcessing),
        row(&[S::InProgress], Deed::Write, By::Customer, S::AwaitingProcessing),
        row(&[S::Created], Deed::Write, By::Customer, S::Created),
        row(&[S::AwaitingProcessing], Deed::Write, By::Customer, S::AwaitingProcessing),
        row(OPEN, Deed::Resolve, By::Agent, S::Resolved),
        Row { marked: Some(Mark::NoAnswer), ..row(&[S::AwaitingCustomer], Deed::Elapse, By::Clock, S::Resolved) },
        Row { marked: Some(Mark::Withdrawn), ..row(OPEN, Deed::Withdraw, By::Customer, S::Validated) },
        row(&[S::Resolved], Deed::Validate, By::Customer, S::Validated),
        row(&[S::Resolved, S::Validated], Deed::Contest, By::Customer, S::AwaitingProcessing),
        Row { needs: Some(Mark::NoAnswer), ..row(&[S::Resolved], Deed::Write, By::Customer, S::AwaitingProcessing) },
        Row { needs: Some(Mark::Withdrawn), ..row(&[S::Validated], Deed::Write, By::Customer, S::AwaitingProcessing) },
        row(&[S::Resolved], Deed::Thank, By::Customer, S::Resolved),
        row(&[S::Resolved], answer(), By::Agent, S::Resolved),
        row(&[S::Resolved], Deed::Reopen, By::Agent, S::InProgress),
        Row { marked: Some(Mark::NotValidated), ..row(&[S::Resolved], Deed::Elapse, By::Clock, S::Closed) },
        row(&[S::Validated], Deed::Elapse, By::Clock, S::Closed),
        Row { marked: Some(Mark::Merged), ..row(NOT_CLOSED, Deed::Merge, By::Agent, S::Closed) },
        Row {
            needs: Some(Mark::Merged),
            ..row(&[S::Closed], Deed::UndoMerge(Box::new(life(S::Resolved, None))), By::Agent, S::Resolved)
        },
    ]
}

const LONG_AFTER: &str = "2027-02-01T09:00:00Z";

#[test]
fn a_customer_files_and_the_operator_files_for_him() {
    let now = when("2026-11-02T09:00:00Z");
    assert_eq!(apply(None, &Deed::File, By::Customer, &now).map(|life| life.state), Ok(TicketState::Created));
    for by in [By::Agent, By::System] {
        assert_eq!(apply(None, &Deed::FileFor, by, &now).map(|life| life.state), Ok(TicketState::InProgress));
    }
    for deed in deeds() {
        for by in [By::Customer, By::Agent, By::System, By::Clock] {
            let filing = matches!((&deed, by), (Deed::File, By::Customer) | (Deed::FileFor, By::Agent | By::System));
            assert_eq!(apply(None, &deed, by, &now).is_ok(), filing, "{deed:?} by {by:?}");
        }
    }
}

#[test]
fn every_row_of_the_table_holds() {
    for row in table() {
        for from in row.from {
            let before = life(*from, row.needs);
            let after = apply(Some(&before), &row.deed, row.by, &when(LONG_AFTER));
            let after = after.unwrap_or_else(|refusal| panic!("{from:?} {:?}: {refusal:?}", row.deed));
            assert_eq!(after.state, row.to, "{from:?} {:?}", row.deed);
            assert_eq!(after.mark, row.marked, "{from:?} {:?}", row.deed);
        }
    }
}

#[test]
fn no_other_transition_exists() {
    let marks = [None, Some(Mark::NoAnswer), Some(Mark::Withdrawn), Some(Mark::NotValidated), Some(Mark::Merged)];
    for state in TicketState::ALL {
        for mark in marks {
            for deed in deeds() {
                for by in [By::Customer, By::Agent, By::System, By::Clock] {
                    let named = table().iter().any(|row| {
                        row.from.contains(&state)
                            && row.deed == deed
                            && row.by == by
                            && (row.needs.is_none() || row.needs == mark)
                    });
                    let done = apply(Some(&life(state, mark)), &deed, by, &when(LONG_AFTER));
                    assert_eq!(done.is_ok(), named, "{state:?} {mark:?} {deed:?} by {by:?}: {done:?}");
                }
            }
        }
    }
}

#[test]
fn the_clock_waits_for_the_last_day_at_the_same_wall_time() {
    let paris = TimeZone::fixed(jiff::tz::offset(1));
    let asked = When { now: at("2026-11-02T09:00:00Z"), zone: paris.clone() };
    let before = apply(Some(&life(TicketState::InProgress, None)), &Deed::Ask, By::Agent, &asked).expect("asked");
    let too_early = When { now: at("2026-12-02T08:59:59Z"), zone: paris.clone() };
    assert_eq!(apply(Some(&before), &Deed::Elapse, By::Clock, &too_early), Err(Refusal::TermStillRuns));
    let in_time = When { now: at("2026-12-02T09:00:00Z"), zone: paris };
    let after = apply(Some(&before), &Deed::Elapse, By::Clock, &in_time).expect("elapsed");
    assert_eq!((after.state, after.mark), (TicketState::Resolved, Some(Mark::NoAnswer)));
}

#[test]
fn writing_again_starts_the_thirty_days_again() {
    for state in [TicketState::AwaitingCustomer, TicketState::Resolved] {
        let before = life(state, None);
        let after = apply(Some(&before), &answer(), By::Agent, &when("2026-11-12T09:00:00Z")).expect("written");
        assert_eq!(after.due_at, Some(at("2026-12-12T09:00:00Z")), "{state:?}");
        assert_eq!(after.term_started_at, at("2026-11-12T09:00:00Z"));
    }
}

#[test]
fn a_second_message_does_not_postpone_the_agents_day() {
    let before = life(TicketState::AwaitingProcessing, None);
    let after = apply(Some(&before), &Deed::Write, By::Customer, &when("2026-11-03T08:00:00Z")).expect("written");
    assert_eq!(after, before);
}

#[test]
fn contesting_is_counted_and_resuming_is_not() {
    let resolved = life(TicketState::Resolved, None);
    let once = apply(Some(&resolved), &Deed::Contest, By::Customer, &when(LONG_AFTER)).expect("contested");
    assert_eq!(once.contests, 1);
    let again = apply(Some(&once), &Deed::Resolve, By::Agent, &when(LONG_AFTER)).expect("resolved");
    let twice = apply(Some(&again), &Deed::Contest, By::Customer, &when(LONG_AFTER)).expect("contested");
    assert_eq!(twice.contests, 2);
    let unanswered = life(TicketState::Resolved, Some(Mark::NoAnswer));
    let resumed = apply(Some(&unanswered), &Deed::Write, By::Customer, &when(LONG_AFTER)).expect("resumed");
    assert_eq!(resumed.contests, 0);
}

#[test]
fn a_named_next_date_is_the_promise_and_lies_ahead() {
    let before = life(TicketState::Created, None);
    let named = Deed::Answer { next_at: Some(at("2026-11-20T17:00:00Z")), waiting_for: WaitingFor::Carrier };
    let after = apply(Some(&before), &named, By::Agent, &when("2026-11-12T09:00:00Z")).expect("answered");
    assert_eq!(after.due_at, Some(at("2026-11-20T17:00:00Z")));
    assert_eq!(after.waiting_for, WaitingFor::Carrier);
    assert_eq!(apply(Some(&before), &named, By::Agent, &when("2026-11-21T09:00:00Z")), Err(Refusal::NextDateInThePast));
}

#[test]
fn undoing_a_merge_gives_back_the_life_it_had() {
    let before = life(TicketState::AwaitingCustomer, None);
    let merged = apply(Some(&before), &Deed::Merge, By::Agent, &when(LONG_AFTER)).expect("merged");
    assert_eq!(merged.due_at, None);
    let undone = apply(Some(&merged), &Deed::UndoMerge(Box::new(before.clone())), By::Agent, &when(LONG_AFTER));
    assert_eq!(undone, Ok(before));
}

fn any_deed() -> impl Strategy<Value = (Deed, By)> {
    let by = prop_oneof![Just(By::Customer), Just(By::Agent), Just(By::System), Just(By::Clock)];
    (prop::sample::select(deeds()), by)
}

proptest! {
    /// Whatever people and the clock do, in any order: every life has a promise that fits its state.
    #[test]
    fn every_reachable_life_keeps_its_promise(deeds in prop::collection::vec((any_deed(), 1_i64..40), 1..60)) {
        let mut now = when("2026-11-02T09:00:00Z");
        let mut life = apply(None, &Deed::File, By::Customer, &now).expect("filed");
        for ((deed, by), days) in deeds {
            now.now = crate::calendar::add_calendar_days(now.now, &now.zone, days);
            if let Ok(after) = apply(Some(&life), &deed, by, &now) {
                life = after;
            }
            prop_assert_eq!(life.due_at.is_none(), life.state == TicketState::Closed);
            if life.state != TicketState::InProgress {
                prop_assert_eq!(life.waiting_for, WaitingFor::Agent);
            }
            if let Some(mark) = life.mark {
                let fits = match mark {
                    Mark::NoAnswer => matches!(life.state, TicketState::Resolved),
                    Mark::Withdrawn => matches!(life.state, TicketState::Validated | TicketState::Closed),
                    Mark::NotValidated | Mark::Merged => life.state == TicketState::Closed,
                };
                prop_assert!(fits, "{:?} marked {:?}", life.state, mark);
            }
        }
    }
}
