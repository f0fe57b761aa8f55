//! Looking into the archive. Each look says what was asked for and why, and is recorded before anything is shown; what
//! it found can then be read for a while, by who looked alone.

use domain::audit::Act;
use domain::id::{LookId, ParcelId};
use domain::parcel::number::{self, Recognition};
use domain::parcel::{Scan, timeline};
use domain::refusal::{FieldRefusal, Refusal};
use domain::{Actor, permission};
use jiff::SignedDuration;
use store::archive::{self, Look};
use store::parcels::Parcel;
use store::{Scope, Tx};

use crate::audit::{self, Entry, Who};
use crate::parcels::{labelled_from, other_spelling};
use crate::{Error, Operations, Result, ids};

/// How long what a look found can be read: whoever wants to know more after that says anew why.
pub const LOOK_LASTS: SignedDuration = SignedDuration::from_mins(30);

/// The longest number or reference, in characters.
pub const QUERY_MAX: usize = 100;

/// The longest reason, in characters.
pub const REASON_MAX: usize = 300;

/// Looks of one page.
pub const LOOKS_PAGE: usize = 20;

/// Parcels that a look finds at most.
const FOUND_MAX: i64 = 20;

/// What a look shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The look.
    pub look: Look,
    /// Whether its time is over; then nothing is shown.
    pub over: bool,
    /// The parcels that it finds, the latest label first.
    pub found: Vec<Parcel>,
    /// One of them with what carriers reported of it, the latest first: the one that was chosen, or the only one.
    pub shown: Option<(Parcel, Vec<Scan>)>,
}

impl Operations {
    /// Looks for archived parcels by number or sender's reference, and records who did and why. The same form twice is
    /// one look.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator; [`Refusal::Fields`] `number`, `reason`.
    pub async fn look_into_archive(&self, actor: &Actor, number: &str, reason: &str, deed: &str) -> Result<LookId> {
        permission::see_archive(actor)?;
        let (query, reason) = (number.trim(), reason.trim());
        let fields: Vec<(String, FieldRefusal)> = [("number", query, QUERY_MAX), ("reason", reason, REASON_MAX)]
            .into_iter()
            .filter_map(|(name, text, most)| Some((name.to_owned(), wrong(text, most)?)))
            .collect();
        if !fields.is_empty() {
            return Err(Refusal::Fields(fields).into());
        }
        let now = self.now();
        let deed = if deed.is_empty() { ids::new_secret() } else { format!("{}:{deed}", actor.user) };
        let mut tx = self.store().write(Scope::of(actor)).await?;
        if let Some(before) = archive::find_by_deed(&mut tx, &deed).await? {
            return Ok(before.id);
        }
        let found = self.archived(&mut tx, actor, query).await?.len();
        let look = Look {
            id: LookId(ids::new_id(now)),
            person: actor.user,
            person_name: actor.name.clone(),
            query: query.to_owned(),
            reason: reason.to_owned(),
            found: i64::try_from(found).unwrap_or(FOUND_MAX),
            looked_at: now,
        };
        archive::insert(&mut tx, &look, &deed).await?;
        // What was asked for and why stands with the look itself.
        audit::record(&mut tx, now, &Who::actor(actor), Entry::new(Act::ArchiveSearched, look.id, "")).await?;
        tx.commit().await?;
        Ok(look.id)
    }

    /// What a look found, for who did it and as long as it lasts.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but who looked, and for a parcel that this look does not find.
    pub async fn archive_look(&self, actor: &Actor, id: LookId, parcel: Option<ParcelId>) -> Result<Opened> {
        permission::see_archive(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let look = archive::find(&mut tx, id).await?.filter(|look| look.person == actor.user).ok_or(Error::NotFound)?;
        if self.now() > look.looked_at + LOOK_LASTS {
            return Ok(Opened { look, over: true, found: Vec::new(), shown: None });
        }
        let found = self.archived(&mut tx, actor, &look.query).await?;
        let one = match (parcel, found.as_slice()) {
            (Some(id), all) => Some(all.iter().find(|one| one.id == id).ok_or(Error::NotFound)?.clone()),
            (None, [only]) => Some(only.clone()),
            (None, _) => None,
        };
        let shown = match one {
            Some(one) => {
                let mut path = timeline(&store::scans::of_parcel(&mut tx, &one).await?);
                path.reverse();
                Some((one, path))
            }
            None => None,
        };
        Ok(Opened { look, over: false, found, shown })
    }

    /// The looks before one, or the last ones: at most [`LOOKS_PAGE`], the latest first, whoever looked.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator.
    pub async fn archive_looks(&self, actor: &Actor, before: Option<LookId>) -> Result<Vec<Look>> {
        permission::see_archive(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        Ok(archive::list(&mut tx, before, LOOKS_PAGE as i64).await?)
    }

    /// The archived parcels of a number or reference. What is shown elsewhere is not in the archive.
    async fn archived(&self, tx: &mut Tx, actor: &Actor, query: &str) -> Result<Vec<Parcel>> {
        let recognition: Recognition = number::recognise(query);
        let other = other_spelling(&recognition).unwrap_or_default();
        let before = labelled_from(actor, self.now());
        Ok(archive::search(tx, [&recognition.number, &other], query, before, FOUND_MAX).await?)
    }
}

fn wrong(text: &str, most: usize) -> Option<FieldRefusal> {
    if text.is_empty() {
        Some(FieldRefusal::Missing)
    } else if text.chars().count() > most {
        Some(FieldRefusal::TooLong(most))
    } else {
        None
    }
}
