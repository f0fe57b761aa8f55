//! Keeping parcels: new ones, what their shippers say anew, and where they stand.

use domain::id::ParcelId;
use domain::parcel::{ParcelState, ScanReason};

use super::row::{KeptStanding, NewParcel};
use crate::backend::{Engine, Tx, execute};
use crate::bulk::insert_rows;
use crate::convert::{folded, micros, surname_first};
use crate::error::StoreError;

/// Keeps other imports from running until this transaction ends: a parcel and its first scan must not miss each
/// other because they come at the same moment.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn lock_imports(tx: &mut Tx) -> Result<(), StoreError> {
    match tx.engine() {
        // There is one writer, and this is it.
        Engine::Sqlite(_) => {}
        Engine::Postgres(connection) => {
            sqlx::query("select pg_advisory_xact_lock(hashtextextended('import of parcels and scans', 0))")
                .execute(connection)
                .await?;
        }
    }
    Ok(())
}

const INSERT: &str = "insert into parcel (id, customer_id, account_id, sub_account_id, shipment, carrier, number,
    label_on, sender_reference, sender_reference_key, recipient_reference, recipient_reference_key,
    recipient_name, recipient_name_key, recipient_surname_key, street, postcode, postcode_key, town, country, service,
    weight_grams, declared_value_cents, state, state_since, state_reason, last_label, last_place, last_scan_at,
    last_scan_offset, last_state, last_reason, delivered_at, returned_at, ended_offset, estimated_on, created_at) ";

/// Inserts one parcel.
///
/// # Errors
/// [`StoreError::Conflict`] where the customer has a parcel of this carrier and number.
pub async fn insert(tx: &mut Tx, parcel: &NewParcel) -> Result<(), StoreError> {
    insert_many(tx, std::slice::from_ref(parcel)).await
}

/// Inserts many parcels, by statements of some hundred rows.
///
/// # Errors
/// As [`insert`].
pub async fn insert_many(tx: &mut Tx, parcels: &[NewParcel]) -> Result<(), StoreError> {
    insert_rows!(tx, INSERT, "", parcels, |row, parcel| {
        let standing = &parcel.standing;
        row.push_bind(parcel.id.to_string())
            .push_bind(parcel.customer.to_string())
            .push_bind(parcel.account.map(|id| id.to_string()))
            .push_bind(parcel.sub_account.map(|id| id.to_string()))
            .push_bind(parcel.shipment.clone())
            .push_bind(parcel.carrier.clone())
            .push_bind(parcel.number.clone())
            .push_bind(parcel.label_on.to_string())
            .push_bind(parcel.sender_reference.clone())
            .push_bind(folded(&parcel.sender_reference))
            .push_bind(parcel.recipient_reference.clone())
            .push_bind(folded(&parcel.recipient_reference))
            .push_bind(parcel.recipient_name.clone())
            .push_bind(folded(&parcel.recipient_name))
            .push_bind(surname_first(&parcel.recipient_name))
            .push_bind(parcel.street.clone())
            .push_bind(parcel.postcode.clone())
            .push_bind(folded(&parcel.postcode))
            .push_bind(parcel.town.clone())
            .push_bind(parcel.country.clone())
            .push_bind(parcel.service.clone())
            .push_bind(parcel.weight_grams)
            .push_bind(parcel.declared_value_cents)
            .push_bind(standing.state.as_str())
            .push_bind(micros(standing.since))
            .push_bind(standing.reason.map_or("", ScanReason::as_str))
            .push_bind(standing.last_label.clone())
            .push_bind(standing.last_place.clone())
            .push_bind(standing.last_at.map(micros))
            .push_bind(i64::from(standing.last_offset_minutes))
            .push_bind(standing.last_state.map_or("", ParcelState::as_str))
            .push_bind(standing.last_reason.map_or("", ScanReason::as_str))
            .push_bind(standing.delivered_at.map(micros))
            .push_bind(standing.returned_at.map(micros))
            .push_bind(i64::from(standing.ended_offset_minutes))
            .push_bind(standing.estimated_on.map(|day| day.to_string()).unwrap_or_default())
            .push_bind(micros(parcel.created_at));
    });
    Ok(())
}

const UPDATE: &str = "update parcel set account_id = $2, sub_account_id = $3, shipment = $4, label_on = $5,
        sender_reference = $6, sender_reference_key = $7, recipient_reference = $8, recipient_name = $9,
        recipient_name_key = $10, street = $11, postcode = $12, town = $13, country = $14, service = $15,
        weight_grams = $16, declared_value_cents = $17, recipient_reference_key = $18, recipient_surname_key = $19,
        postcode_key = $20
    where id = $1";

/// Keeps what a shipper says anew of a parcel: all but whose it is, its carrier, its number, and where it stands.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn update(tx: &mut Tx, parcel: &NewParcel) -> Result<(), StoreError> {
    execute!(
        tx,
        UPDATE,
        parcel.id.to_string(),
        parcel.account.map(|id| id.to_string()),
        parcel.sub_account.map(|id| id.to_string()),
        parcel.shipment.clone(),
        parcel.label_on.to_string(),
        parcel.sender_reference.clone(),
        folded(&parcel.sender_reference),
        parcel.recipient_reference.clone(),
        parcel.recipient_name.clone(),
        folded(&parcel.recipient_name),
        parcel.street.clone(),
        parcel.postcode.clone(),
        parcel.town.clone(),
        parcel.country.clone(),
        parcel.service.clone(),
        parcel.weight_grams,
        parcel.declared_value_cents,
        folded(&parcel.recipient_reference),
        surname_first(&parcel.recipient_name),
        folded(&parcel.postcode)
    )?;
    Ok(())
}

const UPDATE_STANDING: &str = "update parcel set state = $2, state_since = $3, state_reason = $4, last_label = $5,
        last_place = $6, last_scan_at = $7, last_scan_offset = $8, delivered_at = $9, returned_at = $10,
        estimated_on = $11, last_state = $12, last_reason = $13, ended_offset = $14
    where id = $1";

/// Keeps where a parcel stands now.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn update_standing(tx: &mut Tx, id: ParcelId, standing: &KeptStanding) -> Result<(), StoreError> {
    execute!(
        tx,
        UPDATE_STANDING,
        id.to_string(),
        standing.state.as_str(),
        micros(standing.since),
        standing.reason.map_or("", ScanReason::as_str),
        standing.last_label.clone(),
        standing.last_place.clone(),
        standing.last_at.map(micros),
        i64::from(standing.last_offset_minutes),
        standing.delivered_at.map(micros),
        standing.returned_at.map(micros),
        standing.estimated_on.map(|day| day.to_string()).unwrap_or_default(),
        standing.last_state.map_or("", ParcelState::as_str),
        standing.last_reason.map_or("", ScanReason::as_str),
        i64::from(standing.ended_offset_minutes)
    )?;
    Ok(())
}

/// The columns of a standing out of a list of lists, in their order.
macro_rules! update_standings {
    ($list:literal, $($value:literal),+) => {
        concat!(
            "update parcel set state = v.state, state_since = v.since, state_reason = v.reason,
                    last_label = v.last_label, last_place = v.last_place, last_scan_at = v.last_at,
                    last_scan_offset = v.last_offset, delivered_at = v.delivered, returned_at = v.returned,
                    estimated_on = v.estimated, last_state = v.last_state, last_reason = v.last_reason,
                    ended_offset = v.ended
             from (select ", $($value, )+ " from ", $list, " as listed) v
             where parcel.id = v.id"
        )
    };
}

const UPDATE_STANDINGS_SQLITE: &str = update_standings!(
    "json_each($1)",
    "value ->> 0 as id, value ->> 1 as state, value ->> 2 as since, value ->> 3 as reason, ",
    "value ->> 4 as last_label, value ->> 5 as last_place, value ->> 6 as last_at, value ->> 7 as last_offset, ",
    "value ->> 8 as delivered, value ->> 9 as returned, value ->> 10 as estimated, value ->> 11 as last_state, ",
    "value ->> 12 as last_reason, value ->> 13 as ended"
);
const UPDATE_STANDINGS_POSTGRES: &str = update_standings!(
    "json_array_elements($1::json)",
    "value ->> 0 as id, value ->> 1 as state, (value ->> 2)::bigint as since, value ->> 3 as reason, ",
    "value ->> 4 as last_label, value ->> 5 as last_place, (value ->> 6)::bigint as last_at, ",
    "(value ->> 7)::bigint as last_offset, (value ->> 8)::bigint as delivered, (value ->> 9)::bigint as returned, ",
    "value ->> 10 as estimated, value ->> 11 as last_state, value ->> 12 as last_reason, ",
    "(value ->> 13)::bigint as ended"
);

/// Keeps where many parcels stand now, by one statement.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn update_standings(tx: &mut Tx, standings: &[(ParcelId, KeptStanding)]) -> Result<(), StoreError> {
    if standings.is_empty() {
        return Ok(());
    }
    let list: Vec<serde_json::Value> = standings
        .iter()
        .map(|(id, standing)| {
            serde_json::json!([
                id.to_string(),
                standing.state.as_str(),
                micros(standing.since),
                standing.reason.map_or("", ScanReason::as_str),
                standing.last_label,
                standing.last_place,
                standing.last_at.map(micros),
                standing.last_offset_minutes,
                standing.delivered_at.map(micros),
                standing.returned_at.map(micros),
                standing.estimated_on.map(|day| day.to_string()).unwrap_or_default(),
                standing.last_state.map_or("", ParcelState::as_str),
                standing.last_reason.map_or("", ScanReason::as_str),
                standing.ended_offset_minutes,
            ])
        })
        .collect();
    let list = serde_json::Value::from(list).to_string();
    match tx.engine() {
        Engine::Sqlite(connection) => {
            sqlx::query(UPDATE_STANDINGS_SQLITE).bind(list).execute(connection).await.map(drop)
        }
        Engine::Postgres(connection) => {
            sqlx::query(UPDATE_STANDINGS_POSTGRES).bind(list).execute(connection).await.map(drop)
        }
    }?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::UPDATE_STANDINGS_SQLITE;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn standings_are_kept_by_an_index() {
        hold_to_indexes(UPDATE_STANDINGS_SQLITE, &["listed"]).await;
    }
}
