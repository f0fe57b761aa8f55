//! One file of a thread, on a page of its own.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{Named, When};
use crate::error::Failure;
use crate::ui::DraftFile;

/// A file with its neighbours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentPage {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is a picture that the page shows.
    pub picture: bool,
    /// What the picture is, for those who cannot see it.
    pub alt: String,
    /// Who sent it, in words.
    pub sender: String,
    /// When.
    pub when: When,
    /// What else is known of it.
    pub facts: Vec<Named>,
    /// The number of its ticket.
    pub number: String,
    /// The list of the reader's tickets.
    pub base: String,
    /// The place of its message in the thread.
    pub in_thread: String,
    /// The page of the file before it; empty at the beginning.
    pub before: String,
    /// The page of the file after it; empty at the end.
    pub after: String,
    /// Its place among all, in words; empty for the only one.
    pub place: String,
    /// Whether it is a copy of an identity document.
    pub identity: bool,
    /// Who replaced it and when, in words; empty where nobody did.
    pub replaced: String,
    /// The page of the file in its place; empty for none.
    pub replaced_with: String,
    /// The page of the file whose place it took; empty for none.
    pub replaces: String,
    /// Whether the reader may send another in its place.
    pub may_replace: bool,
    /// The key of the form that does so.
    pub draft_key: String,
    /// Files that he has sent to that form.
    pub draft_files: Vec<DraftFile>,
    /// A fresh deed key.
    pub deed: String,
}

/// One file of a thread.
///
/// # Errors
/// Not found for a file that does not exist, is erased, or is not the reader's to see.
#[server(prefix = "/read", endpoint = "tickets/file", input = GetUrl)]
pub async fn attachment(id: String) -> Result<AttachmentPage, Failure> {
    crate::host::show::attachment::page(&id).await
}
