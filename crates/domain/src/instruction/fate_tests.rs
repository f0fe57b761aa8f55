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
        accepted  refused   refused
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
    let word = Some(Word::Scanned(at("2026-11-26T10:00:00Z")));
    use ParcelState as S;
    for (wish, accepted, state, seen, expected) in [
        // The state in which it was given says nothing.
        (&day, None, S::Notified, "2026-11-26T08:00:00Z", None),
        (&day, None, S::OutForDelivery, "2026-11-26T08:00:00Z", None),
        // An end that was not known when it was given leaves nothing to be done.
        (&day, None, S::Delivered, "2026-11-26T08:50:00Z", Some(Turn::Over)),
        (&help, word, S::Delivered, "2026-11-26T09:00:00Z", Some(Turn::Over)),
        (&help, None, S::Cancelled, "2026-11-26T08:50:00Z", Some(Turn::Over)),
        (&help, None, S::Returning, "2026-11-26T08:50:00Z", Some(Turn::Over)),
        (&point, None, S::AvailableForPickup, "2026-11-26T08:50:00Z", Some(Turn::Over)),
        (&day, None, S::PreparingDelivery, "2026-11-26T12:00:00Z", None),
        (&day, word, S::OutForDelivery, "2026-11-28T07:00:00Z", None),
        (&day, word, S::Delivered, "2026-11-28T11:00:00Z", Some(Turn::CarriedOut)),
        // The day is that of the zone: 23:30 UTC on the 27th is the 28th there.
        (&day, word, S::Delivered, "2026-11-27T23:30:00Z", Some(Turn::CarriedOut)),
        (&day, word, S::Delivered, "2026-11-27T11:00:00Z", Some(Turn::Over)),
        (&day, word, S::Notified, "2026-11-28T11:00:00Z", Some(Turn::CarriedOut)),
        (&day, word, S::Notified, "2026-11-27T11:00:00Z", None),
        (&day, None, S::Delivered, "2026-11-28T11:00:00Z", Some(Turn::CarriedOut)),
        (&day, word, S::AvailableForPickup, "2026-11-28T11:00:00Z", Some(Turn::Over)),
        (&day, None, S::Returning, "2026-11-27T11:00:00Z", Some(Turn::Over)),
        (&day, None, S::Cancelled, "2026-11-27T11:00:00Z", Some(Turn::Over)),
        (&point, word, S::AvailableForPickup, "2026-11-27T11:00:00Z", Some(Turn::CarriedOut)),
        (&point, word, S::Delivered, "2026-11-27T11:00:00Z", Some(Turn::CarriedOut)),
        (&help, word, S::Delivered, "2026-11-27T11:00:00Z", Some(Turn::CarriedOut)),
        (&help, word, S::Notified, "2026-11-27T11:00:00Z", Some(Turn::Over)),
        (&help, None, S::Notified, "2026-11-27T11:00:00Z", None),
        // The carrier's word came after: it was neither the cause of a delivery nor broken by a failed one.
        (&help, word, S::Delivered, "2026-11-26T09:30:00Z", Some(Turn::Over)),
        (&help, word, S::Notified, "2026-11-26T09:30:00Z", None),
    ] {
        let seen = [Sighting { state, at: at(seen) }];
        assert_eq!(turn(wish, accepted, &seen), expected, "{wish:?} {accepted:?} {seen:?}");
    }
    // An answer comes when somebody reads a file, which may be after what it led to.
    let answered = Some(Word::Answered(at("2026-11-27T18:00:00Z")));
    let seen = |state| [Sighting { state, at: at("2026-11-27T11:00:00Z") }];
    assert_eq!(turn(&help, answered, &seen(S::Delivered)), Some(Turn::CarriedOut));
    assert_eq!(turn(&help, answered, &seen(S::AwaitingInstruction)), None);
}

#[test]
fn the_first_report_that_decides_does() {
    let day = Wish::AnotherDay { day: date(2026, 11, 28) };
    let help = Wish::DriverHelp(DriverHelp::default());
    let word = Some(Word::Scanned(at("2026-11-26T10:00:00Z")));
    use ParcelState as S;
    let path = |reports: &[(ParcelState, &str)]| -> Vec<Sighting> {
        reports.iter().map(|(state, moment)| Sighting { state: *state, at: at(moment) }).collect()
    };
    // Nobody was there, twice, and no round was told between: the state is the one in which it was given.
    let twice = path(&[(S::Notified, "2026-11-26T08:00:00Z"), (S::Notified, "2026-11-28T11:00:00Z")]);
    assert_eq!(turn(&day, word, &twice), Some(Turn::CarriedOut));
    assert_eq!(turn(&help, word, &twice), Some(Turn::Over));
    assert_eq!(turn(&help, None, &twice), None);
    // They came on the day; what happens on the next one is nothing that was asked.
    let late = path(&[(S::Notified, "2026-11-28T11:00:00Z"), (S::Delivered, "2026-11-30T11:00:00Z")]);
    assert_eq!(turn(&day, word, &late), Some(Turn::CarriedOut));
    assert_eq!(turn(&day, word, &[]), None);
}

fn turn(wish: &Wish, accepted: Option<Word>, seen: &[Sighting]) -> Option<Turn> {
    let zone = TimeZone::fixed(jiff::tz::Offset::constant(1));
    turn_seen(wish, accepted, at("2026-11-26T09:00:00Z"), seen, &zone)
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
