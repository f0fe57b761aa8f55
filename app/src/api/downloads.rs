//! Files that were made in the background.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{Mark, When};
use crate::error::Failure;

/// A file that somebody asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DownloadView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: Mark,
    /// Whether it can be fetched.
    pub ready: bool,
    /// Whether it is still being made.
    pub waiting: bool,
    /// When it was asked for.
    pub asked: When,
    /// Until when it is kept, in words.
    pub until: String,
    /// Its size in words; empty until it is ready.
    pub size: String,
    /// How much is made.
    pub done: i64,
    /// How much there is to make; 0 where that is not known.
    pub total: i64,
    /// Whether he is told by mail.
    pub by_mail: bool,
}

/// One download.
///
/// # Errors
/// Not found for what does not exist or was asked for by somebody else.
#[server(prefix = "/read", endpoint = "downloads/one", input = GetUrl)]
pub async fn read_download(
    /// Its id.
    id: String,
) -> Result<DownloadView, Failure> {
    crate::host::show::downloads::one(&id).await
}

/// One's own downloads, the last first.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "downloads/list", input = GetUrl)]
pub async fn read_downloads() -> Result<Vec<DownloadView>, Failure> {
    crate::host::show::downloads::list().await
}
