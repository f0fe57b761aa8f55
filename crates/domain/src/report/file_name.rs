//! The name that somebody gives the files of a report: a name and nothing that leads elsewhere (`product.md` §11).

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Format;
use crate::refusal::FieldRefusal;

/// The longest name, in characters, without the day and the ending that are put behind it.
pub const NAME_MAX: usize = 80;

/// A file name without folder and ending, which every system can keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileName(String);

impl FileName {
    /// The name as typed, less an ending that says what the format says already.
    ///
    /// # Errors
    /// [`FieldRefusal::Missing`], [`FieldRefusal::TooLong`], and [`FieldRefusal::NotAFileName`] for a path, signs that
    /// Windows forbids, control and direction characters, a dot at either end, and the names of its devices.
    pub fn of(typed: &str) -> Result<Self, FieldRefusal> {
        let name = typed.trim_matches(' ');
        if name.chars().any(|sign| sign.is_control() || is_unseen(sign) || r#"/\:*?"<>|"#.contains(sign)) {
            return Err(FieldRefusal::NotAFileName);
        }
        let name = without_ending(name).trim_matches(' ');
        if name.is_empty() {
            return Err(FieldRefusal::Missing);
        }
        if name.chars().count() > NAME_MAX {
            return Err(FieldRefusal::TooLong(NAME_MAX));
        }
        if name.starts_with('.') || name.ends_with('.') || is_device(name) {
            return Err(FieldRefusal::NotAFileName);
        }
        Ok(FileName(name.to_owned()))
    }

    /// The whole name of the file of a period: `suivi-2027-03-28.csv`; of several parts `suivi-2027-03-28-2.pdf`.
    #[must_use]
    pub fn of_period(&self, period: Date, format: Format, part: Option<usize>) -> String {
        let part = part.map(|part| format!("-{part}")).unwrap_or_default();
        format!("{}-{period}{part}.{}", self.0, format.as_str())
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn without_ending(name: &str) -> &str {
    let Some((stem, ending)) = name.rsplit_once('.') else { return name };
    let known = Format::ALL.iter().any(|format| ending.eq_ignore_ascii_case(format.as_str()));
    if known { stem } else { name }
}

/// Characters that change how others are shown, or show nothing themselves.
const fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

/// Whether Windows takes the name for a device, whatever stands behind its first dot.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    let numbered =
        |port: &str| stem.strip_prefix(port).is_some_and(|n| n.len() == 1 && n != "0" && n.parse::<u8>().is_ok());
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_name_leads_nowhere() {
        for (typed, expected) in [
            ("suivi", Ok("suivi")),
            ("  Suivi hebdomadaire d’été  ", Ok("Suivi hebdomadaire d’été")),
            ("suivi.csv", Ok("suivi")),
            ("suivi.v2.PDF", Ok("suivi.v2")),
            ("suivi.2027", Ok("suivi.2027")),
            ("", Err(FieldRefusal::Missing)),
            ("   ", Err(FieldRefusal::Missing)),
            (".csv", Err(FieldRefusal::Missing)),
            ("../../etc/passwd", Err(FieldRefusal::NotAFileName)),
            ("..\\suivi", Err(FieldRefusal::NotAFileName)),
            ("C:suivi", Err(FieldRefusal::NotAFileName)),
            ("..", Err(FieldRefusal::NotAFileName)),
            (".caché", Err(FieldRefusal::NotAFileName)),
            ("suivi.", Err(FieldRefusal::NotAFileName)),
            ("sui\0vi", Err(FieldRefusal::NotAFileName)),
            ("suivi\r\nBcc: x", Err(FieldRefusal::NotAFileName)),
            ("suivi\t", Err(FieldRefusal::NotAFileName)),
            ("suivi\u{202e}fdp", Err(FieldRefusal::NotAFileName)),
            ("a\"b", Err(FieldRefusal::NotAFileName)),
            ("con", Err(FieldRefusal::NotAFileName)),
            ("Com1.suivi", Err(FieldRefusal::NotAFileName)),
            ("contrat", Ok("contrat")),
        ] {
            assert_eq!(FileName::of(typed).as_ref().map(FileName::as_str), expected.as_ref().copied(), "{typed:?}");
        }
        assert_eq!(FileName::of(&"x".repeat(81)), Err(FieldRefusal::TooLong(80)));
        assert!(FileName::of(&"é".repeat(80)).is_ok());
    }

    #[test]
    fn files_say_their_day_and_part() {
        let name = FileName::of("suivi").expect("a name");
        assert_eq!(name.of_period(date(2027, 3, 28), Format::Csv, None), "suivi-2027-03-28.csv");
        assert_eq!(name.of_period(date(2027, 3, 28), Format::Pdf, Some(2)), "suivi-2027-03-28-2.pdf");
    }
}
