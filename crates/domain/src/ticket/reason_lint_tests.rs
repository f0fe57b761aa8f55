//! One broken file per rule, each with the line that must be named.

use proptest::prelude::*;

use super::*;

const SHIPPED: &str = include_str!("../../data/reasons.toml");

/// A sound file; its lines are counted in the tests below.
const SOUND: &str = r#"[[subject]]
key = "loss"
label.fr = "Perte"
label.en = "Loss"
window = { days = 10, count = "calendar", from = "delivery" }
leads_to = "proof_of_delivery"
[[subject.sub_reason]]
key = "whole"
label = { fr = "Totale", en = "Whole" }
[[subject.information]]
key = "content"
kind = "content_lines"
required = true
label = { fr = "Contenu", en = "Content" }
[[subject.attachment]]
key = "invoice"
kind = "invoice"
blocks_resolution = true
only_for = ["whole"]
label = { fr = "Facture", en = "Invoice" }
"#;

fn found(text: &str) -> Vec<(usize, &'static str)> {
    lint(text).into_iter().map(|finding| (finding.line, finding.rule)).collect()
}

#[test]
fn the_shipped_file_and_the_sound_one_have_no_findings() {
    assert_eq!(lint(SHIPPED), []);
    assert_eq!(lint(SOUND), []);
    assert_eq!(lint(&SHIPPED.replace('\n', "\r\n")), []);
    assert_eq!(lint(&format!("\u{FEFF}{SOUND}")), []);
}

#[test]
fn each_rule_names_the_line_that_breaks_it() {
    for (rule, line, right, wrong) in [
        ("syntax", 2, "key = \"loss\"", "key = \"loss"),
        ("syntax", 4, "label.en =", "label.fr ="),
        ("unknown-key", 6, "leads_to", "lead_to"),
        ("unknown-key", 5, "days = 10", "days = 10, hours = 3"),
        ("unknown-key", 9, "en = \"Whole\"", "en = \"Whole\", de = \"Ganz\""),
        ("unknown-key", 1, "[[subject]]", "[[topic]]\n[[subject]]"),
        ("missing-key", 1, "key = \"loss\"", ""),
        ("missing-key", 7, "label = { fr = \"Totale\", en = \"Whole\" }", ""),
        ("missing-key", 10, "kind = \"content_lines\"", ""),
        ("missing-key", 15, "kind = \"invoice\"", ""),
        ("missing-key", 5, "days = 10, ", ""),
        ("missing-key", 5, ", from = \"delivery\"", ""),
        ("wrong-type", 2, "\"loss\"", "7"),
        ("wrong-type", 5, "days = 10", "days = \"10\""),
        ("wrong-type", 9, "{ fr = \"Totale\", en = \"Whole\" }", "\"Totale\""),
        ("wrong-type", 13, "required = true", "required = \"yes\""),
        ("wrong-type", 19, "[\"whole\"]", "\"whole\""),
        ("wrong-type", 19, "[\"whole\"]", "[1]"),
        ("wrong-type", 7, "[[subject.sub_reason]]", "[subject.sub_reason]"),
        ("malformed-key", 2, "\"loss\"", "\"Total loss\""),
        ("malformed-key", 8, "\"whole\"", "\"2nd\""),
        ("missing-language", 3, "label.en = \"Loss\"", ""),
        ("missing-language", 4, "label.fr = \"Perte\"", ""),
        ("missing-language", 14, ", en = \"Content\"", ""),
        ("blank-text", 3, "\"Perte\"", "\" \""),
        ("blank-text", 2, "\"loss\"", "\"\""),
        ("unknown-word", 6, "\"proof_of_delivery\"", "\"nowhere\""),
        ("unknown-word", 12, "\"content_lines\"", "\"colour\""),
        ("unknown-word", 17, "kind = \"invoice\"", "kind = \"Invoice\""),
        ("unknown-word", 5, "\"calendar\"", "\"open\""),
        ("unknown-word", 5, "\"delivery\"", "\"filing\""),
        ("window-days", 5, "days = 10", "days = 0"),
        ("window-days", 5, "days = 10", "days = -3"),
        ("window-days", 5, "days = 10", "days = 3_651"),
        ("window-days", 5, "days = 10", "days = 99999999999999999999"),
        ("unknown-sub-reason", 19, "[\"whole\"]", "[\"part\"]"),
        ("retired-required", 10, "required = true", "required = true\nretired = true"),
        ("retired-required", 15, "blocks_resolution = true", "blocks_resolution = true\nretired = true"),
        ("dead-name", 16, "label = { fr = \"Totale\"", "retired = true\nlabel = { fr = \"Totale\""),
        ("no-choice", 1, "label = { fr = \"Totale\"", "retired = true\nlabel = { fr = \"Totale\""),
        ("wrong-type", 3, "label.fr", "retired = \"yes\"\nlabel.fr"),
    ] {
        let broken = SOUND.replacen(right, wrong, 1);
        assert_ne!(broken, SOUND, "{right} must stand in the sound file");
        let found = found(&broken);
        assert!(found.contains(&(line, rule)), "{right} -> {wrong}: expected {rule} on line {line}, found {found:?}");
    }
}

#[test]
fn a_key_is_taken_once_among_its_likes() {
    let twice = |header: &str| {
        let (before, from) = SOUND.split_once(header).expect("a part of the sound file");
        let end = from.find("[[").unwrap_or(from.len());
        format!("{before}{header}{}{header}{from}", &from[..end])
    };
    assert_eq!(found(&format!("{SOUND}{SOUND}")), [(22, "duplicate-key")]);
    assert_eq!(found(&twice("[[subject.sub_reason]]")), [(11, "duplicate-key")]);
    assert_eq!(found(&twice("[[subject.information]]")), [(16, "duplicate-key")]);
    assert_eq!(found(&twice("[[subject.attachment]]")), [(22, "duplicate-key")]);
    // The same key in another subject, or for a field and a slot, is no duplicate.
    assert_eq!(found(&format!("{SOUND}{}", SOUND.replacen("\"loss\"", "\"other\"", 1))), []);
}

#[test]
fn texts_fit_their_place() {
    let long = format!("\"{}\"", "é".repeat(LABEL_MAX + 1));
    assert_eq!(found(&SOUND.replacen("\"Perte\"", &long, 1)), [(3, "too-long")]);
    let fitting = format!("\"{}\"", "é".repeat(LABEL_MAX));
    assert_eq!(found(&SOUND.replacen("\"Perte\"", &fitting, 1)), []);
}

#[test]
fn an_empty_file_has_no_subject() {
    assert_eq!(found(""), [(1, "no-subject")]);
    assert_eq!(found("# nothing yet\n"), [(1, "no-subject")]);
}

#[test]
fn all_mistakes_are_told_in_the_order_of_the_lines() {
    let broken = SOUND
        .replacen("\"invoice\"\nblocks", "\"bill\"\nblocks", 1)
        .replacen("days = 10", "days = 0", 1)
        .replacen("\"Perte\"", "\"\"", 1);
    assert_eq!(found(&broken), [(3, "blank-text"), (5, "window-days"), (17, "unknown-word")]);
    let message = &lint(&broken)[2].message;
    assert_eq!(
        message,
        "`kind` of attachment `invoice` is `bill`; it can be invoice, identity_document, signature_denial, photo, other"
    );
}

#[test]
fn of_a_subject_that_is_switched_off_only_the_key_counts() {
    let off = "[[subject]]\nkey = \"swap\"\nenabled = false\n";
    let matrix = Matrix::parse(off).expect("sound");
    assert!(matrix.subjects.is_empty());
    assert_eq!(matrix.disabled, ["swap"]);
    assert_eq!(found("[[subject]]\nenabled = false\n"), [(1, "missing-key")]);
}

#[test]
fn a_file_with_a_finding_is_not_taken() {
    let broken = SHIPPED.replacen("\nlabel.en", "\nlabel.de", 1);
    let findings = Matrix::parse(&broken).expect_err("one label lacks its English");
    assert_eq!(findings.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["missing-language", "unknown-key"]);
    assert_eq!(findings, lint(&broken));
}

#[test]
fn a_finding_is_written_as_json() {
    let json = serde_json::to_string(&lint("")).expect("plain data");
    assert_eq!(json, r#"[{"line":1,"rule":"no-subject","message":"the file has no [[subject]]"}]"#);
}

/// The shipped file with a stretch cut out and something else put there.
fn mutated() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[\\[\\]{}=\"'.,#\n a-z0-9_-]{0,20}",
        Just("[[subject]]\n".to_owned()),
        Just("enabled = false\n".to_owned()),
    ];
    let edit = (any::<prop::sample::Index>(), 0_usize..200, piece);
    prop::collection::vec(edit, 1..4).prop_map(|edits| {
        let mut letters: Vec<char> = SHIPPED.chars().collect();
        for (at, length, piece) in edits {
            let start = at.index(letters.len() + 1);
            let end = (start + length).min(letters.len());
            letters.splice(start..end, piece.chars());
        }
        letters.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_file_makes_the_reader_panic(text in prop_oneof![mutated(), any::<String>()]) {
        let findings = lint(&text);
        let lines = 1 + text.matches('\n').count();
        prop_assert!(findings.iter().all(|finding| (1..=lines).contains(&finding.line)));
        prop_assert_eq!(Matrix::parse(&text).is_ok(), findings.is_empty());
    }
}
