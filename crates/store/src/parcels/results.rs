//! The results of a multi-criteria search: a page of them, and how many there are.
//!
//! A million parcels are searched by a dozen criteria in any combination, and no set of indexes fits them all. So a
//! search goes one of two ways (`way`). What is typed in (a name, a reference, the beginning of a postcode) or a state
//! may name a few thousand parcels at most: then these are taken by their own index and sorted. Otherwise they are so
//! frequent that walking the wanted order along its index meets a page of them soon. Which of both it is, is asked of
//! the database, by counting up to [`FEW`].

mod conditions;
mod counts;
mod takers;
mod way;

use std::sync::Arc;

use domain::actor::AccountScope;
use domain::contract::Contracts;
use domain::id::ParcelId;
use domain::parcel::{Criteria, SortKey};
use jiff::Timestamp;
use jiff::civil::Date;

use self::conditions::{Among, beginning, matching};
pub use self::counts::{COUNT_LIMIT, Counted, count_by_filter, count_results};
use self::way::{Way, way};
use super::row::{AS_TEXT, Parcel, Row, select_parcel};
use crate::backend::{Built, Tx, fetch_built_page};
use crate::convert::folded;
use crate::error::StoreError;

/// What is taken by its own index and sorted: at most so many parcels.
const FEW: i64 = 5_000;

/// What somebody sees of parcels beyond the scope of the transaction, and which of them take an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// The accounts that he sees.
    pub accounts: AccountScope,
    /// The earliest label that he sees; the beginning of time where not set.
    pub labelled_from: Option<Date>,
    /// The contracts that say which parcels an instruction can be sent for.
    pub contracts: Arc<Contracts>,
    /// The moment at which it would be sent.
    pub now: Timestamp,
}

/// Where a page of results ends, and the next begins: what its last row is sorted by, and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelKey {
    /// What it is sorted by, as it is compared.
    pub value: String,
    /// Its id.
    pub id: ParcelId,
}

impl ParcelKey {
    /// The key of a parcel in an order.
    #[must_use]
    pub fn of(parcel: &Parcel, sorted_by: SortKey) -> Self {
        let value = match sorted_by {
            SortKey::Label => parcel.label_on.to_string(),
            SortKey::Number => parcel.number.clone(),
            SortKey::Recipient => folded(&parcel.recipient_name),
            SortKey::Postcode => folded(&parcel.postcode),
        };
        ParcelKey { value, id: parcel.id }
    }
}

/// A page of the parcels that a search asks for, in its order, after a key; at most `limit`.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn results(
    tx: &mut Tx,
    sight: &Sight,
    criteria: &Criteria,
    after: Option<&ParcelKey>,
    limit: i64,
) -> Result<Vec<Parcel>, StoreError> {
    let Some(among) = conditions::among(tx, sight, criteria).await? else { return Ok(Vec::new()) };
    let way = way(tx, &among, criteria).await?;
    let rows = fetch_built_page!(tx, Row, AS_TEXT, page(&among, criteria, &way, after, limit))?;
    rows.into_iter().map(Row::parcel).collect()
}

/// The columns of an order: of the page and, by the same name, of the walk.
const fn column(key: SortKey) -> &'static str {
    match key {
        SortKey::Label => "p.label_on",
        SortKey::Number => "p.number",
        SortKey::Recipient => "p.recipient_name_key",
        SortKey::Postcode => "p.postcode_key",
    }
}

fn page(among: &Among, criteria: &Criteria, way: &Way, after: Option<&ParcelKey>, limit: i64) -> Built {
    let mut sql = Built::default();
    sql.push(select_parcel!("where p.id in (select id from ("));
    match way {
        Way::Few(named) => {
            sql.push("select p.id from (");
            named.ids(&mut sql, among, criteria, None);
            sql.push(") few cross join parcel p where p.id = few.id");
            matching(&mut sql, among, criteria, None);
            tail(&mut sql, criteria, after, limit);
        }
        Way::Walk => walk(&mut sql, among, criteria, None, after, limit),
        Way::WalkEachState => {
            sql.push("select p.id from (");
            for (place, state) in criteria.state.states().enumerate() {
                sql.push(if place > 0 { " union all select * from (" } else { "select * from (" });
                walk(&mut sql, among, criteria, Some(state), after, limit);
                sql.push(if place > 0 { ") further" } else { ") first" });
            }
            sql.push(") few cross join parcel p where p.id = few.id");
            order(&mut sql, criteria, limit);
        }
    }
    sql.push(") page)");
    order(&mut sql, criteria, limit);
    sql
}

/// The ids of the wanted parcels along the index of the order, of one state where it is given.
fn walk(
    sql: &mut Built,
    among: &Among,
    criteria: &Criteria,
    state: Option<domain::parcel::ParcelState>,
    after: Option<&ParcelKey>,
    limit: i64,
) {
    sql.push("select p.id from parcel p where ");
    beginning(sql, among, criteria, state);
    matching(sql, among, criteria, Some(criteria.sort.key));
    tail(sql, criteria, after, limit);
}

fn tail(sql: &mut Built, criteria: &Criteria, after: Option<&ParcelKey>, limit: i64) {
    if let Some(after) = after {
        sql.push(" and (").push(column(criteria.sort.key)).push(", p.id) ");
        sql.push(if criteria.sort.descending { "< (" } else { "> (" });
        sql.bind(after.value.clone()).push(", ").bind(after.id.to_string()).push(")");
    }
    order(sql, criteria, limit);
}

fn order(sql: &mut Built, criteria: &Criteria, limit: i64) {
    let direction = if criteria.sort.descending { " desc" } else { "" };
    sql.push(" order by ").push(column(criteria.sort.key)).push(direction).push(", p.id").push(direction);
    sql.push(" limit ").bind(limit);
}

const OF_IDS_SQLITE: &str = select_parcel!("where p.id in (select value from json_each($1))");
const OF_IDS_POSTGRES: &str = select_parcel!("where p.id = any($1)");

/// The parcels of some ids within the scope of the transaction, in no order. Whether somebody may see them is for the
/// caller to ask.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_ids(tx: &mut Tx, ids: &[ParcelId]) -> Result<Vec<Parcel>, StoreError> {
    let customer = tx.scope().customer();
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows = crate::bulk::fetch_any!(tx, Row, OF_IDS_SQLITE, OF_IDS_POSTGRES, ids)?;
    let parcels: Result<Vec<Parcel>, StoreError> = rows.into_iter().map(Row::parcel).collect();
    Ok(parcels?.into_iter().filter(|one| customer.is_empty() || one.customer.to_string() == customer).collect())
}

#[cfg(test)]
#[path = "results_tests.rs"]
mod tests;
