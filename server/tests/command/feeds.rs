//! `consigne feed`: who may send, and files read as what a feed sends.

use std::io;

use crate::Place;

const TABLE: &str = "N° colis;Statut;Date\nLV0001;DELIVERED;2026-11-20 10:00\nLV0002;XQ1;2026-11-20 11:00\n";
const MAPPING: &str = "zone = \"Europe/Paris\"\ncarrier = \"dpd\"\n[columns]\ntracking_number = \"N° colis\"\n\
                       code = \"Statut\"\nat = \"Date\"\n";

fn lines(out: &str) -> Vec<serde_json::Value> {
    out.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

#[test]
fn a_feed_is_added_used_changed_and_removed() -> io::Result<()> {
    let place = Place::new()?;
    place.write("dpd.toml", MAPPING)?;
    place.write("dpd.csv", TABLE)?;
    let added = place.done("--public-url https://suivi.example feed add dpd --format csv --mapping dpd.toml --json")?;
    let added = &lines(&added)[0];
    assert_eq!(added["url"], "https://suivi.example/api/v1/feeds/dpd");
    let secret = added["secret"].as_str().unwrap_or_default().to_owned();
    assert_eq!(secret.len(), 43);

    let dry = lines(&place.done("feed import --feed dpd --dry-run --json dpd.csv")?);
    assert_eq!(
        (dry[0]["tracking_number"].as_str(), dry[0]["at"].as_str()),
        (Some("LV0001"), Some("2026-11-20T09:00:00Z"))
    );
    assert_eq!((dry[0]["carrier"].as_str(), dry[0]["state"].as_str()), (Some("dpd"), Some("delivered")));
    assert_eq!(dry[2]["summary"]["unknown_codes"][0], "XQ1");
    let done = lines(&place.done("feed import --feed dpd --json dpd.csv")?);
    assert_eq!((done[0]["new"].as_u64(), done[0]["waiting"].as_u64()), (Some(2), Some(2)));

    let list = place.done("feed list")?;
    assert!(list.starts_with("dpd\tcsv\t-\t0 deliveries, 0 scans, 0 rejected, last never"), "{list}");
    place.done("feed change dpd --carrier geopost")?;
    let rotated = place.done("feed rotate dpd --overlap 2")?;
    assert!(rotated.contains("secret: ") && !rotated.contains(&secret), "{rotated}");
    let listed = lines(&place.done("feed list --json")?);
    assert_eq!((listed[0]["carrier"].as_str(), listed[0]["mapping"].as_bool()), (Some("geopost"), Some(true)));
    assert!(!place.done("feed list --json")?.contains("secret"));
    assert_eq!(place.done("feed remove dpd")?, "feed dpd removed\n");
    assert_eq!(place.done("feed list")?, "");
    Ok(())
}

#[test]
fn a_secret_that_the_sender_gives_out_is_not_repeated() -> io::Result<()> {
    let place = Place::new()?;
    place.write("key", "a-secret-of-sendcloud\n")?;
    let added = place.done("feed add sendcloud --format sendcloud --secret-file key")?;
    assert!(added.contains("/api/v1/feeds/sendcloud") && !added.contains("secret-of"), "{added}");
    Ok(())
}

#[test]
fn what_cannot_be_a_feed_is_said() -> io::Result<()> {
    let place = Place::new()?;
    place.write("short", "short")?;
    place.write("bad.toml", "delimiter = \";;\"")?;
    place.write("a.csv", TABLE)?;
    place.done("feed add dpd --format csv")?;
    for (line, sentence) in [
        ("feed add dpd --format csv", "there is a feed dpd already"),
        ("feed add D~P --format csv", "the name has 1 to 64 characters"),
        ("feed add a --format sendcloud --secret-file short", "a secret has 16 to 256 visible characters"),
        ("feed add a --format csv --mapping bad.toml", "the delimiter is one character"),
        ("feed add a --format csv --mapping none.toml", "none.toml"),
        ("feed rotate nobody", "there is no feed \"nobody\""),
        ("feed change nobody --carrier dpd", "there is no feed \"nobody\""),
        ("feed remove nobody", "there is no feed \"nobody\""),
        ("feed import --feed nobody a.csv", "there is no feed \"nobody\""),
    ] {
        let error = place.refused(line, 1)?;
        assert!(error.contains(sentence), "{line}: {error}");
    }
    for line in [
        "feed add x",
        "feed import a.csv",
        "feed change dpd",
        "feed import --feed dpd --format csv a.csv",
        "feed add x --format xml",
    ] {
        place.refused(line, 2)?;
    }
    Ok(())
}

#[test]
fn every_format_is_read_by_position_and_ends_as_it_should() -> io::Result<()> {
    let place = Place::new()?;
    let files = [
        (
            "chronopost",
            "<r><return><errorCode>0</errorCode><l><events><code>D</code><eventDate>2026-11-20T10:00:00+01:00\
          </eventDate></events><events/><skybillNumber>XY000000001FR</skybillNumber></l></return></r>",
            1,
            1,
            0,
        ),
        ("chronopost", "<r><return><errorCode>2</errorCode></return></r>", 0, 1, 1),
        (
            "sendcloud",
            r#"[{"action":"parcel_status_changed","timestamp":1795676400,"parcel":{"tracking_number":"3S1","status":{"id":11}}},7]"#,
            1,
            1,
            0,
        ),
        (
            "epcis",
            r#"{"type":"ObjectEvent","bizStep":"departing","eventTime":"2026-11-20T10:00:00Z","epcList":["urn:epc:id:sscc:0614141.1234567890",3]}"#,
            1,
            1,
            0,
        ),
        ("iftsta", "UNH+1+IFTSTA:D:96A:UN'CNI+1+A1'STS+1+21'DTM+334:202611201000:203'UNT+9+1'", 1, 1, 0),
        ("laposte-suivi-v2", r#"{"returnCode":404}"#, 0, 1, 1),
    ];
    for (format, text, scans, rejected, status) in files {
        place.write("payload", text)?;
        let (ended, out, error) = place.call(&format!("feed import --format {format} --dry-run --json payload"))?;
        assert_eq!(ended, status, "{format}: {out}{error}");
        let lines = lines(&out);
        let summary = lines.last().map(|line| line["summary"].clone()).unwrap_or_default();
        assert_eq!(
            (summary["scans"].as_u64(), summary["rejected"].as_u64()),
            (Some(scans), Some(rejected)),
            "{format}: {out}"
        );
        assert!(
            lines.iter().filter(|line| !line["rejected"].is_null()).all(|line| line["position"].is_string()),
            "{out}"
        );
    }
    Ok(())
}

#[test]
fn a_file_of_scans_that_lie_ahead_takes_nothing_in_and_says_where() -> io::Result<()> {
    let place = Place::new()?;
    place.write("late.csv", "tracking_number;carrier;state;at\nLV0001;dpd;delivered;2099-11-20T10:00:00Z\n")?;
    let (status, out, error) = place.call("feed import --format csv --json late.csv")?;
    assert!(status == 1 && error.contains("late.csv"), "{error}");
    let said = lines(&out);
    assert_eq!((said[0]["position"].as_str(), said[0]["code"].as_str()), (Some("2"), Some("ahead")));
    assert_eq!((said[1]["new"].as_u64(), said[1]["rejected"].as_u64()), (Some(0), Some(1)));
    Ok(())
}
