//! Tables as carriers send them, and what is wrong with a line.

use super::*;

const HEAD: &str = "tracking_number;carrier;delivered_at;signatory;place;handover;signature;photo\n";

fn one(line: &str) -> Result<Line, ProofRefusal> {
    let (_, mut lines) = read(&format!("{HEAD}{line}")).expect("a table");
    assert_eq!(lines.len(), 1, "{line}");
    lines.remove(0).1
}

#[test]
fn a_line_is_read_whole() {
    let read = one("6A 18987 97067 4;Colissimo;2026-11-24T10:12:00+01:00; Mme  Lefèvre ;69001 Lyon;Neighbour;a.png;")
        .expect("a good line");
    assert_eq!(
        read,
        Line {
            number: "6A18987970674".to_owned(),
            carrier: "colissimo".to_owned(),
            at: Moment { at: "2026-11-24T09:12:00Z".parse().expect("a moment"), offset_minutes: 60 },
            signatory: "Mme Lefèvre".to_owned(),
            place: "69001 Lyon".to_owned(),
            handover: Some(Handover::Neighbour),
            image: Some((Evidence::Signature, "a.png".to_owned())),
        }
    );
    let bare = one("XY1;dpd;24/07/2026 10:12;;;;;p.jpg").expect("a good line");
    assert_eq!(bare.at.offset_minutes, 120, "a local time is one of Paris");
    assert_eq!((bare.handover, bare.image), (None, Some((Evidence::Photo, "p.jpg".to_owned()))));
}

#[test]
fn each_fault_has_its_word() {
    let long = "x".repeat(201);
    for (line, expected) in [
        (";dpd;2026-11-24T10:12:00Z;;;;;", "missing"),
        ("...;dpd;2026-11-24T10:12:00Z;;;;;", "missing"),
        ("XY1;;2026-11-24T10:12:00Z;;;;;", "missing"),
        ("XY1;dpd;;;;;;", "missing"),
        ("XY1;dpd;hier;;;;;", "not_a_moment"),
        ("XY1;dpd;2026-02-30T10:00:00Z;;;;;", "not_a_moment"),
        ("XY1;dpd;2026-11-24T10:12:00Z;;;roi;;", "not_a_handover"),
        ("XY1;dpd;2026-11-24T10:12:00Z;;;;a.png;b.png", "two_images"),
        ("XY1;dpd;2026-11-24T10:12:00Z", "wrong_width"),
        ("XY1;dpd;2026-11-24T10:12:00Z;;;;;;x", "wrong_width"),
        (&format!("XY1;dpd;2026-11-24T10:12:00Z;{long};;;;"), "too_long"),
    ] {
        assert_eq!(one(line).expect_err(line).code(), expected, "{line}");
    }
}

#[test]
fn headers_stand_in_any_order_with_any_separator_and_unknown_ones_are_said() {
    for text in [
        "carrier,Delivered-At,tracking number,colour\ndpd,2026-11-24T10:12:00Z,XY1,red\n",
        "carrier\tdelivered_at\ttracking_number\tcolour\r\ndpd\t2026-11-24T10:12:00Z\tXY1\tred\r\n\r\n",
    ] {
        let (ignored, lines) = read(text).expect("a table");
        assert_eq!(ignored, ["colour"]);
        let [(2, Ok(line))] = lines.as_slice() else { panic!("{lines:?}") };
        assert_eq!((line.number.as_str(), line.carrier.as_str()), ("XY1", "dpd"));
    }
    assert_eq!(read("").expect_err("nothing"), (1, SheetRefusal::Empty));
    let (_, refusal) = read("tracking_number;carrier\nXY1;dpd").expect_err("no moment");
    assert_eq!(refusal, SheetRefusal::NoColumn("delivered_at"));
}

#[test]
fn lines_keep_their_numbers_behind_quoted_line_breaks() {
    let text = format!("{HEAD}XY1;dpd;2026-11-24T10:12:00Z;\"Mme\nLefèvre\";;;;\n\nXY2;dpd;hier;;;;;\n");
    let (_, lines) = read(&text).expect("a table");
    assert_eq!(lines[0].1.as_ref().expect("good").signatory, "Mme Lefèvre");
    assert_eq!(lines[1].0, 5);
}
