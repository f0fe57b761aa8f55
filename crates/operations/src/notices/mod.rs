//! What people are told of: a ticket's bell, how each wants to be told, the list of what happened, and grouped mails.
//!
//! Notices are written by the deed they tell of, in its transaction (`tickets::notify`), for each who follows the ticket
//! and may see it then. Whoever reads them, in the list or in a mail, is asked again.

mod centre;
mod choose;
mod mails;

pub use centre::{NoticePage, PAGE};
pub use choose::EndLink;
pub use store::notices::Noticed;

/// The name of the list that grouped mails belong to.
const LIST: &str = "notifications";

/// The address that ends somebody's grouped mails.
fn stop_address(public_url: &str, token: &str) -> String {
    format!("{public_url}/notifications/unsubscribe/{token}")
}
