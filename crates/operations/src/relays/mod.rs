//! Pickup points: taking in a carrier's list, and finding those near a postcode.

mod find;
mod import;

pub use domain::relay::RelayPoint;
pub use find::{MeasuredFrom, NEAR_LIMIT, NearPoint, NearPoints};
pub use import::{COLUMNS, RelayImport, RelayRefusal};
