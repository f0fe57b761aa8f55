//! Taking a pasted list apart into numbers or references (`product.md` §3, quick search).

use std::collections::HashSet;

use super::number::{Check, NumberFormat, clean, is_invisible, is_recognised, recognise};

/// How many numbers or references one quick search takes (S2-04).
pub const PASTE_LIMIT: usize = 200;

/// More were pasted than a search takes. The whole query is refused: searching for the first two hundred would pass
/// over the rest in silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// How many different ones there were.
    pub count: usize,
}

/// The numbers of a pasted text, cleaned, in the order of the text, each once: a DPD number with its check character and
/// the same without it are one.
///
/// New line, tab, `;`, `,` and `|` separate. A space separates only where every piece is a number of a known shape:
/// `6A 1898 7970 674` is one number, and two complete numbers with a space between them are two.
///
/// # Errors
/// [`TooMany`] where more than [`PASTE_LIMIT`] are left after folding duplicates.
pub fn split_numbers(text: &str) -> Result<Vec<String>, TooMany> {
    let mut found = Found::default();
    for chunk in text.split(|character| is_line_end(character) || matches!(character, ';' | ',' | '|')) {
        let pieces: Vec<String> = chunk.split_whitespace().map(clean).filter(|piece| !piece.is_empty()).collect();
        if pieces.iter().all(|piece| is_recognised(piece)) {
            pieces.into_iter().for_each(|piece| found.add(key_of(&piece), piece));
        } else {
            let number = pieces.concat();
            found.add(key_of(&number), number);
        }
    }
    found.within_limit()
}

/// The references of a pasted text as they were written, in the order of the text, each once: those that `key` makes
/// the same of are looked for as one.
///
/// New line, tab and `;` separate; a reference may hold spaces, commas and bars.
///
/// # Errors
/// [`TooMany`] where more than [`PASTE_LIMIT`] are left after folding duplicates.
pub fn split_references(text: &str, key: impl Fn(&str) -> String) -> Result<Vec<String>, TooMany> {
    let mut found = Found::default();
    for chunk in text.split(|character| is_line_end(character) || character == ';') {
        let visible: String = chunk.chars().filter(|character| !is_invisible(*character)).collect();
        let reference = visible.trim().to_owned();
        // What nothing can be found of is told as it was typed.
        let key = Some(key(&reference)).filter(|key| !key.is_empty()).unwrap_or_else(|| reference.clone());
        found.add(key, reference);
    }
    found.within_limit()
}

/// What a number is told apart by: without the check character that DPD may write behind it.
fn key_of(number: &str) -> String {
    let with_check = |number: &str| {
        recognise(number)
            .candidates
            .iter()
            .any(|candidate| candidate.format == NumberFormat::Dpd14 && candidate.check == Check::Valid)
    };
    match number.get(..14) {
        Some(bare) if number.len() == 15 && with_check(number) => bare.to_owned(),
        _ => number.to_owned(),
    }
}

/// What ends a line or a cell in text from mails, spreadsheets and terminals.
fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[derive(Default)]
struct Found {
    seen: HashSet<String>,
    kept: Vec<String>,
}

impl Found {
    fn add(&mut self, key: String, text: String) {
        if !text.is_empty() && self.seen.insert(key) {
            self.kept.push(text);
        }
    }

    fn within_limit(self) -> Result<Vec<String>, TooMany> {
        if self.kept.len() > PASTE_LIMIT {
            return Err(TooMany { count: self.kept.len() });
        }
        Ok(self.kept)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_taken_apart_by_the_rules_of_the_search_field() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            (" ; ,\n|\t", &[]),
            ("6A 1898 7970 674", &["6A18987970674"]),
            ("6A18987970674 XY123456785FR", &["6A18987970674", "XY123456785FR"]),
            ("6A18987970674\u{A0}xy123456785fr", &["6A18987970674", "XY123456785FR"]),
            // One piece is no number: the space belongs to the text.
            ("6A18987970674 colis", &["6A18987970674COLIS"]),
            ("6a18987970674;6A 1898 7970 674,\r\n6A18987970674", &["6A18987970674"]),
            ("B|A\tB\nC", &["B", "A", "C"]),
            ("XY 1234 5678 5 FR | 10905012345678", &["XY123456785FR", "10905012345678"]),
            // With its check character and without it; with a wrong one it may be another number.
            ("10905012345678I\n10905012345678\n10905012345678X", &["10905012345678I", "10905012345678X"]),
        ];
        for (text, numbers) in cases {
            assert_eq!(split_numbers(text).unwrap_or_default(), *numbers, "{text:?}");
        }
    }

    fn key(reference: &str) -> String {
        reference.to_lowercase().replace('-', "")
    }

    #[test]
    fn references_keep_their_spaces_commas_and_dashes() {
        let cases: &[(&str, &[&str])] = &[
            ("CMD 12, lot 3\nCMD 13|b ; cmd-14-", &["CMD 12, lot 3", "CMD 13|b", "cmd-14-"]),
            ("\u{FEFF}A\u{200B};A;\t b", &["A", "b"]),
            ("DUP-NEW\ndup-new;-;--", &["DUP-NEW", "-", "--"]),
            ("\n;\t", &[]),
        ];
        for (text, references) in cases {
            assert_eq!(split_references(text, key).unwrap_or_default(), *references, "{text:?}");
        }
    }

    #[test]
    fn two_hundred_are_searched_and_two_hundred_and_one_are_counted() {
        let list = |count: usize| (0..count).map(|n| format!("REF{n}\n")).collect::<String>();
        for split in [split_numbers, |text: &str| split_references(text, key)] {
            assert_eq!(split(&list(200)).map(|kept| kept.len()), Ok(200));
            assert_eq!(split(&list(201)), Err(TooMany { count: 201 }));
            // Duplicates are folded before they are counted.
            assert_eq!(split(&list(200).repeat(3)).map(|kept| kept.len()), Ok(200));
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_clean_and_different_numbers(text in any::<String>()) {
            let numbers = split_numbers(&text).unwrap_or_default();
            let different: HashSet<&String> = numbers.iter().collect();
            prop_assert_eq!(different.len(), numbers.len());
            for number in &numbers {
                prop_assert_eq!(&clean(number), number);
                prop_assert!(!number.is_empty());
            }
            prop_assert!(split_references(&text, key).is_ok());
        }
    }
}
