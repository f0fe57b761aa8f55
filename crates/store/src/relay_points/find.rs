//! Finding pickup points.

use domain::relay::{Position, RelayPoint};

use super::{Row, area, select_point};
use crate::backend::{Tx, fetch_all, fetch_one, fetch_optional};
use crate::error::StoreError;

const FIND: &str = select_point!("where carrier = $1 and code = $2");

/// A point by its carrier and the carrier's own id of it.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find(tx: &mut Tx, carrier: &str, code: &str) -> Result<Option<RelayPoint>, StoreError> {
    fetch_optional!(tx, Row, FIND, carrier.to_owned(), code.to_owned())?.map(Row::point).transpose()
}

/// The middle of the known points of some postcodes, and how many they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Centre {
    /// The mean of their positions.
    pub position: Position,
    /// How many.
    pub points: i64,
}

const CENTRE: &str = "select cast(avg(latitude) as bigint), cast(avg(longitude) as bigint), count(*)
    from relay_point
    where country = $1 and area = $2 and substr(postcode, 1, $3) = $4
      and latitude is not null and longitude is not null";

/// The middle of all points whose postcode begins with so many characters, at least two, whoever the carrier is.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn centre(tx: &mut Tx, country: &str, beginning: &str) -> Result<Option<Centre>, StoreError> {
    let length = i32::try_from(beginning.chars().count()).unwrap_or(0);
    let row: (Option<i64>, Option<i64>, i64) = fetch_one!(
        tx,
        (Option<i64>, Option<i64>, i64),
        CENTRE,
        country.to_owned(),
        area(beginning),
        length,
        beginning.to_owned(),
    )?;
    let (latitude, longitude, points) = row;
    Ok(latitude.zip(longitude).map(|place| Centre { position: place.into(), points }))
}

/// A stretch of the earth between two parallels and two meridians, in millionths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The southern edge.
    pub south: i64,
    /// The northern edge.
    pub north: i64,
    /// The western edge.
    pub west: i64,
    /// The eastern edge.
    pub east: i64,
}

const NEAR: &str = select_point!(
    "where carrier = $1 and latitude between $2 and $3 and longitude between $4 and $5 and country = $6 and active
     limit 2000"
);

/// The points of a carrier within a stretch of a country that are open for business, in no order, at most 2,000.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn near(tx: &mut Tx, carrier: &str, country: &str, within: Stretch) -> Result<Vec<RelayPoint>, StoreError> {
    fetch_all!(
        tx,
        Row,
        NEAR,
        carrier.to_owned(),
        within.south,
        within.north,
        within.west,
        within.east,
        country.to_owned()
    )?
    .into_iter()
    .map(Row::point)
    .collect()
}

const OF_POSTCODE: &str = select_point!(
    "where country = $1 and area = $2 and postcode = $3 and carrier = $4 and active order by name, code limit 200"
);

/// The points of a carrier in one postcode that are open for business, with or without a position, by name, at most 200.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_postcode(
    tx: &mut Tx,
    carrier: &str,
    country: &str,
    postcode: &str,
) -> Result<Vec<RelayPoint>, StoreError> {
    fetch_all!(tx, Row, OF_POSTCODE, country.to_owned(), area(postcode), postcode.to_owned(), carrier.to_owned())?
        .into_iter()
        .map(Row::point)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn points_are_found_by_an_index() {
        for statement in [FIND, CENTRE, NEAR, OF_POSTCODE] {
            hold_to_indexes(statement, &[]).await;
        }
    }
}
