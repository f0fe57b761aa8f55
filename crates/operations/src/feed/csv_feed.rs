//! Scans in a table with a header line, as CSV.
//!
//! The default headers are `tracking_number;carrier;code;state;at;place;label`; a [`Mapping`] says otherwise. Each
//! line of the file is one scan: a field cannot hold a line break, so that a quotation mark somebody forgot to close
//! costs its own line and not all those after it.

use csv::{ReaderBuilder, StringRecord};
use domain::parcel::{ParcelState, UnknownWord};
use jiff::civil::Date;

use super::dictionary::Meaning;
use super::encoding;
use super::mapping::{Column, Mapping};
use super::moment;
use super::reading::{self, FeedReading, FeedScan, ReadBy, Rejection};
use super::{FeedFormat, FeedOptions};

/// Bytes of a line at most.
const LINE: usize = 64 * 1024;

/// Reads one table.
#[must_use]
pub fn read(bytes: &[u8], options: &FeedOptions) -> FeedReading {
    let mut reading = FeedReading::default();
    let text = encoding::decode_parts(bytes, if has_lone_cr(bytes) { b'\r' } else { b'\n' });
    let mut lines = numbered_lines(&text).filter(|(_, line)| !line.trim().is_empty());
    let Some((number, line)) = lines.next() else {
        reading.refuse("1", Rejection::Empty);
        return reading;
    };
    let table = match Table::with_header(line, options) {
        Ok(table) => table,
        Err(reason) => {
            reading.refuse(number.to_string(), reason);
            return reading;
        }
    };
    for (index, (number, line)) in lines.enumerate() {
        if index == options.items {
            reading.fault(number.to_string(), Rejection::TooMany(options.items));
            break;
        }
        match table.scan(line) {
            Ok(Some(scan)) => reading.take(number.to_string(), scan),
            Ok(None) => {}
            Err(reason) => reading.refuse(number.to_string(), reason),
        }
    }
    reading.settle()
}

/// Lines with their numbers, whatever ends them: LF, CRLF, or the lone CR of old spreadsheets.
fn numbered_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = if has_lone_cr(text.as_bytes()) { '\r' } else { '\n' };
    text.split(end).map(|line| line.trim_end_matches('\r')).enumerate().map(|(index, line)| (index + 1, line))
}

fn has_lone_cr(bytes: &[u8]) -> bool {
    bytes.contains(&b'\r') && !bytes.contains(&b'\n')
}

/// A table whose header is understood.
struct Table<'a> {
    mapping: &'a Mapping,
    carrier: Option<String>,
    width: usize,
    places: [Option<usize>; Column::ALL.len()],
}

impl<'a> Table<'a> {
    fn with_header(line: &str, options: &'a FeedOptions) -> Result<Self, Rejection> {
        let mapping = &options.mapping;
        let header = record(line, mapping)?;
        let place = |column: Column| {
            let wanted = mapping.header(column).trim().to_lowercase();
            header.iter().position(|name| name.trim().to_lowercase() == wanted)
        };
        let places = Column::ALL.map(place);
        let carrier = options.carrier.as_deref().and_then(reading::carrier);
        let table = Table {
            mapping,
            carrier: carrier.or_else(|| mapping.carrier().map(str::to_owned)),
            width: header.len(),
            places,
        };
        for column in [Column::TrackingNumber, Column::At] {
            if table.place(column).is_none() {
                return Err(Rejection::Missing(column.as_str()));
            }
        }
        if table.place(Column::Code).is_none() && table.place(Column::State).is_none() {
            return Err(Rejection::Missing("code or state"));
        }
        Ok(table)
    }

    fn place(&self, column: Column) -> Option<usize> {
        Column::ALL.into_iter().zip(self.places).find_map(|(known, place)| if known == column { place } else { None })
    }

    /// The scan of one line; `None` for a line of empty fields, as spreadsheets leave below their tables.
    fn scan(&self, line: &str) -> Result<Option<FeedScan>, Rejection> {
        let record = record(line, self.mapping)?;
        if record.iter().all(|field| field.trim().is_empty()) {
            return Ok(None);
        }
        if record.len() != self.width {
            return Err(Rejection::WrongWidth { expected: self.width, found: record.len() });
        }
        let field = |column| self.place(column).and_then(|place| record.get(place)).unwrap_or_default().trim();

        let number = field(Column::TrackingNumber);
        if number.is_empty() {
            return Err(Rejection::Missing("tracking_number"));
        }
        let tracking_number = reading::tracking_number(number).ok_or(Rejection::WrongType("tracking_number"))?;
        let carrier = match field(Column::Carrier) {
            "" => self.carrier.clone().ok_or(Rejection::Missing("carrier"))?,
            carrier => reading::carrier(carrier).ok_or(Rejection::WrongType("carrier"))?,
        };
        let state: Option<ParcelState> = word(Column::State, field(Column::State))?;
        let code = match (field(Column::Code), state) {
            ("", None) => return Err(Rejection::Missing("code or state")),
            // A line that only says our state has that word as its code: scans are told apart by their code.
            ("", Some(state)) => state.to_string(),
            (code, _) => reading::code(code).ok_or(Rejection::WrongType("code"))?,
        };
        let at = match field(Column::At) {
            "" => return Err(Rejection::Missing("at")),
            at => moment::parse(at, self.mapping.zone())?,
        };
        let (known, looked_up) = ReadBy::look_up(FeedFormat::Csv, &carrier, &code);
        let read_by = if state.is_some() { ReadBy::Payload } else { looked_up };
        // What the dictionary says more of a code holds only if the line means the same state by it.
        let known = if state.is_none() || state == known.state { known } else { Meaning::default() };
        Ok(Some(FeedScan {
            position: String::new(),
            tracking_number,
            carrier,
            code,
            state: state.or(known.state),
            reason: word(Column::Reason, field(Column::Reason))?.or(known.reason),
            responsible: word(Column::Responsible, field(Column::Responsible))?.or(known.responsible),
            at: at.at,
            offset_minutes: at.offset_minutes,
            place: reading::words(field(Column::Place)),
            label: reading::words(field(Column::Label)),
            correction: yes(field(Column::Correction))?,
            product: None,
            estimated_delivery: day(field(Column::EstimatedDelivery))?,
            signatory: reading::words(field(Column::Signatory)),
            read_by,
        }))
    }
}

fn record(line: &str, mapping: &Mapping) -> Result<StringRecord, Rejection> {
    if line.len() > LINE {
        return Err(Rejection::TooLarge);
    }
    let mut reader = ReaderBuilder::new()
        .delimiter(mapping.delimiter())
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(line.len().max(1))
        .from_reader(line.as_bytes());
    let mut record = StringRecord::new();
    reader.read_record(&mut record).map_err(|error| Rejection::Malformed(error.to_string()))?;
    Ok(record)
}

/// One of our words, without case; `None` for an empty field.
fn word<T: std::str::FromStr<Err = UnknownWord>>(column: Column, field: &str) -> Result<Option<T>, Rejection> {
    if field.is_empty() {
        return Ok(None);
    }
    let unknown = |_| Rejection::UnknownWord { column: column.as_str(), word: reading::words(field) };
    field.to_lowercase().parse().map(Some).map_err(unknown)
}

fn yes(field: &str) -> Result<bool, Rejection> {
    match field.to_lowercase().as_str() {
        "true" | "1" | "yes" | "oui" => Ok(true),
        "" | "false" | "0" | "no" | "non" => Ok(false),
        _ => Err(Rejection::UnknownWord { column: "correction", word: reading::words(field) }),
    }
}

fn day(field: &str) -> Result<Option<Date>, Rejection> {
    if field.is_empty() {
        return Ok(None);
    }
    let french = || Date::strptime("%d/%m/%Y", field);
    field.parse().or_else(|_| french()).map(Some).map_err(|_| Rejection::WrongType("estimated_delivery"))
}

#[cfg(test)]
#[path = "csv_feed_tests.rs"]
mod tests;
