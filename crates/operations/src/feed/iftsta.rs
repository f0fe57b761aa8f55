//! EDIFACT IFTSTA, the international multimodal status report, of the directories D.96A to D.10A and EANCOM.
//!
//! Group numbers move between directories (`CNI` opens SG4 in D.96A and D.00B, SG13 in D.10A), segments do not: a
//! `CNI` opens a consignment, an `STS` a status in it, and what belongs to a status stands between its `STS` and the
//! next `TDT`, `EQD`, `GID`, `STS` or `CNI`. So this reads segments, whatever their group is called.
//!
//! - The number is the first that is there of: the SSCCs of the status's goods (`GIN+BJ`), a transport reference of
//!   the status, the number of the consignment (`CNI`), a transport reference of the consignment, one of the message.
//!   Statuses of several containers that share such a number are those of their containers ([`super::containers`]).
//! - The moment is the status's own `DTM`: status change (334) before any other that says when something happened. A
//!   local time without a zone is placed in the zone of the feed's mapping, and else in UTC.
//! - The code is that of the status (9011 or 4405), followed by a slash and its reason (9013) where there is one.
//!   A status of another list than the United Nations' or EAN's is the carrier's own and has no meaning from there.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use super::containers::Containers;
use super::edifact::{Segment, Segments};
use super::moment::{self, Moment};
use super::reading::{self, FeedReading, FeedScan, ReadBy, Rejection};
use super::{FeedFormat, FeedOptions, encoding};

/// References (1153) that name what is carried, the most telling first: packages, waybills, transport documents, the
/// carrier's and the shipper's reference of the consignment, bills of lading; containers last.
const TRANSPORT: [&str; 12] = ["CW", "AAM", "AAS", "HWB", "AWB", "MWB", "UCN", "CN", "BM", "MB", "CU", "EQ"];
/// Dates of a status that are looked at, at most.
const MOMENTS: usize = 100;
/// Dates (2005) that say when something happened, the most telling first: status change, delivery, arrival, departure,
/// pick-up, effective.
const HAPPENED: [&str; 6] = ["334", "35", "178", "186", "200", "7"];

/// Reads one interchange.
#[must_use]
pub fn read(bytes: &[u8], options: &FeedOptions) -> FeedReading {
    let mut reading = FeedReading::default();
    let text = encoding::decode_parts(bytes, b'\'');
    if text.trim().is_empty() {
        reading.refuse("", Rejection::Empty);
        return reading;
    }
    let Some(segments) = Segments::of(&text) else {
        reading.refuse("segment 1", Rejection::Malformed(String::from("UNA names no usable service characters")));
        return reading;
    };
    let mut interchange = Interchange {
        carrier: options.carrier.as_deref().and_then(reading::carrier),
        zone: options.mapping.zone().cloned().unwrap_or(TimeZone::UTC),
        reading,
        header: None,
        messages: 0,
        message: None,
        last: 0,
        containers: Containers::default(),
        items: 0,
    };
    for segment in segments {
        if interchange.items > options.items {
            let position = format!("segment {}", interchange.last);
            interchange.reading.fault(position, Rejection::TooMany(options.items));
            return interchange.settled();
        }
        match segment {
            Ok(segment) => interchange.take(&segment),
            Err(bad) => {
                interchange.last = bad.place;
                interchange.refuse(bad.place, "", Rejection::Malformed(bad.what.to_owned()));
            }
        }
    }
    interchange.end();
    interchange.settled()
}

struct Interchange {
    carrier: Option<String>,
    zone: TimeZone,
    reading: FeedReading,
    /// The sender, once a `UNB` has come; taken away by its `UNZ`.
    header: Option<String>,
    messages: usize,
    message: Option<Message>,
    last: usize,
    containers: Containers,
    /// Statuses and packages so far.
    items: usize,
}

/// A message that is being read.
struct Message {
    begins: usize,
    is_status_report: bool,
    carrier: Option<String>,
    references: References,
    consignment: Option<Consignment>,
    status: Option<Status>,
    /// Whether segments still belong to the status itself, and not to a leg or to goods.
    is_own: bool,
}

/// Transport references, by their place in [`TRANSPORT`].
#[derive(Default)]
struct References([Option<String>; TRANSPORT.len()]);

impl References {
    fn keep(&mut self, segment: &Segment) {
        if let Some(place) = TRANSPORT.iter().position(|known| *known == segment.get(1, 1)) {
            let number = segment.get(1, 2);
            if !number.is_empty() {
                self.0[place].get_or_insert_with(|| number.to_owned());
            }
        }
    }

    fn first(&self) -> Option<&str> {
        self.0.iter().flatten().map(String::as_str).next()
    }

    fn container(&self) -> Option<&str> {
        self.0.last()?.as_deref()
    }
}

#[derive(Default)]
struct Consignment {
    number: String,
    references: References,
}

struct Status {
    place: usize,
    code: String,
    reason: String,
    is_standard: bool,
    words: String,
    references: References,
    packages: Vec<String>,
    /// The containers of its equipment (`EQD`).
    equipment: Vec<String>,
    moments: Vec<(usize, usize, String, String)>,
    location: String,
    text: String,
}

impl Interchange {
    fn refuse(&mut self, place: usize, tag: &str, reason: Rejection) {
        let position = if tag.is_empty() { format!("segment {place}") } else { format!("segment {place} {tag}") };
        self.reading.refuse(position, reason);
    }

    fn take(&mut self, segment: &Segment) {
        self.last = segment.place;
        match segment.tag.as_str() {
            "UNB" => {
                self.close_message(None);
                self.header = Some(segment.get(2, 1).to_owned());
                self.messages = 0;
            }
            "UNZ" => {
                self.close_message(None);
                let said = segment.get(1, 1);
                if self.header.take().is_some() && said.parse() != Ok(self.messages) {
                    let reason =
                        Rejection::WrongCount { what: "messages", said: said.to_owned(), found: self.messages };
                    self.refuse(segment.place, "UNZ", reason);
                }
            }
            "UNH" => {
                self.close_message(None);
                self.messages += 1;
                let is_status_report = segment.get(2, 1) == "IFTSTA";
                if !is_status_report {
                    self.refuse(segment.place, "UNH", Rejection::NotAnAnswer);
                }
                self.message = Some(Message {
                    begins: segment.place,
                    is_status_report,
                    carrier: None,
                    references: References::default(),
                    consignment: None,
                    status: None,
                    is_own: false,
                });
            }
            "UNT" => self.close_message(Some(segment)),
            "UNG" | "UNE" => {}
            _ if self.message.is_none() => self.refuse(segment.place, &segment.tag, Rejection::Missing("UNH")),
            _ => self.take_inside(segment),
        }
    }

    /// A segment of a message.
    fn take_inside(&mut self, segment: &Segment) {
        let Some(message) = self.message.as_mut().filter(|message| message.is_status_report) else { return };
        match segment.tag.as_str() {
            "CNI" => {
                let done = message.status.take();
                let number = segment.get(2, 1).to_owned();
                let consignment = Consignment { number, references: References::default() };
                let before = message.consignment.replace(consignment);
                self.give(done, before);
            }
            "STS" => {
                self.items += 1;
                let done = message.status.replace(Status::of(segment));
                message.is_own = true;
                self.give_current(done);
            }
            "TDT" | "EQD" | "GID" => {
                message.is_own = false;
                if let ("EQD", Some(status)) = (segment.tag.as_str(), &mut message.status)
                    && status.equipment.len() < 2
                {
                    status.equipment.push(segment.get(2, 1).to_owned());
                }
            }
            "NAD" if segment.get(1, 1) == "CA" && message.carrier.is_none() => {
                let name = [segment.get(2, 1), segment.get(4, 1)].into_iter().find(|name| !name.is_empty());
                message.carrier = name.and_then(reading::carrier);
            }
            "RFF" => match (&mut message.status, &mut message.consignment) {
                (Some(status), _) if message.is_own => status.references.keep(segment),
                (Some(_), _) => {}
                (None, Some(consignment)) => consignment.references.keep(segment),
                (None, None) => message.references.keep(segment),
            },
            "GIN" if segment.get(1, 1) == "BJ" => {
                if let Some(status) = &mut message.status {
                    for element in 2..=segment.len() {
                        let before = status.packages.len();
                        status.packages.extend(segment.all(element).map(str::to_owned));
                        self.items += status.packages.len() - before;
                    }
                }
            }
            "DTM" if message.is_own => {
                if let (Some(status), Some(rank)) =
                    (&mut message.status, HAPPENED.iter().position(|known| *known == segment.get(1, 1)))
                {
                    let (value, format) = (segment.get(1, 2).to_owned(), segment.get(1, 3).to_owned());
                    if status.moments.len() < MOMENTS {
                        status.moments.push((rank, segment.place, value, format));
                    }
                }
            }
            "LOC" if message.is_own => {
                if let Some(status) = message.status.as_mut().filter(|status| status.location.is_empty()) {
                    let name = if segment.get(2, 4).is_empty() { segment.get(2, 1) } else { segment.get(2, 4) };
                    status.location = reading::words(name);
                }
            }
            "FTX" if message.is_own => {
                if let Some(status) = message.status.as_mut().filter(|status| status.text.is_empty()) {
                    status.text = reading::words(&segment.all(4).collect::<Vec<_>>().join(" "));
                }
            }
            _ => {}
        }
    }

    /// Closes the message that is open, by its `UNT` or for want of one.
    fn close_message(&mut self, trailer: Option<&Segment>) {
        let Some(mut message) = self.message.take() else {
            if let Some(trailer) = trailer {
                self.refuse(trailer.place, "UNT", Rejection::Missing("UNH"));
            }
            return;
        };
        let (done, begins, is_status_report) = (message.status.take(), message.begins, message.is_status_report);
        self.message = Some(message);
        self.give_current(done);
        self.message = None;
        match trailer {
            Some(trailer) => {
                let found = trailer.place - begins + 1;
                let said = trailer.get(1, 1);
                if is_status_report && said.parse() != Ok(found) {
                    let reason = Rejection::WrongCount { what: "segments", said: said.to_owned(), found };
                    self.refuse(trailer.place, "UNT", reason);
                }
            }
            None => self.refuse(begins, "UNH", Rejection::Missing("UNT")),
        }
    }

    /// The end of the payload: what is still open breaks off.
    fn end(&mut self) {
        self.close_message(None);
        if self.header.is_some() {
            self.refuse(self.last, "", Rejection::Missing("UNZ"));
        }
    }

    fn settled(mut self) -> FeedReading {
        self.containers.part(&mut self.reading.scans);
        self.reading.settle()
    }

    /// Gives the scans of a status that belongs to the consignment that is open.
    fn give_current(&mut self, status: Option<Status>) {
        let consignment = self.message.as_mut().and_then(|message| message.consignment.take());
        self.give_kept(status, consignment.as_ref());
        if let Some(message) = &mut self.message {
            message.consignment = consignment;
        }
    }

    fn give(&mut self, status: Option<Status>, consignment: Option<Consignment>) {
        self.give_kept(status, consignment.as_ref());
    }

    fn give_kept(&mut self, status: Option<Status>, consignment: Option<&Consignment>) {
        let Some(status) = status else { return };
        let place = status.place;
        match self.scans(&status, consignment) {
            Ok(scans) => {
                if let Some(container) = status.container() {
                    self.containers.note(self.reading.scans.len(), container);
                }
                for scan in scans {
                    self.reading.take(format!("segment {place} STS"), scan);
                }
            }
            Err((at, tag, reason)) => self.refuse(at.unwrap_or(place), tag, reason),
        }
    }

    /// The scans of one status; where it cannot be taken, the segment that is at fault and why.
    fn scans(
        &self,
        status: &Status,
        consignment: Option<&Consignment>,
    ) -> Result<Vec<FeedScan>, (Option<usize>, &'static str, Rejection)> {
        let at_status = |reason| (None, "STS", reason);
        let message = self.message.as_ref();
        let code = reading::code(&status.code).ok_or_else(|| at_status(Rejection::Missing("status code")))?;
        let (_, segment, value, format) =
            status.moments.iter().min_by_key(|(rank, ..)| *rank).ok_or_else(|| at_status(Rejection::Missing("DTM")))?;
        let moment = parse(value, format, &self.zone).map_err(|reason| (Some(*segment), "DTM", reason))?;
        let numbers: Vec<&str> = if status.packages.is_empty() {
            let of_consignment = consignment.map(|consignment| consignment.number.as_str());
            let number = status
                .references
                .first()
                .or_else(|| of_consignment.filter(|number| !number.is_empty()))
                .or_else(|| consignment.and_then(|consignment| consignment.references.first()))
                .or_else(|| message.and_then(|message| message.references.first()));
            vec![number.ok_or_else(|| at_status(Rejection::Missing("reference")))?]
        } else {
            status.packages.iter().map(String::as_str).collect()
        };
        let carrier = self
            .carrier
            .clone()
            .or_else(|| message.and_then(|message| message.carrier.clone()))
            .or_else(|| self.header.as_deref().and_then(reading::carrier))
            .unwrap_or_else(|| String::from("iftsta"));
        // A list of the carrier's own is read as a table's codes are: by the carrier's dictionary.
        let format = if status.is_standard { FeedFormat::Iftsta } else { FeedFormat::Csv };
        let code = if status.reason.is_empty() { code } else { format!("{code}/{}", status.reason) };
        let code = reading::code(&code).ok_or_else(|| at_status(Rejection::WrongType("status code")))?;
        let (meaning, read_by) = ReadBy::look_up(format, &carrier, &code);
        numbers
            .into_iter()
            .map(|number| {
                Ok(FeedScan {
                    position: String::new(),
                    tracking_number: reading::tracking_number(number)
                        .ok_or_else(|| at_status(Rejection::WrongType("reference")))?,
                    carrier: carrier.clone(),
                    code: code.clone(),
                    state: meaning.state,
                    reason: meaning.reason,
                    responsible: meaning.responsible,
                    at: moment.at,
                    offset_minutes: moment.offset_minutes,
                    place: status.location.clone(),
                    label: if status.words.is_empty() { status.text.clone() } else { status.words.clone() },
                    correction: false,
                    product: None,
                    estimated_delivery: None,
                    signatory: String::new(),
                    read_by,
                })
            })
            .collect()
    }
}

impl Status {
    /// The container that this status is about, where it names one and not its packages.
    fn container(&self) -> Option<&str> {
        let alone = if let [container] = self.equipment.as_slice() { Some(container.as_str()) } else { None };
        self.references.container().or(alone).filter(|container| self.packages.is_empty() && !container.is_empty())
    }

    fn of(segment: &Segment) -> Self {
        let is_standard = segment.get(2, 2).is_empty() && matches!(segment.get(2, 3), "" | "6" | "9");
        let words = [segment.get(2, 4), segment.get(3, 4)].into_iter().find(|words| !words.is_empty());
        Status {
            place: segment.place,
            code: segment.get(2, 1).to_owned(),
            reason: segment.get(3, 1).to_owned(),
            is_standard,
            words: words.map(reading::words).unwrap_or_default(),
            references: References::default(),
            packages: Vec::new(),
            equipment: Vec::new(),
            moments: Vec::new(),
            location: String::new(),
            text: String::new(),
        }
    }
}

/// A date and time in one of the formats (2379) that say the minute: 201 to 205 and 301 to 304.
fn parse(value: &str, format: &str, zone: &TimeZone) -> Result<Moment, Rejection> {
    let bad = || Rejection::BadMoment(value.chars().take(64).collect());
    let (pattern, digits) = match format {
        "201" | "301" => ("%y%m%d%H%M", 10),
        "202" | "302" => ("%y%m%d%H%M%S", 12),
        "203" | "205" | "303" => ("%Y%m%d%H%M", 12),
        "204" | "304" => ("%Y%m%d%H%M%S", 14),
        _ => return Err(bad()),
    };
    let (number, rest) = value.split_at_checked(digits).ok_or_else(bad)?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(bad());
    }
    let local = DateTime::strptime(pattern, number).map_err(|_| bad())?;
    let zoned = matches!(format, "205" | "301" | "302" | "303" | "304");
    let zone = match (zoned, rest) {
        (_, "") => zone.clone(),
        (true, rest) => TimeZone::fixed(offset(rest).ok_or_else(bad)?),
        (false, _) => return Err(bad()),
    };
    let there = local.to_zoned(zone).map_err(|_| bad())?;
    let offset_minutes = i16::try_from(there.offset().seconds() / 60).map_err(|_| bad())?;
    moment::bounded(Moment { at: there.timestamp(), offset_minutes }).ok_or_else(bad)
}

/// The offset of a zone as messages write it: a sign with hours and perhaps minutes, or one of the few names that
/// mean one offset only.
fn offset(text: &str) -> Option<Offset> {
    let minutes = match text.to_ascii_uppercase().as_str() {
        "UTC" | "GMT" | "Z" | "WET" => 0,
        "CET" | "MET" => 60,
        "CES" | "CEST" | "MES" | "MEST" | "EET" => 120,
        "EES" | "EEST" => 180,
        "EST" => -300,
        "EDT" => -240,
        "PST" => -480,
        "PDT" => -420,
        other => {
            let (sign, digits) = match other.split_at_checked(1)? {
                ("+", digits) => (1, digits),
                ("-", digits) => (-1, digits),
                _ => return None,
            };
            let digits = digits.replace(':', "");
            if !matches!(digits.len(), 1 | 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            let number: i32 = digits.parse().ok()?;
            let (hours, minutes) = if digits.len() == 4 { (number / 100, number % 100) } else { (number, 0) };
            if hours > 14 || minutes > 59 {
                return None;
            }
            sign * (hours * 60 + minutes)
        }
    };
    Offset::from_seconds(minutes * 60).ok()
}

#[cfg(test)]
#[path = "iftsta_tests.rs"]
mod tests;
