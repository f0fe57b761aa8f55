//! Lists of tickets: the customer's inbox and the agents' desk.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{Mark, When, written_as_list};
use crate::error::Failure;

/// A ticket in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
pub struct TicketRow {
    /// Its number.
    pub number: String,
    /// Its subject.
    pub subject: String,
    /// Its first parcel's number, grouped for reading.
    pub parcel: String,
    /// How many parcels it concerns.
    pub parcels: i64,
    /// The customer's name, for agents; empty for customers.
    pub customer: String,
    /// Who must act, or what is missing.
    pub mark: Mark,
    /// By when, or what became of it.
    pub due: String,
    /// When it last changed.
    pub changed: When,
    /// Whether it holds something the reader has not read.
    pub unread: bool,
}

written_as_list!(TicketRow: number, subject, parcel, parcels, customer, mark, due, changed, unread);

/// What a list is asked for; it stands in the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// `customer`, `operator`, `late`, `done`, or empty for the first tab.
    #[serde(default)]
    pub tab: String,
    /// The state's word, or empty.
    #[serde(default)]
    pub state: String,
    /// Filed in the last so many days, as typed; empty for all.
    #[serde(default)]
    pub days: String,
    /// Number of ticket or parcel, or reference.
    #[serde(default)]
    pub search: String,
    /// Where the page begins, as the last page said.
    #[serde(default)]
    pub after: String,
}

/// A tab above a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListTab {
    /// Its word in the address.
    pub key: String,
    /// Its name.
    pub label: String,
    /// How many stand there, in words, where that is counted.
    pub count: Option<String>,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPage {
    /// The tabs; the present one is the query's.
    pub tabs: Vec<ListTab>,
    /// The present tab's word.
    pub tab: String,
    /// The rows.
    pub rows: Vec<TicketRow>,
    /// Where the next page begins; empty on the last.
    pub next: String,
    /// The states one can filter by: word and name.
    pub states: Vec<(String, String)>,
    /// Drafts that can be taken up again: address, and what they are about.
    pub drafts: Vec<(String, String)>,
}

/// The customer's inbox.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "tickets/inbox", input = GetUrl)]
pub async fn inbox(query: ListQuery) -> Result<ListPage, Failure> {
    crate::host::show::lists::inbox(&query).await
}

/// The agents' queue.
///
/// # Errors
/// Not found for a customer's user.
#[server(prefix = "/read", endpoint = "tickets/desk", input = GetUrl)]
pub async fn desk(query: ListQuery) -> Result<ListPage, Failure> {
    crate::host::show::lists::desk(&query).await
}
