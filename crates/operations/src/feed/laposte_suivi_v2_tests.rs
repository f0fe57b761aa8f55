//! Payloads written for these tests, in the form of La Poste's answers.

use domain::parcel::{ParcelState, Responsible, ScanReason, standing};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::feed::line::lines;

fn read_json(payload: &Value) -> FeedReading {
    read(payload.to_string().as_bytes(), &FeedOptions::default())
}

fn answer(number: &str, events: Value) -> Value {
    json!({
        "lang": "fr_FR",
        "returnCode": 200,
        "shipment": {
            "idShip": number,
            "holder": 4,
            "product": "colissimo",
            "isFinal": false,
            "event": events,
            "estimDate": "2026-11-24T00:00:00+01:00"
        }
    })
}

fn event(code: &str, date: &str) -> Value {
    json!({ "order": 10, "code": code, "date": date, "label": format!("Libellé de {code}") })
}

fn positions(reading: &FeedReading) -> Vec<(&str, &str)> {
    reading.rejected.iter().map(|item| (item.position.as_str(), item.reason.code())).collect()
}

#[test]
fn an_answer_gives_its_scans_with_moment_offset_and_words() {
    let reading = read_json(&answer(
        "6a 18987970674",
        json!([event("MD2", "2026-11-20T08:05:00+01:00"), event("DR1", "2026-07-19T17:40:10.5+02:00")]),
    ));
    assert!(!reading.has_failed());
    assert_eq!(reading.scans.len(), 2);
    let scan = &reading.scans[1];
    assert_eq!((scan.tracking_number.as_str(), scan.carrier.as_str()), ("6A18987970674", "colissimo"));
    assert_eq!((scan.code.as_str(), scan.state), ("DR1", Some(ParcelState::Preparing)));
    assert_eq!((scan.at.to_string().as_str(), scan.offset_minutes), ("2026-07-19T15:40:10.5Z", 120));
    assert_eq!((scan.place.as_str(), scan.label.as_str()), ("", "Libellé de DR1"));
    assert_eq!(scan.product.as_deref(), Some("colissimo"));
    assert_eq!(scan.estimated_delivery, Some(jiff::civil::date(2026, 11, 24)));
}

#[test]
fn a_parcel_given_back_to_its_sender_is_not_delivered() {
    let reading = read_json(&answer(
        "6A18987970674",
        json!([event("DI2", "2026-11-20T10:00:00+01:00"), event("RE1", "2026-11-18T10:00:00+01:00")]),
    ));
    let scans: Vec<_> = reading.scans.iter().map(FeedScan::to_scan).collect();
    let standing = standing(&scans);
    assert_eq!(standing.state, ParcelState::Returning);
    assert_eq!(standing.returned_at, Some(reading.scans[0].at));
    assert!(standing.is_final());
}

#[test]
fn customs_and_unknown_codes_are_told_apart() {
    let reading = read_json(&answer(
        "LX123456785FR",
        json!([
            event("DO3", "2026-11-20T10:00:00+01:00"),
            event("ZZ9", "2026-11-20T11:00:00+01:00"),
            event("ZZ9", "2026-11-20T12:00:00+01:00"),
        ]),
    ));
    let held = &reading.scans[0];
    assert_eq!(held.state, Some(ParcelState::Incident));
    assert_eq!((held.reason, held.responsible), (Some(ScanReason::Customs), Some(Responsible::Customs)));
    assert_eq!(reading.scans[1].state, None);
    assert_eq!(reading.unknown_codes, ["ZZ9"]);
    assert!(reading.rejected.is_empty());
}

#[test]
fn the_house_that_tracks_is_the_carrier_unless_one_is_named() {
    let carrier = |holder: Value, product: &str, named: Option<&str>| {
        let mut payload = answer("6A18987970674", json!([event("ET1", "2026-11-20T10:00:00+01:00")]));
        payload["shipment"]["holder"] = holder;
        payload["shipment"]["product"] = json!(product);
        let options = FeedOptions { carrier: named.map(str::to_owned), ..FeedOptions::default() };
        read(payload.to_string().as_bytes(), &options).scans[0].carrier.clone()
    };
    assert_eq!(carrier(json!(3), "chronopost", None), "chronopost");
    assert_eq!(carrier(json!(null), "Chronopost", None), "chronopost");
    assert_eq!(carrier(json!(1), "courrier suivi", None), "laposte");
    assert_eq!(carrier(json!(4), "colissimo", Some("Maison")), "maison");
}

#[test]
fn a_mixed_answer_keeps_the_good_and_reports_the_rest() {
    let reading = read_json(&json!([
        answer("6A18987970674", json!([event("ET1", "2026-11-20T10:00:00+01:00")])),
        { "returnCode": 404, "returnMessage": "Ressource non trouvée", "idShip": "6A00000000001", "lang": "fr_FR" },
        answer("8K00009775862", json!([event("DI1", "2026-11-20T11:00:00+01:00")])),
    ]));
    let numbers: Vec<&str> = reading.scans.iter().map(|scan| scan.tracking_number.as_str()).collect();
    assert_eq!(numbers, ["6A18987970674", "8K00009775862"]);
    assert_eq!(
        reading.carrier_errors,
        [CarrierError {
            position: "/1".to_owned(),
            kind: CarrierErrorKind::UnknownNumber,
            code: "404".to_owned(),
            message: "Ressource non trouvée".to_owned(),
            tracking_number: Some("6A00000000001".to_owned()),
        }]
    );
    assert!(reading.has_failed());
}

#[test]
fn the_carriers_own_errors_invent_no_scan() {
    let with_events = {
        let mut payload = answer("6A18987970674", json!([event("DI1", "2026-11-20T10:00:00+01:00")]));
        payload["returnCode"] = json!(404);
        payload
    };
    for (payload, kind) in [
        (json!({ "returnCode": 404, "returnMessage": "Not Found" }), CarrierErrorKind::UnknownNumber),
        (json!({ "returnCode": "400", "returnMessage": "Bad Request" }), CarrierErrorKind::UnknownNumber),
        (json!({ "code": "UNAUTHORIZED", "message": "Missing key" }), CarrierErrorKind::NoRights),
        (json!({ "returnCode": 401 }), CarrierErrorKind::NoRights),
        (json!({ "code": "TOO_MANY_REQUESTS", "message": "Quota" }), CarrierErrorKind::Quota),
        (json!({ "returnCode": 504 }), CarrierErrorKind::Unavailable),
        (json!({ "returnCode": 104 }), CarrierErrorKind::Other),
        (with_events, CarrierErrorKind::UnknownNumber),
    ] {
        let reading = read_json(&payload);
        let kinds: Vec<_> = reading.carrier_errors.iter().map(|error| error.kind).collect();
        assert_eq!(kinds, [kind], "{payload}");
        assert!(reading.scans.is_empty() && reading.rejected.is_empty(), "{payload}");
        assert!(reading.has_failed());
    }
}

#[test]
fn half_wrong_answers_keep_their_good_half() {
    let reading = read_json(&json!([
        answer(
            "6A18987970674",
            json!([
                event("ET1", "2026-11-20T10:00:00+01:00"),
                event("ET1", "20 novembre"),
                event("ET1", "2026-11-20T10:00:00"),
                { "date": "2026-11-20T10:00:00+01:00" },
                { "code": 7, "date": "2026-11-20T10:00:00+01:00" },
                { "code": "ET1" },
                "ET1",
                event("PC1", "2026-11-19T10:00:00+01:00"),
            ])
        ),
        { "returnCode": 200 },
        { "returnCode": 200, "shipment": [] },
        { "returnCode": 200, "shipment": { "event": [] } },
        { "returnCode": 200, "shipment": { "idShip": "6A18987970674", "event": {} } },
        { "hello": "world" },
        null,
    ]));
    assert_eq!(reading.scans.len(), 2);
    assert_eq!(
        positions(&reading),
        [
            ("/0/shipment/event/1/date", "bad_moment"),
            ("/0/shipment/event/2/date", "no_zone"),
            ("/0/shipment/event/3/code", "missing"),
            ("/0/shipment/event/4/code", "wrong_type"),
            ("/0/shipment/event/5/date", "missing"),
            ("/0/shipment/event/6", "wrong_type"),
            ("/1", "missing"),
            ("/2/shipment", "wrong_type"),
            ("/3/shipment/idShip", "missing"),
            ("/4/shipment/event", "wrong_type"),
            ("/5", "not_an_answer"),
            ("/6", "not_an_answer"),
        ]
    );
    assert!(!reading.has_failed());
}

#[test]
fn millions_of_zeros_cost_little_and_are_said_in_few_words() {
    let zeros = format!("[{}0]", "0,".repeat(4_000_000));
    let inside = format!("{{\"returnCode\":200,\"shipment\":{{\"event\":{zeros},\"idShip\":\"6A18987970674\"}}}}");
    for (payload, cut_at) in [(zeros.as_str(), "/100000"), (&inside, "/shipment/event/99999")] {
        let reading = read(payload.as_bytes(), &FeedOptions::default());
        assert!(reading.has_failed() && reading.rejected.len() < 1_100, "{}", reading.rejected.len());
        assert!((99_000..=100_001).contains(&reading.rejected_count()), "{}", reading.rejected_count());
        let (position, code) = positions(&reading).pop().expect("a fault");
        assert_eq!((position, code), (cut_at, "too_many"));
        assert_eq!(positions(&reading)[1_000].1, "more");
    }
}

#[test]
fn of_answers_that_break_off_the_whole_ones_are_kept() {
    let one = answer("6A18987970674", json!([event("ET1", "2026-11-20T10:00:00+01:00")])).to_string();
    let reading = read(format!("[{one},\n{}", &one[..one.len() - 30]).as_bytes(), &FeedOptions::default());
    assert_eq!(reading.scans.len(), 1);
    assert!(!reading.has_failed() && positions(&reading)[0].0.starts_with("line 2 column "), "{:?}", reading.rejected);
}

#[test]
fn an_answer_in_latin_1_keeps_its_scans() {
    let text = answer("6A18987970674", json!([event("ET1", "2026-11-20T10:00:00+01:00")])).to_string();
    let bytes: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
    assert_eq!(read(&bytes, &FeedOptions::default()), read(text.as_bytes(), &FeedOptions::default()));
    assert_eq!(read(&bytes, &FeedOptions::default()).scans[0].label, "Libellé de ET1");
}

#[test]
fn what_is_no_json_is_said_once() {
    for (bytes, position, code) in [
        (&b""[..], "", "empty"),
        (b" \r\n", "", "empty"),
        (b"[{\"returnCode\": 200,", "line 1 column 20", "malformed"),
        (b"<html>", "line 1 column 1", "malformed"),
        (b"\"6A18987970674\"", "", "not_an_answer"),
        (b"{}", "", "not_an_answer"),
    ] {
        let reading = read(bytes, &FeedOptions::default());
        assert_eq!(positions(&reading), [(position, code)]);
        assert!(reading.has_failed());
    }
    assert_eq!(read(b"[]", &FeedOptions::default()), FeedReading::default());
}

#[test]
fn scans_that_come_twice_are_given_once() {
    let twice = answer("6A18987970674", json!([event("ET1", "2026-11-20T10:00:00+01:00")]));
    let mut elsewhere = twice.clone();
    // The same instant on another clock is the same scan.
    elsewhere["shipment"]["event"][0]["date"] = json!("2026-11-20T09:00:00Z");
    assert_eq!(read_json(&json!([twice, twice, elsewhere])).scans.len(), 1);
}

#[test]
fn lines_are_those_of_the_command() {
    let good = read_json(&answer("6A18987970674", json!([event("ZZ9", "2026-11-20T10:00:00+01:00")])));
    let bad = read_json(&json!([{ "code": "TOO_MANY_REQUESTS", "message": "Quota" }, 3]));
    let readings = [("a.json".to_owned(), good.clone()), ("b.json".to_owned(), bad), ("c.json".to_owned(), good)];
    let printed: Vec<String> =
        lines(&readings).iter().map(|line| serde_json::to_string(line).expect("a line is JSON")).collect();
    assert_eq!(
        printed,
        [
            "{\"tracking_number\":\"6A18987970674\",\"carrier\":\"colissimo\",\"code\":\"ZZ9\",\"state\":null,\
             \"reason\":null,\"responsible\":null,\"at\":\"2026-11-20T09:00:00Z\",\"offset_minutes\":60,\
             \"place\":\"\",\"label\":\"Libellé de ZZ9\"}",
            "{\"rejected\":\"not an answer of this carrier\",\"position\":\"/1\",\"code\":\"not_an_answer\",\
             \"file\":\"b.json\"}",
            "{\"rejected\":\"the carrier answers TOO_MANY_REQUESTS: Quota\",\"position\":\"/0\",\
             \"code\":\"carrier_error\",\"file\":\"b.json\",\"carrier_error\":{\"kind\":\"quota\",\
             \"code\":\"TOO_MANY_REQUESTS\",\"message\":\"Quota\"}}",
            "{\"summary\":{\"scans\":1,\"rejected\":2,\"unknown_codes\":[\"ZZ9\"]}}",
        ]
    );
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let reading = read(&bytes, &FeedOptions::default());
        prop_assert!(reading.scans.is_empty());
    }

    #[test]
    fn any_values_in_the_places_of_an_event_are_answered(code in ".*", date in ".*", number in ".*") {
        let reading = read_json(&answer(&number, json!([event(&code, &date)])));
        prop_assert_eq!(reading.scans.len() + reading.rejected.len(), 1);
    }
}
