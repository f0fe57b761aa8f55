//! The page on which somebody looks after his own account.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::When;
use crate::error::Failure;

/// A browser that is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// The session's id.
    pub id: String,
    /// The browser in words.
    pub browser: String,
    /// The network address.
    pub address: String,
    /// Since when.
    pub since: When,
    /// When it was last used.
    pub seen: When,
    /// Whether it is this one.
    pub current: bool,
}

/// Somebody's own account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountPage {
    /// His e-mail address.
    pub email: String,
    /// His name.
    pub name: String,
    /// His customer's name, or the operator's team.
    pub belongs_to: String,
    /// Whether he is of the operator.
    pub operator: bool,
    /// His time zone.
    pub zone: String,
    /// Whether single-letter shortcuts are on.
    pub shortcuts: bool,
    /// Where he is signed in, this browser first.
    pub sessions: Vec<SessionView>,
}

/// The reader's own account.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "account/page", input = GetUrl)]
pub async fn account() -> Result<AccountPage, Failure> {
    crate::host::show::account::page().await
}
