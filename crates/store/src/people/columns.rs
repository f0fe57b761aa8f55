//! Which columns somebody wants to see of a list.

use domain::id::UserId;

use crate::backend::{Tx, execute, fetch_optional};
use crate::error::StoreError;

const FIND: &str = "select columns from list_columns where person_id = $1 and list = $2";

/// The columns that somebody has chosen for a list, in their order; `None` where he never chose.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn list_columns(tx: &mut Tx, person: UserId, list: &str) -> Result<Option<Vec<String>>, StoreError> {
    let row = fetch_optional!(tx, (String,), FIND, person.to_string(), list.to_owned())?;
    Ok(row.map(|(words,)| words.split_whitespace().map(str::to_owned).collect()))
}

const KEEP: &str = "insert into list_columns (person_id, list, columns) values ($1, $2, $3)
     on conflict (person_id, list) do update set columns = excluded.columns";

/// Keeps somebody's columns of a list.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn keep_list_columns(tx: &mut Tx, person: UserId, list: &str, columns: &[&str]) -> Result<(), StoreError> {
    execute!(tx, KEEP, person.to_string(), list.to_owned(), columns.join(" "))?;
    Ok(())
}

const FORGET: &str = "delete from list_columns where person_id = $1 and list = $2";

/// Forgets which columns somebody wants to see of a list: it is again as it was at first.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn forget_list_columns(tx: &mut Tx, person: UserId, list: &str) -> Result<(), StoreError> {
    execute!(tx, FORGET, person.to_string(), list.to_owned())?;
    Ok(())
}
