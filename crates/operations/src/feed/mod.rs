//! What carriers report, read: bytes in, scans and complaints out.
//!
//! Reading is pure. Nothing is fetched, kept or announced here, and no clock is asked; that is the business of the
//! deeds that import a feed. Every format follows the same rules (`product.md` §9, §11): what is good is given once,
//! what is not is reported by its position, a carrier's own error answer is reported as such, and nothing is invented.
//! A code that no dictionary knows is kept as a scan without a state, and listed. Whoever knows a feed's secret may send
//! anything, so that every reader is bounded: in the items it reads, in what it keeps of one, and in the complaints it
//! lists.

pub mod chronopost;
mod containers;
pub mod csv_feed;
pub mod dictionary;
mod edifact;
pub mod encoding;
pub mod epcis;
pub mod iftsta;
mod json;
pub mod laposte_suivi_v2;
pub mod line;
pub mod mapping;
pub mod moment;
pub mod reading;
pub mod sendcloud;
mod tree;
mod xml;

use std::fmt;
use std::str::FromStr;

pub use line::{Line, RejectedLine, ScanLine, Summary, lines};
pub use mapping::{Mapping, MappingError};
pub use reading::{CarrierError, CarrierErrorKind, FeedReading, FeedScan, ReadBy, Rejected, Rejection};

/// A format that feeds come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FeedFormat {
    /// Answers of La Poste's unified tracking, version 2.
    LaposteSuiviV2,
    /// Webhooks of Sendcloud.
    Sendcloud,
    /// Answers of Chronopost's tracking service (SOAP).
    Chronopost,
    /// GS1 EPCIS 2.0 in JSON-LD.
    Epcis,
    /// EDIFACT IFTSTA.
    Iftsta,
    /// A table with a header line.
    Csv,
}

impl FeedFormat {
    /// Every format.
    pub const ALL: [Self; 6] =
        [Self::LaposteSuiviV2, Self::Sendcloud, Self::Chronopost, Self::Epcis, Self::Iftsta, Self::Csv];

    /// The word of the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LaposteSuiviV2 => "laposte-suivi-v2",
            Self::Sendcloud => "sendcloud",
            Self::Chronopost => "chronopost",
            Self::Epcis => "epcis",
            Self::Iftsta => "iftsta",
            Self::Csv => "csv",
        }
    }
}

impl fmt::Display for FeedFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The word names no format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownFormat;

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = FeedFormat::ALL.iter().map(|format| format.as_str()).collect();
        write!(f, "the format is one of {}", words.join(", "))
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for FeedFormat {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|format| format.as_str() == text).ok_or(UnknownFormat)
    }
}

/// Items of one payload that are read at most: a payload of ten megabytes holds about as many.
pub const ITEMS: usize = 100_000;

/// What is told to a reader besides the bytes.
#[derive(Clone, Debug)]
pub struct FeedOptions {
    /// Code of the carrier whose scans these are. In a table, for the lines that name none; elsewhere instead of the
    /// carrier that the payload names.
    pub carrier: Option<String>,
    /// How a table's columns are called; of the other formats only the zone of times without an offset.
    pub mapping: Mapping,
    /// Items that are read at most; those that follow are reported and not read.
    pub items: usize,
}

impl Default for FeedOptions {
    fn default() -> Self {
        Self { carrier: None, mapping: Mapping::default(), items: ITEMS }
    }
}

/// Reads one payload. Never fails: what cannot be read is in the answer.
#[must_use]
pub fn read(format: FeedFormat, bytes: &[u8], options: &FeedOptions) -> FeedReading {
    match format {
        FeedFormat::LaposteSuiviV2 => laposte_suivi_v2::read(bytes, options),
        FeedFormat::Sendcloud => sendcloud::read(bytes, options),
        FeedFormat::Chronopost => chronopost::read(bytes, options),
        FeedFormat::Epcis => epcis::read(bytes, options),
        FeedFormat::Iftsta => iftsta::read(bytes, options),
        FeedFormat::Csv => csv_feed::read(bytes, options),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_called_as_on_the_command_line() {
        for format in FeedFormat::ALL {
            assert_eq!(format.as_str().parse(), Ok(format));
        }
        assert_eq!("xml".parse::<FeedFormat>(), Err(UnknownFormat));
        assert_eq!(
            UnknownFormat.to_string(),
            "the format is one of laposte-suivi-v2, sendcloud, chronopost, epcis, iftsta, csv"
        );
    }
}
