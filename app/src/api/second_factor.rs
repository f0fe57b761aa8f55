//! The page on which somebody looks after his second factor.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::error::Failure;

/// Somebody's own second factor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorPage {
    /// His e-mail address.
    pub email: String,
    /// Since which day it counts; empty while it does not.
    pub since: String,
    /// How many recovery codes are left, in words.
    pub left: String,
    /// The secret in groups, while it is being set up.
    pub secret: String,
    /// The address that an application on the same device opens, while it is being set up.
    pub address: String,
    /// The same address as a QR code, while it is being set up: the path of its dark squares, each one unit wide.
    pub qr: String,
    /// How many units the code is wide, with its quiet zone.
    pub qr_size: i32,
    /// New recovery codes, until they are noted.
    pub codes: Vec<String>,
    /// Whether an administrator asks for a second factor.
    pub required: bool,
    /// Whether nothing else can be done before it is set up.
    pub first: bool,
}

/// The reader's own second factor.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "account/second-factor", input = GetUrl)]
pub async fn second_factor() -> Result<FactorPage, Failure> {
    crate::host::show::second_factor::page().await
}
