//! Where a parcel stands: twelve states, and the fifteen filters that lists are cut by (`product.md` §3, S2-18).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Where a parcel stands, derived from its scans. Customs and loss are reasons of an incident, not states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParcelState {
    /// A label was made and withdrawn: the parcel never comes.
    Cancelled,
    /// A label was made; the sender still has the parcel.
    Preparing,
    /// The carrier has it and moves it.
    InTransit,
    /// Something keeps it from moving: damage, forbidden goods, customs, loss.
    Incident,
    /// At the delivering depot, made ready for a round.
    PreparingDelivery,
    /// Its delivery was put off by the carrier.
    Deferred,
    /// On the round.
    OutForDelivery,
    /// The carrier needs to be told something before it can be delivered.
    AwaitingInstruction,
    /// Nobody was there; a notice was left.
    Notified,
    /// It waits at a pickup point.
    AvailableForPickup,
    /// The recipient, or whoever the chosen delivery allows, has it.
    Delivered,
    /// On its way back to the sender, or handed back.
    Returning,
}

impl ParcelState {
    /// Every state, in the order of S2-18.
    pub const ALL: [Self; 12] = [
        Self::Cancelled,
        Self::Preparing,
        Self::InTransit,
        Self::Incident,
        Self::PreparingDelivery,
        Self::Deferred,
        Self::OutForDelivery,
        Self::AwaitingInstruction,
        Self::Notified,
        Self::AvailableForPickup,
        Self::Delivered,
        Self::Returning,
    ];

    /// The word that is stored, sent and written in feeds.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Preparing => "preparing",
            Self::InTransit => "in_transit",
            Self::Incident => "incident",
            Self::PreparingDelivery => "preparing_delivery",
            Self::Deferred => "deferred",
            Self::OutForDelivery => "out_for_delivery",
            Self::AwaitingInstruction => "awaiting_instruction",
            Self::Notified => "notified",
            Self::AvailableForPickup => "available_for_pickup",
            Self::Delivered => "delivered",
            Self::Returning => "returning",
        }
    }

    /// Whether nothing but an explicit correction leads out of this state. A return is over only once the parcel was
    /// `handed_back` to its sender; until then it may still turn into a delivery.
    #[must_use]
    pub const fn is_final(self, handed_back: bool) -> bool {
        match self {
            Self::Cancelled | Self::Delivered => true,
            Self::Returning => handed_back,
            _ => false,
        }
    }
}

impl fmt::Display for ParcelState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ParcelState {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

/// A word that is none of those a list knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord(pub String);

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown word: {}", self.0)
    }
}

impl std::error::Error for UnknownWord {}

/// Whether an instruction can be sent for a parcel in this state, whatever the contract (`product.md` §3).
#[must_use]
pub const fn instruction_possible(state: ParcelState) -> bool {
    matches!(state, ParcelState::AwaitingInstruction | ParcelState::Notified)
}

/// Whether an instruction can be sent in this state under a contract that has the option of earlier instructions.
#[must_use]
pub const fn instruction_possible_by_contract(state: ParcelState) -> bool {
    instruction_possible(state)
        || matches!(state, ParcelState::InTransit | ParcelState::PreparingDelivery | ParcelState::Deferred)
}

/// One of the fifteen filters of S2-18: a state, or one of three groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum StateFilter {
    /// Every parcel.
    All,
    /// The parcels in one state.
    State(ParcelState),
    /// Those for which an instruction can be sent now, as `domain::instruction::eligibility` says it.
    UndeliveredActionable,
    /// All but delivered and cancelled.
    Undelivered,
}

impl StateFilter {
    /// Every filter, in the order of S2-18.
    pub const ALL: [Self; 15] = [
        Self::All,
        Self::State(ParcelState::Cancelled),
        Self::State(ParcelState::Preparing),
        Self::State(ParcelState::InTransit),
        Self::State(ParcelState::Incident),
        Self::State(ParcelState::PreparingDelivery),
        Self::State(ParcelState::Deferred),
        Self::State(ParcelState::OutForDelivery),
        Self::State(ParcelState::AwaitingInstruction),
        Self::State(ParcelState::Notified),
        Self::State(ParcelState::AvailableForPickup),
        Self::State(ParcelState::Delivered),
        Self::State(ParcelState::Returning),
        Self::UndeliveredActionable,
        Self::Undelivered,
    ];

    /// The word used in addresses and files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::State(state) => state.as_str(),
            Self::UndeliveredActionable => "undelivered_actionable",
            Self::Undelivered => "undelivered",
        }
    }

    /// Whether a parcel in this state passes, for which an instruction can be sent, or not.
    #[must_use]
    pub fn matches(self, state: ParcelState, takes_instruction: bool) -> bool {
        match self {
            Self::All => true,
            Self::State(wanted) => wanted == state,
            Self::UndeliveredActionable => takes_instruction,
            Self::Undelivered => !matches!(state, ParcelState::Delivered | ParcelState::Cancelled),
        }
    }

    /// The states of parcels that may pass, in the order of S2-18. Of *undelivered, actionable* each parcel is asked
    /// besides whether it takes an instruction.
    pub fn states(self) -> impl Iterator<Item = ParcelState> {
        ParcelState::ALL.into_iter().filter(move |state| self.matches(*state, instruction_possible_by_contract(*state)))
    }
}

impl fmt::Display for StateFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for StateFilter {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|filter| filter.as_str() == text).ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

impl From<StateFilter> for &'static str {
    fn from(filter: StateFilter) -> Self {
        filter.as_str()
    }
}

impl TryFrom<String> for StateFilter {
    type Error = UnknownWord;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filters_are_those_of_the_table() {
        let words: Vec<&str> = StateFilter::ALL.iter().map(|filter| filter.as_str()).collect();
        assert_eq!(
            words.join(", "),
            "all, cancelled, preparing, in_transit, incident, preparing_delivery, deferred, out_for_delivery, \
             awaiting_instruction, notified, available_for_pickup, delivered, returning, undelivered_actionable, \
             undelivered"
        );
        for filter in StateFilter::ALL {
            assert_eq!(filter.as_str().parse(), Ok(filter));
            let json = serde_json::to_string(&filter).expect("a filter is JSON");
            assert_eq!(json, format!("\"{filter}\""));
            assert_eq!(serde_json::from_str::<StateFilter>(&json).ok(), Some(filter));
        }
        assert_eq!("Delivered".parse::<StateFilter>(), Err(UnknownWord("Delivered".to_owned())));
    }

    #[test]
    fn states_have_one_word_everywhere() {
        for state in ParcelState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
            assert_eq!(serde_json::to_string(&state).ok(), Some(format!("\"{state}\"")));
        }
        assert!("all".parse::<ParcelState>().is_err());
    }

    #[test]
    fn groups_hold_the_states_they_say() {
        let words = |filter: StateFilter| filter.states().map(ParcelState::as_str).collect::<Vec<_>>().join(" ");
        assert_eq!(words(StateFilter::All).split(' ').count(), 12);
        assert_eq!(words(StateFilter::State(ParcelState::Deferred)), "deferred");
        assert_eq!(
            words(StateFilter::UndeliveredActionable),
            "in_transit preparing_delivery deferred awaiting_instruction notified"
        );
        for takes in [true, false] {
            assert_eq!(StateFilter::UndeliveredActionable.matches(ParcelState::Notified, takes), takes);
            assert!(StateFilter::State(ParcelState::Notified).matches(ParcelState::Notified, takes));
            assert!(!StateFilter::Undelivered.matches(ParcelState::Delivered, takes));
        }
        assert_eq!(
            words(StateFilter::Undelivered),
            "preparing in_transit incident preparing_delivery deferred out_for_delivery awaiting_instruction notified \
             available_for_pickup returning"
        );
    }

    #[test]
    fn instructions_and_ends_follow_the_state() {
        for state in ParcelState::ALL {
            let (always, by_contract, ends, ends_handed_back) = match state {
                ParcelState::AwaitingInstruction | ParcelState::Notified => (true, true, false, false),
                ParcelState::InTransit | ParcelState::PreparingDelivery | ParcelState::Deferred => {
                    (false, true, false, false)
                }
                ParcelState::Cancelled | ParcelState::Delivered => (false, false, true, true),
                ParcelState::Returning => (false, false, false, true),
                _ => (false, false, false, false),
            };
            assert_eq!(instruction_possible(state), always, "{state}");
            assert_eq!(instruction_possible_by_contract(state), by_contract, "{state}");
            assert_eq!(state.is_final(false), ends, "{state}");
            assert_eq!(state.is_final(true), ends_handed_back, "{state}");
        }
    }
}
