//! The parcel beside a ticket's thread.

use domain::Actor;
use domain::parcel::timeline;
use domain::permission;
use store::Scope;
use store::tickets::Ticket;

use super::find::{ParcelPage, may_see};
use super::retention::labelled_from;
use crate::{Operations, Result};

/// What stands beside a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    /// The parcel with its path.
    Shown(Box<ParcelPage>),
    /// It lies in the archive, or has been erased: the ticket keeps its number, and that is all it tells.
    Archived,
    /// Nobody knows it yet, or this reader may not see it.
    Unknown,
}

impl Operations {
    /// The first parcel of a ticket with its path, for the panel beside the thread: one statement, and no siblings.
    ///
    /// A ticket that was filed on an unknown number shows its parcel as soon as the customer announces it.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub async fn parcel_beside(&self, actor: &Actor, ticket: &Ticket) -> Result<Beside> {
        let now = self.now();
        let number = if ticket.parcel.is_some() { "" } else { ticket.parcel_number.as_str() };
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let mut paths = store::scans::paths(&mut tx, number, ticket.parcel).await?;
        // The same number may be another customer's too, and an agent sees both.
        paths.retain(|(one, _)| one.customer == ticket.customer);
        let archived = paths.iter().any(|(one, _)| {
            permission::see_parcel(actor, &one.facts()).is_ok() && one.label_on < labelled_from(actor, now)
        });
        // A parcel that a ticket was filed on is unlinked only when it is erased; one that came later, and is gone as
        // well, was never linked and looks like one that nobody knows.
        let erased = ticket.parcel.is_none() && !ticket.to_identify && !ticket.parcel_number.is_empty();
        match paths.into_iter().find(|(one, _)| may_see(actor, one, now)) {
            // A number that its carrier used again is another parcel now.
            Some((parcel, scans)) if !erased => {
                let mut timeline = timeline(&scans);
                timeline.reverse();
                let page = ParcelPage { parcel, timeline, siblings: Vec::new(), namesakes: Vec::new() };
                Ok(Beside::Shown(Box::new(page)))
            }
            _ if archived || erased => Ok(Beside::Archived),
            _ => Ok(Beside::Unknown),
        }
    }
}
