//! Between what rows hold and what the domain means.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use serde::de::DeserializeOwned;

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

/// Text folded for comparing: lower case, without the accents of Latin letters, white space and dashes.
///
/// Both engines compare folded columns, so that they behave alike.
#[must_use]
pub fn folded(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter(|letter| {
            !letter.is_whitespace() && !matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{200b}' | '\u{feff}')
        })
        .flat_map(|letter| without_accent(letter).chars().chain((without_accent(letter).is_empty()).then_some(letter)))
        .collect()
}

/// A name folded with its last word first, so that it is found by what it begins with and by the surname:
/// *Élodie Cœur* as `coeurelodie`.
#[must_use]
pub fn surname_first(name: &str) -> String {
    let (before, last) = name.trim_end().rsplit_once(char::is_whitespace).unwrap_or(("", name));
    folded(&format!("{last}{before}"))
}

fn without_accent(letter: char) -> &'static str {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ý' | 'ÿ' => "y",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{folded, surname_first};

    #[test]
    fn names_and_references_compare_without_case_accents_and_spaces() {
        for (one, other) in [("CMD-8812", "cmd 8812"), ("Élodie Cœur", "ELODIE COEUR"), ("Straße", "strasse")] {
            assert_eq!(folded(one), folded(other));
        }
        assert_ne!(folded("CMD-8812"), folded("CMD-8813"));
    }

    #[test]
    fn a_surname_is_the_last_word_of_a_name() {
        for (name, folded) in
            [("Élodie Cœur", "coeurelodie"), ("Maël Le-Goff  Noël ", "noelmaellegoff"), ("Fabre", "fabre"), ("", "")]
        {
            assert_eq!(surname_first(name), folded);
        }
    }
}
