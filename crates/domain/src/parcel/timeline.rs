//! Where a parcel stands, out of its scans: one pure function (`product.md` §3).
//!
//! Scans come late, twice and out of order. The answer depends on the set alone: scans are first put into one order
//! that does not depend on how they came, duplicates are folded, and the state is read off from the earliest to the
//! latest. A final state is left only by an explicit later correction.

use std::cmp::Ordering;

use jiff::Timestamp;

use super::scan::{Scan, ScanReason};
use super::state::ParcelState;

/// Where a parcel stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The state. A parcel that was announced and never scanned is still with its sender.
    pub state: ParcelState,
    /// When this state began; `None` where no scan says so.
    pub since: Option<Timestamp>,
    /// The latest scan of all, also one whose code nobody has mapped.
    pub last: Option<Scan>,
    /// When it was handed back to its sender, if that is how it stands.
    pub returned_at: Option<Timestamp>,
    /// When it was delivered, if that is how it stands.
    pub delivered_at: Option<Timestamp>,
    /// The offset from UTC, in minutes, of the clock at the place where it was delivered or handed back; 0 where it was
    /// neither.
    pub ended_offset_minutes: i16,
    /// The latest reason given for this state.
    pub reason: Option<ScanReason>,
}

impl Standing {
    /// Whether nothing but an explicit correction changes it any more.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.state.is_final(self.returned_at.is_some())
    }
}

/// The scans in the order in which they happened, each once: one carrier says one code at one moment only once.
#[must_use]
pub fn timeline(scans: &[Scan]) -> Vec<Scan> {
    let mut ordered: Vec<&Scan> = scans.iter().collect();
    ordered.sort_by(|one, other| by_moment(one, other));
    let mut kept: Vec<&Scan> = Vec::with_capacity(ordered.len());
    for scan in ordered {
        // Twins with different words can lie apart within one moment; the last in the order of all stays.
        let same_moment = kept.iter().rposition(|earlier| earlier.at != scan.at).map_or(0, |place| place + 1);
        match kept[same_moment..].iter().position(|earlier| is_twin(earlier, scan)) {
            Some(place) => {
                kept.remove(same_moment + place);
                kept.push(scan);
            }
            None => kept.push(scan),
        }
    }
    kept.into_iter().cloned().collect()
}

/// Where a parcel with these scans stands. Order and repetition of the scans make no difference.
#[must_use]
pub fn standing(scans: &[Scan]) -> Standing {
    let timeline = timeline(scans);
    let mut standing = Standing {
        state: ParcelState::Preparing,
        since: None,
        last: None,
        returned_at: None,
        delivered_at: None,
        ended_offset_minutes: 0,
        reason: None,
    };
    for scan in &timeline {
        take(&mut standing, scan);
    }
    standing.last = timeline.into_iter().next_back();
    standing
}

fn take(standing: &mut Standing, scan: &Scan) {
    let Some(state) = scan.state else {
        return;
    };
    if standing.is_final() && !scan.correction {
        return;
    }
    // A correction says anew how things are: also when it names the same state, that state begins with it.
    if state != standing.state || standing.since.is_none() || scan.correction {
        standing.state = state;
        standing.since = Some(scan.at);
        standing.returned_at = None;
        standing.delivered_at = (state == ParcelState::Delivered).then_some(scan.at);
        standing.reason = None;
        standing.ended_offset_minutes = if state == ParcelState::Delivered { scan.offset_minutes } else { 0 };
    }
    if scan.reason == Some(ScanReason::HandedBack) {
        standing.returned_at = (state == ParcelState::Returning).then_some(scan.at);
        if standing.returned_at.is_some() {
            standing.ended_offset_minutes = scan.offset_minutes;
        }
    } else if scan.reason.is_some() {
        standing.reason = scan.reason;
    }
}

fn is_twin(one: &Scan, other: &Scan) -> bool {
    one.at == other.at && one.code == other.code && one.carrier == other.carrier
}

/// One order over all scans: by moment; within a moment a correction comes last, and a state further along the way
/// comes after one less far; the rest only makes the order the same whatever order the scans came in.
fn by_moment(one: &Scan, other: &Scan) -> Ordering {
    fn place_in_order(scan: &Scan) -> impl Ord {
        let meaning = (scan.state.map(progress), scan.reason, scan.responsible);
        let words = (&scan.carrier, &scan.code, &scan.label, &scan.place);
        (scan.at, scan.correction, meaning, words, scan.offset_minutes)
    }
    place_in_order(one).cmp(&place_in_order(other))
}

/// How far along the way a state is, to decide between scans of the very same moment.
const fn progress(state: ParcelState) -> u8 {
    match state {
        ParcelState::Preparing => 0,
        ParcelState::InTransit => 1,
        ParcelState::PreparingDelivery => 2,
        ParcelState::Deferred => 3,
        ParcelState::OutForDelivery => 4,
        ParcelState::AwaitingInstruction => 5,
        ParcelState::Notified => 6,
        ParcelState::AvailableForPickup => 7,
        ParcelState::Incident => 8,
        ParcelState::Returning => 9,
        ParcelState::Delivered => 10,
        ParcelState::Cancelled => 11,
    }
}

#[cfg(test)]
#[path = "timeline_tests.rs"]
mod tests;
