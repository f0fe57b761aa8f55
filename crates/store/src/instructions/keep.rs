//! Keeping instructions.

use domain::id::InstructionId;
use jiff::Timestamp;

use super::row::Instruction;
use crate::backend::{Tx, execute};
use crate::convert::micros;
use crate::error::StoreError;

const INSERT: &str = "insert into instruction (id, parcel_id, customer_id, carrier, parcel_number, wish, fate, reason, key,
        replaces_id, by_id, by_name, by_operator, given_at, replaceable_until, waits_until, accepted_at, ended_at, batch)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";

/// Inserts an instruction.
///
/// # Errors
/// [`StoreError::Conflict`] where its key was used before, or its parcel has an open one.
pub async fn insert(tx: &mut Tx, one: &Instruction) -> Result<(), StoreError> {
    let wish = wish(one)?;
    execute!(
        tx,
        INSERT,
        one.id.to_string(),
        one.parcel.to_string(),
        one.customer.to_string(),
        one.carrier.clone(),
        one.parcel_number.clone(),
        wish.clone(),
        one.fate.as_str(),
        one.reason.clone(),
        one.key.clone(),
        one.replaces.map(|id| id.to_string()),
        one.by.user.to_string(),
        one.by.name.clone(),
        one.by.operator,
        micros(one.given_at),
        micros(one.replaceable_until),
        one.waits_until.map(micros),
        one.accepted_at.map(micros),
        one.ended_at.map(micros),
        one.batch,
    )?;
    Ok(())
}

fn wish(one: &Instruction) -> Result<String, StoreError> {
    serde_json::to_string(&one.wish)
        .map_err(|error| StoreError::inconsistent("instruction", "wish", &error.to_string()))
}

const UPDATE: &str = "update instruction set fate = $3, reason = $4, waits_until = $5, accepted_at = $6, ended_at = $7
    where id = $1 and fate = $2";

/// Keeps what has become of an instruction, if it still stands as it was read; tells whether it did.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn update(tx: &mut Tx, was: &Instruction, now: &Instruction) -> Result<bool, StoreError> {
    let (id, waits, accepted, ended): (InstructionId, Option<Timestamp>, Option<Timestamp>, Option<Timestamp>) =
        (was.id, now.waits_until, now.accepted_at, now.ended_at);
    let updated = execute!(
        tx,
        UPDATE,
        id.to_string(),
        was.fate.as_str(),
        now.fate.as_str(),
        now.reason.clone(),
        waits.map(micros),
        accepted.map(micros),
        ended.map(micros),
    )?;
    Ok(updated == 1)
}
