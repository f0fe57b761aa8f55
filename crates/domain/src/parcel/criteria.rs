//! What a multi-criteria search asks for (`product.md` §3, S2-05): its criteria alone and together, and its order.
//!
//! The same criteria stand in the address of a result, in the hidden field of the form that acts on *all results*, and
//! in scheduled reports; so they have one written form, a query string, that is read back to the same criteria.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::destination::Destination;
use super::state::StateFilter;
use crate::refusal::FieldRefusal;

mod query;

pub use query::{NoCriteria, decoded, encoded};

/// What stands between the number of an account and that of a part of it, where both are chosen as one: parts of the same
/// number can belong to several accounts.
pub const OF_ACCOUNT: &str = " · ";

/// The longest text of one criterion, in characters.
pub const CRITERION_MAX: usize = 100;

/// What results are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    /// The day of the label.
    #[default]
    Label,
    /// The tracking number.
    Number,
    /// The recipient's name, without case and accents.
    Recipient,
    /// The postcode of destination.
    Postcode,
}

impl SortKey {
    /// Every key.
    pub const ALL: [Self; 4] = [Self::Label, Self::Number, Self::Recipient, Self::Postcode];

    /// The word used in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Number => "number",
            Self::Recipient => "recipient",
            Self::Postcode => "postcode",
        }
    }
}

/// The order of results. Rows that are equal in it follow each other by their ids, so that pages never overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sort {
    /// What they are sorted by.
    pub key: SortKey,
    /// Whether the largest, the latest or Z comes first.
    pub descending: bool,
}

impl Default for Sort {
    /// The latest label first.
    fn default() -> Self {
        Sort { key: SortKey::Label, descending: true }
    }
}

impl Sort {
    /// As it stands in an address: the key's word, with `-` before it where it is descending.
    #[must_use]
    pub fn word(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.key.as_str())
    }

    /// The order of such a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let (descending, word) = word.strip_prefix('-').map_or((false, word), |rest| (true, rest));
        let key = SortKey::ALL.into_iter().find(|key| key.as_str() == word)?;
        Some(Sort { key, descending })
    }
}

/// What a search asks for. An empty text, like `None`, asks for nothing in particular.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Criteria {
    /// The first day of the label.
    pub from: Option<Date>,
    /// The last day of the label, itself included.
    pub until: Option<Date>,
    /// One of the fifteen filters of S2-18.
    pub state: StateFilter,
    /// The number of an account.
    pub account: String,
    /// The number of a part of an account; of any account where none is named.
    pub sub_account: String,
    /// The beginning of the recipient's name, or of its last word; case and accents make no difference.
    pub recipient: String,
    /// The recipient's whole reference; case, accents, spaces and dashes make no difference.
    pub recipient_reference: String,
    /// The sender's whole reference, compared likewise.
    pub sender_reference: String,
    /// The beginning of the postcode: `69` finds the whole department. Without spaces, in capitals.
    pub postcode: String,
    /// The country of destination, ISO 3166-1 alpha-2.
    pub country: String,
    /// The zone of destination.
    pub destination: Option<Destination>,
    /// The order of the results.
    pub sort: Sort,
}

impl Default for Criteria {
    fn default() -> Self {
        Criteria {
            from: None,
            until: None,
            state: StateFilter::All,
            account: String::new(),
            sub_account: String::new(),
            recipient: String::new(),
            recipient_reference: String::new(),
            sender_reference: String::new(),
            postcode: String::new(),
            country: String::new(),
            destination: None,
            sort: Sort::default(),
        }
    }
}

impl Criteria {
    /// The names of the fields, in the order of the form.
    pub const FIELDS: [&'static str; 12] = [
        "from",
        "until",
        "state",
        "account",
        "sub_account",
        "recipient",
        "recipient_reference",
        "sender_reference",
        "postcode",
        "country",
        "destination",
        "sort",
    ];

    /// The criteria of a form: of the pairs of names and values those of [`Criteria::FIELDS`], whatever else stands in
    /// it. Of a name that stands there twice the last one counts; what is only spaces is nothing.
    ///
    /// # Errors
    /// Every field that cannot be accepted, in the order of the form: no date, a period whose end comes before its
    /// beginning (said of `until`), a word that is not offered, a text longer than [`CRITERION_MAX`].
    pub fn of_form<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<(String, FieldRefusal)>> {
        let mut values = [""; Criteria::FIELDS.len()];
        for (name, value) in pairs {
            if let Some(place) = Criteria::FIELDS.iter().position(|field| *field == name) {
                values[place] = value.trim();
            }
        }
        let [
            from,
            until,
            state,
            account,
            sub_account,
            recipient,
            to_reference,
            reference,
            postcode,
            country,
            zone,
            sort,
        ] = values;
        let mut refused = Refused::default();
        let (from, until) = (refused.date("from", from), refused.date("until", until));
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            refused.add("until", FieldRefusal::DatesReversed);
        }
        let country = refused.text("country", country).to_uppercase();
        let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        if !country.is_empty() && !is_code {
            refused.add("country", FieldRefusal::NotOffered);
        }
        let (mut account, sub_account) = (refused.text("account", account), refused.text("sub_account", sub_account));
        let (of_account, sub_account) = sub_account.split_once(OF_ACCOUNT).unwrap_or((&account, &sub_account));
        if !account.is_empty() && of_account != account {
            refused.add("sub_account", FieldRefusal::NotOffered);
        }
        let (of_account, sub_account) = (of_account.to_owned(), sub_account.to_owned());
        account = of_account;
        let postcode: String = refused.text("postcode", postcode).split_whitespace().collect();
        let criteria = Criteria {
            from,
            until,
            state: refused.word("state", state, |word| word.parse().ok()).unwrap_or(StateFilter::All),
            account,
            sub_account,
            recipient: refused.text("recipient", recipient),
            recipient_reference: refused.text("recipient_reference", to_reference),
            sender_reference: refused.text("sender_reference", reference),
            postcode: postcode.to_uppercase(),
            country,
            destination: refused.word("destination", zone, |word| word.parse().ok()),
            sort: refused.word("sort", sort, Sort::from_word).unwrap_or_default(),
        };
        refused.none_or_sorted().map(|()| criteria)
    }

    /// The names and values of what is asked for, in the order of the form; what asks for nothing is left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let sort = if self.sort == Sort::default() { String::new() } else { self.sort.word() };
        let state = if self.state == StateFilter::All { "" } else { self.state.as_str() };
        let values = [
            date(self.from),
            date(self.until),
            state.to_owned(),
            self.account.clone(),
            self.sub_account.clone(),
            self.recipient.clone(),
            self.recipient_reference.clone(),
            self.sender_reference.clone(),
            self.postcode.clone(),
            self.country.clone(),
            self.destination.map(|zone| zone.to_string()).unwrap_or_default(),
            sort,
        ];
        Criteria::FIELDS.into_iter().zip(values).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Whether nothing at all is asked for, whatever the order.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Criteria { sort: self.sort, ..Criteria::default() }
    }

    /// The same search cut by another filter.
    #[must_use]
    pub fn with_state(&self, state: StateFilter) -> Self {
        Criteria { state, ..self.clone() }
    }

    /// The same search in another order.
    #[must_use]
    pub fn with_sort(&self, sort: Sort) -> Self {
        Criteria { sort, ..self.clone() }
    }
}

/// What cannot be accepted of a form so far.
#[derive(Default)]
struct Refused(Vec<(String, FieldRefusal)>);

impl Refused {
    fn add(&mut self, field: &str, refusal: FieldRefusal) {
        self.0.push((field.to_owned(), refusal));
    }

    fn date(&mut self, field: &str, text: &str) -> Option<Date> {
        self.word(field, text, |text| text.parse().ok()).or_else(|| {
            // A day that is none is another matter than a word that is not offered.
            if let Some((_, refusal)) = self.0.iter_mut().find(|(name, _)| name == field) {
                *refusal = FieldRefusal::NotADate;
            }
            None
        })
    }

    fn word<T>(&mut self, field: &str, text: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        let value = read(text);
        if value.is_none() {
            self.add(field, FieldRefusal::NotOffered);
        }
        value
    }

    /// The text without control characters, which neither database nor address takes.
    fn text(&mut self, field: &str, text: &str) -> String {
        let kept: String = text.chars().filter(|character| !character.is_control()).collect();
        if kept.chars().count() > CRITERION_MAX {
            self.add(field, FieldRefusal::TooLong(CRITERION_MAX));
        }
        kept.trim().to_owned()
    }

    fn none_or_sorted(mut self) -> Result<(), Vec<(String, FieldRefusal)>> {
        if self.0.is_empty() {
            return Ok(());
        }
        self.0.sort_by_key(|(field, _)| Criteria::FIELDS.iter().position(|name| name == field));
        Err(self.0)
    }
}

#[cfg(test)]
#[path = "criteria_tests.rs"]
mod tests;
