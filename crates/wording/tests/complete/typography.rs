//! French is set as French: narrow no-break spaces, curved apostrophes (`look.md`, Words).

use crate::generator::text::{Piece, Text};

/// Stands for the value of an argument, which ends in a letter or digit as far as spaces are concerned.
const VALUE: char = '\u{fffc}';

/// Every run of words of a text, an argument or choice inside it as one [`VALUE`]; then those of each choice.
fn runs(text: &Text, into: &mut Vec<String>) {
    let mut run = String::new();
    for piece in &text.pieces {
        match piece {
            Piece::Words(words) => run.push_str(words),
            Piece::Place(_) | Piece::Number(_) => run.push(VALUE),
            Piece::Choice { cases, .. } => {
                run.push(VALUE);
                for (_, text) in cases {
                    runs(text, into);
                }
            }
        }
    }
    into.push(run);
}

/// What is wrong with one run of French words.
fn faults(run: &str) -> Vec<String> {
    let signs: Vec<char> = run.chars().collect();
    let mut faults = Vec::new();
    for (index, sign) in signs.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| signs[before]);
        let after = signs.get(index + 1).copied();
        // 10:31 and https:// are no sentences.
        let is_exempt = *sign == ':'
            && (after == Some('/')
                || (before.is_some_and(|sign| sign.is_ascii_digit())
                    && after.is_some_and(|sign| sign.is_ascii_digit())));
        let touches = |neighbour: char| {
            neighbour.is_alphanumeric()
                || neighbour == VALUE
                || (neighbour.is_whitespace() && neighbour != '\u{202f}')
                || matches!(neighbour, ')' | '»' | '%' | '.' | '…' | '€' | '’')
        };
        match sign {
            ':' | ';' | '!' | '?' | '»' if !is_exempt && before.is_some_and(touches) => {
                faults.push(format!("no U+202F before {sign}"));
            }
            '«' if after != Some('\u{202f}') => faults.push(String::from("no U+202F after «")),
            '\'' => faults.push(String::from("a straight apostrophe; write ’")),
            _ => {}
        }
    }
    faults
}

#[test]
fn every_french_text_is_set_as_french() {
    let mut wrong = Vec::new();
    for area in crate::catalogue() {
        for entry in &area.entries {
            let mut found = Vec::new();
            runs(&entry.texts[0], &mut found);
            for run in found {
                for fault in faults(&run) {
                    wrong.push(format!(
                        "fr/{}.ftl, key {}: {fault} in {run:?}",
                        area.name,
                        entry.key.replace('_', "-")
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn faults_are_found_and_nothing_else_is() {
    for good in [
        "Pourquoi\u{202f}?",
        "«\u{202f}Envoyer\u{202f}»",
        "à 10:31",
        "https://exemple.fr",
        "Vraiment\u{202f}?!",
        "l’agent (?)",
        "?",
    ] {
        assert_eq!(faults(good), Vec::<String>::new(), "{good}");
    }
    for bad in
        ["Pourquoi?", "Pourquoi ?", "Nom\u{a0}:", "«Envoyer\u{202f}»", "«\u{202f}Envoyer»", "l'agent", "\u{fffc}:"]
    {
        assert_eq!(faults(bad).len(), 1, "{bad}");
    }
}
