//! Tracking messages (MAS, S2-07): which moments of a parcel people are told of, and when something is news.
//!
//! A message compares where a parcel stood with where it stands now, however many scans lie between: several scans at
//! once give one message, about the latest. A scan that comes late and changes nothing gives none.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::scan::ScanReason;
use super::state::{ParcelState, UnknownWord};

/// Addresses that get the messages of one parcel, at most.
pub const ADDRESSES_PER_PARCEL: usize = 10;

/// Mails that ask foreign addresses to confirm: at most so many a day on behalf of one user.
pub const ASKED_BY_USER_PER_DAY: usize = 20;

/// Mails that ask to confirm: at most so many a day to one address, whoever wants them sent.
pub const ASKED_OF_ADDRESS_PER_DAY: usize = 5;

/// Days that the link of such a mail works.
pub const CONFIRM_DAYS: u32 = 7;

/// How much older than the subscription a scan may be and still be told: carriers report hours late, and whoever
/// subscribes at ten does not know of the delivery of half past nine either. What is older was on the page.
pub const REPORTED_LATE: SignedDuration = SignedDuration::from_hours(6);

/// A moment in a parcel's life that people ask to be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackingEvent {
    /// The carrier has it.
    TakenOver,
    /// It reached the depot that delivers it, or moves again after a stop.
    OnItsWay,
    /// The carrier expects to deliver it on another day than before.
    NewEstimate,
    /// It is on the round.
    OutForDelivery,
    /// Its delivery is put off, or it is late.
    Deferred,
    /// Nobody was there; a notice was left.
    Notified,
    /// The carrier needs to be told something.
    AwaitingInstruction,
    /// It waits at a pickup point.
    AvailableForPickup,
    /// Something keeps it from moving.
    Incident,
    /// The recipient has it.
    Delivered,
    /// It goes back to its sender, or is back.
    Returning,
    /// Its sender called it off.
    Cancelled,
}

impl TrackingEvent {
    /// Every event, in the order of the form: as they come on the way.
    pub const ALL: [Self; 12] = [
        Self::TakenOver,
        Self::OnItsWay,
        Self::NewEstimate,
        Self::OutForDelivery,
        Self::Deferred,
        Self::Notified,
        Self::AwaitingInstruction,
        Self::AvailableForPickup,
        Self::Incident,
        Self::Delivered,
        Self::Returning,
        Self::Cancelled,
    ];

    /// The word that is stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TakenOver => "taken_over",
            Self::OnItsWay => "on_its_way",
            Self::NewEstimate => "new_estimate",
            Self::OutForDelivery => "out_for_delivery",
            Self::Deferred => "deferred",
            Self::Notified => "notified",
            Self::AwaitingInstruction => "awaiting_instruction",
            Self::AvailableForPickup => "available_for_pickup",
            Self::Incident => "incident",
            Self::Delivered => "delivered",
            Self::Returning => "returning",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether the form offers it ticked: what somebody can act on, and the end. The steps between are for those who
    /// want them.
    #[must_use]
    pub const fn is_usual(self) -> bool {
        !matches!(self, Self::TakenOver | Self::OnItsWay | Self::NewEstimate)
    }
}

impl fmt::Display for TrackingEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for TrackingEvent {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|event| event.as_str() == text).ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

/// Events as they are stored: words with spaces between, in the order of the form, each once.
#[must_use]
pub fn events_to_words(events: &[TrackingEvent]) -> String {
    let chosen: Vec<&str> =
        TrackingEvent::ALL.iter().filter(|event| events.contains(event)).map(|event| event.as_str()).collect();
    chosen.join(" ")
}

/// The events of stored words; words we do not know are left out, so that an older program reads a newer row.
#[must_use]
pub fn events_from_words(words: &str) -> Vec<TrackingEvent> {
    words.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

/// Where a parcel stands, as far as messages need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The state.
    pub state: ParcelState,
    /// When it began.
    pub since: Timestamp,
    /// The latest reason given for it.
    pub reason: Option<ScanReason>,
    /// When it was handed back to its sender.
    pub returned_at: Option<Timestamp>,
    /// When the latest scan happened.
    pub last_at: Option<Timestamp>,
    /// The day of delivery that the carrier expects.
    pub estimated_on: Option<Date>,
}

impl Stand {
    /// Whether nothing but an explicit correction changes it any more.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        self.state.is_final(self.returned_at.is_some())
    }
}

/// Something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What happened.
    pub event: TrackingEvent,
    /// When.
    pub at: Timestamp,
    /// What tells this happening from every other one of the parcel: nobody is told of it twice.
    pub key: String,
}

/// All that is new between two standings of a parcel, what matters most first: what happened to it, and another expected
/// day. Each address is told the first of what it asked for.
#[must_use]
pub fn news(before: &Stand, after: &Stand) -> Vec<News> {
    happening(before, after).into_iter().chain(new_estimate(before, after)).collect()
}

/// What happened, if anything did.
fn happening(before: &Stand, after: &Stand) -> Option<News> {
    let is_newer = after.last_at > before.last_at;
    // The same state anew, as after a second round: it began after everything that was known.
    let again = after.state == before.state && before.last_at.is_some_and(|known| after.since > known);
    if after.state != before.state || again {
        return Some(happened(entered(before, after)?, after.returned_at.unwrap_or(after.since)));
    }
    if let (None, Some(at)) = (before.returned_at, after.returned_at) {
        return Some(happened(TrackingEvent::Returning, at));
    }
    let last = after.last_at.unwrap_or(after.since);
    if is_newer && after.reason != before.reason {
        if after.state == ParcelState::Incident && after.reason.is_some() {
            return Some(happened(TrackingEvent::Incident, last));
        }
        if is_late(after) {
            return Some(happened(TrackingEvent::Deferred, last));
        }
    }
    None
}

/// Another day of delivery, if one is expected.
fn new_estimate(before: &Stand, after: &Stand) -> Option<News> {
    let last = after.last_at.unwrap_or(after.since);
    let expected = after.estimated_on.filter(|day| before.estimated_on != Some(*day) && !after.is_final())?;
    let event = TrackingEvent::NewEstimate;
    Some(News { event, at: last, key: format!("{event} {} {expected}", last.as_microsecond()) })
}

fn happened(event: TrackingEvent, at: Timestamp) -> News {
    News { event, at, key: format!("{event} {}", at.as_microsecond()) }
}

/// The event of a state that has begun.
fn entered(before: &Stand, after: &Stand) -> Option<TrackingEvent> {
    Some(match after.state {
        ParcelState::Preparing => return None,
        ParcelState::InTransit | ParcelState::PreparingDelivery if is_late(after) => TrackingEvent::Deferred,
        ParcelState::InTransit if before.state == ParcelState::Preparing => TrackingEvent::TakenOver,
        ParcelState::InTransit | ParcelState::PreparingDelivery => TrackingEvent::OnItsWay,
        ParcelState::OutForDelivery => TrackingEvent::OutForDelivery,
        ParcelState::Deferred => TrackingEvent::Deferred,
        ParcelState::Notified => TrackingEvent::Notified,
        ParcelState::AwaitingInstruction => TrackingEvent::AwaitingInstruction,
        ParcelState::AvailableForPickup => TrackingEvent::AvailableForPickup,
        ParcelState::Incident => TrackingEvent::Incident,
        ParcelState::Delivered => TrackingEvent::Delivered,
        ParcelState::Returning => TrackingEvent::Returning,
        ParcelState::Cancelled => TrackingEvent::Cancelled,
    })
}

/// Whether a parcel under way is late: carriers say so without another state (S2-18, *Retard détecté*).
const fn is_late(stand: &Stand) -> bool {
    matches!(stand.state, ParcelState::InTransit | ParcelState::PreparingDelivery)
        && matches!(stand.reason, Some(ScanReason::Delay | ScanReason::Weather))
}

/// Whether a subscription that began at a moment, for these events, is told of some news.
#[must_use]
pub fn is_told(news: &News, events: &[TrackingEvent], began: Timestamp) -> bool {
    events.contains(&news.event) && news.at.checked_add(REPORTED_LATE).is_ok_and(|until| until >= began)
}

#[cfg(test)]
#[path = "tracking_tests.rs"]
mod tests;
