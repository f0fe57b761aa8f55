//! Reading results of a search.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::instruct::InstructionCard;
use super::parcels::{ParcelRow, PathStep};
use super::proofs::ProofCard;
use super::tickets::TicketRow;
use super::{Mark, Named, When};
use crate::error::Failure;

/// The page of the search, with what it found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// Whether the form of several criteria is in sight, and not that of the quick search.
    pub by_criteria: bool,
    /// What was typed or pasted into the quick search.
    pub query: String,
    /// Whether references are looked for, not numbers.
    pub by_reference: bool,
    /// Where to go at once: the address of the one parcel whose very number was typed; empty otherwise.
    pub only: String,
    /// Where a request on the typed number is filed; empty where it is none that one can file on.
    pub file: String,
    /// What the form of the typed numbers tells.
    pub said: Option<Mark>,
    /// What nothing was found of.
    pub missing: Vec<String>,
    /// That only a part of what a paste found is shown, in words; empty where all of it is.
    pub cut: String,
    /// Why the search was refused.
    pub failure: Option<Failure>,
    /// Names and values of the criteria, as they were typed.
    pub values: Vec<(String, String)>,
    /// The numbers of the accounts to choose from; none where their number is typed.
    pub accounts: Vec<String>,
    /// The parts of accounts, likewise, each with its account.
    pub sub_accounts: Vec<String>,
    /// The fifteen filters; none where they do not apply.
    pub filters: Vec<StateLink>,
    /// What was found; `None` where nothing was looked for.
    pub list: Option<ResultList>,
}

impl SearchPage {
    /// The value of a criterion as it was typed, or empty.
    #[must_use]
    pub fn value(&self, field: &str) -> String {
        self.values.iter().rev().find(|(name, _)| name == field).map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// A filter by state, with how many parcels it leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateLink {
    /// Its address.
    pub href: String,
    /// What it is called.
    pub label: String,
    /// How many parcels.
    pub count: String,
    /// Whether it is in use.
    pub current: bool,
}

/// Results as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultList {
    /// How many were found, in words.
    pub summary: String,
    /// What the box that chooses all of them says.
    pub all: String,
    /// The criteria as a query string, where all results are chosen by them.
    pub criteria: String,
    /// The ids of all results, where they are chosen by those.
    pub found: Vec<String>,
    /// The columns that can be shown.
    pub columns: Vec<ListColumn>,
    /// The parcels.
    pub rows: Vec<ResultRow>,
    /// The address of the first page; empty on it.
    pub first: String,
    /// The address of the next page; empty at the end.
    pub next: String,
    /// The address of this page.
    pub here: String,
}

/// A column of the results.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListColumn {
    /// Its word.
    pub key: String,
    /// What it holds.
    pub label: String,
    /// Whether it is shown.
    pub shown: bool,
    /// The address of the results sorted by it; empty where they cannot be.
    pub sort: String,
    /// Whether they are sorted by it now: `Some(true)` descending.
    pub descending: Option<bool>,
}

/// One result.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultRow {
    /// The parcel's id.
    pub id: String,
    /// Its number and state.
    pub row: ParcelRow,
    /// The values of the columns that are shown, in their order.
    pub cells: Vec<ResultCell>,
    /// The address of this page with the detail below the row, or without where it is open; empty where it cannot be.
    pub toggle: String,
    /// The detail, where it is open.
    pub open: Option<ResultDetail>,
}

/// A value of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultCell {
    /// The words.
    pub text: String,
    /// A second, quieter line.
    pub more: String,
    /// A moment before the second line.
    pub when: Option<When>,
    /// A state, instead of the words.
    pub mark: Option<Mark>,
}

/// What is shown below an open row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultDetail {
    /// What the reader can do now.
    pub what_to_do: String,
    /// The estimated delivery in words, or empty.
    pub estimated: String,
    /// Its delivery instructions: the latest, and whether another can be given.
    pub card: InstructionCard,
    /// How it is with its proof of delivery.
    pub proof: ProofCard,
    /// The path, newest first.
    pub path: Vec<PathStep>,
    /// What a request on this parcel is filed on; empty where none can be.
    pub file: String,
    /// References, service, weight, addresses.
    pub facts: Vec<Named>,
    /// Parcels of the same shipment.
    pub siblings: Vec<ParcelRow>,
    /// Tickets on this parcel that the reader may open.
    pub tickets: Vec<TicketRow>,
}

/// The search, as its address and perhaps a form asked for it.
///
/// # Errors
/// A [`Failure`] that says what to do. What was typed wrong is no failure of the page: it stands in it.
#[server(prefix = "/read", endpoint = "parcels/search", input = GetUrl)]
pub async fn read_search(
    /// The query string of the address, without `?`.
    address: String,
    /// What was posted, where that is too long for an address: the text, and what it is looked for as.
    posted: Option<(String, String)>,
    /// Whether what was posted was refused already, so that nothing is looked for.
    refused: bool,
) -> Result<SearchPage, Failure> {
    crate::host::show::search::page(&address, posted, refused).await
}
