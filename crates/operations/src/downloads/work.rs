//! The kinds of files that are made in the background. Each is made in the area it belongs to.

use domain::Actor;
use serde::{Deserialize, Serialize};

use super::{MadeFile, Progress};
use crate::{Operations, Result};

/// What is to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "snake_case")]
pub enum DownloadWork {}

impl DownloadWork {
    /// Whether somebody may have it, now.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`], [`crate::Error::Refused`].
    pub(super) fn permit(&self, _actor: &Actor) -> Result<()> {
        match *self {}
    }

    /// Makes the file within his rights.
    ///
    /// # Errors
    /// What its area says; it is tried again.
    pub(super) async fn make(
        &self,
        _operations: &Operations,
        _actor: &Actor,
        _progress: &mut Progress,
    ) -> Result<MadeFile> {
        match *self {}
    }
}
