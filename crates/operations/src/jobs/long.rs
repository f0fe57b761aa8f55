//! Work that may take minutes: a loop of its own runs it, so that mails and chores never wait for it.

use jiff::SignedDuration;

use super::{LEASE, Lease, Ran};
use crate::{Operations, Result};

/// A kind of long work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LongWork {
    /// A run of a scheduled report ([`crate::reports`]).
    SendReport,
    /// A file that somebody waits for ([`crate::downloads`]).
    Download,
}

impl LongWork {
    /// All of them, in the order in which they are looked for: there are only so many reports, and each has its hour.
    pub const ALL: [LongWork; 2] = [LongWork::SendReport, LongWork::Download];

    /// The word that is stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            LongWork::Download => "download",
            LongWork::SendReport => crate::reports::SENDING,
        }
    }

    async fn run(self, operations: &Operations, payload: &str, attempts: i64) -> Result<()> {
        match self {
            LongWork::Download => operations.make_download(payload, attempts).await,
            LongWork::SendReport => operations.send_report_job(payload, attempts).await,
        }
    }
}

/// A lease is extended while its worker lives; one whose machine stopped is taken over after this.
const LONG_LEASE: SignedDuration = LEASE;

impl Operations {
    /// Runs every long work that is due, one after another; after each it is looked again for the first kind, so that no
    /// report waits for more than one file. Several workers may call it at once.
    ///
    /// # Errors
    /// [`crate::Error::Store`]; a work's own failure is kept with its job.
    pub async fn run_long_work(&self) -> Result<Ran> {
        let mut ran = Ran::default();
        while let Some((work, lease)) = self.claim_long_work().await? {
            let (operations, payload, attempts) = (self.clone(), lease.payload.clone(), lease.attempts);
            let worked = self.guarded(&lease, async move { work.run(&operations, &payload, attempts).await }).await;
            self.settle(&lease, worked, &mut ran).await?;
        }
        Ok(ran)
    }

    async fn claim_long_work(&self) -> Result<Option<(LongWork, Lease)>> {
        for work in LongWork::ALL {
            if let Some(lease) = self.claim_job(work.name(), LONG_LEASE).await? {
                return Ok(Some((work, lease)));
            }
        }
        Ok(None)
    }
}
