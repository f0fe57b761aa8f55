//! Looks into the archive, and the parcels that they find.

use domain::id::{LookId, UserId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::backend::{Tx, execute, fetch_all, fetch_optional};
use crate::convert::{folded, micros, moment, parsed};
use crate::error::StoreError;
use crate::parcels::{Parcel, Row as ParcelRow, select_parcel};

/// A look into the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its id.
    pub id: LookId,
    /// Who looked.
    pub person: UserId,
    /// His name then.
    pub person_name: String,
    /// The number or reference that he asked for, as typed.
    pub query: String,
    /// Why he looked, in his words.
    pub reason: String,
    /// How many parcels he found.
    pub found: i64,
    /// When.
    pub looked_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    person_id: String,
    person_name: String,
    query: String,
    reason: String,
    found: i64,
    looked_at: i64,
}

const L: &str = "archive_look";

impl Row {
    fn look(self) -> Result<Look, StoreError> {
        Ok(Look {
            id: parsed(L, "id", &self.id)?,
            person: parsed(L, "person_id", &self.person_id)?,
            looked_at: moment(L, "looked_at", self.looked_at)?,
            person_name: self.person_name,
            query: self.query,
            reason: self.reason,
            found: self.found,
        })
    }
}

const INSERT: &str = "insert into archive_look
    (id, person_id, person_name, query, reason, found, deed_key, looked_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Records a look under the key of its form.
///
/// # Errors
/// [`StoreError::Conflict`] where that form has looked already.
pub async fn insert(tx: &mut Tx, look: &Look, deed: &str) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        look.id.to_string(),
        look.person.to_string(),
        look.person_name.clone(),
        look.query.clone(),
        look.reason.clone(),
        look.found,
        deed.to_owned(),
        micros(look.looked_at)
    )?;
    Ok(())
}

macro_rules! select_look {
    ($tail:literal) => {
        concat!("select id, person_id, person_name, query, reason, found, looked_at from archive_look ", $tail)
    };
}

const FIND: &str = select_look!("where id = $1");
const FIND_BY_DEED: &str = select_look!("where deed_key = $1");

/// One look.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find(tx: &mut Tx, id: LookId) -> Result<Option<Look>, StoreError> {
    fetch_optional!(tx, Row, FIND, id.to_string())?.map(Row::look).transpose()
}

/// The look that a form did.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find_by_deed(tx: &mut Tx, deed: &str) -> Result<Option<Look>, StoreError> {
    fetch_optional!(tx, Row, FIND_BY_DEED, deed.to_owned())?.map(Row::look).transpose()
}

const LIST: &str = select_look!("where id < $1 order by id desc limit $2");

/// Sorts after every id, on both engines and in every collation.
const AFTER_ALL: &str = "g";

/// The looks before one, or the last ones; the latest first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn list(tx: &mut Tx, before: Option<LookId>, limit: i64) -> Result<Vec<Look>, StoreError> {
    let before = before.map_or_else(|| AFTER_ALL.to_owned(), |id| id.to_string());
    fetch_all!(tx, Row, LIST, before.clone(), limit)?.into_iter().map(Row::look).collect()
}

const SEARCH: &str = select_parcel!(
    "where (p.number in ($1, $2) or p.sender_reference_key = $3) and p.label_on < $4
     order by p.label_on desc, p.id desc limit $5"
);

/// Parcels of all customers labelled before a day, by a cleaned number in one or two spellings, or by the sender's
/// reference as typed; the latest label first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn search(
    tx: &mut Tx,
    numbers: [&str; 2],
    reference: &str,
    before: Date,
    limit: i64,
) -> Result<Vec<Parcel>, StoreError> {
    let reference = folded(reference);
    if numbers[0].is_empty() || reference.is_empty() {
        // Parcels without a reference have an empty one: nothing typed must not find them all.
        return Ok(Vec::new());
    }
    let [number, other] = numbers.map(str::to_owned);
    fetch_all!(tx, ParcelRow, SEARCH, number.clone(), other.clone(), reference.clone(), before.to_string(), limit)?
        .into_iter()
        .map(ParcelRow::parcel)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::{hold_to_indexes, hold_to_order};

    #[tokio::test]
    async fn looks_and_what_they_find_are_found_by_an_index() {
        for statement in [FIND, FIND_BY_DEED, SEARCH] {
            hold_to_indexes(statement, &[]).await;
        }
        hold_to_order(LIST).await;
    }
}
