//! Keeping where parcels stand in step with their scans.

use std::collections::{BTreeMap, HashSet};

use domain::id::ParcelId;
use domain::parcel::{Scan, standing};
use jiff::civil::Date;
use store::Tx;
use store::parcels::KeptStanding;
use store::scans::StoredScan;

use crate::Result;

/// What working out the standings of some numbers came to.
pub(super) struct Restated {
    /// The numbers that somebody announced.
    pub announced: HashSet<String>,
    /// The parcels that now stand otherwise than before.
    pub moved: usize,
}

/// Works out anew, from all their scans, where the parcels of these numbers stand, and keeps what changed.
pub(super) async fn restate(tx: &mut Tx, numbers: &[String]) -> Result<Restated> {
    let parcels = store::parcels::by_numbers(tx, numbers).await?;
    let mut scans: BTreeMap<ParcelId, Vec<StoredScan>> = BTreeMap::new();
    if !parcels.is_empty() {
        for (parcel, scan) in store::scans::of_numbers(tx, numbers).await? {
            scans.entry(parcel).or_default().push(scan);
        }
    }
    let mut restated = Restated { announced: HashSet::new(), moved: 0 };
    for parcel in parcels {
        let stored = scans.remove(&parcel.id).unwrap_or_default();
        let estimated_on = estimate(&stored);
        let scans: Vec<Scan> = stored.into_iter().map(|stored| stored.scan).collect();
        let kept = KeptStanding::of(&standing(&scans), estimated_on, parcel.created_at);
        if kept != parcel.standing {
            store::parcels::update_standing(tx, parcel.id, &kept).await?;
            restated.moved += 1;
        }
        restated.announced.insert(parcel.number);
    }
    Ok(restated)
}

/// The day of delivery that the carrier expects, by the latest scan that says so.
fn estimate(scans: &[StoredScan]) -> Option<Date> {
    let latest = scans.iter().filter(|stored| stored.estimated_on.is_some());
    latest.max_by_key(|stored| (stored.scan.at, stored.estimated_on)).and_then(|stored| stored.estimated_on)
}
