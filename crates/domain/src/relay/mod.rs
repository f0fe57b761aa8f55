//! Pickup points (*points de retrait*, *relais*): where they are, how far, and when they are open.

pub mod hours;
pub mod position;

pub use hours::{OpeningHours, Span, read_spans};
pub use position::{Position, read_degrees};

/// A place where a carrier holds parcels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelayPoint {
    /// Code of the carrier.
    pub carrier: String,
    /// The carrier's own id of it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Street and house number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Where it is, where that was told.
    pub position: Option<Position>,
    /// When it is open.
    pub hours: OpeningHours,
    /// Whether parcels can be sent there.
    pub active: bool,
}

impl RelayPoint {
    /// Street, postcode and town on one line.
    #[must_use]
    pub fn address(&self) -> String {
        let town = format!("{} {}", self.postcode, self.town);
        if self.street.is_empty() { town } else { format!("{}, {town}", self.street) }
    }
}
