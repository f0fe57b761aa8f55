//! Tables that come from outside: their first line names the columns, bad lines are reported and cost nothing else.
//!
//! UTF-8, or Windows-1252 as spreadsheets write it. Semicolon, comma or tab separate; which one, the first line shows.

use std::fmt;

use csv::{ReaderBuilder, StringRecord};
use domain::instruction::address::tidy;

/// Lines that one quoted field may run over: an address, not the rest of the file behind a forgotten quotation mark.
const QUOTED_LINES: usize = 8;

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its header.
    pub name: &'static str,
    /// Whether the table must have it.
    pub needed: bool,
    /// The longest text that it takes, in characters.
    pub limit: usize,
}

impl Column {
    /// A column that must be there.
    #[must_use]
    pub const fn needed(name: &'static str, limit: usize) -> Self {
        Column { name, needed: true, limit }
    }

    /// A column that may be there.
    #[must_use]
    pub const fn optional(name: &'static str, limit: usize) -> Self {
        Column { name, needed: false, limit }
    }
}

/// Why a line cannot be read, whatever the table is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetRefusal {
    /// The file holds nothing.
    Empty,
    /// The first line lacks a column that must be there.
    NoColumn(&'static str),
    /// The line has fewer fields than the first one, or more.
    WrongWidth {
        /// Fields of the first line.
        expected: usize,
        /// Fields of this line.
        found: usize,
    },
    /// A quotation mark was opened and not closed.
    OpenQuote,
    /// A field that must be filled is empty.
    Missing(&'static str),
    /// A field is longer than so many characters.
    TooLong(&'static str, usize),
}

impl SheetRefusal {
    /// The word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NoColumn(_) => "no_column",
            Self::WrongWidth { .. } => "wrong_width",
            Self::OpenQuote => "open_quote",
            Self::Missing(_) => "missing",
            Self::TooLong(..) => "too_long",
        }
    }
}

impl fmt::Display for SheetRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::NoColumn(column) => write!(f, "the first line must name a column {column}"),
            Self::WrongWidth { expected, found } => write!(f, "{found} fields where the first line has {expected}"),
            Self::OpenQuote => f.write_str("a quotation mark is not closed"),
            Self::Missing(column) => write!(f, "{column} is empty"),
            Self::TooLong(column, limit) => write!(f, "{column} is longer than {limit} characters"),
        }
    }
}

/// The fields of one line, tidied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields(Vec<(&'static str, Option<String>)>);

impl Fields {
    /// A field; empty where the table has not that column.
    #[must_use]
    pub fn get(&self, column: &str) -> &str {
        self.told(column).unwrap_or_default()
    }

    /// A field; `None` where the table has not that column.
    #[must_use]
    pub fn told(&self, column: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == column).and_then(|(_, text)| text.as_deref())
    }

    /// A field that must be filled.
    ///
    /// # Errors
    /// [`SheetRefusal::Missing`].
    pub fn needed(&self, column: &'static str) -> Result<&str, SheetRefusal> {
        match self.get(column) {
            "" => Err(SheetRefusal::Missing(column)),
            text => Ok(text),
        }
    }
}

/// A table whose first line is understood; yields the numbers and fields of the lines that follow.
pub struct Sheet<'t> {
    lines: Vec<&'t str>,
    next: usize,
    delimiter: u8,
    width: usize,
    columns: Vec<(Column, Option<usize>)>,
    ignored: Vec<String>,
}

impl<'t> Sheet<'t> {
    /// Reads the first line that is not blank.
    ///
    /// # Errors
    /// The number of the line, and why the file is no such table.
    pub fn open(text: &'t str, columns: &[Column]) -> Result<Self, (usize, SheetRefusal)> {
        // LF, CRLF, or the lone CR of old spreadsheets.
        let end = if text.contains('\n') { '\n' } else { '\r' };
        let lines: Vec<&str> = text.split(end).map(|line| line.trim_end_matches('\r')).collect();
        let first = lines.iter().position(|line| !line.trim().is_empty()).ok_or((1, SheetRefusal::Empty))?;
        let place_of = |header: &StringRecord, column: &Column| header.iter().position(|name| is(name, column.name));
        let known = |delimiter: &u8| {
            let header = record(lines[first], *delimiter);
            columns.iter().filter(|column| place_of(&header, column).is_some()).count()
        };
        // The last one wins where several know as many columns.
        let delimiter = [b'\t', b',', b';'].into_iter().max_by_key(known).unwrap_or(b';');
        let header = record(lines[first], delimiter);
        let columns: Vec<_> = columns.iter().map(|column| (*column, place_of(&header, column))).collect();
        if let Some((column, _)) = columns.iter().find(|(column, place)| column.needed && place.is_none()) {
            return Err((first + 1, SheetRefusal::NoColumn(column.name)));
        }
        // The second of two columns of one name means nothing.
        let taken: Vec<usize> = columns.iter().filter_map(|(_, place)| *place).collect();
        let ignored = header
            .iter()
            .enumerate()
            .filter(|(place, name)| !taken.contains(place) && !name.trim().is_empty())
            .map(|(_, name)| tidy(name))
            .collect();
        Ok(Sheet { lines, next: first + 1, delimiter, width: header.len(), columns, ignored })
    }

    /// Headers that mean nothing here.
    #[must_use]
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// The record that begins on the next line. A quoted field may run over a few lines if the record then has its
    /// right width; otherwise the quotation mark costs its own line alone.
    fn record(&mut self) -> Option<Result<StringRecord, SheetRefusal>> {
        let first = self.next;
        let line = self.lines.get(first)?;
        self.next += 1;
        if !leaves_quote_open(line, self.delimiter) {
            return Some(Ok(record(line, self.delimiter)));
        }
        let most = self.lines.len().min(first + QUOTED_LINES);
        for after in first + 2..=most {
            let text = self.lines[first..after].join("\n");
            if !leaves_quote_open(&text, self.delimiter) {
                let record = record(&text, self.delimiter);
                if record.len() == self.width {
                    self.next = after;
                    return Some(Ok(record));
                }
                break;
            }
        }
        Some(Err(SheetRefusal::OpenQuote))
    }

    fn fields(&self, record: &StringRecord) -> Result<Fields, SheetRefusal> {
        let beyond = record.iter().skip(self.width).any(|field| !field.trim().is_empty());
        if record.len() < self.width || beyond {
            return Err(SheetRefusal::WrongWidth { expected: self.width, found: record.len() });
        }
        let mut fields = Vec::with_capacity(self.columns.len());
        for (column, place) in &self.columns {
            let text = place.and_then(|place| record.get(place)).map(plain);
            if text.as_ref().is_some_and(|text| text.chars().count() > column.limit) {
                return Err(SheetRefusal::TooLong(column.name, column.limit));
            }
            fields.push((column.name, text));
        }
        Ok(Fields(fields))
    }
}

impl Iterator for Sheet<'_> {
    type Item = (usize, Result<Fields, SheetRefusal>);

    /// The next line that is not blank, with its number from one.
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.lines.get(self.next)?.trim().is_empty() {
                self.next += 1;
                continue;
            }
            let number = self.next + 1;
            match self.record()? {
                // Spreadsheets leave such lines below their tables.
                Ok(record) if !record.is_empty() && record.iter().all(|field| field.trim().is_empty()) => {}
                Ok(record) => return Some((number, self.fields(&record))),
                Err(refusal) => return Some((number, Err(refusal))),
            }
        }
    }
}

/// Whether a header is a column's name, whatever its capitals and whether it has spaces, dashes or underscores.
fn is(header: &str, name: &str) -> bool {
    let written = header.trim().chars().map(|sign| match sign {
        sign if sign.is_whitespace() || sign == '-' => '_',
        sign => sign.to_ascii_lowercase(),
    });
    written.eq(name.chars())
}

/// A field as it was meant: without needless spaces, and without the `="…"` that keeps a spreadsheet from shortening
/// the digits in it, which our own tables write.
fn plain(field: &str) -> String {
    let text = tidy(field);
    match text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')) {
        Some(inner) if !inner.contains('"') => tidy(inner),
        _ => text,
    }
}

fn record(line: &str, delimiter: u8) -> StringRecord {
    if !line.contains('"') {
        // A reader of its own for each line costs more than all the rest.
        return line.split(char::from(delimiter)).collect::<Vec<_>>().into();
    }
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(line.len().max(1))
        .from_reader(line.as_bytes());
    // Text in memory can be read and is UTF-8, so nothing fails; a record without fields has the wrong width.
    reader.records().next().and_then(Result::ok).unwrap_or_default()
}

/// Whether the line ends inside a quoted field, as RFC 4180 quotes: from a mark at the beginning of a field to the
/// next mark that is not doubled.
fn leaves_quote_open(line: &str, delimiter: u8) -> bool {
    let mut bytes = line.bytes().peekable();
    let (mut begins, mut quoted) = (true, false);
    while let Some(byte) = bytes.next() {
        if quoted {
            if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
                quoted = false;
            }
        } else {
            quoted = begins && byte == b'"';
        }
        begins = !quoted && byte == delimiter;
    }
    quoted
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
