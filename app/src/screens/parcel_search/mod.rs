//! Searching parcels: whoever comes here has numbers or references in hand and wants to know where the parcels are, or
//! wants to see all that have something in common. One parcel of the very number is shown at once; unknown and foreign
//! numbers look alike.

mod actions;
mod criteria;
mod quick;
mod results;
mod row;
mod screen;

pub use screen::ParcelSearchScreen;
