//! Interchanges written for these tests.

use domain::parcel::{ParcelState, Responsible, ScanReason};
use proptest::prelude::*;

use super::*;
use crate::feed::Mapping;

fn message(directory: &str, body: &[&str]) -> String {
    let mut text = format!("UNH+1+IFTSTA:D:{directory}:UN'\nBGM+23+55+9'\n");
    for segment in body {
        text.push_str(segment);
        text.push_str("'\n");
    }
    text.push_str(&format!("UNT+{}+1'\n", body.len() + 3));
    text
}

fn interchange(messages: &[String]) -> String {
    format!("UNB+UNOC:3+HEPPNER:14+MAISON:14+261120:0800+77'\n{}UNZ+{}+77'\n", messages.concat(), messages.len())
}

fn read_text(text: &str) -> FeedReading {
    read(text.as_bytes(), &FeedOptions::default())
}

fn positions(reading: &FeedReading) -> Vec<(&str, &str)> {
    reading.rejected.iter().map(|item| (item.position.as_str(), item.reason.code())).collect()
}

#[test]
fn a_status_report_gives_number_moment_place_and_words() {
    let body = [
        "NAD+CA+Geodis:160",
        "RFF+FF:31075687",
        "CNI+1+LV0001'RFF+CU:REF-1",
        "STS+1+21",
        "RFF+AAM:LV-77",
        "DTM+137:202611200000:203",
        "DTM+334:202611200710:203",
        "LOC+175+FRLYS:227::LYON",
        "FTX+AAI+++Livré, ?+1 ? ?:colis",
        "TDT+1++3",
        "LOC+9+FRPAR:139::PARIS",
        "DTM+186:202611190710:203",
    ];
    let mut text = interchange(&[message("00B", &body)]);
    text = text.replace("UNT+15", "UNT+16");
    let reading = read_text(&text);
    assert_eq!(positions(&reading), []);
    let scan = &reading.scans[0];
    assert_eq!((scan.tracking_number.as_str(), scan.carrier.as_str()), ("LV77", "geodis"));
    assert_eq!((scan.code.as_str(), scan.state), ("21", Some(ParcelState::Delivered)));
    assert_eq!((scan.at.to_string().as_str(), scan.offset_minutes), ("2026-11-20T07:10:00Z", 0));
    assert_eq!((scan.place.as_str(), scan.label.as_str()), ("LYON", "Livré, +1  :colis".replace("  ", " ").as_str()));
}

#[test]
fn the_groups_of_every_directory_are_read_alike() {
    for directory in ["96A", "00B", "01B", "10A"] {
        let body = ["CNI+1+340123450000000000", "LOC+5+FRPAR", "CNT+7:3", "STS+1+31", "DTM+334:20261120071005:204"];
        let reading = read_text(&interchange(&[message(directory, &body)]));
        assert_eq!(positions(&reading), [], "{directory}");
        assert_eq!(reading.scans[0].tracking_number, "340123450000000000");
        assert_eq!(reading.scans[0].at.to_string(), "2026-11-20T07:10:05Z");
        assert_eq!(reading.scans[0].carrier, "heppner");
    }
}

#[test]
fn the_number_is_the_most_telling_reference() {
    for (body, numbers) in [
        (&["CNI+1+A1", "STS+1+24", "RFF+EQ:BOX", "RFF+BM:LADING", "DTM+334:202611200710:203"][..], &["LADING"][..]),
        (&["CNI+1", "RFF+UCN:UC1", "STS+1+24", "DTM+334:202611200710:203"], &["UC1"]),
        (&["RFF+CN:HEAD", "STS+1+24", "DTM+334:202611200710:203"], &["HEAD"]),
        (
            &[
                "CNI+1+A1",
                "STS+1+24",
                "DTM+334:202611200710:203",
                "GID+1",
                "PCI+33E",
                "GIN+BJ+111111111:222222222+333333333",
            ],
            &["111111111", "222222222", "333333333"],
        ),
    ] {
        let reading = read_text(&interchange(&[message("01B", body)]));
        let found: Vec<&str> = reading.scans.iter().map(|scan| scan.tracking_number.as_str()).collect();
        assert_eq!(found, numbers, "{body:?} {reading:?}");
    }
}

#[test]
fn containers_of_one_bill_are_told_apart() {
    let status = |box_of: &'static str| ["STS+1+24", "RFF+BM:LADING", box_of, "DTM+334:202611200710:203"];
    for (first, second) in [("RFF+EQ:BOX1", "RFF+EQ:BOX2"), ("EQD+CN+BOX1", "EQD+CN+BOX2")] {
        // The date stands before the equipment, which closes the status's own segments.
        let ordered = |mut segments: [&'static str; 4]| {
            if segments[2].starts_with("EQD") {
                segments.swap(2, 3);
            }
            segments
        };
        let body = [&["CNI+1"][..], &ordered(status(first)), &ordered(status(second))].concat();
        for text in [
            interchange(&[message("00B", &body)]),
            interchange(&[message("00B", &body[..5]), message("00B", &[&["CNI+1"][..], &body[5..]].concat())]),
        ] {
            let reading = read_text(&text);
            let found: Vec<&str> = reading.scans.iter().map(|scan| scan.tracking_number.as_str()).collect();
            assert_eq!(found, ["BOX1", "BOX2"], "{text}");
            assert_eq!(positions(&reading), []);
        }
    }
    // One container alone, also twice, goes by its bill.
    let alone = [&["CNI+1"][..], &status("RFF+EQ:BOX1"), &status("RFF+EQ:BOX1")].concat();
    let reading = read_text(&interchange(&[message("00B", &alone)]));
    let found: Vec<&str> = reading.scans.iter().map(|scan| scan.tracking_number.as_str()).collect();
    assert_eq!(found, ["LADING"]);
}

#[test]
fn statuses_beyond_the_bound_are_reported_and_not_read() {
    let body = ["CNI+1+A1", "STS+1+24", "DTM+334:202611200710:203", "STS+1+24", "DTM+334:202611200711:203"];
    let options = FeedOptions { items: 1, ..FeedOptions::default() };
    let reading = read(interchange(&[message("00B", &body)]).as_bytes(), &options);
    assert_eq!(reading.scans.len(), 1);
    assert_eq!(positions(&reading), [("segment 7", "too_many")]);
}

#[test]
fn each_status_of_each_consignment_stands_alone() {
    let body = [
        "CNI+1+A1",
        "STS+1+13",
        "DTM+334:202611200710:203",
        "STS+1+23+7",
        "DTM+334:202611210710:203",
        "CNI+2+A2",
        "STS+1+20+14",
        "DTM+334:202611210810:203",
        "STS+1+P::87:Parti du quai",
        "DTM+334:202611210910:203",
    ];
    let reading = read_text(&interchange(&[message("96A", &body)]));
    let found: Vec<(&str, &str, Option<ParcelState>)> =
        reading.scans.iter().map(|scan| (scan.tracking_number.as_str(), scan.code.as_str(), scan.state)).collect();
    assert_eq!(
        found,
        [
            ("A1", "13", Some(ParcelState::InTransit)),
            ("A1", "23/7", Some(ParcelState::Notified)),
            ("A2", "20/14", Some(ParcelState::InTransit)),
            ("A2", "P", None),
        ]
    );
    assert_eq!(
        (reading.scans[1].reason, reading.scans[1].responsible),
        (Some(ScanReason::Absent), Some(Responsible::Recipient))
    );
    assert_eq!(reading.scans[3].label, "Parti du quai");
    assert_eq!(reading.unknown_codes, ["P"]);
}

#[test]
fn moments_are_read_in_every_format_that_says_the_minute() {
    let paris = Mapping::parse("zone = \"Europe/Paris\"").expect("a mapping");
    let options = FeedOptions { mapping: paris, ..FeedOptions::default() };
    for (moment, instant, offset) in [
        ("202607040125:203", "2026-07-03T23:25:00Z", 120),
        ("20260704012512:204", "2026-07-03T23:25:12Z", 120),
        ("2607040125:201", "2026-07-03T23:25:00Z", 120),
        ("202607040125CET:303", "2026-07-04T00:25:00Z", 60),
        ("202607040125-06:303", "2026-07-04T07:25:00Z", -360),
        ("20260704012500UTC:304", "2026-07-04T01:25:00Z", 0),
        ("202607040125+0230:205", "2026-07-03T22:55:00Z", 150),
    ] {
        let dated = format!("DTM+334:{}", moment.replace('+', "?+"));
        let text = interchange(&[message("00B", &["CNI+1+A1", "STS+1+31", &dated])]);
        let reading = read(text.as_bytes(), &options);
        assert_eq!(positions(&reading), [], "{moment}");
        assert_eq!(
            (reading.scans[0].at.to_string().as_str(), reading.scans[0].offset_minutes),
            (instant, offset),
            "{moment}"
        );
    }
    for moment in
        ["20260704:102", "202613040125:203", "2026070401:203", "202607040125XYZ:303", "00010101:102", "x:203", ":"]
    {
        let dated = format!("DTM+334:{moment}");
        let reading = read_text(&interchange(&[message("00B", &["CNI+1+A1", "STS+1+31", &dated])]));
        assert_eq!(positions(&reading), [("segment 6 DTM", "bad_moment")], "{moment}");
    }
}

#[test]
fn what_is_wrong_is_reported_and_the_rest_kept() {
    let good = ["CNI+1+A1", "STS+1+31", "DTM+334:202611200710:203"];
    let whole = interchange(&[message("00B", &good)]);
    for (text, scans, wrong) in [
        (whole.replace("UNT+6", "UNT+9"), 1, vec![("segment 7 UNT", "wrong_count")]),
        (whole.replace("UNZ+1", "UNZ+3"), 1, vec![("segment 8 UNZ", "wrong_count")]),
        (whole[..whole.len() - 9].to_owned(), 1, vec![("segment 8", "malformed"), ("segment 8", "missing")]),
        (
            whole[..whole.find("UNT").unwrap_or(0)].to_owned(),
            1,
            vec![("segment 2 UNH", "missing"), ("segment 6", "missing")],
        ),
        (whole.replace("CNI+1+A1'\n", ""), 0, vec![("segment 4 STS", "missing"), ("segment 6 UNT", "wrong_count")]),
        (whole.replace("DTM+334", "DTM+137"), 0, vec![("segment 5 STS", "missing")]),
        (whole.replace("STS+1+31", "STS+1"), 0, vec![("segment 5 STS", "missing")]),
        (whole.replace("IFTSTA", "IFTMIN"), 0, vec![("segment 2 UNH", "not_an_answer")]),
        (whole.replace("CNI", "cni"), 0, vec![("segment 4", "malformed"), ("segment 5 STS", "missing")]),
        ("STS+1+21'".to_owned(), 0, vec![("segment 1 STS", "missing")]),
        ("UNT+1+1'".to_owned(), 0, vec![("segment 1 UNT", "missing")]),
        ("UNA::::::".to_owned(), 0, vec![("segment 1", "malformed")]),
        ("bonjour".to_owned(), 0, vec![("segment 1", "malformed")]),
        (" \n".to_owned(), 0, vec![("", "empty")]),
    ] {
        let reading = read_text(&text);
        assert_eq!(reading.scans.len(), scans, "{text}");
        assert_eq!(positions(&reading), wrong, "{text}");
    }
}

#[test]
fn latin_1_is_read_as_it_was_meant() {
    let text = interchange(&[message("96A", &["CNI+1+A1", "STS+1+ZZ::87:Livr\u{e9}", "DTM+334:202611200710:203"])]);
    let bytes: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
    assert_eq!(read(&bytes, &FeedOptions::default()).scans[0].label, "Livré");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, &FeedOptions::default());
    }

    #[test]
    fn no_mutation_makes_it_panic(cut in 0_usize..300, place in 0_usize..300, byte in any::<u8>()) {
        let good = ["CNI+1+A1", "STS+1+31", "DTM+334:202611200710:203", "CNI+2+A2", "STS+1+21", "DTM+334:202611200711:203"];
        let mut bytes = interchange(&[message("00B", &good)]).into_bytes();
        let cut = cut % bytes.len();
        let reading = read(&bytes[..cut], &FeedOptions::default());
        prop_assert!(reading.scans.iter().all(|scan| scan.tracking_number.starts_with('A')));
        let place = place % bytes.len();
        bytes[place] = byte;
        prop_assert!(read(&bytes, &FeedOptions::default()).scans.len() <= 3);
    }
}
