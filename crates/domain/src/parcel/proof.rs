//! When a proof of delivery can be had, and what it rests on (`product.md` §3, S2-11).

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};

use super::state::UnknownWord;

/// How long after the delivery its proof can be had (S2-11).
pub const AVAILABLE_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// Whether the proof of a parcel can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofState {
    /// It is not delivered: there is nothing to prove.
    NotDelivered,
    /// It is delivered, and its proof can be had from this moment on.
    NotYet {
        /// The first moment.
        from: Timestamp,
    },
    /// It can be had.
    Available,
    /// It is delivered, and nothing that was reported shows it: customer service finds out.
    Missing,
}

impl ProofState {
    /// The word for files and programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotDelivered => "not_delivered",
            Self::NotYet { .. } => "not_yet",
            Self::Available => "available",
            Self::Missing => "missing",
        }
    }
}

/// Whether the proof of a parcel that stands delivered since a moment can be had. `is_shown` says whether anything
/// shows the delivery: a proof of the carrier's, or the scan that told of it.
#[must_use]
pub fn proof_state(delivered_at: Option<Timestamp>, is_shown: bool, now: Timestamp) -> ProofState {
    let Some(delivered_at) = delivered_at else { return ProofState::NotDelivered };
    let from = delivered_at.saturating_add(AVAILABLE_AFTER).unwrap_or(Timestamp::MAX);
    if now < from {
        ProofState::NotYet { from }
    } else if is_shown {
        ProofState::Available
    } else {
        ProofState::Missing
    }
}

/// What a proof rests on; said on its paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// What the recipient, or whoever took it, signed.
    Signature,
    /// A photo of the parcel where it was left.
    Photo,
    /// What the carrier states, and no image.
    Statement,
}

impl Evidence {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Signature, Self::Photo, Self::Statement];

    /// The word that is stored beside an image; empty for a statement, which has none.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Photo => "photo",
            Self::Statement => "",
        }
    }
}

impl FromStr for Evidence {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

/// To whom, or where, a parcel was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Handover {
    /// To the recipient himself.
    Recipient,
    /// To somebody at his address.
    Household,
    /// To a neighbour.
    Neighbour,
    /// At a reception, to a caretaker.
    Reception,
    /// Into the letter box.
    Mailbox,
    /// At a place agreed on.
    SafePlace,
    /// Over the counter of a pickup point.
    PickupPoint,
    /// Otherwise.
    Other,
}

impl Handover {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Recipient,
        Self::Household,
        Self::Neighbour,
        Self::Reception,
        Self::Mailbox,
        Self::SafePlace,
        Self::PickupPoint,
        Self::Other,
    ];

    /// The word that is stored and written in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recipient => "recipient",
            Self::Household => "household",
            Self::Neighbour => "neighbour",
            Self::Reception => "reception",
            Self::Mailbox => "mailbox",
            Self::SafePlace => "safe_place",
            Self::PickupPoint => "pickup_point",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Handover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Handover {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_can_be_had_a_day_after_the_delivery() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        let delivered = at("2026-11-25T10:00:00Z");
        let from = at("2026-11-26T10:00:00Z");
        for (delivered_at, is_shown, now, expected) in [
            (None, true, at("2026-11-30T00:00:00Z"), ProofState::NotDelivered),
            (Some(delivered), true, delivered, ProofState::NotYet { from }),
            (Some(delivered), true, at("2026-11-26T09:59:59.999999Z"), ProofState::NotYet { from }),
            (Some(delivered), true, from, ProofState::Available),
            (Some(delivered), true, at("2027-01-01T00:00:00Z"), ProofState::Available),
            (Some(delivered), false, at("2026-11-26T09:59:59Z"), ProofState::NotYet { from }),
            (Some(delivered), false, from, ProofState::Missing),
            // A carrier's clock that runs ahead of ours makes nothing available before its time.
            (Some(at("2026-11-27T00:00:00Z")), true, from, ProofState::NotYet { from: at("2026-11-28T00:00:00Z") }),
            (Some(Timestamp::MAX), true, from, ProofState::NotYet { from: Timestamp::MAX }),
        ] {
            assert_eq!(proof_state(delivered_at, is_shown, now), expected, "{delivered_at:?} {is_shown} {now}");
        }
    }

    #[test]
    fn a_day_is_24_hours_also_when_clocks_change() {
        // The night of 24 to 25 October 2026 has 25 hours in Paris; the rule counts hours, not days.
        let delivered: Timestamp = "2026-10-24T18:00:00+02:00".parse().expect("a moment");
        let expected: Timestamp = "2026-10-25T17:00:00+01:00".parse().expect("a moment");
        assert_eq!(proof_state(Some(delivered), true, delivered), ProofState::NotYet { from: expected });
    }

    #[test]
    fn words_survive_storage() {
        for kind in Handover::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        for kind in Evidence::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert!("king".parse::<Handover>().is_err());
        assert!("king".parse::<Evidence>().is_err());
    }
}
