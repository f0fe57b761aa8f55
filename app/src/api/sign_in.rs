//! What the pages at the door read.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::error::Failure;

/// Somebody of the demo world whom a newcomer can be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPersonView {
    /// His name.
    pub name: String,
    /// The address he signs in with.
    pub email: String,
    /// Who he is, in the reader's language.
    pub role: String,
}

/// Whom a newcomer can be in a demo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPeopleView {
    /// The people; nobody where this is no demo.
    pub people: Vec<DemoPersonView>,
    /// The password of all of them, which is no secret in a demo.
    pub password: String,
}

/// The people of a demo whom one can sign in as.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "sign-in/demo-people", input = GetUrl)]
pub async fn demo_people() -> Result<DemoPeopleView, Failure> {
    crate::host::show::sign_in::demo_people()
}

/// Whether the browser has typed its password and is to type its code.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "sign-in/code", input = GetUrl)]
pub async fn awaits_code() -> Result<bool, Failure> {
    crate::host::show::second_factor::awaits_code().await
}

/// The address of the person who may choose a password by a link. Reading it uses nothing up.
///
/// # Errors
/// Not found for a link that is unknown, used, replaced or too old.
#[server(prefix = "/read", endpoint = "sign-in/password-link")]
pub async fn password_link_owner(
    /// The link's secret.
    token: String,
) -> Result<String, Failure> {
    crate::host::show::sign_in::password_link_owner(&token).await
}
