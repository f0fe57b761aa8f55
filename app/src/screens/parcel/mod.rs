//! A parcel's page: where it is, who must act, by when; what to do now; its path and everything known of it.

mod cards;
mod instruction_card;
mod messages_card;
mod print;
mod proof_card;
mod screen;
mod state;

pub use print::ParcelPrintScreen;
pub use screen::ParcelScreen;
