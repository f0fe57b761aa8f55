//! What was typed, and what is said beside which field.

use jiff::civil::date;
use jiff::tz::{Offset, TimeZone};

use super::super::days::CUT_OFF;
use super::super::eligibility::{Facts, eligibility};
use super::*;
use crate::contract::contracts;
use crate::parcel::ParcelState;

/// Thursday 26 November 2026, 10:00 in Paris.
fn now() -> Timestamp {
    "2026-11-26T09:00:00Z".parse().expect("a moment")
}

fn days() -> DeliveryDays {
    DeliveryDays::at("FR", "69003", CUT_OFF, TimeZone::fixed(Offset::constant(1)))
}

fn read(kind: InstructionKind, typed: &Typed) -> Result<Wish, Vec<(String, FieldRefusal)>> {
    let contract = contracts().of("chronopost", "").expect("a shipped contract");
    let facts = Facts { state: ParcelState::Notified, contract: Some(contract), open: None };
    let eligible = eligibility(&facts, now()).of(kind).expect("possible");
    check(eligible, typed, &days(), now())
}

#[test]
fn a_day_is_one_of_those_offered() {
    for (day, expected) in [
        ("2026-11-28", None),
        ("", Some(FieldRefusal::NotChosen)),
        ("samedi", Some(FieldRefusal::NotADate)),
        ("2026-11-29", Some(FieldRefusal::NotADeliveryDay)),
        ("2026-11-20", Some(FieldRefusal::InThePast)),
        ("2027-03-01", Some(FieldRefusal::TooFarAhead)),
    ] {
        let read = read(InstructionKind::AnotherDay, &Typed { day: day.into(), ..Typed::default() });
        match expected {
            None => assert_eq!(read, Ok(Wish::AnotherDay { day: date(2026, 11, 28) })),
            Some(refusal) => assert_eq!(read, Err(vec![("day".into(), refusal)]), "{day}"),
        }
    }
}

#[test]
fn a_point_must_be_one_of_the_list() {
    let none = read(InstructionKind::PickupPoint, &Typed::default());
    assert_eq!(none, Err(vec![("point".into(), FieldRefusal::NotChosen)]));
    let point = Point { code: "P1".into(), name: "Tabac".into(), address: "1 rue X, 69003 Lyon".into() };
    let some = read(InstructionKind::PickupPoint, &Typed { point: Some(point.clone()), ..Typed::default() });
    assert_eq!(some, Ok(Wish::PickupPoint { point }));
}

#[test]
fn help_for_the_driver_needs_one_of_its_four() {
    let typed = |door_code: &str, phone: &str, note: &str| Typed {
        help: DriverHelp { door_code: door_code.into(), floor: String::new(), phone: phone.into(), note: note.into() },
        ..Typed::default()
    };
    let long = "x".repeat(201);
    for (door_code, phone, note, expected) in [
        ("A12", "", "", vec![]),
        ("", "+33 6 12 34 56 78", "", vec![]),
        ("", "", "", vec![("door_code", FieldRefusal::Missing)]),
        ("", "appelez-moi", "", vec![("phone", FieldRefusal::NotAPhone)]),
        ("", "06 12 +34", "", vec![("phone", FieldRefusal::NotAPhone)]),
        ("", "1234", "", vec![("phone", FieldRefusal::NotAPhone)]),
        ("", "", long.as_str(), vec![("note", FieldRefusal::TooLong(200))]),
        (&long[..21], "", "x", vec![("door_code", FieldRefusal::TooLong(20))]),
    ] {
        let wrong = read(InstructionKind::DriverHelp, &typed(door_code, phone, note)).err().unwrap_or_default();
        let wrong: Vec<_> = wrong.iter().map(|(field, refusal)| (field.as_str(), refusal.clone())).collect();
        assert_eq!(wrong, expected, "{door_code} {phone} {note}");
    }
}

#[test]
fn a_safe_place_is_described() {
    let typed =
        |kept_by: &str, details: &str| Typed { kept_by: kept_by.into(), details: details.into(), ..Typed::default() };
    let read = |kept_by, details| read(InstructionKind::SafePlace, &typed(kept_by, details));
    let kept = Wish::SafePlace { kept_by: KeptBy::Neighbour, details: "Mme Dupont, 1er".into() };
    assert_eq!(read("neighbour", " Mme Dupont,\n1er "), Ok(kept));
    assert_eq!(
        read("roof", ""),
        Err(vec![("kept_by".into(), FieldRefusal::NotChosen), ("details".into(), FieldRefusal::Missing)])
    );
}

#[test]
fn wishes_survive_storage() {
    for wish in [
        Wish::AnotherDay { day: date(2026, 11, 28) },
        Wish::PickupPoint { point: Point { code: "P1".into(), ..Point::default() } },
        Wish::CorrectedAddress(Address { town: "Lyon".into(), ..Address::default() }),
        Wish::DriverHelp(DriverHelp { floor: "3".into(), ..DriverHelp::default() }),
        Wish::SafePlace { kept_by: KeptBy::Place, details: "Abri".into() },
    ] {
        let text = serde_json::to_string(&wish).expect("JSON");
        assert!(text.contains(&format!("\"kind\":\"{}\"", wish.kind())), "{text}");
        assert_eq!(serde_json::from_str::<Wish>(&text).ok(), Some(wish), "{text}");
    }
}

#[test]
fn terms_follow_the_day_or_the_first_and_last_that_could_be_chosen() {
    let dated = Wish::AnotherDay { day: date(2026, 12, 1) };
    assert_eq!(dated.replaceable_until(&days(), now()).to_string(), "2026-11-30T17:00:00Z");
    assert_eq!(dated.waits_until(&days(), now()).to_string(), "2026-12-01T23:00:00Z");
    let undated = Wish::DriverHelp(DriverHelp::default());
    assert_eq!(undated.replaceable_until(&days(), now()).to_string(), "2026-11-26T17:00:00Z");
    assert_eq!(undated.waits_until(&days(), now()).to_string(), "2026-12-03T23:00:00Z");
}
