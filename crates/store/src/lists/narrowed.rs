//! Lists that are searched or narrowed: by any of a dozen filters, in any of five orders.
//!
//! What is typed names few tickets, which are taken by their own indexes and sorted; otherwise the customer's tickets are
//! walked along an index, and the page is met soon.

use domain::id::UserId;
use domain::ticket::criteria::TicketSort;
use jiff::Timestamp;

use super::{Filter, Listed, Row, Search};
use crate::backend::{Built, Tx, fetch_built, fetch_built_page};
use crate::convert::{folded, micros};
use crate::error::StoreError;
use crate::people::email_key;
use crate::words;

/// Results are counted up to here; beyond that a list says no more than that.
pub const FOUND_LIMIT: i64 = 10_000;

/// What a list is narrowed to beyond turn, state and period. An empty text asks for nothing in particular.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    /// The number of an account.
    pub account: String,
    /// The number of a part of an account.
    pub sub_account: String,
    /// Who filed it.
    pub contact: Option<UserId>,
    /// To which colleague it is given.
    pub assigned: Option<UserId>,
    /// The mail address of who filed it, as it was typed.
    pub email: String,
    /// Key of the reason matrix.
    pub subject: String,
    /// The carrier of one of its parcels.
    pub carrier: String,
    /// Only what holds something the asking user has not read.
    pub unread: bool,
    /// Only what has a file that he may see.
    pub files: bool,
    /// Only what the operator owes since before this moment.
    pub late_at: Option<Timestamp>,
    /// The order.
    pub sort: TicketSort,
}

const COLUMNS: &str =
    "select t.id, t.number, c.name as customer_name, t.subject, t.parcel_number, t.parcel_count, t.state,
        t.mark, t.waiting_for, t.term_started_at, t.due_at, t.contests, t.missing_slots, t.sequence, t.public_sequence,
        t.operator_sequence, coalesce(r.sequence, 0) as read_sequence, t.changed_at, t.created_at from ";

const AS_TEXT: &str =
    "select json_group_array(json_array(id, number, customer_name, subject, parcel_number, parcel_count,
        state, mark, waiting_for, term_started_at, due_at, contests, missing_slots, sequence, public_sequence,
        operator_sequence, read_sequence, changed_at, created_at)) from (";

/// Of which engine a statement is put together: they search words each in its own way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    Sqlite,
    Postgres,
}

impl For {
    fn of(tx: &Tx) -> Self {
        if tx.is_sqlite() { For::Sqlite } else { For::Postgres }
    }
}

/// How a search finds its tickets. Words that many tickets hold are found soonest by reading the list in its order, and
/// words that few hold by the index of words; which of the two a word is shows itself by trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// By the indexes of words, numbers and references, whatever they find.
    Index,
    /// The first so many tickets of the list, each looked at.
    Few(i64),
    /// The list from its beginning, each ticket looked at, until a page is full.
    Walk,
}

/// What decides which way a search goes; every way finds the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Tickets of a list that a search looks at before it asks the index.
    pub looked_at: i64,
    /// What the index finds up to here is sorted; of more than that the list is read until a page is full.
    pub sorted: i64,
}

impl Default for Effort {
    fn default() -> Self {
        Effort { looked_at: 400, sorted: 2_000 }
    }
}

/// A page of a list.
pub(super) async fn page(tx: &mut Tx, viewer: UserId, filter: &Filter) -> Result<Vec<Listed>, StoreError> {
    let (engine, customer) = (For::of(tx), tx.scope().customer());
    let asked = filter.search.as_ref().filter(|search| is_words(search)).map(|search| words::asked(&search.reference));
    let mut way = Way::Index;
    if let Some(asked) = asked.filter(|asked| !asked.is_empty() && filter.narrow.sort != TicketSort::Due) {
        let few = fetch(tx, rows(engine, &customer, viewer, filter, Way::Few(filter.effort.looked_at))).await?;
        if few.len() as i64 >= filter.limit {
            return Ok(few);
        }
        let sorted = filter.effort.sorted;
        if in_index(tx, engine, &customer, &asked, sorted).await? > sorted {
            way = Way::Walk;
        }
    }
    fetch(tx, rows(engine, &customer, viewer, filter, way)).await
}

async fn fetch(tx: &mut Tx, built: Built) -> Result<Vec<Listed>, StoreError> {
    let rows = fetch_built_page!(tx, Row, AS_TEXT, built)?;
    rows.into_iter().map(Row::listed).collect()
}

/// Whether what was typed is to be found by its words, and is not the number of a ticket or of a parcel, of which there
/// is one.
fn is_words(search: &Search) -> bool {
    let digits = search.parcel_number.bytes().filter(u8::is_ascii_digit).count();
    search.ticket_number.is_empty() && digits < 8
}

/// How many tickets the index of words knows, up to one more than a limit.
async fn in_index(tx: &mut Tx, engine: For, customer: &str, asked: &[String], limit: i64) -> Result<i64, StoreError> {
    let mut sql = Built::default();
    sql.push("select count(*) from (");
    indexed(&mut sql, engine, customer, asked);
    sql.push(" limit ").bind(limit + 1).push(") known");
    counted(tx, sql).await
}

async fn counted(tx: &mut Tx, sql: Built) -> Result<i64, StoreError> {
    let rows: Vec<(i64,)> = fetch_built!(tx, _, sql)?;
    Ok(rows.first().map_or(0, |(count,)| *count))
}

/// How many tickets a filter leaves, counted up to one more than a limit.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn count(tx: &mut Tx, viewer: UserId, filter: &Filter, limit: i64) -> Result<i64, StoreError> {
    let customer = tx.scope().customer();
    let mut sql = Built::default();
    sql.push("select count(*) from (select t.id from ");
    conditions(&mut sql, For::of(tx), &customer, viewer, filter, Way::Index);
    sql.push(" limit ").bind(limit + 1).push(") counted");
    counted(tx, sql).await
}

fn rows(engine: For, customer: &str, viewer: UserId, filter: &Filter, way: Way) -> Built {
    let mut sql = Built::default();
    sql.push(COLUMNS);
    conditions(&mut sql, engine, customer, viewer, filter, way);
    in_order(&mut sql, filter);
    sql.push(" limit ").bind(filter.limit);
    sql
}

/// Where the page begins, and the order.
fn in_order(sql: &mut Built, filter: &Filter) {
    let (column, direction, beyond) = match filter.narrow.sort {
        TicketSort::Changed => ("t.changed_at", " desc", ") < ("),
        TicketSort::ChangedLast => ("t.changed_at", "", ") > ("),
        TicketSort::Filed => ("t.created_at", " desc", ") < ("),
        TicketSort::FiledLast => ("t.created_at", "", ") > ("),
        TicketSort::Due => ("coalesce(t.due_at, 9223372036854775807)", "", ") > ("),
    };
    if let Some(after) = &filter.after {
        sql.push(" and (").push(column).push(", t.id").push(beyond);
        sql.bind(after.at).push(", ").bind(after.id.as_str()).push(")");
    }
    sql.push(" order by ").push(column).push(direction).push(", t.id").push(direction);
}

/// The tickets and everything that is asked of them.
fn conditions(sql: &mut Built, engine: For, customer: &str, viewer: UserId, filter: &Filter, way: Way) {
    let viewer = viewer.to_string();
    // A cross join keeps SQLite from looking for what was found among all tickets in the order of the list, and from
    // beginning with the words of all tickets.
    match (&filter.search, way) {
        (None, _) if filter.narrow.email.is_empty() => {
            sql.push("ticket t");
        }
        (None, _) => {
            // Somebody's own tickets are few: they are taken by who filed them, not met on a walk through all.
            sql.push("(select w.id from person p cross join ticket w where w.customer_id = p.customer_id");
            sql.push(" and w.author_id = p.id and p.email_key = ");
            sql.bind(email_key(&filter.narrow.email)).push(") found cross join ticket t");
        }
        (Some(search), Way::Index) => {
            found(sql, engine, customer, search);
            sql.push(" cross join ticket t");
        }
        (Some(_), Way::Walk) => {
            sql.push("ticket t cross join ticket_words w");
        }
        (Some(_), Way::Few(count)) => {
            sql.push("(select t.* from ticket t where true");
            if !customer.is_empty() {
                sql.push(" and t.customer_id = ").bind(customer);
            }
            in_order(sql, filter);
            sql.push(" limit ").bind(count).push(") t cross join ticket_words w");
        }
    }
    sql.push(" left join customer c on c.id = t.customer_id");
    sql.push(" left join read_mark r on r.ticket_id = t.id and r.person_id = ").bind(viewer.as_str());
    match (&filter.search, way) {
        (None, _) if filter.narrow.email.is_empty() => {
            sql.push(" where true");
        }
        (None, _) | (Some(_), Way::Index) => {
            sql.push(" where t.id = found.id");
        }
        (Some(search), Way::Few(_) | Way::Walk) => {
            sql.push(" where w.ticket_id = t.id");
            looked_at(sql, engine, customer, search);
        }
    }
    seen(sql, customer, &viewer, filter.own_only, &filter.accounts);
    // Of a subject, or of a contact, there are fewer tickets than of a state or a turn, and a list is walked in its order:
    // a column in an expression is no reason to go by another index.
    let few = !filter.narrow.subject.is_empty() || filter.narrow.contact.is_some();
    let by_filing = matches!(filter.narrow.sort, TicketSort::Filed | TicketSort::FiledLast);
    let created = if by_filing { " and t.created_at" } else { " and t.created_at + 0" };
    if !filter.turn.is_empty() {
        sql.push(if few { " and t.turn || '' = " } else { " and t.turn = " }).bind(filter.turn.as_str());
    }
    if !filter.state.is_empty() {
        sql.push(if few { " and t.state || '' = " } else { " and t.state = " }).bind(filter.state.as_str());
    }
    if let Some(from) = filter.filed_from {
        // What was filed in a period was not changed before it, which bounds a walk along the last changes.
        sql.push(created).push(" >= ").bind(micros(from)).push(" and t.changed_at >= ").bind(micros(from));
    }
    if let Some(before) = filter.filed_before {
        sql.push(created).push(" < ").bind(micros(before));
    }
    narrow(sql, customer, &filter.narrow);
    if let Some(late_at) = filter.late_at.into_iter().chain(filter.narrow.late_at).min() {
        sql.push(" and t.turn = 'operator' and t.due_at < ").bind(micros(late_at));
    }
}

/// That a ticket `t` is one that the asking user sees.
pub(super) fn seen(sql: &mut Built, customer: &str, viewer: &str, own_only: bool, accounts: &str) {
    if !customer.is_empty() {
        sql.push(" and t.customer_id = ").bind(customer);
    }
    if own_only {
        sql.push(" and (t.author_id = ").bind(viewer);
        sql.push(" or exists (select 1 from ticket_follower f where f.ticket_id = t.id and f.person_id = ");
        sql.bind(viewer).push("))");
    }
    if !accounts.is_empty() {
        sql.push(" and (t.account_id is null or t.account_id in (select a.id from account a where a.customer_id = ");
        sql.bind(customer).push(" and ").bind(accounts).push(" like '%' || a.id || '%')");
        sql.push(" or t.sub_account_id in (select s.id from sub_account s join account a on a.id = s.account_id");
        sql.push(" where a.customer_id = ").bind(customer);
        sql.push(" and ").bind(accounts).push(" like '%' || s.id || '%'))");
    }
}

fn narrow(sql: &mut Built, customer: &str, narrow: &Narrow) {
    if !narrow.account.is_empty() {
        sql.push(" and t.account_id in (select a.id from account a where a.number = ").bind(narrow.account.as_str());
        of_customer(sql, customer);
        sql.push(")");
    }
    if !narrow.sub_account.is_empty() {
        sql.push(" and t.sub_account_id in (select s.id from sub_account s join account a on a.id = s.account_id");
        sql.push(" where s.number = ").bind(narrow.sub_account.as_str());
        of_customer(sql, customer);
        sql.push(")");
    }
    if !narrow.email.is_empty() {
        sql.push(" and t.author_id in (select p.id from person p where p.email_key = ");
        sql.bind(email_key(&narrow.email)).push(")");
    }
    if let Some(contact) = narrow.contact {
        sql.push(" and t.author_id = ").bind(contact.to_string());
    }
    if let Some(person) = narrow.assigned {
        sql.push(" and exists (select 1 from ticket_assignee ta where ta.ticket_id = t.id and ta.person_id = ");
        sql.bind(person.to_string()).push(")");
    }
    if !narrow.subject.is_empty() {
        let few = narrow.contact.is_some();
        sql.push(if few { " and t.subject || '' = " } else { " and t.subject = " }).bind(narrow.subject.as_str());
    }
    if !narrow.carrier.is_empty() {
        sql.push(" and exists (select 1 from ticket_parcel tp join parcel p on p.id = tp.parcel_id");
        sql.push(" where tp.ticket_id = t.id and p.carrier = ").bind(narrow.carrier.as_str()).push(")");
    }
    if narrow.unread {
        sql.push(if customer.is_empty() { " and t.operator_sequence" } else { " and t.public_sequence" });
        sql.push(" > coalesce(r.sequence, 0)");
    }
    if narrow.files {
        sql.push(" and exists (select 1 from file f where f.ticket_id = t.id and f.audience in ('everyone', ");
        sql.push(if customer.is_empty() { "'operator', 'carrier'))" } else { "'colleagues'))" });
    }
}

fn of_customer(sql: &mut Built, customer: &str) {
    if !customer.is_empty() {
        sql.push(" and a.customer_id = ").bind(customer);
    }
}

/// The tickets that a search finds: by number, parcel, reference, or all of the words.
fn found(sql: &mut Built, engine: For, customer: &str, search: &Search) {
    sql.push("(select id from ticket where number = ").bind(search.ticket_number.as_str());
    if !search.parcel_number.is_empty() {
        sql.push(" union select ticket_id from ticket_parcel where number = ").bind(search.parcel_number.as_str());
    }
    let reference = folded(&search.reference);
    if !reference.is_empty() {
        sql.push(" union select id from ticket where sender_reference_key = ").bind(reference);
    }
    let asked = words::asked(&search.reference);
    if !asked.is_empty() {
        sql.push(" union ");
        indexed(sql, engine, customer, &asked);
    }
    sql.push(") found");
}

/// The tickets that the index of words knows for all of these.
fn indexed(sql: &mut Built, engine: For, customer: &str, asked: &[String]) {
    sql.push("select w.ticket_id from ticket_words w where ");
    match engine {
        For::Sqlite => {
            sql.push("w.id in (select rowid from ticket_word_index where ticket_word_index match ");
            sql.bind(words::for_sqlite(asked, customer)).push(")");
        }
        For::Postgres => {
            sql.push(if customer.is_empty() { "w.operator_vector" } else { "w.customer_vector" });
            sql.push(" @@ cast(cast(").bind(words::for_postgres(asked, customer)).push(" as text) as tsquery)");
        }
    }
}

/// That a ticket `t` with its words `w` is one that [`found`] finds.
fn looked_at(sql: &mut Built, engine: For, customer: &str, search: &Search) {
    let reference = folded(&search.reference);
    sql.push(" and (t.sender_reference_key = ").bind(reference).push(" or (true");
    for word in words::asked(&search.reference) {
        sql.push(if engine == For::Sqlite { " and instr(' ' || " } else { " and strpos(' ' || " });
        sql.push(if customer.is_empty() { "w.operator_words" } else { "w.customer_words" });
        sql.push(" || ' ', ").bind(words::within(&word)).push(") > 0");
    }
    sql.push("))");
}

#[cfg(test)]
mod tests {
    use domain::ticket::criteria::TicketSort;
    use uuid::Uuid;

    use super::{Filter, For, Narrow, Search, Way, rows};
    use crate::plans::{hold_to_indexes, hold_to_order, hold_to_walk, plan};
    use domain::id::UserId;
    use jiff::Timestamp;

    #[tokio::test]
    async fn a_narrowed_list_is_walked_in_its_order_and_a_search_finds_by_indexes() {
        let viewer = UserId(Uuid::nil());
        for sort in [TicketSort::Changed, TicketSort::ChangedLast, TicketSort::Filed, TicketSort::FiledLast] {
            let narrow = Narrow {
                subject: "delay".into(),
                carrier: "dpd".into(),
                unread: true,
                files: true,
                assigned: Some(viewer),
                sort,
                ..Narrow::default()
            };
            let filter = Filter { narrow, limit: 50, ..Filter::default() };
            hold_to_order(&rows(For::Sqlite, "customer", viewer, &filter, Way::Index).sql).await;
        }
        // The most telling of several filters leads, and the period does not make it be sorted.
        let narrow = |contact| Narrow { subject: "delay".into(), contact, ..Narrow::default() };
        for (contact, index) in [(None, "ticket_by_customer_subject"), (Some(viewer), "ticket_by_customer_author")] {
            let period = (Some(Timestamp::UNIX_EPOCH), Some(Timestamp::UNIX_EPOCH));
            let filter = Filter {
                state: "closed".into(),
                turn: "nobody".into(),
                filed_from: period.0,
                filed_before: period.1,
                narrow: narrow(contact),
                limit: 50,
                ..Filter::default()
            };
            let sql = rows(For::Sqlite, "customer", viewer, &filter, Way::Index).sql;
            hold_to_order(&sql).await;
            assert!(plan(&sql).await.iter().any(|step| step.contains(index)), "{index}: {:?}", plan(&sql).await);
        }
        let search =
            Search { ticket_number: "D".into(), parcel_number: "6A".into(), reference: "écran cassé".into() };
        let filter = Filter { search: Some(search), limit: 50, ..Filter::default() };
        let narrow = Narrow { email: "a@b.example".into(), ..Narrow::default() };
        let of_somebody = Filter { narrow, limit: 50, ..Filter::default() };
        hold_to_indexes(&rows(For::Sqlite, "", viewer, &of_somebody, Way::Index).sql, &["found"]).await;
        // Who sees every customer's walks all of them.
        for (customer, walked) in [("customer", [].as_slice()), ("", &["t"])] {
            let sql = rows(For::Sqlite, customer, viewer, &filter, Way::Index).sql;
            hold_to_indexes(&sql, &["found", "ticket_word_index"]).await;
            hold_to_walk(&rows(For::Sqlite, customer, viewer, &filter, Way::Walk).sql, walked).await;
        }
    }

    #[test]
    fn each_engine_searches_words_in_its_own_way() {
        let search = Search { reference: "Écran".into(), ..Search::default() };
        let filter = Filter { search: Some(search), ..Filter::default() };
        let built = rows(For::Postgres, "0-1", UserId(Uuid::nil()), &filter, Way::Index);
        assert!(built.sql.contains("w.customer_vector @@ cast(cast($3 as text) as tsquery)"), "{}", built.sql);
        assert!(built.values.contains(&"'c01' & 'ecran':*".into()));
    }
}
