//! Handing instructions to carriers: a table of those that are new, each once, which can be fetched again.
//!
//! The table is RFC 4180 in UTF-8 with a first line of names ([`COLUMNS`]). The carrier answers by the id
//! ([`super::answers`]).

use std::collections::HashMap;

use documents::csv::{Cell, Profile, Writer};
use domain::id::InstructionId;
use domain::instruction::{Address, DriverHelp, KeptBy, Point, Wish};
use domain::parcel::retention::visible_from;
use domain::{Actor, permission};
use jiff::Timestamp;
use store::{Scope, instructions as rows};

use super::{Batch, Instruction, paris};
use crate::{Error, Operations, Result};

/// The columns of the table, in their order. Those that a kind has no use for stay empty.
pub const COLUMNS: [&str; 19] = [
    "instruction_id",
    "tracking_number",
    "kind",
    "day",
    "point_id",
    "point_name",
    "complement",
    "street",
    "postcode",
    "town",
    "country",
    "door_code",
    "floor",
    "phone",
    "kept_by",
    "note",
    "replaces",
    "given_at",
    "given_by",
];

/// Files on a page of the administrator's list.
pub const PAGE: usize = 20;

/// A file for a carrier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// Which one it is.
    pub batch: Batch,
    /// The table.
    pub csv: Vec<u8>,
}

/// What waits to be handed over, and what was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Carriers by code, and how many instructions wait for each.
    pub carriers: Vec<(String, i64)>,
    /// The files made, the latest first; at most [`PAGE`].
    pub batches: Vec<Batch>,
}

impl Operations {
    /// Hands the instructions that wait for a carrier over, at most 5,000 at once. `None` where none waits.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn hand_over(&self, carrier: &str) -> Result<Option<HandedOver>> {
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        // Nobody hands over the same at this moment, nor do scans end what is being handed over.
        store::parcels::lock_imports(&mut tx).await?;
        let waiting = rows::waiting(&mut tx, carrier).await?;
        if waiting.is_empty() {
            return Ok(None);
        }
        let number = rows::hand_over(&mut tx, carrier, &waiting, now).await?;
        tx.commit().await?;
        self.handed_over(number).await.map(Some)
    }

    /// A file once more, without the instructions of parcels that are shown no more.
    ///
    /// # Errors
    /// [`Error::NotFound`] where none has this number, or nothing of it is left.
    pub async fn handed_over(&self, number: i64) -> Result<HandedOver> {
        let mut tx = self.store().read(Scope::System).await?;
        let batch = rows::batch(&mut tx, number).await?.ok_or(Error::NotFound)?;
        let mut instructions = rows::by_batch(&mut tx, number).await?;
        let ids: Vec<_> = instructions.iter().map(|one| one.parcel).collect();
        let from = visible_from(self.now().to_zoned(paris()).date());
        let mut parcels = store::parcels::of_ids(&mut tx, &ids).await?;
        parcels.retain(|parcel| parcel.label_on >= from);
        instructions.retain(|one| parcels.iter().any(|parcel| parcel.id == one.parcel));
        if instructions.is_empty() {
            return Err(Error::NotFound);
        }
        let replaced = rows::replaced_in(&mut tx, number).await?;
        Ok(HandedOver { batch, csv: table(&instructions, &replaced) })
    }

    /// As [`Operations::hand_over`], for an administrator.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody else.
    pub async fn hand_over_as(&self, actor: &Actor, carrier: &str) -> Result<Option<HandedOver>> {
        permission::run_installation(actor)?;
        self.hand_over(carrier).await
    }

    /// As [`Operations::handed_over`], for an administrator.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody else.
    pub async fn handed_over_as(&self, actor: &Actor, number: i64) -> Result<HandedOver> {
        permission::run_installation(actor)?;
        self.handed_over(number).await
    }

    /// What waits to be handed over, and the files made before the one of a number.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator.
    pub async fn instructions_waiting(&self, actor: &Actor, before: Option<i64>) -> Result<Waiting> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::System).await?;
        let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
        Ok(Waiting {
            carriers: rows::waiting_by_carrier(&mut tx).await?,
            batches: rows::batches(&mut tx, before, limit).await?,
        })
    }
}

/// The name of a carrier's file: `instructions-chronopost-12.csv`.
#[must_use]
pub fn file_name(batch: &Batch) -> String {
    let carrier: String =
        batch.carrier.chars().filter(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-')).collect();
    format!("instructions-{carrier}-{}.csv", batch.number)
}

fn table(instructions: &[Instruction], replaced: &HashMap<InstructionId, InstructionId>) -> Vec<u8> {
    let mut writer = Writer::new(Profile::Api, paris());
    writer.row(COLUMNS.map(Cell::from));
    for one in instructions {
        writer.row(row(one, replaced.get(&one.id)));
    }
    writer.take()
}

fn row(one: &Instruction, replaced: Option<&InstructionId>) -> [Cell; COLUMNS.len()] {
    let (mut point, mut address, mut help) = (Point::default(), Address::default(), DriverHelp::default());
    let (mut day, mut kept_by, mut note) = (Cell::Empty, "", String::new());
    match &one.wish {
        Wish::AnotherDay { day: chosen } => day = (*chosen).into(),
        Wish::PickupPoint { point: chosen } => point.clone_from(chosen),
        Wish::CorrectedAddress(corrected) => address.clone_from(corrected),
        Wish::DriverHelp(given) => {
            help.clone_from(given);
            note.clone_from(&given.note);
        }
        Wish::SafePlace { kept_by: who, details } => {
            kept_by = KeptBy::as_str(*who);
            note.clone_from(details);
        }
    }
    let given_at: Timestamp = one.given_at;
    [
        one.id.to_string().into(),
        one.parcel_number.as_str().into(),
        one.wish.kind().as_str().into(),
        day,
        point.code.into(),
        point.name.into(),
        address.complement.into(),
        address.street.into(),
        address.postcode.into(),
        address.town.into(),
        address.country.into(),
        help.door_code.into(),
        help.floor.into(),
        help.phone.into(),
        kept_by.into(),
        note.into(),
        replaced.map(ToString::to_string).into(),
        given_at.into(),
        one.by.name.as_str().into(),
    ]
}
