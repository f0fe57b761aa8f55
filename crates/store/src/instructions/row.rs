//! An instruction, and how its row is read.

use domain::id::{CustomerId, InstructionId, ParcelId, UserId};
use domain::instruction::{Fate, Wish};
use jiff::Timestamp;

use crate::convert::{moment, moment_if, parsed, parsed_if, word};
use crate::error::StoreError;

/// Who gave an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenBy {
    /// The user.
    pub user: UserId,
    /// His name at that moment.
    pub name: String,
    /// Whether he is of the operator, and gave it for the customer.
    pub operator: bool,
}

/// What was asked of a carrier for a parcel, and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// Its id; the carrier answers by it.
    pub id: InstructionId,
    /// The parcel.
    pub parcel: ParcelId,
    /// Whose parcel it is.
    pub customer: CustomerId,
    /// Code of the carrier.
    pub carrier: String,
    /// The parcel's number, cleaned.
    pub parcel_number: String,
    /// What is asked.
    pub wish: Wish,
    /// What has become of it.
    pub fate: Fate,
    /// Why the carrier refused it; empty otherwise.
    pub reason: String,
    /// The key of the form it came by.
    pub key: String,
    /// The one whose place it took.
    pub replaces: Option<InstructionId>,
    /// Who gave it.
    pub by: GivenBy,
    /// When.
    pub given_at: Timestamp,
    /// Until when another may take its place.
    pub replaceable_until: Timestamp,
    /// When it comes to nothing by itself; `None`: it waits for what the parcel does.
    pub waits_until: Option<Timestamp>,
    /// When the carrier accepted it.
    pub accepted_at: Option<Timestamp>,
    /// When it was refused, executed, replaced, or came to nothing.
    pub ended_at: Option<Timestamp>,
    /// The file in which the carrier got it.
    pub batch: Option<i64>,
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: String,
    parcel_id: String,
    customer_id: String,
    carrier: String,
    parcel_number: String,
    wish: String,
    fate: String,
    reason: String,
    key: String,
    replaces_id: Option<String>,
    by_id: String,
    by_name: String,
    by_operator: bool,
    given_at: i64,
    replaceable_until: i64,
    waits_until: Option<i64>,
    accepted_at: Option<i64>,
    ended_at: Option<i64>,
    batch: Option<i64>,
}

const I: &str = "instruction";

impl Row {
    pub(super) fn instruction(self) -> Result<Instruction, StoreError> {
        Ok(Instruction {
            id: parsed(I, "id", &self.id)?,
            parcel: parsed(I, "parcel_id", &self.parcel_id)?,
            customer: parsed(I, "customer_id", &self.customer_id)?,
            wish: serde_json::from_str(&self.wish).map_err(|_| StoreError::inconsistent(I, "wish", &self.wish))?,
            fate: word(I, "fate", &self.fate, Fate::from_word)?,
            replaces: parsed_if(I, "replaces_id", self.replaces_id.as_deref())?,
            by: GivenBy { user: parsed(I, "by_id", &self.by_id)?, name: self.by_name, operator: self.by_operator },
            given_at: moment(I, "given_at", self.given_at)?,
            replaceable_until: moment(I, "replaceable_until", self.replaceable_until)?,
            waits_until: moment_if(I, "waits_until", self.waits_until)?,
            accepted_at: moment_if(I, "accepted_at", self.accepted_at)?,
            ended_at: moment_if(I, "ended_at", self.ended_at)?,
            carrier: self.carrier,
            parcel_number: self.parcel_number,
            reason: self.reason,
            key: self.key,
            batch: self.batch,
        })
    }
}

/// The columns of an instruction.
macro_rules! select_instruction {
    ($tail:literal) => {
        concat!(
            "select id, parcel_id, customer_id, carrier, parcel_number, wish, fate, reason, key, replaces_id, by_id,
                    by_name, by_operator, given_at, replaceable_until, waits_until, accepted_at, ended_at, batch
             from instruction ",
            $tail
        )
    };
}
pub(super) use select_instruction;
