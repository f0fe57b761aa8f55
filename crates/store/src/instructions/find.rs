//! Finding instructions.

use domain::id::{InstructionId, ParcelId};
use jiff::Timestamp;

use super::row::{Instruction, Row, select_instruction};
use crate::backend::{Tx, fetch_all, fetch_optional};
use crate::bulk::fetch_any;
use crate::convert::micros;
use crate::error::StoreError;

fn all(rows: Vec<Row>) -> Result<Vec<Instruction>, StoreError> {
    rows.into_iter().map(Row::instruction).collect()
}

const OF_PARCEL: &str = select_instruction!(
    "where parcel_id = $1 and ($2 = '' or customer_id = $2) order by given_at desc, id desc limit 100"
);

/// The instructions of a parcel within the scope of the transaction, the latest first, at most 100. Whether somebody may
/// see the parcel is for the caller to ask.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_parcel(tx: &mut Tx, parcel: ParcelId) -> Result<Vec<Instruction>, StoreError> {
    let customer = tx.scope().customer();
    all(fetch_all!(tx, Row, OF_PARCEL, parcel.to_string(), customer.clone())?)
}

const OPEN_SQLITE: &str = select_instruction!(
    "where parcel_id in (select value from json_each($1)) and fate in ('sent', 'accepted') order by parcel_id"
);
const OPEN_POSTGRES: &str =
    select_instruction!("where parcel_id = any($1) and fate in ('sent', 'accepted') order by parcel_id");

/// The open instructions of many parcels; of each at most one. Whether somebody may see the parcels is for the caller to
/// ask.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn open_of_parcels(tx: &mut Tx, parcels: &[ParcelId]) -> Result<Vec<Instruction>, StoreError> {
    if parcels.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = parcels.iter().map(ToString::to_string).collect();
    all(fetch_any!(tx, Row, OPEN_SQLITE, OPEN_POSTGRES, ids)?)
}

const OPEN_OF_NUMBERS_SQLITE: &str = select_instruction!(
    "where parcel_number in (select value from json_each($1)) and fate in ('sent', 'accepted') order by id"
);
const OPEN_OF_NUMBERS_POSTGRES: &str =
    select_instruction!("where parcel_number = any($1) and fate in ('sent', 'accepted') order by id");

/// The open instructions of the parcels of many cleaned numbers, of all customers: for imports of scans.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn open_of_numbers(tx: &mut Tx, numbers: &[String]) -> Result<Vec<Instruction>, StoreError> {
    all(fetch_any!(tx, Row, OPEN_OF_NUMBERS_SQLITE, OPEN_OF_NUMBERS_POSTGRES, numbers)?)
}

const LAPSED_SQLITE: &str = select_instruction!(
    "where parcel_id in (select value from json_each($1)) and fate = 'expired' and accepted_at is null
        and not exists (select 1 from instruction later
            where later.parcel_id = instruction.parcel_id and later.given_at > instruction.given_at)
     order by id"
);
const LAPSED_POSTGRES: &str = select_instruction!(
    "where parcel_id = any($1) and fate = 'expired' and accepted_at is null
        and not exists (select 1 from instruction later
            where later.parcel_id = instruction.parcel_id and later.given_at > instruction.given_at)
     order by id"
);

/// The last instructions of many parcels, of all customers, as far as they came to nothing without the carrier's word: for
/// imports of scans, which may bring it late.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn lapsed_of_parcels(tx: &mut Tx, parcels: &[ParcelId]) -> Result<Vec<Instruction>, StoreError> {
    let ids: Vec<String> = parcels.iter().map(ToString::to_string).collect();
    all(fetch_any!(tx, Row, LAPSED_SQLITE, LAPSED_POSTGRES, ids)?)
}

const BY_IDS_SQLITE: &str = select_instruction!("where id in (select value from json_each($1)) order by id");
const BY_IDS_POSTGRES: &str = select_instruction!("where id = any($1) order by id");

/// Instructions by their ids, of all customers: for carriers' answers.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_ids(tx: &mut Tx, ids: &[InstructionId]) -> Result<Vec<Instruction>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    all(fetch_any!(tx, Row, BY_IDS_SQLITE, BY_IDS_POSTGRES, ids)?)
}

const BY_KEY: &str = select_instruction!("where key = $1 and ($2 = '' or customer_id = $2)");

/// The instruction that a form's key gave already, within the scope of the transaction.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_key(tx: &mut Tx, key: &str) -> Result<Option<Instruction>, StoreError> {
    let customer = tx.scope().customer();
    fetch_optional!(tx, Row, BY_KEY, key.to_owned(), customer.clone())?.map(Row::instruction).transpose()
}

const BY_BATCH: &str = select_instruction!("where batch = $1 order by given_at, id");

/// What a carrier was handed in one file, in its order.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_batch(tx: &mut Tx, batch: i64) -> Result<Vec<Instruction>, StoreError> {
    all(fetch_all!(tx, Row, BY_BATCH, batch)?)
}

const DUE: &str =
    select_instruction!("where waits_until <= $1 and fate in ('sent', 'accepted') order by waits_until, id limit $2");

/// The open instructions that nobody waits for any more.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Instruction>, StoreError> {
    all(fetch_all!(tx, Row, DUE, micros(now), limit)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::{hold_to_indexes, hold_to_order};

    #[tokio::test]
    async fn instructions_are_found_by_an_index() {
        for statement in [OF_PARCEL, BY_KEY] {
            hold_to_indexes(statement, &[]).await;
        }
        for statement in [OPEN_SQLITE, OPEN_OF_NUMBERS_SQLITE, LAPSED_SQLITE, BY_IDS_SQLITE] {
            hold_to_indexes(statement, &["json_each"]).await;
        }
        for statement in [BY_BATCH] {
            hold_to_order(statement).await;
        }
        hold_to_indexes(DUE, &[]).await;
    }
}
