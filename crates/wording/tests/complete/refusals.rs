//! What the generator makes of good files, and what it says about bad ones.

use crate::generator::area::{Area, pair};
use crate::generator::write::write_rust;
use std::collections::BTreeMap;

/// One area `inbox` of both languages, or all that is wrong with it.
fn read(french: &str, english: &str) -> Result<Vec<Area>, Vec<String>> {
    let sources = [french, english].map(|source| BTreeMap::from([(String::from("inbox"), source.to_owned())]));
    let mut problems = Vec::new();
    let areas = pair(&sources, &mut problems);
    if problems.is_empty() { Ok(areas) } else { Err(problems.iter().map(ToString::to_string).collect()) }
}

fn rust(french: &str, english: &str) -> String {
    write_rust(&read(french, english).expect("a good pair of files"))
}

#[test]
fn fixed_words_become_a_constant_function() {
    let rust = rust("new-request = Pourquoi ?", "new-request = Why?");
    assert!(rust.contains("pub const fn new_request(language: crate::Language) -> &'static str"), "{rust}");
    assert!(rust.contains(r#"crate::Language::Fr => "Pourquoi\u{202f}?","#), "{rust}");
    assert!(rust.contains(r#"crate::Language::En => "Why?","#), "{rust}");
}

#[test]
fn arguments_stand_in_alphabetical_order_and_are_documented() {
    let rust = rust("opened-by = { $name } a écrit le { $day }", "opened-by = On { $day } { $name } wrote");
    assert!(rust.contains("pub fn opened_by(language: crate::Language, day: &str, name: &str) -> String"), "{rust}");
    assert!(rust.contains("Arguments, in alphabetical order: `day`, `name`."), "{rust}");
    assert!(rust.contains("fr: { $name } a écrit le { $day }"), "{rust}");
}

#[test]
fn an_argument_is_a_number_as_soon_as_one_language_chooses_by_it() {
    let rust = rust(
        "unread = { $n } { $n ->\n    [0] rien\n    [one] lu\n   *[other] lus\n }\nstep = Étape { NUMBER($n) }",
        "unread = { $n } read\nstep = Step { $n }",
    );
    assert!(rust.contains("pub fn unread(language: crate::Language, n: i64) -> String"), "{rust}");
    assert!(rust.contains("pub fn step(language: crate::Language, n: i64) -> String"), "{rust}");
    assert!(rust.contains("0 => \"rien\",_ if crate::plural::is_one(crate::Language::Fr, n) => \"lu\","), "{rust}");
    assert!(rust.contains("[crate::number::integer(language, n).as_str(), \" read\"].concat()"), "{rust}");
}

#[test]
fn a_key_may_be_called_language() {
    assert!(rust("language = Langue", "language = Language").contains("fn language(language: crate::Language)"));
}

#[test]
fn an_area_without_keys_is_a_module_all_the_same() {
    assert!(rust("", "### Nothing yet.").contains("pub mod inbox {"));
}

#[test]
fn whatever_is_not_complete_is_named_with_its_file_and_key() {
    for (french, english, expected) in [
        ("title = Demandes", "", "locales/en/inbox.ftl, key title: is missing in this language"),
        ("", "title = Requests", "locales/fr/inbox.ftl, key title: is missing in this language"),
        (
            "by = Par { $name }",
            "by = By someone",
            "locales/en/inbox.ftl, key by: lacks { $name }, which the other language has",
        ),
        ("a = un\na = deux", "a = one", "locales/fr/inbox.ftl, key a: stands twice in this file"),
        ("a-b = un", "a_b = one", "locales/en/inbox.ftl, key a_b: a_b is not written in kebab-case"),
        ("match = un", "match = one", "locales/fr/inbox.ftl, key match: match is a word of Rust"),
        ("a = { $language }", "a = { $language }", "key a: $language is handed to every function already"),
        ("ok = bien\na = { $n", "ok = fine\na = { $n }", "locales/fr/inbox.ftl:2: "),
        ("a = un\n    .title = deux", "a = one", "locales/fr/inbox.ftl, key a: attributes are not used here"),
        ("a = { b }", "a = one", "locales/fr/inbox.ftl, key a: only { $name }"),
        ("a = { DATETIME($d) }", "a = one", "locales/fr/inbox.ftl, key a: the only function is { NUMBER($n) }"),
        ("-brand = Consigne", "", "locales/fr/inbox.ftl, key brand: terms (-name) are not used here"),
        ("a = { $n ->\n   *[many] un\n }", "a = { $n }", "key a: [many] is none of [one], [other] and whole numbers"),
        ("a = { $n ->\n   *[one] un\n    [other] x\n }", "a = { $n }", "key a: the default of a choice is *[other]"),
        ("a = { $n ->\n    [one] un\n    [0] x\n   *[other] x\n }", "a = { $n }", "key a: numbers stand before [one]"),
        ("a = { $n ->\n   *[other] x\n    [one] un\n }", "a = { $n }", "key a: *[other] stands last"),
        (
            "a = { $n ->\n    [1] x\n    [1] un\n   *[other] x\n }",
            "a = { $n }",
            "key a: a case of a choice stands twice",
        ),
        ("a = { $n ->\n    [1.5] x\n   *[other] x\n }", "a = { $n }", "key a: [1.5] is not a whole number"),
    ] {
        let problems = read(french, english).expect_err(french);
        assert!(problems.iter().any(|problem| problem.contains(expected)), "{french:?} gave {problems:#?}");
    }
}

#[test]
fn an_area_that_one_language_lacks_is_named() {
    let sources = [BTreeMap::from([(String::from("inbox"), String::new())]), BTreeMap::new()];
    let mut problems = Vec::new();
    pair(&sources, &mut problems);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].to_string(), "locales/en/inbox.ftl: is missing");
}
