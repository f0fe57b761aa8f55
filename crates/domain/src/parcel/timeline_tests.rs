//! Stories of parcels, and what holds for any set of scans.

use proptest::prelude::*;

use super::*;
use ParcelState::{
    AvailableForPickup, Cancelled, Delivered, InTransit, Incident, Notified, OutForDelivery, Preparing, Returning,
};

fn moment(minute: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + minute * 60).expect("a moment of our century")
}

fn scan(minute: i64, state: Option<ParcelState>) -> Scan {
    Scan {
        code: state.map_or("??".to_owned(), |state| state.as_str().to_uppercase()),
        carrier: "chronopost".to_owned(),
        label: String::new(),
        state,
        reason: None,
        responsible: None,
        at: moment(minute),
        offset_minutes: 60,
        place: String::new(),
        correction: false,
    }
}

fn because(mut scan: Scan, reason: ScanReason) -> Scan {
    scan.reason = Some(reason);
    scan
}

fn correcting(mut scan: Scan) -> Scan {
    scan.correction = true;
    scan
}

#[test]
fn a_parcel_without_scans_is_with_its_sender() {
    let standing = standing(&[]);
    assert_eq!((standing.state, standing.since, standing.last), (Preparing, None, None));
}

#[test]
fn stories_end_where_they_should() {
    let on = |minute, state| scan(minute, Some(state));
    let handed_back = |minute| because(on(minute, Returning), ScanReason::HandedBack);
    let cases: Vec<(&str, Vec<Scan>, ParcelState, i64)> = vec![
        ("delivered", vec![on(0, Preparing), on(1, InTransit), on(2, OutForDelivery), on(3, Delivered)], Delivered, 3),
        (
            "a state lasts since its first scan",
            vec![on(1, InTransit), on(2, InTransit), on(3, InTransit)],
            InTransit,
            1,
        ),
        ("unmapped codes change nothing", vec![on(1, InTransit), scan(2, None)], InTransit, 1),
        ("an unmapped code does not interrupt", vec![on(1, InTransit), scan(2, None), on(3, InTransit)], InTransit, 1),
        ("after a delivery nothing counts", vec![on(3, Delivered), on(4, InTransit), on(5, Returning)], Delivered, 3),
        ("a second delivery scan repeats the first", vec![on(3, Delivered), on(9, Delivered)], Delivered, 3),
        ("a correction does", vec![on(3, Delivered), correcting(on(4, Notified))], Notified, 4),
        ("a correction that came before does not", vec![correcting(on(2, Notified)), on(3, Delivered)], Delivered, 3),
        (
            "after a correction things go on",
            vec![on(3, Delivered), correcting(on(4, Notified)), on(5, AvailableForPickup), on(6, Delivered)],
            Delivered,
            6,
        ),
        ("a cancelled label stays cancelled", vec![on(1, Cancelled), on(2, InTransit)], Cancelled, 1),
        ("a return may still be delivered", vec![on(1, Returning), on(2, Delivered)], Delivered, 2),
        ("a return handed back is over", vec![on(1, Returning), handed_back(2), on(3, Delivered)], Returning, 1),
        ("an incident is over when it moves", vec![on(1, Incident), on(2, InTransit)], InTransit, 2),
        ("of one moment the further state counts", vec![on(1, Delivered), on(1, OutForDelivery)], Delivered, 1),
    ];
    for (story, scans, state, since) in cases {
        let standing = standing(&scans);
        assert_eq!((standing.state, standing.since), (state, Some(moment(since))), "{story}");
    }
}

#[test]
fn every_report_that_counts_is_seen_in_its_order() {
    let on = |minute, state| scan(minute, Some(state));
    let seen = |scans: &[Scan]| -> Vec<(ParcelState, Timestamp)> {
        sightings(scans).into_iter().map(|one| (one.state, one.at)).collect()
    };
    let repeated = [on(4, Notified), on(1, Notified), scan(2, None), on(3, OutForDelivery)];
    let expected = [(Notified, moment(1)), (OutForDelivery, moment(3)), (Notified, moment(4))];
    assert_eq!(seen(&repeated), expected);
    assert_eq!(seen(&[on(1, Notified), on(2, Notified)]), [(Notified, moment(1)), (Notified, moment(2))]);
    let over = [on(3, Delivered), on(4, InTransit), on(9, Delivered)];
    assert_eq!(seen(&over), [(Delivered, moment(3))], "after an end nothing counts");
    let corrected = [on(1, Notified), on(3, Delivered), correcting(on(4, Notified)), on(5, Returning)];
    assert_eq!(
        seen(&corrected),
        [(Notified, moment(1)), (Notified, moment(4)), (Returning, moment(5))],
        "an end that was corrected was none"
    );
}

#[test]
fn ends_carry_their_moment_and_lose_it_when_corrected() {
    let delivery = scan(3, Some(Delivered));
    let delivered = standing(std::slice::from_ref(&delivery));
    assert_eq!((delivered.delivered_at, delivered.returned_at), (Some(moment(3)), None));
    assert!(delivered.is_final());

    let corrected = standing(&[delivery, correcting(scan(4, Some(InTransit)))]);
    assert_eq!(corrected.delivered_at, None);
    assert!(!corrected.is_final());

    let refused = because(scan(5, Some(Returning)), ScanReason::Refused);
    let back = because(scan(7, Some(Returning)), ScanReason::HandedBack);
    let returning = standing(std::slice::from_ref(&refused));
    assert_eq!((returning.returned_at, returning.is_final()), (None, false));
    let returned = standing(&[back, refused]);
    assert_eq!((returned.returned_at, returned.since), (Some(moment(7)), Some(moment(5))));
    assert_eq!(returned.reason, Some(ScanReason::Refused));
    assert!(returned.is_final());
    assert_eq!(returned.delivered_at, None);
}

#[test]
fn reasons_belong_to_their_state() {
    let held = because(scan(1, Some(Incident)), ScanReason::Customs);
    let still = scan(2, Some(Incident));
    assert_eq!(standing(&[held.clone(), still]).reason, Some(ScanReason::Customs));
    assert_eq!(standing(&[held, scan(3, Some(InTransit))]).reason, None);
}

#[test]
fn duplicates_are_folded_and_unmapped_scans_stay() {
    let first = scan(1, Some(InTransit));
    let mut reworded = first.clone();
    reworded.label = "En transit".to_owned();
    let unmapped = scan(2, None);
    let kept = timeline(&[unmapped.clone(), first.clone(), reworded.clone(), first]);
    assert_eq!(kept, [reworded, unmapped.clone()]);
    assert_eq!(standing(&kept).last, Some(unmapped));
}

#[test]
fn a_withdrawn_scan_is_as_if_it_had_never_come() {
    let (moving, delivered) = (scan(1, Some(InTransit)), scan(3, Some(Delivered)));
    let withdrawn = Scan { state: None, ..correcting(delivered.clone()) };
    let before = standing(std::slice::from_ref(&moving));
    for scans in [[&moving, &delivered, &withdrawn], [&withdrawn, &delivered, &moving]] {
        let scans = scans.map(Scan::clone);
        assert_eq!(standing(&scans), before);
        // It stays on the path, marked, and once.
        assert_eq!(timeline(&scans), [moving.clone(), withdrawn.clone()]);
    }
    assert_eq!(standing(&[withdrawn]).state, Preparing);
}

#[test]
fn spoilt_words_never_replace_good_ones() {
    let good = Scan { label: "À domicile".to_owned(), ..scan(1, Some(InTransit)) };
    let spoilt = Scan { label: "Ã€ domicile".to_owned(), ..good.clone() };
    assert!(spoilt.label > good.label);
    for scans in [[&good, &spoilt], [&spoilt, &good]] {
        assert_eq!(timeline(&scans.map(Scan::clone)), std::slice::from_ref(&good));
    }
}

fn any_scan() -> impl Strategy<Value = Scan> {
    let state = prop_oneof![
        1 => Just(None),
        8 => proptest::sample::select(&ParcelState::ALL[..]).prop_map(Some),
    ];
    let reason = proptest::option::weighted(0.3, proptest::sample::select(&ScanReason::ALL[..]));
    let details = (proptest::bool::weighted(0.1), "[ab]", "[xy]?", prop_oneof![Just(60i16), Just(120i16)]);
    (0i64..6, state, reason, details).prop_map(|(minute, state, reason, (correction, code, label, offset))| Scan {
        code,
        label,
        reason,
        correction,
        offset_minutes: offset,
        ..scan(minute, state)
    })
}

proptest! {
    #[test]
    fn order_and_repetition_make_no_difference(
        (scans, mixed) in proptest::collection::vec(any_scan(), 0..12).prop_flat_map(|scans| {
            let mut twice = scans.clone();
            twice.extend(scans.iter().take(scans.len() / 2 + 1).cloned());
            (Just(scans), Just(twice).prop_shuffle())
        })
    ) {
        prop_assert_eq!(standing(&scans), standing(&mixed));
        prop_assert_eq!(timeline(&scans), timeline(&mixed));
    }

    #[test]
    fn what_carriers_said_is_kept_as_they_said_it(scans in proptest::collection::vec(any_scan(), 0..12)) {
        let path = timeline(&scans);
        // Nothing is made up: each scan of the path was reported with this reason, responsible party and these words.
        for kept in &path {
            prop_assert!(scans.contains(kept));
        }
        // Nothing is lost: of each moment, code and carrier one is there, and only one.
        for scan in &scans {
            prop_assert_eq!(path.iter().filter(|kept| is_twin(kept, scan)).count(), 1);
        }
        let stands = standing(&scans);
        prop_assert_eq!(stands.last.as_ref(), path.iter().rfind(|scan| !scan.is_withdrawn()));
        if let Some(reason) = stands.reason {
            prop_assert!(path.iter().any(|scan| scan.state == Some(stands.state) && scan.reason == Some(reason)));
        }
    }

    #[test]
    fn a_late_scan_makes_the_same_as_if_it_had_come_in_time(
        scans in proptest::collection::vec(any_scan(), 1..12),
        late in any::<prop::sample::Index>(),
    ) {
        // What is worked out before it came makes no difference to what is worked out with it.
        let place = late.index(scans.len());
        let mut without = scans.clone();
        let late = without.remove(place);
        let mut with = timeline(&without);
        with.push(late);
        prop_assert_eq!(timeline(&with), timeline(&scans));
        prop_assert_eq!(standing(&with), standing(&scans));
    }

    #[test]
    fn what_is_folded_stays_folded(scans in proptest::collection::vec(any_scan(), 0..12)) {
        let folded = timeline(&scans);
        prop_assert_eq!(timeline(&folded), folded.clone());
        prop_assert_eq!(standing(&folded), standing(&scans));
        prop_assert!(folded.is_sorted_by_key(|scan| scan.at));
    }

    #[test]
    fn unmapped_scans_change_nothing_but_the_last(
        scans in proptest::collection::vec(any_scan(), 0..10),
        minute in 0i64..8,
    ) {
        let before = standing(&scans);
        let mut more = scans;
        more.push(scan(minute, None));
        let after = standing(&more);
        prop_assert_eq!((after.state, after.since, after.reason), (before.state, before.since, before.reason));
        prop_assert_eq!((after.delivered_at, after.returned_at), (before.delivered_at, before.returned_at));
    }

    #[test]
    fn only_a_correction_leads_out_of_an_end(
        scans in proptest::collection::vec(any_scan(), 0..10),
        end in proptest::sample::select(vec![Cancelled, Delivered, Returning]),
        later in proptest::collection::vec(any_scan(), 1..6),
    ) {
        let mut more = scans;
        more.push(because(scan(7, Some(end)), ScanReason::HandedBack));
        let before = standing(&more);
        prop_assert!(before.is_final());
        more.extend(later.into_iter().map(|scan| Scan {
            at: moment(10) + (scan.at - moment(0)),
            correction: false,
            ..scan
        }));
        let after = standing(&more);
        prop_assert_eq!((after.state, after.since), (before.state, before.since));
        prop_assert_eq!((after.delivered_at, after.returned_at), (before.delivered_at, before.returned_at));
    }
}

#[test]
fn the_clock_of_the_place_where_a_way_ended_is_kept() {
    let there = |mut scan: Scan, offset| {
        scan.offset_minutes = offset;
        scan
    };
    let delivered = there(scan(3, Some(Delivered)), -240);
    let later = [scan(4, Some(InTransit)), scan(5, None)];
    let known = standing(&[&[delivered.clone()][..], &later].concat());
    assert_eq!((known.delivered_at, known.ended_offset_minutes), (Some(moment(3)), -240));
    assert_eq!(known.last.map(|last| last.offset_minutes), Some(60));
    let back = there(because(scan(4, Some(Returning)), ScanReason::HandedBack), 240);
    assert_eq!(standing(&[scan(1, Some(Returning)), back]).ended_offset_minutes, 240);
    let taken_back = correcting(scan(6, Some(Notified)));
    assert_eq!(standing(&[delivered, taken_back]).ended_offset_minutes, 0);
}
