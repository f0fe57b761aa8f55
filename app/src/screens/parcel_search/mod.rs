//! Finding a parcel: whoever comes here has a number or a reference in hand and wants to know where the parcel is.
//! One parcel of the very number is shown at once; unknown and foreign numbers look alike.

mod results;
mod screen;

pub use screen::ParcelSearchScreen;
