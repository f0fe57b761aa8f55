//! What the style sheets keep to: colours in the tokens only, every sheet in its layer, balanced braces.

use std::fs;
use std::path::Path;

/// Every sheet of `style/` but the bundle, by its path below it.
fn sheets() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
    let mut sheets = Vec::new();
    for folder in ["", "ui", "screens"] {
        let entries = fs::read_dir(root.join(folder)).expect("the folder of the sheets");
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.extension().is_some_and(|end| end == "css") {
                let name = path.strip_prefix(&root).expect("a sheet below style/").display().to_string();
                sheets.push((name, fs::read_to_string(&path).expect("a readable sheet")));
            }
        }
    }
    assert!(sheets.len() > 10, "too few sheets in {}", root.display());
    sheets
}

#[test]
fn only_tokens_name_a_colour() {
    for (name, sheet) in sheets() {
        if name == "tokens.css" {
            continue;
        }
        for sign in ["oklch(", "rgb(", "rgba(", "hsl(", "light-dark("] {
            assert!(!sheet.contains(sign), "{name} names a colour by {sign}…)");
        }
        let hex = sheet
            .split('#')
            .skip(1)
            .any(|rest| rest.len() >= 3 && rest.as_bytes()[..3].iter().all(u8::is_ascii_hexdigit));
        assert!(!hex, "{name} names a colour by its digits");
    }
}

#[test]
fn every_sheet_has_its_layer() {
    let sheets = sheets();
    let (_, main) = sheets.iter().find(|(name, _)| name == "main.css").expect("main.css");
    for (name, sheet) in &sheets {
        if name == "main.css" {
            continue;
        }
        let layer = match name.split_once('/') {
            Some((folder, _)) => folder,
            None => name.trim_end_matches(".css"),
        };
        let import = format!("@import url(\"{name}\") layer({layer});");
        assert!(main.contains(&import), "main.css lacks {import}");
        assert_eq!(sheet.matches('{').count(), sheet.matches('}').count(), "braces of {name}");
    }
}
