//! Delivery instructions: what can be asked of a carrier while a parcel is on its way, when, and what becomes of it
//! (`product.md` §3, S2-10).
//!
//! Whether one is possible is for [`eligibility`] to say, and nothing else makes an [`Eligible`]; what was typed becomes
//! a [`Wish`] in [`wish`]; the days stand in [`days`], the form of addresses in [`address`], and what becomes of an
//! instruction in [`fate`]. What a carrier takes at all is written in [`crate::contract`].

pub mod address;
pub mod days;
pub mod eligibility;
pub mod fate;
pub mod kind;
pub mod wish;

pub use address::Address;
pub use days::{DAYS_OFFERED, DeliveryDays};
pub use eligibility::{Eligibility, Eligible, Facts, OpenInstruction, WhyNot, eligibility};
pub use fate::{Fate, Turn, Word, says_received, turn_seen};
pub use kind::InstructionKind;
pub use wish::{DriverHelp, KeptBy, Point, Typed, Wish, check};
