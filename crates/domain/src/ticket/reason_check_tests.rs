//! What filling in a subject gives, and what it is told.

use proptest::prelude::*;

use super::*;
use crate::ticket::reason::{Matrix, matrix};

fn typed(answers: &[(&str, &str)]) -> BTreeMap<String, String> {
    answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn subject(key: &str) -> &'static Subject {
    matrix().subject(key).expect("a subject of S1")
}

fn values(answers: Vec<Answer>) -> Vec<(String, String)> {
    answers.into_iter().map(|answer| (answer.key, answer.value)).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn a_full_claim_comes_back_in_the_order_of_the_form() {
    let answers = typed(&[
        ("reference", "  SN   123 "),
        ("imei", "49-015420-323751-8"),
        ("content", "Téléphone ; 1 ; 499 €\r\n\r\n2 x coque"),
        ("left over from another subject", "dropped"),
    ]);
    let accepted = check_answers(subject("contested_delivery"), Some("in_person"), &answers).map(values);
    let expected =
        pairs(&[("content", "Téléphone; 1; 499.00\ncoque; 2"), ("imei", "490154203237518"), ("reference", "SN 123")]);
    assert_eq!(accepted, Ok(expected));
}

#[test]
fn everything_wrong_is_said_at_once_in_the_order_of_the_form() {
    let long = "a".repeat(TEXT_MAX + 1);
    let answers = typed(&[("imei", "490154203237517"), ("reference", &long), ("content", " \n ;; ")]);
    let refused = check_answers(subject("contested_delivery"), None, &answers);
    assert_eq!(
        refused,
        Err(vec![
            ("sub_reason".to_owned(), FieldRefusal::NotChosen),
            ("info-content".to_owned(), FieldRefusal::Missing),
            ("info-imei".to_owned(), FieldRefusal::NotAnImei),
            ("info-reference".to_owned(), FieldRefusal::TooLong(TEXT_MAX)),
        ])
    );
}

#[test]
fn a_sub_reason_is_one_of_its_subject() {
    let nothing = typed(&[]);
    for (key, sub_reason, expected) in [
        ("swap", Some("cancellation"), None),
        ("swap", Some(" cancellation "), None),
        ("swap", None, Some(FieldRefusal::NotChosen)),
        ("swap", Some(" "), Some(FieldRefusal::NotChosen)),
        ("swap", Some("in_person"), Some(FieldRefusal::NotOffered)),
        ("delay", None, None),
        ("delay", Some(""), None),
        ("delay", Some("cancellation"), Some(FieldRefusal::NotOffered)),
    ] {
        let expected = expected.map_or(Ok(Vec::new()), |refusal| Err(vec![(SUB_REASON_FIELD.to_owned(), refusal)]));
        assert_eq!(check_answers(subject(key), sub_reason, &nothing), expected, "{key} {sub_reason:?}");
    }
}

/// A subject of the operator's own, with every kind of field.
fn every_kind() -> Matrix {
    let mut text = "[[subject]]\nkey = \"all\"\nlabel = { fr = \"Tout\", en = \"All\" }\n".to_owned();
    text.push_str("[[subject.sub_reason]]\nkey = \"loss\"\nlabel = { fr = \"Perte\", en = \"Loss\" }\n");
    for kind in FieldKind::ALL {
        let kind = kind.as_str();
        text.push_str(&format!(
            "[[subject.information]]\nkey = \"{kind}\"\nkind = \"{kind}\"\nlabel = {{ fr = \"{kind}\", en = \"{kind}\" }}\n"
        ));
    }
    text.push_str(
        "[[subject.information]]\nkey = \"amount\"\nkind = \"money\"\nrequired = true\nonly_for = [\"loss\"]\n\
         label = { fr = \"Montant\", en = \"Amount\" }\n",
    );
    Matrix::parse(&text).expect("a sound matrix")
}

#[test]
fn each_kind_of_field_has_its_refusal_and_its_stored_form() {
    let matrix = every_kind();
    let all = matrix.subject("all").expect("the only subject");
    let too_long = "a\n".repeat(CONTENT_MAX);
    for (key, value, expected) in [
        ("text", " a  b ", Ok("a b")),
        ("imei", "352099001761481", Ok("352099001761481")),
        ("imei", "352099001761482", Err(FieldRefusal::NotAnImei)),
        ("money", "1 234,5 €", Ok("1234.50")),
        ("money", "beaucoup", Err(FieldRefusal::NotMoney)),
        ("date", "22/11/2026", Ok("2026-11-22")),
        ("date", "30/02/2026", Err(FieldRefusal::NotADate)),
        ("content_lines", "Lampe ; 2", Ok("Lampe; 2")),
        ("content_lines", &too_long, Err(FieldRefusal::TooLong(CONTENT_MAX))),
    ] {
        let found = check_answers(all, Some("loss"), &typed(&[(key, value), ("amount", "0")]));
        let expected = match expected {
            Ok(stored) => Ok(pairs(&[(key, stored), ("amount", "0.00")])),
            Err(refusal) => Err(vec![(field_name(key), refusal)]),
        };
        assert_eq!(found.map(values), expected, "{key} {value}");
    }
}

#[test]
fn what_only_one_sub_reason_asks_for_is_asked_with_that_one_only() {
    let matrix = every_kind();
    let all = matrix.subject("all").expect("the only subject");
    let nothing = typed(&[]);
    let missing = Err(vec![("info-amount".to_owned(), FieldRefusal::Missing)]);
    assert_eq!(check_answers(all, Some("loss"), &nothing), missing);
    let not_chosen = Err(vec![("sub_reason".to_owned(), FieldRefusal::NotChosen)]);
    assert_eq!(check_answers(all, None, &nothing), not_chosen);
}

proptest! {
    #[test]
    fn an_accepted_answer_is_accepted_again_as_it_stands(
        content in "[a-zé0-9;.,€ \n]{0,60}", text in "\\PC{0,40}", money in "[0-9 .,€]{0,12}", day in "[0-9/.-]{8,10}",
    ) {
        let matrix = every_kind();
        let all = matrix.subject("all").expect("the only subject");
        let first = [("content_lines", content), ("text", text), ("money", money), ("date", day), ("amount", "1".into())];
        let first: BTreeMap<String, String> =
            first.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        if let Ok(accepted) = check_answers(all, Some("loss"), &first) {
            let second: BTreeMap<String, String> =
                accepted.iter().map(|answer| (answer.key.clone(), answer.value.clone())).collect();
            prop_assert_eq!(check_answers(all, Some("loss"), &second), Ok(accepted));
        }
    }
}
