//! A ticket with the names that its pages show, as it is read.

use domain::id::{AccountId, CustomerId, ParcelId, SubAccountId, TicketId, UserId};
use domain::permission::TicketFacts;
use domain::ticket::lifecycle::{Lifecycle, Mark, TicketState, WaitingFor};
use domain::ticket::outcome::{Outcome, WithdrawReason};
use jiff::Timestamp;

use crate::convert::{moment, moment_if, parsed, parsed_if, word, word_if};
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
    /// The part of that account.
    pub sub_account: Option<SubAccountId>,
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
    /// Number of the last event the operator may see.
    pub operator_sequence: i64,
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
        TicketFacts {
            customer: self.customer,
            account: self.account,
            sub_account: self.sub_account,
            author: self.author,
            joined: self.joined,
        }
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: String,
    number: String,
    customer_id: String,
    customer_name: String,
    zone: String,
    account_id: Option<String>,
    sub_account_id: Option<String>,
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
    operator_sequence: i64,
    version: i64,
    created_at: i64,
    changed_at: i64,
    joined: bool,
    read_sequence: i64,
}

const T: &str = "ticket";

impl Row {
    pub(super) fn ticket(self) -> Result<Ticket, StoreError> {
        Ok(Ticket {
            id: parsed(T, "id", &self.id)?,
            customer: parsed(T, "customer_id", &self.customer_id)?,
            account: parsed_if(T, "account_id", self.account_id.as_deref())?,
            sub_account: parsed_if(T, "sub_account_id", self.sub_account_id.as_deref())?,
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
            operator_sequence: self.operator_sequence,
            version: self.version,
            joined: self.joined,
            read_sequence: self.read_sequence,
        })
    }
}

/// The columns of a ticket with its names, and further ones where `$more` names them; `$1` is the asking user.
macro_rules! select_ticket {
    ($tail:literal) => {
        select_ticket!("", $tail)
    };
    ($more:literal, $tail:literal) => {
        concat!(
            "select t.id, t.number, t.customer_id, c.name as customer_name, c.zone, t.account_id, t.sub_account_id,
                    coalesce(a.number, '') as account_number, t.author_id, p.name as author_name,
                    t.subject, t.sub_reason, t.parcel_id, t.parcel_number, t.parcel_count, t.sender_reference,
                    t.to_identify, t.state, t.mark, t.waiting_for, t.term_started_at, t.due_at, t.next_clock_at,
                    t.reminders_sent, t.contests, t.outcome, t.withdraw_reason, t.rating, t.rating_word,
                    t.missing_slots, t.asked_text, t.excerpt, t.sequence, t.public_sequence, t.operator_sequence, t.version,
                    t.created_at, t.changed_at,
                    exists (select 1 from ticket_follower f where f.ticket_id = t.id and f.person_id = $1) as joined,
                    coalesce(r.sequence, 0) as read_sequence",
            $more,
            " from ticket t
             join customer c on c.id = t.customer_id
             join person p on p.id = t.author_id
             left join account a on a.id = t.account_id
             left join read_mark r on r.ticket_id = t.id and r.person_id = $1 ",
            $tail
        )
    };
}

pub(super) use select_ticket;
