//! The pages of `docs/help`, held to each other and to the product: both languages say the same things, links lead
//! somewhere, words of the screen are words of the screen.

mod labels;
mod links;

use std::collections::BTreeMap;
use std::path::Path;

use domain::Language;
use help::{Block, Chapter, Document, picture, questions};

/// Every page, by its address.
fn pages(language: Language) -> BTreeMap<String, &'static Document> {
    let chapters = Chapter::ALL.into_iter().map(|chapter| {
        let address = format!("/help/guide/{}", chapter.as_str());
        (address, chapter.text(language))
    });
    chapters.chain([("/help/faq".to_owned(), questions(language))]).collect()
}

/// The names of all headings of a page, in order.
fn anchors(page: &Document) -> Vec<&str> {
    fn name(block: &Block) -> Option<&str> {
        match block {
            Block::Heading { id, .. } => Some(id.as_str()),
            _ => None,
        }
    }
    page.blocks.iter().filter_map(name).collect()
}

/// What a page is made of, without its words.
fn shape(page: &Document) -> Vec<String> {
    page.blocks
        .iter()
        .map(|block| match block {
            Block::Heading { level, id, .. } => format!("{level} {id}"),
            Block::Paragraph(_) => "paragraph".to_owned(),
            Block::List { ordered, items } => format!("list {ordered} {}", items.len()),
            Block::Table { head, rows } => format!("table {} {}", head.len(), rows.len()),
            Block::Picture { name, .. } => format!("picture {}", name.split('.').next().unwrap_or_default()),
            Block::Note(_) => "note".to_owned(),
        })
        .collect()
}

#[test]
fn both_languages_are_built_alike() {
    let (french, english) = (pages(Language::Fr), pages(Language::En));
    for (address, page) in &french {
        assert_eq!(shape(page), shape(english[address]), "{address}");
        assert_ne!(page.title, english[address].title, "{address}");
    }
}

#[test]
fn every_file_is_a_page_and_every_heading_has_a_name_of_its_own() {
    for (folder, language) in [("fr", Language::Fr), ("en", Language::En)] {
        let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/help").join(folder);
        let count = std::fs::read_dir(files).expect("a folder").count();
        assert_eq!(count, pages(language).len(), "{folder}");
        for (address, page) in pages(language) {
            let mut names = anchors(page);
            names.sort_unstable();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "{address}");
            let plain = |name: &&str| name.chars().all(|sign| sign.is_ascii_lowercase() || sign == '-');
            assert!(names.iter().all(plain), "{address}: {names:?}");
        }
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    for language in Language::ALL {
        for (address, page) in pages(language) {
            let mut before = 1;
            for block in &page.blocks {
                if let Block::Heading { level, id, .. } = block {
                    assert!(*level <= before + 1, "{address}#{id}");
                    before = *level;
                }
            }
        }
    }
}

#[test]
fn every_picture_is_there_and_belongs_to_the_language() {
    let mut shown = Vec::new();
    for (code, language) in [("fr", Language::Fr), ("en", Language::En)] {
        for (address, page) in pages(language) {
            for (name, alt) in page.pictures() {
                assert!(name.ends_with(&format!(".{code}.webp")), "{address}: {name}");
                assert!(
                    picture(name).is_some(),
                    "{address}: {name} is not in docs/help/pictures; see tools/pictures.sh"
                );
                assert!(alt.chars().count() > 20, "{address}: {alt}");
                shown.push(name);
            }
        }
    }
    let unused: Vec<&str> = help::pictures::names().filter(|name| !shown.contains(name)).collect();
    assert_eq!(unused, Vec::<&str>::new(), "no page shows these pictures");
}

#[test]
fn the_words_are_set_properly() {
    for language in Language::ALL {
        for (address, page) in pages(language) {
            let mut words: Vec<String> = page.spans().iter().map(|span| span.words().to_owned()).collect();
            words.push(page.title.clone());
            for block in &page.blocks {
                match block {
                    Block::Heading { text, .. } => words.push(text.clone()),
                    Block::Picture { alt, .. } => words.push(alt.clone()),
                    _ => {}
                }
            }
            for text in words {
                assert!(!text.contains(['\'', '"']), "{address}: {text}");
                if language == Language::Fr {
                    let signs: Vec<char> = text.chars().collect();
                    let unset = signs.windows(2).any(|pair| {
                        matches!(pair[1], ';' | '!' | '?' | '»') && pair[0].is_alphanumeric() || pair == ['«', ' ']
                    });
                    assert!(!unset, "{address}: {text}");
                }
            }
        }
    }
}
