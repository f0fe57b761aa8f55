//! What somebody is told of: the list, how he is told, and what the link in grouped mails stands for.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::When;
use crate::error::Failure;

/// Something that happened on a ticket he follows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeRow {
    /// Its id.
    pub id: String,
    /// The address of the message or event.
    pub href: String,
    /// What happened, as one sentence.
    pub text: String,
    /// The ticket's number and subject, for agents with the customer's name.
    pub about: String,
    /// When.
    pub when: When,
    /// Whether he has not read it.
    pub unread: bool,
}

/// A page of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticesPage {
    /// The last first.
    pub rows: Vec<NoticeRow>,
    /// The last one of this page, where there may be older ones; else empty.
    pub next: String,
    /// Whether any at all are unread.
    pub unread: bool,
}

/// Something that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeOption {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A second line, or empty.
    pub hint: String,
    /// Whether it is chosen now.
    pub chosen: bool,
}

/// How somebody is told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeChoicePage {
    /// How often mails come.
    pub paces: Vec<NoticeOption>,
    /// The hours of a day; chosen is that of the daily mail.
    pub hours: Vec<NoticeOption>,
    /// The hour in which the quiet hours begin.
    pub quiet_from: String,
    /// The hour at which they end; the same where there are none.
    pub quiet_until: String,
    /// What mails tell.
    pub kinds: Vec<NoticeOption>,
    /// The zone of the hours.
    pub zone: String,
}

/// What the link in a grouped mail stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticesEndPage {
    /// The address that the mails go to.
    pub address: String,
    /// Whether they are ended.
    pub ended: bool,
}

/// What happened on the tickets that the reader follows.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "notices/page", input = GetUrl)]
pub async fn notices(
    /// The last notice of the page before, or empty.
    after: String,
) -> Result<NoticesPage, Failure> {
    crate::host::show::notices::page(&after).await
}

/// How the reader is told.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "notices/choice", input = GetUrl)]
pub async fn notice_choice() -> Result<NoticeChoicePage, Failure> {
    crate::host::show::notices::choice().await
}

/// What the link in a grouped mail stands for.
///
/// # Errors
/// Not found for a secret of nobody's.
#[server(prefix = "/read", endpoint = "notices/end", input = GetUrl)]
pub async fn notices_end(
    /// The link's secret.
    token: String,
) -> Result<NoticesEndPage, Failure> {
    crate::host::show::notices::end(&token).await
}

/// How many notices the reader has not read, as the bell says it.
///
/// # Errors
/// Signed out.
#[server(prefix = "/read", endpoint = "notices/unread", input = GetUrl)]
pub async fn unread() -> Result<String, Failure> {
    crate::host::show::notices::unread()
}
