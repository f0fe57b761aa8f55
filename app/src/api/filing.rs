//! The pages on which a ticket is filed.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::parcels::ParcelRow;
use super::{Mark, Named, When};
use crate::error::Failure;
use crate::ui::DraftFile;

/// A ticket that can be joined instead of filing a second one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenTicket {
    /// Its number.
    pub number: String,
    /// Its subject.
    pub subject: String,
    /// Its next step, in words.
    pub next: String,
    /// Where the reader can open it: he filed or joined it, or is an agent; empty where he can only join it.
    pub href: String,
}

/// The first page: which parcel it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartPage {
    /// What stands in the field.
    pub query: String,
    /// What the number's form tells: the carriers it may be of, or that its check character is wrong.
    pub recognition: Option<Mark>,
    /// The parcels found, at most 50.
    pub rows: Vec<ParcelRow>,
    /// The typed number, cleaned; empty where nothing was looked for, or where no ticket can be filed on it.
    pub number: String,
    /// The same, grouped for reading.
    pub grouped: String,
    /// The draft whose parcel is being changed, or empty.
    pub draft: String,
    /// Drafts that can be taken up again: address, and what they are about.
    pub drafts: Vec<(String, String)>,
}

/// A subject of the reason matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectView {
    /// Its key.
    pub key: String,
    /// Its name.
    pub label: String,
    /// What it is for, or empty.
    pub help: String,
    /// Its sub-reasons: key and name.
    pub sub_reasons: Vec<(String, String)>,
    /// What it asks for and is here already: words and address of each proof of delivery.
    pub at_hand: Vec<(String, String)>,
}

/// The name of the field in which a subject's sub-reason is chosen: each subject has its own, so that a choice made
/// under another one does not count.
#[must_use]
pub fn sub_reason_field(subject: &str) -> String {
    format!("sub_reason-{subject}")
}

/// An information field that the chosen subject asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    /// Its name in the form.
    pub name: String,
    /// What it asks.
    pub label: String,
    /// Help, or empty.
    pub hint: String,
    /// `text`, `imei`, `money`, `date` or `content_lines`.
    pub kind: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// What was typed, or what we know.
    pub value: String,
}

/// A document slot of the chosen subject.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotField {
    /// Its key.
    pub key: String,
    /// What belongs there.
    pub label: String,
    /// Help, or empty.
    pub hint: String,
    /// Whether pictures belong there.
    pub photo: bool,
    /// Files sent for it.
    pub files: Vec<DraftFile>,
}

/// In whose name an agent files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledFor {
    /// The users of the parcel's customer: id, and name with address; empty where the parcel does not tell whose it is.
    pub contacts: Vec<(String, String)>,
    /// The id of the chosen one, or empty.
    pub contact: String,
}

/// A draft with everything its four pages show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilingPage {
    /// The draft's id.
    pub draft: String,
    /// The number it was begun on, cleaned.
    pub number: String,
    /// The number it was begun on, grouped for reading.
    pub grouped: String,
    /// The day of the shipment, in words; empty where we do not know the parcel.
    pub shipped: String,
    /// The parcel it was begun on and its siblings, each with whether it is ticked.
    pub parcels: Vec<(ParcelRow, bool)>,
    /// Whether we know the parcel.
    pub known: bool,
    /// How many parcels one ticket concerns at most.
    pub most: i64,
    /// For an agent: in whose name he files.
    pub filed_for: Option<FiledFor>,
    /// What is known and goes along with the ticket: the contact, the account, the parcels.
    pub facts: Vec<Named>,
    /// Tickets open on these parcels.
    pub open_tickets: Vec<OpenTicket>,
    /// The matrix.
    pub subjects: Vec<SubjectView>,
    /// The chosen subject's key, or empty.
    pub subject: String,
    /// Its name.
    pub subject_label: String,
    /// The chosen sub-reason's key, or empty.
    pub sub_reason: String,
    /// Its name.
    pub sub_reason_label: String,
    /// What the chosen subject asks.
    pub fields: Vec<FieldView>,
    /// Its document slots.
    pub slots: Vec<SlotField>,
    /// Files sent for no slot.
    pub files: Vec<DraftFile>,
    /// What the chosen subject asks for and is here already: words and address of each proof of delivery.
    pub at_hand: Vec<(String, String)>,
    /// A sentence on the claim window where it is over; empty otherwise.
    pub late: String,
    /// Where the same is asked of the carrier at once, by an instruction; empty where that is not possible.
    pub instruct: String,
    /// The text typed so far.
    pub body: String,
    /// When the draft was last kept.
    pub saved: Option<When>,
}

/// The first page, for what was typed and the draft whose parcel is being changed; either may be empty.
///
/// # Errors
/// Not found for anybody but the draft's author.
#[server(prefix = "/read", endpoint = "filing/start", input = GetUrl)]
pub async fn filing_start(
    /// A number or a reference, as typed.
    query: String,
    /// The draft's id.
    draft: String,
) -> Result<StartPage, Failure> {
    crate::host::show::filing::start(&query, &draft).await
}

/// A draft's page.
///
/// # Errors
/// Not found for anybody but its author.
#[server(prefix = "/read", endpoint = "filing/page", input = GetUrl)]
pub async fn filing(
    /// The draft's id.
    draft: String,
) -> Result<FilingPage, Failure> {
    crate::host::show::filing::page(&draft).await
}

/// Keeps what is typed on the last page of a draft; answers when.
///
/// # Errors
/// Not found for anybody but its author.
#[server(prefix = "/read", endpoint = "filing/keep")]
pub async fn keep_filing(
    /// The draft's id.
    draft: String,
    /// What stands in the information fields, by their keys; a subject may have none.
    #[server(default)]
    information: BTreeMap<String, String>,
    /// The text.
    body: String,
) -> Result<When, Failure> {
    crate::host::show::filing::keep(&draft, information, body).await
}
