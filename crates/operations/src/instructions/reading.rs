//! Reading what can be asked for a parcel, and what was.

use std::collections::HashMap;

use domain::id::ParcelId;
use domain::instruction::{Eligibility, InstructionKind, WhyNot};
use domain::{Actor, permission};
use jiff::Timestamp;
use jiff::civil::Date;
use store::parcels::Parcel;
use store::{Scope, Tx, instructions as rows};

use super::{Instruction, contract_of, delivery_days, eligible};
use crate::{Operations, Result, Settings};

/// Everything that the page of a parcel's instruction shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstructionPage {
    /// The parcel.
    pub parcel: Parcel,
    /// What can be asked for it now.
    pub eligibility: Eligibility,
    /// The instruction that is open on it.
    pub open: Option<Instruction>,
    /// The days that can be chosen.
    pub days: Vec<Date>,
    /// All its instructions, the latest first.
    pub history: Vec<Instruction>,
}

/// Whether an instruction can be given for a parcel now, for lists: `open` is the one that is open on it.
///
/// # Errors
/// Why none can.
pub fn possible(
    settings: &Settings,
    parcel: &Parcel,
    open: Option<&Instruction>,
    now: Timestamp,
) -> std::result::Result<(), WhyNot> {
    eligible(&settings.contracts, parcel, open, now).possible()
}

/// The days that can be chosen for a parcel now.
#[must_use]
pub fn days_of(settings: &Settings, parcel: &Parcel, now: Timestamp) -> Vec<Date> {
    delivery_days(contract_of(&settings.contracts, parcel), parcel).offered(now)
}

impl Operations {
    /// What can be asked for a parcel, and what was.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for a parcel that the person does not see,
    /// [`domain::refusal::Refusal::NotAllowed`] without the option.
    pub async fn instruction_page(&self, actor: &Actor, key: &str) -> Result<InstructionPage> {
        let parcel = self.parcel(actor, key).await?.parcel;
        permission::instruct(actor, &parcel.facts())?;
        let now = self.now();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let history = rows::of_parcel(&mut tx, parcel.id).await?;
        let open = history.iter().find(|one| one.fate.is_open()).cloned();
        let eligibility = eligible(&self.settings().contracts, &parcel, open.as_ref(), now);
        let days = if eligibility.of(InstructionKind::AnotherDay).is_ok() {
            days_of(self.settings(), &parcel, now)
        } else {
            Vec::new()
        };
        Ok(InstructionPage { parcel, eligibility, open, days, history })
    }

    /// The instructions of a parcel that the person has been shown, the latest first.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for a parcel that he does not see.
    pub async fn instructions_of(&self, actor: &Actor, parcel: &Parcel) -> Result<Vec<Instruction>> {
        permission::see_parcel(actor, &parcel.facts())?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        Ok(rows::of_parcel(&mut tx, parcel.id).await?)
    }

    /// Whether an instruction can be given for each of these parcels, in their order: the column of search results.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub async fn instructions_possible(
        &self,
        actor: &Actor,
        parcels: &[Parcel],
    ) -> Result<Vec<std::result::Result<(), WhyNot>>> {
        let now = self.now();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let open = open_of(&mut tx, parcels.iter().map(|parcel| parcel.id).collect()).await?;
        let settings = self.settings();
        Ok(parcels.iter().map(|parcel| possible(settings, parcel, open.get(&parcel.id), now)).collect())
    }
}

/// The open instructions of some parcels, by parcel.
pub(crate) async fn open_of(tx: &mut Tx, parcels: Vec<ParcelId>) -> Result<HashMap<ParcelId, Instruction>> {
    let open = rows::open_of_parcels(tx, &parcels).await?;
    Ok(open.into_iter().map(|one| (one.parcel, one)).collect())
}
