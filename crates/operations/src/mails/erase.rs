//! Forgetting mails: what one says of a parcel goes when the parcel is shown no more, its row when parcels are erased.

use domain::parcel::retention::{SHOWN_MONTHS, kept_from};
use jiff::Timestamp;
use store::{Scope, old_mails};

use crate::{Error, Operations, Result};

/// Mails of one transaction.
const AT_ONCE: i64 = 500;

impl Operations {
    /// Empties mails that are older than parcels are shown, and deletes those that are older than the installation's
    /// term, whatever became of them; one that still waits to be sent stays. Tells how many. Safe to be stopped and begun
    /// again at any moment.
    ///
    /// # Errors
    /// [`Error::Store`]; what was forgotten until then stays so.
    pub async fn erase_mails(&self) -> Result<u64> {
        let mut gone = 0;
        let deleted_before = self.months_ago(self.settings().archive_months)?;
        loop {
            let mut tx = self.store().write(Scope::System).await?;
            let some = old_mails::delete(&mut tx, deleted_before, AT_ONCE).await?;
            tx.commit().await?;
            gone += some;
            if some == 0 {
                break;
            }
        }
        let (mut from, before) = (deleted_before, self.months_ago(SHOWN_MONTHS)?);
        loop {
            let mut tx = self.store().write(Scope::System).await?;
            let some = old_mails::with_words(&mut tx, from, before, AT_ONCE).await?;
            let Some((_, last)) = some.last().copied() else { return Ok(gone) };
            from = last;
            let ids: Vec<_> = some.into_iter().map(|(id, _)| id).collect();
            gone += old_mails::empty(&mut tx, &ids).await?;
            tx.commit().await?;
        }
    }

    /// The first moment of the day in Paris from which on so many months are not over; mails say no other zone.
    fn months_ago(&self, months: u16) -> Result<Timestamp> {
        let zone = crate::zone("Europe/Paris");
        let day = kept_from(self.now().to_zoned(zone.clone()).date(), months);
        Ok(day.to_zoned(zone).map_err(|error| Error::Outside(error.to_string()))?.timestamp())
    }
}
