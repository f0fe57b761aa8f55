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

use domain::id::UserId;
use domain::notice::Choice;
use store::Tx;
use store::notices::{self as rows, Chosen};

use crate::ids;
use crate::mails::MailList;

/// The name of the list that mails about tickets belong to.
const LIST: &str = "notifications";

/// The list of the mails that tell somebody of his tickets, with the link that ends them.
pub(crate) async fn list_of(tx: &mut Tx, public_url: &str, person: UserId, operator: bool) -> crate::Result<MailList> {
    let usual = Chosen { person, choice: Choice::usual(operator), token: ids::new_secret() };
    rows::keep_usual(tx, &usual).await?;
    let token = rows::choice(tx, person).await?.map_or(usual.token, |chosen| chosen.token);
    Ok(MailList { name: LIST, unsubscribe: stop_address(public_url, &token) })
}

/// The address that ends somebody's mails about his tickets.
fn stop_address(public_url: &str, token: &str) -> String {
    format!("{public_url}/notifications/unsubscribe/{token}")
}
