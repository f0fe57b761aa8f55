//! The glossary that users read: the first table of `docs/glossary.md`.

use std::fmt;
use std::sync::LazyLock;

use domain::Language;

static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    read(include_str!("../../../docs/glossary.md")).expect("the glossary built into the program is read by a test")
});

/// The heading above the table that users read.
const TABLE: &str = "## Words that readers look up";

/// A word and what it means, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    words: [String; 2],
    meanings: [String; 2],
}

impl Term {
    /// The word.
    #[must_use]
    pub fn word(&self, language: Language) -> &str {
        &self.words[place(language)]
    }

    /// What it means, in a sentence.
    #[must_use]
    pub fn meaning(&self, language: Language) -> &str {
        &self.meanings[place(language)]
    }
}

const fn place(language: Language) -> usize {
    match language {
        Language::Fr => 0,
        Language::En => 1,
    }
}

/// Every word, in the alphabetical order of a language: accents and capitals do not count.
#[must_use]
pub fn terms(language: Language) -> Vec<&'static Term> {
    let mut terms: Vec<&Term> = TERMS.iter().collect();
    terms.sort_by_cached_key(|term| sorted_by(term.word(language)));
    terms
}

/// What a word is sorted by.
fn sorted_by(word: &str) -> String {
    let plain = |sign: char| match sign {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        '’' => '\'',
        other => other,
    };
    word.chars().flat_map(char::to_lowercase).map(plain).collect()
}

/// A row that is no row of the glossary.
#[derive(Clone, Debug, PartialEq, Eq)]
struct BadRow(String);

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the glossary has a row without a word or a meaning in both languages: {}", self.0)
    }
}

/// Reads the rows: code, word in French and in English, meaning in French and in English.
fn read(text: &str) -> Result<Vec<Term>, BadRow> {
    let table = text.lines().skip_while(|line| *line != TABLE).skip(1).take_while(|line| !line.starts_with("## "));
    let rows = table.filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        match cells.as_slice() {
            [_, rest @ ..] if rest.len() == 4 && rest.iter().all(|cell| !cell.is_empty()) => Ok(Term {
                words: [rest[0].to_owned(), rest[1].to_owned()],
                meanings: [rest[2].to_owned(), rest[3].to_owned()],
            }),
            _ => Err(BadRow(row.to_owned())),
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_both_languages() {
        let terms = read(include_str!("../../../docs/glossary.md")).expect("a glossary");
        assert!(terms.len() > 25, "{}", terms.len());
        for term in &terms {
            for language in Language::ALL {
                let (word, meaning) = (term.word(language), term.meaning(language));
                assert!(meaning.ends_with('.') && meaning.chars().next().is_some_and(char::is_uppercase), "{term:?}");
                // Bare text: no marks of Markdown, no straight apostrophes.
                assert!(!format!("{word}{meaning}").contains(['`', '*', '[', '\'']), "{term:?}");
            }
            assert_ne!(term.meaning(Language::Fr), term.meaning(Language::En));
        }
    }

    #[test]
    fn no_name_of_the_code_is_explained_twice() {
        let text = include_str!("../../../docs/glossary.md");
        let cells = text.lines().filter_map(|line| line.strip_prefix("| `")?.split('|').next());
        let mut names: Vec<&str> =
            cells.flat_map(|cell| cell.split(',')).map(|name| name.trim_matches(['`', ' '])).collect();
        names.sort_unstable();
        let twice: Vec<&str> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert_eq!(twice, Vec::<&str>::new());
        assert!(names.len() > 40, "{names:?}");
    }

    #[test]
    fn words_stand_in_the_order_of_the_readers_language() {
        for language in Language::ALL {
            let words: Vec<String> = terms(language).iter().map(|term| sorted_by(term.word(language))).collect();
            assert!(words.is_sorted(), "{words:?}");
        }
        let french: Vec<&str> = terms(Language::Fr).iter().map(|term| term.word(Language::Fr)).collect();
        let place = |word: &str| french.iter().position(|one| *one == word).expect(word);
        // É stands with E, not after Z.
        assert!(place("envoi") < place("événement") && place("événement") < place("expéditeur"));
    }

    #[test]
    fn a_row_with_a_gap_is_refused() {
        let rows = |row: &str| read(&format!("{TABLE}\n\n| a |\n|---|\n{row}\n\n## Other words\n\n| x |\n"));
        assert_eq!(rows("| `A` | un | one | Un. | One. |").map(|terms| terms.len()), Ok(1));
        for gap in ["| `A` | un | one | Un. |", "| `A` | un | | Un. | One. |", "| `A` | un | one | Un. | |"] {
            assert_eq!(rows(gap), Err(BadRow(gap.to_owned())));
        }
    }
}
