//! What the operator's administrator looks at: mails on their way out, work in the background, a demo's clock, what
//! carriers send, the codes that nobody knows yet, delivery instructions on their way to carriers, the archive
//! of parcels that are shown no more, the audit trail, customers with
//! their accounts, and the operator's own people.

mod archive;
mod audit;
mod clock;
mod codes;
mod feeds;
mod instructions;
mod jobs;
mod mail;
mod mails;
mod people;
mod tabs;
mod view;

pub use archive::{ArchiveScreen, LookScreen};
pub use audit::TrailScreen;
pub use codes::CodesScreen;
pub use feeds::FeedsScreen;
pub use instructions::InstructionsScreen;
pub use mail::MailScreen;
pub use mails::MailsScreen;
pub use people::{
    AgentScreen, AgentsScreen, BilledScreen, CustomerScreen, CustomersScreen, OperatorTeamScreen, TeamsScreen,
};
