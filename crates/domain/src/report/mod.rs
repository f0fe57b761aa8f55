//! Scheduled reports (RAS, S2-13 to S2-16): what a report holds, when it is due, and which parcels it speaks of.

pub mod definition;
pub mod file_name;
pub mod schedule;
pub mod selection;
pub mod window;

pub use definition::{Definition, Format, RECIPIENTS_MAX, REPORTS_MAX, Typed};
pub use file_name::FileName;
pub use schedule::{Due, Progress, Schedule, Weekdays};
pub use selection::{Destination, Selection};
pub use window::Window;
