//! Reading parcels.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::instruct::InstructionCard;
use super::proofs::ProofCard;
use super::tickets::TicketRow;
use super::{Mark, Named, When};
use crate::error::Failure;
use crate::ui::TimelineEntry;

/// A parcel in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelRow {
    /// The cleaned number.
    pub number: String,
    /// What names it in an address, ready to stand there: its number, or its id where several share that number.
    pub key: String,
    /// Whether several parcels share its number, so that the key is its id.
    pub shared: bool,
    /// The number grouped for reading.
    pub grouped: String,
    /// The present state.
    pub state: Mark,
    /// The last event, in words.
    pub event: String,
    /// When it happened.
    pub at: Option<When>,
    /// Where it happened.
    pub place: String,
    /// The sender's reference.
    pub reference: String,
    /// The recipient's name.
    pub recipient: String,
}

impl ParcelRow {
    /// What a request on it is filed on: its number, or its id where several share that number.
    #[must_use]
    pub fn filed_on(&self) -> String {
        if self.shared { self.key.clone() } else { self.number.clone() }
    }
}

/// One line of a parcel's path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathStep {
    /// What happened, in our words.
    pub title: String,
    /// When.
    pub when: When,
    /// Where, or empty.
    pub place: String,
    /// The carrier's own words where they differ, or empty.
    pub detail: String,
}

impl From<PathStep> for TimelineEntry {
    fn from(step: PathStep) -> Self {
        let some = |text: String| (!text.is_empty()).then_some(text);
        TimelineEntry {
            title: step.title,
            at: step.when.at,
            moment: step.when.text,
            place: some(step.place),
            detail: some(step.detail),
        }
    }
}

/// A parcel with everything about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelPage {
    /// Number, state and last event.
    pub row: ParcelRow,
    /// What the state means.
    pub definition: String,
    /// Where the glossary explains the state.
    pub state_help: String,
    /// What the reader can do now.
    pub what_to_do: String,
    /// The estimated delivery, or when it was delivered or handed back, in words; empty where neither is known.
    pub estimated: String,
    /// Its delivery instructions: the latest, and whether another can be given.
    pub card: InstructionCard,
    /// What a request on this parcel is filed on; empty where none can be.
    pub file: String,
    /// The moment at which this is so, in words.
    pub today: String,
    /// References, service, weight, addresses.
    pub facts: Vec<Named>,
    /// The path, newest first.
    pub path: Vec<PathStep>,
    /// Parcels of the same shipment.
    pub siblings: Vec<ParcelRow>,
    /// Other parcels of the same number.
    pub namesakes: Vec<ParcelRow>,
    /// Tickets on this parcel that the reader may open.
    pub tickets: Vec<TicketRow>,
    /// How it is with its proof of delivery.
    pub proof: ProofCard,
    /// Where its tracking messages are; empty where the reader may have none sent.
    pub messages: String,
}

/// One parcel.
///
/// # Errors
/// Not found for a number that does not exist or is not the reader's.
#[server(prefix = "/read", endpoint = "parcels/page", input = GetUrl)]
pub async fn read_parcel(
    /// What names the parcel in its address.
    number: String,
) -> Result<ParcelPage, Failure> {
    crate::host::show::parcels::page(&number).await
}
