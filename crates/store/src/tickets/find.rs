//! Tickets by number, by parcel, and by what the clock has to do.

use domain::id::UserId;
use jiff::Timestamp;

use super::row::{Row, Ticket, select_ticket};
use crate::backend::{Tx, execute, fetch_all, fetch_optional};
use crate::convert::{micros, moment_if};
use crate::error::StoreError;

const FIND: &str = select_ticket!("where t.number = $2 and ($3 = '' or t.customer_id = $3)");

/// The ticket of a number, within the scope of the transaction; `viewer` decides what is read and joined.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find(tx: &mut Tx, number: &str, viewer: UserId) -> Result<Option<Ticket>, StoreError> {
    let customer = tx.scope().customer();
    fetch_optional!(tx, Row, FIND, viewer.to_string(), number.to_owned(), customer.clone())?
        .map(Row::ticket)
        .transpose()
}

#[derive(sqlx::FromRow)]
struct OpenedRow {
    #[sqlx(flatten)]
    ticket: Row,
    draft: String,
    held_deed: Option<String>,
    held_typed: Option<String>,
    held_due_at: Option<i64>,
    held_refusal: Option<String>,
    follows: bool,
}

/// A ticket with what its viewer was writing on it.
#[derive(Clone, Debug)]
pub struct OpenedTicket {
    /// The ticket.
    pub ticket: Ticket,
    /// The reply that he was writing, or an empty text.
    pub draft: String,
    /// The answer that he sent and that has not gone out.
    pub held: Option<HeldBack>,
    /// Whether its bell is on for him: whether he is told of what happens there.
    pub follows: bool,
}

/// An answer that has not gone out, as far as its author's page shows it.
#[derive(Clone, Debug)]
pub struct HeldBack {
    /// The deed as JSON.
    pub deed: String,
    /// The fields of its form as JSON.
    pub typed: String,
    /// When it goes out; none: it came back.
    pub due_at: Option<Timestamp>,
    /// Why it could not be sent, as JSON; empty otherwise.
    pub refusal: String,
}

const OPEN: &str = select_ticket!(
    ", coalesce((select d.body from reply_draft d where d.person_id = $1 and d.ticket_id = t.id), '') as draft,
       h.deed as held_deed, h.typed as held_typed, h.due_at as held_due_at, h.refusal as held_refusal,
     coalesce((select b.follows from ticket_bell b where b.ticket_id = t.id and b.person_id = $1),
              t.author_id = $1
              or exists (select 1 from ticket_follower w where w.ticket_id = t.id and w.person_id = $1)
              or exists (select 1 from ticket_event e
                         where e.ticket_id = t.id and e.author_id = $1 and e.author_side = 'operator')) as follows",
    "left join held_answer h on h.person_id = $1 and h.ticket_id = t.id
     where t.number = $2 and ($3 = '' or t.customer_id = $3)"
);

/// As [`find`], with what the viewer was writing.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn open(tx: &mut Tx, number: &str, viewer: UserId) -> Result<Option<OpenedTicket>, StoreError> {
    let customer = tx.scope().customer();
    fetch_optional!(tx, OpenedRow, OPEN, viewer.to_string(), number.to_owned(), customer.clone())?
        .map(|row| {
            let due_at = moment_if("held_answer", "due_at", row.held_due_at)?;
            let held = row.held_deed.map(|deed| HeldBack {
                deed,
                typed: row.held_typed.unwrap_or_default(),
                due_at,
                refusal: row.held_refusal.unwrap_or_default(),
            });
            Ok(OpenedTicket { ticket: row.ticket.ticket()?, draft: row.draft, held, follows: row.follows })
        })
        .transpose()
}

const LOCK: &str = "update ticket set version = version + 1 where number = $1 and ($2 = '' or customer_id = $2)";

/// Takes the ticket for this transaction: deeds on the same ticket come one after another from here on.
///
/// Tells whether the ticket exists within the scope.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn lock(tx: &mut Tx, number: &str) -> Result<bool, StoreError> {
    let customer = tx.scope().customer();
    Ok(execute!(tx, LOCK, number.to_owned(), customer.clone())? == 1)
}

const DUE_FOR_CLOCK: &str = "select number from ticket
    where next_clock_at is not null and next_clock_at <= $1 order by next_clock_at, id limit $2";

/// Numbers of the tickets for which the clock has something to do, the most overdue first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn due_for_clock(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<String>, StoreError> {
    let rows = fetch_all!(tx, (String,), DUE_FOR_CLOCK, micros(now), limit)?;
    Ok(rows.into_iter().map(|(number,)| number).collect())
}

const ON_PARCEL: &str = select_ticket!(
    "join ticket_parcel tp on tp.ticket_id = t.id
     where tp.number = $2 and ($3 = '' or t.customer_id = $3)
     order by t.changed_at desc, t.id desc limit 20"
);

/// The tickets that concern a parcel number, the last changed first, at most 20.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn on_parcel(tx: &mut Tx, number: &str, viewer: UserId) -> Result<Vec<Ticket>, StoreError> {
    let customer = tx.scope().customer();
    fetch_all!(tx, Row, ON_PARCEL, viewer.to_string(), number.to_owned(), customer.clone())?
        .into_iter()
        .map(Row::ticket)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn tickets_are_found_by_an_index() {
        for search in [FIND, OPEN, DUE_FOR_CLOCK, ON_PARCEL] {
            hold_to_indexes(search, &[]).await;
        }
    }
}
