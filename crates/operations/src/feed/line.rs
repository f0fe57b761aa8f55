//! What `feed import --dry-run --json` prints: one object per line (`product.md` §10).

use std::collections::{HashMap, HashSet};

use domain::parcel::{ParcelState, Responsible, ScanReason};
use jiff::Timestamp;
use serde::Serialize;

use super::reading::{CarrierError, FeedReading, FeedScan, Rejected};

/// One line of the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Line<'a> {
    /// A good scan.
    Scan(ScanLine<'a>),
    /// An item that could not be taken, or a carrier's own error.
    Rejected(RejectedLine<'a>),
    /// The last line.
    Summary {
        /// The counts.
        summary: Summary,
    },
}

/// A scan, in the words of the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScanLine<'a> {
    /// The parcel's number, cleaned.
    pub tracking_number: &'a str,
    /// Code of the carrier.
    pub carrier: &'a str,
    /// The carrier's code of the event.
    pub code: &'a str,
    /// The state; null for a code that no dictionary knows.
    pub state: Option<ParcelState>,
    /// Why.
    pub reason: Option<ScanReason>,
    /// Who is responsible.
    pub responsible: Option<Responsible>,
    /// The instant, RFC 3339 in UTC.
    pub at: Timestamp,
    /// The payload's own offset from UTC, in minutes.
    pub offset_minutes: i16,
    /// The place; empty where the payload names none.
    pub place: &'a str,
    /// The carrier's own words.
    pub label: &'a str,
}

/// A rejected item or a carrier's error, in the words of the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RejectedLine<'a> {
    /// What is wrong, as a sentence.
    pub rejected: String,
    /// Where: a JSON pointer or the number of a line.
    pub position: &'a str,
    /// What is wrong, as a word for programs; `carrier_error` for the carrier's own error.
    pub code: &'static str,
    /// The file, where several were read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<&'a str>,
    /// The carrier's own error, if that is what it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier_error: Option<&'a CarrierError>,
}

/// The counts at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Lines of scans.
    pub scans: usize,
    /// Rejected items and carriers' errors, also those of which only the number is said.
    pub rejected: usize,
    /// The codes that no dictionary knows, each once.
    pub unknown_codes: Vec<String>,
}

impl<'a> RejectedLine<'a> {
    fn of(item: &'a Rejected, file: Option<&'a str>) -> Self {
        RejectedLine {
            rejected: item.reason.to_string(),
            position: &item.position,
            code: item.reason.code(),
            file,
            carrier_error: None,
        }
    }
}

impl<'a> From<&'a Rejected> for Line<'a> {
    fn from(item: &'a Rejected) -> Self {
        Line::Rejected(RejectedLine::of(item, None))
    }
}

impl<'a> From<&'a FeedScan> for ScanLine<'a> {
    fn from(scan: &'a FeedScan) -> Self {
        ScanLine {
            tracking_number: &scan.tracking_number,
            carrier: &scan.carrier,
            code: &scan.code,
            state: scan.state,
            reason: scan.reason,
            responsible: scan.responsible,
            at: scan.at,
            offset_minutes: scan.offset_minutes,
            place: &scan.place,
            label: &scan.label,
        }
    }
}

/// The lines for what was read, as pairs of a file's name and its reading: the scans (one that several files hold,
/// once), then the rejected items and errors, then one summary of all.
#[must_use]
pub fn lines(readings: &[(String, FeedReading)]) -> Vec<Line<'_>> {
    let mut kept: HashMap<String, &FeedScan> = HashMap::new();
    for scan in readings.iter().flat_map(|(_, reading)| &reading.scans) {
        let before = kept.entry(scan.key()).or_insert(scan);
        if scan.replaces(before) {
            *before = scan;
        }
    }
    let scans = readings.iter().flat_map(|(_, reading)| &reading.scans);
    let mut lines: Vec<Line<'_>> =
        scans.filter_map(|scan| kept.remove(&scan.key())).map(|scan| Line::Scan(scan.into())).collect();
    let mut summary = Summary { scans: lines.len(), ..Summary::default() };
    let mut codes = HashSet::new();
    for (file, reading) in readings {
        let file = (readings.len() > 1).then_some(file.as_str());
        lines.extend(reading.rejected.iter().map(|item| Line::Rejected(RejectedLine::of(item, file))));
        lines.extend(reading.carrier_errors.iter().map(|error| {
            Line::Rejected(RejectedLine {
                rejected: error.to_string(),
                position: &error.position,
                code: "carrier_error",
                file,
                carrier_error: Some(error),
            })
        }));
        summary.rejected += reading.rejected_count() + reading.carrier_errors.len();
        summary.unknown_codes.extend(reading.unknown_codes.iter().filter(|code| codes.insert(*code)).cloned());
    }
    lines.push(Line::Summary { summary });
    lines
}
