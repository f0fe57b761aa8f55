//! Quick search and multi-criteria search (`product.md` §3, S2-04, S2-05).

use std::collections::HashMap;

use domain::parcel::number::{self, Recognition};
use domain::parcel::{Criteria, TooMany, split_numbers, split_references};
use domain::refusal::FieldRefusal;
use domain::{Actor, permission};
use store::Scope;
use store::convert::folded;
use store::parcels::{Counted, Parcel, ParcelKey, PastedParcels};

use super::find::other_spelling;
use crate::{Error, Operations, Result};

/// Rows of one page of results.
pub const ROWS: usize = 50;

/// The longest text that is searched for, in characters: two hundred numbers with everything around them are far shorter.
pub const PASTE_MAX: usize = 40_000;

/// The longest text that is taken apart, in bytes, so that it can be said how many numbers a list too long has.
const COUNTED_MAX: usize = 1_024 * 1_024;

/// The list that is remembered under this word has columns of one's own.
const LIST: &str = "parcels";

/// What a quick search looks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SoughtBy {
    /// Tracking numbers.
    #[default]
    Number,
    /// Senders' references.
    Reference,
}

/// One of the pasted numbers or references, and what was found of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// As it was cleaned.
    pub text: String,
    /// What its form tells, where numbers are looked for.
    pub recognition: Option<Recognition>,
    /// How many parcels it has.
    pub found: usize,
    /// How many of them are among the rows.
    pub shown: usize,
}

/// The answer to a quick search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundByPaste {
    /// What was pasted: numbers or references.
    pub by: SoughtBy,
    /// What was pasted, in its order, each once.
    pub pasted: Vec<Pasted>,
    /// The parcels: in the order of the paste, and of one reference the latest label first. At most a thousand; where
    /// there are more, of each reference as many as all can have.
    pub rows: Vec<Parcel>,
}

impl FoundByPaste {
    /// How many parcels were found, shown or not.
    #[must_use]
    pub fn found(&self) -> usize {
        self.pasted.iter().map(|one| one.found).sum()
    }
}

/// A page of results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// The parcels, at most [`ROWS`].
    pub rows: Vec<Parcel>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<ParcelKey>,
    /// How many parcels each of the fifteen filters leaves, in their order.
    pub counts: [Counted; 15],
}

impl Operations {
    /// Finds the parcels of a pasted list of numbers or references. What does not exist and what somebody may not see
    /// look the same: nothing was found of it.
    ///
    /// # Errors
    /// [`domain::refusal::Refusal::NotAllowed`] without the right to search; beside `q` where nothing was typed, where
    /// more than two hundred were, or where the text is longer than lists of two hundred are.
    pub async fn find_pasted(&self, actor: &Actor, text: &str, by: SoughtBy) -> Result<FoundByPaste> {
        permission::search_parcels(actor)?;
        let list = pasted_list(text, by)?;
        let sight = self.sight(actor);
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let (found, recognised) = match by {
            SoughtBy::Number => {
                let recognised: Vec<Recognition> = list.iter().map(|number| number::recognise(number)).collect();
                let spelt: Vec<String> =
                    list.iter().cloned().chain(recognised.iter().filter_map(other_spelling)).collect();
                (store::parcels::by_pasted_numbers(&mut tx, &sight, &spelt).await?, recognised)
            }
            SoughtBy::Reference => (store::parcels::by_pasted_references(&mut tx, &sight, &list).await?, Vec::new()),
        };
        Ok(in_order(list, recognised, found, by))
    }

    /// A page of the parcels that a search asks for, with how many each filter leaves.
    ///
    /// # Errors
    /// [`domain::refusal::Refusal::NotAllowed`] without the right to search.
    pub async fn search_parcels(
        &self,
        actor: &Actor,
        criteria: &Criteria,
        after: Option<&ParcelKey>,
    ) -> Result<Results> {
        permission::search_parcels(actor)?;
        let sight = self.sight(actor);
        let mut tx = self.store().read(Scope::of(actor)).await?;
        // One more than is shown tells whether there is a next page.
        let mut rows = store::parcels::results(&mut tx, &sight, criteria, after, ROWS as i64 + 1).await?;
        let counts = store::parcels::count_by_filter(&mut tx, &sight, criteria).await?;
        let more = rows.len() > ROWS;
        rows.truncate(ROWS);
        let next = rows.last().filter(|_| more).map(|last| ParcelKey::of(last, criteria.sort.key));
        Ok(Results { rows, next, counts })
    }

    /// The numbers of the accounts that somebody may search in, each with those of its parts, by number. Of the operator
    /// none: all customers' would be too many to choose from, and he types a number.
    ///
    /// # Errors
    /// [`domain::refusal::Refusal::NotAllowed`] without the right to search.
    pub async fn offered_accounts(&self, actor: &Actor) -> Result<Vec<(String, Vec<String>)>> {
        permission::search_parcels(actor)?;
        let Some(customer) = actor.customer() else { return Ok(Vec::new()) };
        let sight = self.sight(actor);
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let accounts = store::people::list_accounts(&mut tx, customer).await?;
        let parts = store::people::list_sub_accounts(&mut tx, customer).await?;
        let seen = |account, part| sight.accounts.covers(Some(account), part);
        let offered = accounts.into_iter().filter_map(|account| {
            let of_account = parts.iter().filter(|(of, part, _)| *of == account.id && seen(account.id, Some(*part)));
            let numbers: Vec<String> = of_account.map(|(_, _, number)| number.clone()).collect();
            (seen(account.id, None) || !numbers.is_empty()).then_some((account.number, numbers))
        });
        Ok(offered.collect())
    }

    /// The columns that somebody has chosen for lists of parcels; `None` where he never chose.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn parcel_columns(&self, actor: &Actor) -> Result<Option<Vec<String>>> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        Ok(store::people::list_columns(&mut tx, actor.user, LIST).await?)
    }

    /// Keeps the columns that somebody wants to see of lists of parcels. Which there are is known to the page.
    ///
    /// # Errors
    /// [`domain::refusal::Refusal::NotAllowed`] without the right to search.
    pub async fn choose_parcel_columns(&self, actor: &Actor, columns: &[&str]) -> Result<()> {
        permission::search_parcels(actor)?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        store::people::keep_list_columns(&mut tx, actor.user, LIST, columns).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The numbers or references of a pasted text, each once.
///
/// # Errors
/// Beside `q` where nothing was typed, where more than two hundred were, or where what they are is longer than lists of
/// two hundred are.
pub fn pasted_list(text: &str, by: SoughtBy) -> Result<Vec<String>> {
    let too_long = || Error::field("q", FieldRefusal::TooLong(PASTE_MAX));
    if text.len() > COUNTED_MAX {
        return Err(too_long());
    }
    let list = match by {
        SoughtBy::Number => split_numbers(text),
        SoughtBy::Reference => split_references(text, folded),
    }
    .map_err(|TooMany { count }| Error::field("q", FieldRefusal::TooManyPasted(count)))?;
    // Repeated numbers and blanks are folded first: what is left is what is looked for.
    if list.iter().map(|one| one.chars().count()).sum::<usize>() > PASTE_MAX {
        return Err(too_long());
    }
    if list.is_empty() {
        return Err(Error::field("q", FieldRefusal::Missing));
    }
    Ok(list)
}

/// Puts what was found into the order of the paste.
fn in_order(list: Vec<String>, recognised: Vec<Recognition>, found: PastedParcels, by: SoughtBy) -> FoundByPaste {
    let mut places: HashMap<String, usize> = HashMap::with_capacity(list.len());
    for (place, text) in list.iter().enumerate() {
        match by {
            SoughtBy::Number => {
                // A number that was typed itself stays with its own, whatever else is the other spelling of it.
                places.insert(text.clone(), place);
                if let Some(other) = recognised.get(place).and_then(other_spelling) {
                    places.entry(other).or_insert(place);
                }
            }
            SoughtBy::Reference => {
                places.entry(folded(text)).or_insert(place);
            }
        }
    }
    let mut recognised = recognised.into_iter();
    let pasted = list.into_iter().map(|text| Pasted { text, recognition: recognised.next(), found: 0, shown: 0 });
    let mut pasted: Vec<Pasted> = pasted.collect();
    for (key, count) in found.counts {
        if let Some(place) = places.get(&key) {
            pasted[*place].found += usize::try_from(count).unwrap_or(0);
        }
    }
    let place_of = |parcel: &Parcel| match by {
        SoughtBy::Number => places.get(&parcel.number).copied(),
        SoughtBy::Reference => places.get(&folded(&parcel.sender_reference)).copied(),
    };
    let mut placed: Vec<(usize, Parcel)> =
        found.rows.into_iter().filter_map(|parcel| Some((place_of(&parcel)?, parcel))).collect();
    placed.sort_by_key(|(place, _)| *place);
    for (place, _) in &placed {
        pasted[*place].shown += 1;
    }
    FoundByPaste { by, pasted, rows: placed.into_iter().map(|(_, parcel)| parcel).collect() }
}
