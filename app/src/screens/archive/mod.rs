//! The archive of parcels that are shown no more: the page on which an administrator says what he looks for and why,
//! and what he then finds.

mod look;
mod screen;

pub use look::LookScreen;
pub use screen::ArchiveScreen;
