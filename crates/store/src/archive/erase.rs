//! Erasing parcels whose term is over, with all that hangs on them.

use std::collections::HashMap;

use domain::id::{CustomerId, ParcelId};
use domain::parcel::retention::{Namesake, scan_goes};
use domain::ticket::lifecycle::TicketState;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::backend::{Tx, fetch_all};
use crate::bulk::{OfAny, execute_any, fetch_any, of_any};
use crate::convert::{date_at, micros, moment, parsed};
use crate::error::StoreError;
use crate::parcels;

/// What goes with a parcel, in this order; the parcel itself is the last. A table that refers to parcels gets its line
/// here and an index on its column, or no parcel of it can be erased. Bytes of files need no line: those without a row
/// are swept.
///
/// Tickets stay, with the number that was typed, and lose the link.
const GOES: &[OfAny] = &[
    of_any!("delete from instruction where parcel_id"),
    of_any!("delete from tracking_subscription where parcel_id"),
    of_any!("update ticket set parcel_id = null where parcel_id"),
    of_any!("update ticket_parcel set parcel_id = null where parcel_id"),
    of_any!("delete from parcel where id"),
];

/// A table whose rows belong to a number and not to one parcel: whoever announces the number finds them.
struct Numbered {
    of_numbers: OfAny,
    by_id: OfAny,
    moments: OfAny,
    waiting: &'static str,
}

macro_rules! numbered {
    ($table:literal) => {
        Numbered {
            of_numbers: of_any!(concat!("delete from ", $table, " where number")),
            by_id: of_any!(concat!("delete from ", $table, " where id")),
            moments: of_any!(concat!("select id, number, carrier, at, offset_minutes from ", $table, " where number")),
            // Ids are UUIDs of version 7, so they lie in the order in which the rows came.
            waiting: concat!(
                "select w.id from ",
                $table,
                " w where w.id < $1 and not exists (select 1 from parcel p where p.number = w.number)
                  order by w.id limit $2"
            ),
        }
    };
}

/// What carriers reported: the scans come first, then what proves a delivery.
const NUMBERED: [Numbered; 2] = [numbered!("scan"), numbered!("proof")];

#[derive(sqlx::FromRow)]
struct MomentRow {
    id: String,
    number: String,
    carrier: String,
    at: i64,
    offset_minutes: i64,
}

impl MomentRow {
    /// The day it was at the place.
    fn on(&self) -> Result<Date, StoreError> {
        let minutes = i16::try_from(self.offset_minutes).unwrap_or(0);
        Ok(date_at(moment("scan", "at", self.at)?, minutes))
    }
}

const CUSTOMERS: &str = "select id, zone from customer order by id";

/// Every customer with the zone in which his days are counted.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn customers(tx: &mut Tx) -> Result<Vec<(CustomerId, String)>, StoreError> {
    let rows = fetch_all!(tx, (String, String), CUSTOMERS)?;
    rows.into_iter().map(|(id, zone)| Ok((parsed("customer", "id", &id)?, zone))).collect()
}

/// A parcel whose term is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Old {
    /// Its id.
    pub id: ParcelId,
    /// Its number.
    pub number: String,
    /// Its carrier.
    pub carrier: String,
    /// The day its label was made.
    pub label_on: Date,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    number: String,
    carrier: String,
    label_on: String,
}

impl Row {
    fn old(self) -> Result<Old, StoreError> {
        Ok(Old {
            id: parsed("parcel", "id", &self.id)?,
            label_on: parsed("parcel", "label_on", &self.label_on)?,
            number: self.number,
            carrier: self.carrier,
        })
    }
}

/// `$5` is the state that holds no parcel, `$6` the moment before which such a ticket must have come to rest.
const OLD: &str = "select p.id, p.number, p.carrier, p.label_on from parcel p
    where p.customer_id = $1 and p.label_on < $2 and (p.label_on, p.id) > ($3, $4)
      and not exists (select 1 from ticket_parcel l join ticket t on t.id = l.ticket_id
                      where l.number = p.number and t.customer_id = p.customer_id
                        and (t.state <> $5 or t.changed_at >= $6))
    order by p.label_on, p.id limit $7";

/// A customer's parcels labelled before a day, the oldest first, after one of them or from the beginning; without those
/// whose number an open ticket of the customer concerns, or one that changed since a moment.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn old(
    tx: &mut Tx,
    customer: CustomerId,
    labelled_before: Date,
    after: Option<&Old>,
    ticket_since: Timestamp,
    limit: i64,
) -> Result<Vec<Old>, StoreError> {
    let (day, id) = after.map(|old| (old.label_on.to_string(), old.id.to_string())).unwrap_or_default();
    fetch_all!(
        tx,
        Row,
        OLD,
        customer.to_string(),
        labelled_before.to_string(),
        day.clone(),
        id.clone(),
        TicketState::Closed.as_str(),
        micros(ticket_since),
        limit
    )?
    .into_iter()
    .map(Row::old)
    .collect()
}

/// What was erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    /// Parcels.
    pub parcels: u64,
    /// Scans.
    pub scans: u64,
    /// Proofs of delivery.
    pub proofs: u64,
}

/// Erases parcels with all that hangs on them, and what carriers reported that is of no other parcel.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn erase(tx: &mut Tx, old: &[Old]) -> Result<Gone, StoreError> {
    let ids: Vec<String> = old.iter().map(|parcel| parcel.id.to_string()).collect();
    let mut parcels = 0;
    for what in GOES {
        // The last of them are the parcels.
        parcels = execute_any!(tx, what, ids)?;
    }
    let [scans, proofs] = erase_reported(tx, old).await?;
    Ok(Gone { parcels, scans, proofs })
}

/// Of each table of [`NUMBERED`], how many rows went.
async fn erase_reported(tx: &mut Tx, old: &[Old]) -> Result<[u64; 2], StoreError> {
    let mut erased: HashMap<&str, Vec<String>> = HashMap::new();
    for parcel in old {
        erased.entry(&parcel.number).or_default().push(parcel.carrier.clone());
    }
    let numbers: Vec<String> = erased.keys().map(|number| (*number).to_owned()).collect();
    let mut staying: HashMap<String, Vec<Namesake>> = HashMap::new();
    for parcel in parcels::by_numbers(tx, &numbers).await? {
        let namesake = Namesake { carrier: parcel.carrier, label_on: parcel.label_on };
        staying.entry(parcel.number).or_default().push(namesake);
    }
    let (shared, alone): (Vec<String>, Vec<String>) =
        numbers.into_iter().partition(|number| staying.contains_key(number));
    let mut gone = [0; NUMBERED.len()];
    for (gone, table) in gone.iter_mut().zip(&NUMBERED) {
        *gone = execute_any!(tx, table.of_numbers, alone)?;
        if shared.is_empty() {
            continue;
        }
        let mut ids = Vec::new();
        for row in fetch_any!(tx, MomentRow, table.moments.sqlite, table.moments.postgres, shared)? {
            let (erased, staying) = (&erased[row.number.as_str()], &staying[&row.number]);
            if scan_goes(&row.carrier, row.on()?, erased, staying) {
                ids.push(row.id);
            }
        }
        *gone += execute_any!(tx, table.by_id, ids)?;
    }
    Ok(gone)
}

/// Erases what carriers reported of numbers that nobody announced, with ids before this one, at most so many rows of a
/// table; answers how many.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn erase_waiting(tx: &mut Tx, before: &str, limit: i64) -> Result<u64, StoreError> {
    let mut gone = 0;
    for table in &NUMBERED {
        let rows = fetch_all!(tx, (String,), table.waiting, before.to_owned(), limit)?;
        let ids: Vec<String> = rows.into_iter().map(|(id,)| id).collect();
        if !ids.is_empty() {
            gone += execute_any!(tx, table.by_id, ids)?;
        }
    }
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn what_is_erased_is_found_by_an_index() {
        hold_to_indexes(OLD, &[]).await;
        for table in NUMBERED {
            for statement in [table.of_numbers.sqlite, table.by_id.sqlite, table.moments.sqlite, table.waiting] {
                hold_to_indexes(statement, &["json_each"]).await;
            }
        }
        for what in GOES {
            hold_to_indexes(what.sqlite, &["json_each"]).await;
        }
    }

    /// Every table that refers to parcels must be named above, and found by an index: SQLite looks for the rows of each
    /// parcel that goes.
    #[tokio::test]
    async fn whatever_refers_to_a_parcel_goes_with_it_or_lets_it_go() {
        use sqlx::{Connection, SqliteConnection};

        let mut connection = SqliteConnection::connect("sqlite::memory:").await.expect("a database");
        crate::migrations::SQLITE.run(&mut connection).await.expect("its tables");
        let referring: Vec<(String, String)> = sqlx::query_as(
            "select t.name, k.\"from\" from sqlite_master t join pragma_foreign_key_list(t.name) k
             where t.type = 'table' and k.\"table\" = 'parcel'",
        )
        .fetch_all(&mut connection)
        .await
        .expect("the tables");
        assert!(referring.len() >= 2, "{referring:?}");
        for (table, column) in referring {
            let named = GOES.iter().any(|what| {
                what.sqlite.contains(&format!("update {table} set {column} = null where {column}"))
                    || what.sqlite.contains(&format!("delete from {table} where {column}"))
            });
            assert!(named, "{table}.{column} refers to parcels and is not named in GOES");
        }
    }
}
