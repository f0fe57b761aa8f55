//! Delivery instructions: given by people, handed to carriers, answered by them, and ended by what the parcel does.
//!
//! Whether one is possible is for `domain::instruction` to say; what a carrier takes stands in the contracts of
//! [`crate::Settings`]. The carrier is handed a table ([`handover`]) and answers by another ([`answers`]), or by the scan
//! *Instruction de livraison reçue* ([`follow`]).

pub mod answers;
mod clock;
mod follow;
mod giving;
pub mod handover;
mod notify;
mod reading;
mod several;

pub(crate) use reading::open_of;

pub use answers::{AnswerRefusal, AnswerReport};
pub use follow::follow;
pub use giving::{Form, Given};
pub use handover::{HandedOver, Waiting};
pub use reading::{InstructionPage, days_of, possible};
pub use several::{LeftOut, Several, SeveralGiven, Shown, TOGETHER};
pub use store::instructions::{Batch, GivenBy, Instruction};

use domain::contract::{Contract, Contracts};
use domain::instruction::days::CUT_OFF;
use domain::instruction::{DeliveryDays, Eligibility, Facts, OpenInstruction, eligibility};
use domain::parcel::ParcelState;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::parcels::Parcel;

/// The zone in which delivery days and cut-offs are counted (`product.md` §3).
pub(crate) fn paris() -> TimeZone {
    crate::zone("Europe/Paris")
}

/// The contract that a parcel goes by.
pub(crate) fn contract_of<'c>(contracts: &'c Contracts, parcel: &Parcel) -> Option<&'c Contract> {
    contracts.of(&parcel.carrier, &parcel.customer_name)
}

/// The delivery days of a parcel.
pub(crate) fn delivery_days(contract: Option<&Contract>, parcel: &Parcel) -> DeliveryDays {
    let cut_off = contract.map_or(CUT_OFF, |contract| contract.cut_off);
    DeliveryDays::at(&parcel.country, &parcel.postcode, cut_off, paris())
}

/// What can be asked for a parcel on which this instruction is open.
pub(crate) fn eligible(
    contracts: &Contracts,
    parcel: &Parcel,
    open: Option<&Instruction>,
    now: Timestamp,
) -> Eligibility {
    eligible_in(parcel.standing.state, contract_of(contracts, parcel), open, now)
}

/// What can be asked for a parcel of a state under a contract.
pub(crate) fn eligible_in(
    state: ParcelState,
    contract: Option<&Contract>,
    open: Option<&Instruction>,
    now: Timestamp,
) -> Eligibility {
    let facts =
        Facts { state, contract, open: open.map(|open| OpenInstruction { replaceable_until: open.replaceable_until }) };
    eligibility(&facts, now)
}
