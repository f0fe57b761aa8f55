//! What stands in a thread: events, messages and document slots; and what is still being written.

use domain::event::TicketEvent;
use domain::id::{DraftId, MessageId, SlotId, TicketId, UserId};
use domain::ticket::lifecycle::TicketState;
use domain::ticket::message::{Audience, MessageKind};
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_optional};
use crate::convert::{micros, moment, moment_if, parsed, parsed_if, word};
use crate::error::StoreError;

/// Which side of the counter an author stands on; `System` is the clock and the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorSide {
    /// Somebody of the customer.
    Customer,
    /// Somebody of the operator.
    Operator,
    /// The clock or the program.
    System,
}

impl AuthorSide {
    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            AuthorSide::Customer => "customer",
            AuthorSide::Operator => "operator",
            AuthorSide::System => "system",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [AuthorSide::Customer, AuthorSide::Operator, AuthorSide::System].into_iter().find(|side| side.as_str() == word)
    }
}

/// Who did something, as the thread shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The user; none for the clock.
    pub person: Option<UserId>,
    /// His name at that time.
    pub name: String,
    /// His side.
    pub side: AuthorSide,
}

/// An event of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number in the thread, from 1.
    pub sequence: i64,
    /// What happened.
    pub event: TicketEvent,
    /// The state after it.
    pub state: TicketState,
    /// Who may see it.
    pub audience: Audience,
    /// Who did it.
    pub author: Author,
    /// When.
    pub at: Timestamp,
}

/// A message of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The number of its event.
    pub sequence: i64,
    /// Who may read it.
    pub audience: Audience,
    /// What it was written as.
    pub kind: MessageKind,
    /// Who wrote it.
    pub author: Author,
    /// The text.
    pub body: String,
    /// When.
    pub at: Timestamp,
}

/// A typed place for a document on a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its id.
    pub id: SlotId,
    /// Key of the matrix, or empty for one the agent named himself.
    pub key: String,
    /// The kind's word.
    pub kind: String,
    /// Its label in French.
    pub label_fr: String,
    /// Its label in English.
    pub label_en: String,
    /// Whether it must be filled before an agent may resolve.
    pub blocks_resolution: bool,
    /// Whether an agent asks for it now.
    pub asked: bool,
    /// Whether it was recorded as missing.
    pub missing: bool,
    /// When a document came.
    pub filled_at: Option<Timestamp>,
}

const INSERT_EVENT: &str = "insert into ticket_event
        (ticket_id, sequence, event, state, audience, author_id, author_name, author_side, deed_key, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

/// Inserts an event. `deed_key` names the form it came from; the same key twice is a conflict.
///
/// # Errors
/// [`StoreError::Conflict`] for a deed that was done already.
pub async fn insert_event(
    tx: &mut Tx,
    ticket: TicketId,
    event: &Event,
    deed_key: Option<String>,
) -> Result<(), StoreError> {
    let json = serde_json::to_string(&event.event)
        .map_err(|error| StoreError::inconsistent("ticket_event", "event", &error.to_string()))?;
    execute!(
        tx,
        INSERT_EVENT,
        ticket.to_string(),
        event.sequence,
        json.clone(),
        event.state.as_str(),
        event.audience.as_str(),
        event.author.person.map(|id| id.to_string()),
        event.author.name.clone(),
        event.author.side.as_str(),
        deed_key.clone(),
        micros(event.at),
    )?;
    Ok(())
}

const DEED_DONE: &str = "select t.number, e.sequence from ticket_event e join ticket t on t.id = e.ticket_id
    where e.deed_key = $1";

/// The ticket's number and the event's, if a deed with this key was done already.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn deed_done(tx: &mut Tx, deed_key: &str) -> Result<Option<(String, i64)>, StoreError> {
    fetch_optional!(tx, (String, i64), DEED_DONE, deed_key.to_owned())
}

const INSERT_MESSAGE: &str = "insert into message
        (id, ticket_id, sequence, author_id, author_name, author_side, audience, kind, body, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

/// Inserts a message.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert_message(tx: &mut Tx, ticket: TicketId, message: &Message) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_MESSAGE,
        message.id.to_string(),
        ticket.to_string(),
        message.sequence,
        message.author.person.map(|id| id.to_string()),
        message.author.name.clone(),
        message.author.side.as_str(),
        message.audience.as_str(),
        message.kind.as_str(),
        message.body.clone(),
        micros(message.at),
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct EventRow {
    sequence: i64,
    event: String,
    state: String,
    audience: String,
    author_id: Option<String>,
    author_name: String,
    author_side: String,
    created_at: i64,
}

impl EventRow {
    fn event(self) -> Result<Event, StoreError> {
        const T: &str = "ticket_event";
        Ok(Event {
            sequence: self.sequence,
            event: serde_json::from_str(&self.event).map_err(|_| StoreError::inconsistent(T, "event", &self.event))?,
            state: word(T, "state", &self.state, TicketState::from_word)?,
            audience: word(T, "audience", &self.audience, Audience::from_word)?,
            author: author(T, self.author_id.as_deref(), self.author_name, &self.author_side)?,
            at: moment(T, "created_at", self.created_at)?,
        })
    }
}

/// An event with its message, if it has one: then all columns of a message but the author's id are there.
#[derive(sqlx::FromRow)]
struct EntryRow {
    #[sqlx(flatten)]
    event: EventRow,
    message_id: Option<String>,
    message_audience: String,
    message_kind: String,
    message_author_id: Option<String>,
    message_author_name: String,
    message_author_side: String,
    message_body: String,
    message_created_at: i64,
}

impl EntryRow {
    fn entry(self) -> Result<(Event, Option<Message>), StoreError> {
        const T: &str = "message";
        let Some(id) = self.message_id else { return Ok((self.event.event()?, None)) };
        let message = Message {
            id: parsed(T, "id", &id)?,
            sequence: self.event.sequence,
            audience: word(T, "audience", &self.message_audience, Audience::from_word)?,
            kind: word(T, "kind", &self.message_kind, MessageKind::from_word)?,
            author: author(T, self.message_author_id.as_deref(), self.message_author_name, &self.message_author_side)?,
            body: self.message_body,
            at: moment(T, "created_at", self.message_created_at)?,
        };
        Ok((self.event.event()?, Some(message)))
    }
}

pub(crate) fn author(table: &'static str, id: Option<&str>, name: String, side: &str) -> Result<Author, StoreError> {
    Ok(Author {
        person: parsed_if(table, "author_id", id)?,
        name,
        side: word(table, "author_side", side, AuthorSide::from_word)?,
    })
}

const ENTRIES: &str = "select e.sequence, e.event, e.state, e.audience, e.author_id, e.author_name, e.author_side,
        e.created_at, m.id as message_id, coalesce(m.audience, '') as message_audience,
        coalesce(m.kind, '') as message_kind, m.author_id as message_author_id,
        coalesce(m.author_name, '') as message_author_name, coalesce(m.author_side, '') as message_author_side,
        coalesce(m.body, '') as message_body, coalesce(m.created_at, 0) as message_created_at
    from ticket_event e
    left join message m on m.ticket_id = e.ticket_id and m.sequence = e.sequence
    where e.ticket_id = $1 order by e.sequence";

/// The events of a thread in order, each with the message that belongs to it, whoever may see them: callers choose by
/// the audience of each.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn entries(tx: &mut Tx, ticket: TicketId) -> Result<Vec<(Event, Option<Message>)>, StoreError> {
    fetch_all!(tx, EntryRow, ENTRIES, ticket.to_string())?.into_iter().map(EntryRow::entry).collect()
}

const LAST_EVENT: &str = "select sequence, event, state, audience, author_id, author_name, author_side, created_at
    from ticket_event where ticket_id = $1 and audience = 'everyone' and sequence > $2 and author_side <> $3
    order by sequence desc limit 1";

/// The last event after `sequence` that everyone may see and that the other side (or the clock) made.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn last_of_others(
    tx: &mut Tx,
    ticket: TicketId,
    sequence: i64,
    side: AuthorSide,
) -> Result<Option<(String, TicketEvent)>, StoreError> {
    fetch_optional!(tx, EventRow, LAST_EVENT, ticket.to_string(), sequence, side.as_str())?
        .map(|row| {
            let event = serde_json::from_str(&row.event)
                .map_err(|_| StoreError::inconsistent("ticket_event", "event", &row.event))?;
            Ok((row.author_name, event))
        })
        .transpose()
}

const LAST_CHANGE: &str = "select e.author_name, e.audience from ticket_event e
    where e.ticket_id = $1 and e.state <> coalesce((select p.state from ticket_event p
        where p.ticket_id = e.ticket_id and p.sequence < e.sequence order by p.sequence desc limit 1), '')
    order by e.sequence desc limit 1";

/// Who brought the ticket into its present state (an empty name for the clock), and who may know of it.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn last_change(tx: &mut Tx, ticket: TicketId) -> Result<Option<(String, Audience)>, StoreError> {
    fetch_optional!(tx, (String, String), LAST_CHANGE, ticket.to_string())?
        .map(|(name, audience)| Ok((name, word("ticket_event", "audience", &audience, Audience::from_word)?)))
        .transpose()
}

#[derive(sqlx::FromRow)]
pub(crate) struct SlotRow {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) kind: String,
    pub(crate) label_fr: String,
    pub(crate) label_en: String,
    pub(crate) blocks_resolution: bool,
    pub(crate) asked: bool,
    missing: bool,
    filled_at: Option<i64>,
}

impl SlotRow {
    pub(crate) fn slot(self) -> Result<Slot, StoreError> {
        const T: &str = "ticket_slot";
        Ok(Slot {
            id: parsed(T, "id", &self.id)?,
            key: self.key,
            kind: self.kind,
            label_fr: self.label_fr,
            label_en: self.label_en,
            blocks_resolution: self.blocks_resolution,
            asked: self.asked,
            missing: self.missing,
            filled_at: moment_if(T, "filled_at", self.filled_at)?,
        })
    }
}

const SLOTS: &str = "select id, key, kind, label_fr, label_en, blocks_resolution, asked, missing, filled_at
    from ticket_slot where ticket_id = $1 order by position";

/// The document slots of a ticket, in order.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn slots(tx: &mut Tx, ticket: TicketId) -> Result<Vec<Slot>, StoreError> {
    fetch_all!(tx, SlotRow, SLOTS, ticket.to_string())?.into_iter().map(SlotRow::slot).collect()
}

const INSERT_SLOT: &str = "insert into ticket_slot
        (id, ticket_id, position, key, kind, label_fr, label_en, blocks_resolution, asked, missing, filled_at)
    values ($1, $2, (select count(*) from ticket_slot where ticket_id = $2), $3, $4, $5, $6, $7, $8, $9, $10)";

/// Adds a slot after the ones there are.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert_slot(tx: &mut Tx, ticket: TicketId, slot: &Slot) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_SLOT,
        slot.id.to_string(),
        ticket.to_string(),
        slot.key.clone(),
        slot.kind.clone(),
        slot.label_fr.clone(),
        slot.label_en.clone(),
        slot.blocks_resolution,
        slot.asked,
        slot.missing,
        slot.filled_at.map(micros),
    )?;
    Ok(())
}

const UPDATE_SLOT: &str = "update ticket_slot set asked = $2, missing = $3, filled_at = $4 where id = $1";

/// Keeps what became of a slot.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn update_slot(tx: &mut Tx, slot: &Slot) -> Result<(), StoreError> {
    execute!(tx, UPDATE_SLOT, slot.id.to_string(), slot.asked, slot.missing, slot.filled_at.map(micros))?;
    Ok(())
}

const KEEP_REPLY: &str = "insert into reply_draft (person_id, ticket_id, body, changed_at) values ($1, $2, $3, $4)
    on conflict (person_id, ticket_id) do update set body = excluded.body, changed_at = excluded.changed_at";
const DROP_REPLY: &str = "delete from reply_draft where person_id = $1 and ticket_id = $2";

/// Keeps a reply that is still being written; an empty one is forgotten.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn keep_reply(
    tx: &mut Tx,
    person: UserId,
    ticket: TicketId,
    body: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    if body.is_empty() {
        execute!(tx, DROP_REPLY, person.to_string(), ticket.to_string())?;
    } else {
        execute!(tx, KEEP_REPLY, person.to_string(), ticket.to_string(), body.to_owned(), micros(now))?;
    }
    Ok(())
}

const KEEP_FILING: &str = "insert into filing_draft (id, person_id, body, created_at, changed_at)
    values ($1, $2, $3, $4, $4)
    on conflict (id) do update set body = excluded.body, changed_at = excluded.changed_at
    where filing_draft.person_id = excluded.person_id";
const FILING: &str = "select body from filing_draft where id = $1 and person_id = $2";
const FILINGS: &str = "select id, body, changed_at from filing_draft where person_id = $1
    order by changed_at desc limit 20";
const DROP_FILING: &str = "delete from filing_draft where id = $1 and person_id = $2";

/// Keeps a ticket that is still being filled in.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn keep_filing(
    tx: &mut Tx,
    draft: DraftId,
    person: UserId,
    body: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    execute!(tx, KEEP_FILING, draft.to_string(), person.to_string(), body.to_owned(), micros(now))?;
    Ok(())
}

/// The body of somebody's own draft.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn filing(tx: &mut Tx, draft: DraftId, person: UserId) -> Result<Option<String>, StoreError> {
    let row = fetch_optional!(tx, (String,), FILING, draft.to_string(), person.to_string())?;
    Ok(row.map(|(body,)| body))
}

/// Somebody's drafts, the last changed first: id, body, moment.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn filings(tx: &mut Tx, person: UserId) -> Result<Vec<(DraftId, String, Timestamp)>, StoreError> {
    const T: &str = "filing_draft";
    fetch_all!(tx, (String, String, i64), FILINGS, person.to_string())?
        .into_iter()
        .map(|(id, body, at)| Ok((parsed(T, "id", &id)?, body, moment(T, "changed_at", at)?)))
        .collect()
}

/// Forgets a draft.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn drop_filing(tx: &mut Tx, draft: DraftId, person: UserId) -> Result<(), StoreError> {
    execute!(tx, DROP_FILING, draft.to_string(), person.to_string())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{ENTRIES, FILINGS, LAST_CHANGE};
    use crate::plans::hold_to_order;

    #[tokio::test]
    async fn what_a_thread_and_an_inbox_show_stands_in_its_order() {
        for list in [ENTRIES, FILINGS, LAST_CHANGE] {
            hold_to_order(list).await;
        }
    }
}
