//! The log that wakes open screens: one row per change, in the order of commit.

use domain::id::{CustomerId, TicketId, UserId};
use domain::ticket::message::Audience;
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_one};
use crate::convert::{micros, parsed, parsed_if, word};
use crate::error::StoreError;

/// One change of one thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveEvent {
    /// Its place in the log.
    pub position: i64,
    /// The thread.
    pub ticket: TicketId,
    /// The event's number in the thread.
    pub sequence: i64,
    /// Whose ticket it is.
    pub customer: CustomerId,
    /// The ticket's account.
    pub account: Option<domain::id::AccountId>,
    /// The part of that account.
    pub sub_account: Option<domain::id::SubAccountId>,
    /// Its author and those who joined.
    pub readers: Vec<UserId>,
    /// Who may know.
    pub audience: Audience,
}

#[derive(sqlx::FromRow)]
struct Row {
    position: i64,
    ticket_id: String,
    sequence: i64,
    customer_id: String,
    account_id: String,
    sub_account_id: String,
    readers: String,
    audience: String,
}

impl Row {
    fn event(self) -> Result<LiveEvent, StoreError> {
        const T: &str = "live_event";
        let account = (!self.account_id.is_empty()).then_some(self.account_id.as_str());
        let part = (!self.sub_account_id.is_empty()).then_some(self.sub_account_id.as_str());
        Ok(LiveEvent {
            position: self.position,
            ticket: parsed(T, "ticket_id", &self.ticket_id)?,
            sequence: self.sequence,
            customer: parsed(T, "customer_id", &self.customer_id)?,
            account: parsed_if(T, "account_id", account)?,
            sub_account: parsed_if(T, "sub_account_id", part)?,
            readers: self.readers.split_whitespace().map(|id| parsed(T, "readers", id)).collect::<Result<_, _>>()?,
            audience: word(T, "audience", &self.audience, Audience::from_word)?,
        })
    }
}

const NEXT_POSITION: &str = "update counter set value = value + 1 where name = 'live' returning value";

const INSERT: &str = "insert into live_event
        (position, ticket_id, sequence, customer_id, account_id, readers, audience, made_at, sub_account_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// Appends a change; its position is its place in the order of commit, because the counter's row stays locked until
/// the transaction ends (otherwise a reader could pass a position whose transaction commits later, `security.md`
/// L05). Call it last.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn append(tx: &mut Tx, event: &LiveEvent, now: Timestamp) -> Result<i64, StoreError> {
    let (position,): (i64,) = fetch_one!(tx, (i64,), NEXT_POSITION)?;
    let readers: Vec<String> = event.readers.iter().map(ToString::to_string).collect();
    execute!(
        tx,
        INSERT,
        position,
        event.ticket.to_string(),
        event.sequence,
        event.customer.to_string(),
        event.account.map(|id| id.to_string()).unwrap_or_default(),
        readers.join(" "),
        event.audience.as_str(),
        micros(now),
        event.sub_account.map(|id| id.to_string()).unwrap_or_default(),
    )?;
    Ok(position)
}

const AFTER: &str = "select position, ticket_id, sequence, customer_id, account_id, sub_account_id, readers, audience
    from live_event where position > $1 order by position limit $2";

/// The changes after a position, in order.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn after(tx: &mut Tx, position: i64, limit: i64) -> Result<Vec<LiveEvent>, StoreError> {
    fetch_all!(tx, Row, AFTER, position, limit)?.into_iter().map(Row::event).collect()
}

const ENDS: &str = "select coalesce((select min(position) from live_event), c.value + 1) as first, c.value as last
    from counter c where c.name = 'live'";

/// The first position that is still kept and the last one handed out.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn ends(tx: &mut Tx) -> Result<(i64, i64), StoreError> {
    fetch_one!(tx, (i64, i64), ENDS)
}

const TRIM: &str = "delete from live_event where made_at < $1";

/// Forgets changes older than a moment; tells how many.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn trim(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, TRIM, micros(before))
}
