//! The names of all bytes that some row needs: what is not among them is swept from the folder of files.
//!
//! Every table that holds the name of a blob is listed here; one that is left out loses its bytes at the next sweep.

use crate::backend::{Tx, fetch_all};
use crate::error::StoreError;

/// One statement per table, each a page of `id, name, other name` after an id; a name may be empty.
const TABLES: &[&str] = &[
    "select id, blob, thumbnail from file where id > $1 order by id limit $2",
    "select id, blob, '' from download where id > $1 order by id limit $2",
    "select id, blob, '' from outgoing_mail_file where id > $1 order by id limit $2",
    "select id, blob, '' from proof where id > $1 order by id limit $2",
    "select id, blob, '' from report_file where id > $1 order by id limit $2",
];

/// How far the reading of all names has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    table: usize,
    after: String,
}

/// A page of names after a place, and the place it ends at; none after the last page.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn needed_after(tx: &mut Tx, place: &Place, limit: i64) -> Result<Option<(Place, Vec<String>)>, StoreError> {
    let Some(statement) = TABLES.get(place.table).copied() else { return Ok(None) };
    let rows = fetch_all!(tx, (String, String, String), statement, place.after.clone(), limit)?;
    let next = match rows.last() {
        Some((last, _, _)) => Place { table: place.table, after: last.clone() },
        None => Place { table: place.table + 1, after: String::new() },
    };
    let names = rows.into_iter().flat_map(|(_, name, other)| [name, other]).filter(|name| !name.is_empty());
    Ok(Some((next, names.collect())))
}
