//! One instruction for several parcels at once, from search results.

use domain::id::ParcelId;
use domain::instruction::{Eligibility, InstructionKind, WhyNot, check};
use domain::refusal::{FieldRefusal, Refusal};
use domain::{Actor, permission};
use jiff::civil::Date;
use store::Scope;
use store::parcels::Parcel;

use super::reading::{days_of, open_of};
use super::{Form, Given, Instruction, contract_of, delivery_days, eligible};
use crate::parcels::may_see;
use crate::{Error, Operations, Result};

/// The most parcels of one instruction: what fits one paste of the quick search.
pub const TOGETHER: usize = 200;

/// What can be asked for some parcels together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Several {
    /// The parcels that the person sees, in their order, each with what can be asked for it and the instruction that is
    /// open on it.
    pub parcels: Vec<(Parcel, Eligibility, Option<Instruction>)>,
    /// The kinds that can be asked together, each for how many of the parcels.
    pub kinds: Vec<(InstructionKind, usize)>,
    /// The days that can be chosen for all parcels for which another day is possible.
    pub days: Vec<Date>,
    /// How many parcels were chosen beyond [`TOGETHER`]: they are left out.
    pub beyond: usize,
}

/// What one form did for several parcels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeveralGiven {
    /// The parcels for which it is given.
    pub given: Vec<Parcel>,
    /// Those for which it is not, and why not.
    pub left: Vec<(Parcel, LeftOut)>,
}

/// A parcel as the form showed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The parcel.
    pub parcel: ParcelId,
    /// The id of the instruction that was open on it, which the form said would be replaced; empty where none was.
    pub open: String,
}

/// Why one of several parcels is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It is not possible.
    Impossible(WhyNot),
    /// Somebody of this name gave another since the form was shown.
    ChangedBy(String),
    /// Something else changed meanwhile.
    Changed,
}

impl Operations {
    /// What can be asked for some parcels together: another day, and help for the driver; a pickup point where they all
    /// go to one postcode by one carrier.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] without the option. Parcels that the person does not see are left out.
    pub async fn several_for_instruction(&self, actor: &Actor, parcels: &[ParcelId]) -> Result<Several> {
        let now = self.now();
        let beyond = parcels.len().saturating_sub(TOGETHER);
        let mut ids = parcels.to_vec();
        ids.truncate(TOGETHER);
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let mut found = store::parcels::of_ids(&mut tx, &ids).await?;
        found.retain(|parcel| may_see(actor, parcel, now));
        // In the order in which they were chosen.
        found.sort_by_key(|parcel| ids.iter().position(|id| *id == parcel.id));
        for parcel in &found {
            permission::instruct(actor, &parcel.facts())?;
        }
        let mut open = open_of(&mut tx, found.iter().map(|parcel| parcel.id).collect()).await?;
        let contracts = &self.settings().contracts;
        let parcels: Vec<(Parcel, Eligibility, Option<Instruction>)> = found
            .into_iter()
            .map(|parcel| {
                let open = open.remove(&parcel.id);
                let eligibility = eligible(contracts, &parcel, open.as_ref(), now);
                (parcel, eligibility, open)
            })
            .collect();
        let kinds = together(&parcels);
        let mut days: Option<Vec<Date>> = None;
        for (parcel, eligibility, _) in &parcels {
            if eligibility.of(InstructionKind::AnotherDay).is_ok() {
                let own = days_of(self.settings(), parcel, now);
                days = Some(match days {
                    None => own,
                    Some(days) => days.into_iter().filter(|day| own.contains(day)).collect(),
                });
            }
        }
        Ok(Several { parcels, kinds, days: days.unwrap_or_default(), beyond })
    }

    /// Gives the same instruction for each of the shown parcels for which it is possible, in place of the one that was
    /// shown as open on it; each in a transaction of its own, under the form's key and its own id. A parcel for which
    /// somebody gave another meanwhile is left out.
    ///
    /// # Errors
    /// [`Refusal::Fields`] for what was typed, before anything is given; otherwise as
    /// [`Operations::several_for_instruction`].
    pub async fn give_several(&self, actor: &Actor, shown: &[Shown], form: &Form) -> Result<SeveralGiven> {
        let ids: Vec<ParcelId> = shown.iter().map(|one| one.parcel).collect();
        let several = self.several_for_instruction(actor, &ids).await?;
        let kind: InstructionKind = form.kind.parse().map_err(|_| Error::field("kind", FieldRefusal::NotChosen))?;
        if !several.kinds.iter().any(|(offered, _)| *offered == kind) {
            return Err(Error::field("kind", FieldRefusal::NotOffered));
        }
        self.check_several(&several, kind, form).await?;
        let mut done = SeveralGiven::default();
        for (parcel, ..) in several.parcels {
            let seen = shown.iter().find(|one| one.parcel == parcel.id).map(|one| one.open.clone()).unwrap_or_default();
            let own = Form { key: format!("{}:{}", form.key, parcel.id), seen, ..form.clone() };
            let why = match self.give_for(actor, &parcel, &own).await {
                Ok(Given::Now(_) | Given::Before(_)) => {
                    done.given.push(parcel);
                    continue;
                }
                Err(Error::Refused(Refusal::NoInstruction(why))) => LeftOut::Impossible(why),
                Err(Error::Refused(Refusal::InstructionChanged { by })) if !by.is_empty() => LeftOut::ChangedBy(by),
                Err(Error::Refused(_)) => LeftOut::Changed,
                Err(error) => return Err(error),
            };
            done.left.push((parcel, why));
        }
        Ok(done)
    }

    /// Checks what was typed against every parcel for which it is possible, so that a mistake stops all of them.
    async fn check_several(&self, several: &Several, kind: InstructionKind, form: &Form) -> Result<()> {
        let now = self.now();
        let mut tx = self.store().read(Scope::System).await?;
        for (parcel, eligibility, _) in &several.parcels {
            let Ok(eligible) = eligibility.of(kind) else { continue };
            let days = delivery_days(contract_of(&self.settings().contracts, parcel), parcel);
            let typed = form.typed_for(&mut tx, parcel, kind).await?;
            check(eligible, &typed, &days, now).map_err(Refusal::Fields)?;
        }
        Ok(())
    }
}

/// The kinds that make sense for several parcels, and for how many of them each is possible.
fn together(parcels: &[(Parcel, Eligibility, Option<Instruction>)]) -> Vec<(InstructionKind, usize)> {
    let place = |parcel: &Parcel| (parcel.carrier.clone(), parcel.country.clone(), parcel.postcode.clone());
    let for_point = |eligibility: &Eligibility| eligibility.of(InstructionKind::PickupPoint).is_ok();
    let mut places: Vec<_> =
        parcels.iter().filter(|(_, eligibility, _)| for_point(eligibility)).map(|(parcel, ..)| place(parcel)).collect();
    places.dedup();
    let mut kinds = vec![InstructionKind::AnotherDay, InstructionKind::DriverHelp];
    if places.len() == 1 {
        kinds.insert(1, InstructionKind::PickupPoint);
    }
    let count = |kind| parcels.iter().filter(|(_, eligibility, _)| eligibility.of(kind).is_ok()).count();
    kinds.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0).collect()
}
