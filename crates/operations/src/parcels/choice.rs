//! What was chosen of a search: ticked rows, or all its results.

use domain::id::ParcelId;
use domain::parcel::{Criteria, SortKey};
use domain::refusal::FieldRefusal;
use domain::{Actor, permission};
use serde::{Deserialize, Serialize};
use store::Scope;
use store::parcels::{Parcel, ParcelKey};

use super::find::may_see;
use crate::{Error, Operations, Result};

/// The rows that can be ticked at most: as many as a page of results shows.
pub const CHOSEN_MAX: usize = 1_000;

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub enum Choice {
    /// Ticked rows, in their order.
    Parcels(Vec<ParcelId>),
    /// Everything that a search asks for.
    Results(Criteria),
}

/// A choice as work for later keeps it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Written {
    Parcels(Vec<ParcelId>),
    Results(String),
}

impl From<Choice> for Written {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Parcels(parcels) => Written::Parcels(parcels),
            Choice::Results(criteria) => Written::Results(criteria.to_query()),
        }
    }
}

impl TryFrom<Written> for Choice {
    type Error = domain::parcel::NoCriteria;

    fn try_from(written: Written) -> std::result::Result<Self, Self::Error> {
        Ok(match written {
            Written::Parcels(parcels) => Choice::Parcels(parcels),
            Written::Results(query) => Choice::Results(Criteria::from_query(&query)?),
        })
    }
}

impl Choice {
    /// The choice of a results form: `all` (anything but empty) means all results, which the hidden `criteria` say, or,
    /// of a quick search, the hidden `found` one by one; else the values of `parcel` count. Each id counts once.
    ///
    /// # Errors
    /// [`Error::Refused`] beside `parcel` where nothing is ticked or more than [`CHOSEN_MAX`] rows;
    /// [`Error::NotFound`] for ids and criteria that no page of ours wrote.
    pub fn of_form<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self> {
        let (mut parcels, mut found, mut criteria, mut all) = (Vec::new(), Vec::new(), "", false);
        for (name, value) in fields {
            match name {
                "parcel" => add(&mut parcels, value)?,
                "found" => add(&mut found, value)?,
                "all" => all = !value.is_empty(),
                "criteria" => criteria = value,
                _ => {}
            }
        }
        if all && !found.is_empty() {
            return Ok(Choice::Parcels(found));
        }
        if all {
            return Criteria::from_query(criteria).map(Choice::Results).map_err(|_| Error::NotFound);
        }
        if parcels.is_empty() {
            return Err(Error::field("parcel", FieldRefusal::NothingTicked));
        }
        Ok(Choice::Parcels(parcels))
    }

    /// The fields of a form that says the same again.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        match self {
            Choice::Parcels(parcels) => parcels.iter().map(|id| ("parcel", id.to_string())).collect(),
            Choice::Results(criteria) => vec![("all", "1".to_owned()), ("criteria", criteria.to_query())],
        }
    }

    /// Where the next page of a choice begins: the key of the last parcel of this one.
    #[must_use]
    pub fn key_of(&self, parcel: &Parcel) -> ParcelKey {
        let key = match self {
            Choice::Parcels(_) => SortKey::default(),
            Choice::Results(criteria) => criteria.sort.key,
        };
        ParcelKey::of(parcel, key)
    }
}

fn add(ids: &mut Vec<ParcelId>, value: &str) -> Result<()> {
    let id: ParcelId = value.parse().map_err(|_| Error::NotFound)?;
    if !ids.contains(&id) {
        ids.push(id);
    }
    if ids.len() > CHOSEN_MAX {
        return Err(Error::field("parcel", FieldRefusal::TooMany(CHOSEN_MAX)));
    }
    Ok(())
}

impl Operations {
    /// A page of chosen parcels, in the order in which they were ticked or of the search: after a key that
    /// [`Choice::key_of`] gave, at most `limit`. What somebody may not see (any more) is left out, so that a page may
    /// be shorter; only an empty one is the end.
    ///
    /// # Errors
    /// [`domain::refusal::Refusal::NotAllowed`] without the right to search.
    pub async fn chosen_parcels(
        &self,
        actor: &Actor,
        choice: &Choice,
        after: Option<ParcelKey>,
        limit: usize,
    ) -> Result<Vec<Parcel>> {
        permission::search_parcels(actor)?;
        let now = self.now();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        match choice {
            Choice::Results(criteria) => {
                let limit = i64::try_from(limit).unwrap_or(i64::MAX);
                Ok(store::parcels::results(&mut tx, &self.sight(actor), criteria, after.as_ref(), limit).await?)
            }
            Choice::Parcels(ids) => {
                let begin = after.and_then(|key| ids.iter().position(|id| *id == key.id)).map_or(0, |place| place + 1);
                let mut found = store::parcels::of_ids(&mut tx, &ids[begin..]).await?;
                found.retain(|parcel| may_see(actor, parcel, now));
                found.sort_by_key(|parcel| ids.iter().position(|id| *id == parcel.id));
                found.truncate(limit);
                Ok(found)
            }
        }
    }

    /// How many parcels were chosen, of those that somebody sees: for work that says how far it has come.
    ///
    /// # Errors
    /// As [`Operations::chosen_parcels`].
    pub async fn count_chosen(&self, actor: &Actor, choice: &Choice) -> Result<i64> {
        permission::search_parcels(actor)?;
        match choice {
            Choice::Results(criteria) => {
                let mut tx = self.store().read(Scope::of(actor)).await?;
                Ok(store::parcels::count_results(&mut tx, &self.sight(actor), criteria).await?)
            }
            Choice::Parcels(ids) => {
                let found = self.chosen_parcels(actor, choice, None, ids.len()).await?;
                Ok(i64::try_from(found.len()).unwrap_or(i64::MAX))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::refusal::Refusal;
    use uuid::Uuid;

    use super::*;

    fn id(n: u128) -> String {
        Uuid::from_u128(n).to_string()
    }

    #[test]
    fn ticked_rows_are_kept_in_their_order_and_each_once() {
        let (one, two) = (id(1), id(2));
        let fields = [("parcel", two.as_str()), ("parcel", &one), ("parcel", &two), ("criteria", "state=notified")];
        let choice = Choice::of_form(fields).expect("a choice");
        assert_eq!(choice, Choice::Parcels(vec![ParcelId(Uuid::from_u128(2)), ParcelId(Uuid::from_u128(1))]));
        let again = choice.fields();
        assert_eq!(Choice::of_form(again.iter().map(|(name, value)| (*name, value.as_str()))).expect("again"), choice);
    }

    #[test]
    fn all_results_are_those_of_the_criteria() {
        let one = id(1);
        let fields = [("parcel", one.as_str()), ("all", "1"), ("criteria", "recipient=C%C5%93ur")];
        let choice = Choice::of_form(fields).expect("a choice");
        let Choice::Results(criteria) = &choice else { panic!("{choice:?}") };
        assert_eq!(criteria.recipient, "Cœur");
        let quick = Choice::of_form([("found", one.as_str()), ("all", "1"), ("criteria", "")]).expect("a choice");
        assert_eq!(quick, Choice::Parcels(vec![ParcelId(Uuid::from_u128(1))]));
        let written = serde_json::to_string(&choice).expect("written");
        assert_eq!(serde_json::from_str::<Choice>(&written).expect("read"), choice);
    }

    #[test]
    fn what_no_page_wrote_is_not_found_and_nothing_ticked_is_said() {
        assert!(matches!(Choice::of_form([("parcel", "x")]), Err(Error::NotFound)));
        assert!(matches!(Choice::of_form([("all", "1"), ("criteria", "x=1")]), Err(Error::NotFound)));
        for fields in [vec![], vec![("all", ""), ("criteria", "")]] {
            let refused = Choice::of_form(fields).expect_err("nothing is chosen");
            let Error::Refused(Refusal::Fields(fields)) = refused else { panic!("{refused:?}") };
            assert_eq!(fields, [("parcel".to_owned(), FieldRefusal::NothingTicked)]);
        }
        let many: Vec<String> = (0..=CHOSEN_MAX as u128).map(id).collect();
        let refused = Choice::of_form(many.iter().map(|id| ("parcel", id.as_str()))).expect_err("too many");
        assert!(matches!(refused, Error::Refused(Refusal::Fields(fields))
            if fields[0].1 == FieldRefusal::TooMany(CHOSEN_MAX)));
    }
}
