//! The archive of parcels that are shown no more, for administrators.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::parcels::{ParcelRow, PathStep};
use super::{Named, When};
use crate::error::Failure;

/// A look into the archive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookRow {
    /// When.
    pub when: When,
    /// Who.
    pub who: String,
    /// What was looked for.
    pub query: String,
    /// Why.
    pub reason: String,
    /// How many parcels were found.
    pub found: i64,
}

/// The page on which one looks, with the looks of before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivePage {
    /// Months after its label until a parcel is erased.
    pub months: i64,
    /// The key of the form's deed.
    pub deed: String,
    /// The looks, the latest first.
    pub looks: Vec<LookRow>,
    /// Where the next page of them begins; empty on the last.
    pub next: String,
}

/// An archived parcel in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivedRow {
    /// Its id.
    pub id: String,
    /// Its number, grouped for reading.
    pub grouped: String,
    /// The customer's name.
    pub customer: String,
    /// When its label was made, in words.
    pub labelled: String,
}

/// An archived parcel with all that is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archived {
    /// Number and state.
    pub row: ParcelRow,
    /// Whose it is, references, addresses, weight.
    pub facts: Vec<Named>,
    /// Its path, newest first.
    pub path: Vec<PathStep>,
}

/// What a look shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookPage {
    /// What was looked for.
    pub query: String,
    /// The time of day until which it can be read; empty when that is over.
    pub until: String,
    /// How many minutes a look lasts.
    pub minutes: i64,
    /// The parcels found, the latest label first.
    pub found: Vec<ArchivedRow>,
    /// The one that was chosen, or the only one.
    pub shown: Option<Archived>,
}

/// The page on which one looks into the archive.
///
/// # Errors
/// Not found for everybody but an administrator.
#[server(prefix = "/read", endpoint = "archive/looks", input = GetUrl)]
pub async fn archive(
    /// The id of the last look of the page before, or empty.
    after: String,
) -> Result<ArchivePage, Failure> {
    crate::host::show::archive::page(&after).await
}

/// What one look found.
///
/// # Errors
/// Not found for everybody but who looked.
#[server(prefix = "/read", endpoint = "archive/look", input = GetUrl)]
pub async fn look(
    /// The look's id.
    id: String,
    /// The id of the parcel that was chosen, or empty.
    parcel: String,
) -> Result<LookPage, Failure> {
    crate::host::show::archive::look(&id, &parcel).await
}
