//! Where parcels stand, of many numbers at once: all that an import of scans needs of them.

use domain::id::ParcelId;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use super::row::KeptStanding;
use crate::backend::{Engine, Tx};
use crate::convert::{date_if, moment, moment_if, parsed, rows, word, word_if};
use crate::error::StoreError;

/// A parcel as far as its standing goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelStanding {
    /// Its id.
    pub id: ParcelId,
    /// Its number, cleaned.
    pub number: String,
    /// Code of the carrier.
    pub carrier: String,
    /// The day its label was made.
    pub label_on: Date,
    /// When it was announced.
    pub created_at: Timestamp,
    /// Where it stands.
    pub standing: KeptStanding,
}

#[derive(sqlx::FromRow, Deserialize)]
struct Row {
    id: String,
    number: String,
    carrier: String,
    label_on: String,
    created_at: i64,
    state: String,
    state_since: i64,
    state_reason: String,
    last_label: String,
    last_place: String,
    last_scan_at: Option<i64>,
    last_scan_offset: i64,
    last_state: String,
    last_reason: String,
    delivered_at: Option<i64>,
    returned_at: Option<i64>,
    ended_offset: i64,
    estimated_on: String,
}

const P: &str = "parcel";

impl Row {
    fn parcel(self) -> Result<ParcelStanding, StoreError> {
        Ok(ParcelStanding {
            id: parsed(P, "id", &self.id)?,
            label_on: parsed(P, "label_on", &self.label_on)?,
            created_at: moment(P, "created_at", self.created_at)?,
            standing: KeptStanding {
                state: word(P, "state", &self.state, |word| word.parse().ok())?,
                since: moment(P, "state_since", self.state_since)?,
                reason: word_if(P, "state_reason", &self.state_reason, |word| word.parse().ok())?,
                last_label: self.last_label,
                last_place: self.last_place,
                last_at: moment_if(P, "last_scan_at", self.last_scan_at)?,
                last_offset_minutes: i16::try_from(self.last_scan_offset).unwrap_or(0),
                last_state: word_if(P, "last_state", &self.last_state, |word| word.parse().ok())?,
                last_reason: word_if(P, "last_reason", &self.last_reason, |word| word.parse().ok())?,
                delivered_at: moment_if(P, "delivered_at", self.delivered_at)?,
                returned_at: moment_if(P, "returned_at", self.returned_at)?,
                ended_offset_minutes: i16::try_from(self.ended_offset).unwrap_or(0),
                estimated_on: date_if(P, "estimated_on", &self.estimated_on)?,
            },
            number: self.number,
            carrier: self.carrier,
        })
    }
}

macro_rules! columns {
    () => {
        "id, number, carrier, label_on, created_at, state, state_since, state_reason, last_label, last_place, last_scan_at,
         last_scan_offset, last_state, last_reason, delivered_at, returned_at, ended_offset, estimated_on"
    };
}

/// SQLite writes all rows as one text: handing them over one by one costs more than finding them (`backend::Page`).
const SQLITE: &str = concat!(
    "select json_group_array(json_array(",
    columns!(),
    ")) from parcel where number in (select value from json_each($1))"
);
const POSTGRES: &str = concat!("select ", columns!(), " from parcel where number = any($1)");

/// Where the parcels of these cleaned numbers stand, of all customers, in no order.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn standings(tx: &mut Tx, numbers: &[String]) -> Result<Vec<ParcelStanding>, StoreError> {
    let found: Vec<Row> = match tx.engine() {
        Engine::Sqlite(connection) => {
            let list = serde_json::Value::from(numbers.to_vec()).to_string();
            let text: String = sqlx::query_scalar(SQLITE).bind(list).fetch_one(connection).await?;
            rows(&text)?
        }
        Engine::Postgres(connection) => sqlx::query_as(POSTGRES).bind(numbers.to_vec()).fetch_all(connection).await?,
    };
    found.into_iter().map(Row::parcel).collect()
}

#[cfg(test)]
mod tests {
    use super::SQLITE;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn standings_are_found_by_an_index() {
        hold_to_indexes(SQLITE, &["json_each"]).await;
    }
}
