//! Keeping pickup points.

use domain::relay::RelayPoint;

use super::{Row, area, select_point};
use crate::backend::Tx;
use crate::bulk::{fetch_any, insert_rows};
use crate::error::StoreError;

const BY_CODES_SQLITE: &str = select_point!("where code in (select value from json_each($1)) order by code, carrier");
const BY_CODES_POSTGRES: &str = select_point!("where code = any($1) order by code, carrier");

/// The points of these ids, of every carrier: for imports.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_codes(tx: &mut Tx, codes: &[String]) -> Result<Vec<RelayPoint>, StoreError> {
    fetch_any!(tx, Row, BY_CODES_SQLITE, BY_CODES_POSTGRES, codes)?.into_iter().map(Row::point).collect()
}

const INSERT: &str = "insert into relay_point (carrier, code, name, street, postcode, area, town, country, latitude,
    longitude, hours, active) ";
const SAID_ANEW: &str = " on conflict (code, carrier) do update set name = excluded.name, street = excluded.street,
    postcode = excluded.postcode, area = excluded.area, town = excluded.town, country = excluded.country,
    latitude = excluded.latitude, longitude = excluded.longitude, hours = excluded.hours, active = excluded.active";

/// Keeps points: new ones, and what is said anew of those that are here. No point may stand twice among them.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn keep(tx: &mut Tx, points: &[RelayPoint]) -> Result<(), StoreError> {
    insert_rows!(tx, INSERT, SAID_ANEW, points, |row, point| {
        row.push_bind(point.carrier.clone())
            .push_bind(point.code.clone())
            .push_bind(point.name.clone())
            .push_bind(point.street.clone())
            .push_bind(point.postcode.clone())
            .push_bind(area(&point.postcode))
            .push_bind(point.town.clone())
            .push_bind(point.country.clone())
            .push_bind(point.position.map(|position| position.latitude))
            .push_bind(point.position.map(|position| position.longitude))
            .push_bind(serde_json::to_string(&point.hours).unwrap_or_default())
            .push_bind(point.active);
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::BY_CODES_SQLITE;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn points_are_compared_by_an_index() {
        hold_to_indexes(BY_CODES_SQLITE, &["json_each"]).await;
    }
}
