//! Which instruction is still possible, and why not.
//!
//! The form, the lists and the operation all ask here. An [`Eligible`] can be made by nothing else, so that nobody
//! keeps an instruction without having asked.

use jiff::Timestamp;

use super::kind::InstructionKind;
use crate::contract::Contract;
use crate::parcel::state::ParcelState;

/// What is known of the parcel that an instruction is to be given for.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Where it stands.
    pub state: ParcelState,
    /// What its carrier takes, where there is a contract with it.
    pub contract: Option<&'a Contract>,
    /// The instruction that is open on it.
    pub open: Option<OpenInstruction>,
}

/// An instruction that the carrier has not carried out yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenInstruction {
    /// Until when another may take its place.
    pub replaceable_until: Timestamp,
}

/// Why an instruction is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhyNot {
    /// The parcel was called off.
    Cancelled,
    /// The sender has it still.
    NotWithCarrier,
    /// Something keeps it from moving, which customer service has to settle first.
    Incident,
    /// It is on the round.
    OutForDelivery,
    /// It waits at a pickup point already.
    AtPickupPoint,
    /// It is delivered.
    Delivered,
    /// It goes back to its sender, or is back.
    Returning,
    /// Under this contract one waits until the carrier has tried to deliver it.
    TooEarly,
    /// There is no contract with this carrier that takes instructions.
    NoContract,
    /// The contract does not have this kind.
    NotInContract,
    /// One was given, and the time to replace it is over.
    CutOffPassed,
}

impl WhyNot {
    /// Every reason.
    pub const ALL: [Self; 11] = [
        Self::Cancelled,
        Self::NotWithCarrier,
        Self::Incident,
        Self::OutForDelivery,
        Self::AtPickupPoint,
        Self::Delivered,
        Self::Returning,
        Self::TooEarly,
        Self::NoContract,
        Self::NotInContract,
        Self::CutOffPassed,
    ];
}

/// One kind of instruction, found possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Eligible {
    kind: InstructionKind,
}

impl Eligible {
    /// The kind.
    #[must_use]
    pub const fn kind(self) -> InstructionKind {
        self.kind
    }
}

/// What can be asked for a parcel now, kind by kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eligibility([Result<Eligible, WhyNot>; InstructionKind::ALL.len()]);

impl Eligibility {
    /// One kind.
    ///
    /// # Errors
    /// Why it is not possible.
    pub const fn of(&self, kind: InstructionKind) -> Result<Eligible, WhyNot> {
        self.0[kind as usize]
    }

    /// Whether anything can be asked.
    ///
    /// # Errors
    /// Why nothing can: the reason that all kinds share.
    pub fn possible(&self) -> Result<(), WhyNot> {
        match self.0.iter().find_map(|kind| kind.ok()) {
            Some(_) => Ok(()),
            None => Err(self.0[0].err().unwrap_or(WhyNot::NoContract)),
        }
    }

    /// The kinds that are possible, in the order of the form.
    pub fn kinds(&self) -> impl Iterator<Item = InstructionKind> {
        self.0.iter().filter_map(|kind| kind.ok().map(Eligible::kind))
    }

    /// The kinds that are not, with the reason of each.
    pub fn refused(&self) -> impl Iterator<Item = (InstructionKind, WhyNot)> {
        InstructionKind::ALL.into_iter().filter_map(|kind| Some((kind, self.of(kind).err()?)))
    }
}

/// What can be asked for a parcel now, and the reason for every *no* (`product.md` §3): the state first, then the
/// contract, then the instruction that is open.
#[must_use]
pub fn eligibility(facts: &Facts<'_>, now: Timestamp) -> Eligibility {
    let of_all = of_all_kinds(facts, now);
    Eligibility(InstructionKind::ALL.map(|kind| {
        of_all?;
        match facts.contract {
            Some(contract) if contract.instructions.contains(&kind) => Ok(Eligible { kind }),
            _ => Err(WhyNot::NotInContract),
        }
    }))
}

fn of_all_kinds(facts: &Facts<'_>, now: Timestamp) -> Result<(), WhyNot> {
    match facts.state {
        ParcelState::Cancelled => return Err(WhyNot::Cancelled),
        ParcelState::Preparing => return Err(WhyNot::NotWithCarrier),
        ParcelState::Incident => return Err(WhyNot::Incident),
        ParcelState::OutForDelivery => return Err(WhyNot::OutForDelivery),
        ParcelState::AvailableForPickup => return Err(WhyNot::AtPickupPoint),
        ParcelState::Delivered => return Err(WhyNot::Delivered),
        ParcelState::Returning => return Err(WhyNot::Returning),
        _ => {}
    }
    let contract = facts.contract.filter(|contract| !contract.instructions.is_empty()).ok_or(WhyNot::NoContract)?;
    if !contract.takes_in(facts.state) {
        return Err(WhyNot::TooEarly);
    }
    match facts.open {
        Some(open) if now >= open.replaceable_until => Err(WhyNot::CutOffPassed),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Owner;
    use crate::instruction::days::CUT_OFF;

    fn contract(instructions: &[InstructionKind], also_in: &[ParcelState]) -> Contract {
        Contract {
            key: "x".into(),
            carrier: "x".into(),
            owner: Owner::Operator,
            customer: String::new(),
            instructions: instructions.to_vec(),
            also_in: also_in.to_vec(),
            cut_off: CUT_OFF,
            accepted_by_codes: Vec::new(),
        }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a moment")
    }

    #[test]
    fn every_state_has_its_answer_under_either_contract() {
        let plain = contract(&InstructionKind::ALL, &[]);
        let early = contract(
            &InstructionKind::ALL,
            &[ParcelState::InTransit, ParcelState::PreparingDelivery, ParcelState::Deferred],
        );
        use ParcelState as S;
        use WhyNot as W;
        for (state, without, with) in [
            (S::Cancelled, Err(W::Cancelled), Err(W::Cancelled)),
            (S::Preparing, Err(W::NotWithCarrier), Err(W::NotWithCarrier)),
            (S::InTransit, Err(W::TooEarly), Ok(())),
            (S::Incident, Err(W::Incident), Err(W::Incident)),
            (S::PreparingDelivery, Err(W::TooEarly), Ok(())),
            (S::Deferred, Err(W::TooEarly), Ok(())),
            (S::OutForDelivery, Err(W::OutForDelivery), Err(W::OutForDelivery)),
            (S::AwaitingInstruction, Ok(()), Ok(())),
            (S::Notified, Ok(()), Ok(())),
            (S::AvailableForPickup, Err(W::AtPickupPoint), Err(W::AtPickupPoint)),
            (S::Delivered, Err(W::Delivered), Err(W::Delivered)),
            (S::Returning, Err(W::Returning), Err(W::Returning)),
        ] {
            for (contract, expected) in [(&plain, without), (&early, with)] {
                let facts = Facts { state, contract: Some(contract), open: None };
                let found = eligibility(&facts, at(0));
                assert_eq!(found.possible(), expected, "{state}");
                for kind in InstructionKind::ALL {
                    assert_eq!(found.of(kind).map(Eligible::kind), expected.map(|()| kind), "{state} {kind}");
                }
            }
        }
    }

    #[test]
    fn a_kind_outside_the_contract_says_so_and_the_others_stay() {
        let some = contract(&[InstructionKind::AnotherDay, InstructionKind::SafePlace], &[]);
        let facts = Facts { state: ParcelState::Notified, contract: Some(&some), open: None };
        let found = eligibility(&facts, at(0));
        let kinds: Vec<_> = found.kinds().collect();
        assert_eq!(kinds, [InstructionKind::AnotherDay, InstructionKind::SafePlace]);
        let refused: Vec<_> = found.refused().map(|(_, why)| why).collect();
        assert_eq!(refused, [WhyNot::NotInContract; 3]);
        assert_eq!(found.possible(), Ok(()));
    }

    #[test]
    fn without_a_contract_there_is_none() {
        let none = contract(&[], &[]);
        for contract in [None, Some(&none)] {
            let facts = Facts { state: ParcelState::Notified, contract, open: None };
            assert_eq!(eligibility(&facts, at(0)).possible(), Err(WhyNot::NoContract));
            // What the state forbids is said first: it is what the reader can see.
            let facts = Facts { state: ParcelState::Delivered, ..facts };
            assert_eq!(eligibility(&facts, at(0)).possible(), Err(WhyNot::Delivered));
        }
    }

    #[test]
    fn an_open_one_can_be_replaced_until_its_cut_off() {
        let all = contract(&InstructionKind::ALL, &[]);
        let open = Some(OpenInstruction { replaceable_until: at(100) });
        let facts = Facts { state: ParcelState::Notified, contract: Some(&all), open };
        assert_eq!(eligibility(&facts, at(99)).possible(), Ok(()));
        assert_eq!(eligibility(&facts, at(100)).possible(), Err(WhyNot::CutOffPassed));
    }
}
