//! Which parcels a report speaks of, besides their days of shipping (S2-14).

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, SubAccountId};
use crate::parcel::{ParcelState, StateFilter};

/// Where parcels go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// Within France.
    National,
    /// To other countries.
    International,
    /// Both.
    #[default]
    Anywhere,
}

/// The countries of national deliveries: France, and Monaco, which is served as a part of it. Overseas departments
/// have codes of their own and other services, so they count as international.
pub const NATIONAL: [&str; 2] = ["FR", "MC"];

impl Destination {
    /// The destination of two boxes; `None` where neither is ticked.
    #[must_use]
    pub const fn of(national: bool, international: bool) -> Option<Self> {
        match (national, international) {
            (true, true) => Some(Destination::Anywhere),
            (true, false) => Some(Destination::National),
            (false, true) => Some(Destination::International),
            (false, false) => None,
        }
    }

    /// Whether it covers national deliveries.
    #[must_use]
    pub const fn national(self) -> bool {
        !matches!(self, Destination::International)
    }

    /// Whether it covers deliveries to other countries.
    #[must_use]
    pub const fn international(self) -> bool {
        !matches!(self, Destination::National)
    }

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Destination::National => "national",
            Destination::International => "international",
            Destination::Anywhere => "anywhere",
        }
    }
}

/// The parcels of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// Where they go to. A parcel whose country nobody told counts as national.
    pub destination: Destination,
    /// Where they stand: any of these filters; empty for every state.
    pub states: Vec<StateFilter>,
    /// The account they are billed to; every account in the owner's scope where none is named.
    pub account: Option<AccountId>,
    /// The part of that account.
    pub sub_account: Option<SubAccountId>,
}

impl Selection {
    /// The states of parcels that may pass, in the order of S2-18; empty where every state does.
    #[must_use]
    pub fn parcel_states(&self) -> Vec<ParcelState> {
        let may_pass = |state: &ParcelState| self.states.iter().any(|filter| filter.states().any(|one| one == *state));
        let states: Vec<ParcelState> = ParcelState::ALL.into_iter().filter(may_pass).collect();
        if states.len() == ParcelState::ALL.len() { Vec::new() } else { states }
    }

    /// Whether it depends on instructions which parcels of its states pass.
    #[must_use]
    pub fn asks_for_instructions(&self) -> bool {
        self.states.contains(&StateFilter::UndeliveredActionable)
    }

    /// Whether a parcel in this state passes, for which an instruction can be sent, or not.
    #[must_use]
    pub fn passes(&self, state: ParcelState, takes_instruction: bool) -> bool {
        self.states.is_empty() || self.states.iter().any(|filter| filter.matches(state, takes_instruction))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_add_up_to_states() {
        let states = |filters: &[StateFilter]| {
            Selection { states: filters.to_vec(), ..Selection::default() }
                .parcel_states()
                .into_iter()
                .map(ParcelState::as_str)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(states(&[]), "");
        assert_eq!(states(&[StateFilter::All, StateFilter::Undelivered]), "");
        assert_eq!(states(&[StateFilter::State(ParcelState::Delivered)]), "delivered");
        assert_eq!(
            states(&[StateFilter::State(ParcelState::Notified), StateFilter::State(ParcelState::Cancelled)]),
            "cancelled notified"
        );
        let everything = [
            StateFilter::Undelivered,
            StateFilter::State(ParcelState::Delivered),
            StateFilter::State(ParcelState::Cancelled),
        ];
        assert_eq!(states(&everything), "");
    }

    #[test]
    fn parcels_that_take_an_instruction_pass_beside_those_of_a_state() {
        let states = vec![StateFilter::UndeliveredActionable, StateFilter::State(ParcelState::Deferred)];
        let selection = Selection { states, ..Selection::default() };
        assert!(selection.asks_for_instructions());
        for (state, takes, passes) in [
            (ParcelState::InTransit, true, true),
            (ParcelState::InTransit, false, false),
            (ParcelState::Notified, false, false),
            (ParcelState::Deferred, false, true),
        ] {
            assert_eq!(selection.passes(state, takes), passes, "{state} {takes}");
        }
        assert!(Selection::default().passes(ParcelState::Delivered, false));
        assert!(!Selection::default().asks_for_instructions());
    }

    #[test]
    fn two_boxes_give_a_destination() {
        for (boxes, expected) in [
            ((true, true), Some(Destination::Anywhere)),
            ((true, false), Some(Destination::National)),
            ((false, true), Some(Destination::International)),
            ((false, false), None),
        ] {
            let destination = Destination::of(boxes.0, boxes.1);
            assert_eq!(destination, expected);
            if let Some(destination) = destination {
                assert_eq!((destination.national(), destination.international()), boxes);
            }
        }
    }
}
