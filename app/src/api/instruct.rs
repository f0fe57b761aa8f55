//! Reading what a carrier can still be asked for a parcel, and what it was asked.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::parcels::ParcelRow;
use super::{Mark, Named, When};
use crate::error::Failure;

/// An instruction that was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenView {
    /// What is asked, in words.
    pub wish: String,
    /// What has become of it.
    pub fate: Mark,
    /// The same in a sentence.
    pub says: String,
    /// Who gave it and when, in words.
    pub by: String,
    /// The moment of its last change, where it has one.
    pub changed: Option<When>,
}

/// What a parcel's page shows of its instructions; nothing to those who may not read them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionCard {
    /// The latest instruction.
    pub latest: Option<GivenView>,
    /// Whether that one is open, so that another would take its place.
    pub open: bool,
    /// Where one is given; empty where none can be.
    pub href: String,
    /// Why none can be given; empty where one can, or where the reader may not.
    pub why: String,
}

/// A pickup point that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointView {
    /// The carrier's own id of it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its address, on one line.
    pub address: String,
    /// How far it is, in words; empty where nobody knows.
    pub distance: String,
    /// When it is open, in lines.
    pub hours: Vec<String>,
}

/// The pickup points near a postcode.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsView {
    /// The postcode.
    pub near: String,
    /// From where distances are measured, in a sentence; empty where nobody knows.
    pub measured: String,
    /// The points, the nearest first.
    pub points: Vec<PointView>,
}

/// What can be chosen in a form: the kinds that are possible, and what they ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// Words and names of the kinds, in the order of the form, each with a hint that may be empty.
    pub kinds: Vec<(Named, String)>,
    /// The kind chosen at first, or empty.
    pub chosen: String,
    /// The days that can be chosen: `name` is what is read, `value` the civil date.
    pub days: Vec<Named>,
    /// Until when a day can be chosen, in a sentence.
    pub day_hint: String,
    /// The pickup points.
    pub points: PointsView,
    /// The address as it is known: street, postcode, town.
    pub street: String,
    /// See `street`.
    pub postcode: String,
    /// See `street`.
    pub town: String,
    /// The country, which stays.
    pub country: String,
}

/// The page on which an instruction is given for one parcel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionPage {
    /// The parcel.
    pub row: ParcelRow,
    /// The instruction that is open.
    pub open: Option<GivenView>,
    /// Its id; empty where none is open.
    pub seen: String,
    /// Until when it can be replaced, in a sentence.
    pub until: String,
    /// What can be chosen.
    pub offered: Offered,
    /// Kinds that are not possible, and why.
    pub impossible: Vec<Named>,
    /// Why nothing is possible; empty where something is.
    pub why: String,
    /// What a request on this parcel is filed on; empty where the reader may not.
    pub file: String,
    /// What was given before, the latest first, without the open one.
    pub history: Vec<GivenView>,
    /// The key of the form.
    pub deed: String,
}

/// A parcel among several for which one instruction is to be given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeveralRow {
    /// The parcel.
    pub row: ParcelRow,
    /// Whether it is possible, or why not.
    pub possible: Mark,
    /// The instruction that is open on it, in words; empty where there is none.
    pub open: String,
}

/// The page on which one instruction is given for several parcels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeveralPage {
    /// The fields that say which parcels are shown, and how, for the form.
    pub fields: Vec<Named>,
    /// The parcels.
    pub rows: Vec<SeveralRow>,
    /// How many were chosen beyond what one instruction takes.
    pub beyond: i64,
    /// What can be chosen.
    pub offered: Offered,
    /// The key of the form.
    pub deed: String,
}

/// The page of a parcel's instruction.
///
/// # Errors
/// Not found for a parcel that is not the reader's, refused without the option.
#[server(prefix = "/read", endpoint = "instructions/page", input = GetUrl)]
pub async fn read_instruction(
    /// What names the parcel in its address.
    number: String,
    /// The kind to choose at first, or empty.
    kind: String,
    /// The postcode near which pickup points are looked for; the parcel's own where it is empty.
    near: String,
) -> Result<InstructionPage, Failure> {
    crate::host::show::instruct::page(&number, &kind, &near).await
}

/// The page of one instruction for several parcels.
///
/// # Errors
/// Refused without the option.
#[server(prefix = "/read", endpoint = "instructions/several", input = GetUrl)]
pub async fn read_several(
    /// The choice, as a query string of the fields of a results form.
    choice: String,
    /// The postcode near which pickup points are looked for.
    near: String,
) -> Result<SeveralPage, Failure> {
    crate::host::show::instruct::several(&choice, &near).await
}
