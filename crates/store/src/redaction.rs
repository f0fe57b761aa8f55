//! Taking out for good what a message exposed. Nothing here can be undone, so nothing here keeps what it removes.

use domain::event::TicketEvent;
use domain::id::{FileId, MailId, MessageId, TicketId};
use jiff::Timestamp;

use crate::backend::{Engine, Tx, execute, fetch_all};
use crate::convert::{micros, parsed, word};
use crate::error::StoreError;
use crate::mails::MailState;

/// Has SQLite overwrite what is removed instead of only forgetting where it stood, until the connection is told
/// otherwise. PostgreSQL does so when it next vacuums the table.
async fn overwrite(tx: &mut Tx, on: bool) -> Result<(), StoreError> {
    if let Engine::Sqlite(connection) = tx.engine() {
        let statement = if on { "pragma secure_delete = on" } else { "pragma secure_delete = off" };
        sqlx::query(statement).execute(connection).await?;
    }
    Ok(())
}

const EMPTY: &str = "update message set body = '' where id = $1 and ticket_id = $2";

/// Empties a message of its text; tells whether there was such a message.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn empty_message(tx: &mut Tx, ticket: TicketId, message: MessageId) -> Result<bool, StoreError> {
    overwrite(tx, true).await?;
    let emptied = execute!(tx, EMPTY, message.to_string(), ticket.to_string())?;
    overwrite(tx, false).await?;
    Ok(emptied == 1)
}

const DROP_FILE: &str = "delete from file where id = $1 and ticket_id = $2";

/// Removes the row of a file, its name with it; tells whether there was one. Its bytes are swept.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn drop_file(tx: &mut Tx, ticket: TicketId, file: FileId) -> Result<bool, StoreError> {
    overwrite(tx, true).await?;
    let dropped = execute!(tx, DROP_FILE, file.to_string(), ticket.to_string())?;
    overwrite(tx, false).await?;
    Ok(dropped == 1)
}

const EMPTY_FILE: &str =
    "update file set name = '', sha256 = '', captured_at = '', blob = '', thumbnail = '', size = 0,
        width = 0, height = 0, purged_at = $3
    where id = $1 and ticket_id = $2 and purged_at is null";

/// Empties the row of a file of all but the trace that it was there; tells whether it held anything. Its bytes are
/// swept.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn empty_file(tx: &mut Tx, ticket: TicketId, file: FileId, at: Timestamp) -> Result<bool, StoreError> {
    overwrite(tx, true).await?;
    let emptied = execute!(tx, EMPTY_FILE, file.to_string(), ticket.to_string(), micros(at))?;
    overwrite(tx, false).await?;
    Ok(emptied == 1)
}

const MAILS: &str = "select id, language, state from outgoing_mail
    where ticket_id = $1 and (body <> '' or html <> '') and (created_at = $2 or (kind = $3 and created_at > $2))
    order by created_at, id";

/// A mail that carries a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrying {
    /// The mail.
    pub id: MailId,
    /// The language it is written in.
    pub language: domain::Language,
    /// Whether it has not left yet.
    pub waits: bool,
}

/// The mails of a ticket that tell of what was written at a moment, and those of a kind that repeat it later (an empty
/// kind for none).
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn mails_carrying(
    tx: &mut Tx,
    ticket: TicketId,
    written: Timestamp,
    repeated_by: &str,
) -> Result<Vec<Carrying>, StoreError> {
    fetch_all!(tx, (String, String, String), MAILS, ticket.to_string(), micros(written), repeated_by.to_owned())?
        .into_iter()
        .map(carrying)
        .collect()
}

const REWRITE_EVENT: &str = "update ticket_event set event = $3 where ticket_id = $1 and sequence = $2";

/// Gives an event of a ticket other contents.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn rewrite_event(
    tx: &mut Tx,
    ticket: TicketId,
    sequence: i64,
    event: &TicketEvent,
) -> Result<(), StoreError> {
    let json = serde_json::to_string(event)
        .map_err(|error| StoreError::inconsistent("ticket_event", "event", &error.to_string()))?;
    overwrite(tx, true).await?;
    execute!(tx, REWRITE_EVENT, ticket.to_string(), sequence, json.clone())?;
    overwrite(tx, false).await
}

const DIGESTS: &str = "select id, language, state from outgoing_mail
    where kind = 'digest' and created_at >= $1 and replace(body, $2, '') <> body order by created_at, id";

/// The grouped mails since a moment that hold a text.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn digests_telling(tx: &mut Tx, since: Timestamp, text: &str) -> Result<Vec<Carrying>, StoreError> {
    fetch_all!(tx, (String, String, String), DIGESTS, micros(since), text.to_owned())?
        .into_iter()
        .map(carrying)
        .collect()
}

fn carrying((id, language, state): (String, String, String)) -> Result<Carrying, StoreError> {
    const T: &str = "outgoing_mail";
    Ok(Carrying {
        id: parsed(T, "id", &id)?,
        language: word(T, "language", &language, domain::Language::from_code)?,
        waits: word(T, "state", &state, MailState::from_word)? == MailState::Waiting,
    })
}

const REWRITE: &str = "update outgoing_mail set body = $2, html = $3 where id = $1";

/// Gives a mail other words.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn rewrite_mail(tx: &mut Tx, mail: MailId, body: &str, html: &str) -> Result<(), StoreError> {
    overwrite(tx, true).await?;
    execute!(tx, REWRITE, mail.to_string(), body.to_owned(), html.to_owned())?;
    overwrite(tx, false).await
}

#[cfg(test)]
mod tests {
    use super::MAILS;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn the_mails_of_a_ticket_are_found_by_an_index() {
        hold_to_indexes(MAILS, &[]).await;
    }
}
