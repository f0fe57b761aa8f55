//! Scans: what carriers reported, by number. Those of a parcel that nobody announced wait here for it.
//!
//! Two shippers can have parcels of one number with different carriers. A scan then belongs to the parcel of its own
//! carrier; where no parcel of that number is with that carrier, it belongs to each of them, because shippers and
//! carriers do not always call a carrier alike. What was reported long before a parcel's label is never its own, because
//! carriers use a number again (`domain::parcel::retention::may_be_of`).

use domain::id::{ParcelId, ScanId};
use domain::parcel::retention::may_be_of;
use domain::parcel::{Responsible, Scan, ScanReason};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use crate::backend::{Engine, Tx, execute, fetch_all};
use crate::bulk::{fetch_any, insert_rows};
use crate::convert::{date_at, date_if, micros, moment, rows, word, word_if};
use crate::error::StoreError;
use crate::parcels::{self, Parcel, select_parcel};

/// A scan as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredScan {
    /// The cleaned number it belongs to.
    pub number: String,
    /// What was reported.
    pub scan: Scan,
    /// The day of delivery that the carrier then expected.
    pub estimated_on: Option<Date>,
    /// Who took the parcel, as the feed named him; may be empty.
    pub signatory: String,
    /// The format whose dictionaries are asked for its code; `payload` where the payload itself says our state; empty
    /// for scans that came by no feed.
    pub dictionary: String,
    /// How its state was found.
    pub reading: CodeReading,
}

impl StoredScan {
    /// A scan that says all by itself: no dictionary is asked for its code.
    #[must_use]
    pub const fn plain(number: String, scan: Scan) -> Self {
        StoredScan {
            number,
            scan,
            estimated_on: None,
            signatory: String::new(),
            dictionary: String::new(),
            reading: CodeReading::Known,
        }
    }
}

/// How the state of a scan was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeReading {
    /// By a dictionary, or by the payload itself.
    Known,
    /// Not at all: nobody knows the code yet.
    Unknown,
    /// By what an administrator says of the code.
    Mapped,
}

impl CodeReading {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Known, Self::Unknown, Self::Mapped];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Unknown => "unknown",
            Self::Mapped => "mapped",
        }
    }

    /// The reading of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reading| reading.as_str() == word)
    }
}

/// A scan to be inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewScan {
    /// Its id.
    pub id: ScanId,
    /// What is stored.
    pub stored: StoredScan,
    /// When it came.
    pub received_at: Timestamp,
    /// Whether no parcel of its number was announced yet.
    pub is_waiting: bool,
}

/// What makes two deliveries of a scan the same one: carrier, number, code and moment.
#[must_use]
pub fn key(number: &str, scan: &Scan) -> String {
    format!("{}|{number}|{}|{}", scan.carrier, scan.code, micros(scan.at))
}

#[derive(sqlx::FromRow)]
struct Row {
    number: String,
    carrier: String,
    code: String,
    label: String,
    state: String,
    reason: String,
    responsible: String,
    at: i64,
    offset_minutes: i64,
    place: String,
    correction: bool,
    estimated_on: String,
    signatory: String,
    dictionary: String,
    reading: String,
}

const S: &str = "scan";

impl Row {
    fn stored(self) -> Result<StoredScan, StoreError> {
        Ok(StoredScan {
            estimated_on: date_if(S, "estimated_on", &self.estimated_on)?,
            reading: word(S, "reading", &self.reading, CodeReading::from_word)?,
            signatory: self.signatory,
            dictionary: self.dictionary,
            scan: Scan {
                state: word_if(S, "state", &self.state, |word| word.parse().ok())?,
                reason: word_if(S, "reason", &self.reason, |word| word.parse().ok())?,
                responsible: word_if(S, "responsible", &self.responsible, |word| word.parse().ok())?,
                at: moment(S, "at", self.at)?,
                offset_minutes: i16::try_from(self.offset_minutes)
                    .map_err(|_| StoreError::inconsistent(S, "offset_minutes", &self.offset_minutes.to_string()))?,
                code: self.code,
                carrier: self.carrier,
                label: self.label,
                place: self.place,
                correction: self.correction,
            },
            number: self.number,
        })
    }
}

#[derive(sqlx::FromRow)]
struct Reported {
    #[sqlx(flatten)]
    row: Row,
    owners: i64,
}

/// The columns of a scan; `$more` is a further column, `$condition` says which scans.
macro_rules! select_scan {
    ($more:literal, $condition:literal) => {
        concat!(
            "select s.number, s.carrier, s.code, s.label, s.state, s.reason, s.responsible, s.at, s.offset_minutes,
                    s.place, s.correction, s.estimated_on, s.signatory, s.dictionary, s.reading ",
            $more,
            " from scan s where ",
            $condition
        )
    };
}

/// A scan with the number of parcels that are of its number and with its carrier. It is counted scan by scan, by the
/// index: PostgreSQL would read the whole table to answer `exists` as long as it has no statistics.
macro_rules! select_reported {
    ($condition:literal) => {
        select_scan!(
            ", (select count(*) from parcel o where o.number = s.number and o.carrier = s.carrier) as owners",
            $condition
        )
    };
}

/// A scan of a number, as long as nobody has asked whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberScan {
    /// What is stored.
    pub stored: StoredScan,
    /// Whether a parcel of this number is with the carrier that reported it.
    pub is_claimed: bool,
}

impl NumberScan {
    /// Whether it belongs to the parcel of its number that is with a carrier and was labelled on a day.
    #[must_use]
    pub fn belongs_to(&self, carrier: &str, label_on: Date) -> bool {
        (!self.is_claimed || self.stored.scan.carrier == carrier) && is_since(&self.stored.scan, label_on)
    }
}

/// Whether a scan can be of a parcel that was labelled on a day.
fn is_since(scan: &Scan, label_on: Date) -> bool {
    may_be_of(label_on, date_at(scan.at, scan.offset_minutes))
}

/// A scan as SQLite lists it in a text: a truth is 0 or 1 there.
#[derive(Deserialize)]
struct Listed {
    number: String,
    carrier: String,
    code: String,
    label: String,
    state: String,
    reason: String,
    responsible: String,
    at: i64,
    offset_minutes: i64,
    place: String,
    correction: i64,
    estimated_on: String,
    signatory: String,
    dictionary: String,
    reading: String,
    owners: i64,
}

impl From<Listed> for Reported {
    fn from(listed: Listed) -> Self {
        let row = Row {
            number: listed.number,
            carrier: listed.carrier,
            code: listed.code,
            label: listed.label,
            state: listed.state,
            reason: listed.reason,
            responsible: listed.responsible,
            at: listed.at,
            offset_minutes: listed.offset_minutes,
            place: listed.place,
            correction: listed.correction != 0,
            estimated_on: listed.estimated_on,
            signatory: listed.signatory,
            dictionary: listed.dictionary,
            reading: listed.reading,
        };
        Reported { row, owners: listed.owners }
    }
}

impl Reported {
    fn scan(self) -> Result<NumberScan, StoreError> {
        Ok(NumberScan { stored: self.row.stored()?, is_claimed: self.owners > 0 })
    }
}

const OF_NUMBER: &str = select_reported!("s.number = $1 order by s.at, s.key");

/// The scans that belong to a parcel, by moment.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_parcel(tx: &mut Tx, parcel: &Parcel) -> Result<Vec<Scan>, StoreError> {
    let scans: Result<Vec<NumberScan>, StoreError> =
        fetch_all!(tx, Reported, OF_NUMBER, parcel.number.clone())?.into_iter().map(Reported::scan).collect();
    Ok(scans?
        .into_iter()
        .filter(|scan| scan.belongs_to(&parcel.carrier, parcel.label_on))
        .map(|scan| scan.stored.scan)
        .collect())
}

/// A parcel with one of its scans, if it has any. The scan's day of delivery is not read: a path does not show it.
#[derive(sqlx::FromRow)]
struct PathRow {
    #[sqlx(flatten)]
    parcel: parcels::Row,
    scan_at: Option<i64>,
    scan_carrier: String,
    scan_code: String,
    scan_label: String,
    scan_state: String,
    scan_reason: String,
    scan_responsible: String,
    scan_offset_minutes: i64,
    scan_place: String,
    scan_correction: bool,
}

impl PathRow {
    fn parts(self) -> Result<(Parcel, Option<Scan>), StoreError> {
        let parcel = self.parcel.parcel()?;
        let Some(at) = self.scan_at else { return Ok((parcel, None)) };
        let scan = Row {
            number: parcel.number.clone(),
            carrier: self.scan_carrier,
            code: self.scan_code,
            label: self.scan_label,
            state: self.scan_state,
            reason: self.scan_reason,
            responsible: self.scan_responsible,
            at,
            offset_minutes: self.scan_offset_minutes,
            place: self.scan_place,
            correction: self.scan_correction,
            estimated_on: String::new(),
            signatory: String::new(),
            dictionary: String::new(),
            reading: CodeReading::Known.as_str().to_owned(),
        };
        let scan = scan.stored()?.scan;
        let own = is_since(&scan, parcel.label_on).then_some(scan);
        Ok((parcel, own))
    }
}

/// The join says of carriers what [`NumberScan::belongs_to`] says; days are compared where the rows are read. At most twenty parcels, as where they are found by number.
const PATHS: &str = concat!(
    "select p.*, s.at as scan_at, coalesce(s.carrier, '') as scan_carrier, coalesce(s.code, '') as scan_code,
            coalesce(s.label, '') as scan_label, coalesce(s.state, '') as scan_state,
            coalesce(s.reason, '') as scan_reason, coalesce(s.responsible, '') as scan_responsible,
            coalesce(s.offset_minutes, 0) as scan_offset_minutes, coalesce(s.place, '') as scan_place,
            coalesce(s.correction, false) as scan_correction
     from (",
    select_parcel!(
        "where (p.number = $1 or p.id = $2) and ($3 = '' or p.customer_id = $3)
         order by p.label_on desc, p.id desc limit 20"
    ),
    ") p
     left join scan s on s.number = p.number
         and (s.carrier = p.carrier
              or (select count(*) from parcel o where o.number = s.number and o.carrier = s.carrier) = 0)
     order by p.label_on desc, p.id desc, s.at, s.key"
);

/// The parcels of a cleaned number, or the one of an id, within the scope of the transaction, the latest label first;
/// each with the scans that belong to it, by moment. Whether somebody may see them is for the caller to ask.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn paths(tx: &mut Tx, number: &str, id: Option<ParcelId>) -> Result<Vec<(Parcel, Vec<Scan>)>, StoreError> {
    let customer = tx.scope().customer();
    let id = id.map(|id| id.to_string()).unwrap_or_default();
    let mut paths: Vec<(Parcel, Vec<Scan>)> = Vec::new();
    for row in fetch_all!(tx, PathRow, PATHS, number.to_owned(), id.clone(), customer.clone())? {
        let (parcel, scan) = row.parts()?;
        match paths.last_mut() {
            Some((last, scans)) if last.id == parcel.id => scans.extend(scan),
            _ => paths.push((parcel, scan.into_iter().collect())),
        }
    }
    Ok(paths)
}

/// SQLite writes all rows as one text: handing them over one by one costs more than finding them (`backend::Page`).
const OF_NUMBERS_SQLITE: &str = concat!(
    "select json_group_array(json_array(number, carrier, code, label, state, reason, responsible, at, offset_minutes,
            place, correction, estimated_on, signatory, dictionary, reading, owners))
     from (",
    select_reported!("s.number in (select value from json_each($1)) order by s.at, s.key"),
    ")"
);
const OF_NUMBERS_POSTGRES: &str = select_reported!("s.number = any($1) order by s.at, s.key");

/// The scans of many numbers, by moment.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_numbers(tx: &mut Tx, numbers: &[String]) -> Result<Vec<NumberScan>, StoreError> {
    match tx.engine() {
        Engine::Sqlite(connection) => {
            let list = serde_json::Value::from(numbers.to_vec()).to_string();
            let text: String = sqlx::query_scalar(OF_NUMBERS_SQLITE).bind(list).fetch_one(connection).await?;
            rows::<Listed>(&text)?.into_iter().map(|listed| Reported::from(listed).scan()).collect()
        }
        Engine::Postgres(connection) => {
            let statement = sqlx::query_as::<_, Reported>(OF_NUMBERS_POSTGRES).bind(numbers.to_vec());
            statement.fetch_all(connection).await?.into_iter().map(Reported::scan).collect()
        }
    }
}

const BY_KEYS_SQLITE: &str = select_scan!("", "s.key in (select value from json_each($1))");
const BY_KEYS_POSTGRES: &str = select_scan!("", "s.key = any($1)");

/// The scans of these keys that are here already.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_keys(tx: &mut Tx, keys: &[String]) -> Result<Vec<StoredScan>, StoreError> {
    fetch_any!(tx, Row, BY_KEYS_SQLITE, BY_KEYS_POSTGRES, keys)?.into_iter().map(Row::stored).collect()
}

const INSERT: &str = "insert into scan (id, number, carrier, code, label, state, reason, responsible, at,
    offset_minutes, place, correction, estimated_on, key, received_at, signatory, dictionary, reading, waiting) ";

/// Inserts many scans, by statements of some hundred rows; those whose key is here already are passed over. Tells how
/// many were new. The parcels' standings are not touched.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert_many(tx: &mut Tx, scans: &[NewScan]) -> Result<u64, StoreError> {
    Ok(insert_rows!(tx, INSERT, " on conflict (key) do nothing", scans, |row, new| {
        let StoredScan { number, scan, estimated_on, signatory, dictionary, reading } = &new.stored;
        row.push_bind(new.id.to_string())
            .push_bind(number.clone())
            .push_bind(scan.carrier.clone())
            .push_bind(scan.code.clone())
            .push_bind(scan.label.clone())
            .push_bind(scan.state.map_or("", |state| state.as_str()))
            .push_bind(scan.reason.map_or("", ScanReason::as_str))
            .push_bind(scan.responsible.map_or("", Responsible::as_str))
            .push_bind(micros(scan.at))
            .push_bind(i64::from(scan.offset_minutes))
            .push_bind(scan.place.clone())
            .push_bind(scan.correction)
            .push_bind(estimated_on.map(|day| day.to_string()).unwrap_or_default())
            .push_bind(key(number, scan))
            .push_bind(micros(new.received_at))
            .push_bind(signatory.clone())
            .push_bind(dictionary.clone())
            .push_bind(reading.as_str())
            .push_bind(new.is_waiting);
    }))
}

const UPDATE: &str = "update scan set label = $2, state = $3, reason = $4, responsible = $5, offset_minutes = $6,
        place = $7, correction = $8, estimated_on = $9, signatory = $10, dictionary = $11, reading = $12
    where key = $1";

/// Keeps what a second delivery of a scan said better; its key stays.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn update(tx: &mut Tx, stored: &StoredScan) -> Result<(), StoreError> {
    let scan = &stored.scan;
    execute!(
        tx,
        UPDATE,
        key(&stored.number, scan),
        scan.label.clone(),
        scan.state.map_or("", |state| state.as_str()),
        scan.reason.map_or("", ScanReason::as_str),
        scan.responsible.map_or("", Responsible::as_str),
        i64::from(scan.offset_minutes),
        scan.place.clone(),
        scan.correction,
        stored.estimated_on.map(|day| day.to_string()).unwrap_or_default(),
        stored.signatory.clone(),
        stored.dictionary.clone(),
        stored.reading.as_str()
    )?;
    Ok(())
}

const STOP_WAITING_SQLITE: &str =
    "update scan set waiting = false where number in (select value from json_each($1)) and waiting";
const STOP_WAITING_POSTGRES: &str = "update scan set waiting = false where number = any($1) and waiting";

/// Says of the scans of these numbers that their parcel was announced.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn stop_waiting(tx: &mut Tx, numbers: &[String]) -> Result<(), StoreError> {
    match tx.engine() {
        Engine::Sqlite(connection) => {
            let list = serde_json::Value::from(numbers.to_vec()).to_string();
            sqlx::query(STOP_WAITING_SQLITE).bind(list).execute(connection).await.map(drop)
        }
        Engine::Postgres(connection) => {
            sqlx::query(STOP_WAITING_POSTGRES).bind(numbers.to_vec()).execute(connection).await.map(drop)
        }
    }?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{OF_NUMBER, PATHS, STOP_WAITING_SQLITE};
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn scans_are_found_by_an_index() {
        hold_to_indexes(OF_NUMBER, &[]).await;
        hold_to_indexes(PATHS, &["p"]).await;
        hold_to_indexes(STOP_WAITING_SQLITE, &["json_each"]).await;
    }
}
