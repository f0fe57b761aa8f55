//! The days of the rule by which parcels are shown (`domain::parcel::retention`), as a reader sees them.

use domain::Actor;
pub use domain::parcel::retention::visible_from;
use jiff::Timestamp;
use jiff::civil::Date;

/// The earliest label that somebody is shown, whichever side he is of; days are those of his own zone.
#[must_use]
pub fn labelled_from(actor: &Actor, now: Timestamp) -> Date {
    visible_from(now.to_zoned(crate::zone(&actor.zone)).date())
}
