//! What the operator's administrator looks at: mails on their way out, work in the background, a demo's clock, what
//! carriers send, and the codes that nobody knows yet.

mod clock;
mod codes;
mod feeds;
mod jobs;
mod mail;
mod mails;
mod tabs;
mod view;

pub use codes::CodesScreen;
pub use feeds::FeedsScreen;
pub use mail::MailScreen;
pub use mails::MailsScreen;
