//! What comes out of reading a feed.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fmt;

use domain::parcel::{ParcelState, Responsible, Scan, ScanReason, clean, timeline};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::FeedFormat;
use super::dictionary::{self, Meaning};

/// Characters of a number or a code that are kept at most; anything longer is no number and no code.
const NAME_LIMIT: usize = 64;
/// Bad items, errors of the carrier and unknown codes that are listed one by one; of others only their number is kept.
const LISTED: usize = 1_000;
/// Characters of a label or a place that are kept; the rest of a longer one is cut off.
const WORDS_LIMIT: usize = 500;

/// One scan as a feed brought it. It belongs to a number: whether we know that parcel is not the reader's business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedScan {
    /// Where it stands in the payload, as for [`Rejected`].
    pub position: String,
    /// The parcel's number, cleaned.
    pub tracking_number: String,
    /// Code of the carrier.
    pub carrier: String,
    /// The carrier's code of the event.
    pub code: String,
    /// The state that it puts the parcel in; `None` for a code that no dictionary knows.
    pub state: Option<ParcelState>,
    /// Why, where code or line says so.
    pub reason: Option<ScanReason>,
    /// Who is responsible, where code or line says so.
    pub responsible: Option<Responsible>,
    /// When it happened, to the microsecond.
    pub at: Timestamp,
    /// The offset from UTC in the payload, in minutes.
    pub offset_minutes: i16,
    /// The place; empty where the payload names none.
    pub place: String,
    /// The carrier's own words; may be empty.
    pub label: String,
    /// Whether the carrier takes back what it said before.
    pub correction: bool,
    /// The carrier's product, where the payload names it.
    pub product: Option<String>,
    /// The day of delivery that the carrier expects, where the payload names it.
    pub estimated_delivery: Option<Date>,
    /// Who took the parcel, where the payload names him; empty otherwise.
    pub signatory: String,
    /// How its state was found.
    pub read_by: ReadBy,
}

/// How the state of a scan was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadBy {
    /// The payload itself said one of our states.
    Payload,
    /// The dictionaries that a format asks hold the code.
    Dictionary(FeedFormat),
    /// None of them holds the code.
    Nothing(FeedFormat),
}

impl ReadBy {
    /// What the dictionaries of a format say of a code, and whether they know it at all.
    #[must_use]
    pub fn look_up(format: FeedFormat, carrier: &str, code: &str) -> (Meaning, Self) {
        match dictionary::meaning(format, carrier, code) {
            Some(meaning) => (meaning, Self::Dictionary(format)),
            None => (Meaning::default(), Self::Nothing(format)),
        }
    }
}

impl FeedScan {
    /// What makes two deliveries of a scan the same one: carrier, number, code and moment.
    #[must_use]
    pub fn key(&self) -> String {
        // The bar cannot occur in a cleaned number; the number of microseconds ends the key, so no two scans share one
        // by the way their parts run together.
        format!("{}|{}|{}|{}", self.carrier, self.tracking_number, self.code, self.at.as_microsecond())
    }

    /// Whether it stays, and not another delivery of the same scan.
    pub(super) fn replaces(&self, before: &Self) -> bool {
        let (old, new) = (before.to_scan(), self.to_scan());
        old != new && timeline(&[old, new.clone()]).pop() == Some(new)
    }

    /// The scan as the timeline takes it.
    #[must_use]
    pub fn to_scan(&self) -> Scan {
        Scan {
            code: self.code.clone(),
            carrier: self.carrier.clone(),
            label: self.label.clone(),
            state: self.state,
            reason: self.reason,
            responsible: self.responsible,
            at: self.at,
            offset_minutes: self.offset_minutes,
            place: self.place.clone(),
            correction: self.correction,
        }
    }
}

/// One item that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Where it stands: a JSON pointer (RFC 6901), or the number of a line, from one.
    pub position: String,
    /// What is wrong with it.
    pub reason: Rejection,
}

/// What is wrong with an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// The payload holds nothing.
    Empty,
    /// The payload is not of the format at all.
    Malformed(String),
    /// It is of the format, but no answer that the carrier gives.
    NotAnAnswer,
    /// This must be there and is not.
    Missing(&'static str),
    /// This is there, but of another type or beyond its length.
    WrongType(&'static str),
    /// A date and time that cannot be read, or lies outside the years 2000 to 2100.
    BadMoment(String),
    /// A local time, without a zone to place it in.
    NoZone(String),
    /// None of the words that this column knows.
    UnknownWord {
        /// Our name of the column.
        column: &'static str,
        /// What stands there.
        word: String,
    },
    /// It lies too far ahead of the clock of the import to have happened.
    Ahead(Timestamp),
    /// The payload holds more items than are read of one; those from here on were not read.
    TooMany(usize),
    /// One item, or one line, is larger than any that says something.
    TooLarge,
    /// So many more items could not be taken; this is where the first of them stands.
    More(usize),
    /// A count that closes a part of the payload is not that of what stands there: something may be lost.
    WrongCount {
        /// What is counted.
        what: &'static str,
        /// What the payload says.
        said: String,
        /// What stands there.
        found: usize,
    },
    /// A line with more or fewer fields than the header.
    WrongWidth {
        /// Fields of the header.
        expected: usize,
        /// Fields of the line.
        found: usize,
    },
}

impl Rejection {
    /// The word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Malformed(_) => "malformed",
            Self::NotAnAnswer => "not_an_answer",
            Self::Missing(_) => "missing",
            Self::WrongType(_) => "wrong_type",
            Self::BadMoment(_) => "bad_moment",
            Self::NoZone(_) => "no_zone",
            Self::UnknownWord { .. } => "unknown_word",
            Self::Ahead(_) => "ahead",
            Self::TooMany(_) => "too_many",
            Self::TooLarge => "too_large",
            Self::More(_) => "more",
            Self::WrongCount { .. } => "wrong_count",
            Self::WrongWidth { .. } => "wrong_width",
        }
    }
}

impl Rejection {
    /// What of it is the payload's own, without a sentence around it; empty where there is nothing.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Self::Empty | Self::NotAnAnswer | Self::TooLarge => String::new(),
            Self::Malformed(what) | Self::BadMoment(what) | Self::NoZone(what) => what.clone(),
            Self::Missing(what) | Self::WrongType(what) => (*what).to_owned(),
            Self::UnknownWord { column, word } => format!("{column}: {word}"),
            Self::Ahead(at) => at.to_string(),
            Self::TooMany(count) | Self::More(count) => count.to_string(),
            Self::WrongCount { what, said, found } => format!("{what}: {found} / {said}"),
            Self::WrongWidth { expected, found } => format!("{found} / {expected}"),
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the payload is empty"),
            Self::Malformed(detail) => write!(f, "malformed: {detail}"),
            Self::NotAnAnswer => f.write_str("not an answer of this carrier"),
            Self::Missing(what) => write!(f, "{what} is missing"),
            Self::WrongType(what) => write!(f, "{what} is not what it should be"),
            Self::BadMoment(text) => write!(f, "not a moment: {text:?}"),
            Self::NoZone(text) => write!(f, "a local time without a zone: {text:?}"),
            Self::UnknownWord { column, word } => write!(f, "{column} does not know the word {word:?}"),
            Self::Ahead(at) => write!(f, "more than two days ahead: {at}"),
            Self::TooMany(most) => write!(f, "more than {most} items: the rest was not read, send it in parts"),
            Self::TooLarge => f.write_str("larger than an item can be"),
            Self::More(1) => f.write_str("and one more item that could not be taken"),
            Self::More(count) => write!(f, "and {count} more items that could not be taken"),
            Self::WrongCount { what, said, found } => write!(f, "{found} {what} where the payload says {said:?}"),
            Self::WrongWidth { expected, found } => write!(f, "{found} fields where the header has {expected}"),
        }
    }
}

/// An error that the carrier itself answered with. It says nothing of the parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CarrierError {
    /// Where the answer stands in the payload, as for [`Rejected`].
    #[serde(skip)]
    pub position: String,
    /// What it comes to.
    pub kind: CarrierErrorKind,
    /// The carrier's code, as a number or a word.
    pub code: String,
    /// The carrier's words.
    pub message: String,
    /// The number that it is about, where the answer says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_number: Option<String>,
}

impl CarrierError {
    /// The carrier's code and words, and the number that they are about.
    #[must_use]
    pub fn detail(&self) -> String {
        let mut text = self.code.clone();
        if !self.message.is_empty() {
            text.push_str(": ");
            text.push_str(&self.message);
        }
        if let Some(number) = &self.tracking_number {
            text.push_str(&format!(" ({number})"));
        }
        text
    }
}

impl fmt::Display for CarrierError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the carrier answers {}", self.detail())
    }
}

/// What a carrier's error comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CarrierErrorKind {
    /// The carrier does not know the number, or not any more.
    UnknownNumber,
    /// Too many questions were asked.
    Quota,
    /// The key is missing, wrong, or has not the right.
    NoRights,
    /// The carrier's system does not work.
    Unavailable,
    /// Something else.
    Other,
}

/// What one payload holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedReading {
    /// The good scans, in the order of the payload, each once.
    pub scans: Vec<FeedScan>,
    /// The items that could not be taken: the first of them, and how many more there are ([`Rejection::More`]).
    pub rejected: Vec<Rejected>,
    /// The carrier's own error answers; of very many the first, the others are counted among the rejected.
    pub carrier_errors: Vec<CarrierError>,
    /// The codes that no dictionary knows, each once, in the order in which they were met; of very many the first.
    pub unknown_codes: Vec<String>,
}

impl FeedReading {
    /// Whether a program that read this should end as failed: the carrier answered with an error, or nothing but
    /// rejected items came. A payload of which a part is good did not fail.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        !self.carrier_errors.is_empty() || (self.scans.is_empty() && !self.rejected.is_empty())
    }

    /// How many items could not be taken, also those that are not listed.
    #[must_use]
    pub fn rejected_count(&self) -> usize {
        self.rejected.iter().map(|item| if let Rejection::More(count) = item.reason { count } else { 1 }).sum()
    }

    /// Takes a scan that stands at a position.
    pub(super) fn take(&mut self, position: impl Into<String>, scan: FeedScan) {
        self.scans.push(FeedScan { position: position.into(), ..scan });
    }

    pub(super) fn refuse(&mut self, position: impl Into<String>, reason: Rejection) {
        if self.rejected.len() < LISTED {
            self.rejected.push(Rejected { position: position.into(), reason });
        } else {
            self.count_more(position);
        }
    }

    /// Reports what is wrong with the payload as a whole: it is listed however many items were wrong before.
    pub(super) fn fault(&mut self, position: impl Into<String>, reason: Rejection) {
        self.rejected.push(Rejected { position: position.into(), reason });
    }

    pub(super) fn fail(&mut self, error: CarrierError) {
        if self.carrier_errors.len() < LISTED {
            self.carrier_errors.push(error);
        } else {
            self.count_more(error.position);
        }
    }

    fn count_more(&mut self, position: impl Into<String>) {
        // It is among the last: a payload has few faults as a whole.
        let more = self.rejected.iter_mut().rev().find_map(|item| match &mut item.reason {
            Rejection::More(count) => Some(count),
            _ => None,
        });
        match more {
            Some(count) => *count += 1,
            None => self.rejected.push(Rejected { position: position.into(), reason: Rejection::More(1) }),
        }
    }

    /// Folds scans that came twice and lists the codes without a meaning. Of two deliveries of a scan the one stays that
    /// a timeline keeps, whichever came first.
    pub(super) fn settle(mut self) -> Self {
        let mut places: HashMap<String, usize> = HashMap::with_capacity(self.scans.len());
        let mut kept: Vec<FeedScan> = Vec::with_capacity(self.scans.len());
        for scan in self.scans {
            match places.entry(scan.key()) {
                Entry::Vacant(place) => {
                    place.insert(kept.len());
                    kept.push(scan);
                }
                Entry::Occupied(place) => {
                    let before = &mut kept[*place.get()];
                    if scan.replaces(before) {
                        *before = scan;
                    }
                }
            }
        }
        self.scans = kept;
        let mut listed = HashSet::new();
        for scan in &self.scans {
            if self.unknown_codes.len() == LISTED {
                break;
            }
            if matches!(scan.read_by, ReadBy::Nothing(_)) && listed.insert(&scan.code) {
                self.unknown_codes.push(scan.code.clone());
            }
        }
        self
    }
}

/// A tracking number of a payload, cleaned; `None` for what cannot be one.
pub(super) fn tracking_number(text: &str) -> Option<String> {
    let number = clean(text);
    let fits = number.chars().count() <= NAME_LIMIT && !number.contains('|');
    (fits && number.chars().any(char::is_alphanumeric)).then_some(number)
}

/// A code of a payload; `None` for an empty or overlong one.
pub(super) fn code(text: &str) -> Option<String> {
    let code = words(text);
    (!code.is_empty() && code.chars().count() <= NAME_LIMIT).then_some(code)
}

/// The code of a carrier as we write it.
pub(crate) fn carrier(text: &str) -> Option<String> {
    code(&text.to_lowercase())
}

/// Words of a payload as one line: runs of space become one, control characters (which PostgreSQL and terminals do
/// not take) go, overlong text is cut.
pub(super) fn words(text: &str) -> String {
    let visible = text.split(|character: char| character.is_whitespace() || character.is_control());
    let line = visible.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(WORDS_LIMIT) {
        Some((end, _)) => line[..end].trim_end().to_owned(),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn very_many_bad_items_are_counted_and_the_first_listed() {
        let mut reading = FeedReading::default();
        for place in 0..LISTED + 500 {
            reading.refuse(format!("/{place}"), Rejection::NotAnAnswer);
        }
        reading.fault("line 1", Rejection::TooMany(7));
        reading.refuse("/9999", Rejection::NotAnAnswer);
        assert_eq!((reading.rejected.len(), reading.rejected_count()), (LISTED + 2, LISTED + 502));
        let more = Rejected { position: format!("/{LISTED}"), reason: Rejection::More(501) };
        assert_eq!(reading.rejected[LISTED], more);
        assert_eq!(more.reason.to_string(), "and 501 more items that could not be taken");
    }

    #[test]
    fn words_become_one_line_of_bearable_length() {
        assert_eq!(words("  Votre\u{0}\tcolis\r\n est\u{A0}là "), "Votre colis est là");
        assert_eq!(words(&"é".repeat(600)).chars().count(), WORDS_LIMIT);
        assert_eq!(words(" \u{7}"), "");
    }

    #[test]
    fn numbers_and_codes_have_bounds() {
        assert_eq!(tracking_number(" 6a 1898-7970674 ").as_deref(), Some("6A18987970674"));
        for none in ["", " - ", "a|b", &"1".repeat(65)] {
            assert_eq!(tracking_number(none), None, "{none}");
        }
        assert_eq!(code(" DI1 ").as_deref(), Some("DI1"));
        assert_eq!(code(&"x".repeat(65)), None);
        assert_eq!(carrier(" Chronopost ").as_deref(), Some("chronopost"));
    }
}
