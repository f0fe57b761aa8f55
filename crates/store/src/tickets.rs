//! Tickets: the rows of `ticket` and what belongs to one ticket alone. Threads stand in [`crate::threads`].

use domain::id::{AccountId, CustomerId, ParcelId, TicketId, UserId};
use domain::permission::TicketFacts;
use domain::ticket::lifecycle::{Lifecycle, Mark, TicketState, WaitingFor};
use domain::ticket::outcome::{Outcome, WithdrawReason};
use domain::ticket::promise;
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::convert::{micros, moment, moment_if, parsed, parsed_if, word, word_if};
use crate::error::StoreError;

/// A ticket as it stands, with the names that its pages show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Its id.
    pub id: TicketId,
    /// Its number, such as `D-2026-000123`.
    pub number: String,
    /// Whose it is.
    pub customer: CustomerId,
    /// The customer's name.
    pub customer_name: String,
    /// The IANA zone in which its days are counted.
    pub zone: String,
    /// The account it concerns.
    pub account: Option<AccountId>,
    /// The number of that account, or empty.
    pub account_number: String,
    /// The customer's user it was filed by or for.
    pub author: UserId,
    /// His name.
    pub author_name: String,
    /// Key of the reason matrix.
    pub subject: String,
    /// Key of the sub-reason, or empty.
    pub sub_reason: String,
    /// The first parcel, where we know it.
    pub parcel: Option<ParcelId>,
    /// The first parcel's number as it was typed and cleaned.
    pub parcel_number: String,
    /// How many parcels it concerns.
    pub parcel_count: i64,
    /// The sender's reference, or empty.
    pub sender_reference: String,
    /// Whether nobody knows the parcel yet.
    pub to_identify: bool,
    /// Where it stands.
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
    /// Asked documents that have not come.
    pub missing_slots: i64,
    /// What an agent asks for in free text, or empty.
    pub asked_text: String,
    /// The beginning of the last message the customer may read.
    pub excerpt: String,
    /// Number of the last event of the thread.
    pub sequence: i64,
    /// Number of the last event the customer may see.
    pub public_sequence: i64,
    /// Raised by each deed.
    pub version: i64,
    /// When it was filed.
    pub created_at: Timestamp,
    /// When the customer last had something new to see.
    pub changed_at: Timestamp,
    /// Whether the asking user has joined it.
    pub joined: bool,
    /// The number of the last event the asking user has read.
    pub read_sequence: i64,
}

impl Ticket {
    /// What permission needs to know.
    #[must_use]
    pub const fn facts(&self) -> TicketFacts {
        TicketFacts { customer: self.customer, account: self.account, author: self.author, joined: self.joined }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    number: String,
    customer_id: String,
    customer_name: String,
    zone: String,
    account_id: Option<String>,
    account_number: String,
    author_id: String,
    author_name: String,
    subject: String,
    sub_reason: String,
    parcel_id: Option<String>,
    parcel_number: String,
    parcel_count: i64,
    sender_reference: String,
    to_identify: bool,
    state: String,
    mark: String,
    waiting_for: String,
    term_started_at: i64,
    due_at: Option<i64>,
    next_clock_at: Option<i64>,
    reminders_sent: i64,
    contests: i64,
    outcome: String,
    withdraw_reason: String,
    rating: i64,
    rating_word: String,
    missing_slots: i64,
    asked_text: String,
    excerpt: String,
    sequence: i64,
    public_sequence: i64,
    version: i64,
    created_at: i64,
    changed_at: i64,
    joined: bool,
    read_sequence: i64,
}

const T: &str = "ticket";

impl Row {
    fn ticket(self) -> Result<Ticket, StoreError> {
        Ok(Ticket {
            id: parsed(T, "id", &self.id)?,
            customer: parsed(T, "customer_id", &self.customer_id)?,
            account: parsed_if(T, "account_id", self.account_id.as_deref())?,
            author: parsed(T, "author_id", &self.author_id)?,
            parcel: parsed_if(T, "parcel_id", self.parcel_id.as_deref())?,
            life: Lifecycle {
                state: word(T, "state", &self.state, TicketState::from_word)?,
                mark: word_if(T, "mark", &self.mark, Mark::from_word)?,
                waiting_for: word(T, "waiting_for", &self.waiting_for, WaitingFor::from_word)?,
                term_started_at: moment(T, "term_started_at", self.term_started_at)?,
                due_at: moment_if(T, "due_at", self.due_at)?,
                contests: u32::try_from(self.contests).unwrap_or(0),
            },
            next_clock_at: moment_if(T, "next_clock_at", self.next_clock_at)?,
            outcome: word_if(T, "outcome", &self.outcome, Outcome::from_word)?,
            withdraw_reason: word_if(T, "withdraw_reason", &self.withdraw_reason, WithdrawReason::from_word)?,
            created_at: moment(T, "created_at", self.created_at)?,
            changed_at: moment(T, "changed_at", self.changed_at)?,
            number: self.number,
            customer_name: self.customer_name,
            zone: self.zone,
            account_number: self.account_number,
            author_name: self.author_name,
            subject: self.subject,
            sub_reason: self.sub_reason,
            parcel_number: self.parcel_number,
            parcel_count: self.parcel_count,
            sender_reference: self.sender_reference,
            to_identify: self.to_identify,
            reminders_sent: self.reminders_sent,
            rating: self.rating,
            rating_word: self.rating_word,
            missing_slots: self.missing_slots,
            asked_text: self.asked_text,
            excerpt: self.excerpt,
            sequence: self.sequence,
            public_sequence: self.public_sequence,
            version: self.version,
            joined: self.joined,
            read_sequence: self.read_sequence,
        })
    }
}

/// The columns of a ticket with its names; `$1` is the asking user.
macro_rules! select_ticket {
    ($tail:literal) => {
        concat!(
            "select t.id, t.number, t.customer_id, c.name as customer_name, c.zone, t.account_id,
                    coalesce(a.number, '') as account_number, t.author_id, p.name as author_name,
                    t.subject, t.sub_reason, t.parcel_id, t.parcel_number, t.parcel_count, t.sender_reference,
                    t.to_identify, t.state, t.mark, t.waiting_for, t.term_started_at, t.due_at, t.next_clock_at,
                    t.reminders_sent, t.contests, t.outcome, t.withdraw_reason, t.rating, t.rating_word,
                    t.missing_slots, t.asked_text, t.excerpt, t.sequence, t.public_sequence, t.version,
                    t.created_at, t.changed_at,
                    exists (select 1 from ticket_follower f where f.ticket_id = t.id and f.person_id = $1) as joined,
                    coalesce(r.sequence, 0) as read_sequence
             from ticket t
             join customer c on c.id = t.customer_id
             join person p on p.id = t.author_id
             left join account a on a.id = t.account_id
             left join read_mark r on r.ticket_id = t.id and r.person_id = $1 ",
            $tail
        )
    };
}

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
        public_sequence, version, created_at, changed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', $16, $17, $18, $19, $20, 0, 0, '',
        '', 0, '', 0, '', '', '', 0, 0, 1, $21, $21)";

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
    Ok(())
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
            changed_at: ticket.changed_at,
        }
    }
}

const UPDATE: &str = "update ticket set state = $2, mark = $3, waiting_for = $4, turn = $5, term_started_at = $6,
        due_at = $7, next_clock_at = $8, reminders_sent = $9, contests = $10, outcome = $11, withdraw_reason = $12,
        rating = $13, rating_word = $14, asked_text = $15, excerpt = $16, sequence = $17, public_sequence = $18,
        changed_at = $19,
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
    )?;
    Ok(())
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

const PARCELS: &str = "select parcel_id, number from ticket_parcel where ticket_id = $1 order by position";

/// The parcels of a ticket: id where known, and number.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn parcels_of(tx: &mut Tx, id: TicketId) -> Result<Vec<(Option<ParcelId>, String)>, StoreError> {
    fetch_all!(tx, (Option<String>, String), PARCELS, id.to_string())?
        .into_iter()
        .map(|(parcel, number)| Ok((parsed_if("ticket_parcel", "parcel_id", parcel.as_deref())?, number)))
        .collect()
}

const INFORMATION: &str = "select key, value from ticket_information where ticket_id = $1 order by position";

/// What the customer told when he filed: key of the matrix and value.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn information_of(tx: &mut Tx, id: TicketId) -> Result<Vec<(String, String)>, StoreError> {
    fetch_all!(tx, (String, String), INFORMATION, id.to_string())
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

const FOLLOW: &str = "insert into ticket_follower (ticket_id, person_id, since) values ($1, $2, $3)
    on conflict (ticket_id, person_id) do nothing";

/// Lets somebody join a ticket; tells whether he is new there.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn follow(tx: &mut Tx, id: TicketId, person: UserId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, FOLLOW, id.to_string(), person.to_string(), micros(now))? == 1)
}

/// Somebody of the customer who hears of a ticket by mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The user.
    pub person: UserId,
    /// His address.
    pub email: String,
    /// His name.
    pub name: String,
    /// The language of his mails.
    pub language: domain::Language,
}

const CONTACTS: &str = "select id, email, name, language from person
    where disabled_at is null
      and (id = (select author_id from ticket where id = $1)
           or id in (select person_id from ticket_follower where ticket_id = $1))
    order by created_at, id";

/// The author and those who joined, as far as their accounts are open.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn contacts(tx: &mut Tx, id: TicketId) -> Result<Vec<Contact>, StoreError> {
    fetch_all!(tx, (String, String, String, String), CONTACTS, id.to_string())?
        .into_iter()
        .map(|(person, email, name, language)| {
            Ok(Contact {
                person: parsed("person", "id", &person)?,
                email,
                name,
                language: word("person", "language", &language, domain::Language::from_code)?,
            })
        })
        .collect()
}

const MARK_READ: &str = "insert into read_mark (person_id, ticket_id, sequence) values ($1, $2, $3)
    on conflict (person_id, ticket_id) do update set sequence = excluded.sequence
    where read_mark.sequence < excluded.sequence";

/// Remembers that somebody has read a thread up to an event; never goes back.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn mark_read(tx: &mut Tx, person: UserId, id: TicketId, sequence: i64) -> Result<(), StoreError> {
    execute!(tx, MARK_READ, person.to_string(), id.to_string(), sequence)?;
    Ok(())
}
