//! The list behind a number of the dashboard: exactly the tickets that it counts.

use domain::dashboard::Counted;
use jiff::{SignedDuration, Timestamp};

use super::Sight;
use crate::backend::{Built, Tx, Value, fetch_built};
use crate::convert::micros;
use crate::error::StoreError;
use crate::lists::{LIST_OF_TICKETS, Listed, Row};

/// What a page of the list begins after, and how long it is.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// The id of the last row of the page before, or empty.
    pub after: String,
    /// At most so many rows.
    pub limit: i64,
}

/// The tickets that a number counts, the last filed first; without a number the last changed of all.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn list(
    tx: &mut Tx,
    sight: &Sight,
    counted: Option<Counted>,
    beginning: &Beginning,
    now: Timestamp,
) -> Result<Vec<Listed>, StoreError> {
    let mut built = Built { sql: LIST_OF_TICKETS.to_owned(), values: vec![Value::from(sight.viewer.to_string())] };
    match counted {
        Some(counted) if counted.in_period() => sight.filed(tx, &mut built),
        _ => {
            built.push(" t.turn <> '' ");
            sight.within(tx, &mut built);
        }
    }
    if let Some(counted) = counted {
        narrow(&mut built, counted, tx.scope().customer().is_empty(), now);
    }
    let by = if counted.is_some() { "t.created_at" } else { "t.changed_at" };
    if !beginning.after.is_empty() {
        built.push(" and (t.created_at, t.id) < ((select l.created_at from ticket l where l.id = ");
        built.bind(beginning.after.clone()).push("), ").bind(beginning.after.clone()).push(")");
    }
    built.push(" order by ").push(by);
    built.push(" desc, t.id desc limit ").bind(beginning.limit);
    fetch_built!(tx, Row, built)?.into_iter().map(Row::listed).collect()
}

fn narrow(built: &mut Built, counted: Counted, operator: bool, now: Timestamp) {
    let mine = if operator { "operator" } else { "customer" };
    match counted {
        Counted::Filed => built.push(" and t.mark <> 'merged'"),
        Counted::State(state) => built.push(" and t.mark <> 'merged' and t.state = ").bind(state.as_str()),
        Counted::Resolved => built.push(" and t.mark <> 'merged' and t.handling_minutes is not null"),
        Counted::Answered => built.push(" and t.mark <> 'merged' and t.first_answer_minutes is not null"),
        Counted::Repeats => built.push(" and t.mark <> 'merged' and t.repeats"),
        Counted::Contested => built.push(" and t.mark <> 'merged' and t.mark <> 'withdrawn' and t.contests > 0"),
        Counted::Rated => built.push(" and t.mark <> 'merged' and t.mark <> 'withdrawn' and t.rating > 0"),
        Counted::Open(age) => {
            built.push(" and t.turn <> 'nobody' and t.state <> 'resolved' and t.created_at <= ");
            let days = |days: i64| micros(now - SignedDuration::from_hours(24 * days));
            // The youngest has no beginning: a clock that was set back leaves none out.
            built.bind(if age.begins_after() == 0 { i64::MAX } else { days(age.begins_after()) });
            if let Some(end) = age.ends_after() {
                built.push(" and t.created_at > ").bind(days(end));
            }
            built
        }
        Counted::Mine => built.push(" and t.turn <> 'nobody' and t.turn = ").bind(mine),
        Counted::Late => {
            built.push(" and t.turn <> 'nobody' and t.turn = 'operator' and t.due_at < ").bind(micros(now))
        }
    };
}
