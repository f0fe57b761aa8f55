//! How a ticket was resolved, why it was withdrawn, how it was rated.

use serde::{Deserialize, Serialize};

/// The outcome an agent must name when he resolves a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The question is answered.
    Informed,
    /// The parcel was found or delivered.
    ParcelFound,
    /// The parcel is declared lost.
    ParcelLost,
    /// An indemnity is granted.
    Indemnified,
    /// The claim is refused.
    Refused,
    /// The parcel goes back to its sender.
    Returned,
    /// Passed on to somebody else (the sender, the shop).
    Redirected,
}

impl Outcome {
    /// Every outcome, in the order of the form.
    pub const ALL: [Outcome; 7] = [
        Outcome::Informed,
        Outcome::ParcelFound,
        Outcome::ParcelLost,
        Outcome::Indemnified,
        Outcome::Refused,
        Outcome::Returned,
        Outcome::Redirected,
    ];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Outcome::Informed => "informed",
            Outcome::ParcelFound => "parcel_found",
            Outcome::ParcelLost => "parcel_lost",
            Outcome::Indemnified => "indemnified",
            Outcome::Refused => "refused",
            Outcome::Returned => "returned",
            Outcome::Redirected => "redirected",
        }
    }

    /// The outcome of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Outcome::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// Why a customer withdraws his ticket (`product.md` §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawReason {
    /// The parcel was found (S5-06).
    Found,
    /// It was filed by mistake.
    Mistake,
    /// Something else.
    Other,
}

impl WithdrawReason {
    /// All three, in the order of the form.
    pub const ALL: [WithdrawReason; 3] = [WithdrawReason::Found, WithdrawReason::Mistake, WithdrawReason::Other];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            WithdrawReason::Found => "found",
            WithdrawReason::Mistake => "mistake",
            WithdrawReason::Other => "other",
        }
    }

    /// The reason of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        WithdrawReason::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// A rating from 1 (poor) to 5 (very good).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rating(u8);

impl Rating {
    /// A rating, if it lies between 1 and 5.
    #[must_use]
    pub const fn new(stars: u8) -> Option<Self> {
        if stars >= 1 && stars <= 5 { Some(Rating(stars)) } else { None }
    }

    /// The number of stars.
    #[must_use]
    pub const fn stars(self) -> u8 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_storage() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_word(outcome.as_str()), Some(outcome));
        }
        for reason in WithdrawReason::ALL {
            assert_eq!(WithdrawReason::from_word(reason.as_str()), Some(reason));
        }
    }

    #[test]
    fn a_rating_has_one_to_five_stars() {
        let accepted: Vec<u8> = (0..=255).filter_map(Rating::new).map(Rating::stars).collect();
        assert_eq!(accepted, [1, 2, 3, 4, 5]);
    }
}
