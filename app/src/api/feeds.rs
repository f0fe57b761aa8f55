//! Feeds and codes, as administrators read them.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{Mark, Named, When};
use crate::error::Failure;

/// A code that nothing knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownView {
    /// Code of the carrier.
    pub carrier: String,
    /// The carrier's code.
    pub code: String,
    /// The carrier's own words, or empty.
    pub label: String,
    /// How many scans came with it.
    pub scans: i64,
    /// When the first came.
    pub first: When,
    /// When the last came.
    pub last: When,
    /// The number of one of its parcels.
    pub number: String,
    /// Where it is mapped.
    pub href: String,
}

/// A code that was mapped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedView {
    /// Code of the carrier.
    pub carrier: String,
    /// The carrier's code.
    pub code: String,
    /// The carrier's own words, or empty.
    pub label: String,
    /// State, reason and who is responsible, in words.
    pub meaning: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub when: When,
    /// Where it is changed.
    pub href: String,
}

/// The code whose meaning is being said, and what can be chosen. The name of a choice is what is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenView {
    /// Code of the carrier.
    pub carrier: String,
    /// The carrier's code.
    pub code: String,
    /// The carrier's own words, or empty.
    pub label: String,
    /// The address of the form.
    pub action: String,
    /// The word of the state said now, or empty.
    pub state: String,
    /// The word of the reason said now, or empty.
    pub reason: String,
    /// The word of who is said to be responsible now, or empty.
    pub responsible: String,
    /// The states, and none.
    pub states: Vec<Named>,
    /// The reasons.
    pub reasons: Vec<Named>,
    /// Who may be responsible.
    pub responsibles: Vec<Named>,
}

/// The page of codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodesPage {
    /// The codes that nothing knows, those that came most often first.
    pub unknown: Vec<UnknownView>,
    /// Whether there are more of them.
    pub more: bool,
    /// The codes that were mapped.
    pub mapped: Vec<MappedView>,
    /// The code whose meaning is being said.
    pub chosen: Option<ChosenView>,
}

/// The codes; `carrier` and `code` name the one whose meaning is to be said, or are empty.
///
/// # Errors
/// Not found for everybody but an administrator, and for a code that never came.
#[server(prefix = "/read", endpoint = "admin/codes", input = GetUrl)]
pub async fn codes(
    /// Code of the carrier, or empty.
    carrier: String,
    /// The carrier's code, or empty.
    code: String,
) -> Result<CodesPage, Failure> {
    crate::host::show::feeds::codes(&carrier, &code).await
}

/// A feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedView {
    /// Its name.
    pub name: String,
    /// Its format.
    pub format: String,
    /// The carrier, in words where the payload says it.
    pub carrier: String,
    /// How it goes.
    pub state: Mark,
    /// Payloads taken in.
    pub deliveries: i64,
    /// New scans among them.
    pub scans: i64,
    /// Items that could not be taken.
    pub rejected: i64,
    /// When the last payload came, if any did.
    pub last: Option<When>,
    /// What was wrong with it as a whole, or empty.
    pub error: String,
    /// Its first items that could not be taken: position and reason.
    pub rejects: Vec<Named>,
}

/// The page of feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedsPage {
    /// The feeds, by name.
    pub feeds: Vec<FeedView>,
    /// Scans that wait for their parcel.
    pub waiting: i64,
    /// Since when the oldest waits.
    pub since: Option<When>,
}

/// The feeds.
///
/// # Errors
/// Not found for everybody but an administrator.
#[server(prefix = "/read", endpoint = "admin/feeds", input = GetUrl)]
pub async fn feeds() -> Result<FeedsPage, Failure> {
    crate::host::show::feeds::feeds().await
}
