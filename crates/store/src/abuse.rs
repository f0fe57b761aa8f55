//! What agents marked as abuse, as leads list and count it.

use domain::id::{CustomerId, TicketId, UserId};
use domain::ticket::abuse::Abuse;
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_optional};
use crate::convert::{micros, moment, parsed, word};
use crate::error::StoreError;

/// A new mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMark {
    /// Its id.
    pub id: String,
    /// The ticket.
    pub ticket: TicketId,
    /// The number of the message's event; 0 for the whole ticket.
    pub message: i64,
    /// Who wrote it, or filed the ticket.
    pub person: UserId,
    /// His customer.
    pub customer: CustomerId,
    /// Of what kind.
    pub kind: Abuse,
    /// What the agent wrote with it, or empty.
    pub note: String,
    /// The agent.
    pub by: UserId,
    /// His name.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

const INSERT: &str = "insert into abuse_mark (id, ticket_id, message, person_id, customer_id, kind, note, marked_by_id,
        marked_by, created_at, undone_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null)";

/// Inserts a mark.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert(tx: &mut Tx, mark: &NewMark) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        mark.id.clone(),
        mark.ticket.to_string(),
        mark.message,
        mark.person.to_string(),
        mark.customer.to_string(),
        mark.kind.as_str(),
        mark.note.clone(),
        mark.by.to_string(),
        mark.by_name.clone(),
        micros(mark.at),
    )?;
    Ok(())
}

const STANDS: &str = "select id from abuse_mark where ticket_id = $1 and message = $2 and undone_at is null";

/// Whether a message, or the whole ticket for 0, is marked now.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn stands(tx: &mut Tx, ticket: TicketId, message: i64) -> Result<bool, StoreError> {
    Ok(fetch_optional!(tx, (String,), STANDS, ticket.to_string(), message)?.is_some())
}

const UNDO: &str = "update abuse_mark set undone_at = $3
    where ticket_id = $1 and message = $2 and undone_at is null";

/// Takes the mark of a message back; tells whether there was one.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn undo(tx: &mut Tx, ticket: TicketId, message: i64, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, UNDO, ticket.to_string(), message, micros(now))? > 0)
}

/// A mark that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its id.
    pub id: String,
    /// The ticket's number.
    pub number: String,
    /// The number of the message's event; 0 for the whole ticket.
    pub message: i64,
    /// The customer's name.
    pub customer: String,
    /// Who wrote it, or filed the ticket.
    pub person_id: UserId,
    /// His name.
    pub person: String,
    /// Of what kind.
    pub kind: Abuse,
    /// What the agent wrote with it, or empty.
    pub note: String,
    /// The agent's name.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct MarkRow {
    id: String,
    number: String,
    message: i64,
    customer: String,
    person_id: String,
    person: String,
    kind: String,
    note: String,
    marked_by: String,
    created_at: i64,
}

const LIST: &str =
    "select m.id, t.number, m.message, c.name as customer, m.person_id, p.name as person, m.kind, m.note, m.marked_by,
        m.created_at
    from abuse_mark m left join ticket t on t.id = m.ticket_id left join customer c on c.id = m.customer_id
        left join person p on p.id = m.person_id
    where m.undone_at is null and (m.created_at, m.id) < ($1, $2)
    order by m.created_at desc, m.id desc limit $3";

/// The marks that stand, the latest first, before a moment and an id.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn list(tx: &mut Tx, before: Option<(i64, &str)>, limit: i64) -> Result<Vec<Mark>, StoreError> {
    const T: &str = "abuse_mark";
    let (at, id) = before.unwrap_or((i64::MAX, ""));
    fetch_all!(tx, MarkRow, LIST, at, id.to_owned(), limit)?
        .into_iter()
        .map(|row| {
            Ok(Mark {
                kind: word(T, "kind", &row.kind, Abuse::from_word)?,
                at: moment(T, "created_at", row.created_at)?,
                id: row.id,
                number: row.number,
                message: row.message,
                customer: row.customer,
                person_id: parsed(T, "person_id", &row.person_id)?,
                person: row.person,
                note: row.note,
                by: row.marked_by,
            })
        })
        .collect()
}

const COUNTS: &str = "select p.name, count(*) from abuse_mark m left join person p on p.id = m.person_id
    where m.customer_id = $1 and m.undone_at is null group by m.person_id, p.name order by count(*) desc, p.name";

/// How often each user of a customer is marked, the most often first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn counts(tx: &mut Tx, customer: CustomerId) -> Result<Vec<(String, i64)>, StoreError> {
    fetch_all!(tx, (String, i64), COUNTS, customer.to_string())
}

#[cfg(test)]
mod tests {
    use super::{COUNTS, LIST, STANDS};
    use crate::plans::{hold_to_indexes, hold_to_order};

    #[tokio::test]
    async fn marks_are_found_by_an_index_and_listed_in_its_order() {
        hold_to_order(LIST).await;
        for statement in [STANDS, COUNTS] {
            hold_to_indexes(statement, &[]).await;
        }
    }
}
