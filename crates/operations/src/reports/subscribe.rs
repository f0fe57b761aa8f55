//! Subscribing to a colleague's report: one gets it by one's own rights, and it counts among one's ten (S2-15).

use domain::id::ReportId;
use domain::{Actor, permission};
use store::reports as rows;
use store::{Scope, people};

use super::define::refuse_eleventh;
use crate::{Error, Operations, Result, ids};

impl Operations {
    /// Subscribes to a colleague's report.
    ///
    /// # Errors
    /// [`domain::refusal::Refusal::TooManyReports`]; [`domain::refusal::Refusal::NotAllowed`]; [`Error::NotFound`] for
    /// a report of another customer, or of his own.
    pub async fn subscribe_to_report(&self, actor: &Actor, id: ReportId) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        people::lock_person(&mut tx, actor.user).await?;
        let report = rows::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
        permission::see_report(actor, &report.facts())?;
        if report.owner == actor.user {
            return Err(Error::NotFound);
        }
        if rows::subscribers(&mut tx, id).await?.iter().any(|subscriber| subscriber.person == actor.user) {
            return Ok(());
        }
        refuse_eleventh(&mut tx, actor).await?;
        rows::subscribe(&mut tx, id, actor.user, &ids::new_secret(), self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Ends a subscription; also where there is none.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a report of another customer.
    pub async fn unsubscribe_from_report(&self, actor: &Actor, id: ReportId) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        rows::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
        rows::unsubscribe(&mut tx, id, actor.user).await?;
        Ok(tx.commit().await?)
    }
}
