//! The project's files, as the rules see them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::source::Source;

/// Folders that hold what is made, not what is written.
const MADE: [&str; 8] = [".git", "target", "dist", "node_modules", "data", ".bundle", "test-results", ".cache"];

/// The top of the project.
pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the server's folder lies in the project").to_owned()
}

/// Every file that somebody wrote, by its path from the top with `/`. `data` below `crates` is written, at the top it is made.
pub fn files() -> Vec<String> {
    let mut found = Vec::new();
    collect(&top(), "", &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let entry = entry.expect("a readable entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().expect("a kind of file");
        let is_made = MADE.contains(&name.as_str()) && (prefix.is_empty() || name != "data");
        if kind.is_dir() && !is_made {
            collect(&entry.path(), &format!("{path}/"), found);
        } else if kind.is_file() {
            found.push(path);
        }
    }
}

/// The files below a folder with one of some endings. There must be some: a rule that looks at nothing keeps nothing.
pub fn files_under(folder: &str, endings: &[&str]) -> Vec<String> {
    let found: Vec<String> = files()
        .into_iter()
        .filter(|path| path.starts_with(folder) && endings.iter().any(|ending| path.ends_with(ending)))
        .collect();
    assert!(!found.is_empty(), "nothing with {endings:?} under {folder:?}: this rule would keep nothing");
    found
}

/// The text of a file; `None` where it is not text.
pub fn text(path: &str) -> Option<String> {
    String::from_utf8(fs::read(top().join(path)).expect("a readable file")).ok()
}

/// The Rust files below a folder.
pub fn sources(folder: &str) -> Vec<Source> {
    files_under(folder, &[".rs"]).iter().map(|path| Source::read(path, &text(path).expect("Rust is text"))).collect()
}

/// The dependencies of one manifest, by table: `dependencies`, `dev-dependencies`, `build-dependencies`. Each carries
/// what stands behind its name. Tables per target count with the others.
pub fn dependencies(manifest: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut tables: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut current: Option<(String, Option<String>)> = None;
    for line in manifest.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            current = dependency_table(header);
            if let Some((table, Some(name))) = &current {
                tables.entry(table.clone()).or_default().insert(name.clone(), String::new());
            }
        } else if let (Some((table, single)), Some((key, value))) = (&current, line.split_once('=')) {
            let table = tables.entry(table.clone()).or_default();
            match single {
                Some(name) => table.entry(name.clone()).or_default().push_str(&format!("{line}, ")),
                None => {
                    let name = key.split('.').next().unwrap_or_default().trim().trim_matches('"');
                    table.insert(name.to_owned(), value.trim().to_owned());
                }
            }
        }
    }
    tables
}

/// `[dependencies]` or `[target.….dependencies.name]`: which table, and which single dependency if it names one.
fn dependency_table(header: &str) -> Option<(String, Option<String>)> {
    ["dev-dependencies", "build-dependencies", "dependencies"].iter().find_map(|table| {
        let at = header.find(table).filter(|&at| at == 0 || header[..at].ends_with('.'))?;
        let single = header[at + table.len()..].strip_prefix('.').map(|name| name.trim_matches('"').to_owned());
        Some(((*table).to_owned(), single))
    })
}

#[test]
fn every_way_to_write_a_dependency_is_read() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\na.workspace = true\nb = { workspace = true, optional = true }\n\
                    [dependencies.c]\nworkspace = true\n[target.'cfg(unix)'.dependencies]\nd = \"1\"\n[dev-dependencies]\ne = \"2\"\n[features]\nf = []\n";
    let read = dependencies(manifest);
    assert_eq!(read["dependencies"].keys().collect::<Vec<_>>(), ["a", "b", "c", "d"]);
    assert_eq!(read["dev-dependencies"].keys().collect::<Vec<_>>(), ["e"]);
    assert!(read["dependencies"]["b"].contains("optional"));
}
