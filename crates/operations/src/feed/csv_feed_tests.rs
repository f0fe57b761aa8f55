//! Tables as senders write them, good and half wrong.

use domain::parcel::{ParcelState, Responsible, ScanReason};
use proptest::prelude::*;

use super::*;

const HEADER: &str = "tracking_number;carrier;code;state;at;place;label\n";

fn read_text(text: &str) -> FeedReading {
    read(text.as_bytes(), &FeedOptions::default())
}

fn mapped(text: &str, mapping: &str) -> FeedReading {
    let options = FeedOptions { mapping: Mapping::parse(mapping).expect("a mapping"), ..FeedOptions::default() };
    read(text.as_bytes(), &options)
}

fn positions(reading: &FeedReading) -> Vec<(&str, &str)> {
    reading.rejected.iter().map(|item| (item.position.as_str(), item.reason.code())).collect()
}

#[test]
fn a_table_with_the_default_headers_is_read() {
    let reading = read_text(&format!(
        "\u{FEFF}{HEADER}6A 1898 7970 674;Colissimo;DI1;;2026-11-20T10:15:00+01:00;Lyon 3e;\"Distribué ; merci\"\r\n\
         \r\n\
         XY123456785FR;chronopost;T1;In_Transit;2026-11-20T08:00:00Z;;\n\
         XY123456785FR;chronopost;;out_for_delivery;2026-11-20T09:00:00Z;;\n\
         ;;;;;;\n"
    ));
    assert_eq!(reading.rejected, []);
    let [delivered, moving, round] = reading.scans.as_slice() else { panic!("three scans: {:?}", reading.scans) };
    assert_eq!((delivered.tracking_number.as_str(), delivered.carrier.as_str()), ("6A18987970674", "colissimo"));
    assert_eq!(delivered.state, Some(ParcelState::Delivered));
    assert_eq!((delivered.at.to_string().as_str(), delivered.offset_minutes), ("2026-11-20T09:15:00Z", 60));
    assert_eq!((delivered.place.as_str(), delivered.label.as_str()), ("Lyon 3e", "Distribué ; merci"));
    assert_eq!((moving.code.as_str(), moving.state), ("T1", Some(ParcelState::InTransit)));
    assert_eq!((round.code.as_str(), round.state), ("out_for_delivery", Some(ParcelState::OutForDelivery)));
    assert!(!reading.has_failed());
}

#[test]
fn bad_lines_are_reported_by_their_number_and_good_ones_kept() {
    let reading = read_text(&format!(
        "{HEADER}6A18987970674;colissimo;ET1;;2026-11-20T10:00:00+01:00;;\n\
         ;colissimo;ET1;;2026-11-20T10:00:00+01:00;;\n\
         6A18987970674;;ET1;;2026-11-20T10:00:00+01:00;;\n\
         6A18987970674;colissimo;;;2026-11-20T10:00:00+01:00;;\n\
         6A18987970674;colissimo;ET1;livré;2026-11-20T10:00:00+01:00;;\n\
         6A18987970674;colissimo;ET1;;;;\n\
         6A18987970674;colissimo;ET1;;hier;;\n\
         6A18987970674;colissimo;ET1;;20/11/2026 10:00;;\n\
         6A18987970674;colissimo;ET1\n\
         6A18987970674;colissimo;ET1;;2026-11-20T10:00:00+01:00;\"Lyon;ouvert\n\
         6A18987970674;colissimo;ET1;;2026-11-20T10:00:00+01:00;;a;b\n\
         ---;colissimo;ET1;;2026-11-20T10:00:00+01:00;;\n\
         6A18987970674;colissimo;MD2;;2026-11-20T11:00:00+01:00;;\n"
    ));
    assert_eq!(
        positions(&reading),
        [
            ("3", "missing"),
            ("4", "missing"),
            ("5", "missing"),
            ("6", "unknown_word"),
            ("7", "missing"),
            ("8", "bad_moment"),
            ("9", "no_zone"),
            ("10", "wrong_width"),
            ("11", "wrong_width"),
            ("12", "wrong_width"),
            ("13", "wrong_type"),
        ]
    );
    let codes: Vec<&str> = reading.scans.iter().map(|scan| scan.code.as_str()).collect();
    assert_eq!(codes, ["ET1", "MD2"]);
    assert!(!reading.has_failed());
}

#[test]
fn codes_are_looked_up_where_no_state_is_given() {
    let reading = read_text(&format!(
        "{HEADER}A1;colissimo;DO3;;2026-11-20T10:00:00Z;;\n\
         A1;dpd;lost;;2026-11-20T10:00:00Z;;\n\
         A1;dpd;X99;;2026-11-20T10:00:00Z;;\n\
         A1;dpd;X99;;2026-11-20T11:00:00Z;;\n\
         A1;colissimo;DO3;in_transit;2026-11-20T11:00:00Z;;\n"
    ));
    let meanings: Vec<_> = reading.scans.iter().map(|scan| (scan.state, scan.reason, scan.responsible)).collect();
    assert_eq!(
        meanings,
        [
            (Some(ParcelState::Incident), Some(ScanReason::Customs), Some(Responsible::Customs)),
            (Some(ParcelState::Incident), Some(ScanReason::Loss), None),
            (None, None, None),
            (None, None, None),
            (Some(ParcelState::InTransit), None, None),
        ]
    );
    assert_eq!(reading.unknown_codes, ["X99"]);
    assert_eq!(reading.rejected, []);
}

#[test]
fn a_mapping_names_their_headers_delimiter_and_zone() {
    let reading = mapped(
        "Date\tN° Colis\tStatut\tMotif\tRectificatif\tPrévu\n\
         25/10/2026 02:30\t10905012345678\tnotified\tabsent\toui\t26/10/2026\n",
        "delimiter = \"tab\"\nzone = \"Europe/Paris\"\ncarrier = \"dpd\"\n\
         [columns]\ntracking_number = \"n° colis\"\nat = \"Date\"\nstate = \"Statut\"\nreason = \"Motif\"\n\
         correction = \"Rectificatif\"\nestimated_delivery = \"Prévu\"\n",
    );
    assert_eq!(reading.rejected, []);
    let scan = &reading.scans[0];
    assert_eq!((scan.carrier.as_str(), scan.state), ("dpd", Some(ParcelState::Notified)));
    assert_eq!((scan.at.to_string().as_str(), scan.offset_minutes), ("2026-10-25T00:30:00Z", 120));
    assert_eq!((scan.reason, scan.correction), (Some(ScanReason::Absent), true));
    assert_eq!(scan.estimated_delivery, Some(jiff::civil::date(2026, 10, 26)));
}

#[test]
fn tables_in_latin_1_are_read_too() {
    let mut bytes = HEADER.as_bytes().to_vec();
    bytes.extend_from_slice(b"6A18987970674;colissimo;DI1;;2026-11-20T10:00:00Z;Orl\xE9ans;Distribu\xE9 \x80\n");
    let scan = &read(&bytes, &FeedOptions::default()).scans[0];
    assert_eq!((scan.place.as_str(), scan.label.as_str()), ("Orléans", "Distribué €"));
}

#[test]
fn a_line_in_latin_1_does_not_spoil_the_others() {
    let mut bytes = HEADER.as_bytes().to_vec();
    for line in [&b"Livr\xC3\xA9 \xE2\x80\x99"[..], b"Livr\xE9 \x92", b"Livr\xC3\xA9 \xE2\x80\x99"] {
        let minute = bytes.len() % 60;
        bytes.extend_from_slice(format!("6A18987970674;colissimo;DI1;;2026-11-20T10:{minute:02}:00Z;;").as_bytes());
        bytes.extend_from_slice(line);
        bytes.push(b'\n');
    }
    let lone_cr: Vec<u8> = bytes.iter().map(|byte| if *byte == b'\n' { b'\r' } else { *byte }).collect();
    for bytes in [bytes, lone_cr] {
        let reading = read(&bytes, &FeedOptions::default());
        assert_eq!(reading.scans.len(), 3);
        assert!(reading.scans.iter().all(|scan| scan.label == "Livré ’"), "{:?}", reading.scans);
    }
}

#[test]
fn a_slash_in_a_code_invents_no_state() {
    let reading = read_text(&format!(
        "{HEADER}A1;colissimo;DI1/RET;;2026-11-20T10:00:00Z;;\nA1;dpd;DELIVERED/NO;;2026-11-20T10:00:00Z;;\n"
    ));
    assert!(reading.scans.iter().all(|scan| scan.state.is_none()), "{:?}", reading.scans);
    assert_eq!(reading.unknown_codes, ["DI1/RET", "DELIVERED/NO"]);
}

#[test]
fn lines_beyond_the_bounds_are_reported_and_not_read() {
    let line = "A1;dpd;lost;;2026-11-20T10:00:00Z;;\n";
    let long = format!("A1;dpd;lost;;2026-11-20T10:00:00Z;;{}\n", "x".repeat(70_000));
    let options = FeedOptions { items: 2, ..FeedOptions::default() };
    let reading = read(format!("{HEADER}{line}{long}{line}{line}").as_bytes(), &options);
    assert_eq!(positions(&reading), [("3", "too_large"), ("4", "too_many")]);
    assert_eq!(reading.scans[0].position, "2");
}

#[test]
fn a_file_that_is_no_such_table_is_refused_whole() {
    for (text, position, code) in [
        ("", "1", "empty"),
        ("\r\n \n", "1", "empty"),
        ("a;b;c\n1;2;3\n", "1", "missing"),
        ("\ntracking_number;at\nA1;2026-11-20T10:00:00Z\n", "2", "missing"),
        ("tracking_number,at,state\nA1,2026-11-20T10:00:00Z,delivered\n", "1", "missing"),
    ] {
        let reading = read_text(text);
        assert_eq!(positions(&reading), [(position, code)], "{text:?}");
        assert!(reading.scans.is_empty() && reading.has_failed());
    }
    assert!(!read_text(HEADER).has_failed());
}

#[test]
fn the_carrier_of_lines_without_one_may_be_named() {
    let options = FeedOptions { carrier: Some("DPD".to_owned()), ..FeedOptions::default() };
    let table = format!("{HEADER}A1;;delivered;;2026-11-20T10:00:00Z;;\nA2;ups;delivered;;2026-11-20T10:00:00Z;;\n");
    let reading = read(table.as_bytes(), &options);
    let carriers: Vec<&str> = reading.scans.iter().map(|scan| scan.carrier.as_str()).collect();
    assert_eq!(carriers, ["dpd", "ups"]);
}

#[test]
fn the_same_line_twice_is_one_scan() {
    let line = "6A18987970674;colissimo;DI1;;2026-11-20T10:00:00Z;;\n";
    let again = "6a 18987970674;COLISSIMO;DI1;;2026-11-20T11:00:00+01:00;Lyon;\n";
    assert_eq!(read_text(&format!("{HEADER}{line}{line}{again}")).scans.len(), 1);
    assert_eq!(read_text(&format!("{HEADER}{line}").replace('\n', "\r")).scans.len(), 1);
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut table = HEADER.as_bytes().to_vec();
        table.extend_from_slice(&bytes);
        let _ = read(&bytes, &FeedOptions::default());
        let _ = read(&table, &FeedOptions::default());
    }

    #[test]
    fn every_line_that_says_anything_is_a_scan_or_a_complaint(
        lines in proptest::collection::vec("[^\r\n\"\u{FEFF}]*", 0..12),
    ) {
        let reading = read_text(&format!("{HEADER}{}\n", lines.join("\n")));
        let silent = |character: char| character.is_whitespace() || character == ';';
        let spoken = lines.iter().filter(|line| !line.chars().all(silent)).count();
        prop_assert_eq!(reading.scans.len() + reading.rejected.len(), spoken);
    }
}
