//! What somebody is told of: the list, how he is told, and the page behind the link in grouped mails.

mod choice;
mod end;
mod list;

pub use choice::NoticeChoiceScreen;
pub use end::NoticesEndScreen;
pub use list::NoticesScreen;
