//! What people and the clock do with tickets.
//!
//! Every deed on a ticket goes through [`deed`]: it takes the ticket's row, asks permission, asks the state machine,
//! writes event, message and mail in one transaction, and only then wakes the open screens.

pub mod abuse;
pub mod agent;
pub mod chosen;
pub mod clock;
pub mod colleagues;
pub mod columns;
pub mod contact;
pub mod customer;
mod deed;
pub mod filing;
mod filing_parcels;
pub mod filing_stop;
pub mod hold;
mod identity;
mod notify;
pub mod paper;
pub mod reading;
pub mod redact;
pub mod replace;
pub mod searches;
pub mod table;
pub mod tabs;

pub(crate) use deed::next_clock_at;
pub use deed::{Done, On};
pub use store::lists::{COUNT_LIMIT, Cursor, FOUND_LIMIT, Listed, SavedSearch};
pub use store::looked_up::LookedUp;
pub use store::threads::{Author, AuthorSide, Event, Message, Slot};
pub use store::tickets::Ticket;
