//! The audit trail.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{Named, When};
use crate::error::Failure;

/// What the trail is asked for, as typed; it stands in the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailQuery {
    /// Part of a name or address.
    #[serde(default)]
    pub who: String,
    /// The word of an act.
    #[serde(default)]
    pub act: String,
    /// A ticket's or parcel's number.
    #[serde(default)]
    pub object: String,
    /// The first day.
    #[serde(default)]
    pub from: String,
    /// The last day.
    #[serde(default)]
    pub to: String,
    /// Where the page begins, as the last page said.
    #[serde(default)]
    pub after: String,
}

/// A row of the trail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailRow {
    /// When.
    pub when: When,
    /// Who; his side where he has no name.
    pub who: String,
    /// The network address of the call, or empty.
    pub address: String,
    /// The customer's name, for the operator; else empty.
    pub customer: String,
    /// What was done.
    pub act: String,
    /// What it was done to, as people call it.
    pub object: String,
    /// The address of its page, or empty.
    pub href: String,
    /// What was before and is since, or empty.
    pub change: String,
}

/// A page of the trail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailView {
    /// The rows, the latest first.
    pub rows: Vec<TrailRow>,
    /// The address of the older page, or empty.
    pub older: String,
    /// The address of the latest page, where this is another; else empty.
    pub newest: String,
    /// The acts that may be asked for: name and word.
    pub acts: Vec<Named>,
    /// The fields that hold no day.
    pub wrong: Vec<String>,
}

/// The trail, as far as the reader may see it.
///
/// # Errors
/// Not allowed without the option of the profile; not found below the operator's administrators.
#[server(prefix = "/read", endpoint = "audit/trail", input = GetUrl)]
pub async fn trail(
    /// Whether it is the operator's page.
    operator: bool,
    /// What is asked for.
    query: TrailQuery,
) -> Result<TrailView, Failure> {
    crate::host::show::audit::page(operator, &query).await
}
