//! The dashboard.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::tickets::TicketRow;
use crate::error::Failure;

/// What the dashboard is asked for, as typed; it stands in the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DashboardQuery {
    /// The last so many days; empty for the usual ones.
    #[serde(default)]
    pub days: String,
    /// The first day, which goes before the days.
    #[serde(default)]
    pub from: String,
    /// The last day.
    #[serde(default)]
    pub to: String,
    /// The id of the one customer that the operator looks at.
    #[serde(default)]
    pub customer: String,
    /// His name, as typed.
    #[serde(default)]
    pub name: String,
    /// Which number's list is asked for; empty for the dashboard.
    #[serde(default)]
    pub of: String,
    /// Where the page of that list begins, as the last page said.
    #[serde(default)]
    pub after: String,
}

/// A number, and the list it counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// What it is.
    pub label: String,
    /// The number, in words.
    pub text: String,
    /// The address of the list.
    pub href: String,
    /// The length of its bar, of a hundred.
    pub bar: i64,
}

/// A measure beside what it was before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The measure with its list.
    pub number: Number,
    /// Of how many.
    pub of: String,
    /// What it was before, or empty.
    pub before: String,
    /// By how much it differs, or empty.
    pub change: String,
    /// By how much it is said to, or empty.
    pub claim: String,
    /// Whether that is reached, where both are known.
    pub reached: Option<bool>,
}

/// What an administrator typed, and where he sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineForm {
    /// Where it is posted to.
    pub action: String,
    /// Whose it is, in words.
    pub lead: String,
    /// Median working hours.
    pub handling: String,
    /// Percent of repeats.
    pub repeats: String,
}

/// The dashboard, or the list behind one of its numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DashboardView {
    /// Whether it is the operator's.
    pub operator: bool,
    /// The id of the one customer that the operator looks at, or empty.
    pub customer: String,
    /// His name; what was typed where there is none of it.
    pub name: String,
    /// The fields that cannot be read, with what is wrong.
    pub wrong: Vec<(String, String)>,
    /// The usual periods: name, address, whether it is the present one.
    pub periods: Vec<(String, String, bool)>,
    /// The period in words.
    pub period: String,
    /// What waits now.
    pub now: Vec<Number>,
    /// Open ones by age.
    pub ages: Vec<Number>,
    /// Those of the period by state.
    pub states: Vec<Number>,
    /// The measures.
    pub measures: Vec<Measure>,
    /// The last changed; or the rows of the list.
    pub rows: Vec<TicketRow>,
    /// The form for the baseline, for who may change it.
    pub baseline: Option<BaselineForm>,
    /// What the list counts; empty on the dashboard.
    pub title: String,
    /// The address of the dashboard of the same period, for the list.
    pub back: String,
    /// The address of the next page of the list, or empty.
    pub next: String,
}

/// The dashboard.
///
/// # Errors
/// Not found for agents below the lead.
#[server(prefix = "/read", endpoint = "dashboard", input = GetUrl)]
pub async fn dashboard(query: DashboardQuery) -> Result<DashboardView, Failure> {
    crate::host::show::dashboard::page(&query).await
}

/// The tickets that one of its numbers counts.
///
/// # Errors
/// Not found for agents below the lead, for a number or a customer that there is not.
#[server(prefix = "/read", endpoint = "dashboard/requests", input = GetUrl)]
pub async fn counted(query: DashboardQuery) -> Result<DashboardView, Failure> {
    crate::host::show::dashboard::counted(&query).await
}
