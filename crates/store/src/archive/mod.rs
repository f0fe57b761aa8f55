//! The archive: parcels that are shown no more. Who looked into it, what he found, and what is erased with a parcel.

mod erase;
mod look;

pub use erase::{Gone, Old, customers, erase, erase_waiting, old};
pub use look::{Look, find, find_by_deed, insert, list, search};
