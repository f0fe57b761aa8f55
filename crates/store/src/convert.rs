//! Between what rows hold and what the domain means.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use serde::de::DeserializeOwned;
use unicode_normalization::UnicodeNormalization;

use crate::error::StoreError;

/// A moment as it is stored: microseconds since 1970 UTC.
#[must_use]
pub fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// The moment of a stored number.
///
/// # Errors
/// [`StoreError::Inconsistent`] when it lies outside the calendar.
pub fn moment(table: &'static str, column: &'static str, micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|_| StoreError::inconsistent(table, column, &micros.to_string()))
}

/// The moment of a stored number that may be missing.
///
/// # Errors
/// As [`moment`].
pub fn moment_if(
    table: &'static str,
    column: &'static str,
    micros: Option<i64>,
) -> Result<Option<Timestamp>, StoreError> {
    micros.map(|micros| moment(table, column, micros)).transpose()
}

/// The day it was where a clock differs from UTC by so many minutes.
pub(crate) fn date_at(at: Timestamp, offset_minutes: i16) -> Date {
    let offset = Offset::from_seconds(i32::from(offset_minutes) * 60).unwrap_or(Offset::UTC);
    at.to_zoned(TimeZone::fixed(offset)).date()
}

/// The rows of a page that SQLite wrote as one text (`backend::Page`).
///
/// # Errors
/// [`StoreError::Inconsistent`] when a column holds what its row does not take.
pub(crate) fn rows<Row: DeserializeOwned>(text: &str) -> Result<Vec<Row>, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::inconsistent("page", "text", &error.to_string()))
}

/// An id or another value with a stored form.
///
/// # Errors
/// [`StoreError::Inconsistent`] when the text is none.
pub fn parsed<T: FromStr>(table: &'static str, column: &'static str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::inconsistent(table, column, text))
}

/// An id that may be missing.
///
/// # Errors
/// As [`parsed`].
pub fn parsed_if<T: FromStr>(
    table: &'static str,
    column: &'static str,
    text: Option<&str>,
) -> Result<Option<T>, StoreError> {
    text.map(|text| parsed(table, column, text)).transpose()
}

/// A word of a closed list, by the list's own reading function.
///
/// # Errors
/// [`StoreError::Inconsistent`] when the list does not know it.
pub fn word<T>(
    table: &'static str,
    column: &'static str,
    text: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, StoreError> {
    read(text).ok_or_else(|| StoreError::inconsistent(table, column, text))
}

/// A word of a closed list, where the empty text means none.
///
/// # Errors
/// As [`word`].
pub fn word_if<T>(
    table: &'static str,
    column: &'static str,
    text: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, StoreError> {
    if text.is_empty() { Ok(None) } else { word(table, column, text, read).map(Some) }
}

/// A civil date that may be missing (stored as the empty text).
///
/// # Errors
/// [`StoreError::Inconsistent`] when it is no date.
pub fn date_if(table: &'static str, column: &'static str, text: &str) -> Result<Option<Date>, StoreError> {
    if text.is_empty() { Ok(None) } else { parsed(table, column, text).map(Some) }
}

/// What folding comes to, as a version: another one makes the keys of the parcels that are here anew
/// ([`crate::parcels`]).
pub(crate) const FOLDING: &str = "3";

/// Text folded for comparing: lower case, without accents, white space, dashes and apostrophes, of which keyboards have one
/// and printers another. Letters are taken apart first (NFKD),
/// so that it makes no difference how an accent was written, and those that have no accent to lose, such as *ł*, become
/// the letter that is typed for them.
///
/// Both engines compare folded columns, so that they behave alike.
#[must_use]
pub fn folded(text: &str) -> String {
    text.nfkd()
        .flat_map(char::to_lowercase)
        .filter(|letter| {
            !letter.is_whitespace()
                && !letter.is_control()
                && !matches!(letter, '-' | '\u{300}'..='\u{36F}' | '\u{2010}'..='\u{2015}' | '\u{200b}' | '\u{feff}')
                && !matches!(letter, '\'' | '`' | '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{2032}')
        })
        .flat_map(|letter| typed_for(letter).chars().chain((typed_for(letter).is_empty()).then_some(letter)))
        .collect()
}

/// A name folded with its surname first, so that it is found by what it begins with and by the surname: *Élodie Cœur* as
/// `coeurelodie`, *Maël Le Goff* as `legoffmael`. The surname is the last word, with the particles before it.
#[must_use]
pub fn surname_first(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let particles = words.iter().rev().skip(1).take_while(|word| PARTICLES.contains(&folded(word).as_str())).count();
    let (before, surname) = words.split_at(words.len().saturating_sub(1 + particles));
    folded(&surname.iter().chain(before).copied().collect::<String>())
}

/// What stands between first name and surname and belongs to the surname, in the languages of those who live where our
/// carriers deliver; folded.
const PARTICLES: [&str; 40] = [
    "al", "abou", "abu", "ait", "ben", "bent", "bin", "bint", "da", "dal", "das", "de", "degli", "del", "della", "den",
    "der", "des", "di", "do", "dos", "du", "el", "la", "las", "le", "les", "los", "mac", "saint", "sainte", "san",
    "santa", "st", "ste", "ten", "ter", "van", "von", "zu",
];

/// What people type for a letter that is none of their keyboard's, where taking it apart leaves it as it is.
const fn typed_for(letter: char) -> &'static str {
    match letter {
        'æ' => "ae",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'ŋ' => "n",
        'ø' => "o",
        'œ' => "oe",
        'ß' => "ss",
        'ŧ' => "t",
        'þ' => "th",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{folded, surname_first};

    #[test]
    fn names_and_references_compare_without_case_accents_and_spaces() {
        for (one, other) in [
            ("CMD-8812", "cmd 8812"),
            ("Élodie Cœur", "ELODIE COEUR"),
            ("Straße", "strasse"),
            ("Antonín Dvořák", "antonin dvorak"),
            ("Łukasz Żółć", "LUKASZ ZOLC"),
            ("Đorđe Iğdır", "dorde igdir"),
            ("İpek Şahin", "ipek sahin"),
            ("Nguyễn Thị Ước", "nguyen thi uoc"),
            ("Søren Ærø", "soren aero"),
            // The same letter in one piece and in two, and as East Asian fonts draw it.
            ("Jose\u{301} Nun\u{303}ez", "José Nuñez"),
            ("Anne-Sophie O’Connor", "anne sophie O'Connor"),
            ("D’Almeida", "dalmeida"),
            ("ＣＭＤ－１", "cmd1"),
        ] {
            assert_eq!(folded(one), folded(other));
        }
        assert_ne!(folded("CMD-8812"), folded("CMD-8813"));
        assert_ne!(folded("Ирина"), folded("Арина"), "other letters stay what they are");
    }

    #[test]
    fn a_surname_is_the_last_word_of_a_name() {
        for (name, folded) in [
            ("Élodie Cœur", "coeurelodie"),
            ("Maël Le-Goff  Noël ", "noelmaellegoff"),
            ("Fabre", "fabre"),
            ("", ""),
            ("Maël Le Goff", "legoffmael"),
            ("Jeanne de La Tour", "delatourjeanne"),
            ("Inês da Silva", "dasilvaines"),
            ("Le Goff", "legoff"),
            ("Ludwig van Beethoven", "vanbeethovenludwig"),
        ] {
            assert_eq!(surname_first(name), folded);
        }
    }
}
