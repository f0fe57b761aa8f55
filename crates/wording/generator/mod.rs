//! From `locales/{fr,en}/<area>.ftl` to Rust: reads the files, holds the languages against each other, writes functions.
//!
//! The build script uses it, and so do the tests of this crate; nothing of it reaches the program. The files are
//! Fluent syntax 1.0 restricted to what two languages of a portal need: messages, `{ $name }`, `{ NUMBER($n) }`, string
//! literals for invisible characters, and choices by a number. Terms, attributes and references are refused.

pub mod area;
mod read;
pub mod text;
mod typography;
pub mod write;

use area::Area;
use std::collections::BTreeMap;
use std::path::Path;
use std::{fmt, fs};

/// The languages, the one that texts are written in first, as folder name and as variant of `Language`.
pub const LANGUAGES: [(&str, &str); 2] = [("fr", "Fr"), ("en", "En")];

/// One thing that keeps the words from being complete: where it stands and what is wrong.
#[derive(Debug)]
pub struct Problem {
    /// The file and, where known, the line or key: `locales/fr/inbox.ftl, key unread`.
    pub place: String,
    /// What is wrong, and what to do where that is not plain.
    pub fault: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}", self.place, self.fault)
    }
}

/// Reads every area of every language below `locales`, or says all that is wrong at once.
pub fn read_catalogue(locales: &Path) -> Result<Vec<Area>, Vec<Problem>> {
    let mut problems = Vec::new();
    let sources = LANGUAGES.map(|(code, _)| read_folder(&locales.join(code), code, &mut problems));
    let areas = area::pair(&sources, &mut problems);
    if problems.is_empty() { Ok(areas) } else { Err(problems) }
}

/// The text of each `.ftl` file of one language, by area.
fn read_folder(folder: &Path, code: &str, problems: &mut Vec<Problem>) -> BTreeMap<String, String> {
    let mut sources = BTreeMap::new();
    let mut refuse = |name: &str, fault: String| {
        problems.push(Problem { place: format!("locales/{code}/{name}"), fault });
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            refuse("", format!("cannot be listed: {error}"));
            return sources;
        }
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        // Editors leave hidden files while somebody is typing; they are nobody's words.
        if name.starts_with('.') {
            continue;
        }
        let Some(area) = name.strip_suffix(".ftl") else {
            refuse(&name, String::from("only <area>.ftl files belong here"));
            continue;
        };
        match fs::read_to_string(entry.path()) {
            Ok(source) => {
                sources.insert(area.to_owned(), source);
            }
            Err(error) => refuse(&name, format!("cannot be read: {error}")),
        }
    }
    sources
}
