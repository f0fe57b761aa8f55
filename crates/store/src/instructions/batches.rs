//! What carriers are handed: each instruction once, in a file that can be fetched again.

use std::collections::HashMap;

use domain::id::InstructionId;
use jiff::Timestamp;

use super::row::{Instruction, Row, select_instruction};
use crate::backend::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::convert::{micros, moment, parsed};
use crate::error::StoreError;

/// A file of instructions that a carrier was handed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its number, from 1.
    pub number: i64,
    /// Code of the carrier.
    pub carrier: String,
    /// How many instructions it holds.
    pub count: i64,
    /// When it was made.
    pub made_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct BatchRow {
    number: i64,
    carrier: String,
    count: i64,
    made_at: i64,
}

impl BatchRow {
    fn batch(self) -> Result<Batch, StoreError> {
        let made_at = moment("instruction_batch", "made_at", self.made_at)?;
        Ok(Batch { number: self.number, carrier: self.carrier, count: self.count, made_at })
    }
}

const WAITING: &str = select_instruction!(
    "where carrier = $1 and batch is null and fate = 'sent'
        and not exists (select 1 from parcel p where p.id = instruction.parcel_id
            and p.state in ('delivered', 'cancelled', 'returning'))
     order by given_at, id limit 5000"
);

/// The instructions that a carrier has not been handed yet, the oldest first, at most 5,000; those of parcels whose way
/// has ended are left out.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn waiting(tx: &mut Tx, carrier: &str) -> Result<Vec<Instruction>, StoreError> {
    fetch_all!(tx, Row, WAITING, carrier.to_owned())?.into_iter().map(Row::instruction).collect()
}

const WAITING_BY_CARRIER: &str = "select carrier, count(*) as waiting from instruction
    where batch is null and fate = 'sent'
        and not exists (select 1 from parcel p where p.id = instruction.parcel_id
            and p.state in ('delivered', 'cancelled', 'returning'))
    group by carrier order by carrier";

/// How many wait for each carrier; carriers for which none waits are left out.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn waiting_by_carrier(tx: &mut Tx) -> Result<Vec<(String, i64)>, StoreError> {
    fetch_all!(tx, (String, i64), WAITING_BY_CARRIER)
}

const NEXT_NUMBER: &str = "select coalesce(max(number), 0) + 1 from instruction_batch";
const INSERT: &str = "insert into instruction_batch (number, carrier, count, made_at) values ($1, $2, $3, $4)";
const ASSIGN: &str = "update instruction set batch = $1 where id = $2 and batch is null and fate = 'sent'";

/// Notes that a carrier is handed these instructions, which have just been read as waiting; answers the file's number.
/// The caller keeps others from doing the same meanwhile ([`crate::parcels::lock_imports`]).
///
/// # Errors
/// [`StoreError::Conflict`] where somebody else made a file of that number at this moment.
pub async fn hand_over(
    tx: &mut Tx,
    carrier: &str,
    instructions: &[Instruction],
    now: Timestamp,
) -> Result<i64, StoreError> {
    let (number,) = fetch_one!(tx, (i64,), NEXT_NUMBER)?;
    let count = i64::try_from(instructions.len()).unwrap_or(i64::MAX);
    execute!(tx, INSERT, number, carrier.to_owned(), count, micros(now))?;
    for one in instructions {
        execute!(tx, ASSIGN, number, one.id.to_string())?;
    }
    Ok(number)
}

const REPLACED: &str = "with recursive chain(id, back) as (
        select id, replaces_id from instruction where batch = $1 and replaces_id is not null
        union all
        select chain.id, before.replaces_id from chain join instruction before on before.id = chain.back
            where before.batch is null and before.replaces_id is not null
    )
    select chain.id, chain.back from chain join instruction before on before.id = chain.back
        where before.batch is not null";

/// Which instructions of a file take the place of which others, as its carrier knows them: the nearest that it was handed
/// before. One that was given and replaced between two files says nothing to it.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn replaced_in(tx: &mut Tx, number: i64) -> Result<HashMap<InstructionId, InstructionId>, StoreError> {
    let rows = fetch_all!(tx, (String, String), REPLACED, number)?;
    let id = |text: &str| parsed("instruction", "replaces_id", text);
    rows.iter().map(|(one, before)| Ok((id(one)?, id(before)?))).collect()
}

const BATCH: &str = "select number, carrier, count, made_at from instruction_batch where number = $1";

/// A file by its number.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn batch(tx: &mut Tx, number: i64) -> Result<Option<Batch>, StoreError> {
    fetch_optional!(tx, BatchRow, BATCH, number)?.map(BatchRow::batch).transpose()
}

const BATCHES: &str =
    "select number, carrier, count, made_at from instruction_batch where number < $1 order by number desc limit $2";

/// Files, the latest first, those before a number.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn batches(tx: &mut Tx, before: Option<i64>, limit: i64) -> Result<Vec<Batch>, StoreError> {
    fetch_all!(tx, BatchRow, BATCHES, before.unwrap_or(i64::MAX), limit)?.into_iter().map(BatchRow::batch).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::{hold_to_indexes, hold_to_order};

    #[tokio::test]
    async fn what_waits_is_found_by_an_index() {
        hold_to_indexes(WAITING, &[]).await;
        hold_to_indexes(BATCH, &[]).await;
        hold_to_indexes(REPLACED, &["chain"]).await;
        hold_to_order(BATCHES).await;
        // Only what waits stands in this index, so reading it from end to end is what is asked.
        let plan = crate::plans::plan(WAITING_BY_CARRIER).await;
        assert!(plan.iter().any(|step| step.contains("instruction_to_hand")), "{plan:?}");
    }
}
