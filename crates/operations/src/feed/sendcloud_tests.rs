//! Payloads written for these tests, in the form of Sendcloud's webhooks.

use domain::parcel::ParcelState;
use proptest::prelude::*;
use serde_json::json;

use super::*;

fn webhook(number: Value, status: Value) -> Value {
    json!({
        "action": "parcel_status_changed",
        "timestamp": 1_795_680_000_500_i64,
        "carrier_status_change_timestamp": 1_795_676_400_i64,
        "parcel": { "id": 4, "tracking_number": number, "status": status, "carrier": { "code": "PostNL" } }
    })
}

fn read_json(payload: &Value) -> FeedReading {
    read(payload.to_string().as_bytes(), &FeedOptions::default())
}

#[test]
fn a_webhook_gives_one_scan_at_the_carriers_moment() {
    let reading = read_json(&webhook(json!("3s TEST-1"), json!({ "id": 12, "message": "Awaiting customer pickup" })));
    let scan = &reading.scans[0];
    assert_eq!((scan.tracking_number.as_str(), scan.carrier.as_str()), ("3STEST1", "postnl"));
    assert_eq!((scan.code.as_str(), scan.state), ("12", Some(ParcelState::AvailableForPickup)));
    assert_eq!((scan.at.to_string().as_str(), scan.offset_minutes), ("2026-11-26T07:00:00Z", 0));
    assert_eq!(scan.label, "Awaiting customer pickup");
    assert!(reading.rejected.is_empty() && !reading.has_failed());
}

#[test]
fn seconds_and_milliseconds_words_and_numbers_mean_the_same() {
    for (key, moment) in [
        ("timestamp", json!(1_795_676_400_i64)),
        ("timestamp", json!(1_795_676_400_000_i64)),
        ("timestamp", json!("2026-11-26T08:00:00+01:00")),
        ("carrier_status_change_timestamp", json!(1_795_676_400_000_i64)),
    ] {
        let mut payload = webhook(json!("3STEST"), json!({ "id": 11 }));
        payload["carrier_status_change_timestamp"] = Value::Null;
        payload[key] = moment;
        assert_eq!(read_json(&payload).scans[0].at.to_string(), "2026-11-26T07:00:00Z", "{payload}");
    }
    for status in [
        json!({ "id": 11, "message": "x" }),
        json!({ "id": "11" }),
        json!({ "code": "DELIVERED", "message": "Delivered" }),
        json!({ "message": "Delivered" }),
    ] {
        assert_eq!(read_json(&webhook(json!("3S"), status)).scans[0].state, Some(ParcelState::Delivered));
    }
}

#[test]
fn other_actions_are_taken_and_say_nothing() {
    for action in ["integration_connected", "integration_credentials", "return_created", "something_new"] {
        let reading = read_json(&json!({ "action": action, "timestamp": 1 }));
        assert_eq!(reading, FeedReading::default(), "{action}");
        assert!(!reading.has_failed());
    }
}

#[test]
fn a_webhook_that_lacks_something_is_refused_at_its_place() {
    let good = || webhook(json!("3S"), json!({ "id": 11 }));
    let with = |change: &dyn Fn(&mut Value)| {
        let mut payload = good();
        change(&mut payload);
        payload
    };
    for (payload, position, code) in [
        (with(&|all| all["parcel"]["tracking_number"] = Value::Null), "/parcel/tracking_number", "missing"),
        (with(&|all| all["parcel"]["tracking_number"] = json!("")), "/parcel/tracking_number", "missing"),
        (with(&|all| all["parcel"]["tracking_number"] = json!(3)), "/parcel/tracking_number", "wrong_type"),
        (with(&|all| all["parcel"] = json!([])), "/parcel", "wrong_type"),
        (with(&|all| all["parcel"] = Value::Null), "/parcel", "missing"),
        (with(&|all| all["parcel"]["status"] = json!("Delivered")), "/parcel/status", "wrong_type"),
        (with(&|all| all["parcel"]["status"] = json!({})), "/parcel/status", "missing"),
        (with(&|all| all["parcel"]["status"]["id"] = json!([11])), "/parcel/status/id", "wrong_type"),
        (
            with(&|all| all["carrier_status_change_timestamp"] = json!(-5)),
            "/carrier_status_change_timestamp",
            "bad_moment",
        ),
        (
            with(&|all| all["carrier_status_change_timestamp"] = json!(1.5)),
            "/carrier_status_change_timestamp",
            "bad_moment",
        ),
        (
            with(&|all| all["carrier_status_change_timestamp"] = json!({})),
            "/carrier_status_change_timestamp",
            "wrong_type",
        ),
        (
            with(&|all| {
                all["carrier_status_change_timestamp"] = Value::Null;
                all["timestamp"] = Value::Null;
            }),
            "/timestamp",
            "missing",
        ),
        (with(&|all| all["action"] = json!(3)), "/action", "wrong_type"),
        (json!({ "parcel": {} }), "", "not_an_answer"),
        (json!(7), "", "not_an_answer"),
    ] {
        let reading = read_json(&payload);
        let found: Vec<_> = reading.rejected.iter().map(|item| (item.position.as_str(), item.reason.code())).collect();
        assert_eq!(found, [(position, code)], "{payload}");
        assert!(reading.scans.is_empty() && reading.has_failed());
    }
}

#[test]
fn several_webhooks_are_taken_one_by_one_and_each_once() {
    let one = webhook(json!("3S1"), json!({ "id": 3 }));
    let reading = read_json(&json!([
        one.clone(),
        webhook(json!(null), json!({ "id": 3 })),
        one,
        webhook(json!("3S2"), json!({ "id": 4711, "message": "Neu" }))
    ]));
    assert_eq!(reading.scans.len(), 2);
    assert_eq!(reading.rejected[0].position, "/1/parcel/tracking_number");
    assert_eq!(reading.unknown_codes, ["4711"]);
    assert!(!reading.has_failed());
}

#[test]
fn webhooks_may_stand_one_per_line() {
    let lines = [webhook(json!("3S1"), json!({ "id": 3 })), webhook(json!("3S2"), json!({}))];
    let reading = read(lines.map(|line| line.to_string()).join("\n").as_bytes(), &FeedOptions::default());
    assert_eq!(reading.scans.len(), 1);
    assert_eq!(
        (reading.scans[0].position.as_str(), reading.rejected[0].position.as_str()),
        ("line 1", "line 2/parcel/status")
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, &FeedOptions::default());
    }

    #[test]
    fn no_mutation_invents_a_parcel(cut in 0_usize..400, place in 0_usize..400, byte in any::<u8>()) {
        let mut bytes = webhook(json!("3STEST"), json!({ "id": 11 })).to_string().into_bytes();
        let cut = cut % bytes.len();
        prop_assert!(read(&bytes[..cut], &FeedOptions::default()).scans.is_empty());
        let place = place % bytes.len();
        bytes[place] = byte;
        prop_assert!(read(&bytes, &FeedOptions::default()).scans.len() <= 1);
    }
}
