//! What agents have marked as abuse, for leads.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::When;
use crate::error::Failure;

/// A mark.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbuseRow {
    /// When.
    pub when: When,
    /// The kind, in words.
    pub kind: String,
    /// What the agent wrote with it, or empty.
    pub note: String,
    /// Who wrote what is marked, and his customer.
    pub who: String,
    /// The id of who wrote it.
    pub person: String,
    /// The ticket's number.
    pub number: String,
    /// The number of the message's event; 0 for the whole ticket.
    pub message: i64,
    /// The agent's name.
    pub by: String,
    /// The key under which the mark is taken back once.
    pub deed: String,
}

/// Somebody who is kept from filing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoppedRow {
    /// His id.
    pub person: String,
    /// His name and his customer's.
    pub who: String,
    /// What he is told.
    pub word: String,
    /// Since when.
    pub since: When,
    /// The lead's name.
    pub by: String,
}

/// The marks that stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbuseView {
    /// The marks, the latest first.
    pub rows: Vec<AbuseRow>,
    /// Who is kept from filing, the last first.
    pub stopped: Vec<StoppedRow>,
    /// Whom of those marked on this page one could keep from filing: id and name.
    pub stoppable: Vec<(String, String)>,
    /// Where the older page begins; empty on the last.
    pub next: String,
}

/// The marks that stand.
///
/// # Errors
/// Not found below the lead.
#[server(prefix = "/read", endpoint = "desk/abuse", input = GetUrl)]
pub async fn abuse(
    /// Where the page begins, as the page before said, or empty.
    after: String,
) -> Result<AbuseView, Failure> {
    crate::host::show::abuse::page(&after).await
}
