//! The kinds of files that are made in the background. Each is made in the area it belongs to.

use domain::{Actor, permission};
use serde::{Deserialize, Serialize};

use super::{MadeFile, Progress};
use crate::parcels::ParcelFile;
use crate::proofs::ProofsWork;
use crate::tickets::table::TicketFile;
use crate::{Operations, Result};

/// What is to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "snake_case")]
pub enum DownloadWork {
    /// Chosen parcels as a table for a spreadsheet.
    Parcels(ParcelFile),
    /// All tickets of a list as a table for a spreadsheet.
    Tickets(TicketFile),
    /// Proofs of delivery.
    Proofs(ProofsWork),
}

impl DownloadWork {
    /// Whether somebody may have it, now.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`], [`crate::Error::Refused`].
    pub(super) fn permit(&self, actor: &Actor) -> Result<()> {
        match self {
            DownloadWork::Parcels(_) => Ok(permission::search_parcels(actor)?),
            DownloadWork::Tickets(file) => file.permit(actor),
            DownloadWork::Proofs(work) => work.permit(actor),
        }
    }

    /// Makes the file within his rights.
    ///
    /// # Errors
    /// What its area says; it is tried again.
    pub(super) async fn make(
        &self,
        operations: &Operations,
        actor: &Actor,
        progress: &mut Progress,
    ) -> Result<MadeFile> {
        match self {
            DownloadWork::Parcels(file) => file.make(operations, actor, progress).await,
            DownloadWork::Tickets(file) => file.make(operations, actor, progress).await,
            DownloadWork::Proofs(work) => work.make(operations, actor, progress).await,
        }
    }
}
