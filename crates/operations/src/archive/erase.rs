//! Erasing what is older than the installation's term. Done in small transactions, so that nobody waits for it, and
//! safe to be stopped and begun again at any moment.

use domain::parcel::retention::{SHOWN_MONTHS, kept_from};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::{Scope, archive};

use crate::{Error, Operations, Result, ids};

/// Parcels, or reports of unknown numbers, of one transaction.
const AT_ONCE: i64 = 200;

/// Parcels of one turn, and as many reports of unknown numbers. More waits for the next turn, an hour later: mails and
/// other work wait while this one runs.
const IN_ONE_TURN: u64 = 20_000;

/// What one turn erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Parcels, with all that hung on them.
    pub parcels: u64,
    /// Their scans.
    pub scans: u64,
    /// Their proofs of delivery.
    pub proofs: u64,
    /// Scans and proofs of numbers that nobody announced.
    pub waiting: u64,
}

impl Operations {
    /// Erases parcels whose label is older than the installation's term in the zone of their customer, and what
    /// carriers reported that waited as long for a parcel. A parcel that an open ticket concerns stays until that has been closed for as long
    /// as parcels are shown.
    ///
    /// # Errors
    /// [`Error::Store`]; what was erased until then stays erased.
    pub async fn erase_archive(&self) -> Result<Erased> {
        let mut erased = Erased::default();
        let mut tx = self.store().read(Scope::System).await?;
        let customers = archive::customers(&mut tx).await?;
        drop(tx);
        for (customer, zone) in customers {
            let zone = crate::zone(&zone);
            let today = self.now().to_zoned(zone.clone()).date();
            let before = kept_from(today, self.settings().archive_months);
            let closed_before = beginning(kept_from(today, SHOWN_MONTHS), zone)?;
            let mut after = None;
            while erased.parcels < IN_ONE_TURN {
                let mut tx = self.store().write(Scope::System).await?;
                // An import must not find a parcel here that is just going.
                store::parcels::lock_imports(&mut tx).await?;
                let old = archive::old(&mut tx, customer, before, after.as_ref(), closed_before, AT_ONCE).await?;
                let Some(last) = old.last().cloned() else { break };
                let gone = archive::erase(&mut tx, &old).await?;
                for parcel in &old {
                    // The trail keeps that something was done, and forgets to which parcel.
                    store::audit::erase_of(&mut tx, &parcel.id.to_string(), self.now()).await?;
                }
                tx.commit().await?;
                erased.parcels += gone.parcels;
                erased.scans += gone.scans;
                erased.proofs += gone.proofs;
                after = Some(last);
            }
        }
        erased.waiting = self.erase_waiting().await?;
        if erased != Erased::default() {
            let Erased { parcels, scans, proofs, waiting } = erased;
            tracing::info!(parcels, scans, proofs, waiting, "erased what is older than the archive's term");
        }
        Ok(erased)
    }

    /// What was reported lies in the order in which it came; days are those of Paris, because nobody's parcel says another zone.
    async fn erase_waiting(&self) -> Result<u64> {
        let zone = crate::zone("Europe/Paris");
        let today = self.now().to_zoned(zone.clone()).date();
        let before = beginning(kept_from(today, self.settings().archive_months), zone)?;
        let before = ids::first_id(before).to_string();
        let mut gone = 0;
        loop {
            let mut tx = self.store().write(Scope::System).await?;
            store::parcels::lock_imports(&mut tx).await?;
            let some = archive::erase_waiting(&mut tx, &before, AT_ONCE).await?;
            tx.commit().await?;
            gone += some;
            if some == 0 || gone >= IN_ONE_TURN {
                return Ok(gone);
            }
        }
    }
}

/// The first moment of a day in a zone.
fn beginning(day: Date, zone: TimeZone) -> Result<Timestamp> {
    let first = day.to_zoned(zone).map_err(|error| Error::Outside(error.to_string()))?;
    Ok(first.timestamp())
}
