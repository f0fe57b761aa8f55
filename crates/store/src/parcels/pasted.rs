//! The parcels of a pasted list: up to two hundred numbers or references in one statement (S2-04).

use super::results::Sight;
use super::row::{AS_TEXT, Parcel, Row, select_parcel};
use crate::backend::{Engine, Tx};
use crate::convert::{folded, rows};
use crate::error::StoreError;

/// The rows that one paste is answered with at most: a reference may be that of many parcels.
const ROWS_MAX: i64 = 1_000;

/// `$1` the list, `$2` customer or empty, `$3` the earliest label, `$4` rows at most; the latest label first.
macro_rules! pasted {
    ($column:literal, $among:literal) => {
        select_parcel!(concat!(
            "where ",
            $column,
            $among,
            " and ($2 = '' or p.customer_id = $2) and p.label_on >= $3 order by p.label_on desc, p.id desc limit $4"
        ))
    };
}

const NUMBERS_SQLITE: &str = pasted!("p.number", " in (select value from json_each($1))");
const NUMBERS_POSTGRES: &str = pasted!("p.number", " = any($1)");
const REFERENCES_SQLITE: &str = pasted!("p.sender_reference_key", " in (select value from json_each($1))");
const REFERENCES_POSTGRES: &str = pasted!("p.sender_reference_key", " = any($1)");

/// The parcels of cleaned numbers within the scope of the transaction, not older than is seen; the latest label first.
/// Whether somebody sees their accounts is for the caller to ask.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_pasted_numbers(tx: &mut Tx, sight: &Sight, numbers: &[String]) -> Result<Vec<Parcel>, StoreError> {
    pasted(tx, sight, numbers.to_vec(), NUMBERS_SQLITE, NUMBERS_POSTGRES).await
}

/// The parcels of senders' references as they were typed, likewise.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_pasted_references(
    tx: &mut Tx,
    sight: &Sight,
    references: &[String],
) -> Result<Vec<Parcel>, StoreError> {
    // Parcels without a reference have an empty one: what folds to nothing must not find them all.
    let keys = references.iter().map(|reference| folded(reference)).filter(|key| !key.is_empty()).collect();
    pasted(tx, sight, keys, REFERENCES_SQLITE, REFERENCES_POSTGRES).await
}

async fn pasted(
    tx: &mut Tx,
    sight: &Sight,
    list: Vec<String>,
    sqlite: &'static str,
    postgres: &'static str,
) -> Result<Vec<Parcel>, StoreError> {
    if list.is_empty() {
        return Ok(Vec::new());
    }
    let customer = tx.scope().customer();
    let from = sight.labelled_from.map(|day| day.to_string()).unwrap_or_default();
    let found: Vec<Row> = match tx.engine() {
        Engine::Sqlite(connection) => {
            let list = serde_json::Value::from(list).to_string();
            let text = sqlx::AssertSqlSafe(format!("{AS_TEXT}{sqlite})"));
            let query = sqlx::query_scalar::<_, String>(text).bind(list).bind(customer).bind(from).bind(ROWS_MAX);
            rows(&query.fetch_one(connection).await?)?
        }
        Engine::Postgres(connection) => {
            let query = sqlx::query_as::<_, Row>(postgres).bind(list).bind(customer).bind(from).bind(ROWS_MAX);
            query.fetch_all(connection).await?
        }
    };
    found.into_iter().map(Row::parcel).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn pasted_lists_are_found_by_an_index() {
        for search in [NUMBERS_SQLITE, REFERENCES_SQLITE] {
            hold_to_indexes(search, &["json_each"]).await;
        }
    }
}
