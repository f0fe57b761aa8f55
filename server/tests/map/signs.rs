//! The signs by which a rule knows that it is broken, each tried on a line that breaks it.

use std::collections::BTreeSet;

use crate::source::{Source, is_name, lines_with};

/// The name of the store's driver.
pub const DRIVER: &str = concat!("sq", "lx");

/// The folder of the screens.
pub const SCREENS: &str = "app/src/screens/";

/// The screen that a file belongs to; `None` for the list of screens itself.
pub fn screen_of(path: &str) -> Option<String> {
    let inside = path.strip_prefix(SCREENS)?;
    let name = inside.split('/').next()?.trim_end_matches(".rs");
    (name != "mod").then(|| name.to_owned())
}

/// Lines of one screen that name another.
pub fn other_screens_in(source: &Source, screens: &BTreeSet<String>) -> Vec<String> {
    let Some(own) = screen_of(&source.path) else {
        return Vec::new();
    };
    let others: Vec<&String> = screens.iter().filter(|name| **name != own).collect();
    let names_one = |line: &str| {
        lines_with(line, "screens::").len() == 1
            || others.iter().any(|other| {
                // `super::thread` or `super::super::{inbox, thread}` from inside another screen.
                line.rsplit_once("super::").is_some_and(|(_, rest)| {
                    let list = rest.strip_prefix('{').map(|list| list.split('}').next().unwrap_or(list));
                    match list {
                        Some(list) => !lines_with(list, other).is_empty(),
                        None => rest.split(|c| !is_name(c)).next() == Some(other),
                    }
                })
            })
    };
    let lines = source.code.lines().enumerate().filter(|(_, line)| names_one(line));
    lines.map(|(number, line)| format!("{}:{}: {}", source.path, number + 1, line.trim())).collect()
}

/// Lines of one file, each as somebody would look for it.
pub fn say(path: &str, found: Vec<(usize, String)>) -> Vec<String> {
    found.into_iter().map(|(line, text)| format!("{path}:{line}: {text}")).collect()
}

/// Lines that name the driver, or hold a statement.
pub fn sql_in(source: &Source) -> Vec<String> {
    let statements = source.strings.iter().filter(|(_, string)| is_statement(string)).cloned().collect();
    [say(&source.path, source.code_lines_with(DRIVER)), say(&source.path, statements)].concat()
}

/// Whether a string reads like SQL rather than like a sentence that begins with one of its words.
fn is_statement(string: &str) -> bool {
    let opening = string.trim_start_matches(['r', '#']).trim_start_matches('"');
    let opening = opening.trim_start_matches(['\\', '\n']);
    let words: Vec<String> = opening.split_whitespace().map(str::to_lowercase).collect();
    let has = |word: &str| words.iter().any(|w| w == word);
    match words.first().map(String::as_str) {
        Some("select") => has("from"),
        Some("insert") => has("into") && (has("values") || has("select")),
        Some("update") => has("set"),
        Some("delete") => words.get(1).is_some_and(|w| w == "from"),
        Some("create" | "alter" | "drop") => words.get(1).is_some_and(|w| w == "table" || w == "index"),
        Some("pragma") => true,
        _ => false,
    }
}

/// Lines that a feature or a target decides on.
pub fn gates_in(source: &Source) -> Vec<String> {
    let mut found = source.code_lines_with("feature = ");
    found.extend(source.code_lines_with("cfg(target_arch"));
    found.extend(source.code_lines_with("cfg(target_family"));
    say(&source.path, found)
}

/// Lines that write a text area.
pub fn text_areas_in(source: &Source) -> Vec<String> {
    const TAG: &str = concat!("<text", "area");
    const CALL: &str = concat!("text", "area()");
    let in_strings = source.strings_outside_tests().into_iter().filter(|(_, string)| string.contains(TAG)).collect();
    [source.code_lines_with(TAG), source.code_lines_with(CALL), in_strings]
        .map(|found| say(&source.path, found))
        .concat()
}

/// Lines that give an element a look of its own.
pub fn styles_in(source: &Source) -> Vec<String> {
    let directive = |line: &str| {
        line.match_indices("style:").any(|(at, word)| {
            let next = line[at + word.len()..].chars().next();
            !line[..at].ends_with(is_name) && next.is_some_and(|c| c.is_ascii_lowercase())
        })
    };
    let directives = source.code.lines().enumerate().filter(|(_, line)| directive(line));
    let directives = directives.map(|(number, line)| (number + 1, line.trim().to_owned())).collect();
    let in_strings =
        source.strings_outside_tests().into_iter().filter(|(_, string)| string.contains(" style=")).collect();
    [source.code_lines_with("style="), directives, in_strings].map(|found| say(&source.path, found)).concat()
}

/// Lines that read a clock, draw a number, wait, or touch files and networks; tests may.
pub fn impure_in(source: &Source) -> Vec<String> {
    const WORDS: [&str; 23] = [
        "::now(",
        "SystemTime",
        "Instant",
        "TimeZone::system",
        "async fn",
        "async move",
        ".await",
        "tokio",
        "rand::",
        "getrandom",
        "new_v4",
        "new_v7",
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "std::io",
        "web_sys",
        "js_sys",
        "println!",
        "eprintln!",
        "dbg!",
    ];
    let code = source.code_outside_tests();
    WORDS.iter().flat_map(|word| say(&source.path, lines_with(&code, word))).collect()
}

#[test]
fn the_rules_notice_what_they_forbid() {
    let read = |text: &str| Source::read("app/src/screens/inbox/row.rs", text);
    let noticed = |found: Vec<String>| assert_eq!(found.len(), 1, "{found:?}");
    noticed(sql_in(&read(concat!("use sq", "lx::Row;"))));
    noticed(sql_in(&read("const A: &str = \"sele\u{63}t id\\n from ticket\";")));
    assert!(sql_in(&read("const A: &str = \"Select a file\"; // select id from ticket")).is_empty());
    noticed(gates_in(&read("#[cfg(feature = \"ssr\")]")));
    noticed(text_areas_in(&read(concat!("view! { <text", "area name=a></div> }"))));
    noticed(text_areas_in(&read(concat!(
        "let a = \"<text",
        "area>\";\n#[cfg(test)]\nconst B: &str = \"<text",
        "area>\";"
    ))));
    noticed(styles_in(&read("view! { <p style=move || x.get() /> }")));
    noticed(styles_in(&read("view! { <p style:color=\"red\" /> }")));
    assert!(styles_in(&read("struct A { style: Style }")).is_empty());
    noticed(impure_in(&read("let a = Timestamp::now();")));
    assert!(impure_in(&read("#[cfg(test)]\nmod tests { fn a() { Timestamp::now(); } }")).is_empty());
    let screens = ["inbox", "thread"].map(str::to_owned).into();
    noticed(other_screens_in(&read("use super::super::thread::Header;"), &screens));
    noticed(other_screens_in(&read("use super::super::{thread, x};"), &screens));
    noticed(other_screens_in(&read("use crate::screens::thread;"), &screens));
    assert!(other_screens_in(&read("use super::inbox; use crate::ui::thread;"), &screens).is_empty());
}
