//! What the operator's administrator looks after: customers with their accounts, and the operator's own people in
//! their teams.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::team::{InvitationRow, PersonRow, Pick};
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

/// An account, or a part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BilledRow {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The number of the account that it is a part of; empty for an account.
    pub account: String,
    /// Whether nothing new is filed on it.
    pub retired: bool,
}

/// One account of a customer, or a part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BilledView {
    /// The customer's id.
    pub customer_id: String,
    /// Its name.
    pub customer: String,
    /// The account or part.
    pub row: BilledRow,
}

/// One customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerView {
    /// The customer.
    pub row: CustomerRow,
    /// Its accounts, each followed by its parts.
    pub accounts: Vec<BilledRow>,
    /// Whether somebody of its own administers it.
    pub administered: bool,
    /// The operator's open invitations.
    pub invitations: Vec<InvitationRow>,
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
    /// The teams in use.
    pub teams: Vec<Pick>,
    /// Whether all of them need a second factor.
    pub factor_required: bool,
}

/// One of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentView {
    /// The person.
    pub row: PersonRow,
    /// The teams in use, and his; his is chosen.
    pub teams: Vec<Pick>,
    /// The levels; his is chosen.
    pub levels: Vec<Pick>,
    /// Whether he may not sign in.
    pub gone: bool,
}

/// A team of the operator in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many are in it, in words.
    pub count: String,
    /// Who is in it, each with his level.
    pub people: String,
    /// Whether nobody can be put into it any more.
    pub retired: bool,
}

/// One team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamView {
    /// The team.
    pub row: TeamRow,
    /// Its people; what stands for a profile is the level.
    pub people: Vec<PersonRow>,
    /// The teams they could be handed over to.
    pub others: Vec<Pick>,
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

/// The operator's teams.
///
/// # Errors
/// Not found for everybody but an administrator.
#[server(prefix = "/read", endpoint = "desk/teams", input = GetUrl)]
pub async fn teams() -> Result<Vec<TeamRow>, Failure> {
    crate::host::show::desk::teams().await
}

/// One of the operator's teams.
///
/// # Errors
/// Not found for everybody but an administrator, and for none.
#[server(prefix = "/read", endpoint = "desk/team", input = GetUrl)]
pub async fn team(
    /// Its id.
    id: String,
) -> Result<TeamView, Failure> {
    crate::host::show::desk::team(&id).await
}

/// One account of a customer, or a part of one.
///
/// # Errors
/// Not found for everybody but an administrator, and for none.
#[server(prefix = "/read", endpoint = "desk/billed", input = GetUrl)]
pub async fn billed(
    /// Its id.
    id: String,
) -> Result<BilledView, Failure> {
    crate::host::show::desk::billed(&id).await
}
