//! GS1 EPCIS 2.0 in JSON-LD: what happened to which objects, where, and in which step of a business process.
//!
//! A payload is a document with a list of events, the answer to a query, one event, or an array of any of these. An
//! event speaks of all objects it names; each gives a scan. The code of a scan is business step and disposition of
//! the Core Business Vocabulary with a slash between, whether the payload writes them as words, URNs or web addresses.
//! The number of a parcel is its SSCC, of 18 digits with their check digit; any other identity is kept as it is given.
//! An event that its sender declares an error (`errorDeclaration`) is the same event once more: its scans are taken back,
//! whether they came before or come later. EPCIS names no carrier and nobody who signs.

use jiff::tz::{Offset, TimeZone};
use serde_json::{Map, Value};

use super::dictionary::Meaning;
use super::json;
use super::moment::{self, Moment};
use super::reading::{self, CarrierError, CarrierErrorKind, FeedReading, FeedScan, ReadBy, Rejection};
use super::{FeedFormat, FeedOptions};

/// Fields that name objects: one identity, or several.
const OBJECTS: [&str; 5] = ["epcList", "parentID", "childEPCs", "inputEPCList", "outputEPCList"];

/// Reads one payload.
#[must_use]
pub fn read(bytes: &[u8], options: &FeedOptions) -> FeedReading {
    let mut reading = FeedReading::default();
    let carrier = options.carrier.as_deref().and_then(reading::carrier).unwrap_or_else(|| String::from("epcis"));
    let broken = json::each(&mut reading, bytes, options.items, &mut |reading, position, value| {
        take(reading, position, value, &carrier);
    });
    // Of a document that breaks off the events that came before are whole; of an event that does, nothing is.
    if let Some(part) = broken.filter(|part| part.value.get("epcisBody").is_some()) {
        take(&mut reading, &part.position, &part.value, &carrier);
    }
    reading.settle()
}

/// Takes a document, an answer, an error or an event.
fn take(reading: &mut FeedReading, position: &str, value: &Value, carrier: &str) {
    let Value::Object(object) = value else {
        reading.refuse(position, Rejection::NotAnAnswer);
        return;
    };
    if let Some(body) = object.get("epcisBody") {
        let (path, list) = match body.get("queryResults") {
            Some(results) => {
                ("/epcisBody/queryResults/resultsBody/eventList", results.pointer("/resultsBody/eventList"))
            }
            None => ("/epcisBody/eventList", body.get("eventList")),
        };
        match list.or_else(|| body.get("event")) {
            Some(Value::Array(events)) => {
                for (index, event) in events.iter().enumerate() {
                    take_event(reading, &format!("{position}{path}/{index}"), event, carrier);
                }
            }
            Some(event @ Value::Object(_)) => take_event(reading, &format!("{position}{path}"), event, carrier),
            Some(_) => reading.refuse(format!("{position}{path}"), Rejection::WrongType("eventList")),
            None => reading.refuse(format!("{position}{path}"), Rejection::Missing("eventList")),
        }
    } else if object.contains_key("eventTime") || event_type(object).is_some_and(|name| name.ends_with("Event")) {
        take_event(reading, position, value, carrier);
    } else if let Some(error) = carrier_error(position, object) {
        reading.fail(error);
    } else {
        reading.refuse(position, Rejection::NotAnAnswer);
    }
}

/// The last part of an object's type, written as a word, with a prefix, or as an address.
fn event_type(object: &Map<String, Value>) -> Option<&str> {
    object.get("type").or_else(|| object.get("isA"))?.as_str()?.rsplit(['/', ':', '#']).next()
}

/// The server's own error: a problem (RFC 9457) as EPCIS 2.0 answers it.
fn carrier_error(position: &str, object: &Map<String, Value>) -> Option<CarrierError> {
    let status = object.get("status").and_then(Value::as_i64);
    let name = json::text_if(object, "type").ok().flatten();
    let is_error = status.is_some() || name.is_some_and(|name| name.contains("Exception"));
    if !is_error {
        return None;
    }
    let message = ["detail", "title"].iter().find_map(|key| object.get(*key)?.as_str()).unwrap_or_default();
    let kind = match (status, name.unwrap_or_default()) {
        (Some(404), _) => CarrierErrorKind::UnknownNumber,
        (Some(401 | 403), _) => CarrierErrorKind::NoRights,
        (Some(413 | 429), _) => CarrierErrorKind::Quota,
        (Some(500..=599), _) => CarrierErrorKind::Unavailable,
        (_, name) if name.contains("Security") => CarrierErrorKind::NoRights,
        (_, name) if name.contains("NoSuch") => CarrierErrorKind::UnknownNumber,
        (_, name) if name.contains("TooLarge") || name.contains("TooComplex") => CarrierErrorKind::Quota,
        (_, name) if name.contains("Implementation") => CarrierErrorKind::Unavailable,
        _ => CarrierErrorKind::Other,
    };
    let code = status.map(|status| status.to_string()).or_else(|| name.map(reading::words)).unwrap_or_default();
    Some(CarrierError {
        position: position.to_owned(),
        kind,
        code,
        message: reading::words(message),
        tracking_number: None,
    })
}

/// What all objects of an event share.
struct Shared {
    carrier: String,
    code: String,
    moment: Moment,
    place: String,
    is_withdrawn: bool,
}

fn take_event(reading: &mut FeedReading, position: &str, event: &Value, carrier: &str) {
    let Value::Object(event) = event else {
        return reading.refuse(position, Rejection::WrongType("event"));
    };
    let shared = match shared(event, carrier) {
        Ok(shared) => shared,
        Err((key, reason)) => return reading.refuse(format!("{position}{key}"), reason),
    };
    let mut named = false;
    for key in OBJECTS {
        let one = |index: usize| if key == "parentID" { String::new() } else { format!("/{index}") };
        let identities: &[Value] = match event.get(key) {
            None | Some(Value::Null) => continue,
            Some(Value::Array(list)) => list,
            Some(identity @ Value::String(_)) => std::slice::from_ref(identity),
            Some(_) => {
                reading.refuse(format!("{position}/{key}"), Rejection::WrongType(key));
                named = true;
                continue;
            }
        };
        for (index, identity) in identities.iter().enumerate() {
            named = true;
            match identity.as_str().and_then(number) {
                Some(number) => reading.take(format!("{position}/{key}{}", one(index)), scan(&shared, number)),
                None => reading.refuse(format!("{position}/{key}{}", one(index)), Rejection::WrongType(key)),
            }
        }
    }
    if !named {
        reading.refuse(format!("{position}/epcList"), Rejection::Missing("epcList"));
    }
}

fn shared(event: &Map<String, Value>, carrier: &str) -> Result<Shared, (&'static str, Rejection)> {
    let step = json::text_if(event, "bizStep").map_err(|reason| ("/bizStep", reason))?.map(word);
    let disposition = json::text_if(event, "disposition").map_err(|reason| ("/disposition", reason))?.map(word);
    let code = match (step, disposition) {
        (None, None) => return Err(("/bizStep", Rejection::Missing("bizStep"))),
        (Some(step), Some(disposition)) => format!("{step}/{disposition}"),
        (Some(step), None) => step.to_owned(),
        (None, Some(disposition)) => format!("*/{disposition}"),
    };
    Ok(Shared {
        carrier: carrier.to_owned(),
        code: reading::code(&code).ok_or(("/bizStep", Rejection::WrongType("bizStep")))?,
        moment: when(event)?,
        place: ["readPoint", "bizLocation"].iter().find_map(|key| place(event.get(*key)?)).unwrap_or_default(),
        is_withdrawn: event.get("errorDeclaration").is_some_and(|declaration| !declaration.is_null()),
    })
}

/// A word of the vocabulary, without what is written around it; a word of somebody else's stays as it is.
fn word(text: &str) -> &str {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let ours = [
        "urn:epcglobal:cbv:bizstep:",
        "urn:epcglobal:cbv:disp:",
        "https://ref.gs1.org/cbv/bizstep-",
        "https://ref.gs1.org/cbv/disp-",
        "http://ref.gs1.org/cbv/bizstep-",
        "http://ref.gs1.org/cbv/disp-",
        "https://gs1.org/voc/bizstep-",
        "https://gs1.org/voc/disp-",
        "cbv:bizstep-",
        "cbv:disp-",
    ];
    ours.iter().find(|start| lower.starts_with(*start)).map_or(text, |start| &text[start.len()..])
}

fn when(event: &Map<String, Value>) -> Result<Moment, (&'static str, Rejection)> {
    let time = json::text(event, "eventTime").map_err(|reason| ("/eventTime", reason))?;
    let clock = match json::text_if(event, "eventTimeZoneOffset").map_err(|reason| ("/eventTimeZoneOffset", reason))? {
        Some(text) => Some(offset(text).ok_or(("/eventTimeZoneOffset", Rejection::WrongType("eventTimeZoneOffset")))?),
        None => None,
    };
    let zone = clock.map(TimeZone::fixed);
    let moment = moment::parse(time, zone.as_ref()).map_err(|reason| ("/eventTime", reason))?;
    // The event says itself which clock hung there, also where its time is written in UTC.
    let minutes = clock.and_then(|clock| i16::try_from(clock.seconds() / 60).ok());
    Ok(Moment { offset_minutes: minutes.unwrap_or(moment.offset_minutes), ..moment })
}

/// An offset as `+02:00`, at most 14 hours.
fn offset(text: &str) -> Option<Offset> {
    let text = text.trim();
    if text == "Z" {
        return Some(Offset::UTC);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let two =
        |part: &str| (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok());
    let (hours, minutes): (i32, i32) = (two(hours)??, two(minutes)??);
    let seconds = (hours * 60 + minutes) * 60;
    (minutes < 60 && hours <= 14).then(|| Offset::from_seconds(sign * seconds).ok())?
}

/// A place: an identity, or an object that holds one.
fn place(value: &Value) -> Option<String> {
    let text = value.as_str().or_else(|| value.get("id")?.as_str())?;
    Some(reading::words(text)).filter(|text| !text.is_empty())
}

/// The number of an object: the 18 digits of an SSCC, or the identity as it is given.
fn number(identity: &str) -> Option<String> {
    let identity = identity.trim();
    let digits = match (identity.strip_prefix("urn:epc:id:sscc:"), link_of_sscc(identity)) {
        (Some(parts), _) => {
            let (company, serial) = parts.split_once('.')?;
            let (extension, reference) = serial.split_at_checked(1)?;
            let body = format!("{extension}{company}{reference}");
            let check = (body.len() == 17).then(|| check_digit(&body))??;
            format!("{body}{check}")
        }
        (None, Some(digits)) => {
            let (body, check) = (digits.len() == 18).then(|| digits.split_at_checked(17))??;
            (check_digit(body)?.to_string() == check).then(|| digits.to_owned())?
        }
        (None, None) => return reading::tracking_number(identity),
    };
    Some(digits)
}

/// The digits of a GS1 Digital Link to an SSCC: `https://…/00/340123450000000000`.
fn link_of_sscc(identity: &str) -> Option<&str> {
    let path = identity.strip_prefix("https://").or_else(|| identity.strip_prefix("http://"))?;
    let (_, rest) = path.split_once("/00/")?;
    Some(rest.split(['/', '?', '#']).next().unwrap_or(rest))
}

/// The check digit of GS1 keys: from the right × 3, × 1, × 3 …, completed to a multiple of ten.
fn check_digit(body: &str) -> Option<u32> {
    let mut sum = 0;
    for (place, letter) in body.chars().rev().enumerate() {
        sum += letter.to_digit(10)? * if place % 2 == 0 { 3 } else { 1 };
    }
    Some((10 - sum % 10) % 10)
}

fn scan(shared: &Shared, tracking_number: String) -> FeedScan {
    let (meaning, read_by) = if shared.is_withdrawn {
        // The payload itself says that it puts the parcel in no state, whatever its code means.
        (Meaning::default(), ReadBy::Payload)
    } else {
        ReadBy::look_up(FeedFormat::Epcis, &shared.carrier, &shared.code)
    };
    FeedScan {
        position: String::new(),
        tracking_number,
        carrier: shared.carrier.clone(),
        code: shared.code.clone(),
        state: meaning.state,
        reason: meaning.reason,
        responsible: meaning.responsible,
        at: shared.moment.at,
        offset_minutes: shared.moment.offset_minutes,
        place: shared.place.clone(),
        label: String::new(),
        correction: shared.is_withdrawn,
        product: None,
        estimated_delivery: None,
        signatory: String::new(),
        read_by,
    }
}

#[cfg(test)]
#[path = "epcis_tests.rs"]
mod tests;
