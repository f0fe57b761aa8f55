//! What becomes of an instruction: a small state machine, and what a parcel's scans tell of it.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::wish::Wish;
use crate::contract::Contract;
use crate::parcel::parcel_event::ParcelEvent;
use crate::parcel::scan::Scan;
use crate::parcel::state::ParcelState;
use crate::parcel::timeline::Sighting;

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
            // Having received one is not yet having agreed to it.
            (Self::Sent | Self::Accepted, Turn::Refused) => Some(Self::Refused),
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

/// The carrier's word that it will do an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A scan of that moment.
    Scanned(Timestamp),
    /// An answer that came at that moment: the carrier had decided at some time before.
    Answered(Timestamp),
}

impl Word {
    /// Whether the parcel may have gone by it at a moment.
    fn may_hold(self, at: Timestamp) -> bool {
        match self {
            Word::Scanned(word) => word <= at,
            Word::Answered(_) => true,
        }
    }

    /// Whether it was certainly there before a moment.
    fn is_before(self, at: Timestamp) -> bool {
        match self {
            Word::Scanned(word) | Word::Answered(word) => word < at,
        }
    }
}

/// What the reports of a parcel, in their order, say of an instruction that was given at a moment: the first that decides
/// does. Reports from before say nothing, but for an end of the parcel's way that was not known then: nothing can be done
/// any more. `zone` is that in which delivery days are counted.
#[must_use]
pub fn turn_seen(
    wish: &Wish,
    accepted: Option<Word>,
    given_at: Timestamp,
    seen: &[Sighting],
    zone: &TimeZone,
) -> Option<Turn> {
    let mut since = seen.iter().filter(|one| one.at > given_at);
    if let Some(turn) = since.find_map(|one| turn_by(wish, accepted, *one, zone)) {
        return Some(turn);
    }
    let last = seen.last()?;
    (last.at <= given_at && ends(last.state)).then_some(Turn::Over)
}

/// What one report says of an instruction that was given before it.
fn turn_by(wish: &Wish, accepted: Option<Word>, seen: Sighting, zone: &TimeZone) -> Option<Turn> {
    let on_its_day = wish.day().map(|day| zone.to_datetime(seen.at).date() == day);
    // What the carrier took in hand only afterwards it did not carry out.
    let done = if accepted.is_none_or(|word| word.may_hold(seen.at)) { Turn::CarriedOut } else { Turn::Over };
    match seen.state {
        ParcelState::Delivered if on_its_day != Some(false) => Some(done),
        ParcelState::AvailableForPickup if matches!(wish, Wish::PickupPoint { .. }) => Some(done),
        state if ends(state) => Some(Turn::Over),
        // They came on the day, and nobody was there.
        ParcelState::Notified if on_its_day == Some(true) => Some(done),
        // They came in spite of what they had accepted, and failed again: another can be given.
        ParcelState::Notified | ParcelState::AwaitingInstruction if on_its_day.is_none() => {
            accepted.filter(|word| word.is_before(seen.at)).map(|_| Turn::Over)
        }
        _ => None,
    }
}

/// Whether a carrier has no way left on which it could still do what it is asked.
const fn ends(state: ParcelState) -> bool {
    matches!(
        state,
        ParcelState::Delivered | ParcelState::AvailableForPickup | ParcelState::Cancelled | ParcelState::Returning
    )
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
