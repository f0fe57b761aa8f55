//! Whom leads keep from filing.

use domain::id::{CustomerId, UserId};
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_optional};
use crate::convert::{micros, moment, parsed};
use crate::error::StoreError;

/// Somebody who is kept from filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// The person.
    pub person: UserId,
    /// His name.
    pub name: String,
    /// His customer's name.
    pub customer: String,
    /// What he is told.
    pub word: String,
    /// The lead's name.
    pub by: String,
    /// Since when.
    pub since: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    person_id: String,
    name: String,
    customer: String,
    word: String,
    stopped_by: String,
    since: i64,
}

const LIST: &str = "select s.person_id, p.name, c.name as customer, s.word, s.stopped_by, s.since
    from filing_stop s join person p on p.id = s.person_id join customer c on c.id = s.customer_id
    order by s.since desc, s.person_id";

/// All who are kept from filing, the last first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn list(tx: &mut Tx) -> Result<Vec<Stopped>, StoreError> {
    fetch_all!(tx, Row, LIST)?
        .into_iter()
        .map(|row| {
            Ok(Stopped {
                person: parsed("filing_stop", "person_id", &row.person_id)?,
                since: moment("filing_stop", "since", row.since)?,
                name: row.name,
                customer: row.customer,
                word: row.word,
                by: row.stopped_by,
            })
        })
        .collect()
}

const WORD: &str = "select word from filing_stop where person_id = $1";

/// What somebody is told who is kept from filing; nothing where he may file.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn word(tx: &mut Tx, person: UserId) -> Result<Option<String>, StoreError> {
    Ok(fetch_optional!(tx, (String,), WORD, person.to_string())?.map(|(word,)| word))
}

const IS_MARKED: &str = "select id from abuse_mark where customer_id = $1 and person_id = $2 and undone_at is null";

/// Whether something that a customer's user wrote stands marked as abuse.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn is_marked(tx: &mut Tx, customer: CustomerId, person: UserId) -> Result<bool, StoreError> {
    Ok(fetch_optional!(tx, (String,), IS_MARKED, customer.to_string(), person.to_string())?.is_some())
}

const STOP: &str = "insert into filing_stop (person_id, customer_id, word, stopped_by_id, stopped_by, since)
    values ($1, $2, $3, $4, $5, $6) on conflict (person_id) do nothing";

/// Keeps somebody from filing; tells whether he could until now.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn stop(
    tx: &mut Tx,
    (person, customer): (UserId, CustomerId),
    word: &str,
    (by, name): (UserId, &str),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (person, customer) = (person.to_string(), customer.to_string());
    Ok(execute!(
        tx,
        STOP,
        person.clone(),
        customer.clone(),
        word.to_owned(),
        by.to_string(),
        name.to_owned(),
        micros(now)
    )? > 0)
}

const ALLOW: &str = "delete from filing_stop where person_id = $1";

/// Lets somebody file again; tells whether he could not until now.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn allow(tx: &mut Tx, person: UserId) -> Result<bool, StoreError> {
    Ok(execute!(tx, ALLOW, person.to_string())? > 0)
}

#[cfg(test)]
mod tests {
    use super::{IS_MARKED, WORD};
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn whoever_is_kept_from_filing_is_found_by_an_index() {
        for statement in [WORD, IS_MARKED] {
            hold_to_indexes(statement, &[]).await;
        }
    }
}
