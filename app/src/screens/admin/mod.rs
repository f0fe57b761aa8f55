//! What the operator's administrator looks at: mails on their way out, work in the background, and a demo's clock.

mod clock;
mod jobs;
mod mail;
mod mails;
mod view;

pub use mail::MailScreen;
pub use mails::MailsScreen;
