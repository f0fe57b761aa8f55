//! The five kinds of instruction.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::parcel::UnknownWord;

/// What an instruction asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstructionKind {
    /// Deliver on another day.
    AnotherDay,
    /// Hold the parcel at a pickup point.
    PickupPoint,
    /// Deliver to the address as corrected.
    CorrectedAddress,
    /// Help for the driver: door code, floor, phone, a note.
    DriverHelp,
    /// Leave it in a safe place or with a neighbour.
    SafePlace,
}

impl InstructionKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 5] =
        [Self::AnotherDay, Self::PickupPoint, Self::CorrectedAddress, Self::DriverHelp, Self::SafePlace];

    /// The word that is stored, and written in contracts and in the table that carriers get.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AnotherDay => "another_day",
            Self::PickupPoint => "pickup_point",
            Self::CorrectedAddress => "corrected_address",
            Self::DriverHelp => "driver_help",
            Self::SafePlace => "safe_place",
        }
    }

    /// The kind that a sub-reason of the matrix asks for by a ticket (`product.md` §12, S1 row 4).
    #[must_use]
    pub fn of_sub_reason(key: &str) -> Option<Self> {
        match key {
            "another_day" => Some(Self::AnotherDay),
            "pickup_point" => Some(Self::PickupPoint),
            "change_of_address" => Some(Self::CorrectedAddress),
            "delivery_help" => Some(Self::DriverHelp),
            _ => None,
        }
    }
}

impl fmt::Display for InstructionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for InstructionKind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::InstructionKind;
    use crate::ticket::reason::matrix;

    #[test]
    fn kinds_have_one_word_everywhere() {
        for kind in InstructionKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(serde_json::to_string(&kind).ok(), Some(format!("\"{kind}\"")));
        }
        assert!("tomorrow".parse::<InstructionKind>().is_err());
    }

    #[test]
    fn every_sub_reason_of_the_shipped_matrix_is_a_kind() {
        let subject = matrix().subject("delivery_instruction").expect("the subject");
        assert_eq!(subject.sub_reasons.len(), 4);
        for sub_reason in &subject.sub_reasons {
            assert!(InstructionKind::of_sub_reason(&sub_reason.key).is_some(), "{}", sub_reason.key);
        }
    }
}
