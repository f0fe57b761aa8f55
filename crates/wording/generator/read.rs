//! One `.ftl` file into keys and texts; whatever lies outside our part of the syntax is a problem.

use super::Problem;
use super::text::{Case, Piece, Text};
use super::typography::set_french_spaces;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;
use std::collections::BTreeMap;

/// Words that Rust 2024 keeps for itself.
const TAKEN: &str = "abstract as async await become box break const continue crate do dyn else enum extern false \
    final fn for gen if impl in let loop macro match mod move mut override priv pub ref return self static \
    struct super trait true try type typeof unsafe unsized use virtual where while yield";

/// What one file says.
#[derive(Debug, Default)]
pub struct File {
    /// The comment over the whole file (`###`).
    pub about: String,
    /// Text and comment of each key, by its name in Rust.
    pub entries: BTreeMap<String, (Text, String)>,
}

/// Reads one file; `place` is how problems call it.
pub fn read(source: &str, code: &str, place: &str, problems: &mut Vec<Problem>) -> File {
    let mut file = File::default();
    let resource = match parser::parse(source) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            for error in errors {
                let line = source.bytes().take(error.pos.start).filter(|byte| *byte == b'\n').count() + 1;
                problems.push(Problem { place: format!("{place}:{line}"), fault: error.kind.to_string() });
            }
            resource
        }
    };
    for entry in resource.body {
        let (key, result) = match entry {
            Entry::Message(message) => {
                let mut reader = Reader { is_french: code == "fr" };
                let result = match &message.value {
                    _ if !message.attributes.is_empty() => Err(String::from("attributes are not used here")),
                    None => Err(String::from("has no text")),
                    Some(pattern) => rust_name(message.id.name)
                        .and_then(|name| Ok((name, reader.text(pattern)?)))
                        .and_then(|(name, text)| {
                            let comment = message.comment.map(|comment| comment.content.join("\n")).unwrap_or_default();
                            match file.entries.insert(name, (text, comment)) {
                                None => Ok(()),
                                Some(_) => Err(String::from("stands twice in this file")),
                            }
                        }),
                };
                (message.id.name, result)
            }
            Entry::Term(term) => (term.id.name, Err(String::from("terms (-name) are not used here"))),
            Entry::ResourceComment(comment) => {
                file.about = comment.content.join("\n");
                continue;
            }
            // Junk has been reported by the parser; other comments speak to whoever edits the file.
            Entry::Junk { .. } | Entry::Comment(_) | Entry::GroupComment(_) => continue,
        };
        if let Err(fault) = result {
            problems.push(Problem { place: format!("{place}, key {key}"), fault });
        }
    }
    file
}

/// The Rust name of a key or argument written in kebab-case.
pub fn rust_name(name: &str) -> Result<String, String> {
    let is_kebab = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-')
        && !name.ends_with('-')
        && !name.contains("--");
    if !is_kebab {
        return Err(format!("{name} is not written in kebab-case"));
    }
    if TAKEN.split_whitespace().any(|taken| taken == name) {
        return Err(format!("{name} is a word of Rust; take another"));
    }
    Ok(name.replace('-', "_"))
}

/// The Rust name of an argument.
fn argument_name(name: &str) -> Result<String, String> {
    if name == "language" {
        return Err(String::from("$language is handed to every function already; take another name"));
    }
    rust_name(name)
}

/// Walks one message.
struct Reader {
    /// French spaces are set in French only.
    is_french: bool,
}

impl Reader {
    fn text(&mut self, pattern: &Pattern<&str>) -> Result<Text, String> {
        let mut text = Text::default();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.push_words(&mut text, value),
                PatternElement::Placeable { expression } => self.placeable(&mut text, expression)?,
            }
        }
        if self.is_french {
            for piece in &mut text.pieces {
                if let Piece::Words(words) = piece {
                    *words = set_french_spaces(words);
                }
            }
        }
        Ok(text)
    }

    fn push_words(&self, text: &mut Text, more: &str) {
        match text.pieces.last_mut() {
            Some(Piece::Words(words)) => words.push_str(more),
            _ => text.pieces.push(Piece::Words(more.to_owned())),
        }
    }

    fn placeable(&mut self, text: &mut Text, expression: &Expression<&str>) -> Result<(), String> {
        match expression {
            Expression::Inline(InlineExpression::StringLiteral { value }) => {
                self.push_words(text, &unescape_unicode_to_string(value));
            }
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                text.pieces.push(Piece::Place(argument_name(id.name)?));
            }
            Expression::Inline(InlineExpression::FunctionReference { id, arguments }) => {
                match (id.name, arguments.positional.as_slice(), arguments.named.as_slice()) {
                    ("NUMBER", [InlineExpression::VariableReference { id }], []) => {
                        text.pieces.push(Piece::Number(argument_name(id.name)?));
                    }
                    _ => {
                        return Err(String::from("the only function is { NUMBER($n) }, without options"));
                    }
                }
            }
            Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                let cases = self.cases(variants)?;
                text.pieces.push(Piece::Choice { on: argument_name(id.name)?, cases });
            }
            Expression::Select { .. } => {
                return Err(String::from("a choice is made by an argument: { $n -> … }"));
            }
            Expression::Inline(_) => {
                return Err(String::from(
                    "only { $name }, { NUMBER($n) }, { \"\\u00A0\" } and { $n -> … } are used here",
                ));
            }
        }
        Ok(())
    }

    fn cases(&mut self, variants: &[Variant<&str>]) -> Result<Vec<(Case, Text)>, String> {
        let mut cases: Vec<(Case, Text)> = Vec::with_capacity(variants.len());
        for variant in variants {
            let case = match &variant.key {
                VariantKey::Identifier { name: "one" } => Case::One,
                VariantKey::Identifier { name: "other" } => Case::Other,
                VariantKey::Identifier { name } => {
                    return Err(format!(
                        "[{name}] is none of [one], [other] and whole numbers, which both languages know"
                    ));
                }
                VariantKey::NumberLiteral { value } => {
                    Case::Exactly(value.parse().map_err(|_| format!("[{value}] is not a whole number"))?)
                }
            };
            if variant.default != (case == Case::Other) {
                return Err(String::from("the default of a choice is *[other]"));
            }
            if cases.iter().any(|(earlier, _)| *earlier == case) {
                return Err(String::from("a case of a choice stands twice"));
            }
            // The first case that fits is taken, so a number after [one] might never be.
            if matches!(case, Case::Exactly(_)) && cases.iter().any(|(earlier, _)| *earlier == Case::One) {
                return Err(String::from("numbers stand before [one]"));
            }
            if cases.iter().any(|(earlier, _)| *earlier == Case::Other) {
                return Err(String::from("*[other] stands last"));
            }
            cases.push((case, self.text(&variant.value)?));
        }
        Ok(cases)
    }
}
