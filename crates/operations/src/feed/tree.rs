//! A value of JSON, built within bounds.
//!
//! A list that goes beyond them is cut short where they end: its elements stand alone, so that those before are good. An
//! object cannot be cut short without becoming another one; where its members go beyond the bounds it is given up whole.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// What an object weighs beside its members, in members: it takes memory for eleven of them at once.
const OBJECT: usize = 6;
/// What one item may weigh, as many times the number of items that are read: elements of lists weigh one, members too.
/// An event with all that hangs on it weighs about twelve.
const WEIGHT: usize = 12;

/// What a payload may still hold.
pub(super) struct Room {
    most: usize,
    /// Items that may still come: elements of any list.
    items: usize,
    /// What the item that is being built weighs so far.
    weight: usize,
    is_too_large: bool,
    /// The way from the first list that was cut short up to its item.
    cut: Option<Vec<String>>,
    part: Option<Value>,
}

impl Room {
    /// Room for so many items.
    pub const fn of(items: usize) -> Self {
        Self { most: items, items, weight: 0, is_too_large: false, cut: None, part: None }
    }

    /// How many items there was room for.
    pub const fn most(&self) -> usize {
        self.most
    }

    /// Whether there is no room for another item.
    pub const fn is_used_up(&self) -> bool {
        self.items == 0
    }

    /// Begins an item of the payload; `false` where there is no room for one.
    pub const fn begin(&mut self) -> bool {
        self.weight = 0;
        let is_room = self.items > 0;
        self.items = self.items.saturating_sub(1);
        is_room
    }

    /// There was no such item after all.
    pub const fn give_back(&mut self) {
        self.items += 1;
    }

    /// Whether the item could not be built, because its members go beyond all bounds.
    pub const fn is_too_large(&self) -> bool {
        self.is_too_large
    }

    /// Where the first list of the item was cut short, as the rest of a JSON pointer.
    pub fn cut_at(&mut self) -> Option<String> {
        let way = self.cut.take()?;
        Some(way.iter().rev().map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1"))).collect())
    }

    /// What came of an object before the text broke off.
    pub fn part(&mut self) -> Option<Value> {
        self.part.take().filter(Value::is_object)
    }

    const fn has_room_for_element(&self) -> bool {
        self.items > 0 && self.weight < self.most.saturating_mul(WEIGHT)
    }

    /// Members may go beyond what ends a list, so that the object around it can be finished.
    fn member(&mut self) -> bool {
        self.weight += 1;
        let bound = self.most.saturating_mul(WEIGHT);
        self.is_too_large = self.weight > bound.saturating_add(bound / 4).saturating_add(1_000);
        !self.is_too_large
    }

    fn step(&mut self, was_cut: bool, step: impl FnOnce() -> String) {
        if let (false, Some(way)) = (was_cut, &mut self.cut) {
            way.push(step());
        }
    }
}

/// Builds a value within a room.
pub(super) struct Tree<'r>(pub &'r mut Room);

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let room = self.0;
        let mut list = Vec::new();
        loop {
            if !room.has_room_for_element() {
                let mut follows = elements.next_element::<IgnoredAny>()?.is_some();
                if follows && room.cut.is_none() {
                    room.cut = Some(vec![list.len().to_string()]);
                }
                while follows {
                    follows = elements.next_element::<IgnoredAny>()?.is_some();
                }
                break;
            }
            let was_cut = room.cut.is_some();
            match elements.next_element_seed(Tree(room)) {
                Ok(Some(value)) => {
                    room.items = room.items.saturating_sub(1);
                    room.weight += 1;
                    room.step(was_cut, || list.len().to_string());
                    list.push(value);
                }
                Ok(None) => break,
                Err(error) => {
                    // An element that broke off is none.
                    room.part = Some(Value::Array(list));
                    return Err(error);
                }
            }
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let room = self.0;
        room.weight += OBJECT;
        let mut object = Map::new();
        loop {
            room.part = None;
            let key = match members.next_key::<String>() {
                Ok(Some(key)) => key,
                Ok(None) => return Ok(Value::Object(object)),
                Err(error) => {
                    room.part = Some(Value::Object(object));
                    return Err(error);
                }
            };
            if !room.member() {
                return Err(A::Error::custom("too many members"));
            }
            let was_cut = room.cut.is_some();
            match members.next_value_seed(Tree(room)) {
                Ok(value) => {
                    room.step(was_cut, || key.clone());
                    object.insert(key, value);
                }
                Err(error) => {
                    if let Some(part) = room.part.take() {
                        object.insert(key, part);
                    }
                    room.part = Some(Value::Object(object));
                    return Err(error);
                }
            }
        }
    }
}
