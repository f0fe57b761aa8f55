//! What is news and what is not, as a table.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

use super::super::timeline::standing;
use super::*;
use crate::parcel::Scan;
use ParcelState as S;
use TrackingEvent as E;

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(1_772_000_000 + hour * 3_600).expect("a moment")
}

fn scan(state: ParcelState, hour: i64, reason: Option<ScanReason>) -> Scan {
    Scan {
        code: format!("{state}{hour}"),
        carrier: "colissimo".into(),
        label: String::new(),
        state: Some(state),
        reason,
        responsible: None,
        at: at(hour),
        offset_minutes: 60,
        place: String::new(),
        correction: false,
    }
}

/// Where a parcel with these scans, announced at hour 0, stands.
fn stand(scans: &[Scan], estimated_on: Option<Date>) -> Stand {
    let standing = standing(scans);
    Stand {
        state: standing.state,
        since: standing.since.unwrap_or(at(0)),
        reason: standing.reason,
        returned_at: standing.returned_at,
        last_at: standing.last.map(|scan| scan.at),
        estimated_on,
    }
}

type Told = Option<(E, i64)>;

/// What is told when `new` comes after `old`: the event and its hour.
fn told(old: &[Scan], new: &[Scan]) -> Told {
    let all: Vec<Scan> = old.iter().chain(new).cloned().collect();
    news(&stand(old, None), &stand(&all, None))
        .first()
        .map(|news| (news.event, (news.at.as_second() - at(0).as_second()) / 3_600))
}

#[test]
fn a_new_state_is_news_of_its_event() {
    let transit = [scan(S::InTransit, 1, None)];
    for (old, new, expected) in [
        (&[][..], scan(S::Preparing, 1, None), None),
        (&[], scan(S::InTransit, 1, None), Some((E::TakenOver, 1))),
        (&transit, scan(S::PreparingDelivery, 2, None), Some((E::OnItsWay, 2))),
        (&transit, scan(S::OutForDelivery, 2, None), Some((E::OutForDelivery, 2))),
        (&transit, scan(S::Deferred, 2, None), Some((E::Deferred, 2))),
        (&transit, scan(S::Notified, 2, None), Some((E::Notified, 2))),
        (&transit, scan(S::AwaitingInstruction, 2, None), Some((E::AwaitingInstruction, 2))),
        (&transit, scan(S::AvailableForPickup, 2, None), Some((E::AvailableForPickup, 2))),
        (&transit, scan(S::Incident, 2, None), Some((E::Incident, 2))),
        (&transit, scan(S::Delivered, 2, None), Some((E::Delivered, 2))),
        (&transit, scan(S::Returning, 2, None), Some((E::Returning, 2))),
        (&[], scan(S::Cancelled, 1, None), Some((E::Cancelled, 1))),
        (&[scan(S::Incident, 1, None)], scan(S::InTransit, 2, None), Some((E::OnItsWay, 2))),
        // Late, without another state; and late from the first scan on.
        (&transit, scan(S::InTransit, 2, Some(ScanReason::Delay)), Some((E::Deferred, 2))),
        (&[], scan(S::InTransit, 1, Some(ScanReason::Weather)), Some((E::Deferred, 1))),
        // A further scan of the same state says nothing new.
        (&transit, scan(S::InTransit, 2, None), None),
    ] {
        assert_eq!(told(old, std::slice::from_ref(&new)), expected, "{new:?}");
    }
}

#[test]
fn several_scans_at_once_give_the_latest_alone() {
    let new = [scan(S::Delivered, 5, None), scan(S::OutForDelivery, 3, None), scan(S::InTransit, 1, None)];
    assert_eq!(told(&[], &new), Some((E::Delivered, 5)));
}

#[test]
fn a_late_scan_that_changes_nothing_is_no_news() {
    let old = [scan(S::InTransit, 1, None), scan(S::InTransit, 4, None)];
    for late in [scan(S::InTransit, 0, None), scan(S::OutForDelivery, 2, None)] {
        assert_eq!(told(&old, std::slice::from_ref(&late)), None, "{late:?}");
    }
    let delivered = [scan(S::Delivered, 5, None)];
    assert_eq!(told(&delivered, &[scan(S::InTransit, 9, None)]), None);
    assert_eq!(told(&delivered, &delivered), None);
    // One that comes late and changes the state is.
    assert_eq!(told(&[scan(S::Notified, 6, None)], &delivered), Some((E::Delivered, 5)));
}

#[test]
fn a_second_round_and_a_return_that_ends_are_told_again() {
    let notified = [scan(S::OutForDelivery, 1, None), scan(S::Notified, 2, None)];
    let second = [scan(S::OutForDelivery, 25, None), scan(S::Notified, 26, None)];
    assert_eq!(told(&notified, &second), Some((E::Notified, 26)));
    let returning = [scan(S::Returning, 3, None)];
    assert_eq!(told(&returning, &[scan(S::Returning, 9, Some(ScanReason::HandedBack))]), Some((E::Returning, 9)));
    assert_eq!(told(&returning, &[scan(S::Returning, 9, None)]), None);
    let damaged = [scan(S::Incident, 1, Some(ScanReason::Customs))];
    assert_eq!(told(&damaged, &[scan(S::Incident, 4, Some(ScanReason::Loss))]), Some((E::Incident, 4)));
    assert_eq!(told(&damaged, &[scan(S::Incident, 0, Some(ScanReason::Loss))]), None);
}

#[test]
fn another_expected_day_is_news_unless_something_else_is() {
    let scans = [scan(S::InTransit, 1, None)];
    let (monday, tuesday) = (Some(date(2026, 3, 2)), Some(date(2026, 3, 3)));
    for (before, after, expected) in [
        (None, monday, Some(E::NewEstimate)),
        (monday, tuesday, Some(E::NewEstimate)),
        (monday, monday, None),
        (monday, None, None),
    ] {
        let news = news(&stand(&scans, before), &stand(&scans, after));
        assert_eq!(news.first().map(|news| news.event), expected, "{before:?} {after:?}");
    }
    let delivered = [scan(S::InTransit, 1, None), scan(S::Delivered, 3, None)];
    let events =
        |before: &Stand, after: &Stand| news(before, after).into_iter().map(|news| news.event).collect::<Vec<_>>();
    assert_eq!(events(&stand(&scans, monday), &stand(&delivered, tuesday)), [E::Delivered]);
    assert_eq!(events(&stand(&delivered, monday), &stand(&delivered, tuesday)), []);
    // A new state does not swallow the new day: who asked for the day alone is told it.
    let deferred = [scan(S::InTransit, 1, None), scan(S::Deferred, 3, None)];
    assert_eq!(events(&stand(&scans, monday), &stand(&deferred, tuesday)), [E::Deferred, E::NewEstimate]);
    assert_eq!(events(&stand(&[], None), &stand(&scans, monday)), [E::TakenOver, E::NewEstimate]);
    // There and back again are three happenings.
    let key = |day, hour| {
        let scans = [scan(S::InTransit, 1, None), scan(S::InTransit, hour, None)];
        news(&stand(&scans[..1], None), &stand(&scans, day)).pop().expect("news").key
    };
    assert_ne!(key(monday, 2), key(tuesday, 3));
    assert_ne!(key(monday, 2), key(monday, 4));
}

#[test]
fn only_what_was_asked_for_is_told_and_nothing_from_before() {
    let delivered = news(&stand(&[], None), &stand(&[scan(S::Delivered, 10, None)], None)).pop().expect("news");
    let late = REPORTED_LATE.as_hours();
    for (events, began, expected) in [
        (&[E::Delivered][..], 9, true),
        (&[E::Delivered], 10 + late, true),
        (&[E::Delivered], 11 + late, false),
        (&[E::Notified], 9, false),
        (&[], 9, false),
    ] {
        assert_eq!(is_told(&delivered, events, at(began)), expected, "{events:?} {began}");
    }
    assert!(is_told(&delivered, &E::ALL, at(10) - SignedDuration::from_hours(1_000)));
}

#[test]
fn events_survive_storage() {
    for event in E::ALL {
        assert_eq!(event.as_str().parse(), Ok(event));
        assert_eq!(serde_json::to_string(&event).ok(), Some(format!("\"{event}\"")));
    }
    assert_eq!(events_from_words(&events_to_words(&E::ALL)), E::ALL);
    assert_eq!(events_to_words(&[E::Delivered, E::Notified, E::Delivered]), "notified delivered");
    assert_eq!(events_from_words("delivered no_such_event notified"), [E::Delivered, E::Notified]);
    assert_eq!(E::ALL.iter().filter(|event| event.is_usual()).count(), 9);
}
