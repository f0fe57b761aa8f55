//! Reading a matrix file, and saying everything that is wrong with it, line by line (`consigne reasons lint`).
//!
//! The file is walked as a tree of values with their places, not deserialised: that would stop at the first mistake.

use serde::Serialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::reason::{Bilingual, InfoField, Matrix, SlotDefinition, SubReason, Subject, Window};
use super::reason_edit::Part;
use super::reason_kind::{DayCount, FieldKind, LeadsTo, SlotKind, WindowStart};

/// The longest label, in characters: it must fit a column.
pub(super) const LABEL_MAX: usize = 120;
/// The longest help or hint, in characters.
pub(super) const HELP_MAX: usize = 400;
/// The longest key, in characters.
pub(super) const KEY_MAX: usize = 60;
/// The longest window, in days: ten years are longer than any claim lives.
pub(super) const WINDOW_MAX: i64 = 3_650;

/// One mistake in a matrix file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The line it stands in, the first being 1.
    pub line: usize,
    /// The rule that is broken; see [`lint`].
    pub rule: &'static str,
    /// What is wrong and what would be right, in English.
    pub message: String,
    /// The key of the subject it stands in, or empty.
    #[serde(skip)]
    pub subject: String,
    /// The sub-reason, information or attachment of that subject it stands in, by its key.
    #[serde(skip)]
    pub item: Option<(Part, String)>,
}

/// Everything that is wrong with a matrix file, in the order of its lines. Empty means that it can be used.
///
/// The rules: `syntax` (not TOML; nothing else is looked at then), `no-subject`, `unknown-key`, `missing-key`,
/// `wrong-type`, `malformed-key` (keys are a-z, 0-9 and _, beginning with a letter), `duplicate-key` (subjects in the
/// file; sub-reasons, information and attachments in their subject), `missing-language`, `blank-text`, `too-long`,
/// `unknown-word` (a kind, count, start or place that does not exist), `window-days` (not between 1 and 3650),
/// `unknown-sub-reason` (in `only_for`), `retired-required` (what nobody is asked for any more is required, or blocks),
/// `dead-name` (what no choice leads to any more: all its sub-reasons are retired) and `no-choice` (a subject whose
/// sub-reasons are all retired: nobody could go past it). Of a subject that is not enabled only the key is read.
#[must_use]
pub fn lint(text: &str) -> Vec<Finding> {
    read(text).1
}

/// The matrix of a file, complete where there is no finding, and the findings.
pub(super) fn read(text: &str) -> (Matrix, Vec<Finding>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, findings: Vec::new(), subject: String::new(), item: None };
    for error in &errors {
        reader.report(error.span().map_or(0, |span| span.start), "syntax", error.message().to_owned());
    }
    let matrix = if errors.is_empty() { reader.matrix(root.get_ref()) } else { Matrix::default() };
    reader.findings.sort_by_key(|finding| finding.line);
    (matrix, reader.findings)
}

/// A table of the file: where it begins and what to call it in a message.
struct Place<'a> {
    table: &'a DeTable<'a>,
    at: usize,
    name: String,
}

impl<'a> Place<'a> {
    fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(key)
    }

    /// The text under a key, or empty.
    fn word(&self, key: &str) -> String {
        self.get(key).and_then(|value| value.get_ref().as_str()).unwrap_or_default().to_owned()
    }
}

struct Reader<'t> {
    text: &'t str,
    findings: Vec<Finding>,
    /// The key of the subject that is read.
    subject: String,
    /// What of it is read.
    item: Option<(Part, String)>,
}

impl Reader<'_> {
    fn matrix(&mut self, root: &DeTable<'_>) -> Matrix {
        let file = Place { table: root, at: 0, name: "the file".to_owned() };
        self.known(&file, &["subject"]);
        let places = self.tables(&file, "subject");
        if places.is_empty() {
            self.report(0, "no-subject", "the file has no [[subject]]".to_owned());
        }

        let mut matrix = Matrix::default();
        let mut taken = Vec::new();
        for place in &places {
            self.subject = place.word("key");
            let key = self.key(place, &mut taken);
            if self.flag(place, "enabled", true) {
                matrix.subjects.extend(self.subject(place, key));
            } else {
                matrix.disabled.extend(key);
            }
        }
        self.subject = String::new();
        matrix
    }

    fn subject(&mut self, place: &Place<'_>, key: Option<String>) -> Option<Subject> {
        self.known(
            place,
            &[
                "key",
                "enabled",
                "retired",
                "label",
                "help",
                "leads_to",
                "window",
                "sub_reason",
                "information",
                "attachment",
            ],
        );
        let label = self.required_bilingual(place, "label", LABEL_MAX);
        let help = self.bilingual(place, "help", HELP_MAX);
        let leads_to = self.word(place, "leads_to", LeadsTo::from_word, LeadsTo::ALL.iter().map(|one| one.as_str()));
        let window = self.window(place);
        let retired = self.flag(place, "retired", false);

        let (mut taken, mut sub_reasons) = (Vec::new(), Vec::<SubReason>::new());
        for one in self.tables(place, "sub_reason") {
            self.item = Some((Part::SubReason, one.word("key")));
            sub_reasons.extend(self.sub_reason(&one, &mut taken));
        }
        self.item = None;
        // One that is wrong otherwise is missing here, and may well be offered.
        let all_read = !taken.is_empty() && sub_reasons.len() == taken.len();
        if !retired && all_read && sub_reasons.iter().all(|one| one.retired) {
            let message = format!("all sub-reasons of {} are retired: nobody can choose one", place.name);
            self.report(place.at, "no-choice", message);
        }
        let gone: Vec<String> = sub_reasons.iter().filter(|one| one.retired).map(|one| one.key.clone()).collect();
        // Sub-reasons whose label is wrong exist all the same: `taken` knows them.
        let known_sub_reasons = taken;

        let (mut taken, mut fields) = (Vec::new(), Vec::new());
        for one in self.tables(place, "information") {
            self.item = Some((Part::Information, one.word("key")));
            let field = self.field(&one, &mut taken, &known_sub_reasons);
            if let Some(field) = &field {
                self.alive(&one, (field.retired, field.required), &field.only_for, &gone);
            }
            fields.extend(field);
        }
        let (mut taken, mut slots) = (Vec::new(), Vec::new());
        for one in self.tables(place, "attachment") {
            self.item = Some((Part::Attachment, one.word("key")));
            let slot = self.slot(&one, &mut taken, &known_sub_reasons);
            if let Some(slot) = &slot {
                self.alive(&one, (slot.retired, slot.blocks_resolution), &slot.only_for, &gone);
            }
            slots.extend(slot);
        }
        self.item = None;
        Some(Subject { key: key?, label: label?, help, sub_reasons, fields, slots, window, leads_to, retired })
    }

    fn sub_reason(&mut self, place: &Place<'_>, taken: &mut Vec<String>) -> Option<SubReason> {
        self.known(place, &["key", "label", "retired"]);
        let key = self.key(place, taken);
        let label = self.required_bilingual(place, "label", LABEL_MAX);
        let retired = self.flag(place, "retired", false);
        Some(SubReason { key: key?, label: label?, retired })
    }

    /// What is asked for is so by some choice, and what is retired holds nobody up.
    fn alive(&mut self, place: &Place<'_>, (retired, holds): (bool, bool), only_for: &[String], gone: &[String]) {
        if retired && holds {
            let message = format!("{} is retired and can neither be required nor block", place.name);
            self.report(place.at, "retired-required", message);
        }
        if !retired && !only_for.is_empty() && only_for.iter().all(|key| gone.contains(key)) {
            let message = format!("{} is asked for by retired sub-reasons alone: nobody ever sees it", place.name);
            self.report(place.at, "dead-name", message);
        }
    }

    fn field(&mut self, place: &Place<'_>, taken: &mut Vec<String>, sub_reasons: &[String]) -> Option<InfoField> {
        self.known(place, &["key", "label", "hint", "kind", "required", "only_for", "retired"]);
        let key = self.key(place, taken);
        let label = self.required_bilingual(place, "label", LABEL_MAX);
        let hint = self.bilingual(place, "hint", HELP_MAX);
        let words = FieldKind::ALL.iter().map(|one| one.as_str());
        let kind = self.required_word(place, "kind", FieldKind::from_word, words);
        let required = self.flag(place, "required", false);
        let only_for = self.only_for(place, sub_reasons);
        let retired = self.flag(place, "retired", false);
        Some(InfoField { key: key?, label: label?, hint, kind: kind?, required, only_for, retired })
    }

    fn slot(&mut self, place: &Place<'_>, taken: &mut Vec<String>, sub_reasons: &[String]) -> Option<SlotDefinition> {
        self.known(place, &["key", "label", "hint", "kind", "blocks_resolution", "only_for", "retired"]);
        let key = self.key(place, taken);
        let words = SlotKind::ALL.iter().map(|one| one.as_str());
        let kind = self.required_word(place, "kind", SlotKind::from_word, words);
        let label = self.required_bilingual(place, "label", LABEL_MAX);
        let hint = self.bilingual(place, "hint", HELP_MAX);
        let blocks_resolution = self.flag(place, "blocks_resolution", false);
        let only_for = self.only_for(place, sub_reasons);
        let retired = self.flag(place, "retired", false);
        Some(SlotDefinition { key: key?, kind: kind?, label: label?, blocks_resolution, hint, only_for, retired })
    }

    fn window(&mut self, place: &Place<'_>) -> Option<Window> {
        let place = self.table(place, "window", "{ days = …, count = …, from = … }")?;
        self.known(&place, &["days", "count", "from"]);
        let days = self.days(&place);
        let words = DayCount::ALL.iter().map(|one| one.as_str());
        let count = self.required_word(&place, "count", DayCount::from_word, words);
        let words = WindowStart::ALL.iter().map(|one| one.as_str());
        let from = self.required_word(&place, "from", WindowStart::from_word, words);
        Some(Window { days: days?, count: count?, from: from? })
    }

    fn days(&mut self, place: &Place<'_>) -> Option<u16> {
        let Some(value) = place.get("days") else {
            self.missing(place, "days");
            return None;
        };
        let Some(number) = value.get_ref().as_integer() else {
            self.wrong_type(place, "days", value, "a whole number");
            return None;
        };
        // A number too long to be read is out of range as well.
        let days = i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).unwrap_or(0);
        if !(1..=WINDOW_MAX).contains(&days) {
            let message = format!("the days of {} must be between 1 and {WINDOW_MAX}", place.name);
            self.report(value.span().start, "window-days", message);
        }
        days.try_into().ok()
    }

    fn only_for(&mut self, place: &Place<'_>, sub_reasons: &[String]) -> Vec<String> {
        let Some(value) = place.get("only_for") else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(place, "only_for", value, "a list of sub-reasons");
            return Vec::new();
        };
        let mut keys = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_str() {
                Some(key) if sub_reasons.iter().any(|known| known == key) => keys.push(key.to_owned()),
                Some(key) => {
                    let message = format!("`only_for` of {}: the subject has no sub-reason `{key}`", place.name);
                    self.report(item.span().start, "unknown-sub-reason", message);
                }
                None => self.wrong_type(place, "only_for", item, "a list of sub-reasons"),
            }
        }
        keys
    }

    /// The key of a table, well formed and not yet taken among its likes.
    fn key(&mut self, place: &Place<'_>, taken: &mut Vec<String>) -> Option<String> {
        let Some(value) = place.get("key") else {
            self.missing(place, "key");
            return None;
        };
        let key = self.text(place, "key", KEY_MAX)?;
        let well_formed = key.starts_with(|first: char| first.is_ascii_lowercase())
            && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if !well_formed {
            let message = format!("the key `{key}` must be made of a-z, 0-9 and _, and begin with a letter");
            self.report(value.span().start, "malformed-key", message);
        }
        if taken.contains(&key) {
            self.report(value.span().start, "duplicate-key", format!("the key `{key}` is already taken"));
        } else {
            taken.push(key.clone());
        }
        Some(key)
    }

    fn required_bilingual(&mut self, place: &Place<'_>, key: &str, max: usize) -> Option<Bilingual> {
        if place.get(key).is_none() {
            self.missing(place, key);
        }
        self.bilingual(place, key, max)
    }

    fn bilingual(&mut self, place: &Place<'_>, key: &str, max: usize) -> Option<Bilingual> {
        let texts = self.table(place, key, "a text in each language, .fr and .en")?;
        self.known(&texts, &["fr", "en"]);
        let mut one = |language: &str, name: &str| {
            if texts.get(language).is_none() {
                let message = format!("{} has no {name} text (`{key}.{language}`)", texts.name);
                self.report(texts.at, "missing-language", message);
            }
            self.text(&texts, language, max)
        };
        let (fr, en) = (one("fr", "French"), one("en", "English"));
        Some(Bilingual { fr: fr?, en: en? })
    }

    /// A text that says something; `None` where there is none, which is for the caller to report.
    fn text(&mut self, place: &Place<'_>, key: &str, max: usize) -> Option<String> {
        let value = place.get(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(place, key, value, "a text in quotes");
            return None;
        };
        let at = value.span().start;
        if text.trim().is_empty() {
            self.report(at, "blank-text", format!("`{key}` of {} is blank", place.name));
            return None;
        }
        if text.chars().count() > max {
            self.report(at, "too-long", format!("`{key}` of {} is longer than {max} characters", place.name));
        }
        Some(text.trim().to_owned())
    }

    fn required_word<T>(
        &mut self,
        place: &Place<'_>,
        key: &str,
        from_word: fn(&str) -> Option<T>,
        words: impl Iterator<Item = &'static str>,
    ) -> Option<T> {
        if place.get(key).is_none() {
            self.missing(place, key);
        }
        self.word(place, key, from_word, words)
    }

    fn word<T>(
        &mut self,
        place: &Place<'_>,
        key: &str,
        from_word: fn(&str) -> Option<T>,
        words: impl Iterator<Item = &'static str>,
    ) -> Option<T> {
        let value = place.get(key)?;
        let offered: Vec<&str> = words.collect();
        let Some(word) = value.get_ref().as_str() else {
            self.wrong_type(place, key, value, "a text in quotes");
            return None;
        };
        let known = from_word(word);
        if known.is_none() {
            let message = format!("`{key}` of {} is `{word}`; it can be {}", place.name, offered.join(", "));
            self.report(value.span().start, "unknown-word", message);
        }
        known
    }

    fn flag(&mut self, place: &Place<'_>, key: &str, default: bool) -> bool {
        let Some(value) = place.get(key) else {
            return default;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_type(place, key, value, "true or false");
            default
        })
    }

    /// The table under a key, if there is one.
    fn table<'a>(&mut self, place: &Place<'a>, key: &str, expected: &str) -> Option<Place<'a>> {
        let value = place.get(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(place, key, value, expected);
            return None;
        };
        Some(Place { table, at: value.span().start, name: format!("the {key} of {}", place.name) })
    }

    /// The tables written `[[key]]`.
    fn tables<'a>(&mut self, place: &Place<'a>, key: &str) -> Vec<Place<'a>> {
        let Some(value) = place.get(key) else {
            return Vec::new();
        };
        let expected = "tables, each under its own line in double brackets";
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(place, key, value, expected);
            return Vec::new();
        };
        let mut places = Vec::new();
        for (position, item) in items.iter().enumerate() {
            let Some(table) = item.get_ref().as_table() else {
                self.wrong_type(place, key, item, expected);
                continue;
            };
            let named = table.get("key").and_then(|value| value.get_ref().as_str());
            let name = match named {
                Some(word) => format!("{} `{word}`", key.replace('_', "-")),
                None => format!("{} {}", key.replace('_', "-"), position + 1),
            };
            places.push(Place { table, at: item.span().start, name });
        }
        places
    }

    fn known(&mut self, place: &Place<'_>, keys: &[&str]) {
        for (key, _) in place.table {
            let word: &str = key.get_ref();
            if !keys.contains(&word) {
                let message = format!("{} has no `{word}`; it can have {}", place.name, keys.join(", "));
                self.report(key.span().start, "unknown-key", message);
            }
        }
    }

    fn missing(&mut self, place: &Place<'_>, key: &str) {
        self.report(place.at, "missing-key", format!("{} lacks its `{key}`", place.name));
    }

    fn wrong_type(&mut self, place: &Place<'_>, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        let found = value.get_ref().type_str();
        let message = format!("`{key}` of {} must be {expected}, not {found}", place.name);
        self.report(value.span().start, "wrong-type", message);
    }

    fn report(&mut self, at: usize, rule: &'static str, message: String) {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let (subject, item) = (self.subject.clone(), self.item.clone());
        self.findings.push(Finding { line, rule, message, subject, item });
    }
}

#[cfg(test)]
#[path = "reason_lint_tests.rs"]
mod tests;
