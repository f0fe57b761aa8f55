//! When the demo's carriers are at the door: rounds leave in the morning of a delivery day, and parcels are handed over, or
//! notices left, by day.
//!
//! The hours are those that the demo's scans are told in, one ahead of UTC; they are narrow enough to be the day's in
//! summer too. The days are those of Alsace and Moselle, which has every holiday that any other part of the country has.

use domain::calendar::{Calendar, HolidayZone};
use domain::parcel::ParcelState;
use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// The clock of the demo's scans.
const CLOCK: Offset = Offset::constant(1);

const DAYS: Calendar = Calendar { zone: HolidayZone::AlsaceMoselle, saturday: true };

/// When rounds leave, and when somebody rings: first and last minute of a day.
const LEAVING: (i64, i64) = (8 * 60, 11 * 60);
const RINGING: (i64, i64) = (9 * 60, 18 * 60);

/// The minutes of a day at which a scan of a state is made; any where there are none.
const fn hours(state: ParcelState) -> Option<(i64, i64)> {
    match state {
        ParcelState::OutForDelivery => Some(LEAVING),
        ParcelState::Notified | ParcelState::Delivered => Some(RINGING),
        _ => None,
    }
}

/// That moment, or the next at which a scan of that state is made.
pub(super) fn from(state: ParcelState, at: Timestamp) -> Timestamp {
    let Some(hours) = hours(state) else { return at };
    let (day, minute) = read(at);
    if kept(hours, day, minute) {
        return at;
    }
    let days = if minute < hours.0 { Some(day) } else { day.tomorrow().ok() };
    let found = days.and_then(|first| first.series(jiff::Span::new().days(1)).find(|day| DAYS.is_working_day(*day)));
    found.map_or(at, |day| moment(day, within(hours, minute)))
}

/// That moment, or the last before it at which a scan of that state was made.
pub(super) fn until(state: ParcelState, at: Timestamp) -> Timestamp {
    let Some(hours) = hours(state) else { return at };
    let (day, minute) = read(at);
    if kept(hours, day, minute) {
        return at;
    }
    let days = if minute > hours.1 { Some(day) } else { day.yesterday().ok() };
    let found = days.and_then(|last| last.series(jiff::Span::new().days(-1)).find(|day| DAYS.is_working_day(*day)));
    found.map_or(at, |day| moment(day, within(hours, minute)))
}

/// When the round left on which somebody rang at a moment: an hour before the first of the day, and early enough for
/// the others.
pub(super) fn round_of(rang: Timestamp) -> Timestamp {
    let (day, minute) = read(rang);
    let share = (minute - RINGING.0) * (LEAVING.1 - LEAVING.0) / (RINGING.1 - RINGING.0);
    moment(day, LEAVING.0 + share)
}

/// Whether a state is that of somebody who rang.
pub(super) fn rang(state: ParcelState) -> bool {
    hours(state) == Some(RINGING)
}

fn kept((first, last): (i64, i64), day: Date, minute: i64) -> bool {
    (first..=last).contains(&minute) && DAYS.is_working_day(day)
}

/// A minute of those hours for each minute of a day, so that not all that is moved falls together.
const fn within((first, last): (i64, i64), minute: i64) -> i64 {
    first + minute * (last - first) / (24 * 60)
}

fn read(at: Timestamp) -> (Date, i64) {
    let local = CLOCK.to_datetime(at);
    (local.date(), i64::from(local.hour()) * 60 + i64::from(local.minute()))
}

fn moment(day: Date, minute: i64) -> Timestamp {
    let midnight = CLOCK.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH);
    midnight + SignedDuration::from_mins(minute)
}

/// Whether a scan of that state may be made then: from 8 to 19, winter and summer, on a delivery day.
#[cfg(test)]
pub(super) fn is_told_well(state: ParcelState, at: Timestamp) -> bool {
    let paris = at.to_zoned(crate::zone("Europe/Paris"));
    hours(state).is_none() || ((8..19).contains(&paris.hour()) && DAYS.is_working_day(paris.date()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_rings_does_so_by_day_and_the_round_has_left() {
        let begin: Timestamp = "2026-03-20T00:07:00Z".parse().expect("a moment");
        for half_hours in 0..48 * 300 {
            let at = begin + SignedDuration::from_mins(30 * half_hours);
            for state in ParcelState::ALL {
                let (later, earlier) = (from(state, at), until(state, at));
                assert!(earlier <= at && at <= later, "{state:?}: {earlier} {at} {later}");
                assert!(at.duration_since(earlier) < SignedDuration::from_hours(24 * 5), "{state:?}: {earlier} {at}");
                assert!(is_told_well(state, later) && is_told_well(state, earlier), "{state:?}: {earlier} {later}");
                if rang(state) {
                    let round = round_of(earlier);
                    assert!(is_told_well(ParcelState::OutForDelivery, round), "{round}");
                    assert!(earlier.duration_since(round) >= SignedDuration::from_mins(59), "{round} {earlier}");
                }
            }
        }
    }
}
