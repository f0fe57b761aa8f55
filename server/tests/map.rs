//! The map holds: the rules of the house that can be counted, read off the project's own files.
//!
//! A rule here is one that somebody would otherwise have to remember at every review. It reads text; what the compiler
//! or clippy can keep is left to them. Words that a rule forbids are written in two pieces, so that this file keeps
//! the rules too.

#[path = "map/signs.rs"]
mod signs;
#[path = "map/source.rs"]
mod source;
#[path = "map/tree.rs"]
mod tree;

use std::collections::BTreeSet;

use signs::{DRIVER, SCREENS, gates_in, impure_in, other_screens_in, say, screen_of, sql_in, styles_in, text_areas_in};
use source::{Source, lines_with};
use tree::{dependencies, files, files_under, sources, text, top};

/// The crates of the house, and which of the others each may name. One direction only.
const ARROWS: [(&str, &str, &[&str]); 10] = [
    ("domain", "crates/domain", &[]),
    ("wording", "crates/wording", &["domain"]),
    ("documents", "crates/documents", &["domain", "pdf", "wording"]),
    ("help", "crates/help", &["domain", "pdf", "wording"]),
    ("pdf", "crates/pdf", &["domain"]),
    ("store", "crates/store", &["domain"]),
    ("operations", "crates/operations", &["documents", "domain", "pdf", "store", "wording"]),
    ("app", "app", &["domain", "help", "operations", "wording"]),
    ("server", "server", &["app", "domain", "operations", "wording"]),
    // It knows the program from outside alone.
    ("measure", "measure", &[]),
];

/// What tests of one crate may name besides: an empty database of either engine to build a world on.
const IN_TESTS: (&str, &str) = ("server", "store");

/// All that the pure crates may use from outside: they run in the browser, and they neither wait nor look around.
const PURE: [(&str, &[&str]); 2] =
    [("crates/domain", &["jiff", "serde", "toml", "uuid"]), ("crates/wording", &["jiff"])];

/// Lines in one file; a longer one holds two things.
const LONGEST_FILE: usize = 500;

#[track_caller]
fn hold(rule: &str, broken: Vec<String>) {
    assert!(broken.is_empty(), "{rule}\n  {}", broken.join("\n  "));
}

#[test]
fn sql_stands_only_in_the_store() {
    let elsewhere = ["app/", "server/", "crates/"].iter().flat_map(|folder| sources(folder));
    let elsewhere = elsewhere.filter(|source| !source.path.starts_with("crates/store/"));
    hold("SQL and its driver belong in crates/store.", elsewhere.flat_map(|source| sql_in(&source)).collect());
    for (_, folder, _) in ARROWS.iter().filter(|(name, ..)| *name != "store") {
        let tables = dependencies(&manifest(folder));
        // Tests of operations share the store's test support, which makes a schema of its own for each test.
        let mut built = tables.iter().filter(|(kind, _)| !kind.starts_with("dev-"));
        assert!(!built.any(|(_, table)| table.contains_key(DRIVER)), "{folder} names the driver of the store");
    }
}

#[test]
fn there_are_two_feature_gates_and_both_stand_in_the_library_of_the_app() {
    let gates: Vec<String> =
        ["app/", "server/", "crates/"].iter().flat_map(|folder| sources(folder)).flat_map(|s| gates_in(&s)).collect();
    let elsewhere = gates.iter().filter(|gate| !gate.starts_with("app/src/lib.rs:")).cloned().collect();
    hold("Only app/src/lib.rs chooses between browser and server.", elsewhere);
    assert_eq!(gates.len(), 2, "app/src/lib.rs names its features twice: {gates:#?}");
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |engine: &str| -> BTreeSet<String> {
        let folder = format!("crates/store/migrations/{engine}/");
        files_under(&folder, &[""]).iter().map(|path| path[folder.len()..].to_owned()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn no_screen_names_another_screen() {
    let screens: BTreeSet<String> = files_under(SCREENS, &[".rs"]).iter().filter_map(|path| screen_of(path)).collect();
    assert!(!screens.is_empty(), "there is no screen");
    let broken = sources(SCREENS).iter().flat_map(|source| other_screens_in(source, &screens)).collect();
    hold("What two screens share moves to `ui`, `api` or `domain`.", broken);
}

#[test]
fn only_one_component_writes_a_text_area() {
    let broken = sources("app/")
        .iter()
        .filter(|source| source.path != "app/src/ui/text_area.rs")
        .flat_map(text_areas_in)
        .collect();
    hold("The framework does not escape what stands inside: app/src/ui/text_area.rs does.", broken);
}

#[test]
fn no_markup_carries_its_own_style() {
    let mut broken: Vec<String> = sources("app/").iter().flat_map(styles_in).collect();
    for path in
        files().iter().filter(|path| path.ends_with(".html") || (path.starts_with("public/") && path.ends_with(".svg")))
    {
        broken.extend(say(path, lines_with(&text(path).unwrap_or_default(), " style=")));
    }
    hold("The content security policy refuses them: looks belong in style/.", broken);
}

#[test]
fn domain_and_wording_neither_look_around_nor_wait() {
    let broken =
        PURE.iter().flat_map(|(folder, _)| sources(&format!("{folder}/src/"))).flat_map(|s| impure_in(&s)).collect();
    hold("What these crates need is handed to them: moments, numbers, texts.", broken);
}

fn manifest(folder: &str) -> String {
    text(&format!("{folder}/Cargo.toml")).expect("a manifest is text")
}

#[test]
fn crates_use_each_other_in_one_direction() {
    let house: Vec<&str> = ARROWS.iter().map(|(name, ..)| *name).collect();
    let members: BTreeSet<String> =
        files().iter().filter_map(|path| path.strip_suffix("/Cargo.toml").map(str::to_owned)).collect();
    let drawn: BTreeSet<String> = ARROWS.iter().map(|(_, folder, _)| (*folder).to_owned()).collect();
    assert_eq!(members, drawn, "a crate is missing here or on disk");
    for (name, folder, allowed) in ARROWS {
        for (table, listed) in dependencies(&manifest(folder)) {
            let in_tests = |d: &str| table == "dev-dependencies" && (name, d) == IN_TESTS;
            let wrong: Vec<_> = listed
                .keys()
                .filter(|d| house.contains(&d.as_str()) && !allowed.contains(&d.as_str()) && !in_tests(d))
                .collect();
            assert!(wrong.is_empty(), "{name} may not use {wrong:?} ({table})");
        }
    }
}

#[test]
fn the_browser_gets_only_pure_crates() {
    for (folder, allowed) in PURE {
        let tables = dependencies(&manifest(folder));
        let outside = tables["dependencies"].keys().filter(|name| !ARROWS.iter().any(|(house, ..)| house == name));
        let wrong: Vec<_> = outside.filter(|name| !allowed.contains(&name.as_str())).collect();
        assert!(wrong.is_empty(), "{folder} uses {wrong:?}; what a pure crate may use is listed in PURE");
    }
    let app = dependencies(&manifest("app"));
    assert!(app["dependencies"]["operations"].contains("optional = true"), "`operations` is for the server alone");
}

#[test]
fn no_file_holds_two_things() {
    let lengths = files_under("", &[".rs", ".css", ".ts"]).into_iter().map(|path| {
        let lines = text(&path).unwrap_or_default().lines().count();
        (path, lines)
    });
    let broken =
        lengths.filter(|(_, lines)| *lines > LONGEST_FILE).map(|(path, lines)| format!("{path}: {lines} lines"));
    hold("Split them by what they are about.", broken.collect());
}

#[test]
fn no_file_is_a_drawer() {
    const DRAWERS: [&str; 8] = ["utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"];
    let is_drawer = |path: &str| path.split('/').any(|part| DRAWERS.contains(&part.split('.').next().unwrap_or(part)));
    hold("A name says what is inside.", files().into_iter().filter(|path| is_drawer(path)).collect());
}

#[test]
fn nothing_is_left_undone() {
    let markers = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    let calls = [concat!("to", "do!("), concat!("un", "implemented!("), concat!("#[ig", "nore")];
    let skipped = [concat!(".sk", "ip("), concat!(".fix", "me("), concat!(".on", "ly(")];
    let mut broken = Vec::new();
    for path in files().iter().filter(|path| is_ours(path) && !path.ends_with(".lock")) {
        let text = text(path).unwrap_or_default();
        broken.extend(markers.iter().flat_map(|marker| say(path, lines_with(&text, marker))));
        if path.ends_with(".rs") {
            let source = Source::read(path, &text);
            broken.extend(calls.iter().flat_map(|call| say(path, source.code_lines_with(call))));
        }
        if path.ends_with(".spec.ts") {
            let calls = skipped.iter().map(|call| format!("test{call}"));
            broken.extend(calls.flat_map(|call| say(path, lines_with(&text, &call))));
        }
    }
    hold("Do it, or leave it out.", broken);
}

/// Whether we wrote a file ourselves: a licence and a lock file we did not.
fn is_ours(path: &str) -> bool {
    path != "LICENSE" && !path.ends_with("package-lock.json") && path != "Cargo.lock"
}

#[test]
fn exceptions_to_lints_expire() {
    let all = ["app/", "server/", "crates/"].iter().flat_map(|folder| sources(folder));
    let attribute = concat!("[al", "low(");
    let broken = all.flat_map(|source| say(&source.path, source.code_lines_with(attribute))).collect();
    hold("`#[expect(…, reason = …)]` tells when it is no longer needed.", broken);
}

#[test]
fn every_decision_is_on_the_map() {
    let decisions: Vec<String> = files().into_iter().filter(|path| path.starts_with("docs/decisions/")).collect();
    let map = files().contains(&"ARCHITECTURE.md".to_owned()).then(|| text("ARCHITECTURE.md")).flatten();
    assert!(decisions.is_empty() || map.is_some(), "docs/decisions has pages, but there is no ARCHITECTURE.md");
    let map = map.unwrap_or_default();
    hold(
        "ARCHITECTURE.md links to each.",
        decisions.into_iter().filter(|path| !map.contains(&format!("({path})"))).collect(),
    );
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let own = format!("{}/", top().display());
    let places = [concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("/wo", "rk/"), &own];
    let mut broken = Vec::new();
    for path in files() {
        let text = text(&path).unwrap_or_default();
        let found = text.lines().enumerate().filter(|(_, line)| places.iter().any(|place| line.contains(place)));
        broken.extend(found.map(|(number, line)| format!("{path}:{}: {}", number + 1, line.trim())));
    }
    hold("Paths are written from the top of the project.", broken);
}

#[test]
fn nothing_is_linked_twice_or_against_a_foreign_library() {
    let lock = text("Cargo.lock").expect("a lock file is text");
    let versions = |name: &str| lock.lines().filter(|line| *line == format!("name = \"{name}\"")).count();
    for once in ["leptos", "axum", "jiff", DRIVER, "rustls"] {
        assert_eq!(versions(once), 1, "{once}: two versions of it would not understand each other");
    }
    for never in ["openssl-sys", "native-tls", "aws-lc-sys"] {
        assert_eq!(versions(never), 0, "{never}: TLS is rustls with ring, which needs nothing from the machine");
    }
}
