//! Reading the help: the same for everybody, signed in or not.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::Named;
use crate::error::Failure;

/// A filter of parcels: what it means and what to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateHelp {
    /// Its name in the page's address.
    pub anchor: String,
    /// What it is called.
    pub name: String,
    /// The events that lead to it.
    pub events: Vec<String>,
    /// What it means.
    pub definition: String,
    /// What is recommended, or empty.
    pub action: String,
}

/// The glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlossaryPage {
    /// Words and what they mean, in alphabetical order.
    pub terms: Vec<Named>,
    /// The fifteen filters of parcels.
    pub states: Vec<StateHelp>,
}

/// The glossary in the reader's language.
///
/// # Errors
/// Unavailable outside of a call.
#[server(prefix = "/read", endpoint = "help/glossary", input = GetUrl)]
pub async fn glossary() -> Result<GlossaryPage, Failure> {
    crate::host::show::help::glossary()
}
