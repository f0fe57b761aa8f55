//! Filing a ticket in four steps, each with its own address: find the parcel, check it and its siblings, choose the
//! subject, fill in what that asks and write. Every step keeps the draft, so that it can be taken up on another device.

mod at_hand;
mod check;
mod details;
mod fields;
mod keeping;
mod start;
mod steps;
mod subject;

pub use check::FilingCheckScreen;
pub use details::FilingDetailsScreen;
pub use start::FilingStartScreen;
pub use subject::FilingSubjectScreen;
