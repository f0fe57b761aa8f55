//! A report as its owner defines it, and the one place that checks what he typed (S2-13, S2-14).

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::schedule::{self, Progress, STEP_MINUTES, Schedule, Weekdays};
use super::{Destination, FileName, Selection, Window};
use crate::Language;
use crate::email::is_email;
use crate::parcel::StateFilter;
use crate::refusal::FieldRefusal;

/// Reports that one user has at most, those of colleagues that he subscribed to among them (S2-13).
pub const REPORTS_MAX: usize = 10;

/// Recipients of one report at most, besides its owner; subscribers do not count (S2-13).
pub const RECIPIENTS_MAX: usize = 5;

/// The longest name, in characters.
pub const NAME_MAX: usize = 80;

/// The longest address, in characters (RFC 5321 §4.5.3.1: 64 + 1 + 255).
pub const ADDRESS_MAX: usize = 320;

/// The form in which a report is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A table for spreadsheets.
    Csv,
    /// A page whose numbers lead to the parcels.
    Html,
    /// A document to print and keep.
    Pdf,
}

impl Format {
    /// All three.
    pub const ALL: [Format; 3] = [Format::Csv, Format::Html, Format::Pdf];

    /// The word that is stored, and the ending of its files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Html => "html",
            Format::Pdf => "pdf",
        }
    }

    /// The media type of its files.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8",
            Format::Html => "text/html; charset=utf-8",
            Format::Pdf => "application/pdf",
        }
    }
}

impl FromStr for Format {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Format::ALL.into_iter().find(|format| format.as_str() == word).ok_or(())
    }
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// The name that its owner gave it.
    pub name: String,
    /// Which parcels.
    pub selection: Selection,
    /// Shipped on which days before the day of sending.
    pub window: Window,
    /// When it is sent.
    pub schedule: Schedule,
    /// In which forms; at least one, each once.
    pub formats: Vec<Format>,
    /// The name of its files.
    pub file_name: FileName,
    /// The language of mail and files.
    pub language: Language,
    /// The owner's address for this report.
    pub email: String,
    /// Who else gets it; at most [`RECIPIENTS_MAX`], none of them the owner's address.
    pub recipients: Vec<String>,
}

/// A report as it was typed. The account is chosen from a list and checked by whoever knows the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The name.
    pub name: String,
    /// Whether national deliveries are in it.
    pub national: bool,
    /// Whether deliveries to other countries are in it.
    pub international: bool,
    /// Words of [`StateFilter`].
    pub states: Vec<String>,
    /// Days before J on which the window begins.
    pub from_days: String,
    /// Days before J on which it ends.
    pub to_days: String,
    /// Words of days.
    pub weekdays: Vec<String>,
    /// The time as `HH:MM`.
    pub time: String,
    /// The last day as `YYYY-MM-DD`, or empty.
    pub ends_on: String,
    /// Words of [`Format`].
    pub formats: Vec<String>,
    /// The name of its files.
    pub file_name: String,
    /// The code of its language.
    pub language: String,
    /// The owner's address.
    pub email: String,
    /// The other addresses, separated by lines, commas or semicolons.
    pub recipients: String,
}

/// What was wrong, collected in the order of the form.
#[derive(Default)]
struct Wrong(Vec<(String, FieldRefusal)>);

impl Wrong {
    fn say(&mut self, field: &str, refusal: FieldRefusal) {
        self.0.push((field.to_owned(), refusal));
    }

    fn unless<T>(&mut self, field: &str, value: Result<T, FieldRefusal>) -> Option<T> {
        value.map_err(|refusal| self.say(field, refusal)).ok()
    }
}

impl Definition {
    /// The report of what was typed now, in the customer's zone; `before` is the schedule of one that is changed, and the last
    /// day on which it ran. A new
    /// report is sent from tomorrow on, one that is rescheduled from now on, and what stays as it is needs no future:
    /// a report can be changed on its last day, and after it. The account stays unset.
    ///
    /// # Errors
    /// Each field that cannot be accepted as it is, in the order of the form.
    pub fn of(
        typed: &Typed,
        now: Timestamp,
        zone: &TimeZone,
        before: Option<(&Schedule, Option<Date>)>,
    ) -> Result<Self, Vec<(String, FieldRefusal)>> {
        let since = if before.is_some() { now } else { schedule::first_moment(now, zone) };
        let mut wrong = Wrong::default();
        let name = wrong.unless("name", line(&typed.name, NAME_MAX));
        let destination = Destination::of(typed.national, typed.international).ok_or(FieldRefusal::NotChosen);
        let destination = wrong.unless("destination", destination);
        let states: Result<Vec<StateFilter>, _> = typed.states.iter().map(|word| word.parse()).collect();
        let states = wrong.unless("states", states.map_err(|_| FieldRefusal::NotOffered));
        let window = Window::of(&typed.from_days, &typed.to_days).map_err(|found| wrong.0.extend(found)).ok();
        let weekdays = Weekdays::of(typed.weekdays.iter().map(String::as_str));
        if weekdays.is_empty() {
            wrong.say("weekdays", FieldRefusal::NotChosen);
        }
        let minute = wrong.unless("time", minute(&typed.time));
        let ends_on = wrong.unless("ends_on", last_day(&typed.ends_on, since, zone, before.map(|(before, _)| before)));
        if let (false, Some(minute), Some(ends_on)) = (weekdays.is_empty(), minute, ends_on) {
            let schedule = Schedule { weekdays, minute, ends_on };
            let progress = Progress { since, last: before.and_then(|(_, last)| last) };
            if before.map(|(before, _)| before) != Some(&schedule) && schedule.next(&progress, zone).is_none() {
                wrong.say("ends_on", FieldRefusal::NeverDue);
            }
        }
        let formats: Vec<Format> =
            Format::ALL.into_iter().filter(|own| typed.formats.iter().any(|word| word == own.as_str())).collect();
        if formats.is_empty() {
            wrong.say("formats", FieldRefusal::NotChosen);
        }
        let file_name = wrong.unless("file_name", FileName::of(&typed.file_name));
        let language = Language::from_code(&typed.language).ok_or(FieldRefusal::NotChosen);
        let language = wrong.unless("language", language);
        let email = wrong.unless("email", address(&typed.email));
        let recipients = wrong.unless("recipients", recipients(&typed.recipients, &typed.email));
        let whole = || {
            Some(Definition {
                name: name?,
                selection: Selection { destination: destination?, states: states?, account: None, sub_account: None },
                window: window?,
                schedule: Schedule { weekdays, minute: minute?, ends_on: ends_on? },
                formats,
                file_name: file_name?,
                language: language?,
                email: email?,
                recipients: recipients?,
            })
        };
        match whole() {
            Some(definition) if wrong.0.is_empty() => Ok(definition),
            _ => Err(wrong.0),
        }
    }

    /// The report as it would be typed.
    #[must_use]
    pub fn typed(&self) -> Typed {
        let words = |days: Weekdays| Vec::<&'static str>::from(days).into_iter().map(str::to_owned).collect();
        Typed {
            name: self.name.clone(),
            national: self.selection.destination.national(),
            international: self.selection.destination.international(),
            states: self.selection.states.iter().map(ToString::to_string).collect(),
            from_days: self.window.from.to_string(),
            to_days: self.window.to.to_string(),
            weekdays: words(self.schedule.weekdays),
            time: format!("{:02}:{:02}", self.schedule.minute / 60, self.schedule.minute % 60),
            ends_on: self.schedule.ends_on.map(|day| day.to_string()).unwrap_or_default(),
            formats: self.formats.iter().map(|format| format.as_str().to_owned()).collect(),
            file_name: self.file_name.to_string(),
            language: self.language.code().to_owned(),
            email: self.email.clone(),
            recipients: self.recipients.join("\n"),
        }
    }
}

/// One line of text that a person reads: no control characters, at most `most` characters.
fn line(typed: &str, most: usize) -> Result<String, FieldRefusal> {
    let words: Vec<&str> = typed.split(|sign: char| sign.is_whitespace() || sign.is_control()).collect();
    let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match line.chars().count() {
        0 => Err(FieldRefusal::Missing),
        length if length > most => Err(FieldRefusal::TooLong(most)),
        _ => Ok(line),
    }
}

fn minute(typed: &str) -> Result<u16, FieldRefusal> {
    if typed.trim().is_empty() {
        return Err(FieldRefusal::NotChosen);
    }
    let (hour, minute) = typed.trim().split_once(':').ok_or(FieldRefusal::NotOffered)?;
    let number = |text: &str| text.parse::<u16>().map_err(|_| FieldRefusal::NotOffered);
    match (number(hour)?, number(minute)?) {
        (hour @ 0..24, minute @ 0..60) if minute % STEP_MINUTES == 0 => Ok(hour * 60 + minute),
        _ => Err(FieldRefusal::NotOffered),
    }
}

/// The last day: it must not lie before the report may be sent, unless it was so before.
fn last_day(
    typed: &str,
    since: Timestamp,
    zone: &TimeZone,
    before: Option<&Schedule>,
) -> Result<Option<Date>, FieldRefusal> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let day: Date = typed.trim().parse().map_err(|_| FieldRefusal::NotADate)?;
    let known = before.and_then(|before| before.ends_on) == Some(day);
    if !known && day < since.to_zoned(zone.clone()).date() { Err(FieldRefusal::InThePast) } else { Ok(Some(day)) }
}

fn address(typed: &str) -> Result<String, FieldRefusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(FieldRefusal::Missing);
    }
    if typed.chars().count() > ADDRESS_MAX {
        return Err(FieldRefusal::TooLong(ADDRESS_MAX));
    }
    if is_email(typed) { Ok(typed.to_owned()) } else { Err(FieldRefusal::NotAnEmail) }
}

/// The other addresses, each once, without the owner's own.
fn recipients(typed: &str, own: &str) -> Result<Vec<String>, FieldRefusal> {
    let same = |one: &str, other: &str| one.to_lowercase() == other.trim().to_lowercase();
    let mut addresses: Vec<String> = Vec::new();
    for piece in typed.split(['\n', '\r', ',', ';']).map(str::trim).filter(|piece| !piece.is_empty()) {
        let address = address(piece)?;
        if !same(&address, own) && !addresses.iter().any(|known| same(known, &address)) {
            addresses.push(address);
        }
    }
    if addresses.len() > RECIPIENTS_MAX { Err(FieldRefusal::TooManyRecipients(RECIPIENTS_MAX)) } else { Ok(addresses) }
}

#[cfg(test)]
#[path = "definition_tests.rs"]
mod tests;
