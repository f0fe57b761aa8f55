//! What becomes of an instruction: a small state machine, and what a parcel's scans tell of it.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::wish::Wish;
use crate::contract::Contract;
use crate::parcel::parcel_event::ParcelEvent;
use crate::parcel::scan::Scan;
use crate::parcel::state::ParcelState;

/// The word by which a mapped feed says that the carrier has an instruction, whatever its own codes are.
pub const RECEIVED_CODE: &str = "instruction_received";

/// What has become of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Given; the carrier has not answered.
    Sent,
    /// The carrier will do it.
    Accepted,
    /// The carrier will not, and says why.
    Refused,
    /// Done.
    Executed,
    /// Its day passed, or the parcel's way ended otherwise.
    Expired,
    /// Another took its place.
    Replaced,
}

impl Fate {
    /// Every fate.
    pub const ALL: [Self; 6] =
        [Self::Sent, Self::Accepted, Self::Refused, Self::Executed, Self::Expired, Self::Replaced];

    /// The word that is stored and written in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Executed => "executed",
            Self::Expired => "expired",
            Self::Replaced => "replaced",
        }
    }

    /// The fate of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.as_str() == word)
    }

    /// Whether the carrier may still do it. A parcel has at most one such instruction.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Accepted)
    }

    /// What becomes of it. `None` where nothing does: it has ended, or the carrier would take its word back.
    #[must_use]
    pub const fn after(self, turn: Turn) -> Option<Self> {
        match (self, turn) {
            (Self::Sent, Turn::Accepted) => Some(Self::Accepted),
            (Self::Sent, Turn::Refused) => Some(Self::Refused),
            (Self::Accepted, Turn::CarriedOut) => Some(Self::Executed),
            (Self::Sent | Self::Accepted, Turn::Replaced) => Some(Self::Replaced),
            // What nobody accepted was not carried out, whatever the parcel did.
            (Self::Sent, Turn::CarriedOut) | (Self::Sent | Self::Accepted, Turn::Over | Turn::TimeUp) => {
                Some(Self::Expired)
            }
            _ => None,
        }
    }
}

/// Something that decides what becomes of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Turn {
    /// The carrier accepts it.
    Accepted,
    /// The carrier refuses it.
    Refused,
    /// Another takes its place.
    Replaced,
    /// The parcel went as it asked.
    CarriedOut,
    /// The parcel went otherwise, and it can no longer be done.
    Over,
    /// Nobody waits for it any more.
    TimeUp,
}

impl Turn {
    /// Every turn.
    pub const ALL: [Self; 6] =
        [Self::Accepted, Self::Refused, Self::Replaced, Self::CarriedOut, Self::Over, Self::TimeUp];
}

/// Where a parcel stands, as far as its instruction is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The state.
    pub state: ParcelState,
    /// When it began.
    pub since: Timestamp,
}

/// What a parcel's standing says of an instruction of this fate that was given at a moment. A state that began before
/// says nothing: it is the one in which the instruction was given. `zone` is that in which delivery days are counted.
#[must_use]
pub fn turn_seen(wish: &Wish, fate: Fate, given_at: Timestamp, seen: Sighting, zone: &TimeZone) -> Option<Turn> {
    if seen.since <= given_at || !fate.is_open() {
        return None;
    }
    let on_its_day = wish.day().map(|day| zone.to_datetime(seen.since).date() == day);
    match seen.state {
        ParcelState::Delivered if on_its_day == Some(false) => Some(Turn::Over),
        ParcelState::Delivered => Some(Turn::CarriedOut),
        ParcelState::AvailableForPickup if matches!(wish, Wish::PickupPoint { .. }) => Some(Turn::CarriedOut),
        ParcelState::AvailableForPickup | ParcelState::Cancelled | ParcelState::Returning => Some(Turn::Over),
        // They came on the day, and nobody was there.
        ParcelState::Notified if on_its_day == Some(true) => Some(Turn::CarriedOut),
        // They came in spite of what they had accepted, and failed again: another can be given.
        ParcelState::Notified | ParcelState::AwaitingInstruction if fate == Fate::Accepted && on_its_day.is_none() => {
            Some(Turn::Over)
        }
        _ => None,
    }
}

/// Whether a scan says that the carrier has the instruction: by a code of the contract, by our own word, or by the words
/// of the event of S2-18.
#[must_use]
pub fn says_received(scan: &Scan, contract: Option<&Contract>) -> bool {
    let code = contract.is_some_and(|contract| contract.accepted_by_codes.contains(&scan.code));
    code || scan.code.eq_ignore_ascii_case(RECEIVED_CODE)
        || ParcelEvent::named(&scan.label) == Some(ParcelEvent::InstructionReceived)
}

#[cfg(test)]
#[path = "fate_tests.rs"]
mod tests;
