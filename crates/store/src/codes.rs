//! Carriers' codes that no dictionary knows, and what administrators say that they mean.

use domain::id::ScanId;
use domain::parcel::{ParcelState, Responsible, ScanReason};
use jiff::Timestamp;

use crate::backend::{Engine, Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::convert::{micros, moment, parsed, word_if};
use crate::error::StoreError;
use crate::scans::CodeReading;

/// What a carrier's code is said to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeMapping {
    /// Code of the carrier.
    pub carrier: String,
    /// The carrier's code of the event.
    pub code: String,
    /// The carrier's own words, as they last came.
    pub label: String,
    /// The state that it puts a parcel in; `None` for a code that only tells something.
    pub state: Option<ParcelState>,
    /// Why.
    pub reason: Option<ScanReason>,
    /// Who is responsible.
    pub responsible: Option<Responsible>,
    /// The name of who says so.
    pub mapped_by: String,
    /// Since when.
    pub mapped_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct MappingRow {
    carrier: String,
    code: String,
    label: String,
    state: String,
    reason: String,
    responsible: String,
    mapped_by: String,
    mapped_at: i64,
}

const M: &str = "code_mapping";

impl MappingRow {
    fn mapping(self) -> Result<CodeMapping, StoreError> {
        Ok(CodeMapping {
            state: word_if(M, "state", &self.state, |word| word.parse().ok())?,
            reason: word_if(M, "reason", &self.reason, |word| word.parse().ok())?,
            responsible: word_if(M, "responsible", &self.responsible, |word| word.parse().ok())?,
            mapped_at: moment(M, "mapped_at", self.mapped_at)?,
            carrier: self.carrier,
            code: self.code,
            label: self.label,
            mapped_by: self.mapped_by,
        })
    }
}

/// There are some hundreds at most: each was chosen by a person.
const MAPPINGS: &str = "select carrier, code, label, state, reason, responsible, mapped_by, mapped_at
    from code_mapping order by carrier, code limit 10000";

/// Every mapping, by carrier and code.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn mappings(tx: &mut Tx) -> Result<Vec<CodeMapping>, StoreError> {
    fetch_all!(tx, MappingRow, MAPPINGS)?.into_iter().map(MappingRow::mapping).collect()
}

const KEEP: &str = "insert into code_mapping (carrier, code, label, state, reason, responsible, mapped_by, mapped_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (carrier, code) do update
        set state = excluded.state, reason = excluded.reason, responsible = excluded.responsible,
            mapped_by = excluded.mapped_by, mapped_at = excluded.mapped_at";

/// Keeps a mapping, in the place of an earlier one.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn keep(tx: &mut Tx, mapping: &CodeMapping) -> Result<(), StoreError> {
    execute!(
        tx,
        KEEP,
        mapping.carrier.clone(),
        mapping.code.clone(),
        mapping.label.clone(),
        mapping.state.map_or("", |state| state.as_str()),
        mapping.reason.map_or("", ScanReason::as_str),
        mapping.responsible.map_or("", Responsible::as_str),
        mapping.mapped_by.clone(),
        micros(mapping.mapped_at)
    )?;
    Ok(())
}

const REMOVE: &str = "delete from code_mapping where carrier = $1 and code = $2";

/// Takes a mapping away; tells whether there was one.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn remove(tx: &mut Tx, carrier: &str, code: &str) -> Result<bool, StoreError> {
    Ok(execute!(tx, REMOVE, carrier.to_owned(), code.to_owned())? == 1)
}

/// A code that nothing knows, with the scans that came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    /// Code of the carrier.
    pub carrier: String,
    /// The carrier's code of the event.
    pub code: String,
    /// How many scans came with it.
    pub scans: i64,
    /// When the first came.
    pub first_at: Timestamp,
    /// When the last came.
    pub last_at: Timestamp,
    /// The carrier's own words of one of them; may be empty.
    pub label: String,
    /// The number of one of them whose parcel is here; empty where all of them wait for theirs.
    pub number: String,
}

#[derive(sqlx::FromRow)]
struct UnknownRow {
    carrier: String,
    code: String,
    scans: i64,
    first_at: i64,
    last_at: i64,
    label: String,
    number: String,
}

impl UnknownRow {
    fn code(self) -> Result<UnknownCode, StoreError> {
        Ok(UnknownCode {
            first_at: moment("scan", "received_at", self.first_at)?,
            last_at: moment("scan", "received_at", self.last_at)?,
            carrier: self.carrier,
            code: self.code,
            scans: self.scans,
            label: self.label,
            number: self.number,
        })
    }
}

/// What is unknown stands apart in an index of its own, so that counting costs what is waiting there and no more.
const UNKNOWN: &str = "select s.carrier, s.code, count(*) as scans, min(s.received_at) as first_at,
        max(s.received_at) as last_at, max(s.label) as label,
        max(case when s.waiting then '' else s.number end) as number
    from scan s
    where s.reading <> 'known' and s.carrier >= $1 and s.reading = 'unknown'
    group by s.carrier, s.code
    order by count(*) desc, s.carrier, s.code
    limit $2";

/// The codes that nothing knows, those that came most often first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn unknown(tx: &mut Tx, limit: i64) -> Result<Vec<UnknownCode>, StoreError> {
    fetch_all!(tx, UnknownRow, UNKNOWN, String::new(), limit)?.into_iter().map(UnknownRow::code).collect()
}

const UNKNOWN_ONE: &str = "select s.carrier, s.code, count(*) as scans, min(s.received_at) as first_at,
        max(s.received_at) as last_at, max(s.label) as label,
        max(case when s.waiting then '' else s.number end) as number
    from scan s
    where s.reading <> 'known' and s.carrier = $1 and s.code = $2 and s.reading = 'unknown'
    group by s.carrier, s.code";

/// The code of a carrier, if nothing knows it and scans came with it.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn unknown_one(tx: &mut Tx, carrier: &str, code: &str) -> Result<Option<UnknownCode>, StoreError> {
    let row = fetch_optional!(tx, UnknownRow, UNKNOWN_ONE, carrier.to_owned(), code.to_owned())?;
    row.map(UnknownRow::code).transpose()
}

/// A scan whose code is to be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanToRead {
    /// Its id.
    pub id: ScanId,
    /// The number it belongs to.
    pub number: String,
    /// The format whose dictionaries are asked.
    pub dictionary: String,
    /// The carrier's own words.
    pub label: String,
}

#[derive(sqlx::FromRow)]
struct ToReadRow {
    id: String,
    number: String,
    dictionary: String,
    label: String,
}

const TO_READ: &str = "select id, number, dictionary, label from scan
    where reading <> 'known' and carrier = $1 and code = $2 and id > $3
    order by id limit $4";

/// The scans of a code that were not read by the program's dictionaries, in the order of their ids, after one of them.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn to_read(
    tx: &mut Tx,
    carrier: &str,
    code: &str,
    after: Option<ScanId>,
    limit: i64,
) -> Result<Vec<ScanToRead>, StoreError> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let rows = fetch_all!(tx, ToReadRow, TO_READ, carrier.to_owned(), code.to_owned(), after, limit)?;
    rows.into_iter()
        .map(|row| {
            let id = parsed("scan", "id", &row.id)?;
            Ok(ScanToRead { id, number: row.number, dictionary: row.dictionary, label: row.label })
        })
        .collect()
}

/// What a scan is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReadAs {
    /// The state.
    pub state: Option<ParcelState>,
    /// Why.
    pub reason: Option<ScanReason>,
    /// Who is responsible.
    pub responsible: Option<Responsible>,
    /// How that was found.
    pub reading: CodeReading,
}

const READ_SQLITE: &str = "update scan set state = $2, reason = $3, responsible = $4, reading = $5
    where id in (select value from json_each($1))";
const READ_POSTGRES: &str = "update scan set state = $2, reason = $3, responsible = $4, reading = $5
    where id = any($1)";

/// Keeps what some scans are read as.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn read_as(tx: &mut Tx, scans: &[ScanId], read: ReadAs) -> Result<(), StoreError> {
    let ids: Vec<String> = scans.iter().map(ToString::to_string).collect();
    let state = read.state.map_or("", |state| state.as_str());
    let (reason, responsible) =
        (read.reason.map_or("", ScanReason::as_str), read.responsible.map_or("", Responsible::as_str));
    macro_rules! read {
        ($connection:expr, $sql:expr, $ids:expr) => {
            sqlx::query($sql)
                .bind($ids)
                .bind(state)
                .bind(reason)
                .bind(responsible)
                .bind(read.reading.as_str())
                .execute($connection)
                .await
                .map(drop)
        };
    }
    match tx.engine() {
        Engine::Sqlite(connection) => read!(connection, READ_SQLITE, serde_json::Value::from(ids).to_string()),
        Engine::Postgres(connection) => read!(connection, READ_POSTGRES, ids),
    }?;
    Ok(())
}

/// Scans of numbers that nobody announced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// How many there are.
    pub scans: i64,
    /// When the one that waits longest came.
    pub since: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct WaitingRow {
    scans: i64,
    since: Option<i64>,
}

const WAITING: &str =
    "select count(*) as scans, min(received_at) as since from scan where waiting and received_at >= $1";

/// How many scans wait for their parcel.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn waiting(tx: &mut Tx) -> Result<Waiting, StoreError> {
    let row = fetch_one!(tx, WaitingRow, WAITING, 0_i64)?;
    let since = row.since.map(|since| moment("scan", "received_at", since)).transpose()?;
    Ok(Waiting { scans: row.scans, since })
}

#[cfg(test)]
mod tests {
    use super::{MAPPINGS, READ_SQLITE, TO_READ, UNKNOWN, UNKNOWN_ONE, WAITING};
    use crate::plans::{hold_to_indexes, hold_to_order};

    #[tokio::test]
    async fn codes_are_found_by_an_index() {
        hold_to_indexes(UNKNOWN, &[]).await;
        hold_to_indexes(UNKNOWN_ONE, &[]).await;
        hold_to_order(TO_READ).await;
        hold_to_indexes(READ_SQLITE, &["json_each"]).await;
        hold_to_indexes(WAITING, &[]).await;
        hold_to_indexes(MAPPINGS, &["code_mapping"]).await;
    }
}
