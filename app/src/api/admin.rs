//! What the operator's administrator reads.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{Mark, When};
use crate::error::Failure;

/// A mail on its way out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailView {
    /// Its id.
    pub id: String,
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// When it was written.
    pub when: When,
    /// What became of it.
    pub state: Mark,
    /// The text; empty in lists.
    pub body: String,
    /// Why it could not be sent, or empty.
    pub error: String,
}

/// A page of outgoing mails, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailsPage {
    /// The mails.
    pub rows: Vec<MailView>,
    /// Where the next page begins; empty on the last.
    pub next: String,
    /// Whether a mail server is set; without one, mails are kept here.
    pub server: bool,
}

/// The outgoing mails.
///
/// # Errors
/// Not found for everybody but an administrator.
#[server(prefix = "/read", endpoint = "admin/mails", input = GetUrl)]
pub async fn mails(after: String) -> Result<MailsPage, Failure> {
    crate::host::show::admin::mails(&after).await
}

/// One outgoing mail.
///
/// # Errors
/// Not found for everybody but an administrator.
#[server(prefix = "/read", endpoint = "admin/mail", input = GetUrl)]
pub async fn mail(id: String) -> Result<MailView, Failure> {
    crate::host::show::admin::mail(&id).await
}
