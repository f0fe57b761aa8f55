//! The parcels that a new ticket concerns, as far as whoever files may see them.

use domain::Actor;
use domain::id::ParcelId;
use domain::parcel::split_numbers;
use domain::refusal::FieldRefusal;
use jiff::Timestamp;
use store::Tx;
use store::parcels::Parcel;

use super::filing::{NUMBER_MAX, PARCELS_MAX};
use crate::parcels::may_see;
use crate::{Error, Operations, Result};

/// The numbers of a pasted text, each once and none too long to file on.
pub(super) fn pasted_numbers(pasted: &str) -> Result<Vec<String>> {
    let refused = |why| Error::field("others", why);
    let numbers = split_numbers(pasted).map_err(|_| refused(FieldRefusal::TooMany(PARCELS_MAX)))?;
    if numbers.iter().any(|number| number.chars().count() > NUMBER_MAX) {
        return Err(refused(FieldRefusal::TooLong(NUMBER_MAX)));
    }
    Ok(numbers)
}

impl Operations {
    /// Numbers with the parcels that they are, as far as somebody may see them.
    pub(super) async fn others(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        numbers: &[String],
    ) -> Result<Vec<(String, Option<Parcel>)>> {
        let mut known = Vec::with_capacity(numbers.len());
        for number in numbers {
            known.push((number.clone(), visible_parcel(tx, actor, (number, None), self.now()).await?));
        }
        Ok(known)
    }
}

/// The parcel of a number, if we know it and this person may see it: of several that of the id, else the latest.
pub(super) async fn visible_parcel(
    tx: &mut Tx,
    actor: &Actor,
    (number, id): (&str, Option<ParcelId>),
    now: Timestamp,
) -> Result<Option<Parcel>> {
    let mut parcels = store::parcels::by_number_or_id(tx, number, id).await?;
    parcels.retain(|parcel| parcel.number == number && may_see(actor, parcel, now));
    let place = parcels.iter().position(|parcel| Some(parcel.id) == id).unwrap_or(0);
    Ok((place < parcels.len()).then(|| parcels.swap_remove(place)))
}

pub(super) async fn siblings(tx: &mut Tx, actor: &Actor, parcel: &Parcel, now: Timestamp) -> Result<Vec<Parcel>> {
    let mut siblings = store::parcels::siblings(tx, parcel).await?;
    siblings.retain(|one| one.id != parcel.id && may_see(actor, one, now));
    Ok(siblings)
}
