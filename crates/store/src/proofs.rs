//! Proofs of delivery: rows only, their images stand in `operations::blobs`.
//!
//! A proof belongs to the parcels of its number that are with its carrier; unlike a scan it never belongs to a parcel
//! of another carrier, nor to one that was labelled after it, because it names a person.

use domain::id::ProofId;
use domain::parcel::proof::{Evidence, Handover};
use domain::parcel::retention::may_be_of;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::backend::{Tx, execute, fetch_all};
use crate::bulk::{fetch_any, insert_rows};
use crate::convert::{date_at, micros, moment, parsed, word, word_if};
use crate::error::StoreError;

/// A proof as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredProof {
    /// Its id.
    pub id: ProofId,
    /// The cleaned number it belongs to.
    pub number: String,
    /// Code of the carrier.
    pub carrier: String,
    /// Who took the parcel, as the carrier writes him; may be empty.
    pub signatory: String,
    /// When it was handed over.
    pub at: Timestamp,
    /// The offset from UTC, in minutes, of the clock at the place.
    pub offset_minutes: i16,
    /// The place as the carrier names it; may be empty.
    pub place: String,
    /// To whom or where, where the carrier says so.
    pub handover: Option<Handover>,
    /// What it rests on.
    pub evidence: Evidence,
    /// The name of the image's bytes, or empty.
    pub blob: String,
    /// The image's type, or empty.
    pub media_type: String,
    /// SHA-256 of the image as it was sent, or empty.
    pub image_sha256: String,
    /// The file it came in.
    pub source: String,
    /// When it came.
    pub received_at: Timestamp,
}

impl StoredProof {
    /// Whether it can be of a parcel that was labelled on a day: a proof of long before is of an earlier parcel of the
    /// number, and names another person.
    #[must_use]
    pub fn is_since(&self, label_on: Date) -> bool {
        may_be_of(label_on, date_at(self.at, self.offset_minutes))
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    number: String,
    carrier: String,
    signatory: String,
    at: i64,
    offset_minutes: i64,
    place: String,
    handover: String,
    image_kind: String,
    blob: String,
    media_type: String,
    image_sha256: String,
    source: String,
    received_at: i64,
}

const T: &str = "proof";

impl Row {
    fn proof(self) -> Result<StoredProof, StoreError> {
        Ok(StoredProof {
            id: parsed(T, "id", &self.id)?,
            at: moment(T, "at", self.at)?,
            offset_minutes: i16::try_from(self.offset_minutes)
                .map_err(|_| StoreError::inconsistent(T, "offset_minutes", &self.offset_minutes.to_string()))?,
            handover: word_if(T, "handover", &self.handover, |word| word.parse().ok())?,
            evidence: word(T, "image_kind", &self.image_kind, |word| word.parse().ok())?,
            received_at: moment(T, "received_at", self.received_at)?,
            number: self.number,
            carrier: self.carrier,
            signatory: self.signatory,
            place: self.place,
            blob: self.blob,
            media_type: self.media_type,
            image_sha256: self.image_sha256,
            source: self.source,
        })
    }
}

/// The columns of a proof; `$condition` says which.
macro_rules! select_proof {
    ($condition:literal) => {
        concat!(
            "select id, number, carrier, signatory, at, offset_minutes, place, handover, image_kind, blob, media_type,
                    image_sha256, source, received_at
             from proof where ",
            $condition,
            " order by number, carrier"
        )
    };
}

const OF_NUMBER: &str = select_proof!("number = $1");
const OF_NUMBERS_SQLITE: &str = select_proof!("number in (select value from json_each($1))");
const OF_NUMBERS_POSTGRES: &str = select_proof!("number = any($1)");

/// The proofs of a cleaned number, one for each carrier that brought one. Whose they are is for the caller to ask.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_number(tx: &mut Tx, number: &str) -> Result<Vec<StoredProof>, StoreError> {
    fetch_all!(tx, Row, OF_NUMBER, number.to_owned())?.into_iter().map(Row::proof).collect()
}

/// The proofs of many cleaned numbers.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_numbers(tx: &mut Tx, numbers: &[String]) -> Result<Vec<StoredProof>, StoreError> {
    fetch_any!(tx, Row, OF_NUMBERS_SQLITE, OF_NUMBERS_POSTGRES, numbers)?.into_iter().map(Row::proof).collect()
}

const INSERT: &str = "insert into proof (id, number, carrier, signatory, at, offset_minutes, place, handover,
    image_kind, blob, media_type, image_sha256, source, received_at) ";

/// Inserts many proofs; those whose number has one of that carrier already are passed over. Tells how many were new.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert_many(tx: &mut Tx, proofs: &[StoredProof]) -> Result<u64, StoreError> {
    Ok(insert_rows!(tx, INSERT, " on conflict (number, carrier) do nothing", proofs, |row, proof| {
        row.push_bind(proof.id.to_string())
            .push_bind(proof.number.clone())
            .push_bind(proof.carrier.clone())
            .push_bind(proof.signatory.clone())
            .push_bind(micros(proof.at))
            .push_bind(i64::from(proof.offset_minutes))
            .push_bind(proof.place.clone())
            .push_bind(proof.handover.map_or("", Handover::as_str))
            .push_bind(proof.evidence.as_str())
            .push_bind(proof.blob.clone())
            .push_bind(proof.media_type.clone())
            .push_bind(proof.image_sha256.clone())
            .push_bind(proof.source.clone())
            .push_bind(micros(proof.received_at));
    }))
}

const UPDATE: &str = "update proof set signatory = $2, at = $3, offset_minutes = $4, place = $5, handover = $6,
        image_kind = $7, blob = $8, media_type = $9, image_sha256 = $10, source = $11, received_at = $12
    where id = $1";

/// Keeps what a later file says of a proof; its number and carrier stay.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn update(tx: &mut Tx, proof: &StoredProof) -> Result<(), StoreError> {
    execute!(
        tx,
        UPDATE,
        proof.id.to_string(),
        proof.signatory.clone(),
        micros(proof.at),
        i64::from(proof.offset_minutes),
        proof.place.clone(),
        proof.handover.map_or("", Handover::as_str),
        proof.evidence.as_str(),
        proof.blob.clone(),
        proof.media_type.clone(),
        proof.image_sha256.clone(),
        proof.source.clone(),
        micros(proof.received_at),
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{OF_NUMBER, OF_NUMBERS_SQLITE};
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn proofs_are_found_by_an_index() {
        hold_to_indexes(OF_NUMBER, &[]).await;
        hold_to_indexes(OF_NUMBERS_SQLITE, &["json_each"]).await;
    }
}
