//! What a parcel's scans decide of its instruction.

use domain::instruction::{Fate, Sighting, Turn, says_received, turn_seen};
use jiff::Timestamp;
use store::parcels::Parcel;
use store::scans::NumberScan;
use store::{Tx, instructions as rows};

use super::giving::ended;
use super::{Instruction, contract_of, delivery_days, paris};
use crate::{Operations, Result};

/// Brings the open instructions of the parcels of these numbers in step with their scans, once these are kept and the
/// parcels restated. The scan that says *received* accepts; where the parcel then stands carries it out or ends it.
///
/// # Errors
/// [`crate::Error::Store`].
pub async fn follow(operations: &Operations, tx: &mut Tx, numbers: &[String]) -> Result<usize> {
    let open = rows::open_of_numbers(tx, numbers).await?;
    if open.is_empty() {
        // Nearly always: an import of scans pays one look into an index.
        return Ok(0);
    }
    let now = operations.now();
    let concerned: Vec<String> = open.iter().map(|one| one.parcel_number.clone()).collect();
    let ids: Vec<_> = open.iter().map(|one| one.parcel).collect();
    let parcels = store::parcels::of_ids(tx, &ids).await?;
    let scans = store::scans::of_numbers(tx, &concerned).await?;
    let mut moved = 0;
    for instruction in open {
        let Some(parcel) = parcels.iter().find(|parcel| parcel.id == instruction.parcel) else { continue };
        let after = stands(operations, &instruction, parcel, &scans, now);
        if after != instruction && rows::update(tx, &instruction, &after).await? {
            moved += 1;
        }
    }
    Ok(moved)
}

/// An instruction as the scans of its parcel leave it.
fn stands(
    operations: &Operations,
    instruction: &Instruction,
    parcel: &Parcel,
    scans: &[NumberScan],
    now: Timestamp,
) -> Instruction {
    let contract = contract_of(&operations.settings().contracts, parcel);
    let mut after = instruction.clone();
    if after.fate == Fate::Sent {
        let received = scans
            .iter()
            .filter(|scan| scan.stored.number == parcel.number && scan.belongs_to(&parcel.carrier, parcel.label_on))
            .map(|scan| &scan.stored.scan)
            .filter(|scan| scan.at >= instruction.given_at && says_received(scan, contract))
            .map(|scan| scan.at)
            .min();
        if let Some(at) = received {
            after = accepted(operations, &after, parcel, at);
        }
    }
    let seen = Sighting { state: parcel.standing.state, since: parcel.standing.since };
    match turn_seen(&after.wish, after.fate, after.given_at, seen, &paris()) {
        Some(turn) => ended(&after, turn, now).unwrap_or(after),
        None => after,
    }
}

/// An instruction that the carrier has accepted: one with a day is waited for a little longer than the day, any other
/// until the parcel's way ends.
pub(super) fn accepted(
    operations: &Operations,
    instruction: &Instruction,
    parcel: &Parcel,
    at: Timestamp,
) -> Instruction {
    let Some(mut after) = ended(instruction, Turn::Accepted, at) else { return instruction.clone() };
    let days = delivery_days(contract_of(&operations.settings().contracts, parcel), parcel);
    after.accepted_at = Some(at);
    after.waits_until = after.wish.day().map(|day| days.end_of_grace(day));
    after
}
