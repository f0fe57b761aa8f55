//! What readers of JSON share: the items of a payload, one after the other.
//!
//! A payload is a value, an array of them, or several of either one after the other, as webhooks are kept one per line.
//! Items are built one at a time and within bounds ([`super::tree`]), so that what a payload costs does not depend on
//! what somebody wrote into it. Where it breaks off, what came before is there.

use std::fmt;

use serde::Deserializer as _;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, SeqAccess, Visitor};
use serde_json::{Deserializer, Map, Value};

use super::encoding;
use super::reading::{FeedReading, Rejection};
use super::tree::{Room, Tree};

/// Takes an item that stands at a position.
type Take<'t> = dyn FnMut(&mut FeedReading, &str, &Value) + 't;

/// What came of an item before its payload broke off. Of its lists only the end is missing: what stands in one is whole.
pub(super) struct Part {
    /// Its position.
    pub position: String,
    /// What came of it.
    pub value: Value,
}

/// Hands over the items of a payload, at most so many: those of an array by their place in it. What is no JSON ends it,
/// and is reported by line and column. Yields the item that broke off, as far as it came.
pub(super) fn each(reading: &mut FeedReading, bytes: &[u8], items: usize, take: &mut Take<'_>) -> Option<Part> {
    let text = encoding::decode_parts(bytes, b'"');
    let mut rest = text.trim_start();
    if rest.is_empty() {
        reading.refuse("", Rejection::Empty);
        return None;
    }
    let mut walk =
        Walk { reading, take, room: Room::of(items), of_value: String::new(), at: String::new(), ends: false };
    let (mut line, mut counted) = (1, 0);
    let mut is_first = true;
    while !rest.is_empty() && !walk.ends {
        let begin = text.len() - rest.len();
        line += text[counted..begin].bytes().filter(|byte| *byte == b'\n').count();
        counted = begin;
        let (value, after) = rest.split_at(end_of_value(rest));
        rest = after.trim_start();
        // A payload of one value needs no name for it; of several each has the line in which it begins.
        let is_alone = is_first && rest.is_empty();
        is_first = false;
        walk.of_value = if is_alone { String::new() } else { format!("line {line}") };
        if let Err(error) = walk.value(value) {
            let before = text[..begin].rfind('\n').map_or(begin, |end| begin - end - 1);
            let column = error.column() + if error.line() <= 1 { before } else { 0 };
            return walk.broken(&error, line + error.line().saturating_sub(1), column);
        }
    }
    None
}

/// Where the value ends that a text begins with: it is one as far as its brackets and quotation marks go.
fn end_of_value(text: &str) -> usize {
    let (mut depth, mut in_text, mut is_escaped) = (0_usize, false, false);
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' if in_text => {
                in_text = false;
                if depth == 0 {
                    return place + 1;
                }
            }
            _ if in_text => {}
            b'"' | b'{' | b'[' if depth == 0 && place > 0 => return place,
            b'"' => in_text = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => return place + 1,
            b'}' | b']' => depth -= 1,
            byte if depth == 0 && byte.is_ascii_whitespace() => return place,
            _ => {}
        }
    }
    text.len()
}

/// A payload on its way through the reader.
struct Walk<'w, 't> {
    reading: &'w mut FeedReading,
    take: &'w mut Take<'t>,
    room: Room,
    /// The position of the value that is being read.
    of_value: String,
    /// That of the item in it.
    at: String,
    /// Whether nothing more is read, because there is no room for it.
    ends: bool,
}

impl Walk<'_, '_> {
    /// Takes a value, or those of an array.
    fn value(&mut self, text: &str) -> serde_json::Result<()> {
        let mut source = Deserializer::from_str(text);
        self.at.clone_from(&self.of_value);
        if text.starts_with('[') {
            source.deserialize_seq(List(self))?;
        } else if self.has_room() {
            let value = Tree(&mut self.room).deserialize(&mut source)?;
            self.item(&value);
        }
        if self.ends { Ok(()) } else { source.end() }
    }

    /// Whether another item may be read, which begins here; says so where not.
    fn has_room(&mut self) -> bool {
        self.ends = !self.room.begin();
        if self.ends {
            self.reading.fault(self.at.clone(), Rejection::TooMany(self.room.most()));
        }
        !self.ends
    }

    fn item(&mut self, value: &Value) {
        (self.take)(self.reading, &self.at, value);
        if let Some(place) = self.room.cut_at() {
            self.reading.fault(format!("{}{place}", self.at), Rejection::TooMany(self.room.most()));
            self.ends = self.room.is_used_up();
        }
    }

    /// The end of a payload that is no JSON from a place on, or that holds an item larger than any.
    fn broken(mut self, error: &serde_json::Error, line: usize, column: usize) -> Option<Part> {
        if self.ends {
            return None;
        }
        if self.room.is_too_large() {
            self.reading.fault(self.at, Rejection::TooLarge);
            return None;
        }
        let said = error.to_string();
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        self.reading.fault(format!("line {line} column {column}"), Rejection::Malformed(said.to_owned()));
        self.room.part().map(|value| Part { position: self.at, value })
    }
}

/// An array whose elements are taken one by one.
struct List<'l, 'w, 't>(&'l mut Walk<'w, 't>);

impl<'de> Visitor<'de> for List<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let walk = self.0;
        for index in 0_usize.. {
            walk.at = format!("{}/{index}", walk.of_value);
            if walk.room.is_used_up() {
                if elements.next_element::<IgnoredAny>()?.is_none() {
                    break;
                }
                walk.has_room();
            }
            if walk.ends {
                // Nothing of what follows is looked at.
                return Err(A::Error::custom("no room for more"));
            }
            walk.room.begin();
            let Some(value) = elements.next_element_seed(Tree(&mut walk.room))? else {
                walk.room.give_back();
                break;
            };
            walk.item(&value);
        }
        Ok(())
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

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
