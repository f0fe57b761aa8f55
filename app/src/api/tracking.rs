//! Tracking messages: what was subscribed, and what the links in their mails stand for.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::Mark;
use crate::error::Failure;

/// An event that can be told of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventChoice {
    /// Its word.
    pub word: String,
    /// What it is.
    pub label: String,
    /// Whether the form offers it ticked.
    pub ticked: bool,
}

/// A subscribed address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionView {
    /// The subscription's id.
    pub id: String,
    /// The address.
    pub address: String,
    /// Whether it is told, or still has to confirm.
    pub state: Mark,
    /// What it is told and in which language, in words.
    pub about: String,
    /// The events, in words.
    pub events: Vec<String>,
    /// The parcel's number, grouped; empty on the parcel's own page.
    pub number: String,
    /// Where the parcel's messages are.
    pub href: String,
    /// Where the parcel stands.
    pub parcel_state: Mark,
}

/// The messages of one parcel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelMessagesPage {
    /// What names the parcel in its address.
    pub key: String,
    /// Its number, grouped for reading.
    pub number: String,
    /// The reader's own address.
    pub own_address: String,
    /// Whether its way is over.
    pub settled: bool,
    /// What can be told.
    pub events: Vec<EventChoice>,
    /// The addresses that the reader subscribed.
    pub subscriptions: Vec<SubscriptionView>,
    /// The key under which a form's deed is done once.
    pub deed: String,
}

/// Everything that the reader subscribed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnMessagesPage {
    /// The subscriptions, the last first.
    pub rows: Vec<SubscriptionView>,
    /// What names the next page; empty on the last.
    pub next: String,
    /// The key under which a form's deed is done once.
    pub deed: String,
}

/// What a link that ends messages stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopPage {
    /// The parcel's number, grouped for reading.
    pub number: String,
    /// Whether nothing is sent any more.
    pub stopped: bool,
}

/// Where a parcel is that an address follows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowPage {
    /// The parcel's number, grouped for reading.
    pub number: String,
    /// What is known of it, each with its name.
    pub facts: Vec<(String, String)>,
    /// What the reader can do.
    pub advice: String,
}

/// What a link that confirms an address stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmPage {
    /// The parcel's number, grouped for reading.
    pub number: String,
    /// Who sends it.
    pub sender: String,
    /// The address.
    pub address: String,
    /// What it would be told, in words.
    pub events: Vec<String>,
    /// Whether it is confirmed.
    pub confirmed: bool,
}

/// The messages of one parcel, as far as they are the reader's.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "tracking/parcel", input = GetUrl)]
pub async fn parcel_messages(
    /// What names the parcel in its address.
    number: String,
) -> Result<ParcelMessagesPage, Failure> {
    crate::host::show::tracking::parcel(&number).await
}

/// Everything that the reader subscribed to.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "tracking/own", input = GetUrl)]
pub async fn own_messages(
    /// The last subscription of the page before, or empty.
    after: String,
) -> Result<OwnMessagesPage, Failure> {
    crate::host::show::tracking::own(&after).await
}

/// Where a parcel is that an address follows.
///
/// # Errors
/// Not found for a link that no longer holds.
#[server(prefix = "/read", endpoint = "tracking/follow", input = GetUrl)]
pub async fn followed_parcel(
    /// The link's secret.
    token: String,
) -> Result<FollowPage, Failure> {
    crate::host::show::tracking::followed(&token).await
}

/// What a link that ends messages stands for.
///
/// # Errors
/// Not found for a secret of nobody's.
#[server(prefix = "/read", endpoint = "tracking/stop", input = GetUrl)]
pub async fn stop_link(
    /// The link's secret.
    token: String,
) -> Result<StopPage, Failure> {
    crate::host::show::tracking::stop(&token).await
}

/// What a link that confirms an address stands for.
///
/// # Errors
/// Not found for a link that no longer holds.
#[server(prefix = "/read", endpoint = "tracking/confirm", input = GetUrl)]
pub async fn confirmation(
    /// The link's secret.
    token: String,
) -> Result<ConfirmPage, Failure> {
    crate::host::show::tracking::confirm(&token).await
}
