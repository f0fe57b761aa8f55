//! Webhooks of Sendcloud.
//!
//! `parcel_status_changed` holds a parcel with its status: an `id` and a `message` in version 2, a `code` in words in
//! version 3. Webhooks arrive in any order, so the moment is the carrier's own (`carrier_status_change_timestamp`),
//! or else that of the webhook, in seconds or in milliseconds. Other actions say nothing of a parcel's way: they are
//! taken and give no scan. A webhook may come alone or, in files that were kept, in an array or one per line.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::json;
use super::moment::{self, Moment};
use super::reading::{self, FeedReading, FeedScan, ReadBy, Rejection};
use super::{FeedFormat, FeedOptions};

/// The only action that tells of a parcel's way.
const STATUS_CHANGED: &str = "parcel_status_changed";
/// A number of seconds has at most eleven digits until the year 5138; one of milliseconds has more since 1973.
const MILLISECONDS: i64 = 100_000_000_000;

/// Reads one payload: a webhook, or an array of webhooks.
#[must_use]
pub fn read(bytes: &[u8], options: &FeedOptions) -> FeedReading {
    let mut reading = FeedReading::default();
    json::each(&mut reading, bytes, options.items, &mut |reading, position, webhook| match scan(webhook, options) {
        Ok(Some(scan)) => reading.take(position, scan),
        Ok(None) => {}
        Err((key, reason)) => reading.refuse(format!("{position}{key}"), reason),
    });
    reading.settle()
}

/// The scan of one webhook; `None` for another action. Where it cannot be taken, the rest of its position and why.
fn scan(webhook: &Value, options: &FeedOptions) -> Result<Option<FeedScan>, (&'static str, Rejection)> {
    let Value::Object(webhook) = webhook else {
        return Err(("", Rejection::NotAnAnswer));
    };
    let action = json::text(webhook, "action").map_err(|reason| match reason {
        Rejection::Missing(_) => ("", Rejection::NotAnAnswer),
        wrong => ("/action", wrong),
    })?;
    if action != STATUS_CHANGED {
        return Ok(None);
    }
    let parcel = match webhook.get("parcel") {
        Some(Value::Object(parcel)) => parcel,
        None | Some(Value::Null) => return Err(("/parcel", Rejection::Missing("parcel"))),
        Some(_) => return Err(("/parcel", Rejection::WrongType("parcel"))),
    };
    let number = json::text(parcel, "tracking_number").map_err(|reason| ("/parcel/tracking_number", reason))?;
    let tracking_number =
        reading::tracking_number(number).ok_or(("/parcel/tracking_number", Rejection::WrongType("tracking_number")))?;
    let (code, label) = status(parcel)?;
    let moment = moment(webhook)?;
    let carrier = options
        .carrier
        .as_deref()
        .or_else(|| carrier(parcel))
        .and_then(reading::carrier)
        .unwrap_or_else(|| String::from("sendcloud"));
    let (meaning, read_by) = ReadBy::look_up(FeedFormat::Sendcloud, &carrier, &code);
    Ok(Some(FeedScan {
        position: String::new(),
        tracking_number,
        carrier,
        code,
        state: meaning.state,
        reason: meaning.reason,
        responsible: meaning.responsible,
        at: moment.at,
        offset_minutes: moment.offset_minutes,
        place: String::new(),
        label,
        correction: false,
        product: None,
        estimated_delivery: json::text_if(parcel, "expected_delivery_date")
            .ok()
            .flatten()
            .and_then(|text| text.get(..10)?.parse().ok()),
        signatory: String::new(),
        read_by,
    }))
}

/// Code and words of a parcel's status: version 3 names it in words, version 2 by a number.
fn status(parcel: &Map<String, Value>) -> Result<(String, String), (&'static str, Rejection)> {
    let status = match parcel.get("status") {
        Some(Value::Object(status)) => status,
        None | Some(Value::Null) => return Err(("/parcel/status", Rejection::Missing("status"))),
        Some(_) => return Err(("/parcel/status", Rejection::WrongType("status"))),
    };
    let message = json::text_if(status, "message").map_err(|reason| ("/parcel/status/message", reason))?;
    let code = match (status.get("id"), status.get("code")) {
        (Some(id @ (Value::Number(_) | Value::String(_))), _) => json::plain(id),
        (None | Some(Value::Null), Some(code @ (Value::Number(_) | Value::String(_)))) => json::plain(code),
        (None | Some(Value::Null), None | Some(Value::Null)) => message.map(str::to_owned),
        (Some(_), _) => return Err(("/parcel/status/id", Rejection::WrongType("id"))),
        (None, Some(_)) => return Err(("/parcel/status/code", Rejection::WrongType("code"))),
    };
    let code = code.ok_or(("/parcel/status", Rejection::Missing("id")))?;
    let code = reading::code(&code).ok_or(("/parcel/status", Rejection::WrongType("id")))?;
    Ok((code, message.map(reading::words).unwrap_or_default()))
}

fn moment(webhook: &Map<String, Value>) -> Result<Moment, (&'static str, Rejection)> {
    for (key, position) in
        [("carrier_status_change_timestamp", "/carrier_status_change_timestamp"), ("timestamp", "/timestamp")]
    {
        match webhook.get(key) {
            None | Some(Value::Null) => {}
            Some(Value::Number(number)) => return instant(number).map_err(|reason| (position, reason)),
            Some(Value::String(text)) => return moment::parse(text, None).map_err(|reason| (position, reason)),
            Some(_) => return Err((position, Rejection::WrongType(key))),
        }
    }
    Err(("/timestamp", Rejection::Missing("timestamp")))
}

/// The instant of a number of seconds or milliseconds since 1970, which has no clock of its own.
fn instant(number: &serde_json::Number) -> Result<Moment, Rejection> {
    let bad = || Rejection::BadMoment(number.to_string());
    let number = number.as_i64().ok_or_else(bad)?;
    let milliseconds = if number < MILLISECONDS { number.checked_mul(1000) } else { Some(number) };
    let at = milliseconds.and_then(|number| Timestamp::from_millisecond(number).ok()).ok_or_else(bad)?;
    moment::bounded(Moment { at, offset_minutes: 0 }).ok_or_else(bad)
}

/// The carrier that Sendcloud gave the parcel to: its code, or an object that holds it.
fn carrier(parcel: &Map<String, Value>) -> Option<&str> {
    match parcel.get("carrier")? {
        Value::String(code) => Some(code.as_str()),
        Value::Object(carrier) => carrier.get("code")?.as_str(),
        _ => None,
    }
    .filter(|code| !code.trim().is_empty())
}

#[cfg(test)]
#[path = "sendcloud_tests.rs"]
mod tests;
