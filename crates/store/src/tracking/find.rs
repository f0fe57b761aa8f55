//! Finding subscriptions.

use domain::id::{ParcelId, SubscriptionId, UserId};
use jiff::Timestamp;

use super::row::{Row, Told, ToldRow, TrackingSubscription, columns};
use crate::backend::{Tx, fetch_all, fetch_one, fetch_optional};
use crate::bulk::fetch_any;
use crate::convert::{micros, parsed};
use crate::error::StoreError;
use crate::parcels::{Parcel, Row as ParcelRow, select_parcel};
use crate::people::email_key;

macro_rules! select {
    ($tail:literal) => {
        concat!("select ", columns!(), " from tracking_subscription s ", $tail)
    };
}

const LIVE: &str = select!("where s.parcel_id = $1 and s.person_id = $2 and s.address_key = $3 and s.ended_at is null");

/// A user's subscription of an address to a parcel, however the address is typed.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find_live(
    tx: &mut Tx,
    parcel: ParcelId,
    person: UserId,
    address: &str,
) -> Result<Option<TrackingSubscription>, StoreError> {
    let row = fetch_optional!(tx, Row, LIVE, parcel.to_string(), person.to_string(), email_key(address))?;
    row.map(Row::subscription).transpose()
}

const OF_PARCEL: &str = select!(
    "where s.parcel_id = $1 and s.person_id = $2 and s.ended_at is null
     order by s.own desc, s.created_at, s.id limit 100"
);

/// A user's subscriptions to a parcel, his own address first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_parcel(tx: &mut Tx, parcel: ParcelId, person: UserId) -> Result<Vec<TrackingSubscription>, StoreError> {
    let rows = fetch_all!(tx, Row, OF_PARCEL, parcel.to_string(), person.to_string())?;
    rows.into_iter().map(Row::subscription).collect()
}

const COUNT: &str = "select count(*) from tracking_subscription s
     where s.parcel_id = $1 and s.ended_at is null and (s.confirmed_at is not null or s.confirm_until > $2)";

/// How many addresses a parcel tells, or has asked and may still hear from.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn count_on_parcel(tx: &mut Tx, parcel: ParcelId, now: Timestamp) -> Result<usize, StoreError> {
    let (count,) = fetch_one!(tx, (i64,), COUNT, parcel.to_string(), micros(now))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

const OF_PERSON: &str =
    select!("where s.person_id = $1 and s.ended_at is null order by s.created_at desc, s.id desc limit $2");

const OF_PERSON_BEFORE: &str = select!(
    "where s.person_id = $1 and s.ended_at is null and (s.created_at, s.id) <
         (select o.created_at, o.id from tracking_subscription o where o.id = $3 and o.person_id = $1)
     order by s.created_at desc, s.id desc limit $2"
);

/// A page of a user's subscriptions, the last first; with `before`, those older than that one.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_person(
    tx: &mut Tx,
    person: UserId,
    before: Option<SubscriptionId>,
    limit: i64,
) -> Result<Vec<TrackingSubscription>, StoreError> {
    let rows = match before {
        None => fetch_all!(tx, Row, OF_PERSON, person.to_string(), limit)?,
        Some(id) => fetch_all!(tx, Row, OF_PERSON_BEFORE, person.to_string(), limit, id.to_string())?,
    };
    rows.into_iter().map(Row::subscription).collect()
}

const IS_OF_PERSON: &str = "select count(*) from tracking_subscription s where s.id = $1 and s.person_id = $2";

/// Whether a subscription is a user's, also when it has ended.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn is_of_person(tx: &mut Tx, id: SubscriptionId, person: UserId) -> Result<bool, StoreError> {
    let (count,) = fetch_one!(tx, (i64,), IS_OF_PERSON, id.to_string(), person.to_string())?;
    Ok(count > 0)
}

const OF_ADDRESS: &str = "select s.id from tracking_subscription s
     where s.parcel_id = $1 and s.address_key = $2 and (s.ended_at is null or s.ended_by = 'settled')";

/// The subscriptions of an address to a parcel, whoever asked for them, also those that a correction would take up
/// again.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_address(tx: &mut Tx, parcel: ParcelId, address: &str) -> Result<Vec<SubscriptionId>, StoreError> {
    let rows = fetch_all!(tx, (String,), OF_ADDRESS, parcel.to_string(), email_key(address))?;
    rows.into_iter().map(|(id,)| parsed("tracking_subscription", "id", &id)).collect()
}

const BY_TOKEN: &str = select!("where s.token = $1");

/// The subscription that a link in its mails ends, also one that has ended.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_token(tx: &mut Tx, token: &str) -> Result<Option<TrackingSubscription>, StoreError> {
    fetch_optional!(tx, Row, BY_TOKEN, token.to_owned())?.map(Row::subscription).transpose()
}

const BY_FOLLOW: &str = select!("where s.follow_token = $1");

/// The subscription whose parcel a link in its mails shows, also one that has ended.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_follow(tx: &mut Tx, token: &str) -> Result<Option<TrackingSubscription>, StoreError> {
    if token.is_empty() {
        return Ok(None);
    }
    fetch_optional!(tx, Row, BY_FOLLOW, token.to_owned())?.map(Row::subscription).transpose()
}

const BY_CONFIRMATION: &str = select!("where s.confirm_hash = $1 limit 1");

/// The subscription that a link confirms, also one that is confirmed or has ended.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_confirmation(tx: &mut Tx, hash: &str) -> Result<Option<TrackingSubscription>, StoreError> {
    if hash.is_empty() {
        return Ok(None);
    }
    fetch_optional!(tx, Row, BY_CONFIRMATION, hash.to_owned())?.map(Row::subscription).transpose()
}

macro_rules! select_told {
    ($list:literal) => {
        concat!(
            "select ",
            columns!(),
            ", p.email as person_email, p.name as person_name
             from tracking_subscription s join person p on p.id = s.person_id
             where s.parcel_id ",
            $list,
            " and s.ended_at is null and s.confirmed_at is not null
             order by s.parcel_id, s.own desc, s.created_at, s.id"
        )
    };
}

const TO_TELL_SQLITE: &str = select_told!("in (select value from json_each($1))");
const TO_TELL_POSTGRES: &str = select_told!("= any($1)");

/// Everybody who is told of some parcels, own addresses first: one statement for all that moved.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn to_tell(tx: &mut Tx, parcels: &[ParcelId]) -> Result<Vec<Told>, StoreError> {
    let list: Vec<String> = parcels.iter().map(ToString::to_string).collect();
    fetch_any!(tx, ToldRow, TO_TELL_SQLITE, TO_TELL_POSTGRES, list)?.into_iter().map(ToldRow::told).collect()
}

const PARCELS_SQLITE: &str = select_parcel!("where p.id in (select value from json_each($1))");
const PARCELS_POSTGRES: &str = select_parcel!("where p.id = any($1)");

/// The parcels of some subscriptions, each once, in no order. Whether somebody may see them is for the caller to ask.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn parcels_of(tx: &mut Tx, subscriptions: &[TrackingSubscription]) -> Result<Vec<Parcel>, StoreError> {
    let mut list: Vec<String> = subscriptions.iter().map(|one| one.parcel.to_string()).collect();
    list.sort_unstable();
    list.dedup();
    fetch_any!(tx, ParcelRow, PARCELS_SQLITE, PARCELS_POSTGRES, list)?.into_iter().map(ParcelRow::parcel).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::{hold_to_indexes, hold_to_order};

    #[tokio::test]
    async fn every_statement_finds_its_rows_by_an_index() {
        for sql in [LIVE, OF_PARCEL, COUNT, IS_OF_PERSON, OF_ADDRESS, BY_TOKEN, BY_FOLLOW, BY_CONFIRMATION] {
            hold_to_indexes(sql, &[]).await;
        }
        for sql in [TO_TELL_SQLITE, PARCELS_SQLITE] {
            hold_to_indexes(sql, &["json_each"]).await;
        }
        for sql in [OF_PERSON, OF_PERSON_BEFORE] {
            hold_to_order(sql).await;
        }
    }
}
