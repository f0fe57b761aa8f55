//! Pickup points: where carriers hold parcels.

mod find;
mod keep;

pub use find::{Centre, Stretch, centre, find, near, of_postcode};
pub use keep::{by_codes, keep};

use domain::relay::{OpeningHours, RelayPoint};

use crate::error::StoreError;

#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    carrier: String,
    code: String,
    name: String,
    street: String,
    postcode: String,
    town: String,
    country: String,
    latitude: Option<i64>,
    longitude: Option<i64>,
    hours: String,
    active: bool,
}

impl Row {
    fn point(self) -> Result<RelayPoint, StoreError> {
        let hours: OpeningHours = serde_json::from_str(&self.hours)
            .map_err(|_| StoreError::inconsistent("relay_point", "hours", &self.hours))?;
        Ok(RelayPoint {
            carrier: self.carrier,
            code: self.code,
            name: self.name,
            street: self.street,
            postcode: self.postcode,
            town: self.town,
            country: self.country,
            position: self.latitude.zip(self.longitude).map(Into::into),
            hours,
            active: self.active,
        })
    }
}

/// The first two characters of a postcode.
pub(crate) fn area(postcode: &str) -> String {
    postcode.chars().take(2).collect()
}

/// The columns of a point.
macro_rules! select_point {
    ($tail:literal) => {
        concat!(
            "select carrier, code, name, street, postcode, town, country, latitude, longitude, hours, active
             from relay_point ",
            $tail
        )
    };
}
pub(crate) use select_point;
