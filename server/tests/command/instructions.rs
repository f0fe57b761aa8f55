//! Pickup points come in, instructions go out, answers come back, as somebody does it who types.

use std::io;

use serde_json::Value;

use crate::Place;

const POINTS: &str = "id;carrier;name;street;postcode;town;latitude;longitude;monday;active\n\
                      P1;dpd;Tabac;1 rue A;69003;Lyon;45.76;4.85;09:00-12:00;yes\n\
                      P2;dpd;Presse;2 rue B;69003;Lyon;95;4.85;;\n\
                      P3;dpd;Fleurs;3 rue C;69003;Lyon;;;midi;\n";

#[test]
fn points_are_taken_line_by_line() -> io::Result<()> {
    let place = Place::new()?;
    place.write("points.csv", POINTS)?;
    let out = place.done("relay import points.csv")?;
    assert_eq!(
        out,
        "line 3: latitude is degrees with decimals, as in 45.7597, not \"95\"\n\
         line 4: monday is hours as in 09:00-12:30 14:00-19:00, or closed, not \"midi\"\n\
         1 added, 0 changed, 0 unchanged, 2 rejected\n"
    );
    let again = place.done("relay import points.csv --json")?;
    let last: Value = serde_json::from_str(again.lines().last().unwrap_or_default()).unwrap_or_default();
    assert_eq!(last["summary"]["unchanged"], 1, "{again}");
    assert_eq!(last["summary"]["added"], 0, "{again}");
    place.write("wrong.csv", "id;name\nP1;Tabac\n")?;
    let error = place.refused("relay import wrong.csv", 1)?;
    assert!(error.contains("no row of this file could be taken"), "{error}");
    assert!(place.refused("relay import nothing.csv", 1)?.contains("nothing.csv"));
    Ok(())
}

#[test]
fn instructions_leave_once_and_answers_are_read_line_by_line() -> io::Result<()> {
    let place = Place::new()?;
    place.done("seed-demo --parcels 600 --tickets 5 --as-of 2026-11-26")?;
    let said = place.done("instruction export --carrier chronopost --out new.csv")?;
    let (number, rest) = said.strip_prefix("file ").and_then(|rest| rest.split_once(": ")).unwrap_or_default();
    assert!(rest.ends_with(" in new.csv\n"), "{said}");
    let table = std::fs::read_to_string(place.path("new.csv"))?;
    assert!(table.starts_with("instruction_id,tracking_number,kind,day,point_id,"), "{table}");
    let id = table.lines().nth(1).and_then(|line| line.split(',').next()).unwrap_or_default();

    assert_eq!(place.done("instruction export --carrier chronopost")?, "no instruction is waiting for this carrier\n");
    let again = place.done(&format!("instruction export --batch {number}"))?;
    assert_eq!(again.trim_end(), table.replace("\r\n", "\n").trim_end().replace('\n', "\r\n"));
    assert!(place.refused("instruction export --batch 99", 1)?.contains("there is no file 99"));
    assert!(place.refused("instruction export --carrier chronopost --out new.csv", 1)?.contains("exists already"));

    place.write(
        "answers.csv",
        &format!("instruction_id;answer;reason\n{id};accepted;\n{id};refused;Non\nx;accepted;\n"),
    )?;
    assert_eq!(
        place.done("instruction answers answers.csv")?,
        "line 4: there is no instruction \"x\"\n1 accepted, 1 refused, 0 known already, 1 rejected\n"
    );
    let known = place.done("instruction answers answers.csv")?;
    assert!(known.ends_with("0 accepted, 0 refused, 2 known already, 1 rejected\n"), "{known}");
    Ok(())
}

#[test]
fn a_file_of_contracts_is_linted_and_takes_the_place_of_the_shipped_one() -> io::Result<()> {
    let place = Place::new()?;
    let good = "[[contract]]\nkey = \"a\"\ncarrier = \"dpd\"\nowner = \"operator\"\ninstructions = [\"another_day\"]\n";
    place.write("good.toml", good)?;
    place.write("bad.toml", &good.replace("another_day", "yesterday"))?;
    assert_eq!(place.done("contract lint good.toml")?, "");
    let (status, out, error) = place.call("contract lint bad.toml")?;
    assert_eq!((status, error.as_str()), (1, "consigne: 1 mistake\n"));
    assert!(out.contains("bad.toml:5: there is no kind of instruction `yesterday` [unknown-word]"), "{out}");
    place.done("--contracts good.toml migrate")?;
    let error = place.refused("--contracts bad.toml doctor", 1)?;
    assert!(error.contains("bad.toml: line 5") && error.contains("consigne contract lint"), "{error}");
    assert!(place.refused("--contracts nothing.toml doctor", 1)?.contains("nothing.toml"));
    std::fs::copy(place.path("bad.toml"), place.path("data/contracts.toml"))?;
    assert!(place.refused("doctor", 1)?.contains("data/contracts.toml: line 5"));
    Ok(())
}
