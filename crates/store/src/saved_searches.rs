//! Saved searches as they are written. What is offered of them stands in `lists`.

use domain::id::{CustomerId, SavedSearchId, UserId};
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_one, fetch_optional};
use crate::convert::micros;
use crate::error::StoreError;

const INSERT: &str = "insert into saved_search (id, customer_id, person_id, name, query, shared, created_at)
    values ($1, $2, $3, $4, $5, $6, $7)";

/// A search to be saved.
#[derive(Clone, Debug)]
pub struct NewSearch {
    /// Its id.
    pub id: SavedSearchId,
    /// Whose colleagues it may be shared with; `None`: the operator's.
    pub customer: Option<CustomerId>,
    /// Whose it is.
    pub person: UserId,
    /// What it is called.
    pub name: String,
    /// The criteria as they stand in an address.
    pub query: String,
    /// Whether colleagues see it.
    pub shared: bool,
}

/// Saves a search.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert(tx: &mut Tx, search: &NewSearch, now: Timestamp) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        search.id.to_string(),
        search.customer.map(|customer| customer.to_string()),
        search.person.to_string(),
        search.name.clone(),
        search.query.clone(),
        search.shared,
        micros(now)
    )?;
    Ok(())
}

const COUNT: &str = "select count(*) from saved_search where coalesce(customer_id, '') = $1 and person_id = $2";

/// How many searches somebody has saved.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn count(tx: &mut Tx, person: UserId) -> Result<i64, StoreError> {
    let customer = tx.scope().customer();
    let (count,) = fetch_one!(tx, (i64,), COUNT, customer.clone(), person.to_string())?;
    Ok(count)
}

const FIND: &str = "select s.name, s.person_id from saved_search s
    where s.id = $1 and coalesce(s.customer_id, '') = $2 and (s.shared or s.person_id = $3)";

/// The name of a search that somebody sees, and whether it is his own.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find(tx: &mut Tx, id: SavedSearchId, person: UserId) -> Result<Option<(String, bool)>, StoreError> {
    let (customer, person) = (tx.scope().customer(), person.to_string());
    let row = fetch_optional!(tx, (String, String), FIND, id.to_string(), customer.clone(), person.clone())?;
    Ok(row.map(|(name, owner)| (name, owner == person)))
}

const SHARE: &str = "update saved_search set shared = $3 where id = $1 and person_id = $2";
const LEAVE: &str = "delete from landing_search where search_id = $1 and person_id <> $2";

/// Shares somebody's own search, or shares it no more: then no colleague's list begins with it.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn share(tx: &mut Tx, id: SavedSearchId, person: UserId, shared: bool) -> Result<(), StoreError> {
    execute!(tx, SHARE, id.to_string(), person.to_string(), shared)?;
    if !shared {
        execute!(tx, LEAVE, id.to_string(), person.to_string())?;
    }
    Ok(())
}

const BEGIN: &str = "insert into landing_search (person_id, search_id) values ($1, $2)
    on conflict (person_id) do update set search_id = excluded.search_id";
const BEGIN_PLAIN: &str = "delete from landing_search where person_id = $1";

/// Lets somebody's list begin with a search, or with none.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn begin_with(tx: &mut Tx, person: UserId, search: Option<SavedSearchId>) -> Result<(), StoreError> {
    match search {
        Some(search) => execute!(tx, BEGIN, person.to_string(), search.to_string())?,
        None => execute!(tx, BEGIN_PLAIN, person.to_string())?,
    };
    Ok(())
}

const LEAVE_ALL: &str = "delete from landing_search where search_id = $1";
const DELETE: &str = "delete from saved_search where id = $1 and person_id = $2";

/// Deletes somebody's own search.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn delete(tx: &mut Tx, id: SavedSearchId, person: UserId) -> Result<(), StoreError> {
    execute!(tx, LEAVE_ALL, id.to_string())?;
    execute!(tx, DELETE, id.to_string(), person.to_string())?;
    Ok(())
}
