//! An installation from its first table to its copy, as somebody makes it who types what `product.md` §10 promises.

use std::io;

use serde_json::Value;

use crate::Place;

/// A payload in the shape of La Poste's unified tracking, version 2; no dictionary knows its second code.
const SUIVI: &str = r#"{"lang": "fr_FR", "scope": "open", "returnCode": 200, "shipment": {
  "idShip": "6A18987970674", "holder": 4, "product": "colissimo", "isFinal": true, "timeline": [], "event": [
    {"order": 3, "label": "Remis à la voisine", "date": "2026-11-20T10:15:00+01:00", "code": "DI1"},
    {"order": 2, "label": "Vu par un chat", "date": "2026-11-20T08:00:00+01:00", "code": "ZZ9"},
    {"order": 1, "label": "Parti", "date": "2026-11-19T18:30:00+01:00", "code": "PC1"}]}}"#;

/// What the carrier answers for a number that it does not know.
const UNKNOWN: &str = r#"{"returnCode": 404, "returnMessage": "Inconnu", "lang": "fr_FR", "scope": "open"}"#;

const PARCELS: &str = "tracking_number;carrier;account;sub_account;label_date;recipient_name\n\
                       6A 18987 97067 4;colissimo;4711;Nord;2026-11-18;Ada Exemple\n\
                       6A18987970681;colissimo;0815;;2026-11-18;Bo Exemple\n";

const SCANS: &str = "tracking_number;carrier;code;state;at;place;label\n\
                     6A18987970674;colissimo;X1;in_transit;2026-11-20T06:00:00+01:00;Lyon;En route\n\
                     6A18987970674;colissimo;X1;in_transit;soon;Lyon;En route\n";

#[track_caller]
fn json(line: &str) -> Value {
    let value = serde_json::from_str(line);
    assert!(value.is_ok(), "{line}");
    value.unwrap_or_default()
}

/// An installation with a customer, his account, and somebody who may sign in.
fn people() -> io::Result<Place> {
    let place = Place::new()?;
    for (line, answer) in [
        ("customer add Lunettes~Aurore", "customer Lunettes Aurore added\n"),
        ("customer add Lunettes~Aurore", "customer Lunettes Aurore was there already\n"),
        (
            "account add --customer Lunettes~Aurore 4711 --sub Nord --sub Sud",
            "account 4711 added\nsub_account Nord added\nsub_account Sud added\n",
        ),
    ] {
        assert_eq!(place.done(line)?, answer, "{line}");
    }
    let out = place.done("user add claire@aurore.example --customer Lunettes~Aurore --profile admin")?;
    let (said, link) = out.split_once('\n').unwrap_or_default();
    assert_eq!(said, "user claire@aurore.example added");
    assert!(link.starts_with("password: http://127.0.0.1:3000/reset-password/"), "{link}");
    let again = place.done("user add claire@aurore.example --customer Lunettes~Aurore --profile Administrateur")?;
    assert_eq!(again, "user claire@aurore.example was there already\n");
    Ok(place)
}

#[test]
fn a_migration_says_what_it_did() -> io::Result<()> {
    let place = Place::new()?;
    let made = place.done("migrate")?;
    let steps = made.strip_prefix("made, ").and_then(|rest| rest.split_once(" steps applied: SQLite "));
    let Some((steps, place_of_it)) = steps else { panic!("{made}") };
    assert!(place_of_it.ends_with(", data/consigne.sqlite\n"), "{made}");
    let again = place.done("migrate")?;
    assert!(again.starts_with("up to date already, 0 steps applied: SQLite "), "{again}");
    let again = json(&place.done("migrate --json")?);
    assert_eq!((&again["new"], &again["applied"]), (&false.into(), &0.into()));
    let other = json(&place.done("migrate --json --data other")?);
    assert_eq!((&other["new"], other["applied"].to_string().as_str()), (&true.into(), steps));
    Ok(())
}

#[test]
fn parcels_are_taken_once_and_bad_rows_are_named() -> io::Result<()> {
    let place = people()?;
    place.write("parcels.csv", PARCELS)?;
    let bad = "line 3: no customer has the account \"0815\"\n";
    let first = place.done("parcel import parcels.csv")?;
    assert_eq!(first, format!("{bad}1 added, 0 changed, 0 unchanged, 1 rejected\n"));
    let second = place.done("parcel import parcels.csv")?;
    assert_eq!(second, format!("{bad}0 added, 0 changed, 1 unchanged, 1 rejected\n"));
    let out = place.done("parcel import parcels.csv --json")?;
    let lines: Vec<Value> = out.lines().map(json).collect();
    assert_eq!(lines[0]["line"], 3);
    assert_eq!(lines[1]["summary"]["unchanged"], 1);
    let misspelt = "tracking_number;carrier;account;label_date;recipient name;adress\n6A18987970674;colissimo;4711;2026-11-18;Ada Exemple;B\n";
    place.write("misspelt.csv", misspelt)?;
    let out = place.done("parcel import misspelt.csv")?;
    assert_eq!(out, "ignored columns: adress\n0 added, 0 changed, 1 unchanged, 0 rejected\n");
    let out = place.done("parcel import misspelt.csv --json")?;
    assert_eq!(json(out.lines().next().unwrap_or_default())["ignored_columns"], json(r#"["adress"]"#));
    place.write("none.csv", "tracking_number;carrier\n")?;
    let error = place.refused("parcel import none.csv", 1)?;
    assert_eq!(error, "consigne: no row of this file could be taken\n");
    Ok(())
}

#[test]
fn feeds_are_taken_once_and_what_nobody_knows_is_said() -> io::Result<()> {
    let place = people()?;
    place.write("parcels.csv", PARCELS)?;
    place.write("suivi.json", SUIVI)?;
    place.write("scans.csv", SCANS)?;
    place.write("unknown.json", UNKNOWN)?;
    place.done("parcel import parcels.csv")?;
    let rest = "0 waiting for their parcel, 0 rejected, unknown codes: ZZ9\n";
    let suivi = "feed import --format laposte-suivi-v2 suivi.json";
    assert_eq!(place.done(suivi)?, format!("suivi.json: 3 new, 0 known, {rest}"));
    assert_eq!(place.done(suivi)?, format!("suivi.json: 0 new, 3 known, {rest}"));
    let scans = place.done("feed import --format csv scans.csv")?;
    let bad = "rejected\t3\tnot a moment: \"soon\"\n";
    assert_eq!(scans, format!("{bad}scans.csv: 1 new, 0 known, 0 waiting for their parcel, 1 rejected\n"));
    let scans = place.done("feed import --format csv scans.csv")?;
    assert_eq!(scans, format!("{bad}scans.csv: 0 new, 1 known, 0 waiting for their parcel, 1 rejected\n"));
    let (status, out, error) = place.call("feed import --format laposte-suivi-v2 unknown.json")?;
    assert_eq!(status, 1, "{out}{error}");
    assert!(out.contains("the carrier answers 404: Inconnu") && out.contains(": 0 new, 0 known"), "{out}");
    assert_eq!(error, "consigne: nothing to take in, or the carrier's own error: unknown.json\n");
    Ok(())
}

#[test]
fn a_dry_run_shows_each_scan_and_keeps_none() -> io::Result<()> {
    let place = Place::new()?;
    place.write("suivi.json", SUIVI)?;
    let line = "feed import --dry-run --format laposte-suivi-v2 suivi.json";
    let lines: Vec<Value> = place.done(&format!("{line} --json"))?.lines().map(json).collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert_eq!(
        lines[0],
        json(
            r#"{"tracking_number": "6A18987970674", "carrier": "colissimo", "code": "DI1", "state": "delivered",
                "reason": null, "responsible": null, "at": "2026-11-20T09:15:00Z", "offset_minutes": 60, "place": "",
                "label": "Remis à la voisine"}"#
        )
    );
    assert_eq!(lines[1]["state"], Value::Null);
    assert_eq!(lines[3], json(r#"{"summary": {"scans": 3, "rejected": 0, "unknown_codes": ["ZZ9"]}}"#));
    let plain = place.done(line)?;
    assert!(plain.ends_with("\n3 scans, 0 rejected, unknown codes: ZZ9\n"), "{plain}");
    assert_eq!(place.names()?, ["suivi.json"]);
    place.write("one.csv", "tracking_number;carrier;code;state;at\n1;dpd;X;delivered;2026-11-20T06:00:00Z\n")?;
    let one = place.done("feed import --dry-run --format csv one.csv")?;
    assert!(one.ends_with("\n1 scan, 0 rejected\n"), "{one}");
    Ok(())
}

#[test]
fn a_copy_put_back_holds_the_same() -> io::Result<()> {
    let place = people()?;
    place.write("parcels.csv", PARCELS)?;
    place.done("parcel import parcels.csv")?;
    let before = place.done("doctor")?;
    assert!(before.ends_with("\n1 customer, 1 person, 1 parcel, 0 tickets\n"), "{before}");
    let copied = place.done("backup copy.tar")?;
    assert!(copied.starts_with("copy.tar: 1 file, ") && copied.contains(" bytes\n"), "{copied}");
    assert!(copied.contains("consigne.key"), "that the key lies apart is said: {copied}");
    let restored = place.done("restore copy.tar --data other")?;
    assert!(restored.starts_with("restored 1 file, "), "{restored}");
    let after = place.done("doctor --data other")?;
    assert_eq!(after, before.replace("data/", "other/"));
    for (line, reason) in [
        ("backup copy.tar", "consigne: copy.tar exists already\n"),
        ("restore copy.tar", "consigne: data holds an installation already\n"),
        ("seed-demo", "consigne: this database holds real data: the demo world goes into an empty one only\n"),
    ] {
        assert_eq!(place.refused(line, 1)?, reason, "{line}");
    }
    place.write("no.tar", "no copy")?;
    assert!(place.refused("restore no.tar --data third", 1)?.starts_with("consigne: no.tar: "));
    assert!(!place.path("third/consigne.sqlite").exists());
    Ok(())
}

#[test]
fn a_small_demo_world_is_made_once_and_copied_with_its_files() -> io::Result<()> {
    let place = Place::new()?;
    let seed = "seed-demo --parcels 20 --tickets 5 --seed 7 --as-of 2026-11-20";
    assert_eq!(place.done(seed)?, "the demo world is made\n");
    assert_eq!(place.done(seed)?, "the demo world is there already; nothing was changed\n");
    assert_eq!(json(&place.done(&format!("{seed} --json"))?)["demo"], "existing");
    let found = json(&place.done("doctor --json")?);
    assert_eq!((&found["parcels"], &found["tickets"], &found["wrong"]), (&20.into(), &5.into(), &Value::Array(vec![])));
    place.done("backup copy.tar")?;
    place.done("--data other restore copy.tar")?;
    let mut again = json(&place.done("--data other doctor --json")?);
    again["engine"] = found["engine"].clone();
    assert_eq!(again, found);
    Ok(())
}

#[test]
fn reasons_are_linted_by_line() -> io::Result<()> {
    let place = Place::new()?;
    place.write("own.toml", "[[subject]]\nkey = \"lost\"\ncolour = \"red\"\n")?;
    let (status, out, error) = place.call("reasons lint own.toml")?;
    assert_eq!(status, 1, "{out}{error}");
    assert!(
        out.starts_with("own.toml:") && error.ends_with("mistake\n") | error.ends_with("mistakes\n"),
        "{out}{error}"
    );
    let (_, out, _) = place.call("reasons lint own.toml --json")?;
    let found = json(out.lines().next().unwrap_or_default());
    assert!(found["line"].is_number() && found["rule"].is_string() && found["message"].is_string(), "{found}");
    assert_eq!(found["file"], "own.toml");
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/domain/data/reasons.toml");
    std::fs::copy(shipped, place.path("shipped.toml"))?;
    assert_eq!(place.done("reasons lint shipped.toml")?, "");
    Ok(())
}

#[test]
fn dates_and_numbers_are_answered_without_an_installation() -> io::Result<()> {
    let place = Place::new()?;
    for (line, answer) in [
        ("calendar add-working-days 2026-12-24 -1", "2026-12-23\n"),
        ("calendar add-working-days 2026-12-24 1 --saturday --json", "{\"date\":\"2026-12-26\"}\n"),
        ("calendar count-working-days 2026-12-24 2026-12-28", "1\n"),
        ("number check 6A18987970674", "6A 1898 7970 674\tvalid\tcolissimo (check holds)\n"),
        (
            "number check 6a18987970674 --json",
            "{\"input\":\"6a18987970674\",\"number\":\"6A18987970674\",\"verdict\":\"valid\",\"candidates\":\
             [{\"carrier\":\"colissimo\",\"format\":\"colissimo_13\",\"check\":\"valid\"}]}\n",
        ),
    ] {
        assert_eq!(place.done(line)?, answer, "{line}");
    }
    assert!(place.done("calendar holidays 2026")?.starts_with("2026-01-01\t"));
    assert_eq!(place.names()?, Vec::<String>::new());
    Ok(())
}
