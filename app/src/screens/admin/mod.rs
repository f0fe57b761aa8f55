//! What the operator's administrator looks at: mails on their way out, work in the background, a demo's clock,
//! and delivery instructions on their way to carriers.

mod clock;
mod instructions;
mod jobs;
mod mail;
mod mails;
mod view;

pub use instructions::InstructionsScreen;
pub use mail::MailScreen;
pub use mails::MailsScreen;
