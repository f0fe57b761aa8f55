//! Giving a delivery instruction: for one parcel, whose page says what is possible and why the rest is not; or one for
//! several parcels that were ticked in search results.

mod fields;
mod past;
mod points;
mod screen;
mod several;

pub use screen::InstructionScreen;
pub use several::SeveralScreen;
