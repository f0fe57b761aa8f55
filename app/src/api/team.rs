//! What the pages of a customer's team read.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{Mark, When};
use crate::error::Failure;

/// A value that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    /// What the form sends.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A user in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// His id.
    pub id: String,
    /// His name.
    pub name: String,
    /// His address.
    pub email: String,
    /// His profile's name.
    pub profile: String,
    /// Whether he may sign in.
    pub state: Mark,
    /// When he was last here.
    pub seen: Option<When>,
    /// Whether he has a second factor.
    pub factor: bool,
}

/// An open invitation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationRow {
    /// Its id.
    pub id: String,
    /// The address it was sent to.
    pub email: String,
    /// The profile's name, and until when it holds.
    pub said: String,
}

/// The users of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamPage {
    /// The users.
    pub people: Vec<PersonRow>,
    /// The open invitations.
    pub invitations: Vec<InvitationRow>,
    /// The profiles that can be handed out.
    pub profiles: Vec<Pick>,
    /// Whether the profiles are the reader's to see.
    pub sees_profiles: bool,
    /// Whether all users need a second factor.
    pub factor_required: bool,
}

/// One user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonPage {
    /// The user.
    pub row: PersonRow,
    /// Whether the reader may change him.
    pub may_change: bool,
    /// Whether he may not sign in.
    pub gone: bool,
    /// The profiles that can be handed out.
    pub profiles: Vec<Pick>,
    /// Those who could take his work over.
    pub others: Vec<Pick>,
}

/// A profile in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it allows, as a sentence.
    pub said: String,
    /// How many have it, in words.
    pub count: String,
    /// Who has it.
    pub people: String,
}

/// The profiles of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfilesPage {
    /// The profiles.
    pub rows: Vec<ProfileRow>,
    /// Whether the users are the reader's to see.
    pub sees_people: bool,
}

/// The options of one service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceView {
    /// Its name.
    pub name: String,
    /// The options that can be ticked.
    pub options: Vec<Pick>,
}

/// One profile with its form, or the form of a new one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileFormPage {
    /// The profile; its id is empty for a new one.
    pub row: ProfileRow,
    /// Whether the reader may change it.
    pub may_change: bool,
    /// The services.
    pub services: Vec<ServiceView>,
    /// `all`, `some`, or empty.
    pub scope: String,
    /// Whether all accounts can be chosen.
    pub all_accounts: bool,
    /// The accounts and parts that can be chosen.
    pub billed: Vec<Pick>,
    /// What the form was filled from.
    pub seen: String,
    /// Whether somebody has it.
    pub used: bool,
    /// The profiles to which its users could be moved.
    pub others: Vec<Pick>,
}

/// Whom an invitation lets in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitedView {
    /// The customer's name.
    pub customer: String,
    /// The address.
    pub email: String,
}

/// The users of the reader's customer.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "team/people", input = GetUrl)]
pub async fn team() -> Result<TeamPage, Failure> {
    crate::host::show::team::people().await
}

/// One user of the reader's customer.
///
/// # Errors
/// Not found for nobody of the customer.
#[server(prefix = "/read", endpoint = "team/person", input = GetUrl)]
pub async fn colleague(
    /// His id.
    id: String,
) -> Result<PersonPage, Failure> {
    crate::host::show::team::person(&id).await
}

/// The profiles of the reader's customer.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "team/profiles", input = GetUrl)]
pub async fn profiles() -> Result<ProfilesPage, Failure> {
    crate::host::show::team::profiles().await
}

/// One profile, or the form of a new one.
///
/// # Errors
/// Not found for no profile of the customer.
#[server(prefix = "/read", endpoint = "team/profile", input = GetUrl)]
pub async fn profile(
    /// Its id; `new` for a new one.
    id: String,
) -> Result<ProfileFormPage, Failure> {
    crate::host::show::team::profile(&id).await
}

/// Whom an invitation lets in. Reading it uses nothing up.
///
/// # Errors
/// Not found for a link that no longer holds.
#[server(prefix = "/read", endpoint = "team/invited")]
pub async fn invited(
    /// The link's secret.
    token: String,
) -> Result<InvitedView, Failure> {
    crate::host::show::team::invited(&token).await
}
