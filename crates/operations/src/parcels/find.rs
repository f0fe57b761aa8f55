//! Finding a parcel and reading its page.

use std::sync::Arc;

use domain::Actor;
use domain::actor::{AccountScope, Side};
use domain::id::ParcelId;
use domain::parcel::number::{self, NumberFormat, Recognition};
use domain::parcel::{Scan, check_character, timeline};
use domain::permission;
use jiff::Timestamp;
use store::Scope;
use store::parcels::{Parcel, ParcelSearch, Sight};

use super::retention::labelled_from;
use crate::{Error, Operations, Result};

/// Rows of one answer at most.
pub const LIST_LIMIT: usize = 50;

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundParcels {
    /// What can be said of the typed text as a number, found or not.
    pub recognition: Recognition,
    /// The parcels, the latest label first; at most [`LIST_LIMIT`].
    pub rows: Vec<Parcel>,
    /// Whether there are more.
    pub more: bool,
}

/// Everything that a parcel's page shows of the parcel itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelPage {
    /// The parcel.
    pub parcel: Parcel,
    /// What carriers reported of it, the latest first, each once.
    pub timeline: Vec<Scan>,
    /// The other parcels of the same shipment; at most [`LIST_LIMIT`].
    pub siblings: Vec<Parcel>,
    /// The other parcels of the same number; links to them hold their ids.
    pub namesakes: Vec<Parcel>,
}

impl Operations {
    /// Finds parcels by a typed number or sender's reference. What does not exist and what somebody may not see look
    /// the same: no rows.
    ///
    /// # Errors
    /// [`domain::refusal::Refusal::NotAllowed`] without the right to search.
    pub async fn find_parcels(&self, actor: &Actor, query: &str) -> Result<FoundParcels> {
        permission::search_parcels(actor)?;
        let recognition = number::recognise(query);
        let search = ParcelSearch {
            number: recognition.number.clone(),
            other_number: other_spelling(&recognition).unwrap_or_default(),
            reference: query.to_owned(),
            accounts: self.sight(actor).accounts,
            labelled_from: Some(labelled_from(actor, self.now())),
            // One more than is shown tells whether there are more.
            limit: LIST_LIMIT as i64 + 1,
        };
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let mut rows = store::parcels::search(&mut tx, &search).await?;
        let more = rows.len() > LIST_LIMIT;
        rows.truncate(LIST_LIMIT);
        Ok(FoundParcels { recognition, rows, more })
    }

    /// A parcel's page, by its number or (where several share that number) its id. Of several the one with the
    /// latest label is shown and the others are named.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what does not exist, belongs to others, or lies in the archive.
    pub async fn parcel(&self, actor: &Actor, key: &str) -> Result<ParcelPage> {
        let now = self.now();
        let cleaned = number::clean(key);
        let id: Option<ParcelId> = key.trim().parse().ok();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let mut parcels = store::parcels::by_number_or_id(&mut tx, &cleaned, id).await?;
        parcels.retain(|parcel| may_see(actor, parcel, now));
        if parcels.is_empty() {
            return Err(Error::NotFound);
        }
        // Whoever names one of several by its id gets that one.
        let asked = parcels.iter().position(|parcel| Some(parcel.id) == id).unwrap_or(0);
        let parcel = parcels.remove(asked);
        let mut namesakes = parcels;
        if parcel.number != cleaned {
            namesakes = store::parcels::by_number(&mut tx, &parcel.number).await?;
            namesakes.retain(|other| other.id != parcel.id && may_see(actor, other, now));
        }
        let mut timeline = timeline(&store::scans::of_parcel(&mut tx, &parcel).await?);
        timeline.reverse();
        let mut siblings = store::parcels::siblings(&mut tx, &parcel).await?;
        siblings.retain(|sibling| may_see(actor, sibling, now));
        siblings.truncate(LIST_LIMIT);
        Ok(ParcelPage { parcel, timeline, siblings, namesakes })
    }

    /// Of the numbers of some parcels those that another parcel has as well which somebody sees: a number leads to the
    /// latest of them, so that links to them hold their ids.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn shared_numbers(&self, actor: &Actor, parcels: &[Parcel]) -> Result<Vec<String>> {
        let mut numbers: Vec<String> = parcels.iter().map(|parcel| parcel.number.clone()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        Ok(store::parcels::shared_numbers(&mut tx, &self.sight(actor), &numbers).await?)
    }

    /// What somebody sees of parcels beyond whose they are: the accounts of his profile, and labels that are not too
    /// old; and by which contracts and when they take an instruction.
    pub(super) fn sight(&self, actor: &Actor) -> Sight {
        let accounts = match &actor.side {
            Side::Customer { scope, .. } => scope.clone(),
            Side::Operator { .. } => AccountScope::All,
        };
        let (contracts, now) = (Arc::clone(&self.settings().contracts), self.now());
        Sight { accounts, labelled_from: Some(labelled_from(actor, now)), contracts, now }
    }
}

/// Whether somebody sees a parcel now: his customer's and within his accounts (the operator: anybody's), and not yet in
/// the archive.
#[must_use]
pub fn may_see(actor: &Actor, parcel: &Parcel, now: Timestamp) -> bool {
    permission::see_parcel(actor, &parcel.facts()).is_ok() && parcel.label_on >= labelled_from(actor, now)
}

/// A DPD number is written with or without its check character: the spelling that was not typed.
pub(crate) fn other_spelling(recognition: &Recognition) -> Option<String> {
    let number = &recognition.number;
    if !recognition.candidates.iter().any(|candidate| candidate.format == NumberFormat::Dpd14) {
        return None;
    }
    match number.len() {
        14 => Some(format!("{number}{}", check_character::mod_37_36(number)?)),
        _ => number.get(..14).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dpd_numbers_have_two_spellings() {
        for (typed, other) in [
            ("10905012345678", Some("10905012345678I")),
            ("1090 5012 3456 78i", Some("10905012345678")),
            ("6A18987970674", None),
            ("CMD-8812", None),
            ("", None),
        ] {
            assert_eq!(other_spelling(&number::recognise(typed)).as_deref(), other, "{typed}");
        }
    }
}
