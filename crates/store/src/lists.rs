//! Lists of tickets: the customer's inbox and the agents' queue.
//!
//! Each list has its own statement, so that each finds its index; the filters that any of them may carry follow as
//! conditions that an empty text or a zero switches off.

use domain::id::{AccountId, TicketId, UserId};
use domain::ticket::lifecycle::{Lifecycle, Mark, TicketState, WaitingFor};
use jiff::Timestamp;

use crate::backend::{Tx, fetch_all};
use crate::convert::{folded, micros, moment, moment_if, parsed, word, word_if};
use crate::error::StoreError;

/// A ticket as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: String,
    /// The customer's name.
    pub customer_name: String,
    /// Who filed it.
    pub author_name: String,
    /// Key of the reason matrix.
    pub subject: String,
    /// The first parcel's number.
    pub parcel_number: String,
    /// How many parcels it concerns.
    pub parcel_count: i64,
    /// The sender's reference.
    pub sender_reference: String,
    /// Whether nobody knows the parcel yet.
    pub to_identify: bool,
    /// Where it stands.
    pub life: Lifecycle,
    /// Asked documents that have not come.
    pub missing_slots: i64,
    /// The beginning of the last message.
    pub excerpt: String,
    /// Number of the last event.
    pub sequence: i64,
    /// Number of the last event the customer may see.
    pub public_sequence: i64,
    /// Number of the last event the asking user has read.
    pub read_sequence: i64,
    /// When the customer last had something new to see.
    pub changed_at: Timestamp,
    /// When it was filed.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    number: String,
    customer_name: String,
    author_name: String,
    subject: String,
    parcel_number: String,
    parcel_count: i64,
    sender_reference: String,
    to_identify: bool,
    state: String,
    mark: String,
    waiting_for: String,
    term_started_at: i64,
    due_at: Option<i64>,
    contests: i64,
    missing_slots: i64,
    excerpt: String,
    sequence: i64,
    public_sequence: i64,
    read_sequence: i64,
    changed_at: i64,
    created_at: i64,
}

impl Row {
    fn listed(self) -> Result<Listed, StoreError> {
        const T: &str = "ticket";
        Ok(Listed {
            id: parsed(T, "id", &self.id)?,
            life: Lifecycle {
                state: word(T, "state", &self.state, TicketState::from_word)?,
                mark: word_if(T, "mark", &self.mark, Mark::from_word)?,
                waiting_for: word(T, "waiting_for", &self.waiting_for, WaitingFor::from_word)?,
                term_started_at: moment(T, "term_started_at", self.term_started_at)?,
                due_at: moment_if(T, "due_at", self.due_at)?,
                contests: u32::try_from(self.contests).unwrap_or(0),
            },
            changed_at: moment(T, "changed_at", self.changed_at)?,
            created_at: moment(T, "created_at", self.created_at)?,
            number: self.number,
            customer_name: self.customer_name,
            author_name: self.author_name,
            subject: self.subject,
            parcel_number: self.parcel_number,
            parcel_count: self.parcel_count,
            sender_reference: self.sender_reference,
            to_identify: self.to_identify,
            missing_slots: self.missing_slots,
            excerpt: self.excerpt,
            sequence: self.sequence,
            public_sequence: self.public_sequence,
            read_sequence: self.read_sequence,
        })
    }
}

/// Which tickets somebody wants to see.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Whose turn it is: `customer`, `operator`, `nobody`, or empty for all.
    pub turn: String,
    /// The state's word, or empty.
    pub state: String,
    /// Filed at or after; the beginning of time when not set.
    pub filed_from: Option<Timestamp>,
    /// Filed before.
    pub filed_before: Option<Timestamp>,
    /// Only what is past its date.
    pub late_at: Option<Timestamp>,
    /// What was typed into the search: ticket number, cleaned parcel number, reference.
    pub search: Option<Search>,
    /// Show only the asking user's own and joined tickets.
    pub own_only: bool,
    /// Show only these accounts; empty for all.
    pub accounts: Vec<AccountId>,
    /// Continue after this row.
    pub after: Option<Cursor>,
    /// At most so many rows.
    pub limit: i64,
}

/// Where the next page begins: the sort key and the id of the last row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The sort key in microseconds.
    pub at: i64,
    /// The id.
    pub id: String,
}

/// What was typed into the search, read in three ways.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// As a ticket number, or empty.
    pub ticket_number: String,
    /// As a cleaned parcel number, or empty.
    pub parcel_number: String,
    /// As a sender's reference.
    pub reference: String,
}

/// `$1` is the asking user; the rest is each statement's own.
macro_rules! select_list {
    ($tail:expr) => {
        concat!(
            "select t.id, t.number, c.name as customer_name, p.name as author_name, t.subject, t.parcel_number,
                    t.parcel_count, t.sender_reference, t.to_identify, t.state, t.mark, t.waiting_for,
                    t.term_started_at, t.due_at, t.contests, t.missing_slots, t.excerpt, t.sequence,
                    t.public_sequence, coalesce(r.sequence, 0) as read_sequence, t.changed_at, t.created_at
             from ticket t
             join customer c on c.id = t.customer_id
             join person p on p.id = t.author_id
             left join read_mark r on r.ticket_id = t.id and r.person_id = $1 ",
            $tail
        )
    };
}

/// Conditions of a customer's list: `$2` customer, `$3` own only (the user's id or empty), `$4` accounts or empty,
/// `$5` state or empty, `$6` and `$7` period, `$8` and `$9` cursor, `$10` limit.
macro_rules! of_customer {
    ($more:literal) => {
        select_list!(concat!(
            "where t.customer_id = $2
               and ($3 = '' or t.author_id = $3
                    or exists (select 1 from ticket_follower f where f.ticket_id = t.id and f.person_id = $3))
               and ($4 = '' or t.account_id is null or $4 like '%' || t.account_id || '%')
               and ($5 = '' or t.state = $5)
               and t.created_at >= $6 and t.created_at < $7
               and (t.changed_at < $8 or (t.changed_at = $8 and t.id < $9)) ",
            $more,
            " order by t.changed_at desc, t.id desc limit $10"
        ))
    };
}

const INBOX: &str = of_customer!("");
const INBOX_TURN: &str = of_customer!("and t.turn = $11");
const INBOX_SEARCH: &str = of_customer!(
    "and t.id in (select id from ticket where number = $11
                  union select ticket_id from ticket_parcel where number = $12 and $12 <> ''
                  union select id from ticket where sender_reference_key = $13 and $13 <> '')
     and ($14 = '' or t.turn = $14)"
);

/// A customer's tickets, the last changed first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn inbox(tx: &mut Tx, viewer: UserId, filter: &Filter) -> Result<Vec<Listed>, StoreError> {
    let customer = tx.scope().customer();
    let own = if filter.own_only { viewer.to_string() } else { String::new() };
    let accounts: Vec<String> = filter.accounts.iter().map(ToString::to_string).collect();
    let accounts = accounts.join(" ");
    let from = filter.filed_from.map_or(i64::MIN, micros);
    let before = filter.filed_before.map_or(i64::MAX, micros);
    let (at, id) = after(filter, i64::MAX);
    let viewer = viewer.to_string();
    macro_rules! run {
        ($sql:expr $(, $more:expr)*) => {
            fetch_all!(tx, Row, $sql, viewer.clone(), customer.clone(), own.clone(), accounts.clone(),
                filter.state.clone(), from, before, at, id.clone(), filter.limit $(, $more)*)
        };
    }
    let rows = match &filter.search {
        Some(search) => run!(
            INBOX_SEARCH,
            search.ticket_number.clone(),
            search.parcel_number.clone(),
            folded(&search.reference),
            filter.turn.clone()
        )?,
        None if filter.turn.is_empty() => run!(INBOX)?,
        None => run!(INBOX_TURN, filter.turn.clone())?,
    };
    rows.into_iter().map(Row::listed).collect()
}

/// Conditions of the agents' lists: `$2` state or empty, `$3` and `$4` period, `$5` late before (or the end of time),
/// `$6` and `$7` cursor, `$8` limit.
macro_rules! of_operator {
    ($more:literal) => {
        select_list!(concat!(
            "where ($2 = '' or t.state = $2)
               and t.created_at >= $3 and t.created_at < $4
               and ($5 = 0 or (t.turn = 'operator' and t.due_at < $5)) ",
            $more
        ))
    };
}

const QUEUE: &str = of_operator!(
    "and t.turn = $9 and t.due_at is not null and (t.due_at > $6 or (t.due_at = $6 and t.id > $7))
     order by t.due_at, t.id limit $8"
);
const ALL: &str = of_operator!(
    "and (t.changed_at < $6 or (t.changed_at = $6 and t.id < $7)) order by t.changed_at desc, t.id desc limit $8"
);
const SEARCH: &str = of_operator!(
    "and (t.changed_at < $6 or (t.changed_at = $6 and t.id < $7))
     and t.id in (select id from ticket where number = $9
                  union select ticket_id from ticket_parcel where number = $10 and $10 <> ''
                  union select id from ticket where sender_reference_key = $11 and $11 <> '')
     order by t.changed_at desc, t.id desc limit $8"
);

/// The tickets of all customers: by the date of the promise, the most urgent first, where a turn is named; else the
/// last changed first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn desk(tx: &mut Tx, viewer: UserId, filter: &Filter) -> Result<Vec<Listed>, StoreError> {
    let from = filter.filed_from.map_or(i64::MIN, micros);
    let before = filter.filed_before.map_or(i64::MAX, micros);
    let late = filter.late_at.map_or(0, micros);
    let by_date = filter.search.is_none() && matches!(filter.turn.as_str(), "customer" | "operator");
    let (at, id) = after(filter, if by_date { i64::MIN } else { i64::MAX });
    let viewer = viewer.to_string();
    macro_rules! run {
        ($sql:expr $(, $more:expr)*) => {
            fetch_all!(tx, Row, $sql, viewer.clone(), filter.state.clone(), from, before, late, at, id.clone(),
                filter.limit $(, $more)*)
        };
    }
    let rows = match &filter.search {
        Some(search) => {
            run!(SEARCH, search.ticket_number.clone(), search.parcel_number.clone(), folded(&search.reference))?
        }
        None if by_date => run!(QUEUE, filter.turn.clone())?,
        None => run!(ALL)?,
    };
    rows.into_iter().map(Row::listed).collect()
}

fn after(filter: &Filter, beginning: i64) -> (i64, String) {
    filter.after.as_ref().map_or((beginning, String::new()), |cursor| (cursor.at, cursor.id.clone()))
}

/// Counts stop here: a tab then shows "1 000+".
pub const COUNT_LIMIT: i64 = 1_000;

const COUNTS_OF_CUSTOMER: &str = "select t.turn, count(*) as n from ticket t
    where t.customer_id = $1
      and ($2 = '' or t.author_id = $2
           or exists (select 1 from ticket_follower f where f.ticket_id = t.id and f.person_id = $2))
      and ($3 = '' or t.account_id is null or $3 like '%' || t.account_id || '%')
      and t.turn <> 'nobody'
    group by t.turn";

const COUNTS_OF_OPERATOR: &str = "select 'customer' as turn, count(*) as n
      from (select 1 from ticket where turn = 'customer' limit 1000) as them
    union all select 'operator', count(*) from (select 1 from ticket where turn = 'operator' limit 1000) as us
    union all select 'late', count(*)
      from (select 1 from ticket where turn = 'operator' and due_at < $1 limit 1000) as late";

/// How many tickets wait for the customer and how many for the operator, within what the asking user sees; for the
/// operator also how many are late. Up to [`COUNT_LIMIT`] for the operator.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn counts(
    tx: &mut Tx,
    viewer: UserId,
    filter: &Filter,
    now: Timestamp,
) -> Result<Vec<(String, i64)>, StoreError> {
    let customer = tx.scope().customer();
    if customer.is_empty() {
        return fetch_all!(tx, (String, i64), COUNTS_OF_OPERATOR, micros(now));
    }
    let own = if filter.own_only { viewer.to_string() } else { String::new() };
    let accounts: Vec<String> = filter.accounts.iter().map(ToString::to_string).collect();
    let accounts = accounts.join(" ");
    fetch_all!(tx, (String, i64), COUNTS_OF_CUSTOMER, customer.clone(), own.clone(), accounts.clone())
}
