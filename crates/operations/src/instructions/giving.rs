//! Giving an instruction, and replacing one.

use domain::audit::Act;
use domain::id::InstructionId;
use domain::instruction::{Fate, InstructionKind, Point, Turn, Typed, WhyNot, Wish, check};
use domain::refusal::{FieldRefusal, Refusal};
use domain::{Actor, permission};
use jiff::Timestamp;
use store::parcels::Parcel;
use store::{Scope, StoreError, Tx, instructions as rows, relay_points};

use super::{GivenBy, Instruction, contract_of, delivery_days, eligible};
use crate::audit::{self, Who};
use crate::parcels::may_see;
use crate::{Error, Operations, Result, Settings, ids};

/// A form for an instruction as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The key under which the instruction is given once.
    pub key: String,
    /// The id of the open instruction that the person saw when he filled the form in; empty where he saw none.
    pub seen: String,
    /// The word of the kind.
    pub kind: String,
    /// The carrier's own id of the chosen point.
    pub point: String,
    /// Everything else that was typed.
    pub typed: Typed,
}

impl Form {
    /// What was typed, with what the parcel says itself: its country, and the point that its carrier has.
    pub(super) async fn typed_for(&self, tx: &mut Tx, parcel: &Parcel, kind: InstructionKind) -> Result<Typed> {
        let mut typed = self.typed.clone();
        typed.address.country.clone_from(&parcel.country);
        if kind == InstructionKind::PickupPoint {
            typed.point = point(tx, &parcel.carrier, self.point.trim()).await?;
        }
        Ok(typed)
    }
}

/// What became of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// The instruction is given now.
    Now(Instruction),
    /// It was given before: by the same form, or in the same words.
    Before(Instruction),
}

impl Given {
    /// The instruction.
    #[must_use]
    pub const fn instruction(&self) -> &Instruction {
        match self {
            Given::Now(one) | Given::Before(one) => one,
        }
    }
}

impl Operations {
    /// Gives an instruction for a parcel, in the place of the one that is open on it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a parcel that the person does not see; [`Refusal::NotAllowed`] without the option;
    /// [`Refusal::NoInstruction`] with why none (of this kind) is possible; [`Refusal::InstructionChanged`] where
    /// somebody gave another after this form was filled in; [`Refusal::Fields`].
    pub async fn give_instruction(&self, actor: &Actor, parcel: &str, form: &Form) -> Result<Given> {
        let parcel = self.parcel(actor, parcel).await?.parcel;
        self.give_for(actor, &parcel, form).await
    }

    /// As [`Operations::give_instruction`], for a parcel that is read already.
    pub(super) async fn give_for(&self, actor: &Actor, parcel: &Parcel, form: &Form) -> Result<Given> {
        permission::instruct(actor, &parcel.facts())?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let given = Giving { settings: self.settings(), actor, now: self.now() };
        let done = given.give(&mut tx, parcel, form).await;
        match done {
            Ok(Given::Now(instruction)) => {
                let entry = audit::of_parcel(Act::InstructionGiven, parcel);
                let entry = entry.change("", instruction.wish.kind().as_str());
                audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
                tx.commit().await?;
                Ok(Given::Now(instruction))
            }
            Ok(before) => Ok(before),
            // Somebody was faster by a moment: the database keeps one open instruction per parcel.
            Err(Error::Store(StoreError::Conflict { .. })) => {
                drop(tx);
                let mut tx = self.store().read(Scope::of(actor)).await?;
                if let Some(same) = rows::by_key(&mut tx, &form.key).await?.filter(|one| one.parcel == parcel.id) {
                    return Ok(Given::Before(same));
                }
                let open = rows::open_of_parcels(&mut tx, &[parcel.id]).await?;
                Err(changed(open.first()))
            }
            Err(error) => Err(error),
        }
    }
}

struct Giving<'a> {
    settings: &'a Settings,
    actor: &'a Actor,
    now: Timestamp,
}

impl Giving<'_> {
    async fn give(&self, tx: &mut Tx, seen: &Parcel, form: &Form) -> Result<Given> {
        if let Some(before) = rows::by_key(tx, &form.key).await?.filter(|one| one.parcel == seen.id) {
            return Ok(Given::Before(before));
        }
        // Read again within the transaction: it may have been delivered since.
        let parcel = store::parcels::of_ids(tx, &[seen.id]).await?.pop().ok_or(Error::NotFound)?;
        if !may_see(self.actor, &parcel, self.now) {
            return Err(Error::NotFound);
        }
        let open = rows::open_of_parcels(tx, &[parcel.id]).await?.pop();
        let eligibility = eligible(&self.settings.contracts, &parcel, open.as_ref(), self.now);
        let stale = open.as_ref().map(|open| open.id.to_string()).unwrap_or_default() != form.seen;
        match eligibility.possible() {
            Err(WhyNot::CutOffPassed) if stale => return Err(changed(open.as_ref())),
            possible => possible.map_err(Refusal::NoInstruction)?,
        }
        let kind: InstructionKind = form.kind.parse().map_err(|_| Error::field("kind", FieldRefusal::NotChosen))?;
        let eligible = eligibility.of(kind).map_err(Refusal::NoInstruction)?;
        let contract = contract_of(&self.settings.contracts, &parcel);
        let days = delivery_days(contract, &parcel);
        let typed = form.typed_for(tx, &parcel, kind).await?;
        let wish = check(eligible, &typed, &days, self.now).map_err(Refusal::Fields)?;
        if let Some(same) = open.as_ref().filter(|open| open.wish == wish) {
            return Ok(Given::Before(same.clone()));
        }
        if stale {
            return Err(changed(open.as_ref()));
        }
        let instruction = self.instruction(&parcel, wish, form, open.as_ref(), &days);
        if let Some(open) = &open {
            let replaced = ended(open, Turn::Replaced, self.now).ok_or_else(|| changed(Some(open)))?;
            if !rows::update(tx, open, &replaced).await? {
                return Err(changed(Some(open)));
            }
        }
        rows::insert(tx, &instruction).await?;
        Ok(Given::Now(instruction))
    }

    fn instruction(
        &self,
        parcel: &Parcel,
        wish: Wish,
        form: &Form,
        open: Option<&Instruction>,
        days: &domain::instruction::DeliveryDays,
    ) -> Instruction {
        let id = InstructionId(ids::new_id(self.now));
        Instruction {
            id,
            parcel: parcel.id,
            customer: parcel.customer,
            carrier: parcel.carrier.clone(),
            parcel_number: parcel.number.clone(),
            fate: Fate::Sent,
            reason: String::new(),
            // A form that was made by hand may bring no key.
            key: if form.key.is_empty() { id.to_string() } else { form.key.clone() },
            replaces: open.map(|open| open.id),
            by: GivenBy { user: self.actor.user, name: self.actor.name.clone(), operator: self.actor.is_operator() },
            given_at: self.now,
            replaceable_until: wish.replaceable_until(days, self.now),
            waits_until: Some(wish.waits_until(days, self.now)),
            accepted_at: None,
            ended_at: None,
            batch: None,
            wish,
        }
    }
}

/// An instruction after a turn; `None` where nothing becomes of it.
pub(super) fn ended(instruction: &Instruction, turn: Turn, now: Timestamp) -> Option<Instruction> {
    let fate = instruction.fate.after(turn)?;
    let mut after = instruction.clone();
    after.fate = fate;
    if !fate.is_open() {
        after.ended_at = Some(now);
    }
    Some(after)
}

fn changed(open: Option<&Instruction>) -> Error {
    Refusal::InstructionChanged { by: open.map(|open| open.by.name.clone()).unwrap_or_default() }.into()
}

/// A point that the carrier has and that is open for business.
async fn point(tx: &mut Tx, carrier: &str, code: &str) -> Result<Option<Point>> {
    if code.is_empty() {
        return Ok(None);
    }
    let found = relay_points::find(tx, carrier, code).await?.filter(|point| point.active);
    Ok(found.map(|point| Point { address: point.address(), code: point.code, name: point.name }))
}
