//! Proofs of delivery.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::Named;
use crate::error::Failure;

/// How it is with the proof of a parcel, on the parcel's own page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofCard {
    /// Whether it can be had.
    pub available: bool,
    /// What it rests on, or why it cannot be had.
    pub said: String,
    /// Where the proof's page is; empty where nothing is to be shown.
    pub base: String,
    /// The key under which it is mailed once.
    pub deed: String,
    /// What a request on this parcel is filed on, where nothing shows the delivery; empty otherwise.
    pub contact: String,
}

/// The proof of a parcel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofView {
    /// The parcel's number, grouped for reading.
    pub grouped: String,
    /// The parcel's page.
    pub parcel: String,
    /// Where the proof's page is.
    pub base: String,
    /// Whether it can be had.
    pub available: bool,
    /// What it rests on, or why it cannot be had.
    pub said: String,
    /// What it says.
    pub facts: Vec<Named>,
    /// What its image is: a signature or a photo; empty where it has none.
    pub image: String,
    /// What the image shows.
    pub alt: String,
    /// What a request on this parcel is filed on; empty where it is no number to file on.
    pub contact: String,
    /// The reader's own address.
    pub email: String,
    /// The key under which it is mailed once.
    pub deed: String,
}

/// The proofs of many parcels, before they are made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenProofs {
    /// How many parcels are chosen, in words; empty where none is.
    pub chosen: String,
    /// How many proofs can be had, in words.
    pub available: String,
    /// How many parcels have none, in words; empty where all have one.
    pub without: String,
    /// Why, each reason with its count.
    pub reasons: Vec<String>,
    /// What stands against making any; empty otherwise.
    pub refused: String,
    /// What a choice of very many comes to; empty otherwise.
    pub huge: String,
    /// Whether one can be had at all.
    pub any: bool,
    /// Why they cannot stand in one file; empty where they can.
    pub no_document: String,
    /// Why they cannot stand on the page; empty where they can.
    pub no_page: String,
    /// The fields that say the choice again.
    pub fields: Vec<(String, String)>,
    /// The key under which they are made once.
    pub deed: String,
    /// The proofs, where they are to be seen on the page.
    pub shown: Vec<ProofView>,
}

/// The proof of a parcel.
///
/// # Errors
/// Not found for a parcel that does not exist or is not the reader's.
#[server(prefix = "/read", endpoint = "parcels/proof", input = GetUrl)]
pub async fn read_proof(
    /// What names the parcel in its address.
    number: String,
) -> Result<ProofView, Failure> {
    crate::host::show::proofs::page(&number).await
}

/// What became of a choice of parcels.
///
/// # Errors
/// Without the right to see proofs.
#[server(prefix = "/read", endpoint = "parcels/proofs", input = GetUrl)]
pub async fn read_chosen_proofs(
    /// Names and values of the form that chose them.
    #[server(default)]
    values: Vec<(String, String)>,
) -> Result<ChosenProofs, Failure> {
    crate::host::show::proofs::chosen(&values).await
}
