//! Finding parcels.

use std::collections::HashSet;

use domain::actor::AccountScope;
use domain::id::ParcelId;
use jiff::civil::Date;

use super::results::Sight;
use super::row::{Parcel, Row, select_parcel};
use crate::backend::{Engine, Tx, fetch_all};
use crate::bulk::fetch_any;
use crate::convert::{folded, parsed_if};
use crate::error::StoreError;

/// At most twenty: carriers use a number again after a year or so.
const BY_NUMBER: &str = select_parcel!(
    "where (p.number = $1 or p.id = $2) and ($3 = '' or p.customer_id = $3)
     order by p.label_on desc, p.id desc limit 20"
);

/// The parcels of a cleaned number within the scope of the transaction, the latest label first, at most 20. Whether
/// somebody may see them is for the caller to ask.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_number(tx: &mut Tx, number: &str) -> Result<Vec<Parcel>, StoreError> {
    find(tx, number, String::new()).await
}

/// As [`by_number`], and where an id is given also the parcel of that id: several parcels can share a number, and
/// a link to one of them then holds its id.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_number_or_id(tx: &mut Tx, number: &str, id: Option<ParcelId>) -> Result<Vec<Parcel>, StoreError> {
    find(tx, number, id.map(|id| id.to_string()).unwrap_or_default()).await
}

async fn find(tx: &mut Tx, number: &str, id: String) -> Result<Vec<Parcel>, StoreError> {
    let customer = tx.scope().customer();
    fetch_all!(tx, Row, BY_NUMBER, number.to_owned(), id.clone(), customer.clone())?
        .into_iter()
        .map(Row::parcel)
        .collect()
}

/// `$1` the numbers, `$2` customer or empty, `$3` the earliest label.
macro_rules! labelled {
    ($among:literal) => {
        concat!(
            "select number, account_id, sub_account_id from parcel
             where number",
            $among,
            " and ($2 = '' or customer_id = $2) and label_on >= $3"
        )
    };
}

const LABELLED_SQLITE: &str = labelled!(" in (select value from json_each($1))");
const LABELLED_POSTGRES: &str = labelled!(" = any($1)");

/// Of some cleaned numbers those that several parcels have which the asking person sees: a link to one of them must hold
/// its id.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn shared_numbers(tx: &mut Tx, sight: &Sight, numbers: &[String]) -> Result<Vec<String>, StoreError> {
    type Labelled = (String, Option<String>, Option<String>);
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let customer = tx.scope().customer();
    let from = sight.labelled_from.map(|day| day.to_string()).unwrap_or_default();
    let rows: Vec<Labelled> = match tx.engine() {
        Engine::Sqlite(connection) => {
            let list = serde_json::Value::from(numbers.to_vec()).to_string();
            let query = sqlx::query_as(LABELLED_SQLITE).bind(list).bind(customer).bind(from);
            query.fetch_all(connection).await?
        }
        Engine::Postgres(connection) => {
            let query = sqlx::query_as(LABELLED_POSTGRES).bind(numbers.to_vec()).bind(customer).bind(from);
            query.fetch_all(connection).await?
        }
    };
    let (mut once, mut shared) = (HashSet::new(), HashSet::new());
    for (number, account, part) in rows {
        let account = parsed_if("parcel", "account_id", account.as_deref())?;
        let part = parsed_if("parcel", "sub_account_id", part.as_deref())?;
        if sight.accounts.covers(account, part) && !once.insert(number.clone()) {
            shared.insert(number);
        }
    }
    Ok(shared.into_iter().collect())
}

/// What is searched for, and what the asking person sees of it beyond the scope of the transaction.
#[derive(Clone, Debug)]
pub struct ParcelSearch {
    /// A cleaned number.
    pub number: String,
    /// The same number in its carrier's other spelling, or empty.
    pub other_number: String,
    /// A sender's reference as typed.
    pub reference: String,
    /// The accounts that he sees.
    pub accounts: AccountScope,
    /// The earliest label that he sees; the beginning of time where not set.
    pub labelled_from: Option<Date>,
    /// At most so many rows.
    pub limit: i64,
}

const SEARCH: &str = select_parcel!(
    "where (p.number in ($1, $2) or p.sender_reference_key = $3)
       and ($4 = '' or p.customer_id = $4)
       and ($5 = '' or p.account_id is null or $5 like '%' || p.account_id || '%'
            or (p.sub_account_id is not null and $5 like '%' || p.sub_account_id || '%'))
       and p.label_on >= $6
     order by p.label_on desc, p.id desc limit $7"
);

/// Parcels by number or sender's reference, the latest label first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn search(tx: &mut Tx, search: &ParcelSearch) -> Result<Vec<Parcel>, StoreError> {
    let reference = folded(&search.reference);
    if search.number.is_empty() || reference.is_empty() {
        // Parcels without a reference have an empty one: nothing typed must not find them all.
        return Ok(Vec::new());
    }
    let customer = tx.scope().customer();
    fetch_all!(
        tx,
        Row,
        SEARCH,
        search.number.clone(),
        search.other_number.clone(),
        reference.clone(),
        customer.clone(),
        search.accounts.to_words(),
        search.labelled_from.map(|day| day.to_string()).unwrap_or_default(),
        search.limit
    )?
    .into_iter()
    .map(Row::parcel)
    .collect()
}

const SIBLINGS: &str =
    select_parcel!("where p.customer_id = $1 and p.shipment = $2 and p.id <> $3 order by p.number, p.id limit 100");

/// The other parcels of the same shipment of the same customer, by number, at most 100. Whether somebody may see them is for the
/// caller to ask.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn siblings(tx: &mut Tx, parcel: &Parcel) -> Result<Vec<Parcel>, StoreError> {
    if parcel.shipment.is_empty() {
        return Ok(Vec::new());
    }
    fetch_all!(tx, Row, SIBLINGS, parcel.customer.to_string(), parcel.shipment.clone(), parcel.id.to_string())?
        .into_iter()
        .map(Row::parcel)
        .collect()
}

const BY_NUMBERS_SQLITE: &str =
    select_parcel!("where p.number in (select value from json_each($1)) order by p.number, p.id");
const BY_NUMBERS_POSTGRES: &str = select_parcel!("where p.number = any($1) order by p.number, p.id");

/// The parcels of many cleaned numbers, of all customers: for imports.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_numbers(tx: &mut Tx, numbers: &[String]) -> Result<Vec<Parcel>, StoreError> {
    fetch_any!(tx, Row, BY_NUMBERS_SQLITE, BY_NUMBERS_POSTGRES, numbers)?.into_iter().map(Row::parcel).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn parcels_are_found_by_an_index() {
        for search in [BY_NUMBER, SEARCH, SIBLINGS] {
            hold_to_indexes(search, &[]).await;
        }
        hold_to_indexes(LABELLED_SQLITE, &["json_each"]).await;
    }
}
