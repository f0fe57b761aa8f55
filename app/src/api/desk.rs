//! What the operator's administrator looks after: customers with their accounts, and the operator's own people.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::team::{PersonRow, Pick};
use crate::error::Failure;

/// A customer in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The zone in which its days are counted.
    pub zone: String,
    /// Its accounts.
    pub accounts: i64,
    /// Its users who may sign in.
    pub users: i64,
}

/// The customers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomersView {
    /// The customers of this page, by name.
    pub rows: Vec<CustomerRow>,
    /// The name after which the next page begins; empty on the last.
    pub next: String,
}

/// One customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerView {
    /// The customer.
    pub row: CustomerRow,
    /// The numbers of its accounts, each with those of its parts.
    pub accounts: Vec<(String, Vec<String>)>,
    /// How often each of its users is marked as abusive, the most often first.
    pub abuse: Vec<(String, i64)>,
}

/// The operator's people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentsView {
    /// The people; what stands for a profile is level and team.
    pub people: Vec<PersonRow>,
    /// The levels.
    pub levels: Vec<Pick>,
    /// Whether all of them need a second factor.
    pub factor_required: bool,
}

/// One of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentView {
    /// The person.
    pub row: PersonRow,
    /// His team.
    pub team: String,
    /// The levels; his is chosen.
    pub levels: Vec<Pick>,
    /// Whether he may not sign in.
    pub gone: bool,
}

/// The customers whose name holds a text, or whose account has that number.
///
/// # Errors
/// Not found for everybody but an administrator.
#[server(prefix = "/read", endpoint = "desk/customers", input = GetUrl)]
pub async fn customers(
    /// The text; empty for all.
    search: String,
    /// The name of the last one of the page before, or empty.
    after: String,
) -> Result<CustomersView, Failure> {
    crate::host::show::desk::customers(&search, &after).await
}

/// One customer.
///
/// # Errors
/// Not found for everybody but an administrator.
#[server(prefix = "/read", endpoint = "desk/customer", input = GetUrl)]
pub async fn customer(
    /// Its id.
    id: String,
) -> Result<CustomerView, Failure> {
    crate::host::show::desk::customer(&id).await
}

/// The operator's people.
///
/// # Errors
/// Not found for everybody but an administrator.
#[server(prefix = "/read", endpoint = "desk/agents", input = GetUrl)]
pub async fn agents() -> Result<AgentsView, Failure> {
    crate::host::show::desk::agents().await
}

/// One of the operator's people.
///
/// # Errors
/// Not found for everybody but an administrator, and for nobody of the operator.
#[server(prefix = "/read", endpoint = "desk/agent", input = GetUrl)]
pub async fn agent(
    /// His id.
    id: String,
) -> Result<AgentView, Failure> {
    crate::host::show::desk::agent(&id).await
}
