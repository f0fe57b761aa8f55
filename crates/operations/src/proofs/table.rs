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

use domain::parcel::number;
use domain::parcel::proof::{Evidence, Handover};
use domain::refusal::FileRefusal;
use jiff::tz::TimeZone;

use crate::feed::moment::{self, Moment};
use crate::sheet::{Column, Fields, Sheet, SheetRefusal};

/// The columns.
pub const COLUMNS: [Column; 8] = [
    Column::needed("tracking_number", 40),
    Column::needed("carrier", 40),
    Column::needed("delivered_at", 40),
    Column::optional("signatory", 200),
    Column::optional("place", 200),
    Column::optional("handover", 40),
    Column::optional("signature", 200),
    Column::optional("photo", 200),
];

/// Why a line was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProofRefusal {
    /// It cannot be read as a line of a table, or the file not as a table.
    Unreadable(SheetRefusal),
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

impl From<SheetRefusal> for ProofRefusal {
    fn from(refusal: SheetRefusal) -> Self {
        ProofRefusal::Unreadable(refusal)
    }
}

impl ProofRefusal {
    /// The word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(refusal) => refusal.code(),
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
            Self::Unreadable(refusal) => refusal.fmt(f),
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
pub(super) fn read(text: &str) -> Result<Read, (usize, SheetRefusal)> {
    let sheet = Sheet::open(text, &COLUMNS)?;
    let ignored = sheet.ignored().to_vec();
    let lines = sheet.map(|(number, fields)| (number, fields.map_err(ProofRefusal::from).and_then(|it| line(&it))));
    Ok((ignored, lines.collect()))
}

fn line(fields: &Fields) -> Result<Line, ProofRefusal> {
    let number = number::clean(fields.needed("tracking_number")?);
    if !number.chars().any(char::is_alphanumeric) {
        return Err(SheetRefusal::Missing("tracking_number").into());
    }
    let at = fields.needed("delivered_at")?;
    let paris = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    let at = moment::parse(at, Some(&paris)).map_err(|_| ProofRefusal::NotAMoment(at.to_owned()))?;
    let handover = match fields.get("handover") {
        "" => None,
        word => Some(word.to_lowercase().parse().map_err(|_| ProofRefusal::NotAHandover(word.to_owned()))?),
    };
    let image = match (fields.get("signature"), fields.get("photo")) {
        ("", "") => None,
        ("", photo) => Some((Evidence::Photo, photo.to_owned())),
        (signature, "") => Some((Evidence::Signature, signature.to_owned())),
        _ => return Err(ProofRefusal::TwoImages),
    };
    Ok(Line {
        number,
        carrier: fields.needed("carrier")?.to_lowercase(),
        at,
        signatory: fields.get("signatory").to_owned(),
        place: fields.get("place").to_owned(),
        handover,
        image,
    })
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
