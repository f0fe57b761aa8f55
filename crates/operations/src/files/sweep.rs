//! Forgetting files that nobody needs: draft files past their time, and bytes without a row.

use std::collections::HashSet;
use std::time::Duration;

use domain::ticket::message::DRAFT_FILE_DAYS;
use jiff::SignedDuration;
use store::needed::{self, Keeper};
use store::{Scope, files as rows};

use crate::{Operations, Result};

/// What one sweep removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Draft files older than [`DRAFT_FILE_DAYS`].
    pub drafts: u64,
    /// Bytes that nothing needs: no file, no mail, no proof.
    pub blobs: u64,
}

/// Bytes younger than this may belong to a file whose row is just being written. Sweeping every ten minutes, nothing
/// stays without a row for longer than fifteen (`security.md` I07).
const GRACE: Duration = Duration::from_secs(5 * 60);

/// Rows read at a time.
const PAGE: i64 = 5_000;

impl Operations {
    /// Removes what nobody needs. Safe at any time and twice.
    ///
    /// # Errors
    /// [`Error::Store`](crate::Error::Store), [`Error::Outside`](crate::Error::Outside).
    pub async fn sweep_files(&self) -> Result<Swept> {
        self.sweep_older_than(GRACE).await
    }

    /// As [`Operations::sweep_files`], with another grace: for tests, and after a restore.
    ///
    /// # Errors
    /// As [`Operations::sweep_files`].
    pub async fn sweep_older_than(&self, grace: Duration) -> Result<Swept> {
        let before = self.now() - SignedDuration::from_hours(24 * DRAFT_FILE_DAYS);
        let mut tx = self.store().write(Scope::System).await?;
        let drafts = rows::sweep_drafts(&mut tx, before).await?;
        tx.commit().await?;

        self.sweep_parts().await?;
        // Whatever arrives from here on is younger than this moment and stays, however long the sweep takes.
        let before = self.blobs().moment_before(grace).await?;
        let needed = self.needed_blobs().await?;
        let unneeded = self.blobs().unneeded(before, move |name| needed.contains(&short(name))).await?;
        let mut blobs = 0;
        for name in &unneeded {
            blobs += u64::from(self.blobs().remove(name, before).await?);
        }
        Ok(Swept { drafts, blobs })
    }

    async fn needed_blobs(&self) -> Result<HashSet<u128>> {
        let mut needed = HashSet::new();
        let mut tx = self.store().read(Scope::System).await?;
        for keeper in Keeper::ALL {
            let mut after = String::new();
            loop {
                let (last, names) = needed::blobs_after(&mut tx, keeper, &after, PAGE).await?;
                needed.extend(names.iter().map(|name| short(name)));
                match last {
                    Some(last) => after = last,
                    None => break,
                }
            }
        }
        Ok(needed)
    }
}

/// Half of a blob's name, to remember many in little room. Two blobs that agree in it would both stay: no harm.
fn short(name: &str) -> u128 {
    name.get(..32).and_then(|half| u128::from_str_radix(half, 16).ok()).unwrap_or_default()
}
