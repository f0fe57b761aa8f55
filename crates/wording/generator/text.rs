//! What one sentence is made of, free of the parser's types.

use std::collections::BTreeMap;
use std::fmt;

/// The words of one key in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// In reading order; two neighbours are never both words.
    pub pieces: Vec<Piece>,
}

/// One part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Fixed words.
    Words(String),
    /// The value of an argument: `{ $name }`.
    Place(String),
    /// The value of an argument that is a whole number: `{ NUMBER($name) }`.
    Number(String),
    /// One of several texts, chosen by a number.
    Choice {
        /// The argument that decides.
        on: String,
        /// In the order in which they are tried; the last one is `Other`.
        cases: Vec<(Case, Text)>,
    },
}

/// When a text of a choice is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// For this very number.
    Exactly(i64),
    /// For the numbers that the language treats as singular.
    One,
    /// For all others.
    Other,
}

/// How an argument is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As text.
    Words,
    /// As a whole number, because some language says so or chooses by it.
    Number,
}

impl Text {
    /// The fixed words, where there is nothing else.
    pub fn as_fixed(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Words(words)] => Some(words),
            _ => None,
        }
    }

    /// Adds every argument that this text mentions; one that is a number once is a number wherever else it stands.
    pub fn collect_arguments(&self, into: &mut BTreeMap<String, Kind>) {
        for piece in &self.pieces {
            match piece {
                Piece::Words(_) => {}
                Piece::Place(name) => {
                    into.entry(name.clone()).or_insert(Kind::Words);
                }
                Piece::Number(name) => {
                    into.insert(name.clone(), Kind::Number);
                }
                Piece::Choice { on, cases } => {
                    into.insert(on.clone(), Kind::Number);
                    for (_, text) in cases {
                        text.collect_arguments(into);
                    }
                }
            }
        }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => to.write_str(words)?,
                Piece::Place(name) | Piece::Number(name) => write!(to, "{{ ${name} }}")?,
                Piece::Choice { on, cases } => {
                    write!(to, "{{ ${on} ->")?;
                    for (case, text) in cases {
                        match case {
                            Case::Exactly(number) => write!(to, " [{number}] {text}")?,
                            Case::One => write!(to, " [one] {text}")?,
                            Case::Other => write!(to, " *[other] {text}")?,
                        }
                    }
                    to.write_str(" }")?;
                }
            }
        }
        Ok(())
    }
}
