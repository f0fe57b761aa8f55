//! Payloads written for these tests, in the form of EPCIS 2.0 documents.

use domain::parcel::{ParcelState, ScanReason};
use proptest::prelude::*;
use serde_json::json;

use super::*;

fn event(step: &str, disposition: Option<&str>, objects: Value) -> Value {
    let mut event = json!({
        "type": "ObjectEvent",
        "action": "OBSERVE",
        "bizStep": step,
        "epcList": objects,
        "eventTime": "2026-11-20T20:33:31.116Z",
        "eventTimeZoneOffset": "+01:00",
        "readPoint": { "id": "urn:epc:id:sgln:0614141.07346.1234" }
    });
    if let Some(disposition) = disposition {
        event["disposition"] = json!(disposition);
    }
    event
}

fn document(events: Value) -> Value {
    json!({ "@context": ["x"], "type": "EPCISDocument", "schemaVersion": "2.0", "epcisBody": { "eventList": events } })
}

fn read_json(payload: &Value) -> FeedReading {
    read(payload.to_string().as_bytes(), &FeedOptions::default())
}

const SSCC: &str = "urn:epc:id:sscc:0614141.1234567890";

#[test]
fn an_event_gives_a_scan_for_each_object_it_names() {
    let options = FeedOptions { carrier: Some("Geodis".to_owned()), ..FeedOptions::default() };
    let payload =
        document(json!([event("shipping", Some("in_transit"), json!([SSCC, "urn:epc:id:sgtin:0614141.107346.2018"]))]));
    let reading = read(payload.to_string().as_bytes(), &options);
    let numbers: Vec<&str> = reading.scans.iter().map(|scan| scan.tracking_number.as_str()).collect();
    assert_eq!(numbers, ["106141412345678908", "URN:EPC:ID:SGTIN:0614141.107346.2018"]);
    let scan = &reading.scans[0];
    assert_eq!((scan.carrier.as_str(), scan.code.as_str()), ("geodis", "shipping/in_transit"));
    assert_eq!(scan.state, Some(ParcelState::InTransit));
    assert_eq!((scan.at.to_string().as_str(), scan.offset_minutes), ("2026-11-20T20:33:31.116Z", 60));
    assert_eq!(scan.place, "urn:epc:id:sgln:0614141.07346.1234");
}

#[test]
fn words_urns_and_addresses_are_the_same_word() {
    for step in [
        "departing",
        "urn:epcglobal:cbv:bizstep:departing",
        "https://ref.gs1.org/cbv/BizStep-departing",
        "cbv:BizStep-departing",
    ] {
        let reading = read_json(&event(step, Some("https://ref.gs1.org/cbv/Disp-damaged"), json!([SSCC])));
        assert_eq!(reading.scans[0].code, "departing/damaged", "{step}");
        assert_eq!(
            (reading.scans[0].state, reading.scans[0].reason),
            (Some(ParcelState::Incident), Some(ScanReason::Damage))
        );
    }
    let own = read_json(&event("https://example.org/steps/xray", None, json!([SSCC])));
    assert_eq!(own.unknown_codes, ["https://example.org/steps/xray"]);
    assert_eq!(own.scans[0].state, None);
}

#[test]
fn every_kind_of_event_and_document_is_read() {
    let aggregation = json!({
        "type": "epcis:AggregationEvent", "action": "ADD", "bizStep": "packing", "parentID": SSCC,
        "childEPCs": ["https://id.gs1.org/00/340123450000000000", "urn:epc:id:grai:0614141.12345.1"],
        "eventTime": "2026-11-20T20:33:31-06:00", "eventTimeZoneOffset": "-06:00"
    });
    let reading = read_json(&aggregation);
    let numbers: Vec<&str> = reading.scans.iter().map(|scan| scan.tracking_number.as_str()).collect();
    assert_eq!(numbers, ["106141412345678908", "340123450000000000", "URN:EPC:ID:GRAI:0614141.12345.1"]);
    assert_eq!(reading.scans[0].offset_minutes, -360);
    let answer = json!({
        "type": "EPCISQueryDocument",
        "epcisBody": { "queryResults": { "resultsBody": { "eventList": [aggregation, event("arriving", None, json!([SSCC]))] } } }
    });
    assert_eq!(read_json(&answer).scans.len(), 4);
    assert_eq!(read_json(&json!([answer, event("loading", None, json!([SSCC]))])).scans.len(), 5);
}

#[test]
fn bad_events_and_objects_are_reported_and_the_others_kept() {
    let mut timeless = event("shipping", None, json!([SSCC]));
    timeless["eventTime"] = json!("soon");
    let mut clockless = event("shipping", None, json!([SSCC]));
    clockless["eventTimeZoneOffset"] = json!("Paris");
    let mut stepless = event("shipping", None, json!([SSCC]));
    stepless["bizStep"] = Value::Null;
    let payload = document(json!([
        event(
            "shipping",
            None,
            json!([SSCC, 7, "urn:epc:id:sscc:1.2", SSCC, "https://id.gs1.org/00/340123450000000001"])
        ),
        timeless,
        clockless,
        stepless,
        event("shipping", None, json!([])),
        event("shipping", None, json!("x")),
        "event",
    ]));
    let reading = read_json(&payload);
    let at = |rest: &str| format!("/epcisBody/eventList/{rest}");
    let found: Vec<(String, &str)> =
        reading.rejected.iter().map(|item| (item.position.clone(), item.reason.code())).collect();
    assert_eq!(
        found,
        [
            (at("0/epcList/1"), "wrong_type"),
            (at("0/epcList/2"), "wrong_type"),
            (at("0/epcList/4"), "wrong_type"),
            (at("1/eventTime"), "bad_moment"),
            (at("2/eventTimeZoneOffset"), "wrong_type"),
            (at("3/bizStep"), "missing"),
            (at("4/epcList"), "missing"),
            (at("6"), "wrong_type"),
        ]
    );
    assert_eq!(reading.scans.len(), 2);
}

#[test]
fn an_event_declared_an_error_takes_its_scans_back() {
    let said = event("retail_selling", None, json!([SSCC]));
    let mut withdrawn = said.clone();
    withdrawn["errorDeclaration"] = json!({ "declarationTime": "2026-11-21T00:00:00Z" });
    for events in [json!([said, withdrawn]), json!([withdrawn, said]), json!([withdrawn])] {
        let reading = read_json(&document(events));
        let [scan] = reading.scans.as_slice() else { panic!("one scan: {:?}", reading.scans) };
        assert_eq!((scan.state, scan.correction, scan.read_by), (None, true, ReadBy::Payload));
        assert_eq!(scan.key(), read_json(&said).scans[0].key());
        assert!(scan.to_scan().is_withdrawn() && reading.rejected.is_empty() && reading.unknown_codes.is_empty());
    }
}

#[test]
fn a_disposition_that_nobody_knows_invents_no_state() {
    let reading = read_json(&event("shipping", Some("urn:acme:disp:lost_in_fire"), json!([SSCC])));
    assert_eq!(reading.scans[0].state, None);
    assert_eq!(reading.unknown_codes, ["shipping/urn:acme:disp:lost_in_fire"]);
}

#[test]
fn of_a_document_that_breaks_off_the_whole_events_are_kept() {
    let text =
        document(json!([event("shipping", None, json!([SSCC])), event("arriving", None, json!([SSCC]))])).to_string();
    let cut = text.rfind("epcList").expect("the second event");
    let reading = read(&text.as_bytes()[..cut], &FeedOptions::default());
    let codes: Vec<&str> = reading.scans.iter().map(|scan| scan.code.as_str()).collect();
    assert_eq!(codes, ["shipping"]);
    assert_eq!(reading.rejected[0].reason.code(), "malformed");
}

#[test]
fn a_problem_is_the_servers_own_error() {
    for (payload, kind) in [
        (
            json!({ "type": "epcisException:NoSuchResourceException", "title": "No such", "status": 404 }),
            CarrierErrorKind::UnknownNumber,
        ),
        (json!({ "type": "epcisException:SecurityException", "status": 401 }), CarrierErrorKind::NoRights),
        (json!({ "type": "epcisException:QueryTooLargeException", "title": "Too large" }), CarrierErrorKind::Quota),
        (json!({ "status": 503 }), CarrierErrorKind::Unavailable),
    ] {
        let reading = read_json(&payload);
        assert_eq!(reading.carrier_errors.len(), 1, "{payload}");
        assert_eq!(reading.carrier_errors[0].kind, kind, "{payload}");
        assert!(reading.has_failed() && reading.scans.is_empty());
    }
    for payload in [json!({}), json!("x"), json!({ "type": "Person" })] {
        assert_eq!(read_json(&payload).rejected[0].reason, Rejection::NotAnAnswer, "{payload}");
    }
    assert_eq!(read_json(&json!({ "epcisBody": { "eventList": {} } })).rejected.len(), 1);
}

#[test]
fn check_digits_are_those_of_gs1() {
    assert_eq!(check_digit("34012345000000000"), Some(0));
    assert_eq!(check_digit("10614141234567890"), Some(8));
    assert_eq!(check_digit("x"), None);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, &FeedOptions::default());
    }

    #[test]
    fn no_mutation_invents_an_object(cut in 0_usize..500, place in 0_usize..500, byte in any::<u8>()) {
        let mut bytes = document(json!([event("shipping", None, json!([SSCC]))])).to_string().into_bytes();
        let cut = cut % bytes.len();
        let whole = read(&bytes, &FeedOptions::default()).scans;
        prop_assert!(read(&bytes[..cut], &FeedOptions::default()).scans.iter().all(|scan| whole.contains(scan)));
        let place = place % bytes.len();
        bytes[place] = byte;
        prop_assert!(read(&bytes, &FeedOptions::default()).scans.len() <= 1);
    }
}
