//! The parcel beside a ticket's thread.

use domain::Actor;
use domain::parcel::timeline;
use store::Scope;
use store::tickets::Ticket;

use super::find::{ParcelPage, may_see};
use crate::{Operations, Result};

impl Operations {
    /// The first parcel of a ticket with its path, for the panel beside the thread: one statement, and no siblings.
    ///
    /// `None` while nobody knows the parcel, and for a reader who may not see it (any more). A ticket that was filed on
    /// an unknown number shows its parcel as soon as the customer announces it.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub async fn parcel_beside(&self, actor: &Actor, ticket: &Ticket) -> Result<Option<ParcelPage>> {
        let now = self.now();
        let number = if ticket.parcel.is_some() { "" } else { ticket.parcel_number.as_str() };
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let paths = store::scans::paths(&mut tx, number, ticket.parcel).await?;
        // The same number may be another customer's too, and an agent sees both.
        let own = paths.into_iter().find(|(one, _)| one.customer == ticket.customer && may_see(actor, one, now));
        let Some((parcel, scans)) = own else { return Ok(None) };
        let mut timeline = timeline(&scans);
        timeline.reverse();
        Ok(Some(ParcelPage { parcel, timeline, siblings: Vec::new(), namesakes: Vec::new() }))
    }
}
