//! What agents have sent and may still take back.

use domain::id::{HeldAnswerId, TicketId, UserId};
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_optional};
use crate::convert::{micros, moment, moment_if, parsed};
use crate::error::StoreError;

/// An agent's answer that has not gone out. There is one of each agent on each ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldAnswer {
    /// Its id.
    pub id: HeldAnswerId,
    /// Who wrote it.
    pub person: UserId,
    /// The ticket it is on.
    pub ticket: TicketId,
    /// The ticket's number.
    pub number: String,
    /// The deed as JSON.
    pub deed: String,
    /// The fields of its form as JSON.
    pub typed: String,
    /// When it was sent.
    pub held_at: Timestamp,
    /// When it goes out; none: it was taken back, or could not be sent.
    pub due_at: Option<Timestamp>,
    /// Why it could not be sent, as JSON; empty otherwise.
    pub refusal: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    person_id: String,
    ticket_id: String,
    number: String,
    deed: String,
    typed: String,
    held_at: i64,
    due_at: Option<i64>,
    refusal: String,
}

const H: &str = "held_answer";

impl Row {
    fn held(self) -> Result<HeldAnswer, StoreError> {
        Ok(HeldAnswer {
            id: parsed(H, "id", &self.id)?,
            person: parsed(H, "person_id", &self.person_id)?,
            ticket: parsed(H, "ticket_id", &self.ticket_id)?,
            held_at: moment(H, "held_at", self.held_at)?,
            due_at: moment_if(H, "due_at", self.due_at)?,
            number: self.number,
            deed: self.deed,
            typed: self.typed,
            refusal: self.refusal,
        })
    }
}

macro_rules! select {
    ($condition:literal) => {
        concat!(
            "select h.id, h.person_id, h.ticket_id, t.number, h.deed, h.typed, h.held_at, h.due_at, h.refusal
             from held_answer h join ticket t on t.id = h.ticket_id where ",
            $condition
        )
    };
}

const OF: &str = select!("h.person_id = $1 and t.number = $2");

/// What somebody holds on a ticket.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn of(tx: &mut Tx, person: UserId, number: &str) -> Result<Option<HeldAnswer>, StoreError> {
    fetch_optional!(tx, Row, OF, person.to_string(), number.to_owned())?.map(Row::held).transpose()
}

const FIND: &str = select!("h.id = $1 and h.due_at is not null");

/// One that is still to go out.
///
/// # Errors
/// As [`of`].
pub async fn find(tx: &mut Tx, id: HeldAnswerId) -> Result<Option<HeldAnswer>, StoreError> {
    fetch_optional!(tx, Row, FIND, id.to_string())?.map(Row::held).transpose()
}

const DUE: &str = select!("h.due_at <= $1 order by h.due_at, h.id limit 200");

/// Those whose seconds are over, the earliest first.
///
/// # Errors
/// As [`of`].
pub async fn due(tx: &mut Tx, now: Timestamp) -> Result<Vec<HeldAnswer>, StoreError> {
    fetch_all!(tx, Row, DUE, micros(now))?.into_iter().map(Row::held).collect()
}

const HOLD: &str = "insert into held_answer (id, person_id, ticket_id, deed, typed, held_at, due_at, refusal)
     values ($1, $2, $3, $4, $5, $6, $7, '')
     on conflict (person_id, ticket_id) do update set id = excluded.id, deed = excluded.deed, typed = excluded.typed,
        held_at = excluded.held_at, due_at = excluded.due_at, refusal = ''
     where held_answer.due_at is null";

/// Holds an answer in the place of one that was taken back; says whether there was room: not while another one waits.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn hold(tx: &mut Tx, held: &HeldAnswer) -> Result<bool, StoreError> {
    let rows = execute!(
        tx,
        HOLD,
        held.id.to_string(),
        held.person.to_string(),
        held.ticket.to_string(),
        held.deed.clone(),
        held.typed.clone(),
        micros(held.held_at),
        held.due_at.map(micros)
    )?;
    Ok(rows > 0)
}

const GIVE_BACK: &str = "update held_answer set due_at = null, refusal = $2 where id = $1 and due_at is not null";

/// Gives one back to its author, with the reason where it could not be sent; says whether it still waited.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn give_back(tx: &mut Tx, id: HeldAnswerId, refusal: &str) -> Result<bool, StoreError> {
    Ok(execute!(tx, GIVE_BACK, id.to_string(), refusal.to_owned())? > 0)
}

const SENT: &str = "delete from held_answer where id = $1 and due_at is not null";

/// It goes out with this transaction; says whether it still waited, which of several at once hears only one.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn sent(tx: &mut Tx, id: HeldAnswerId) -> Result<bool, StoreError> {
    Ok(execute!(tx, SENT, id.to_string())? > 0)
}

const DISCARD: &str = "delete from held_answer where id = $1 and due_at is null";

/// Forgets one that was given back.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn discard(tx: &mut Tx, id: HeldAnswerId) -> Result<(), StoreError> {
    execute!(tx, DISCARD, id.to_string())?;
    Ok(())
}
