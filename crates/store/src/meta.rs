//! Facts about the installation itself, by name.

use crate::backend::{Tx, execute, fetch_one, fetch_optional};
use crate::error::StoreError;

const READ: &str = "select value from meta where key = $1";
const KEEP: &str =
    "insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";

/// The value of a name.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn read(tx: &mut Tx, key: &str) -> Result<Option<String>, StoreError> {
    Ok(fetch_optional!(tx, (String,), READ, key.to_owned())?.map(|(value,)| value))
}

/// Keeps a value under a name.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn keep(tx: &mut Tx, key: &str, value: &str) -> Result<(), StoreError> {
    execute!(tx, KEEP, key.to_owned(), value.to_owned())?;
    Ok(())
}

const HOLDINGS: &str = "select (select count(*) from customer), (select count(*) from person),
    (select count(*) from parcel), (select count(*) from ticket)";

/// How much the database holds: customers, people, parcels, tickets.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn holdings(tx: &mut Tx) -> Result<(i64, i64, i64, i64), StoreError> {
    fetch_one!(tx, (i64, i64, i64, i64), HOLDINGS)
}
