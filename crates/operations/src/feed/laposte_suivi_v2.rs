//! Answers of La Poste's unified tracking, "Suivi" version 2: `GET /suivi/v2/idships/{ids}`.
//!
//! One number asked for gives one answer, several give an array of them (HTTP 207 where they differ). A good answer
//! holds a shipment with its events, the newest first. An error answer has a `returnCode` that is no 2xx, or, from
//! the gateway in front, a `code` in words. Events carry a moment with an offset and no place.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::json::{self, plain, text};
use super::moment;
use super::reading::{self, CarrierError, CarrierErrorKind, FeedReading, FeedScan, ReadBy, Rejection};
use super::{FeedFormat, FeedOptions};

/// Reads one payload: an answer, or an array of answers.
#[must_use]
pub fn read(bytes: &[u8], options: &FeedOptions) -> FeedReading {
    let mut reading = FeedReading::default();
    json::each(&mut reading, bytes, options.items, &mut |reading, position, answer| {
        take_answer(reading, position, answer, options);
    });
    reading.settle()
}

fn take_answer(reading: &mut FeedReading, position: &str, answer: &Value, options: &FeedOptions) {
    let Value::Object(answer) = answer else {
        reading.refuse(position, Rejection::NotAnAnswer);
        return;
    };
    if let Some(error) = carrier_error(position, answer) {
        reading.fail(error);
        return;
    }
    match answer.get("shipment") {
        Some(Value::Object(shipment)) => {
            take_shipment(reading, &format!("{position}/shipment"), shipment, options);
        }
        Some(_) => reading.refuse(format!("{position}/shipment"), Rejection::WrongType("shipment")),
        None if answer.contains_key("returnCode") => reading.refuse(position, Rejection::Missing("shipment")),
        None => reading.refuse(position, Rejection::NotAnAnswer),
    }
}

/// The carrier's own error, if the answer is one.
fn carrier_error(position: &str, answer: &Map<String, Value>) -> Option<CarrierError> {
    let code = match answer.get("returnCode").and_then(plain) {
        Some(code) if code.len() == 3 && code.starts_with('2') => return None,
        Some(code) => code,
        None if answer.contains_key("shipment") => return None,
        None => answer.get("code").and_then(plain)?,
    };
    let message = ["returnMessage", "message"].iter().find_map(|key| answer.get(*key)?.as_str());
    Some(CarrierError {
        position: position.to_owned(),
        kind: kind(&code),
        code: reading::words(&code),
        message: reading::words(message.unwrap_or_default()),
        tracking_number: answer.get("idShip").and_then(Value::as_str).and_then(reading::tracking_number),
    })
}

fn kind(code: &str) -> CarrierErrorKind {
    match code {
        // 400 is the answer to a number of a form that La Poste does not use.
        "400" | "404" | "BAD_REQUEST" | "NOT_FOUND" | "RESOURCE_NOT_FOUND" => CarrierErrorKind::UnknownNumber,
        "401" | "403" | "UNAUTHORIZED" | "FORBIDDEN" => CarrierErrorKind::NoRights,
        "429" | "TOO_MANY_REQUESTS" => CarrierErrorKind::Quota,
        "INTERNAL_SERVER_ERROR" | "SERVICE_UNAVAILABLE" => CarrierErrorKind::Unavailable,
        code if code.len() == 3 && code.starts_with('5') => CarrierErrorKind::Unavailable,
        _ => CarrierErrorKind::Other,
    }
}

/// What all events of a shipment share.
struct Shipment {
    tracking_number: String,
    carrier: String,
    product: Option<String>,
    estimated_delivery: Option<Date>,
}

fn take_shipment(reading: &mut FeedReading, position: &str, shipment: &Map<String, Value>, options: &FeedOptions) {
    let number = match text(shipment, "idShip") {
        Ok(number) => reading::tracking_number(number).ok_or(Rejection::WrongType("idShip")),
        Err(reason) => Err(reason),
    };
    let tracking_number = match number {
        Ok(number) => number,
        Err(reason) => return reading.refuse(format!("{position}/idShip"), reason),
    };
    let events = match shipment.get("event") {
        Some(Value::Array(events)) => events.as_slice(),
        // A shipment that was announced and not seen yet has no events.
        None | Some(Value::Null) => &[],
        Some(_) => return reading.refuse(format!("{position}/event"), Rejection::WrongType("event")),
    };
    let product = shipment.get("product").and_then(Value::as_str).map(reading::words);
    let shared = Shipment {
        tracking_number,
        carrier: options
            .carrier
            .as_deref()
            .and_then(reading::carrier)
            .unwrap_or_else(|| carrier(shipment, product.as_deref()).to_owned()),
        product: product.filter(|product| !product.is_empty()),
        estimated_delivery: shipment
            .get("estimDate")
            .and_then(Value::as_str)
            .and_then(|text| text.get(..10)?.parse().ok()),
    };
    for (index, event) in events.iter().enumerate() {
        let position = format!("{position}/event/{index}");
        match scan(&shared, event) {
            Ok(scan) => reading.take(position, scan),
            Err((key, reason)) => reading.refuse(format!("{position}{key}"), reason),
        }
    }
}

/// La Poste tracks for its three houses: `holder` 3 is Chronopost, 4 is Colissimo, the others are letters.
fn carrier(shipment: &Map<String, Value>, product: Option<&str>) -> &'static str {
    let product = product.unwrap_or_default().to_lowercase();
    match shipment.get("holder").and_then(Value::as_i64) {
        Some(3) => "chronopost",
        Some(4) => "colissimo",
        _ if product.contains("chronopost") => "chronopost",
        _ if product.contains("colissimo") => "colissimo",
        _ => "laposte",
    }
}

/// One event; where it cannot be taken, the rest of its position and why.
fn scan(shipment: &Shipment, event: &Value) -> Result<FeedScan, (&'static str, Rejection)> {
    let Value::Object(event) = event else {
        return Err(("", Rejection::WrongType("event")));
    };
    let code = text(event, "code").map_err(|reason| ("/code", reason))?;
    let code = reading::code(code).ok_or(("/code", Rejection::WrongType("code")))?;
    let date = text(event, "date").map_err(|reason| ("/date", reason))?;
    let moment = moment::parse(date, None).map_err(|reason| ("/date", reason))?;
    let (meaning, read_by) = ReadBy::look_up(FeedFormat::LaposteSuiviV2, &shipment.carrier, &code);
    Ok(FeedScan {
        position: String::new(),
        tracking_number: shipment.tracking_number.clone(),
        carrier: shipment.carrier.clone(),
        code,
        state: meaning.state,
        reason: meaning.reason,
        responsible: meaning.responsible,
        at: moment.at,
        offset_minutes: moment.offset_minutes,
        place: String::new(),
        label: event.get("label").and_then(Value::as_str).map(reading::words).unwrap_or_default(),
        correction: false,
        product: shipment.product.clone(),
        estimated_delivery: shipment.estimated_delivery,
        signatory: String::new(),
        read_by,
    })
}

#[cfg(test)]
#[path = "laposte_suivi_v2_tests.rs"]
mod tests;
