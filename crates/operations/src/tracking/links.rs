//! The links in the mails, which work for whoever has them: ending the messages, and confirming an address.
//!
//! Opening one changes nothing, because mail scanners open links too; only sending the form behind it does. What a
//! secret does not name looks like what never existed.

use domain::Language;
use domain::parcel::TrackingEvent;
use domain::refusal::Refusal;
use store::tracking::{self as rows, EndedBy, TrackingSubscription};
use store::{Scope, Tx};

use super::forget_unsent;
use crate::{Error, Operations, Result, ids};

/// The longest text that can be a secret of ours.
const SECRET_MAX: usize = 64;

/// What a link that ends messages stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopLink {
    /// The parcel's number.
    pub number: String,
    /// Whether nothing is sent to that address any more.
    pub stopped: bool,
}

/// What a link that confirms an address stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The parcel's number.
    pub number: String,
    /// The name of the customer who sends it.
    pub sender: String,
    /// The address.
    pub address: String,
    /// What it would be told.
    pub events: Vec<TrackingEvent>,
    /// Whether it is confirmed.
    pub confirmed: bool,
}

impl Operations {
    /// What a link that ends messages stands for.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a secret of nobody's.
    pub async fn stop_link(&self, token: &str) -> Result<StopLink> {
        let mut tx = self.store().read(Scope::System).await?;
        let found = by_token(&mut tx, token).await?;
        let number = number_of(&mut tx, &found).await?.0;
        // What ended with the parcel's way would go on with it.
        let stopped = found.ended_at.is_some() && found.ended_by != Some(EndedBy::Settled);
        Ok(StopLink { number, stopped })
    }

    /// Ends the messages of that parcel to that address, whoever asked for them. Doing it again changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a secret of nobody's.
    pub async fn stop_messages(&self, token: &str) -> Result<()> {
        let mut tx = self.store().write(Scope::System).await?;
        let found = by_token(&mut tx, token).await?;
        for id in rows::of_address(&mut tx, found.parcel, &found.address).await? {
            forget_unsent(&mut tx, id).await?;
        }
        rows::end_address(&mut tx, found.parcel, &found.address, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// What a link that confirms an address stands for.
    ///
    /// # Errors
    /// [`Refusal::LinkExpired`] for one that is unknown, too old, replaced, or whose subscription has ended.
    pub async fn confirmation(&self, secret: &str) -> Result<Confirmation> {
        let mut tx = self.store().read(Scope::System).await?;
        let found = self.open_confirmation(&mut tx, secret).await?;
        let (number, sender) = number_of(&mut tx, &found).await?;
        Ok(Confirmation {
            number,
            sender,
            address: found.address,
            events: found.events,
            confirmed: found.confirmed_at.is_some(),
        })
    }

    /// Confirms an address by its link: from now on it is told. Doing it again changes nothing.
    ///
    /// # Errors
    /// As [`Operations::confirmation`].
    pub async fn confirm_messages(&self, secret: &str) -> Result<()> {
        let mut tx = self.store().write(Scope::System).await?;
        let found = self.open_confirmation(&mut tx, secret).await?;
        rows::confirm(&mut tx, found.id, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// The language of the mail that a link stood in; nothing for a secret of nobody's.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn language_of_link(&self, secret: &str) -> Result<Option<Language>> {
        if secret.len() > SECRET_MAX {
            return Ok(None);
        }
        let mut tx = self.store().read(Scope::System).await?;
        let found = match rows::by_token(&mut tx, secret).await? {
            Some(found) => Some(found),
            None => rows::by_confirmation(&mut tx, &ids::sha256_hex(secret.as_bytes())).await?,
        };
        Ok(found.map(|found| found.language))
    }

    async fn open_confirmation(&self, tx: &mut Tx, secret: &str) -> Result<TrackingSubscription> {
        let found = match secret.len() {
            ..=SECRET_MAX => rows::by_confirmation(tx, &ids::sha256_hex(secret.as_bytes())).await?,
            _ => None,
        };
        let holds = |found: &TrackingSubscription| {
            let in_time = found.confirm_until.is_some_and(|until| self.now() < until);
            found.ended_at.is_none() && (found.confirmed_at.is_some() || in_time)
        };
        found.filter(holds).ok_or_else(|| Refusal::LinkExpired.into())
    }
}

async fn by_token(tx: &mut Tx, token: &str) -> Result<TrackingSubscription> {
    if token.len() > SECRET_MAX {
        return Err(Error::NotFound);
    }
    rows::by_token(tx, token).await?.ok_or(Error::NotFound)
}

/// The number of a subscription's parcel, and whose it is.
async fn number_of(tx: &mut Tx, subscription: &TrackingSubscription) -> Result<(String, String)> {
    let parcels = rows::parcels_of(tx, std::slice::from_ref(subscription)).await?;
    let parcel = parcels.into_iter().next().ok_or(Error::NotFound)?;
    Ok((parcel.number, parcel.customer_name))
}
