//! Tables as CSV (RFC 4180), in the form that the reader's program opens without questions.
//!
//! Two profiles are for spreadsheets: the French one (UTF-8 with a mark, `;`, decimal comma, `JJ/MM/AAAA HH:MM`) and the
//! English one (`,`, decimal point, ISO days). The third is for programs. In the first two no text can act: what a
//! spreadsheet would take for a formula gets an apostrophe before it (CWE-1236).

use domain::Language;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Who opens the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// A spreadsheet set to French.
    French,
    /// A spreadsheet set to English.
    English,
    /// A program: plain RFC 4180, moments as RFC 3339 in UTC, texts untouched.
    Api,
}

impl Profile {
    /// The profile for a reader's spreadsheet.
    #[must_use]
    pub const fn of(language: Language) -> Self {
        match language {
            Language::Fr => Profile::French,
            Language::En => Profile::English,
        }
    }

    const fn delimiter(self) -> u8 {
        match self {
            Profile::French => b';',
            Profile::English | Profile::Api => b',',
        }
    }
}

/// One value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words, or a number that nobody calculates with: zeros before it stay.
    Text(String),
    /// A count.
    Count(i64),
    /// An amount in its smallest unit, with so many decimals: cents have two, grams as kilograms three.
    Decimal(i64, u8),
    /// A day.
    Day(Date),
    /// A moment, shown in the zone of the table.
    Moment(Timestamp),
    /// A moment with the zone that it is shown in, such as the place of a scan.
    At(Zoned),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Self {
        Cell::Day(day)
    }
}

impl From<Timestamp> for Cell {
    fn from(at: Timestamp) -> Self {
        Cell::Moment(at)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}

/// Writes a table row by row. What is written so far can be taken away at any time, so that a table of any length needs
/// no more memory than a few rows.
pub struct Writer {
    profile: Profile,
    zone: TimeZone,
    rows: csv::Writer<Vec<u8>>,
    begun: bool,
}

/// The byte order mark by which French spreadsheets know UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Digits from which a spreadsheet shows a number in powers of ten, and soon loses its end.
const DIGITS_SHOWN: usize = 11;

impl Writer {
    /// A table for a reader in a zone.
    #[must_use]
    pub fn new(profile: Profile, zone: TimeZone) -> Self {
        Writer { profile, zone, rows: rows(profile), begun: false }
    }

    /// Writes a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        for cell in cells {
            let text = self.text(cell);
            // Writing into memory does not fail, and rows may differ in length.
            let _ = self.rows.write_field(text);
        }
        let _ = self.rows.write_record(None::<&[u8]>);
    }

    /// Takes away what was written since the last time.
    pub fn take(&mut self) -> Vec<u8> {
        let written = std::mem::replace(&mut self.rows, rows(self.profile)).into_inner().unwrap_or_default();
        let marked = !self.begun && self.profile == Profile::French;
        self.begun = true;
        if marked { [MARK, &written].concat() } else { written }
    }

    fn text(&self, cell: Cell) -> String {
        match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => self.guarded(text),
            Cell::Count(count) => count.to_string(),
            Cell::Decimal(units, decimals) => decimal(units, decimals, self.profile),
            Cell::Day(day) if self.profile == Profile::French => day.strftime("%d/%m/%Y").to_string(),
            Cell::Day(day) => day.to_string(),
            Cell::Moment(at) => match self.profile {
                Profile::Api => at.to_string(),
                _ => self.moment(&at.to_zoned(self.zone.clone())),
            },
            Cell::At(at) => match self.profile {
                Profile::Api => at.timestamp().to_string(),
                _ => self.moment(&at),
            },
        }
    }

    fn moment(&self, at: &Zoned) -> String {
        let form = if self.profile == Profile::French { "%d/%m/%Y %H:%M" } else { "%Y-%m-%d %H:%M" };
        at.strftime(form).to_string()
    }

    /// A text that no spreadsheet calculates, or shortens because it looks like a number.
    fn guarded(&self, text: String) -> String {
        if self.profile == Profile::Api {
            return text;
        }
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if digits && (text.len() > DIGITS_SHOWN || (text.len() > 1 && text.starts_with('0'))) {
            return format!("=\"{text}\"");
        }
        // The full-width twins act in some spreadsheets too; a line break or a space before them does not disarm them.
        let first = text.trim_start_matches([' ', '\u{a0}']).chars().next();
        match first {
            Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => format!("'{text}"),
            _ => text,
        }
    }
}

fn rows(profile: Profile) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new()
        .delimiter(profile.delimiter())
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new())
}

fn decimal(units: i64, decimals: u8, profile: Profile) -> String {
    let scale = 10_u64.pow(u32::from(decimals));
    let (whole, part) = (units.unsigned_abs() / scale, units.unsigned_abs() % scale);
    let sign = if units < 0 { "-" } else { "" };
    let point = if profile == Profile::French { ',' } else { '.' };
    let width = usize::from(decimals);
    if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}{point}{part:0width$}") }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::Offset;

    use super::*;

    fn written(profile: Profile, cells: Vec<Cell>) -> String {
        let zone = TimeZone::fixed(Offset::constant(2));
        let mut writer = Writer::new(profile, zone);
        writer.row(cells);
        String::from_utf8(writer.take()).expect("a table is text")
    }

    fn values() -> Vec<Cell> {
        let at: Timestamp = "2026-11-20T10:52:30Z".parse().expect("a moment");
        vec![
            "Frais ; \"port\"".into(),
            Cell::Count(1_234),
            Cell::Decimal(-123_456, 2),
            Cell::Decimal(50, 3),
            date(2026, 11, 20).into(),
            at.into(),
            Cell::At(at.to_zoned(TimeZone::fixed(Offset::constant(-5)))),
            Cell::Empty,
            "01000".into(),
            "10905012345678".into(),
            "12345".into(),
        ]
    }

    #[test]
    fn each_reader_gets_his_form() {
        assert_eq!(
            written(Profile::French, values()),
            "\u{feff}\"Frais ; \"\"port\"\"\";1234;-1234,56;0,050;20/11/2026;20/11/2026 12:52;20/11/2026 05:52;;\
             \"=\"\"01000\"\"\";\"=\"\"10905012345678\"\"\";12345\r\n"
        );
        assert_eq!(
            written(Profile::English, values()),
            "\"Frais ; \"\"port\"\"\",1234,-1234.56,0.050,2026-11-20,2026-11-20 12:52,2026-11-20 05:52,,\
             \"=\"\"01000\"\"\",\"=\"\"10905012345678\"\"\",12345\r\n"
        );
        assert_eq!(
            written(Profile::Api, values()),
            "\"Frais ; \"\"port\"\"\",1234,-1234.56,0.050,2026-11-20,2026-11-20T10:52:30Z,2026-11-20T10:52:30Z,,\
             01000,10905012345678,12345\r\n"
        );
    }

    #[test]
    fn no_text_acts_in_a_spreadsheet() {
        for text in
            ["=1+1", "+33 6", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u{a0}=1", "＝1", "＋1", "－1", "＠1"]
        {
            for profile in [Profile::French, Profile::English] {
                let line = written(profile, vec![text.into()]);
                let cell = line.trim_start_matches('\u{feff}').trim_start_matches('"');
                assert!(cell.starts_with('\''), "{text:?} became {line:?}");
            }
            let plain = written(Profile::Api, vec![text.into()]);
            assert!(plain.trim_start_matches('"').starts_with(text), "a program gets {text:?} as it is: {plain:?}");
        }
        assert_eq!(written(Profile::English, vec!["a=1".into(), "6A18987970674".into()]), "a=1,6A18987970674\r\n");
    }

    #[test]
    fn a_table_is_taken_piece_by_piece_with_one_mark() {
        let mut writer = Writer::new(Profile::French, TimeZone::UTC);
        writer.row(["a".into()]);
        assert_eq!(writer.take(), "\u{feff}a\r\n".as_bytes());
        assert_eq!(writer.take(), b"");
        writer.row(["b".into(), Cell::Empty]);
        assert_eq!(writer.take(), b"b;\r\n");
    }
}
