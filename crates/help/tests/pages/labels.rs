//! What the guide shows in bold are words of the screen: each stands in the catalogue of its language as it is.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use domain::Language;
use help::Span;

use crate::pages;

/// Every text of one language's catalogue without arguments, with plain spaces.
fn catalogue(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wording/locales").join(folder);
    let files = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
    let texts = files.map(|path| fs::read_to_string(path).expect("a text"));
    let lines = |text: String| -> Vec<String> { text.lines().map(str::to_owned).collect() };
    texts
        .flat_map(lines)
        .filter(|line| !line.starts_with([' ', '#']))
        .filter_map(|line| line.split_once(" = ").map(|(_, text)| text.trim().to_owned()))
        .collect()
}

/// A label with plain spaces, as the catalogue is written.
fn plain(label: &str) -> String {
    label.replace(['\u{202f}', '\u{a0}'], " ")
}

#[test]
fn words_in_bold_are_words_of_the_screen() {
    for (folder, language) in [("fr", Language::Fr), ("en", Language::En)] {
        let catalogue = catalogue(folder);
        let mut missing = Vec::new();
        for (address, page) in pages(language) {
            for span in page.spans() {
                if let Span::Label(label) = span
                    && !catalogue.contains(&plain(label))
                {
                    missing.push(format!("{address}: {label}"));
                }
            }
        }
        assert_eq!(missing, Vec::<String>::new(), "{folder}: no page says these");
    }
}
