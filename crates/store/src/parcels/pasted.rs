//! The parcels of a pasted list: up to two hundred numbers or references in one statement (S2-04).

use std::collections::HashMap;

use domain::actor::AccountScope;

use super::results::Sight;
use super::row::{AS_TEXT, Parcel, Row, select_parcel};
use crate::backend::{Engine, Tx};
use crate::convert::{folded, rows};
use crate::error::StoreError;

/// The rows that one paste is answered with at most: a reference may be that of many parcels.
pub const PASTED_ROWS: i64 = 1_000;

/// `$1` the list, `$2` customer or empty, `$3` the earliest label; `$4` whether all accounts are seen, else only `$5` and
/// the parts `$6`, each as a list, and what belongs to none.
macro_rules! seen {
    ($column:literal, $of_list:literal, $all:literal, $accounts:literal, $parts:literal) => {
        concat!(
            " where ",
            $column,
            $of_list,
            " and ($2 = '' or p.customer_id = $2) and p.label_on >= $3
              and (",
            $all,
            " or p.account_id is null or p.account_id",
            $accounts,
            " or p.sub_account_id",
            $parts,
            ")"
        )
    };
}

macro_rules! sqlite {
    ($column:literal) => {
        seen!(
            $column,
            " in (select value from json_each($1))",
            "$4 = 'all'",
            " in (select value from json_each($5))",
            " in (select value from json_each($6))"
        )
    };
}

macro_rules! postgres {
    ($column:literal) => {
        seen!($column, " = any($1)", "$4 = 'all'", " = any($5)", " = any($6)")
    };
}

/// Of each number or reference how many parcels there are, by what it is compared with.
macro_rules! counted {
    ($column:literal, $seen:expr) => {
        concat!("select ", $column, ", count(*) from parcel p", $seen, " group by ", $column)
    };
}

/// Of each the latest label first, then of each the second, and so on up to `$7`, so that where there are too many none
/// is left without a row.
macro_rules! in_turn {
    ($column:literal, $seen:expr) => {
        select_parcel!(concat!(
            "join (select p.id, row_number() over (partition by ",
            $column,
            " order by p.label_on desc, p.id desc) as turn from parcel p",
            $seen,
            " order by turn, p.label_on desc, p.id desc limit $7) few on few.id = p.id
             order by p.label_on desc, p.id desc"
        ))
    };
}

/// The statements of one column.
struct OfColumn {
    count: [&'static str; 2],
    rows: [&'static str; 2],
}

macro_rules! of_column {
    ($column:literal) => {
        OfColumn {
            count: [counted!($column, sqlite!($column)), counted!($column, postgres!($column))],
            rows: [in_turn!($column, sqlite!($column)), in_turn!($column, postgres!($column))],
        }
    };
}

const NUMBERS: OfColumn = of_column!("p.number");
const REFERENCES: OfColumn = of_column!("p.sender_reference_key");

/// What a paste is answered with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedParcels {
    /// How many parcels each number, or each reference as it is compared, has; what has none is not there.
    pub counts: HashMap<String, i64>,
    /// The parcels, at most [`PASTED_ROWS`], the latest label first. Where there are more, those that are here are as
    /// many of each as all can have.
    pub rows: Vec<Parcel>,
}

/// The parcels of cleaned numbers that somebody sees within the scope of the transaction.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_pasted_numbers(tx: &mut Tx, sight: &Sight, numbers: &[String]) -> Result<PastedParcels, StoreError> {
    pasted(tx, sight, numbers.to_vec(), NUMBERS).await
}

/// The parcels of senders' references as they were typed, likewise.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_pasted_references(
    tx: &mut Tx,
    sight: &Sight,
    references: &[String],
) -> Result<PastedParcels, StoreError> {
    // Parcels without a reference have an empty one: what folds to nothing must not find them all.
    let keys = references.iter().map(|reference| folded(reference)).filter(|key| !key.is_empty()).collect();
    pasted(tx, sight, keys, REFERENCES).await
}

async fn pasted(tx: &mut Tx, sight: &Sight, list: Vec<String>, column: OfColumn) -> Result<PastedParcels, StoreError> {
    if list.is_empty() {
        return Ok(PastedParcels::default());
    }
    let customer = tx.scope().customer();
    let from = sight.labelled_from.map(|day| day.to_string()).unwrap_or_default();
    let words = |ids: &[String]| serde_json::Value::from(ids.to_vec()).to_string();
    let (all, accounts, parts) = match &sight.accounts {
        AccountScope::All => ("all", Vec::new(), Vec::new()),
        AccountScope::Only { accounts, sub_accounts } => (
            "some",
            accounts.iter().map(ToString::to_string).collect(),
            sub_accounts.iter().map(ToString::to_string).collect(),
        ),
    };
    let (counts, found): (Vec<(String, i64)>, Vec<Row>) = match tx.engine() {
        Engine::Sqlite(connection) => {
            let (list, accounts, parts) = (words(&list), words(&accounts), words(&parts));
            let count = sqlx::query_as(column.count[0]).bind(list.clone()).bind(customer.clone()).bind(from.clone());
            let count = count.bind(all).bind(accounts.clone()).bind(parts.clone());
            let counts = count.fetch_all(&mut *connection).await?;
            let text = sqlx::AssertSqlSafe(format!("{AS_TEXT}{})", column.rows[0]));
            let query = sqlx::query_scalar::<_, String>(text).bind(list).bind(customer).bind(from);
            let query = query.bind(all).bind(accounts).bind(parts).bind(PASTED_ROWS);
            (counts, rows(&query.fetch_one(connection).await?)?)
        }
        Engine::Postgres(connection) => {
            let count = sqlx::query_as(column.count[1]).bind(list.clone()).bind(customer.clone()).bind(from.clone());
            let count = count.bind(all).bind(accounts.clone()).bind(parts.clone());
            let counts = count.fetch_all(&mut *connection).await?;
            let query = sqlx::query_as::<_, Row>(column.rows[1]).bind(list).bind(customer).bind(from);
            let query = query.bind(all).bind(accounts).bind(parts).bind(PASTED_ROWS);
            (counts, query.fetch_all(connection).await?)
        }
    };
    let rows: Result<Vec<Parcel>, StoreError> = found.into_iter().map(Row::parcel).collect();
    Ok(PastedParcels { counts: counts.into_iter().collect(), rows: rows? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn pasted_lists_are_found_by_an_index() {
        for column in [NUMBERS, REFERENCES] {
            for search in [column.count[0], column.rows[0]] {
                hold_to_indexes(search, &["json_each", "few", "(subquery-6)", "(subquery-7)"]).await;
            }
        }
    }
}
