//! What `… lint` prints: one line per mistake in a file.

use std::fs;
use std::path::Path;

use serde::Serialize;

use crate::command::{Failed, Output};

/// A mistake that was found: its line, the rule that is broken, and what would be right.
pub(super) struct Mistake {
    pub line: usize,
    pub rule: &'static str,
    pub message: String,
}

#[derive(Serialize)]
struct Found<'a> {
    file: &'a str,
    line: usize,
    rule: &'static str,
    message: &'a str,
}

/// Looks through a file, and prints what is found.
///
/// # Errors
/// Where there is a mistake, or the file cannot be opened.
pub(super) fn run(path: &Path, lint: impl Fn(&str) -> Vec<Mistake>, output: &mut Output<'_>) -> Result<(), Failed> {
    let file = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| Failed::new(format_args!("{file}: {error}")))?;
    let mistakes = lint(&text);
    for Mistake { line, rule, message } in &mistakes {
        let found = Found { file: &file, line: *line, rule, message };
        output.answer(&found, format_args!("{file}:{line}: {message} [{rule}]"))?;
    }
    match mistakes.len() {
        0 => Ok(()),
        1 => Err(Failed::new("1 mistake")),
        number => Err(Failed::new(format_args!("{number} mistakes"))),
    }
}
