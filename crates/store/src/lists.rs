//! Lists of tickets: the customer's inbox and the agents' queue.
//!
//! Each list has its own statement, so that each finds its index; the filters that any of them may carry follow as
//! conditions that an empty text or a zero switches off. None reads further than its page, whatever the table holds.
//! What is searched or narrowed further is put together from parts (`narrowed`).

mod counts;
mod narrowed;
mod offered;

use domain::id::{TicketId, UserId};
use domain::ticket::lifecycle::{Lifecycle, Mark, TicketState, WaitingFor};
use jiff::Timestamp;

pub use self::counts::{Above, COUNT_LIMIT, above};
pub use self::narrowed::{Effort, FOUND_LIMIT, Narrow, count};
pub use self::offered::{COLUMNS_OF, Offered, SavedSearch, offered};
use crate::backend::{Page, Tx, fetch_page};
use crate::convert::{micros, moment, moment_if, parsed, word, word_if};
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
    /// Key of the reason matrix.
    pub subject: String,
    /// The first parcel's number.
    pub parcel_number: String,
    /// How many parcels it concerns.
    pub parcel_count: i64,
    /// Where it stands.
    pub life: Lifecycle,
    /// Asked documents that have not come.
    pub missing_slots: i64,
    /// Number of the last event.
    pub sequence: i64,
    /// Number of the last event the customer may see.
    pub public_sequence: i64,
    /// Number of the last event the operator may see.
    pub operator_sequence: i64,
    /// Number of the last event the asking user has read.
    pub read_sequence: i64,
    /// When the customer last had something new to see.
    pub changed_at: Timestamp,
    /// When it was filed.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow, serde::Deserialize)]
pub(crate) struct Row {
    id: String,
    number: String,
    customer_name: String,
    subject: String,
    parcel_number: String,
    parcel_count: i64,
    state: String,
    mark: String,
    waiting_for: String,
    term_started_at: i64,
    due_at: Option<i64>,
    contests: i64,
    missing_slots: i64,
    sequence: i64,
    public_sequence: i64,
    operator_sequence: i64,
    read_sequence: i64,
    changed_at: i64,
    created_at: i64,
}

impl Row {
    pub(crate) fn listed(self) -> Result<Listed, StoreError> {
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
            subject: self.subject,
            parcel_number: self.parcel_number,
            parcel_count: self.parcel_count,
            missing_slots: self.missing_slots,
            sequence: self.sequence,
            public_sequence: self.public_sequence,
            operator_sequence: self.operator_sequence,
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
    /// What was typed into the search: ticket number, cleaned parcel number, reference, words.
    pub search: Option<Search>,
    /// What else the list is narrowed to, and its order.
    pub narrow: Narrow,
    /// Show only the asking user's own and joined tickets.
    pub own_only: bool,
    /// The accounts, and parts of accounts, that the asking user sees, as `AccountScope::to_words` writes them.
    pub accounts: String,
    /// Continue after this row.
    pub after: Option<Cursor>,
    /// At most so many rows.
    pub limit: i64,
    /// How a search of words goes about it.
    pub effort: Effort,
}

/// Where the next page begins: the sort key and the id of the last row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The sort key in microseconds.
    pub at: i64,
    /// The id.
    pub id: String,
}

impl Filter {
    /// Whether the statement is to be put together, because more is asked for than the lists of their own carry.
    fn is_narrowed(&self) -> bool {
        self.search.is_some() || self.narrow != Narrow::default()
    }
}

/// What was typed into the search, read in four ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// As a ticket number, or empty.
    pub ticket_number: String,
    /// As a cleaned parcel number, or empty.
    pub parcel_number: String,
    /// As a sender's reference, and as words.
    pub reference: String,
}

/// What lists show of tickets `t`, which `$tickets` names; `$1` is the asking user. The customer is always there, yet the
/// join is an outer one: SQLite would otherwise begin with the customers and sort all their tickets.
macro_rules! select_list {
    ($tickets:expr, $tail:expr) => {
        concat!(
            "select t.id, t.number, c.name as customer_name, t.subject, t.parcel_number, t.parcel_count, t.state, t.mark,
                    t.waiting_for, t.term_started_at, t.due_at, t.contests, t.missing_slots, t.sequence,
                    t.public_sequence, t.operator_sequence, coalesce(r.sequence, 0) as read_sequence, t.changed_at,
                    t.created_at
             from ",
            $tickets,
            " left join customer c on c.id = t.customer_id
             left join read_mark r on r.ticket_id = t.id and r.person_id = $1 ",
            $tail
        )
    };
}

/// A list as a [`Page`]; the columns of [`Row`] in their order.
macro_rules! list {
    ($tickets:expr, $tail:expr) => {
        Page {
            rows: select_list!($tickets, $tail),
            text: concat!(
                "select json_group_array(json_array(id, number, customer_name, subject, parcel_number, parcel_count,
                        state, mark, waiting_for, term_started_at, due_at, contests, missing_slots, sequence,
                        public_sequence, operator_sequence, read_sequence, changed_at, created_at))
                 from (",
                select_list!($tickets, $tail),
                ")"
            ),
        }
    };
}

/// Conditions and order of a customer's lists: `$2` customer, `$3` accounts or empty, `$4` and `$5` period, `$6` and `$7`
/// cursor, `$8` limit. What was filed in a period was not changed before it, which bounds the walk along the index.
macro_rules! of_customer {
    ($more:literal) => {
        concat!(
            "t.customer_id = $2
             and ($3 = '' or t.account_id is null
                  or t.account_id in (select a.id from account a
                                      where a.customer_id = $2 and $3 like '%' || a.id || '%')
                  or t.sub_account_id in (select s.id from sub_account s join account a on a.id = s.account_id
                                          where a.customer_id = $2 and $3 like '%' || s.id || '%'))
             and t.created_at >= $4 and t.created_at < $5 and t.changed_at >= $4
             and (t.changed_at, t.id) < ($6, $7) ",
            $more,
            " order by t.changed_at desc, t.id desc limit $8"
        )
    };
}

/// What lists show of tickets `t`, to be narrowed by who goes on.
pub(crate) const LIST_OF_TICKETS: &str = select_list!("ticket t", "where");

const INBOX: Page = list!("ticket t", concat!("where ", of_customer!("")));
const INBOX_TURN: Page = list!("ticket t", concat!("where ", of_customer!("and t.turn = $9")));
const INBOX_STATE: Page =
    list!("ticket t", concat!("where ", of_customer!("and t.state = $9 and ($10 = '' or t.turn = $10)")));

/// The asking user's own tickets and those he joined: the page of each, of which the page of both is taken.
const INBOX_OWN: Page = list!(
    concat!(
        "(select id from (select t.id from ticket t where t.author_id = $1 and ",
        of_customer!("and ($9 = '' or t.state = $9) and ($10 = '' or t.turn = $10)"),
        ") written
          union
          select id from (select t.id from ticket_follower f cross join ticket t
                          where f.person_id = $1 and t.id = f.ticket_id and ",
        of_customer!("and ($9 = '' or t.state = $9) and ($10 = '' or t.turn = $10)"),
        ") joined) own cross join ticket t"
    ),
    "where t.id = own.id order by t.changed_at desc, t.id desc limit $8"
);

/// A customer's tickets, the last changed first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn inbox(tx: &mut Tx, viewer: UserId, filter: &Filter) -> Result<Vec<Listed>, StoreError> {
    if filter.is_narrowed() {
        return narrowed::page(tx, viewer, filter).await;
    }
    let customer = tx.scope().customer();
    let accounts = filter.accounts.clone();
    let from = filter.filed_from.map_or(i64::MIN, micros);
    let before = filter.filed_before.map_or(i64::MAX, micros);
    let (at, id) = after(filter, i64::MAX);
    let viewer = viewer.to_string();
    let (state, turn) = (filter.state.clone(), filter.turn.clone());
    macro_rules! run {
        ($list:expr $(, $more:expr)*) => {
            fetch_page!(tx, Row, $list, viewer.clone(), customer.clone(), accounts.clone(), from, before, at, id.clone(),
                filter.limit $(, $more)*)
        };
    }
    let rows = if filter.own_only {
        run!(INBOX_OWN, state.clone(), turn.clone())?
    } else if !state.is_empty() {
        run!(INBOX_STATE, state.clone(), turn.clone())?
    } else if !turn.is_empty() {
        run!(INBOX_TURN, turn.clone())?
    } else {
        run!(INBOX)?
    };
    rows.into_iter().map(Row::listed).collect()
}

/// Conditions of the agents' lists: `$2` and `$3` period, `$4` and `$5` cursor, `$6` limit.
macro_rules! of_operator {
    ($tickets:expr, $more:expr) => {
        list!($tickets, concat!("where t.created_at >= $2 and t.created_at < $3 ", $more))
    };
}

/// The last changed first; as with customers, the period bounds the walk.
macro_rules! by_change {
    ($tickets:expr, $more:literal) => {
        of_operator!(
            $tickets,
            concat!(
                "and t.changed_at >= $2 and (t.changed_at, t.id) < ($4, $5) ",
                $more,
                " order by t.changed_at desc, t.id desc limit $6"
            )
        )
    };
}

/// By the date of the promise: `$7` whose turn it is, `$8` due before.
macro_rules! by_date {
    ($more:literal) => {
        of_operator!(
            "ticket t",
            concat!(
                "and t.turn = $7 and t.due_at < $8 and (t.due_at, t.id) > ($4, $5) ",
                $more,
                " order by t.due_at, t.id limit $6"
            )
        )
    };
}

const QUEUE: Page = by_date!("");
const QUEUE_STATE: Page = by_date!("and t.state = $9");
const ALL: Page = by_change!("ticket t", "");
const ALL_STATE: Page = by_change!("ticket t", "and t.state = $7");

/// The tickets of all customers: by the date of the promise, the most urgent first, where a turn is named; else the
/// last changed first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn desk(tx: &mut Tx, viewer: UserId, filter: &Filter) -> Result<Vec<Listed>, StoreError> {
    if filter.is_narrowed() {
        return narrowed::page(tx, viewer, filter).await;
    }
    let from = filter.filed_from.map_or(i64::MIN, micros);
    let before = filter.filed_before.map_or(i64::MAX, micros);
    let by_date = matches!(filter.turn.as_str(), "customer" | "operator");
    let (at, id) = after(filter, if by_date { i64::MIN } else { i64::MAX });
    let viewer = viewer.to_string();
    let (state, turn) = (filter.state.clone(), filter.turn.clone());
    macro_rules! run {
        ($list:expr $(, $more:expr)*) => {
            fetch_page!(tx, Row, $list, viewer.clone(), from, before, at, id.clone(), filter.limit $(, $more)*)
        };
    }
    let due_before = filter.late_at.map_or(i64::MAX, micros);
    let rows = match (by_date, state.is_empty()) {
        (true, true) => run!(QUEUE, turn.clone(), due_before)?,
        (true, false) => run!(QUEUE_STATE, turn.clone(), due_before, state.clone())?,
        (false, true) => run!(ALL)?,
        (false, false) => run!(ALL_STATE, state.clone())?,
    };
    rows.into_iter().map(Row::listed).collect()
}

fn after(filter: &Filter, beginning: i64) -> (i64, String) {
    filter.after.as_ref().map_or((beginning, String::new()), |cursor| (cursor.at, cursor.id.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::{hold_to_indexes, hold_to_order};

    #[tokio::test]
    async fn lists_walk_an_index_in_their_order() {
        for list in [INBOX, INBOX_TURN, INBOX_STATE, QUEUE, QUEUE_STATE, ALL, ALL_STATE] {
            hold_to_order(list.rows).await;
        }
    }

    #[tokio::test]
    async fn what_is_found_otherwise_is_found_by_an_index() {
        hold_to_indexes(INBOX_OWN.rows, &["written", "joined", "own"]).await;
    }
}
