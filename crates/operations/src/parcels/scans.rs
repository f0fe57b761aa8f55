//! Taking in what carriers reported.

use std::collections::HashMap;

use domain::id::ScanId;
use domain::parcel::{Scan, timeline};
use store::Scope;
use store::scans::{self, NewScan, StoredScan};

use super::standing::restate;
use crate::feed::{FeedReading, FeedScan};
use crate::{Operations, Result, ids};

/// Scans of one transaction: what is waited for, and lost when the machine stops.
const AT_ONCE: usize = 500;

/// What became of a feed's payload. Good, bad and failed items stand in the reading it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScanReport {
    /// Scans that were not here before.
    pub new: usize,
    /// Scans that were here, but that this payload says more of.
    pub changed: usize,
    /// Scans that were here just so.
    pub known: usize,
    /// Of all these, how many are of numbers that nobody announced: they wait.
    pub waiting: usize,
    /// Parcels that now stand otherwise than before.
    pub moved: usize,
    /// Items of the payload that could not be taken.
    pub rejected: usize,
    /// The carrier's own error answers.
    pub carrier_errors: usize,
    /// The codes that no dictionary knows, each once.
    pub unknown_codes: Vec<String>,
}

impl Operations {
    /// Keeps the scans of a payload, each once, and works out anew where their parcels stand. The same payload twice
    /// changes nothing; the same scans in another order lead to the same state.
    ///
    /// # Errors
    /// [`crate::Error::Store`]; what was kept until then stays kept, and the payload can come again.
    pub async fn import_scans(&self, reading: &FeedReading) -> Result<ScanReport> {
        let mut report = ScanReport {
            rejected: reading.rejected.len(),
            carrier_errors: reading.carrier_errors.len(),
            unknown_codes: reading.unknown_codes.clone(),
            ..ScanReport::default()
        };
        for scans in reading.scans.chunks(AT_ONCE) {
            self.import_some(scans, &mut report).await?;
        }
        Ok(report)
    }

    async fn import_some(&self, feed: &[FeedScan], report: &mut ScanReport) -> Result<()> {
        let now = self.now();
        let delivered: Vec<StoredScan> = feed
            .iter()
            .map(|scan| StoredScan {
                number: scan.tracking_number.clone(),
                scan: scan.to_scan(),
                estimated_on: scan.estimated_delivery,
            })
            .collect();
        let keys: Vec<String> = delivered.iter().map(|stored| scans::key(&stored.number, &stored.scan)).collect();

        let mut tx = self.store().write(Scope::System).await?;
        store::parcels::lock_imports(&mut tx).await?;
        let mut here: HashMap<String, StoredScan> = scans::by_keys(&mut tx, &keys)
            .await?
            .into_iter()
            .map(|stored| (scans::key(&stored.number, &stored.scan), stored))
            .collect();
        let mut new = Vec::new();
        for (key, stored) in keys.into_iter().zip(&delivered) {
            match here.get_mut(&key) {
                None => {
                    new.push(NewScan { id: ScanId(ids::new_id(now)), stored: stored.clone(), received_at: now });
                }
                Some(old) => {
                    let better = better(old, stored);
                    if better == *old {
                        report.known += 1;
                    } else {
                        scans::update(&mut tx, &better).await?;
                        *old = better;
                        report.changed += 1;
                    }
                }
            }
        }
        let inserted = usize::try_from(scans::insert_many(&mut tx, &new).await?).unwrap_or(new.len());
        report.new += inserted;
        report.known += new.len() - inserted;

        let mut numbers: Vec<String> = delivered.iter().map(|stored| stored.number.clone()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let restated = restate(self, &mut tx, &numbers).await?;
        report.moved += restated.moved;
        report.waiting += delivered.iter().filter(|stored| !restated.announced.contains(&stored.number)).count();
        tx.commit().await?;
        if restated.mails > 0 {
            self.wake().notify_one();
        }
        Ok(())
    }
}

/// Of two deliveries of one scan the one that a timeline keeps, whichever came first; the carrier's latest word on
/// the day of delivery goes with it.
fn better(old: &StoredScan, new: &StoredScan) -> StoredScan {
    let twins: [Scan; 2] = [old.scan.clone(), new.scan.clone()];
    StoredScan {
        number: old.number.clone(),
        scan: timeline(&twins).pop().unwrap_or_else(|| old.scan.clone()),
        estimated_on: new.estimated_on.or(old.estimated_on),
    }
}
