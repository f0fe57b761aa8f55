//! Lists of tickets: the customer's inbox and the agents' desk.

use domain::ticket::criteria::TicketCriteria;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{Mark, When, written_as_list};
use crate::error::Failure;

/// A ticket in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
pub struct TicketRow {
    /// Its number.
    pub number: String,
    /// Its subject.
    pub subject: String,
    /// Its first parcel's number, grouped for reading.
    pub parcel: String,
    /// How many parcels it concerns.
    pub parcels: i64,
    /// The customer's name, for agents; empty for customers.
    pub customer: String,
    /// Who must act, or what is missing.
    pub mark: Mark,
    /// By when, or what became of it.
    pub due: String,
    /// When it last changed.
    pub changed: When,
    /// Whether it holds something the reader has not read.
    pub unread: bool,
}

written_as_list!(TicketRow: number, subject, parcel, parcels, customer, mark, due, changed, unread);

/// What a list is asked for; it stands in the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// `customer`, `operator`, `late`, `done`, or empty for the first tab.
    #[serde(default)]
    pub tab: String,
    /// The criteria and whatever else the address says of the list, as names and values; none of them is empty.
    #[serde(default)]
    pub values: Vec<(String, String)>,
    /// Where the page begins, as the last page said.
    #[serde(default)]
    pub after: String,
}

impl ListQuery {
    /// The names of the values: the criteria but for the tab, and what an address says besides.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let besides = ["saved", "show", "did", "done", "left"];
        TicketCriteria::FIELDS.into_iter().filter(|name| *name != "tab").chain(besides)
    }

    /// A value as it stands in the address, or empty.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value.as_str())
    }
}

/// A tab above a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListTab {
    /// Its word in the address.
    pub key: String,
    /// Its name.
    pub label: String,
    /// How many stand there, in words, where that is counted.
    pub count: Option<String>,
    /// Its address, with the filters that are chosen.
    pub href: String,
}

/// A filter that is chosen, and can be taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListChip {
    /// What it says.
    pub label: String,
    /// The address of the list without it.
    pub href: String,
}

/// A saved search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSearch {
    /// Its id.
    pub id: String,
    /// Its name, with that of the colleague who shares it.
    pub label: String,
    /// Whether it is the reader's own.
    pub own: bool,
    /// Whether colleagues see it.
    pub shared: bool,
    /// Whether his list begins with it.
    pub landing: bool,
}

/// What the filters offer, and what is chosen of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFilters {
    /// The values of the fields.
    pub values: Vec<(String, String)>,
    /// Accounts; none where their number is typed.
    pub accounts: Vec<String>,
    /// Parts of accounts, each with its account.
    pub parts: Vec<String>,
    /// Who filed: id and name; none where that is not asked.
    pub contacts: Vec<(String, String)>,
    /// To whom of the team tickets are given: id and name.
    pub assignees: Vec<(String, String)>,
    /// Subjects: key and name.
    pub subjects: Vec<(String, String)>,
    /// Carriers: code and name.
    pub carriers: Vec<(String, String)>,
    /// What is chosen.
    pub chips: Vec<ListChip>,
    /// Why the filters were refused.
    pub failure: Option<Failure>,
    /// The address of the list with their form; empty where the form is there.
    pub form: String,
}

impl ListFilters {
    /// The value of a field, or empty.
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        self.values.iter().find(|(one, _)| one == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// What the reader can do with the rows of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDeeds {
    /// The address of the list with a box on each row; empty where nobody chooses rows, or where the boxes are there.
    pub chooser: String,
    /// Whether rows can be chosen now.
    pub choose: bool,
    /// Whether he may validate and withdraw.
    pub settle: bool,
    /// Whether he may take.
    pub take: bool,
    /// Whether he may export.
    pub export: bool,
    /// Whether he may share his searches.
    pub share: bool,
    /// The criteria as a query string.
    pub criteria: String,
    /// The address of this page.
    pub here: String,
    /// The key of the next deed.
    pub deed: String,
    /// What the box that chooses the whole list says.
    pub all: String,
    /// What was done just now, in words.
    pub did: String,
    /// To which tickets it could not be done, and why.
    pub left: Vec<String>,
}

/// A column that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice {
    /// Its word.
    pub key: String,
    /// Its name.
    pub label: String,
    /// Whether it is shown.
    pub shown: bool,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPage {
    /// The tabs; the present one is the query's.
    pub tabs: Vec<ListTab>,
    /// The present tab's word.
    pub tab: String,
    /// The rows.
    pub rows: Vec<TicketRow>,
    /// How many there are, in words, where the list is narrowed.
    pub found: String,
    /// The address of the next page; empty on the last.
    pub next: String,
    /// The states one can filter by: word and name.
    pub states: Vec<(String, String)>,
    /// Drafts that can be taken up again: address, and what they are about.
    pub drafts: Vec<(String, String)>,
    /// The filters.
    pub filters: ListFilters,
    /// What can be done with the rows.
    pub deeds: ListDeeds,
    /// The saved searches.
    pub searches: Vec<ListSearch>,
    /// What the reader should know of the saved search he came by; empty where there is nothing.
    pub gone: String,
    /// The names of the columns that the reader chose, in his order; none where he never did.
    pub columns: Vec<String>,
    /// What they hold, row by row.
    pub cells: Vec<Vec<String>>,
    /// The columns to choose from, those that are shown first and in their order; none where that is not asked for.
    pub choice: Vec<ColumnChoice>,
}

/// The customer's inbox.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "tickets/inbox", input = GetUrl)]
pub async fn inbox(query: ListQuery) -> Result<ListPage, Failure> {
    crate::host::show::lists::inbox(&query).await
}

/// The agents' queue.
///
/// # Errors
/// Not found for a customer's user.
#[server(prefix = "/read", endpoint = "tickets/desk", input = GetUrl)]
pub async fn desk(query: ListQuery) -> Result<ListPage, Failure> {
    crate::host::show::lists::desk(&query).await
}
