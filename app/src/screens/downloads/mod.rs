//! Who asked for a long export, for many proofs or a report's files comes here to see how far they are and to fetch them.

mod list;
mod one;

pub use list::DownloadsScreen;
pub use one::DownloadScreen;
