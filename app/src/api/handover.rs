//! What the operator's administrator reads of instructions on their way to carriers.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::When;
use crate::error::Failure;

/// A carrier for which instructions wait.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingView {
    /// The carrier's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many wait, in words.
    pub count: String,
}

/// A file that a carrier was handed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchView {
    /// Its number.
    pub number: i64,
    /// The carrier's name.
    pub carrier: String,
    /// How many instructions it holds.
    pub count: String,
    /// When it was made.
    pub made: When,
}

/// Instructions on their way to carriers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverPage {
    /// Carriers for which some wait.
    pub waiting: Vec<WaitingView>,
    /// Files made, the latest first.
    pub batches: Vec<BatchView>,
    /// Where the next page begins; empty on the last.
    pub next: String,
}

/// Instructions on their way to carriers.
///
/// # Errors
/// Not found for everybody but an administrator.
#[server(prefix = "/read", endpoint = "admin/instructions", input = GetUrl)]
pub async fn handover(
    /// The number of the last file of the page before, or empty.
    before: String,
) -> Result<HandoverPage, Failure> {
    crate::host::show::handover::page(&before).await
}
