//! Areas into Rust source: one module per area, one documented function per key.
//!
//! A text without arguments is a `&'static str`. Any other is pieced together by one `concat` of string slices: no
//! format machinery, which weighs more than the words in a browser bundle.

use super::LANGUAGES;
use super::area::{Area, Entry};
use super::text::{Case, Kind, Piece, Text};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The source of all areas.
pub fn write_rust(areas: &[Area]) -> String {
    let mut rust = String::new();
    for area in areas {
        let about = if area.about.is_empty() { String::new() } else { format!("\n\n{}", area.about) };
        let about = format!("Words of `locales/*/{}.ftl`.{about}", area.name);
        line(&mut rust, &format!("#[doc = {about:?}]\npub mod {} {{", area.name));
        for entry in &area.entries {
            write_entry(&mut rust, &area.name, entry);
        }
        line(&mut rust, "}");
    }
    rust
}

fn write_entry(rust: &mut String, area: &str, entry: &Entry) {
    line(rust, &format!("#[doc = {:?}]\n#[must_use]", describe(area, entry)));
    let is_fixed = entry.arguments.is_empty();
    let (qualifier, result) = if is_fixed { ("const fn", "&'static str") } else { ("fn", "String") };
    let mut parameters = String::from("language: crate::Language");
    for (name, kind) in &entry.arguments {
        let kind = match kind {
            Kind::Words => "&str",
            Kind::Number => "i64",
        };
        parameters.push_str(&format!(", {name}: {kind}"));
    }
    line(rust, &format!("pub {qualifier} {}({parameters}) -> {result} {{ match language {{", entry.key));
    for ((_, variant), text) in LANGUAGES.iter().zip(&entry.texts) {
        let expression = match text.as_fixed() {
            Some(words) if is_fixed => format!("{words:?}"),
            _ => assemble(text, variant, &entry.arguments),
        };
        line(rust, &format!("crate::Language::{variant} => {expression},"));
    }
    line(rust, "} }");
}

/// An expression of type `String`.
fn assemble(text: &Text, variant: &str, arguments: &BTreeMap<String, Kind>) -> String {
    match text.pieces.as_slice() {
        [] => String::from("String::new()"),
        [Piece::Words(words)] => format!("String::from({words:?})"),
        [Piece::Place(name) | Piece::Number(name)] => match arguments.get(name) {
            Some(Kind::Number) => format!("crate::number::integer(language, {name})"),
            Some(Kind::Words) | None => format!("String::from({name})"),
        },
        [Piece::Choice { on, cases }] => choose(on, cases, variant, arguments),
        pieces => {
            let slices: Vec<String> = pieces.iter().map(|piece| slice(piece, variant, arguments)).collect();
            format!("[{}].concat()", slices.join(", "))
        }
    }
}

/// An expression of type `&str`.
fn slice(piece: &Piece, variant: &str, arguments: &BTreeMap<String, Kind>) -> String {
    match piece {
        Piece::Words(words) => format!("{words:?}"),
        Piece::Place(name) | Piece::Number(name) => match arguments.get(name) {
            Some(Kind::Number) => format!("crate::number::integer(language, {name}).as_str()"),
            Some(Kind::Words) | None => name.clone(),
        },
        Piece::Choice { on, cases } if cases.iter().all(|(_, text)| text.as_fixed().is_some()) => {
            let mut choice = format!("match {on} {{");
            for (case, text) in cases {
                let words = text.as_fixed().unwrap_or_default();
                choice.push_str(&format!("{} => {words:?},", condition(*case, on, variant)));
            }
            choice + "}"
        }
        Piece::Choice { on, cases } => {
            format!("{}.as_str()", choose(on, cases, variant, arguments))
        }
    }
}

fn choose(on: &str, cases: &[(Case, Text)], variant: &str, arguments: &BTreeMap<String, Kind>) -> String {
    let mut choice = format!("match {on} {{");
    for (case, text) in cases {
        choice.push_str(&format!("{} => {},", condition(*case, on, variant), assemble(text, variant, arguments)));
    }
    choice + "}"
}

fn condition(case: Case, on: &str, variant: &str) -> String {
    match case {
        Case::Exactly(number) => number.to_string(),
        Case::One => format!("_ if crate::plural::is_one(crate::Language::{variant}, {on})"),
        Case::Other => String::from("_"),
    }
}

/// The documentation of a function: where its words stand, what it takes, and the words.
fn describe(area: &str, entry: &Entry) -> String {
    let mut doc = format!("Key `{}` of `{area}.ftl`.", entry.key.replace('_', "-"));
    if !entry.arguments.is_empty() {
        let names: Vec<String> = entry
            .arguments
            .iter()
            .map(|(name, kind)| match kind {
                Kind::Words => format!("`{name}`"),
                Kind::Number => format!("`{name}` (a number)"),
            })
            .collect();
        let _ = write!(doc, " Arguments, in alphabetical order: {}.", names.join(", "));
    }
    doc.push_str("\n\n```text\n");
    for ((code, _), text) in LANGUAGES.iter().zip(&entry.texts) {
        let _ = writeln!(doc, "{code}: {text}");
    }
    if !entry.comment.is_empty() {
        let _ = writeln!(doc, "# {}", entry.comment.replace('\n', "\n# "));
    }
    doc.push_str("```");
    doc
}

fn line(rust: &mut String, more: &str) {
    rust.push_str(more);
    rust.push('\n');
}
