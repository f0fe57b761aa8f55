//! What somebody has subscribed to.

use std::collections::HashMap;

use domain::Actor;
use domain::id::{ParcelId, SubscriptionId};
use domain::permission;
use store::parcels::Parcel;
use store::tracking::{self as rows, TrackingSubscription};
use store::{Scope, people};

use super::{is_settled, trackable};
use crate::parcels::may_see;
use crate::{Error, Operations, Result};

/// Subscriptions on a page of somebody's own.
pub const PAGE: usize = 50;

/// The messages of one parcel, as far as they are one user's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelMessages {
    /// The parcel.
    pub parcel: Parcel,
    /// The user's own address.
    pub own_address: String,
    /// The addresses he subscribed, his own first.
    pub subscriptions: Vec<TrackingSubscription>,
    /// Whether the parcel's way is over, so that nothing more will be told.
    pub settled: bool,
}

/// A page of somebody's subscriptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMessages {
    /// Each with its parcel, the last first; those of parcels that he may not see (any more) are left out.
    pub rows: Vec<(TrackingSubscription, Parcel)>,
    /// The last one of this page, where there may be older ones.
    pub next: Option<SubscriptionId>,
}

impl Operations {
    /// A user's subscriptions to a parcel, which is named by its number or id.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a parcel that is not his to see; [`domain::refusal::Refusal::NotAllowed`] without the
    /// option.
    pub async fn parcel_messages(&self, actor: &Actor, key: &str) -> Result<ParcelMessages> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let parcel = trackable(&mut tx, actor, key, self.now()).await?;
        let person = people::find_person(&mut tx, actor.user).await?.ok_or(Error::SignedOut)?;
        let subscriptions = rows::of_parcel(&mut tx, parcel.id, actor.user).await?;
        Ok(ParcelMessages { settled: is_settled(&parcel), own_address: person.email, parcel, subscriptions })
    }

    /// A page of a user's subscriptions to all parcels; with `before`, those older than that one. At most [`PAGE`].
    ///
    /// # Errors
    /// [`Error::NotFound`] for the operator.
    pub async fn own_messages(&self, actor: &Actor, before: Option<SubscriptionId>) -> Result<OwnMessages> {
        if actor.is_operator() {
            return Err(Error::NotFound);
        }
        let now = self.now();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
        let found = rows::of_person(&mut tx, actor.user, before, limit).await?;
        let parcels = rows::parcels_of(&mut tx, &found).await?;
        let parcels: HashMap<ParcelId, Parcel> = parcels.into_iter().map(|parcel| (parcel.id, parcel)).collect();
        let next = found.last().filter(|_| found.len() == PAGE).map(|last| last.id);
        let rows = found.into_iter().filter_map(|subscription| {
            let parcel = parcels.get(&subscription.parcel)?;
            may_see(actor, parcel, now).then(|| (subscription, parcel.clone()))
        });
        Ok(OwnMessages { rows: rows.collect(), next })
    }
}

/// Whether somebody may have messages of a parcel sent: whether its page offers them.
#[must_use]
pub fn may_track(actor: &Actor, parcel: &Parcel) -> bool {
    permission::track_parcel(actor, &parcel.facts()).is_ok()
}
