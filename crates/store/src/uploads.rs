//! Files that are being sent in parts: rows only, the parts lie beside the installation's files.

use domain::id::UserId;
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::convert::{micros, parsed};
use crate::error::StoreError;

/// A file that is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// The name of its parts, which nobody guesses.
    pub id: String,
    /// Who sends it.
    pub person: UserId,
    /// The form it is sent to.
    pub draft_key: String,
    /// The key of the matrix slot it is meant for, or empty.
    pub slot_key: String,
    /// Its name as the browser says it.
    pub name: String,
    /// Bytes of the whole.
    pub size: i64,
    /// What tells it from another of the same name and size.
    pub print: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    person_id: String,
    draft_key: String,
    slot_key: String,
    name: String,
    size: i64,
    print: String,
}

impl Row {
    fn upload(self) -> Result<Upload, StoreError> {
        Ok(Upload {
            id: self.id,
            person: parsed("upload", "person_id", &self.person_id)?,
            draft_key: self.draft_key,
            slot_key: self.slot_key,
            name: self.name,
            size: self.size,
            print: self.print,
        })
    }
}

const INSERT: &str =
    "insert into upload (id, person_id, draft_key, slot_key, name, size, print, created_at, changed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $8)";

/// Inserts a file that is about to be sent.
///
/// # Errors
/// [`StoreError::Conflict`] where the person is sending the same already.
pub async fn insert(tx: &mut Tx, upload: &Upload, now: Timestamp) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        upload.id.clone(),
        upload.person.to_string(),
        upload.draft_key.clone(),
        upload.slot_key.clone(),
        upload.name.clone(),
        upload.size,
        upload.print.clone(),
        micros(now),
    )?;
    Ok(())
}

const FIND: &str = "select id, person_id, draft_key, slot_key, name, size, print from upload
    where id = $1 and person_id = $2";

/// What somebody sends under a name.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find(tx: &mut Tx, id: &str, person: UserId) -> Result<Option<Upload>, StoreError> {
    fetch_optional!(tx, Row, FIND, id.to_owned(), person.to_string())?.map(Row::upload).transpose()
}

const SAME: &str = "select id, person_id, draft_key, slot_key, name, size, print from upload
    where person_id = $1 and draft_key = $2 and slot_key = $3 and name = $4 and size = $5 and print = $6";

/// The same file, if its person has begun to send it to the same form.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn same(tx: &mut Tx, upload: &Upload) -> Result<Option<Upload>, StoreError> {
    fetch_optional!(
        tx,
        Row,
        SAME,
        upload.person.to_string(),
        upload.draft_key.clone(),
        upload.slot_key.clone(),
        upload.name.clone(),
        upload.size,
        upload.print.clone(),
    )?
    .map(Row::upload)
    .transpose()
}

const WEIGH: &str = "select cast(coalesce(sum(size), 0) as bigint) as bytes from upload where person_id = $1";

/// The bytes of all that somebody has begun to send.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn weigh(tx: &mut Tx, person: UserId) -> Result<i64, StoreError> {
    let (bytes,) = fetch_one!(tx, (i64,), WEIGH, person.to_string())?;
    Ok(bytes)
}

const TOUCH: &str = "update upload set changed_at = $2 where id = $1";

/// A part of it has arrived.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn touch(tx: &mut Tx, id: &str, now: Timestamp) -> Result<(), StoreError> {
    execute!(tx, TOUCH, id.to_owned(), micros(now))?;
    Ok(())
}

const DELETE: &str = "delete from upload where id = $1";

/// Forgets one: it has arrived as a whole, or is refused.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn delete(tx: &mut Tx, id: &str) -> Result<(), StoreError> {
    execute!(tx, DELETE, id.to_owned())?;
    Ok(())
}

const SWEEP: &str = "delete from upload where changed_at < $1";

/// Forgets those of which nothing has come since a moment.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, SWEEP, micros(before))
}

const IDS: &str = "select id from upload order by id";

/// The names of all parts that are still waited for: few at any time.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn ids(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    Ok(fetch_all!(tx, (String,), IDS)?.into_iter().map(|(id,)| id).collect())
}

#[cfg(test)]
mod tests {
    use super::{FIND, SAME, SWEEP, WEIGH};
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn uploads_are_found_by_an_index() {
        for statement in [FIND, SAME, SWEEP, WEIGH] {
            hold_to_indexes(statement, &[]).await;
        }
    }
}
