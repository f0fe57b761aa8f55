//! Keeping where parcels stand in step with their scans.

use std::collections::HashMap;

use domain::id::ParcelId;
use domain::parcel::{Scan, standing};
use jiff::civil::Date;
use store::Tx;
use store::parcels::{KeptStanding, ParcelStanding};
use store::scans::{NumberScan, StoredScan};

use crate::tracking::{self, Moved};
use crate::{Operations, Result, instructions};

/// What working out where some parcels stand came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Restated {
    /// The parcels that now stand otherwise than before.
    pub moved: usize,
    /// The mails that this wrote to those who follow them: wake the workers once the transaction is kept.
    pub mails: usize,
}

/// Works out anew where the parcels of these numbers stand, which were just announced or whose scans changed; their
/// scans wait no more.
pub(crate) async fn restate(operations: &Operations, tx: &mut Tx, numbers: &[String]) -> Result<Restated> {
    let parcels = store::parcels::standings(tx, numbers).await?;
    let announced: Vec<String> = parcels.iter().map(|parcel| parcel.number.clone()).collect();
    if !announced.is_empty() {
        store::scans::stop_waiting(tx, &announced).await?;
    }
    restate_parcels(operations, tx, parcels).await
}

/// Works out anew, from all their scans, where these parcels stand, keeps what changed, and brings what hangs on it in
/// step: open instructions, and mails to those who asked to be told.
pub(super) async fn restate_parcels(
    operations: &Operations,
    tx: &mut Tx,
    parcels: Vec<ParcelStanding>,
) -> Result<Restated> {
    if parcels.is_empty() {
        return Ok(Restated::default());
    }
    let mut numbers: Vec<String> = parcels.iter().map(|parcel| parcel.number.clone()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let ids: Vec<ParcelId> = parcels.iter().map(|parcel| parcel.id).collect();
    let mut scans: HashMap<String, Vec<NumberScan>> = HashMap::new();
    for scan in store::scans::of_numbers(tx, &numbers).await? {
        scans.entry(scan.stored.number.clone()).or_default().push(scan);
    }
    let (mut changed, mut moved) = (Vec::new(), Vec::new());
    for parcel in parcels {
        let of_number = scans.get(&parcel.number).map_or(&[][..], Vec::as_slice);
        let own: Vec<&StoredScan> = of_number
            .iter()
            .filter(|scan| scan.belongs_to(&parcel.carrier, parcel.label_on))
            .map(|scan| &scan.stored)
            .collect();
        let reported: Vec<Scan> = own.iter().map(|stored| stored.scan.clone()).collect();
        let kept = KeptStanding::of(&standing(&reported), estimate(&own), parcel.created_at);
        if kept != parcel.standing {
            moved.extend(Moved::from(parcel.id, &parcel.standing, &kept));
            changed.push((parcel.id, kept));
        }
    }
    store::parcels::update_standings(tx, &changed).await?;
    instructions::follow(operations, tx, &numbers, &ids).await?;
    let mails = tracking::tell(operations, tx, moved).await?;
    Ok(Restated { moved: changed.len(), mails })
}

/// The day of delivery that the carrier expects, by the latest scan that says so.
fn estimate(scans: &[&StoredScan]) -> Option<Date> {
    let latest = scans.iter().filter(|stored| stored.estimated_on.is_some());
    latest.max_by_key(|stored| (stored.scan.at, stored.estimated_on)).and_then(|stored| stored.estimated_on)
}
