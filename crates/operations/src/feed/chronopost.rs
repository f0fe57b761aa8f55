//! Answers of Chronopost's tracking service (SOAP): `trackSkybillV2`, `trackSkybill`, `trackWithSenderRef`, `trackSearch`.
//!
//! The operations name what holds the events differently (`listEventInfoComp`, `listEvents`, `listParcel`), and
//! prefixes vary with the server. So an element that has `events` in it is a list of them, wherever it stands, and its
//! parcel is the nearest `skybillNumber`. An `errorCode` other than 0 and a SOAP fault are the carrier's own error.
//! Positions are paths of local names, counted from one where several stand beside each other.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::moment;
use super::reading::{self, CarrierError, CarrierErrorKind, FeedReading, FeedScan, ReadBy, Rejection};
use super::xml::{self, Element};
use super::{FeedFormat, FeedOptions, encoding};

/// The zone of moments that come without an offset: Chronopost's own.
const ZONE: &str = "Europe/Paris";

/// Reads one answer.
#[must_use]
pub fn read(bytes: &[u8], options: &FeedOptions) -> FeedReading {
    let mut reading = FeedReading::default();
    let text = encoding::decode_parts(bytes, b'<');
    if text.trim().is_empty() {
        reading.refuse("", Rejection::Empty);
        return reading;
    }
    let (root, fault) = xml::parse(&text);
    let mut answer = Answer {
        carrier: options.carrier.as_deref().and_then(reading::carrier).unwrap_or_else(|| String::from("chronopost")),
        zone: options.mapping.zone().cloned().or_else(|| TimeZone::get(ZONE).ok()),
        reading,
        is_answer: false,
        most: options.items,
        events: 0,
    };
    if let Some(root) = &root {
        answer.visit(root, &format!("/{}", root.name), None);
    }
    if let Some(fault) = fault {
        answer.reading.refuse(format!("line {}", fault.line), Rejection::Malformed(fault.what));
    } else if !answer.is_answer {
        answer.reading.refuse("", Rejection::NotAnAnswer);
    }
    answer.reading.settle()
}

struct Answer {
    carrier: String,
    zone: Option<TimeZone>,
    reading: FeedReading,
    is_answer: bool,
    /// Events that are read at most.
    most: usize,
    /// Events so far.
    events: usize,
}

impl Answer {
    /// Takes what an element holds; `number` is the parcel that the elements around it name.
    fn visit(&mut self, element: &Element, path: &str, number: Option<&str>) {
        if element.name == "Fault" && element.is_whole {
            self.is_answer = true;
            self.reading.fail(soap_fault(element, path));
            return;
        }
        let number = element.value("skybillNumber").or_else(|| element.value("skybillId")).or(number);
        if let Some(code) = element.value("errorCode") {
            self.is_answer = true;
            if code.parse::<i64>() != Ok(0) {
                self.reading.fail(error_code(element, path, code, number));
                return;
            }
        }
        let mut unnamed = false;
        let mut steps = Steps::of(&element.children);
        for child in &element.children {
            let path = format!("{path}/{}", steps.to(child));
            if child.name != "events" {
                self.visit(child, &path, number);
                continue;
            }
            self.is_answer = true;
            self.events += 1;
            if self.events > self.most {
                if self.events == self.most + 1 {
                    self.reading.fault(path, Rejection::TooMany(self.most));
                }
                return;
            }
            match number {
                _ if !child.is_whole => {}
                Some(number) => match self.scan(child, number) {
                    Ok(scan) => self.reading.take(path, scan),
                    Err((name, reason)) => self.reading.refuse(format!("{path}{name}"), reason),
                },
                None => unnamed = true,
            }
        }
        if unnamed {
            self.reading.refuse(format!("{path}/skybillNumber"), Rejection::Missing("skybillNumber"));
        }
    }

    /// One event; where it cannot be taken, the rest of its position and why.
    fn scan(&self, event: &Element, number: &str) -> Result<FeedScan, (&'static str, Rejection)> {
        let tracking_number =
            reading::tracking_number(number).ok_or(("/../skybillNumber", Rejection::WrongType("skybillNumber")))?;
        let code = event.value("code").ok_or(("/code", Rejection::Missing("code")))?;
        let code = reading::code(code).ok_or(("/code", Rejection::WrongType("code")))?;
        let date = event.value("eventDate").ok_or(("/eventDate", Rejection::Missing("eventDate")))?;
        let moment = moment::parse(date, self.zone.as_ref()).map_err(|reason| ("/eventDate", reason))?;
        let (meaning, read_by) = ReadBy::look_up(FeedFormat::Chronopost, &self.carrier, &code);
        let place = event.value("officeLabel").or_else(|| event.value("zipCode")).unwrap_or_default();
        Ok(FeedScan {
            position: String::new(),
            tracking_number,
            carrier: self.carrier.clone(),
            code,
            state: meaning.state,
            reason: meaning.reason,
            responsible: meaning.responsible,
            at: moment.at,
            offset_minutes: moment.offset_minutes,
            place: reading::words(place),
            label: reading::words(event.value("eventLabel").unwrap_or_default()),
            correction: false,
            product: None,
            estimated_delivery: None,
            signatory: signatory(event),
            read_by,
        })
    }
}

/// The names of children in a path, one after the other: counted where several of a name stand beside each other. For
/// each name, how many there are and how many have passed.
struct Steps<'a>(HashMap<&'a str, (usize, usize)>);

impl<'a> Steps<'a> {
    fn of(children: &'a [Element]) -> Self {
        let mut counts = HashMap::new();
        for child in children {
            counts.entry(child.name.as_str()).or_insert((0, 0)).0 += 1;
        }
        Self(counts)
    }

    fn to(&mut self, child: &'a Element) -> String {
        let (all, passed) = self.0.entry(child.name.as_str()).or_insert((1, 0));
        *passed += 1;
        if *all == 1 { child.name.clone() } else { format!("{}[{passed}]", child.name) }
    }
}

/// Who took the parcel, as the additional information of an event names him in French or in English.
fn signatory(event: &Element) -> String {
    let named = event.children.iter().filter(|child| child.name == "infoCompList").find(|info| {
        let name = info.value("name").unwrap_or_default().to_lowercase().replace('’', "'");
        matches!(
            name.as_str(),
            "consignee's name" | "consignee name" | "nom du destinataire" | "nom du réceptionnaire" | "réceptionnaire"
        )
    });
    named.and_then(|info| info.value("value")).map(reading::words).unwrap_or_default()
}

fn error_code(element: &Element, path: &str, code: &str, number: Option<&str>) -> CarrierError {
    let message = reading::words(element.value("errorMessage").unwrap_or_default());
    CarrierError {
        position: format!("{path}/errorCode"),
        kind: kind(&message),
        code: reading::words(code),
        message,
        tracking_number: number.and_then(reading::tracking_number),
    }
}

/// A SOAP fault, of version 1.1 (`faultcode`, `faultstring`) or 1.2 (`Code/Value`, `Reason/Text`).
fn soap_fault(fault: &Element, path: &str) -> CarrierError {
    let code = fault.value("faultcode").or_else(|| fault.child("Code")?.value("Value")).unwrap_or("Fault");
    let message = fault.value("faultstring").or_else(|| fault.child("Reason")?.value("Text")).unwrap_or_default();
    let message = reading::words(message);
    let kind = match kind(&message) {
        CarrierErrorKind::Other if code.ends_with("Server") || code.ends_with("Receiver") => {
            CarrierErrorKind::Unavailable
        }
        kind => kind,
    };
    CarrierError { position: path.to_owned(), kind, code: reading::words(code), message, tracking_number: None }
}

/// What an error comes to, by its words: the numbers of the codes are not published.
fn kind(message: &str) -> CarrierErrorKind {
    let message = message.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if says(&["quota", "limit", "trop de", "too many"]) {
        CarrierErrorKind::Quota
    } else if says(&[
        "password",
        "mot de passe",
        "account",
        "compte",
        "authent",
        "autoris",
        "authoriz",
        "denied",
        "droit",
    ]) {
        CarrierErrorKind::NoRights
    } else if says(&["not found", "no parcel", "unknown", "introuvable", "inconnu", "aucun", "n'existe", "invalid"]) {
        CarrierErrorKind::UnknownNumber
    } else if says(&["system", "système", "unavailable", "indisponible", "timeout", "internal"]) {
        CarrierErrorKind::Unavailable
    } else {
        CarrierErrorKind::Other
    }
}

#[cfg(test)]
#[path = "chronopost_tests.rs"]
mod tests;
