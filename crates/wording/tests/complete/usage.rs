//! Every key is used by some source file of the project.
//!
//! A use is the area's name, two colons and the key (`inbox::title`), or the same with another name that the file gives
//! the area (`use wording::inbox as w;`, then `w::title`). Lines that are comments do not count.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Where sources stand, seen from the root of the project.
const FOLDERS: [&str; 3] = ["app", "server", "crates"];

/// The generator and its tests name keys of their own.
const NOT_THERE: [&str; 2] = ["crates/wording/generator", "crates/wording/tests"];

/// `left::right` pairs of a source text, with the names that the file gives to areas replaced by the areas' own.
fn paths(source: &str, areas: &[&str]) -> BTreeSet<(String, String)> {
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let is_name = |sign: char| sign.is_alphanumeric() || sign == '_';
    let mut aliases: Vec<(&str, &str)> = Vec::new();
    for (position, between) in code.match_indices(" as ") {
        let left = code[..position].rsplit(|sign| !is_name(sign)).next().unwrap_or_default();
        let right = code[position + between.len()..].split(|sign| !is_name(sign)).next().unwrap_or_default();
        if let Some(area) = areas.iter().find(|area| **area == left) {
            aliases.push((right, area));
        }
    }
    let mut found = BTreeSet::new();
    for (position, colons) in code.match_indices("::") {
        let left = code[..position].rsplit(|sign| !is_name(sign)).next().unwrap_or_default();
        let right = code[position + colons.len()..].split(|sign| !is_name(sign)).next().unwrap_or_default();
        found.insert((left.to_owned(), right.to_owned()));
        for (_, area) in aliases.iter().filter(|(alias, _)| *alias == left) {
            found.insert(((*area).to_owned(), right.to_owned()));
        }
    }
    found
}

/// Adds the pairs of every `.rs` file below a folder.
fn walk(root: &Path, folder: &Path, areas: &[&str], into: &mut BTreeSet<(String, String)>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            let is_ours =
                path.strip_prefix(root).is_ok_and(|below| NOT_THERE.iter().all(|other| below != Path::new(other)));
            if is_ours {
                walk(root, &path, areas, into);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            into.append(&mut paths(&source, areas));
        }
    }
}

#[test]
fn every_key_is_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let catalogue = crate::catalogue();
    let areas: Vec<&str> = catalogue.iter().map(|area| area.name.as_str()).collect();
    let mut used = BTreeSet::new();
    for folder in FOLDERS {
        walk(&root, &root.join(folder), &areas, &mut used);
    }
    let unused: Vec<String> = catalogue
        .iter()
        .flat_map(|area| area.entries.iter().map(|entry| (area.name.clone(), entry.key.clone())))
        .filter(|path| !used.contains(path))
        .map(|(area, key)| format!("{area}::{key}"))
        .collect();
    assert!(
        unused.is_empty(),
        "{} keys that nothing uses; remove them from both languages, or call them by their area:\n{}",
        unused.len(),
        unused.join("\n")
    );
}

#[test]
fn a_use_is_seen_by_its_area_or_by_the_name_the_file_gives_it() {
    let areas = ["inbox", "ui"];
    let has = |source: &str, area: &str, key: &str| paths(source, &areas).contains(&(area.to_owned(), key.to_owned()));
    assert!(has("view! { <h1>{inbox::title(language)}</h1> }", "inbox", "title"));
    assert!(has("wording::inbox::title(language)", "inbox", "title"));
    assert!(has("keys.map(inbox::title)", "inbox", "title"));
    assert!(has("use wording::inbox as w;\nw::title(language)", "inbox", "title"));
    assert!(has("use wording::{inbox as w, ui as u};\nu::close(language)", "ui", "close"));
    assert!(!has("w::title(language)", "inbox", "title"));
    assert!(!has("// inbox::title(language)", "inbox", "title"));
    assert!(!has("inbox::titles(language)", "inbox", "title"));
    assert!(!has("my_inbox::title(language)", "inbox", "title"));
}
