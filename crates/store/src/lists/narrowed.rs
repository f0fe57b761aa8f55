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

/// A page of a list.
pub(super) async fn page(tx: &mut Tx, viewer: UserId, filter: &Filter) -> Result<Vec<Listed>, StoreError> {
    let built = rows(For::of(tx), &tx.scope().customer(), viewer, filter);
    let rows = fetch_built_page!(tx, Row, AS_TEXT, built)?;
    rows.into_iter().map(Row::listed).collect()
}

/// How many tickets a filter leaves, counted up to one more than [`FOUND_LIMIT`].
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn count(tx: &mut Tx, viewer: UserId, filter: &Filter) -> Result<i64, StoreError> {
    count_to(tx, viewer, filter, FOUND_LIMIT + 1).await
}

/// How many tickets a filter leaves, counted up to so many.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn count_to(tx: &mut Tx, viewer: UserId, filter: &Filter, most: i64) -> Result<i64, StoreError> {
    let customer = tx.scope().customer();
    let mut sql = Built::default();
    sql.push("select count(*) from (select t.id from ");
    conditions(&mut sql, For::of(tx), &customer, viewer, filter);
    sql.push(" limit ").bind(most).push(") counted");
    let rows: Vec<(i64,)> = fetch_built!(tx, _, sql)?;
    Ok(rows.first().map_or(0, |(count,)| *count))
}

fn rows(engine: For, customer: &str, viewer: UserId, filter: &Filter) -> Built {
    let mut sql = Built::default();
    sql.push(COLUMNS);
    conditions(&mut sql, engine, customer, viewer, filter);
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
    sql.push(" limit ").bind(filter.limit);
    sql
}

/// The tickets and everything that is asked of them.
fn conditions(sql: &mut Built, engine: For, customer: &str, viewer: UserId, filter: &Filter) {
    let viewer = viewer.to_string();
    if let Some(search) = &filter.search {
        found(sql, engine, customer, search);
        // A cross join keeps SQLite from looking for what was found among all tickets in the order of the list.
        sql.push(" cross join ");
    } else if !filter.narrow.email.is_empty() {
        // Somebody's own tickets are few: they are taken by who filed them, not met on a walk through all.
        sql.push("(select w.id from person p cross join ticket w where w.customer_id = p.customer_id");
        sql.push(" and w.author_id = p.id and p.email_key = ");
        sql.bind(email_key(&filter.narrow.email)).push(") found cross join ");
    }
    let is_found = filter.search.is_some() || !filter.narrow.email.is_empty();
    sql.push("ticket t left join customer c on c.id = t.customer_id");
    sql.push(" left join read_mark r on r.ticket_id = t.id and r.person_id = ").bind(viewer.as_str());
    sql.push(if is_found { " where t.id = found.id" } else { " where true" });
    seen(sql, customer, &viewer, filter.own_only, &filter.accounts);
    if !filter.turn.is_empty() {
        sql.push(" and t.turn = ").bind(filter.turn.as_str());
    }
    if !filter.state.is_empty() {
        sql.push(" and t.state = ").bind(filter.state.as_str());
    }
    if let Some(from) = filter.filed_from {
        // What was filed in a period was not changed before it, which bounds a walk along the last changes.
        sql.push(" and t.created_at >= ").bind(micros(from)).push(" and t.changed_at >= ").bind(micros(from));
    }
    if let Some(before) = filter.filed_before {
        sql.push(" and t.created_at < ").bind(micros(before));
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
    if !narrow.subject.is_empty() {
        sql.push(" and t.subject = ").bind(narrow.subject.as_str());
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
        sql.push(" union select w.ticket_id from ticket_words w where ");
        match engine {
            For::Sqlite => {
                sql.push("w.id in (select rowid from ticket_word_index where ticket_word_index match ");
                sql.bind(words::for_sqlite(&asked, customer)).push(")");
            }
            For::Postgres => {
                sql.push(if customer.is_empty() { "w.operator_vector" } else { "w.customer_vector" });
                sql.push(" @@ cast(cast(").bind(words::for_postgres(&asked, customer)).push(" as text) as tsquery)");
            }
        }
    }
    sql.push(") found");
}

#[cfg(test)]
mod tests {
    use domain::ticket::criteria::TicketSort;
    use uuid::Uuid;

    use super::{Filter, For, Narrow, Search, rows};
    use crate::plans::{hold_to_indexes, hold_to_order};
    use domain::id::UserId;

    #[tokio::test]
    async fn a_narrowed_list_is_walked_in_its_order_and_a_search_finds_by_indexes() {
        let viewer = UserId(Uuid::nil());
        for sort in [TicketSort::Changed, TicketSort::ChangedLast, TicketSort::Filed, TicketSort::FiledLast] {
            let narrow = Narrow {
                subject: "delay".into(),
                carrier: "dpd".into(),
                unread: true,
                files: true,
                sort,
                ..Narrow::default()
            };
            let filter = Filter { narrow, limit: 50, ..Filter::default() };
            hold_to_order(&rows(For::Sqlite, "customer", viewer, &filter).sql).await;
        }
        let search =
            Search { ticket_number: "D".into(), parcel_number: "6A".into(), reference: "écran cassé".into() };
        let filter = Filter { search: Some(search), limit: 50, ..Filter::default() };
        let narrow = Narrow { email: "a@b.example".into(), ..Narrow::default() };
        let of_somebody = Filter { narrow, limit: 50, ..Filter::default() };
        hold_to_indexes(&rows(For::Sqlite, "", viewer, &of_somebody).sql, &["found"]).await;
        for customer in ["customer", ""] {
            let sql = rows(For::Sqlite, customer, viewer, &filter).sql;
            hold_to_indexes(&sql, &["found", "ticket_word_index"]).await;
        }
    }

    #[test]
    fn each_engine_searches_words_in_its_own_way() {
        let search = Search { reference: "Écran".into(), ..Search::default() };
        let filter = Filter { search: Some(search), ..Filter::default() };
        let built = rows(For::Postgres, "0-1", UserId(Uuid::nil()), &filter);
        assert!(built.sql.contains("w.customer_vector @@ cast(cast($3 as text) as tsquery)"), "{}", built.sql);
        assert!(built.values.contains(&"'c01' & 'ecran':*".into()));
    }
}
