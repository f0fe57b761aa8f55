//! The customer's inbox and the agents' desk: whoever comes here wants to know what he must act on first. The list
//! moves by itself when something changes.

mod chosen;
mod columns;
mod filters;
mod screen;
mod searches;

pub use screen::{DeskScreen, InboxScreen};
