//! What a parcel's scans decide of its instruction.

use domain::id::ParcelId;
use domain::instruction::{Fate, Turn, Word, says_received, turn_seen};
use domain::parcel::{Scan, sightings};
use jiff::Timestamp;
use store::parcels::Parcel;
use store::scans::NumberScan;
use store::{Tx, instructions as rows};

use super::giving::ended;
use super::{Instruction, contract_of, delivery_days, paris};
use crate::{Operations, Result};

/// Brings the instructions of these parcels in step with their scans, once these are kept and the parcels restated. The
/// scan that says *received* accepts; what is then reported of the parcel carries it out or ends it.
///
/// Scans come in any order. What had come to nothing because nobody said *received* in time is judged again as if it were
/// open, and was executed after all where its scans say so now.
///
/// # Errors
/// [`crate::Error::Store`].
pub async fn follow(operations: &Operations, tx: &mut Tx, numbers: &[String], parcels: &[ParcelId]) -> Result<usize> {
    let mut concerned = rows::open_of_numbers(tx, numbers).await?;
    concerned.extend(rows::lapsed_of_parcels(tx, parcels).await?);
    if concerned.is_empty() {
        // Nearly always: an import of scans pays a look into two indexes.
        return Ok(0);
    }
    let now = operations.now();
    let numbers: Vec<String> = concerned.iter().map(|one| one.parcel_number.clone()).collect();
    let ids: Vec<_> = concerned.iter().map(|one| one.parcel).collect();
    let parcels = store::parcels::of_ids(tx, &ids).await?;
    let scans = store::scans::of_numbers(tx, &numbers).await?;
    let mut moved = 0;
    for instruction in concerned {
        let Some(parcel) = parcels.iter().find(|parcel| parcel.id == instruction.parcel) else { continue };
        let after = if instruction.fate.is_open() {
            stands(operations, &instruction, parcel, &scans, now)
        } else {
            let open = Instruction { fate: Fate::Sent, ended_at: None, ..instruction.clone() };
            let again = stands(operations, &open, parcel, &scans, now);
            if again.fate == Fate::Executed { again } else { continue }
        };
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
    let own: Vec<Scan> = scans
        .iter()
        .filter(|scan| scan.stored.number == parcel.number && scan.belongs_to(&parcel.carrier, parcel.label_on))
        .map(|scan| scan.stored.scan.clone())
        .collect();
    let words: Vec<Timestamp> = own
        .iter()
        .filter(|scan| scan.at >= instruction.given_at && says_received(scan, contract))
        .map(|scan| scan.at)
        .collect();
    let word = match instruction.accepted_at {
        Some(at) if !words.contains(&at) => Some(Word::Answered(at)),
        _ => words.into_iter().min().map(Word::Scanned),
    };
    let mut after = instruction.clone();
    if let (Fate::Sent, Some(Word::Scanned(at))) = (after.fate, word) {
        after = accepted(operations, &after, parcel, at);
    }
    match turn_seen(&after.wish, word, after.given_at, &sightings(&own), &paris()) {
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
