//! The table of `proof import`: its columns, its lines, and what can be wrong with one.
//!
//! The first line names the columns, in any order:
//!
//! `tracking_number;carrier;delivered_at;signatory;place;handover;signature;photo`
//!
//! Only number, carrier and moment must be there. `delivered_at` is RFC 3339 with its offset, or a local time of Paris
//! (`2026-11-24 10:12`, `24/11/2026 10:12`). `handover` is one of the words of [`Handover`]. `signature` and `photo` are
//! names of images in the folder of images; one line names at most one of them. Semicolon, comma or tab separate.

use std::fmt;

use csv::{ReaderBuilder, StringRecord};
use domain::parcel::number;
use domain::parcel::proof::{Evidence, Handover};
use domain::refusal::FileRefusal;
use jiff::tz::TimeZone;

use crate::feed::moment::{self, Moment};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofColumn {
    /// The parcel's number, in any spelling.
    TrackingNumber,
    /// Code of the carrier.
    Carrier,
    /// When it was handed over.
    DeliveredAt,
    /// Who took it.
    Signatory,
    /// Where.
    Place,
    /// To whom or where, in a word.
    Handover,
    /// The name of the image of a signature.
    Signature,
    /// The name of a photo.
    Photo,
}

impl ProofColumn {
    /// Every column.
    pub const ALL: [Self; 8] = [
        Self::TrackingNumber,
        Self::Carrier,
        Self::DeliveredAt,
        Self::Signatory,
        Self::Place,
        Self::Handover,
        Self::Signature,
        Self::Photo,
    ];

    /// The columns without which there is no proof.
    const NEEDED: [Self; 3] = [Self::TrackingNumber, Self::Carrier, Self::DeliveredAt];

    /// Its header.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TrackingNumber => "tracking_number",
            Self::Carrier => "carrier",
            Self::DeliveredAt => "delivered_at",
            Self::Signatory => "signatory",
            Self::Place => "place",
            Self::Handover => "handover",
            Self::Signature => "signature",
            Self::Photo => "photo",
        }
    }

    /// The longest text that it takes, in characters.
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::TrackingNumber | Self::Carrier | Self::DeliveredAt | Self::Handover => 40,
            Self::Signatory | Self::Signature | Self::Photo => 200,
            Self::Place => 200,
        }
    }
}

impl fmt::Display for ProofColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a line was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProofRefusal {
    /// The file holds nothing.
    Empty,
    /// The first line lacks a column that must be there.
    NoColumn(ProofColumn),
    /// The line has fewer fields than the first one, or more.
    WrongWidth {
        /// Fields of the first line.
        expected: usize,
        /// Fields of this line.
        found: usize,
    },
    /// A field that must be filled is empty.
    Missing(ProofColumn),
    /// A field is too long.
    TooLong(ProofColumn),
    /// It is no moment.
    NotAMoment(String),
    /// The moment lies ahead.
    Ahead(String),
    /// It is no word for a handover.
    NotAHandover(String),
    /// Two images on one line.
    TwoImages,
    /// An image is named and no folder of images is given.
    NoFolder(String),
    /// The name of an image leads out of the folder, or is none.
    NotAName(String),
    /// The folder has no such image.
    NoImage(String),
    /// The image cannot be taken.
    Image(String, FileRefusal),
    /// The proof stands in this file already, with other words.
    Twice {
        /// The line that was taken.
        line: usize,
    },
}

impl ProofRefusal {
    /// The word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NoColumn(_) => "no_column",
            Self::WrongWidth { .. } => "wrong_width",
            Self::Missing(_) => "missing",
            Self::TooLong(_) => "too_long",
            Self::NotAMoment(_) => "not_a_moment",
            Self::Ahead(_) => "ahead",
            Self::NotAHandover(_) => "not_a_handover",
            Self::TwoImages => "two_images",
            Self::NoFolder(_) => "no_folder",
            Self::NotAName(_) => "not_a_name",
            Self::NoImage(_) => "no_image",
            Self::Image(..) => "wrong_image",
            Self::Twice { .. } => "twice",
        }
    }
}

impl fmt::Display for ProofRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::NoColumn(column) => write!(f, "the first line must name a column {column}"),
            Self::WrongWidth { expected, found } => write!(f, "{found} fields where the first line has {expected}"),
            Self::Missing(column) => write!(f, "{column} is empty"),
            Self::TooLong(column) => write!(f, "{column} is longer than {} characters", column.limit()),
            Self::NotAMoment(text) => write!(f, "not a moment: {text:?}"),
            Self::Ahead(text) => write!(f, "the moment lies ahead: {text:?}"),
            Self::NotAHandover(text) => {
                let words: Vec<&str> = Handover::ALL.into_iter().map(Handover::as_str).collect();
                write!(f, "{text:?} is none of {}", words.join(", "))
            }
            Self::TwoImages => f.write_str("a line names a signature or a photo, not both"),
            Self::NoFolder(name) => write!(f, "{name:?} is an image: say where images are with --images"),
            Self::NotAName(name) => write!(f, "not the name of a file in the folder of images: {name:?}"),
            Self::NoImage(name) => write!(f, "the folder of images has no {name:?}"),
            Self::Image(name, FileRefusal::WrongType) => write!(f, "{name:?} is not a JPEG, PNG or WebP"),
            Self::Image(name, FileRefusal::TooLarge(most)) => write!(f, "{name:?} is larger than {most} bytes"),
            Self::Image(name, FileRefusal::Empty) => write!(f, "{name:?} is empty"),
            Self::Image(name, _) => write!(f, "{name:?} cannot be read as an image"),
            Self::Twice { line } => write!(f, "the same proof stands on line {line}, with other words"),
        }
    }
}

/// A line that reads well; its image is not looked at yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub number: String,
    pub carrier: String,
    pub at: Moment,
    pub signatory: String,
    pub place: String,
    pub handover: Option<Handover>,
    /// What the image is, and its name.
    pub image: Option<(Evidence, String)>,
}

/// The headers that were not known, and the lines, each with its number from one.
type Read = (Vec<String>, Vec<(usize, Result<Line, ProofRefusal>)>);

/// Reads a table.
///
/// # Errors
/// The number of the line, and why the file is no such table.
pub(super) fn read(text: &str) -> Result<Read, (usize, ProofRefusal)> {
    let header = text.lines().find(|line| !line.trim().is_empty()).ok_or((1, ProofRefusal::Empty))?;
    let known = |delimiter: &u8| {
        header.split(char::from(*delimiter)).filter(|name| column_of(name.trim_matches('"')).is_some()).count()
    };
    // The last one wins where several know as many columns.
    let delimiter = [b'\t', b',', b';'].into_iter().max_by_key(known).unwrap_or(b';');
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut places = [None; ProofColumn::ALL.len()];
    let mut ignored = Vec::new();
    let mut width = None;
    let mut lines = Vec::new();
    let mut place = Place { text: text.as_bytes(), at: 0, line: 1 };
    for record in reader.records() {
        // Text in memory can be read and is UTF-8.
        let Ok(record) = record else { continue };
        let number = place.line_of(record.position().map_or(0, csv::Position::byte));
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let Some(expected) = width else {
            for (place, name) in record.iter().enumerate() {
                match column_of(name) {
                    Some(column) if places[column as usize].is_none() => places[column as usize] = Some(place),
                    _ if name.trim().is_empty() => {}
                    _ => ignored.push(tidy(name)),
                }
            }
            if let Some(column) = ProofColumn::NEEDED.into_iter().find(|column| places[*column as usize].is_none()) {
                return Err((number, ProofRefusal::NoColumn(column)));
            }
            width = Some(record.len());
            continue;
        };
        lines.push((number, line(&record, expected, &places)));
    }
    Ok((ignored, lines))
}

/// How far the lines of a text are counted. The reader of records counts them too, but a record begins for it before the
/// blank lines that it passes over, and before the second half of a CRLF.
struct Place<'t> {
    text: &'t [u8],
    at: usize,
    line: usize,
}

impl Place<'_> {
    /// The number, from one, of the line on which the record at this byte begins. Bytes only go up.
    fn line_of(&mut self, byte: u64) -> usize {
        let begin = usize::try_from(byte).unwrap_or(usize::MAX).clamp(self.at, self.text.len());
        let blank = self.text[begin..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.line += self.text[self.at..begin + blank].iter().filter(|byte| **byte == b'\n').count();
        self.at = begin + blank;
        self.line
    }
}

fn line(record: &StringRecord, width: usize, places: &[Option<usize>]) -> Result<Line, ProofRefusal> {
    let beyond = record.iter().skip(width).any(|field| !field.trim().is_empty());
    if record.len() < width || beyond {
        return Err(ProofRefusal::WrongWidth { expected: width, found: record.len() });
    }
    let field = |column: ProofColumn| {
        let text = tidy(places[column as usize].and_then(|place| record.get(place)).unwrap_or_default());
        if text.chars().count() > column.limit() { Err(ProofRefusal::TooLong(column)) } else { Ok(text) }
    };
    let needed = |column: ProofColumn| {
        field(column).and_then(|text| if text.is_empty() { Err(ProofRefusal::Missing(column)) } else { Ok(text) })
    };
    let number = number::clean(&needed(ProofColumn::TrackingNumber)?);
    if !number.chars().any(char::is_alphanumeric) {
        return Err(ProofRefusal::Missing(ProofColumn::TrackingNumber));
    }
    let at = needed(ProofColumn::DeliveredAt)?;
    let paris = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    let at = moment::parse(&at, Some(&paris)).map_err(|_| ProofRefusal::NotAMoment(at))?;
    let handover = match field(ProofColumn::Handover)?.as_str() {
        "" => None,
        word => Some(word.to_lowercase().parse().map_err(|_| ProofRefusal::NotAHandover(word.to_owned()))?),
    };
    let image = match (field(ProofColumn::Signature)?, field(ProofColumn::Photo)?) {
        (signature, photo) if !signature.is_empty() && !photo.is_empty() => return Err(ProofRefusal::TwoImages),
        (signature, photo) if signature.is_empty() && photo.is_empty() => None,
        (signature, photo) if signature.is_empty() => Some((Evidence::Photo, photo)),
        (signature, _) => Some((Evidence::Signature, signature)),
    };
    Ok(Line {
        number,
        carrier: needed(ProofColumn::Carrier)?.to_lowercase(),
        at,
        signatory: field(ProofColumn::Signatory)?,
        place: field(ProofColumn::Place)?,
        handover,
        image,
    })
}

fn column_of(header: &str) -> Option<ProofColumn> {
    let name = header.trim().to_ascii_lowercase().replace([' ', '-'], "_");
    ProofColumn::ALL.into_iter().find(|column| column.as_str() == name)
}

/// A text without spaces at its ends and without signs that show nothing.
fn tidy(text: &str) -> String {
    let visible = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign });
    visible.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
