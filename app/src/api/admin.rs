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
    /// The files it carries or carried, each with its size; empty in lists.
    pub files: Vec<String>,
    /// The portal's own address, without a slash at the end: links that begin with it can be followed.
    pub home: String,
}

/// A job that waits, runs or was given up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobView {
    /// What it does, in words.
    pub name: String,
    /// What became of it.
    pub state: Mark,
    /// When it runs next, or when it was given up.
    pub when: When,
    /// How often it was tried.
    pub tries: i64,
    /// Why it failed last, or empty.
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
    /// Work in the background, what was given up first; on the first page only.
    pub jobs: Vec<JobView>,
}

/// The outgoing mails.
///
/// # Errors
/// Not found for everybody but an administrator.
#[server(prefix = "/read", endpoint = "admin/mails", input = GetUrl)]
pub async fn mails(
    /// The id of the last mail of the page before, or empty.
    after: String,
) -> Result<MailsPage, Failure> {
    crate::host::show::admin::mails(&after).await
}

/// One outgoing mail.
///
/// # Errors
/// Not found for everybody but an administrator.
#[server(prefix = "/read", endpoint = "admin/mail", input = GetUrl)]
pub async fn mail(
    /// Its id.
    id: String,
) -> Result<MailView, Failure> {
    crate::host::show::admin::mail(&id).await
}
