//! Where a parcel stands, out of its scans: one pure function (`product.md` §3).
//!
//! Scans come late, twice and out of order. The answer depends on the set alone: scans are first put into one order
//! that does not depend on how they came, duplicates are folded, and the state is read off from the earliest to the
//! latest. A final state is left only by an explicit later correction.

use std::cmp::Ordering;

use jiff::Timestamp;

use super::scan::{Scan, ScanReason};
use super::spoilt::is_spoilt;
use super::state::ParcelState;

/// Where a parcel stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The state. A parcel that was announced and never scanned is still with its sender.
    pub state: ParcelState,
    /// When this state began; `None` where no scan says so.
    pub since: Option<Timestamp>,
    /// The latest scan of all but those that were withdrawn, also one whose code nobody has mapped.
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
    /// That of a parcel without scans.
    const fn new() -> Self {
        Standing {
            state: ParcelState::Preparing,
            since: None,
            last: None,
            returned_at: None,
            delivered_at: None,
            ended_offset_minutes: 0,
            reason: None,
        }
    }

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
    let mut standing = Standing::new();
    for scan in &timeline {
        take(&mut standing, scan);
    }
    standing.last = timeline.into_iter().rfind(|scan| !scan.is_withdrawn());
    standing
}

/// Once that a parcel was reported to be in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The state.
    pub state: ParcelState,
    /// When it was there.
    pub at: Timestamp,
}

/// Every report of a state that counts for where the parcel stands, in the order in which things happened: also those
/// that repeat a state, as a second failed delivery does. A final state that was corrected is left out.
#[must_use]
pub fn sightings(scans: &[Scan]) -> Vec<Sighting> {
    let mut standing = Standing::new();
    let mut seen: Vec<Sighting> = Vec::new();
    for scan in &timeline(scans) {
        let was_final = standing.is_final();
        let Some(state) = take(&mut standing, scan) else { continue };
        if was_final && let Some(wrong) = seen.last().map(|last| last.state) {
            while seen.pop_if(|last| last.state == wrong).is_some() {}
        }
        seen.push(Sighting { state, at: scan.at });
    }
    seen
}

/// Takes a scan in; answers the state that it reports, where that counts.
fn take(standing: &mut Standing, scan: &Scan) -> Option<ParcelState> {
    let state = scan.state?;
    if standing.is_final() && !scan.correction {
        return None;
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
    Some(state)
}

fn is_twin(one: &Scan, other: &Scan) -> bool {
    one.at == other.at && one.code == other.code && one.carrier == other.carrier
}

/// One order over all scans: by moment; within a moment a correction comes last, and a state further along the way
/// comes after one less far; words in the wrong letters come before good ones, so that they never replace them; the rest
/// only makes the order the same whatever order the scans came in.
fn by_moment(one: &Scan, other: &Scan) -> Ordering {
    fn meaning(scan: &Scan) -> impl Ord {
        (scan.at, scan.correction, scan.state.map(progress), scan.reason, scan.responsible)
    }
    fn is_readable(scan: &Scan) -> impl Ord {
        (!is_spoilt(&scan.label), !is_spoilt(&scan.place))
    }
    fn words(scan: &Scan) -> impl Ord {
        (&scan.carrier, &scan.code, &scan.label, &scan.place, scan.offset_minutes)
    }
    meaning(one)
        .cmp(&meaning(other))
        .then_with(|| is_readable(one).cmp(&is_readable(other)))
        .then_with(|| words(one).cmp(&words(other)))
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
