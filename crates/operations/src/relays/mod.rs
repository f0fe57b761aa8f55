//! Pickup points: taking in a carrier's list, and finding those near a postcode.

mod find;
mod import;

pub use domain::relay::RelayPoint;
pub use find::{MeasuredFrom, NEAR_LIMIT, NearPoint, NearPoints};
pub use import::{COLUMNS, RelayImport, RelayRefusal};

/// A postcode as points are kept and looked for: in capitals, without spaces.
fn postcode(typed: &str) -> String {
    typed.chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_uppercase).collect()
}
