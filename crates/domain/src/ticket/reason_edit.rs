//! Changing a matrix step by step: what the editor's forms do to a draft. Keys never change once they are given, because
//! tickets keep them.

use serde::{Deserialize, Serialize};

use super::reason::{Bilingual, InfoField, Matrix, SlotDefinition, SubReason, Subject, Window};
use super::reason_kind::{FieldKind, LeadsTo, SlotKind, words};
use super::reason_lint::{HELP_MAX, KEY_MAX, LABEL_MAX, WINDOW_MAX};
use super::reason_value::one_line;
use crate::refusal::FieldRefusal;

/// The longest name, in characters: it must fit a column.
pub const NAME_MAX: usize = LABEL_MAX;
/// The longest help or hint, in characters.
pub const TEXT_OF_HELP_MAX: usize = HELP_MAX;
/// The most parts of one kind in a subject, and the most subjects.
const PARTS_MAX: usize = 60;

words! {
    /// A list inside a subject.
    Part {
        /// The sub-reasons.
        SubReason = "sub_reason",
        /// The information fields.
        Information = "information",
        /// The document slots.
        Attachment = "attachment",
    }
}

/// Names and help as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// The name.
    pub label: Bilingual,
    /// The help or hint; empty for none.
    pub help: Bilingual,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A subject is added, or its own properties are changed.
    Subject {
        /// Its key; empty for a new one.
        key: String,
        /// Name and help.
        texts: Texts,
        /// Until when it may be claimed.
        window: Option<Window>,
        /// Where the same is had without a ticket.
        leads_to: Option<LeadsTo>,
    },
    /// A part of a subject is added or changed.
    Item {
        /// The subject.
        subject: String,
        /// Which list.
        part: Part,
        /// Its key; empty for a new one.
        key: String,
        /// Name and hint; sub-reasons have no hint.
        texts: Texts,
        /// The word of its kind; sub-reasons have none.
        kind: String,
        /// Whether filing waits for it (information), or the resolution does (attachments).
        holds: bool,
        /// The sub-reasons that ask for it; empty means all.
        only_for: Vec<String>,
    },
    /// A subject, or a part of it, is no longer offered, or is again.
    Retire {
        /// The subject.
        subject: String,
        /// The part; none for the subject itself.
        item: Option<(Part, String)>,
        /// Whether it is retired from now on.
        retired: bool,
    },
    /// A subject or a part that was never published goes for good.
    Remove {
        /// The subject.
        subject: String,
        /// The part; none for the subject itself.
        item: Option<(Part, String)>,
    },
    /// A subject or a part changes places with its neighbour.
    Move {
        /// The subject.
        subject: String,
        /// The part; none for the subject itself.
        item: Option<(Part, String)>,
        /// Towards the beginning.
        up: bool,
    },
    /// In a customer's own matrix: a subject of the operator's is not offered to him.
    TakeAway {
        /// The subject.
        subject: String,
    },
    /// In a customer's own matrix: a subject is the operator's again.
    Follow {
        /// The subject.
        subject: String,
    },
}

/// Why a step was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotEdited {
    /// What it speaks of is not there (any more).
    Gone,
    /// These fields of the form cannot be accepted.
    Fields(Vec<(String, FieldRefusal)>),
}

impl Matrix {
    /// Makes one step; `beneath` is the operator's matrix where this is a customer's own. A subject that is still the
    /// operator's becomes the customer's own as soon as it is changed.
    ///
    /// Answers the key of the subject that was touched, and of what in it.
    ///
    /// # Errors
    /// [`NotEdited`]; nothing is changed then.
    pub fn edit(&mut self, beneath: Option<&Matrix>, edit: &Edit) -> Result<(String, String), NotEdited> {
        let mut next = self.clone();
        let touched = next.step(beneath, edit)?;
        *self = next;
        Ok(touched)
    }

    fn step(&mut self, beneath: Option<&Matrix>, edit: &Edit) -> Result<(String, String), NotEdited> {
        match edit {
            Edit::Subject { key, texts, window, leads_to } => {
                let (label, help) = checked(texts)?;
                let days_wrong = window.is_some_and(|window| !(1..=WINDOW_MAX).contains(&i64::from(window.days)));
                if days_wrong {
                    let why = FieldRefusal::OutOfRange { least: 1, most: u32::try_from(WINDOW_MAX).unwrap_or(0) };
                    return Err(NotEdited::Fields(vec![("days".to_owned(), why)]));
                }
                if key.is_empty() {
                    return self.add_subject(beneath, (label, help), *window, *leads_to);
                }
                let subject = self.own(beneath, key).ok_or(NotEdited::Gone)?;
                (subject.label, subject.help, subject.window, subject.leads_to) = (label, help, *window, *leads_to);
                Ok((key.clone(), String::new()))
            }
            Edit::Item { subject, part, key, texts, kind, holds, only_for } => {
                let (label, hint) = checked(texts)?;
                let subject = self.own(beneath, subject).ok_or(NotEdited::Gone)?;
                if only_for.iter().any(|key| subject.sub_reason(key).is_none()) {
                    return Err(NotEdited::Fields(vec![("only_for".to_owned(), FieldRefusal::NotOffered)]));
                }
                let given = Given { label, hint, kind, holds: *holds, only_for: only_for.clone() };
                let item = given.keep(subject, *part, key)?;
                Ok((subject.key.clone(), item))
            }
            Edit::Retire { subject, item, retired } => {
                let subject = self.own(beneath, subject).ok_or(NotEdited::Gone)?;
                subject.retire(item.as_ref(), *retired).ok_or(NotEdited::Gone)?;
                Ok((subject.key.clone(), key_of(item.as_ref())))
            }
            Edit::Remove { subject: key, item: None } => {
                let place = self.subjects.iter().position(|one| one.key == *key).ok_or(NotEdited::Gone)?;
                self.subjects.remove(place);
                Ok((key.clone(), String::new()))
            }
            Edit::Remove { subject, item: Some((part, key)) } => {
                let subject = self.own(beneath, subject).ok_or(NotEdited::Gone)?;
                subject.remove(*part, key).ok_or(NotEdited::Gone)?;
                Ok((subject.key.clone(), key.clone()))
            }
            Edit::Move { subject: key, item: None, up } => {
                let place = self.subjects.iter().position(|one| one.key == *key).ok_or(NotEdited::Gone)?;
                swap(&mut self.subjects, place, *up);
                Ok((key.clone(), String::new()))
            }
            Edit::Move { subject, item: Some((part, key)), up } => {
                let subject = self.own(beneath, subject).ok_or(NotEdited::Gone)?;
                let place = subject.keys(*part).iter().position(|one| one == key).ok_or(NotEdited::Gone)?;
                match part {
                    Part::SubReason => swap(&mut subject.sub_reasons, place, *up),
                    Part::Information => swap(&mut subject.fields, place, *up),
                    Part::Attachment => swap(&mut subject.slots, place, *up),
                }
                Ok((subject.key.clone(), key.clone()))
            }
            Edit::TakeAway { subject: key } => {
                beneath.and_then(|beneath| beneath.subject(key)).ok_or(NotEdited::Gone)?;
                self.subjects.retain(|one| one.key != *key);
                if !self.disabled.contains(key) {
                    self.disabled.push(key.clone());
                }
                Ok((key.clone(), String::new()))
            }
            Edit::Follow { subject: key } => {
                beneath.and_then(|beneath| beneath.subject(key)).ok_or(NotEdited::Gone)?;
                self.subjects.retain(|one| one.key != *key);
                self.disabled.retain(|one| one != key);
                Ok((key.clone(), String::new()))
            }
        }
    }

    fn add_subject(
        &mut self,
        beneath: Option<&Matrix>,
        (label, help): (Bilingual, Option<Bilingual>),
        window: Option<Window>,
        leads_to: Option<LeadsTo>,
    ) -> Result<(String, String), NotEdited> {
        let mut taken: Vec<String> = self.subjects.iter().map(|one| one.key.clone()).collect();
        taken.extend(self.disabled.iter().cloned());
        if let Some(beneath) = beneath {
            taken.extend(beneath.subjects.iter().map(|one| one.key.clone()));
            taken.extend(beneath.disabled.iter().cloned());
        }
        if self.subjects.len() >= PARTS_MAX {
            return Err(NotEdited::Fields(vec![("label_fr".to_owned(), FieldRefusal::TooMany(PARTS_MAX))]));
        }
        let key = new_key(&label, &taken);
        let (sub_reasons, fields, slots) = (Vec::new(), Vec::new(), Vec::new());
        let subject =
            Subject { key: key.clone(), label, help, sub_reasons, fields, slots, window, leads_to, retired: false };
        self.subjects.push(subject);
        Ok((key, String::new()))
    }

    /// The subject of a key to be changed: the one here, or the one beneath, which is then taken over.
    fn own(&mut self, beneath: Option<&Matrix>, key: &str) -> Option<&mut Subject> {
        if self.subject(key).is_none() {
            let subject = beneath?.subject(key)?.clone();
            self.disabled.retain(|one| one != key);
            self.subjects.push(subject);
        }
        self.subjects.iter_mut().find(|one| one.key == key)
    }

    /// What a form of the editor showed of a subject or a part of it, as one text: whoever changes it says what he saw.
    #[must_use]
    pub fn seen(&self, subject: &str, item: Option<&(Part, String)>) -> String {
        let Some(subject) = self.subject(subject) else { return String::new() };
        match item {
            None => format!("{:?} {:?} {:?} {:?}", subject.label, subject.help, subject.window, subject.leads_to),
            Some((Part::SubReason, key)) => format!("{:?}", subject.sub_reason(key).map(|one| &one.label)),
            Some((Part::Information, key)) => {
                let field = subject.fields.iter().find(|one| one.key == *key);
                format!("{:?}", field.map(|one| (&one.label, &one.hint, one.kind, one.required, &one.only_for)))
            }
            Some((Part::Attachment, key)) => {
                let slot = subject.slot(key);
                format!("{:?}", slot.map(|one| (&one.label, &one.hint, one.kind, one.blocks_resolution, &one.only_for)))
            }
        }
    }
}

impl Subject {
    /// The keys of a list, in its order.
    #[must_use]
    pub fn keys(&self, part: Part) -> Vec<String> {
        match part {
            Part::SubReason => self.sub_reasons.iter().map(|one| one.key.clone()).collect(),
            Part::Information => self.fields.iter().map(|one| one.key.clone()).collect(),
            Part::Attachment => self.slots.iter().map(|one| one.key.clone()).collect(),
        }
    }

    fn retire(&mut self, item: Option<&(Part, String)>, retired: bool) -> Option<()> {
        match item {
            None => self.retired = retired,
            Some((Part::SubReason, key)) => {
                self.sub_reasons.iter_mut().find(|one| one.key == *key)?.retired = retired;
            }
            Some((Part::Information, key)) => {
                let field = self.fields.iter_mut().find(|one| one.key == *key)?;
                field.retired = retired;
                field.required &= !retired;
            }
            Some((Part::Attachment, key)) => {
                let slot = self.slots.iter_mut().find(|one| one.key == *key)?;
                slot.retired = retired;
                slot.blocks_resolution &= !retired;
            }
        }
        Some(())
    }

    fn remove(&mut self, part: Part, key: &str) -> Option<()> {
        let place = self.keys(part).iter().position(|one| one == key)?;
        match part {
            Part::SubReason => {
                self.sub_reasons.remove(place);
                // What only this one asked for has nobody left who asks for it, and goes with it.
                let alone = |only_for: &[String]| only_for.len() == 1 && only_for[0] == key;
                self.fields.retain(|one| !alone(&one.only_for));
                self.slots.retain(|one| !alone(&one.only_for));
                self.fields.iter_mut().for_each(|one| one.only_for.retain(|one| one != key));
                self.slots.iter_mut().for_each(|one| one.only_for.retain(|one| one != key));
            }
            Part::Information => {
                self.fields.remove(place);
            }
            Part::Attachment => {
                self.slots.remove(place);
            }
        }
        Some(())
    }
}

/// What a form gave for a part.
struct Given<'a> {
    label: Bilingual,
    hint: Option<Bilingual>,
    kind: &'a str,
    holds: bool,
    only_for: Vec<String>,
}

impl Given<'_> {
    /// Keeps it in its list; answers its key.
    fn keep(self, subject: &mut Subject, part: Part, key: &str) -> Result<String, NotEdited> {
        let taken = subject.keys(part);
        if key.is_empty() && taken.len() >= PARTS_MAX {
            return Err(NotEdited::Fields(vec![("label_fr".to_owned(), FieldRefusal::TooMany(PARTS_MAX))]));
        }
        let not_chosen = || NotEdited::Fields(vec![("kind".to_owned(), FieldRefusal::NotChosen)]);
        let place = match taken.iter().position(|one| one == key) {
            Some(place) => Some(place),
            None if key.is_empty() => None,
            None => return Err(NotEdited::Gone),
        };
        let key = if key.is_empty() { new_key(&self.label, &taken) } else { key.to_owned() };
        let Given { label, hint, kind, holds, only_for } = self;
        match part {
            Part::SubReason => {
                let retired = place.is_some_and(|place| subject.sub_reasons[place].retired);
                put(&mut subject.sub_reasons, place, SubReason { key: key.clone(), label, retired });
            }
            Part::Information => {
                let kind = FieldKind::from_word(kind).ok_or_else(not_chosen)?;
                let retired = place.is_some_and(|place| subject.fields[place].retired);
                let field = InfoField { key: key.clone(), label, hint, kind, required: holds, only_for, retired };
                put(&mut subject.fields, place, field);
            }
            Part::Attachment => {
                let kind = SlotKind::from_word(kind).ok_or_else(not_chosen)?;
                let retired = place.is_some_and(|place| subject.slots[place].retired);
                let (key, blocks_resolution) = (key.clone(), holds);
                put(
                    &mut subject.slots,
                    place,
                    SlotDefinition { key, kind, label, blocks_resolution, hint, only_for, retired },
                );
            }
        }
        Ok(key)
    }
}

fn put<T>(list: &mut Vec<T>, place: Option<usize>, one: T) {
    match place {
        Some(place) => list[place] = one,
        None => list.push(one),
    }
}

fn swap<T>(list: &mut [T], place: usize, up: bool) {
    let other = if up { place.checked_sub(1) } else { Some(place + 1).filter(|next| *next < list.len()) };
    if let Some(other) = other {
        list.swap(place, other);
    }
}

fn key_of(item: Option<&(Part, String)>) -> String {
    item.map(|(_, key)| key.clone()).unwrap_or_default()
}

/// Name and help in the form that is kept. A name may be there in one language only while the matrix is a draft.
fn checked(texts: &Texts) -> Result<(Bilingual, Option<Bilingual>), NotEdited> {
    let tidy = |text: &Bilingual| Bilingual { fr: one_line(&text.fr), en: one_line(&text.en) };
    let (label, help) = (tidy(&texts.label), tidy(&texts.help));
    let mut wrong = Vec::new();
    if label.fr.is_empty() && label.en.is_empty() {
        wrong.push(("label_fr".to_owned(), FieldRefusal::Missing));
    }
    for (name, text, max) in [
        ("label_fr", &label.fr, LABEL_MAX),
        ("label_en", &label.en, LABEL_MAX),
        ("help_fr", &help.fr, HELP_MAX),
        ("help_en", &help.en, HELP_MAX),
    ] {
        if text.chars().count() > max {
            wrong.push((name.to_owned(), FieldRefusal::TooLong(max)));
        }
    }
    let none = help.fr.is_empty() && help.en.is_empty();
    if wrong.is_empty() { Ok((label, (!none).then_some(help))) } else { Err(NotEdited::Fields(wrong)) }
}

/// A key made of a name, the English one where there is one, that none of its likes has.
fn new_key(label: &Bilingual, taken: &[String]) -> String {
    let name = if label.en.is_empty() { &label.fr } else { &label.en };
    let mut key = String::new();
    for letter in name.to_lowercase().chars() {
        let plain = match letter {
            'à' | 'â' | 'ä' | 'á' => "a",
            'ç' => "c",
            'é' | 'è' | 'ê' | 'ë' => "e",
            'î' | 'ï' | 'í' => "i",
            'ô' | 'ö' | 'ó' => "o",
            'ù' | 'û' | 'ü' | 'ú' => "u",
            'œ' => "oe",
            'æ' => "ae",
            _ => "",
        };
        if letter.is_ascii_alphanumeric() {
            key.push(letter);
        } else if !plain.is_empty() {
            key.push_str(plain);
        } else if !key.is_empty() && !key.ends_with('_') {
            key.push('_');
        }
    }
    let key: String = key.chars().take(KEY_MAX - 10).collect();
    let key = key.trim_end_matches('_');
    let key =
        if key.starts_with(|first: char| first.is_ascii_lowercase()) { key.to_owned() } else { format!("r{key}") };
    let free = |one: &String| !taken.contains(one);
    if free(&key) {
        return key;
    }
    (2..).map(|count| format!("{key}_{count}")).find(free).unwrap_or(key)
}

#[cfg(test)]
#[path = "reason_edit_tests.rs"]
mod tests;
