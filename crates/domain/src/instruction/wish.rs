//! What is asked of the carrier, out of what was typed.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::address::{Address, check_address, tidy};
use super::days::DeliveryDays;
use super::eligibility::Eligible;
use super::kind::InstructionKind;
use crate::refusal::FieldRefusal;

/// The longest door code and floor, in characters.
pub const SHORT_MAX: usize = 20;
/// The longest note to the driver, and the longest description of a safe place, in characters.
pub const NOTE_MAX: usize = 200;

/// What is asked of the carrier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Wish {
    /// Deliver on this day.
    AnotherDay {
        /// The day.
        day: Date,
    },
    /// Hold it here.
    PickupPoint {
        /// The point as it was when it was chosen.
        point: Point,
    },
    /// Deliver to this address.
    CorrectedAddress(Address),
    /// Know this when delivering.
    DriverHelp(DriverHelp),
    /// Leave it there.
    SafePlace {
        /// With whom, or where.
        kept_by: KeptBy,
        /// Which neighbour, which place.
        details: String,
    },
}

/// A pickup point as an instruction names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The carrier's own id of it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Street, postcode and town on one line.
    pub address: String,
}

/// What helps the driver; at least one of the four is filled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriverHelp {
    /// The code of the door.
    pub door_code: String,
    /// The floor.
    pub floor: String,
    /// The telephone number of whoever opens.
    pub phone: String,
    /// Anything else.
    pub note: String,
}

/// Who or what keeps a parcel that is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptBy {
    /// A neighbour.
    Neighbour,
    /// The caretaker of the building.
    Caretaker,
    /// A place out of sight and rain.
    Place,
}

impl KeptBy {
    /// All three, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Neighbour, Self::Caretaker, Self::Place];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Neighbour => "neighbour",
            Self::Caretaker => "caretaker",
            Self::Place => "place",
        }
    }

    /// The value of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// What was typed into the form, whatever the kind; fields of other kinds are not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Field `day`: a civil date.
    pub day: String,
    /// The point that field `point` names, where the carrier has one of that id that is open for business.
    pub point: Option<Point>,
    /// Fields `complement`, `street`, `postcode`, `town`; the country is the parcel's.
    pub address: Address,
    /// Fields `door_code`, `floor`, `phone`, `note`.
    pub help: DriverHelp,
    /// Field `kept_by`.
    pub kept_by: String,
    /// Field `details`.
    pub details: String,
}

impl Wish {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> InstructionKind {
        match self {
            Wish::AnotherDay { .. } => InstructionKind::AnotherDay,
            Wish::PickupPoint { .. } => InstructionKind::PickupPoint,
            Wish::CorrectedAddress(_) => InstructionKind::CorrectedAddress,
            Wish::DriverHelp(_) => InstructionKind::DriverHelp,
            Wish::SafePlace { .. } => InstructionKind::SafePlace,
        }
    }

    /// The day it names, if it names one.
    #[must_use]
    pub const fn day(&self) -> Option<Date> {
        match self {
            Wish::AnotherDay { day } => Some(*day),
            _ => None,
        }
    }

    /// Until when it can be replaced, given now: the cut-off of its day, or of the first day that can still be chosen.
    #[must_use]
    pub fn replaceable_until(&self, days: &DeliveryDays, now: Timestamp) -> Timestamp {
        let day = self.day().or_else(|| days.offered(now).first().copied());
        day.map_or(now, |day| days.cut_off_for(day))
    }

    /// When it has come to nothing because the carrier has not accepted it, given now: at the end of its day, or of the
    /// last day that could have been chosen.
    #[must_use]
    pub fn waits_until(&self, days: &DeliveryDays, now: Timestamp) -> Timestamp {
        let day = self.day().or_else(|| days.offered(now).last().copied());
        day.map_or(now, |day| days.end_of(day))
    }
}

/// Reads what was typed for the kind that was found eligible.
///
/// # Errors
/// What to say beside which field.
pub fn check(
    eligible: Eligible,
    typed: &Typed,
    days: &DeliveryDays,
    now: Timestamp,
) -> Result<Wish, Vec<(String, FieldRefusal)>> {
    let one = |field: &str, refusal| vec![(field.to_owned(), refusal)];
    match eligible.kind() {
        InstructionKind::AnotherDay => {
            let text = typed.day.trim();
            if text.is_empty() {
                return Err(one("day", FieldRefusal::NotChosen));
            }
            let day: Date = text.parse().map_err(|_| one("day", FieldRefusal::NotADate))?;
            days.check(day, now).map_err(|refusal| one("day", refusal))?;
            Ok(Wish::AnotherDay { day })
        }
        InstructionKind::PickupPoint => {
            let point = typed.point.clone().ok_or_else(|| one("point", FieldRefusal::NotChosen))?;
            Ok(Wish::PickupPoint { point })
        }
        InstructionKind::CorrectedAddress => check_address(&typed.address).map(Wish::CorrectedAddress),
        InstructionKind::DriverHelp => check_help(&typed.help).map(Wish::DriverHelp),
        InstructionKind::SafePlace => {
            let mut wrong = Vec::new();
            let kept_by = KeptBy::from_word(&typed.kept_by);
            if kept_by.is_none() {
                wrong.extend(one("kept_by", FieldRefusal::NotChosen));
            }
            let details = tidy(&typed.details);
            match details.chars().count() {
                0 => wrong.extend(one("details", FieldRefusal::Missing)),
                length if length > NOTE_MAX => wrong.extend(one("details", FieldRefusal::TooLong(NOTE_MAX))),
                _ => {}
            }
            match kept_by {
                Some(kept_by) if wrong.is_empty() => Ok(Wish::SafePlace { kept_by, details }),
                _ => Err(wrong),
            }
        }
    }
}

fn check_help(typed: &DriverHelp) -> Result<DriverHelp, Vec<(String, FieldRefusal)>> {
    let help = DriverHelp {
        door_code: tidy(&typed.door_code),
        floor: tidy(&typed.floor),
        phone: tidy(&typed.phone),
        note: tidy(&typed.note),
    };
    let mut wrong = Vec::new();
    for (field, text, most) in [
        ("door_code", &help.door_code, SHORT_MAX),
        ("floor", &help.floor, SHORT_MAX),
        ("phone", &help.phone, SHORT_MAX),
        ("note", &help.note, NOTE_MAX),
    ] {
        if text.chars().count() > most {
            wrong.push((field.to_owned(), FieldRefusal::TooLong(most)));
        } else if field == "phone" && !text.is_empty() && !is_phone(text) {
            wrong.push((field.to_owned(), FieldRefusal::NotAPhone));
        }
    }
    if help == DriverHelp::default() {
        wrong.push(("door_code".to_owned(), FieldRefusal::Missing));
    }
    if wrong.is_empty() { Ok(help) } else { Err(wrong) }
}

/// Digits as people write telephone numbers: at least six (a short national one), at most fifteen (ITU-T E.164).
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let fits = text
        .char_indices()
        .all(|(place, sign)| sign.is_ascii_digit() || " .-()/".contains(sign) || (sign == '+' && place == 0));
    fits && (6..=15).contains(&digits)
}

#[cfg(test)]
#[path = "wish_tests.rs"]
mod tests;
