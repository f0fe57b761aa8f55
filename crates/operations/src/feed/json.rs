//! What readers of JSON share.

use serde_json::{Map, Value};

use super::reading::{FeedReading, Rejection};

/// The values of a payload: one, or those of an array, each with its position. What is no JSON is refused whole.
pub(super) fn values(reading: &mut FeedReading, bytes: &[u8]) -> Vec<(String, Value)> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        reading.refuse("", Rejection::Empty);
        return Vec::new();
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Array(values)) => {
            values.into_iter().enumerate().map(|(index, value)| (format!("/{index}"), value)).collect()
        }
        Ok(value) => vec![(String::new(), value)],
        Err(error) => {
            let position = format!("line {} column {}", error.line(), error.column());
            reading.refuse(position, Rejection::Malformed(error.to_string()));
            Vec::new()
        }
    }
}

/// A text that must be there.
pub(super) fn text<'a>(object: &'a Map<String, Value>, key: &'static str) -> Result<&'a str, Rejection> {
    match object.get(key) {
        None | Some(Value::Null) => Err(Rejection::Missing(key)),
        Some(Value::String(text)) if text.trim().is_empty() => Err(Rejection::Missing(key)),
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(Rejection::WrongType(key)),
    }
}

/// A text that may be missing or null; anything else is of a wrong type.
pub(super) fn text_if<'a>(object: &'a Map<String, Value>, key: &'static str) -> Result<Option<&'a str>, Rejection> {
    match text(object, key) {
        Ok(text) => Ok(Some(text)),
        Err(Rejection::Missing(_)) => Ok(None),
        Err(wrong) => Err(wrong),
    }
}

/// A number or a word, as text; `None` for anything else, also for an empty word.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    }
}
