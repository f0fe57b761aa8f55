//! The table of `parcel import`: its columns, its lines, and what can be wrong with one.
//!
//! The first line names the columns, in any order:
//!
//! `tracking_number;carrier;account;sub_account;label_date;shipment;sender_reference;recipient_reference;`
//! `recipient_name;street;postcode;town;country;service;weight_kg;declared_value`
//!
//! Only number, carrier, account and label date must be there; `weight_grams` can stand instead of `weight_kg`.
//! Semicolon, comma or tab separate; which one, the first line shows. A column that is not there leaves what is known
//! of a parcel as it is, an empty field clears it.

use std::fmt;

use csv::{ReaderBuilder, StringRecord};

use super::value;

/// Lines that one quoted field may run over: an address, not the rest of the file behind a forgotten quotation mark.
const QUOTED_LINES: usize = 8;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The parcel's number, in any spelling.
    TrackingNumber,
    /// Code of the carrier.
    Carrier,
    /// Number of the account that it is billed to; it says whose parcel it is.
    Account,
    /// Number of the part of the account.
    SubAccount,
    /// The day the label was made: `2026-11-30` or `30/11/2026`.
    LabelDate,
    /// A word that the parcels of one shipment share.
    Shipment,
    /// The sender's reference.
    SenderReference,
    /// The recipient's reference.
    RecipientReference,
    /// The recipient's name.
    RecipientName,
    /// His street and house number.
    Street,
    /// His postcode.
    Postcode,
    /// His town.
    Town,
    /// His country, ISO 3166-1 alpha-2.
    Country,
    /// The carrier's product.
    Service,
    /// Weight in kilograms, with decimals.
    WeightKg,
    /// Weight in grams.
    WeightGrams,
    /// Declared value in euros.
    DeclaredValue,
}

impl Column {
    /// Every column.
    pub const ALL: [Self; 17] = [
        Self::TrackingNumber,
        Self::Carrier,
        Self::Account,
        Self::SubAccount,
        Self::LabelDate,
        Self::Shipment,
        Self::SenderReference,
        Self::RecipientReference,
        Self::RecipientName,
        Self::Street,
        Self::Postcode,
        Self::Town,
        Self::Country,
        Self::Service,
        Self::WeightKg,
        Self::WeightGrams,
        Self::DeclaredValue,
    ];

    /// The columns without which there is no parcel.
    const NEEDED: [Self; 4] = [Self::TrackingNumber, Self::Carrier, Self::Account, Self::LabelDate];

    /// Its header.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TrackingNumber => "tracking_number",
            Self::Carrier => "carrier",
            Self::Account => "account",
            Self::SubAccount => "sub_account",
            Self::LabelDate => "label_date",
            Self::Shipment => "shipment",
            Self::SenderReference => "sender_reference",
            Self::RecipientReference => "recipient_reference",
            Self::RecipientName => "recipient_name",
            Self::Street => "street",
            Self::Postcode => "postcode",
            Self::Town => "town",
            Self::Country => "country",
            Self::Service => "service",
            Self::WeightKg => "weight_kg",
            Self::WeightGrams => "weight_grams",
            Self::DeclaredValue => "declared_value",
        }
    }

    /// The longest text that it takes, in characters; for a number, once it is cleaned.
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::TrackingNumber
            | Self::Carrier
            | Self::Account
            | Self::SubAccount
            | Self::LabelDate
            | Self::Postcode
            | Self::Country
            | Self::WeightKg
            | Self::WeightGrams
            | Self::DeclaredValue => 40,
            Self::Shipment | Self::SenderReference | Self::RecipientReference | Self::Town | Self::Service => 100,
            Self::RecipientName | Self::Street => 200,
        }
    }

    const fn place(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a line was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowRefusal {
    /// The file holds nothing.
    Empty,
    /// The first line lacks a column that must be there.
    NoColumn(Column),
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
    Missing(Column),
    /// A field is too long.
    TooLong(Column),
    /// A spreadsheet has shortened the number, as `6,19E+12`: its digits are lost.
    Shortened(String),
    /// A field is not a date, a weight, an amount or a country.
    NotA(Column, String),
    /// No customer has this account.
    UnknownAccount(String),
    /// The account has no such part.
    UnknownSubAccount(String),
    /// The parcel stands in this file already, with other words.
    Twice {
        /// The line that was taken.
        line: usize,
    },
}

impl RowRefusal {
    /// The word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NoColumn(_) => "no_column",
            Self::WrongWidth { .. } => "wrong_width",
            Self::OpenQuote => "open_quote",
            Self::Missing(_) => "missing",
            Self::TooLong(_) => "too_long",
            Self::Shortened(_) => "shortened",
            Self::NotA(..) => "wrong_value",
            Self::UnknownAccount(_) => "unknown_account",
            Self::UnknownSubAccount(_) => "unknown_sub_account",
            Self::Twice { .. } => "twice",
        }
    }
}

impl fmt::Display for RowRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::NoColumn(column) => write!(f, "the first line must name a column {column}"),
            Self::WrongWidth { expected, found } => write!(f, "{found} fields where the first line has {expected}"),
            Self::OpenQuote => f.write_str("a quotation mark is not closed"),
            Self::Missing(column) => write!(f, "{column} is empty"),
            Self::TooLong(column) => write!(f, "{column} is longer than {} characters", column.limit()),
            Self::Shortened(number) => {
                write!(f, "a spreadsheet has shortened the number to {number}: save the column as text")
            }
            Self::NotA(Column::LabelDate, text) => write!(f, "not a date of 2000 to 2099: {text:?}"),
            Self::NotA(Column::Country, text) => write!(f, "not a country code of two letters: {text:?}"),
            Self::NotA(Column::DeclaredValue, text) => write!(f, "not an amount of money: {text:?}"),
            Self::NotA(column, text) => write!(f, "{column} is not a number: {text:?}"),
            Self::UnknownAccount(number) => write!(f, "no customer has the account {number:?}"),
            Self::UnknownSubAccount(number) => write!(f, "the account has no part {number:?}"),
            Self::Twice { line } => write!(f, "the same parcel stands on line {line}, with other words"),
        }
    }
}

/// The fields of one line, tidied, by column; `None` where the table has not that column.
pub(super) struct Fields([Option<String>; Column::ALL.len()]);

impl Fields {
    /// A field; `None` where the table has not that column.
    pub(super) fn get(&self, column: Column) -> Option<&str> {
        self.0[column.place()].as_deref()
    }

    /// A field that must be filled.
    pub(super) fn needed(&self, column: Column) -> Result<&str, RowRefusal> {
        self.get(column).filter(|text| !text.is_empty()).ok_or(RowRefusal::Missing(column))
    }
}

/// A table whose first line is understood; yields the numbers and fields of the lines that follow.
pub(super) struct Table<'t> {
    lines: Vec<&'t str>,
    next: usize,
    delimiter: u8,
    width: usize,
    places: [Option<usize>; Column::ALL.len()],
    ignored: Vec<String>,
}

impl<'t> Table<'t> {
    /// Reads the first line that is not blank.
    ///
    /// # Errors
    /// The number of the line, and why the file is no such table.
    pub(super) fn open(text: &'t str) -> Result<Self, (usize, RowRefusal)> {
        // LF, CRLF, or the lone CR of old spreadsheets.
        let end = if text.contains('\n') { '\n' } else { '\r' };
        let lines: Vec<&str> = text.split(end).map(|line| line.trim_end_matches('\r')).collect();
        let first = lines.iter().position(|line| !line.trim().is_empty()).ok_or((1, RowRefusal::Empty))?;
        let known = |delimiter: &u8| {
            record(lines[first], *delimiter).iter().filter(|header| column_of(header).is_some()).count()
        };
        // The last one wins where several know as many columns.
        let delimiter = [b'\t', b',', b';'].into_iter().max_by_key(known).unwrap_or(b';');
        let header = record(lines[first], delimiter);
        let mut places = [None; Column::ALL.len()];
        let mut ignored = Vec::new();
        for (place, name) in header.iter().enumerate() {
            match column_of(name) {
                Some(column) if places[column.place()].is_none() => places[column.place()] = Some(place),
                _ if name.trim().is_empty() => {}
                _ => ignored.push(value::tidy(name)),
            }
        }
        if let Some(column) = Column::NEEDED.into_iter().find(|column| places[column.place()].is_none()) {
            return Err((first + 1, RowRefusal::NoColumn(column)));
        }
        Ok(Table { lines, next: first + 1, delimiter, width: header.len(), places, ignored })
    }

    /// Headers that mean nothing here.
    pub(super) fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// The record that begins on the next line. A quoted field may run over a few lines if the record then has its
    /// right width; otherwise the quotation mark costs its own line alone.
    fn record(&mut self) -> Option<Result<StringRecord, RowRefusal>> {
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
        Some(Err(RowRefusal::OpenQuote))
    }

    fn fields(&self, record: &StringRecord) -> Result<Fields, RowRefusal> {
        let beyond = record.iter().skip(self.width).any(|field| !field.trim().is_empty());
        if record.len() < self.width || beyond {
            return Err(RowRefusal::WrongWidth { expected: self.width, found: record.len() });
        }
        let mut fields = Fields([const { None }; Column::ALL.len()]);
        for column in Column::ALL {
            if let Some(text) = self.places[column.place()].and_then(|place| record.get(place)) {
                let text = value::tidy(text);
                // A number is measured without its spaces and dashes, when it is cleaned.
                if column != Column::TrackingNumber && text.chars().count() > column.limit() {
                    return Err(RowRefusal::TooLong(column));
                }
                fields.0[column.place()] = Some(text);
            }
        }
        Ok(fields)
    }
}

impl Iterator for Table<'_> {
    type Item = (usize, Result<Fields, RowRefusal>);

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

fn column_of(header: &str) -> Option<Column> {
    let name: String = header
        .trim()
        .chars()
        .map(
            |character| {
                if character.is_whitespace() || character == '-' { '_' } else { character.to_ascii_lowercase() }
            },
        )
        .collect();
    Column::ALL.into_iter().find(|column| column.as_str() == name)
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
#[path = "table_tests.rs"]
mod tests;
