//! The tickets that people keep open as tabs. Threads read them with their particulars (`tickets`).

use domain::id::{TicketId, UserId};
use jiff::Timestamp;

use crate::backend::{Tx, execute};
use crate::convert::micros;
use crate::error::StoreError;

const OPEN: &str = "insert into open_ticket (person_id, ticket_id, opened_at) values ($1, $2, $3)
    on conflict (person_id, ticket_id) do nothing";

const BOUND: &str = "delete from open_ticket
    where person_id = $1
      and ticket_id not in (select ticket_id from open_ticket where person_id = $1
                            order by opened_at desc, ticket_id desc limit $2)";

/// Keeps a ticket open for somebody; of more than so many the one that was opened first falls out.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn open(tx: &mut Tx, person: UserId, ticket: TicketId, now: Timestamp, most: i64) -> Result<(), StoreError> {
    execute!(tx, OPEN, person.to_string(), ticket.to_string(), micros(now))?;
    execute!(tx, BOUND, person.to_string(), most)?;
    Ok(())
}

const CLOSE: &str = "delete from open_ticket
    where person_id = $1 and ticket_id = (select id from ticket where number = $2)";

/// Keeps a ticket open no more.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn close(tx: &mut Tx, person: UserId, number: &str) -> Result<(), StoreError> {
    execute!(tx, CLOSE, person.to_string(), number.to_owned())?;
    Ok(())
}

const CLOSE_ALL: &str = "delete from open_ticket where person_id = $1";

/// Keeps none of somebody's tickets open.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn close_all(tx: &mut Tx, person: UserId) -> Result<(), StoreError> {
    execute!(tx, CLOSE_ALL, person.to_string())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{BOUND, CLOSE, CLOSE_ALL};
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn open_tickets_are_found_by_an_index() {
        for statement in [BOUND, CLOSE, CLOSE_ALL] {
            hold_to_indexes(statement, &[]).await;
        }
    }
}
