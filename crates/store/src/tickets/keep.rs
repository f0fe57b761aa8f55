//! Tickets as they are written: filed once, changed by each deed.

use domain::id::{AccountId, CustomerId, ParcelId, TicketId, UserId};
use domain::ticket::lifecycle::{Lifecycle, Mark};
use domain::ticket::outcome::{Outcome, WithdrawReason};
use domain::ticket::promise;
use jiff::Timestamp;

use super::row::Ticket;
use crate::backend::{Tx, execute, fetch_one};
use crate::convert::micros;
use crate::error::StoreError;

const NEXT_NUMBER: &str = "update counter set value = value + 1 where name = 'ticket' returning value";

/// The next number of the operator's one sequence. The counter's row stays locked until the transaction ends.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn next_sequence(tx: &mut Tx) -> Result<i64, StoreError> {
    let (value,): (i64,) = fetch_one!(tx, (i64,), NEXT_NUMBER)?;
    Ok(value)
}

/// A ticket to be inserted.
#[derive(Clone, Debug)]
pub struct NewTicket {
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: String,
    /// Whose it is.
    pub customer: CustomerId,
    /// The account of its first parcel.
    pub account: Option<AccountId>,
    /// The customer's user it is filed by or for.
    pub author: UserId,
    /// The agent who files it for him.
    pub filed_for_by: Option<UserId>,
    /// The closed ticket that it takes up again.
    pub follows: Option<TicketId>,
    /// Key of the reason matrix.
    pub subject: String,
    /// Key of the sub-reason, or empty.
    pub sub_reason: String,
    /// Its parcels: id where known, and cleaned number; the first is the one it was filed on.
    pub parcels: Vec<(Option<ParcelId>, String)>,
    /// The sender's reference, or empty.
    pub sender_reference: String,
    /// What the matrix asked and the customer told: key and value.
    pub information: Vec<(String, String)>,
    /// Where it stands.
    pub life: Lifecycle,
    /// When the clock next has something to do.
    pub next_clock_at: Option<Timestamp>,
    /// Now.
    pub created_at: Timestamp,
}

const INSERT: &str = "insert into ticket (id, number, customer_id, account_id, author_id, filed_for_by_id, subject,
        sub_reason, parcel_id, parcel_number, parcel_count, sender_reference, sender_reference_key, to_identify,
        state, mark, waiting_for, turn, term_started_at, due_at, next_clock_at, reminders_sent, contests, outcome,
        withdraw_reason, rating, rating_word, missing_slots, asked_text, life_before_merge, excerpt, sequence,
        public_sequence, version, created_at, changed_at, follows_id, sub_account_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', $16, $17, $18, $19, $20, 0, 0, '',
        '', 0, '', 0, '', '', '', 0, 0, 1, $21, $21, $22,
        (select p.sub_account_id from parcel p where p.id = $9))";

const INSERT_PARCEL: &str =
    "insert into ticket_parcel (ticket_id, position, parcel_id, number) values ($1, $2, $3, $4)";

const INSERT_INFORMATION: &str =
    "insert into ticket_information (ticket_id, position, key, value) values ($1, $2, $3, $4)";

/// Inserts a ticket with its parcels and information. Events, messages and slots follow on their own.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert(tx: &mut Tx, ticket: &NewTicket) -> Result<(), StoreError> {
    let first = ticket.parcels.first();
    let parcel = first.and_then(|(id, _)| *id).map(|id| id.to_string());
    let number = first.map(|(_, number)| number.clone()).unwrap_or_default();
    execute!(
        tx,
        INSERT,
        ticket.id.to_string(),
        ticket.number.clone(),
        ticket.customer.to_string(),
        ticket.account.map(|id| id.to_string()),
        ticket.author.to_string(),
        ticket.filed_for_by.map(|id| id.to_string()),
        ticket.subject.clone(),
        ticket.sub_reason.clone(),
        parcel.clone(),
        number.clone(),
        ticket.parcels.len() as i64,
        ticket.sender_reference.clone(),
        crate::convert::folded(&ticket.sender_reference),
        parcel.is_none(),
        ticket.life.state.as_str(),
        ticket.life.waiting_for.as_str(),
        promise::owner(&ticket.life).turn(),
        micros(ticket.life.term_started_at),
        ticket.life.due_at.map(micros),
        ticket.next_clock_at.map(micros),
        micros(ticket.created_at),
        ticket.follows.map(|id| id.to_string()),
    )?;
    for (position, (parcel, number)) in ticket.parcels.iter().enumerate() {
        execute!(
            tx,
            INSERT_PARCEL,
            ticket.id.to_string(),
            position as i64,
            parcel.map(|id| id.to_string()),
            number.clone()
        )?;
    }
    for (position, (key, value)) in ticket.information.iter().enumerate() {
        execute!(tx, INSERT_INFORMATION, ticket.id.to_string(), position as i64, key.clone(), value.clone())?;
    }
    crate::dashboard::measure(tx, ticket.id, None, None).await
}

/// What a deed changes on the ticket's own row.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where it stands now.
    pub life: Lifecycle,
    /// When the clock next has something to do.
    pub next_clock_at: Option<Timestamp>,
    /// Reminders sent in this term.
    pub reminders_sent: i64,
    /// How it was resolved.
    pub outcome: Option<Outcome>,
    /// Why it was withdrawn.
    pub withdraw_reason: Option<WithdrawReason>,
    /// Stars, 0 for none.
    pub rating: i64,
    /// The word that went with them.
    pub rating_word: String,
    /// What an agent asks for in free text, or empty.
    pub asked_text: String,
    /// The beginning of the last message the customer may read.
    pub excerpt: String,
    /// Number of the last event.
    pub sequence: i64,
    /// Number of the last event the customer may see.
    pub public_sequence: i64,
    /// Number of the last event the operator may see.
    pub operator_sequence: i64,
    /// When the customer last had something new to see.
    pub changed_at: Timestamp,
}

impl Change {
    /// A change that changes nothing yet.
    #[must_use]
    pub fn of(ticket: &Ticket) -> Self {
        Change {
            life: ticket.life.clone(),
            next_clock_at: ticket.next_clock_at,
            reminders_sent: ticket.reminders_sent,
            outcome: ticket.outcome,
            withdraw_reason: ticket.withdraw_reason,
            rating: ticket.rating,
            rating_word: ticket.rating_word.clone(),
            asked_text: ticket.asked_text.clone(),
            excerpt: ticket.excerpt.clone(),
            sequence: ticket.sequence,
            public_sequence: ticket.public_sequence,
            operator_sequence: ticket.operator_sequence,
            changed_at: ticket.changed_at,
        }
    }
}

const UPDATE: &str = "update ticket set state = $2, mark = $3, waiting_for = $4, turn = $5, term_started_at = $6,
        due_at = $7, next_clock_at = $8, reminders_sent = $9, contests = $10, outcome = $11, withdraw_reason = $12,
        rating = $13, rating_word = $14, asked_text = $15, excerpt = $16, sequence = $17, public_sequence = $18,
        changed_at = $19, operator_sequence = $20,
        missing_slots = (select count(*) from ticket_slot s
                         where s.ticket_id = $1 and s.asked and s.filled_at is null and not s.missing)
    where id = $1";

/// Keeps what a deed changed, and counts the asked documents that have not come.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn update(tx: &mut Tx, id: TicketId, change: &Change) -> Result<(), StoreError> {
    execute!(
        tx,
        UPDATE,
        id.to_string(),
        change.life.state.as_str(),
        change.life.mark.map_or("", Mark::as_str),
        change.life.waiting_for.as_str(),
        promise::owner(&change.life).turn(),
        micros(change.life.term_started_at),
        change.life.due_at.map(micros),
        change.next_clock_at.map(micros),
        change.reminders_sent,
        i64::from(change.life.contests),
        change.outcome.map_or("", Outcome::as_str),
        change.withdraw_reason.map_or("", WithdrawReason::as_str),
        change.rating,
        change.rating_word.clone(),
        change.asked_text.clone(),
        change.excerpt.clone(),
        change.sequence,
        change.public_sequence,
        micros(change.changed_at),
        change.operator_sequence,
    )?;
    Ok(())
}
