//! Keeping where parcels stand in step with their scans.

use std::collections::{HashMap, HashSet};

use domain::parcel::{Scan, standing};
use jiff::civil::Date;
use store::Tx;
use store::parcels::KeptStanding;
use store::scans::{NumberScan, StoredScan};

use crate::tracking::{self, Moved};
use crate::{Operations, Result};

/// What working out the standings of some numbers came to.
pub(super) struct Restated {
    /// The numbers that somebody announced.
    pub announced: HashSet<String>,
    /// The parcels that now stand otherwise than before.
    pub moved: usize,
    /// The mails that this wrote to those who follow them.
    pub mails: usize,
}

/// Works out anew, from all their scans, where the parcels of these numbers stand, keeps what changed, and writes to
/// those who asked to be told of it.
pub(super) async fn restate(operations: &Operations, tx: &mut Tx, numbers: &[String]) -> Result<Restated> {
    let parcels = store::parcels::by_numbers(tx, numbers).await?;
    let mut scans: HashMap<String, Vec<NumberScan>> = HashMap::new();
    if !parcels.is_empty() {
        for scan in store::scans::of_numbers(tx, numbers).await? {
            scans.entry(scan.stored.number.clone()).or_default().push(scan);
        }
    }
    let mut restated = Restated { announced: HashSet::new(), moved: 0, mails: 0 };
    let mut moved = Vec::new();
    for parcel in parcels {
        let of_number = scans.get(&parcel.number).map_or(&[][..], Vec::as_slice);
        let own: Vec<&StoredScan> =
            of_number.iter().filter(|scan| scan.belongs_to(&parcel.carrier)).map(|scan| &scan.stored).collect();
        let reported: Vec<Scan> = own.iter().map(|stored| stored.scan.clone()).collect();
        let kept = KeptStanding::of(&standing(&reported), estimate(&own), parcel.created_at);
        restated.announced.insert(parcel.number.clone());
        if kept != parcel.standing {
            store::parcels::update_standing(tx, parcel.id, &kept).await?;
            restated.moved += 1;
            moved.extend(Moved::from(parcel, &kept));
        }
    }
    restated.mails = tracking::tell(operations, tx, moved).await?;
    Ok(restated)
}

/// The day of delivery that the carrier expects, by the latest scan that says so.
fn estimate(scans: &[&StoredScan]) -> Option<Date> {
    let latest = scans.iter().filter(|stored| stored.estimated_on.is_some());
    latest.max_by_key(|stored| (stored.scan.at, stored.estimated_on)).and_then(|stored| stored.estimated_on)
}
