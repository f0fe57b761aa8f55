//! The files of a scheduled report: its parcels as a table for spreadsheets and as a page that stands by itself. The
//! PDF is laid out by whoever has the writer; it shows the same columns as the page.

mod html;
mod table;

use domain::Language;
use domain::parcel::ParcelState;
use jiff::Zoned;
use jiff::civil::Date;

pub use html::HtmlReport;
pub use table::TableReport;

/// What a report says of itself at its head, in its language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Its name.
    pub name: String,
    /// Names and values: customer, day of sending, days of shipping, what it is cut by, when it was made.
    pub facts: Vec<(String, String)>,
    /// How many parcels it speaks of, as a sentence.
    pub total: String,
    /// How many in which state.
    pub counts: Vec<(String, String)>,
    /// What the numbers lead to, or empty where they lead nowhere.
    pub note: String,
}

/// A parcel of a report. Days and moments are in the zone they are shown in.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// The page that opens the parcel; none in a copy for somebody who has no account.
    pub address: Option<String>,
    /// The tracking number, cleaned.
    pub number: &'a str,
    /// Where it stands.
    pub state: ParcelState,
    /// Since when.
    pub since: Zoned,
    /// The carrier's own words of the last event, or empty.
    pub last_label: &'a str,
    /// The place of the last event, or empty.
    pub last_place: &'a str,
    /// When that was, by the clock of the place.
    pub last_at: Option<Zoned>,
    /// The day of shipping.
    pub label_on: Date,
    /// The day of delivery that the carrier expects.
    pub estimated_on: Option<Date>,
    /// The carrier.
    pub carrier: &'a str,
    /// Its product, or empty.
    pub service: &'a str,
    /// The account and its part, or empty.
    pub account: &'a str,
    /// The part of the account, or empty.
    pub sub_account: &'a str,
    /// The sender's reference, or empty.
    pub sender_reference: &'a str,
    /// The recipient's reference, or empty.
    pub recipient_reference: &'a str,
    /// The recipient's name, or empty.
    pub recipient_name: &'a str,
    /// His postcode, or empty.
    pub postcode: &'a str,
    /// His town, or empty.
    pub town: &'a str,
    /// His country, or empty.
    pub country: &'a str,
}

/// The columns of page and document.
#[must_use]
pub fn columns(language: Language) -> [&'static str; 8] {
    use wording::report as w;
    [
        w::column_number(language),
        w::column_state(language),
        w::column_since(language),
        w::column_event(language),
        w::column_recipient(language),
        w::column_destination(language),
        w::column_reference(language),
        w::column_shipped(language),
    ]
}

impl Line<'_> {
    /// The cells of page and document, in the order of [`columns`].
    #[must_use]
    pub fn cells(&self, language: Language) -> [String; 8] {
        let with = |first: &str, between: &str, second: &str| match (first.is_empty(), second.is_empty()) {
            (_, true) => first.to_owned(),
            (true, false) => second.to_owned(),
            (false, false) => format!("{first}{between}{second}"),
        };
        let town = with(self.postcode, " ", self.town);
        [
            domain::parcel::grouped(self.number),
            wording::values::parcel_state(language, self.state).to_owned(),
            moment(language, &self.since),
            with(self.last_label, " · ", self.last_place),
            self.recipient_name.to_owned(),
            with(&town, ", ", self.country),
            self.sender_reference.to_owned(),
            day(language, self.label_on),
        ]
    }
}

/// A day in figures, as the language writes it: `28/03/2027`, `28 Mar 2027`.
fn day(language: Language, day: Date) -> String {
    match language {
        Language::Fr => day.strftime("%d/%m/%Y").to_string(),
        Language::En => day.strftime("%-d %b %Y").to_string(),
    }
}

/// A moment to the minute.
fn moment(language: Language, at: &Zoned) -> String {
    format!("{} {}", day(language, at.date()), wording::moment::time(at.time()))
}

#[cfg(test)]
#[path = "report/tests.rs"]
mod tests;
