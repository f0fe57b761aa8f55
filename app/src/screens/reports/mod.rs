//! Scheduled reports: the list beside the form of a new one, a report's page, its preview, and the pages behind links.

mod form;
mod links;
mod list;
mod one;
mod preview;
mod runs;

pub use links::{ReportConfirmScreen, ReportFilesScreen, ReportStopScreen};
pub use list::ReportsScreen;
pub use one::ReportScreen;
pub use preview::ReportPreviewScreen;
