//! Every fate against every turn, and what scans say.

use jiff::civil::date;

use super::super::wish::{DriverHelp, Point};
use super::*;

#[test]
fn every_fate_meets_every_turn() {
    let table = "
        sent      accepted  accepted
        sent      refused   refused
        sent      replaced  replaced
        sent      carried   expired
        sent      over      expired
        sent      time      expired
        accepted  accepted  -
        accepted  refused   -
        accepted  replaced  replaced
        accepted  carried   executed
        accepted  over      expired
        accepted  time      expired
    ";
    let word = |turn: Turn| match turn {
        Turn::Accepted => "accepted",
        Turn::Refused => "refused",
        Turn::Replaced => "replaced",
        Turn::CarriedOut => "carried",
        Turn::Over => "over",
        Turn::TimeUp => "time",
    };
    for fate in Fate::ALL {
        assert_eq!(Fate::from_word(fate.as_str()), Some(fate));
        for turn in Turn::ALL {
            let line = table
                .lines()
                .map(|line| line.split_whitespace().collect::<Vec<_>>())
                .find(|line| line.first() == Some(&fate.as_str()) && line.get(1) == Some(&word(turn)));
            let expected = line.map_or("-", |line| line[2]);
            let found = fate.after(turn).map_or("-", Fate::as_str);
            assert_eq!(found, expected, "{fate:?} {turn:?}");
            assert!(fate.is_open() || fate.after(turn).is_none(), "what has ended stays: {fate:?} {turn:?}");
        }
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

#[test]
fn what_the_parcel_does_decides() {
    let day = Wish::AnotherDay { day: date(2026, 11, 28) };
    let point = Wish::PickupPoint { point: Point::default() };
    let help = Wish::DriverHelp(DriverHelp::default());
    let given = at("2026-11-26T09:00:00Z");
    use ParcelState as S;
    for (wish, fate, state, since, expected) in [
        // The state in which it was given says nothing.
        (&day, Fate::Sent, S::Notified, "2026-11-26T08:00:00Z", None),
        (&day, Fate::Sent, S::PreparingDelivery, "2026-11-26T12:00:00Z", None),
        (&day, Fate::Accepted, S::OutForDelivery, "2026-11-28T07:00:00Z", None),
        (&day, Fate::Accepted, S::Delivered, "2026-11-28T11:00:00Z", Some(Turn::CarriedOut)),
        // The day is that of the zone: 23:30 UTC on the 27th is the 28th there.
        (&day, Fate::Accepted, S::Delivered, "2026-11-27T23:30:00Z", Some(Turn::CarriedOut)),
        (&day, Fate::Accepted, S::Delivered, "2026-11-27T11:00:00Z", Some(Turn::Over)),
        (&day, Fate::Accepted, S::Notified, "2026-11-28T11:00:00Z", Some(Turn::CarriedOut)),
        (&day, Fate::Accepted, S::Notified, "2026-11-27T11:00:00Z", None),
        (&day, Fate::Sent, S::Delivered, "2026-11-28T11:00:00Z", Some(Turn::CarriedOut)),
        (&day, Fate::Accepted, S::AvailableForPickup, "2026-11-28T11:00:00Z", Some(Turn::Over)),
        (&day, Fate::Sent, S::Returning, "2026-11-27T11:00:00Z", Some(Turn::Over)),
        (&day, Fate::Sent, S::Cancelled, "2026-11-27T11:00:00Z", Some(Turn::Over)),
        (&day, Fate::Refused, S::Delivered, "2026-11-28T11:00:00Z", None),
        (&point, Fate::Accepted, S::AvailableForPickup, "2026-11-27T11:00:00Z", Some(Turn::CarriedOut)),
        (&point, Fate::Accepted, S::Delivered, "2026-11-27T11:00:00Z", Some(Turn::CarriedOut)),
        (&help, Fate::Accepted, S::Delivered, "2026-11-27T11:00:00Z", Some(Turn::CarriedOut)),
        (&help, Fate::Accepted, S::Notified, "2026-11-27T11:00:00Z", Some(Turn::Over)),
        (&help, Fate::Sent, S::Notified, "2026-11-27T11:00:00Z", None),
    ] {
        let zone = TimeZone::fixed(jiff::tz::Offset::constant(1));
        let seen = Sighting { state, since: at(since) };
        assert_eq!(turn_seen(wish, fate, given, seen, &zone), expected, "{wish:?} {fate:?} {state} {since}");
    }
}

#[test]
fn a_scan_accepts_by_code_or_by_the_words_of_the_table() {
    let scan = |code: &str, label: &str| Scan {
        code: code.into(),
        carrier: "chronopost".into(),
        label: label.into(),
        state: Some(ParcelState::PreparingDelivery),
        reason: None,
        responsible: None,
        at: at("2026-11-26T10:00:00Z"),
        offset_minutes: 60,
        place: String::new(),
        correction: false,
    };
    let contract = crate::contract::contracts().of("chronopost", "").cloned().expect("a shipped contract");
    let contract = Contract { accepted_by_codes: vec!["IR".into()], ..contract };
    for (code, label, expected) in [
        ("IR", "", true),
        ("Instruction_Received", "", true),
        ("X", "INSTRUCTION DE LIVRAISON REÇUE.", true),
        ("X", "Delivery instruction received", true),
        ("ir", "", false),
        ("X", "Tri effectué dans l’agence de distribution", false),
        ("X", "", false),
    ] {
        assert_eq!(says_received(&scan(code, label), Some(&contract)), expected, "{code} {label}");
    }
    assert!(!says_received(&scan("IR", ""), None));
}
