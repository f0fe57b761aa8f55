//! The archive: parcels that nobody is shown any more (`domain::parcel::retention`). Administrators look into it for a
//! reason that is kept ([`look`]), and what is older than the installation's term is erased ([`erase`]).

mod erase;
mod look;

pub use erase::Erased;
pub use look::{LOOK_LASTS, LOOKS_PAGE, Opened, QUERY_MAX, REASON_MAX};
pub use store::archive::Look;
