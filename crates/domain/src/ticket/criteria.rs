//! What a list of tickets is asked for: its tab, what was typed, its filters and its order.
//!
//! The same criteria stand in the address of the list, in the hidden field of the form that acts on the whole list, and
//! in saved searches; so they have one written form, a query string.

use jiff::civil::Date;

use super::lifecycle::TicketState;
use crate::id::UserId;
use crate::parcel::criteria::{CRITERION_MAX, NoCriteria, OF_ACCOUNT, decoded, encoded};
use crate::refusal::FieldRefusal;

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TicketSort {
    /// The last changed first.
    #[default]
    Changed,
    /// What has waited longest without a change first.
    ChangedLast,
    /// The last filed first.
    Filed,
    /// The first filed first.
    FiledLast,
    /// By the date of the promise, the nearest first; what has none stands last.
    Due,
}

impl TicketSort {
    /// Every order.
    pub const ALL: [Self; 5] = [Self::Changed, Self::ChangedLast, Self::Filed, Self::FiledLast, Self::Due];

    /// The word used in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "-changed",
            Self::ChangedLast => "changed",
            Self::Filed => "-filed",
            Self::FiledLast => "filed",
            Self::Due => "due",
        }
    }

    /// The order of such a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == word)
    }
}

/// To whom of the customer's own team a ticket is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Assigned {
    /// To whoever asks.
    Me,
    /// To a colleague.
    To(UserId),
}

impl Assigned {
    /// The word that stands for oneself in addresses.
    pub const ME: &'static str = "me";

    /// The word used in addresses.
    #[must_use]
    pub fn to_word(self) -> String {
        match self {
            Assigned::Me => Assigned::ME.to_owned(),
            Assigned::To(person) => person.to_string(),
        }
    }

    /// What such a word asks for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        if word == Assigned::ME { Some(Assigned::Me) } else { word.parse().ok().map(Assigned::To) }
    }
}

/// What a list is asked for. An empty text, like `None` and `false`, asks for nothing in particular.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TicketCriteria {
    /// The word of the tab; whose turn it is.
    pub tab: String,
    /// What was typed: numbers, references, words.
    pub search: String,
    /// The state.
    pub state: Option<TicketState>,
    /// Filed in the last so many days.
    pub days: i64,
    /// The first day of filing.
    pub from: Option<Date>,
    /// The last day of filing, itself included.
    pub until: Option<Date>,
    /// The number of an account.
    pub account: String,
    /// The number of a part of an account.
    pub sub_account: String,
    /// Who filed it.
    pub contact: Option<UserId>,
    /// To whom of the customer's own team it is given.
    pub assigned: Option<Assigned>,
    /// The mail address of who filed it; the operator, who has no list of them, types it.
    pub email: String,
    /// Key of the reason matrix.
    pub subject: String,
    /// The carrier of one of its parcels.
    pub carrier: String,
    /// Only what holds something the reader has not read.
    pub unread: bool,
    /// Only what has a file.
    pub files: bool,
    /// Only what is past its date.
    pub late: bool,
    /// The order.
    pub sort: TicketSort,
}

impl TicketCriteria {
    /// The names of the fields, in the order of the form.
    pub const FIELDS: [&'static str; 17] = [
        "tab",
        "search",
        "state",
        "days",
        "from",
        "until",
        "account",
        "sub_account",
        "contact",
        "assigned",
        "email",
        "subject",
        "carrier",
        "unread",
        "files",
        "late",
        "sort",
    ];

    /// The criteria of a form: of the pairs of names and values those of [`TicketCriteria::FIELDS`]. Of a name that
    /// stands there twice the last one counts. A state or a number of days that is none asks for nothing, as links in
    /// old mails may name one that there is no more.
    ///
    /// # Errors
    /// Every other field that cannot be accepted, in the order of the form.
    pub fn of_form<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<(String, FieldRefusal)>> {
        let mut values = [""; Self::FIELDS.len()];
        for (name, value) in pairs {
            if let Some(place) = Self::FIELDS.iter().position(|field| *field == name) {
                values[place] = value.trim();
            }
        }
        let [
            tab,
            search,
            state,
            days,
            from,
            until,
            account,
            part,
            contact,
            assigned,
            email,
            subject,
            carrier,
            unread,
            files,
            late,
            sort,
        ] = values;
        let mut refused: Vec<(String, FieldRefusal)> = Vec::new();
        let mut date = |field: &str, text: &str| -> Option<Date> {
            let read = if text.is_empty() { None } else { text.parse().ok() };
            if read.is_none() && !text.is_empty() {
                refused.push((field.to_owned(), FieldRefusal::NotADate));
            }
            read
        };
        let (from, until) = (date("from", from), date("until", until));
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            refused.push(("until".to_owned(), FieldRefusal::DatesReversed));
        }
        let mut text = |field: &str, text: &str| -> String {
            let kept: String = text.chars().filter(|character| !character.is_control()).collect();
            if kept.chars().count() > CRITERION_MAX {
                refused.push((field.to_owned(), FieldRefusal::TooLong(CRITERION_MAX)));
            }
            kept.trim().to_owned()
        };
        let search: String = text("search", search);
        let (account, part) = (text("account", account), text("sub_account", part));
        // A part is chosen with its account, because two accounts may have parts of one number.
        let (of_account, part) = part.split_once(OF_ACCOUNT).unwrap_or((&account, &part));
        let (of_account, part) = (of_account.to_owned(), part.to_owned());
        let (email, subject, carrier) = (text("email", email), text("subject", subject), text("carrier", carrier));
        if !account.is_empty() && of_account != account {
            refused.push(("sub_account".to_owned(), FieldRefusal::NotOffered));
        }
        let contact_id = contact.parse().ok();
        if !contact.is_empty() && contact_id.is_none() {
            refused.push(("contact".to_owned(), FieldRefusal::NotOffered));
        }
        let given_to = Assigned::from_word(assigned);
        if !assigned.is_empty() && given_to.is_none() {
            refused.push(("assigned".to_owned(), FieldRefusal::NotOffered));
        }
        let order = TicketSort::from_word(sort);
        if !sort.is_empty() && order.is_none() {
            refused.push(("sort".to_owned(), FieldRefusal::NotOffered));
        }
        if !refused.is_empty() {
            refused.sort_by_key(|(field, _)| Self::FIELDS.iter().position(|name| name == field));
            return Err(refused);
        }
        Ok(TicketCriteria {
            tab: tab.chars().filter(char::is_ascii_lowercase).take(20).collect(),
            search,
            state: TicketState::from_word(state),
            days: days.parse().unwrap_or(0).clamp(0, 3_650),
            from,
            until,
            account: of_account,
            sub_account: part,
            contact: contact_id,
            assigned: given_to,
            email,
            subject,
            carrier,
            unread: !unread.is_empty(),
            files: !files.is_empty(),
            late: !late.is_empty(),
            sort: order.unwrap_or_default(),
        })
    }

    /// The names and values of what is asked for, in the order of the form; what asks for nothing is left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let ticked = |ticked: bool| if ticked { "1".to_owned() } else { String::new() };
        let part = if self.sub_account.is_empty() || self.account.is_empty() {
            self.sub_account.clone()
        } else {
            format!("{}{OF_ACCOUNT}{}", self.account, self.sub_account)
        };
        let values = [
            self.tab.clone(),
            self.search.clone(),
            self.state.map_or("", TicketState::as_str).to_owned(),
            if self.days > 0 { self.days.to_string() } else { String::new() },
            date(self.from),
            date(self.until),
            self.account.clone(),
            part,
            self.contact.map(|contact| contact.to_string()).unwrap_or_default(),
            self.assigned.map(Assigned::to_word).unwrap_or_default(),
            self.email.clone(),
            self.subject.clone(),
            self.carrier.clone(),
            ticked(self.unread),
            ticked(self.files),
            ticked(self.late),
            if self.sort == TicketSort::default() { String::new() } else { self.sort.as_str().to_owned() },
        ];
        Self::FIELDS.into_iter().zip(values).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The criteria as a query string without `?`; empty where nothing is asked for.
    #[must_use]
    pub fn to_query(&self) -> String {
        let pairs = self.pairs().into_iter();
        pairs.map(|(name, value)| format!("{name}={}", encoded(&value))).collect::<Vec<_>>().join("&")
    }

    /// Reads what [`TicketCriteria::to_query`] wrote.
    ///
    /// # Errors
    /// [`NoCriteria`] for an unknown name or a value that a form would be refused for.
    pub fn from_query(query: &str) -> Result<Self, NoCriteria> {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or(NoCriteria)?;
            if !Self::FIELDS.contains(&name) {
                return Err(NoCriteria);
            }
            pairs.push((name, decoded(value).ok_or(NoCriteria)?));
        }
        Self::of_form(pairs.iter().map(|(name, value)| (*name, value.as_str()))).map_err(|_| NoCriteria)
    }

    /// The same without one of its fields.
    #[must_use]
    pub fn without(&self, field: &str) -> Self {
        let pairs = self.pairs();
        // The parts that a form accepts stay acceptable when one is left out, but for a part without its account.
        let left = pairs.iter().filter(|(name, _)| *name != field && !(field == "account" && *name == "sub_account"));
        Self::of_form(left.map(|(name, value)| (*name, value.as_str()))).unwrap_or_default()
    }

    /// Whether the list is narrowed beyond its tab, whatever the order.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        *self != TicketCriteria { tab: self.tab.clone(), sort: self.sort, ..TicketCriteria::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> TicketCriteria {
        TicketCriteria::from_query(query).expect(query)
    }

    #[test]
    fn what_is_written_is_read_back() {
        let query = "tab=all&search=%C3%A9cran%20cass%C3%A9&state=resolved&days=30&from=2026-01-02&until=2026-02-03\
                     &account=FR-10&sub_account=FR-10%20%C2%B7%20A&contact=00000000-0000-0000-0000-000000000001\
                     &assigned=me&email=claire%40lemaire.example&subject=delay&carrier=dpd&unread=1&files=1&late=1\
                     &sort=due";
        let criteria = read(query);
        assert_eq!((criteria.search.as_str(), criteria.sub_account.as_str()), ("écran cassé", "A"));
        assert_eq!(criteria.to_query(), query);
        assert!(criteria.is_narrowed() && !read("tab=done&sort=filed").is_narrowed());
    }

    #[test]
    fn one_field_is_left_out_and_an_account_takes_its_part_with_it() {
        let criteria = read("files=1&account=FR-10&sub_account=FR-10%20%C2%B7%20A");
        assert_eq!(criteria.without("account").to_query(), "files=1");
        assert_eq!(criteria.without("files").to_query(), "account=FR-10&sub_account=FR-10%20%C2%B7%20A");
    }

    #[test]
    fn what_cannot_be_read_is_said_beside_its_field() {
        let long = "x".repeat(CRITERION_MAX + 1);
        let form = [
            ("sort", "nothing"),
            ("from", "2026-02-31"),
            ("contact", "me"),
            ("assigned", "you"),
            ("search", long.as_str()),
            ("state", "gone"),
            ("days", "many"),
        ];
        let refused = TicketCriteria::of_form(form).expect_err("refused");
        let fields: Vec<&str> = refused.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["search", "from", "contact", "assigned", "sort"]);
        let reversed = TicketCriteria::of_form([("from", "2026-02-02"), ("until", "2026-02-01")]);
        assert_eq!(reversed.expect_err("refused"), [("until".to_owned(), FieldRefusal::DatesReversed)]);
        assert_eq!(TicketCriteria::of_form([("state", "gone"), ("days", "x")]), Ok(TicketCriteria::default()));
    }
}
