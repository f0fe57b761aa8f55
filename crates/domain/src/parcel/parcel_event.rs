//! The eighteen events of the table of S2-18, and how one is known in what a carrier reported.
//!
//! Their words and states stand in `data/guidance.toml`. A carrier's own words tell an event best; without them its
//! state and its reason do, where these leave no doubt. Of some events only words can tell: nothing else says at which
//! depot a parcel was sorted.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::guidance::{guidance_event, guidance_events};
use super::scan::ScanReason;
use super::state::ParcelState;
use crate::language::Language;

/// The events by all words that name them, written [`plain`].
static NAMED: LazyLock<HashMap<String, ParcelEvent>> = LazyLock::new(|| {
    guidance_events().iter().flat_map(|row| row.words().map(|words| (plain(words), row.event()))).collect()
});

/// What happened to a parcel, in the words of S2-18.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParcelEvent {
    /// The sender took back a label before the carrier had the parcel.
    CalledOff,
    /// The sender has it ready.
    ReadyAtSender,
    /// It was sorted at the depot it left from.
    SortedAtDeparture,
    /// It is being moved.
    OnItsWay,
    /// It passes through a hub.
    InTransit,
    /// It is late.
    DelayNoticed,
    /// The sender dropped it off.
    DroppedOff,
    /// Something keeps it from moving.
    SomethingWrong,
    /// It was sorted at the depot that delivers it.
    SortedAtDelivery,
    /// The carrier has received an instruction.
    InstructionReceived,
    /// Its delivery is put off by 24 hours.
    PutOff,
    /// It is on the round.
    OutForDelivery,
    /// The carrier must be told something.
    InformationNeeded,
    /// Nobody was there, and a notice was left.
    RecipientAbsent,
    /// It waits at a pickup point.
    AtPickupPoint,
    /// It was delivered.
    Delivered,
    /// The recipient fetched it from a pickup point.
    PickedUp,
    /// It goes back to its sender.
    Returned,
}

impl ParcelEvent {
    /// Every event, in the order of S2-18.
    pub const ALL: [Self; 18] = [
        Self::CalledOff,
        Self::ReadyAtSender,
        Self::SortedAtDeparture,
        Self::OnItsWay,
        Self::InTransit,
        Self::DelayNoticed,
        Self::DroppedOff,
        Self::SomethingWrong,
        Self::SortedAtDelivery,
        Self::InstructionReceived,
        Self::PutOff,
        Self::OutForDelivery,
        Self::InformationNeeded,
        Self::RecipientAbsent,
        Self::AtPickupPoint,
        Self::Delivered,
        Self::PickedUp,
        Self::Returned,
    ];

    /// The word that stands for it in `data/guidance.toml`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CalledOff => "called_off",
            Self::ReadyAtSender => "ready_at_sender",
            Self::SortedAtDeparture => "sorted_at_departure",
            Self::OnItsWay => "on_its_way",
            Self::InTransit => "in_transit",
            Self::DelayNoticed => "delay_noticed",
            Self::DroppedOff => "dropped_off",
            Self::SomethingWrong => "something_wrong",
            Self::SortedAtDelivery => "sorted_at_delivery",
            Self::InstructionReceived => "instruction_received",
            Self::PutOff => "put_off",
            Self::OutForDelivery => "out_for_delivery",
            Self::InformationNeeded => "information_needed",
            Self::RecipientAbsent => "recipient_absent",
            Self::AtPickupPoint => "at_pickup_point",
            Self::Delivered => "delivered",
            Self::PickedUp => "picked_up",
            Self::Returned => "returned",
        }
    }

    /// The state that it puts a parcel in, which says what it means and what to do.
    #[must_use]
    pub fn state(self) -> ParcelState {
        guidance_event(self).state()
    }

    /// What happened, in a few words.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        guidance_event(self).label(language)
    }

    /// The event that a carrier's own words name, in whichever language it wrote them.
    #[must_use]
    pub fn named(label: &str) -> Option<Self> {
        NAMED.get(&plain(label)).copied()
    }

    /// The event that a state and a reason tell by themselves. `None` where they leave a doubt, and where the reason
    /// says more than any event of the table.
    #[must_use]
    pub const fn told_by(state: ParcelState, reason: Option<ScanReason>) -> Option<Self> {
        use {ParcelState as S, ScanReason as R};
        Some(match (state, reason) {
            (S::Cancelled, _) => Self::CalledOff,
            (S::Preparing, _) => Self::ReadyAtSender,
            (S::Delivered, _) => Self::Delivered,
            (S::InTransit, None | Some(R::Other)) => Self::OnItsWay,
            (S::InTransit, Some(R::Delay)) => Self::DelayNoticed,
            (S::Incident, None | Some(R::Other)) => Self::SomethingWrong,
            (S::OutForDelivery, None | Some(R::Other)) => Self::OutForDelivery,
            (S::AwaitingInstruction, None | Some(R::Other)) => Self::InformationNeeded,
            (S::Notified, None | Some(R::Absent | R::Other)) => Self::RecipientAbsent,
            (S::AvailableForPickup, None | Some(R::Absent | R::Other)) => Self::AtPickupPoint,
            // Sorted or instructed, put off by 24 hours or by more, on its way back or back: words must tell.
            _ => return None,
        })
    }

    /// The event that a scan reports: by the carrier's words where they are ours and agree with its state, else by state
    /// and reason. `before` is the state that the parcel was in: what was waiting at a pickup point and is delivered was
    /// given to its recipient there.
    #[must_use]
    pub fn of(
        label: &str,
        state: Option<ParcelState>,
        reason: Option<ScanReason>,
        before: Option<ParcelState>,
    ) -> Option<Self> {
        let named = Self::named(label).filter(|event| state.is_none_or(|state| state == event.state()));
        match named.or_else(|| Self::told_by(state?, reason))? {
            Self::Delivered if before == Some(ParcelState::AvailableForPickup) => Some(Self::PickedUp),
            event => Some(event),
        }
    }
}

impl fmt::Display for ParcelEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A label without what carriers write now one way, now another: capitals, accents, kinds of apostrophe and space, and
/// a full stop at the end.
fn plain(label: &str) -> String {
    let words = label.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_end_matches(['.', ' ']).chars().flat_map(char::to_lowercase).map(letter).filter(|c| *c != ' ').collect()
}

const fn letter(sign: char) -> char {
    match sign {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        '’' => '\'',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use {ParcelState as S, ScanReason as R};

    #[test]
    fn every_event_has_one_word_everywhere() {
        for event in ParcelEvent::ALL {
            assert_eq!(serde_json::to_string(&event).ok(), Some(format!("\"{event}\"")));
        }
    }

    /// By what each event is known, as a clerk could check it.
    #[test]
    fn what_state_and_reason_tell() {
        let mut told = String::new();
        for event in ParcelEvent::ALL {
            let mut by = Vec::new();
            for state in S::ALL {
                for reason in std::iter::once(None).chain(R::ALL.map(Some)) {
                    if ParcelEvent::told_by(state, reason) == Some(event) {
                        assert_eq!(event.state(), state, "{event} by {state}");
                        by.push(reason.map_or("none", R::as_str));
                    }
                }
            }
            let by = match by.len() {
                0 => "words".to_owned(),
                13 => "any".to_owned(),
                _ => by.join(" "),
            };
            told.push_str(&format!("{event}: {by}\n"));
        }
        assert_eq!(
            told,
            "called_off: any\n\
             ready_at_sender: any\n\
             sorted_at_departure: words\n\
             on_its_way: none other\n\
             in_transit: words\n\
             delay_noticed: delay\n\
             dropped_off: words\n\
             something_wrong: none other\n\
             sorted_at_delivery: words\n\
             instruction_received: words\n\
             put_off: words\n\
             out_for_delivery: none other\n\
             information_needed: none other\n\
             recipient_absent: none absent other\n\
             at_pickup_point: none absent other\n\
             delivered: any\n\
             picked_up: words\n\
             returned: words\n"
        );
    }

    #[test]
    fn words_tell_more_than_a_state_unless_they_contradict_it() {
        let of = |label: &str, state: Option<S>, reason: Option<R>| ParcelEvent::of(label, state, reason, None);
        for (label, state, reason, event) in [
            ("Tri effectué dans l'agence de départ", Some(S::InTransit), None, Some(ParcelEvent::SortedAtDeparture)),
            ("TRI EFFECTUE DANS L’AGENCE DE DEPART.", Some(S::InTransit), None, Some(ParcelEvent::SortedAtDeparture)),
            (
                "Instruction de livraison reçue",
                Some(S::PreparingDelivery),
                None,
                Some(ParcelEvent::InstructionReceived),
            ),
            ("Delivery put off by 24 hours", Some(S::Deferred), None, Some(ParcelEvent::PutOff)),
            ("Livraison reportée", Some(S::Deferred), None, None),
            ("Livraison effectuée", Some(S::Incident), Some(R::Customs), None),
            ("Livraison effectuée", None, None, Some(ParcelEvent::Delivered)),
            ("Zzz", None, None, None),
            ("", Some(S::Returning), Some(R::HandedBack), None),
            ("", Some(S::OutForDelivery), None, Some(ParcelEvent::OutForDelivery)),
            (" . ", Some(S::InTransit), Some(R::Delay), Some(ParcelEvent::DelayNoticed)),
            (
                "Echec de livraison suite à l'absence du destinataire, avis de passage déposé.",
                Some(S::Notified),
                Some(R::Absent),
                Some(ParcelEvent::RecipientAbsent),
            ),
        ] {
            assert_eq!(of(label, state, reason), event, "{label} {state:?} {reason:?}");
        }
    }

    #[test]
    fn what_waited_at_a_pickup_point_was_given_out_there() {
        let delivered = |before| ParcelEvent::of("", Some(S::Delivered), None, before);
        assert_eq!(delivered(Some(S::AvailableForPickup)), Some(ParcelEvent::PickedUp));
        assert_eq!(delivered(Some(S::OutForDelivery)), Some(ParcelEvent::Delivered));
        assert_eq!(delivered(None), Some(ParcelEvent::Delivered));
    }

    #[test]
    fn no_two_events_are_said_by_the_same_words() {
        for event in ParcelEvent::ALL {
            for words in guidance_event(event).words() {
                assert_eq!(ParcelEvent::named(words), Some(event), "{words}");
            }
        }
    }
}
