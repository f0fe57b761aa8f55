//! The links in the mails, which work for whoever has them: where the parcel is now, ending the messages, and confirming
//! an address.
//!
//! Opening one changes nothing, because mail scanners open links too; only sending the form behind it does. What a
//! secret does not name looks like what never existed.

use domain::parcel::TrackingEvent;
use domain::refusal::Refusal;
use domain::{Actor, Language, permission};
use store::tracking::{self as rows, EndedBy, TrackingSubscription};
use store::{Scope, Tx};

use super::forget_unsent;
use super::tell::whereabouts;
use crate::parcels::may_see;
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

/// What a link to a followed parcel stands for: what the mails say, as of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The parcel's number, grouped for reading.
    pub number: String,
    /// What is known, each with its name; what is not known is left out.
    pub facts: Vec<(&'static str, String)>,
    /// What the reader can do.
    pub advice: &'static str,
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
    /// Where a parcel is that an address follows, in a language. It stays to be read after the parcel's way is over, for
    /// as long as whoever had it sent may see it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a secret of nobody's, and where nothing would be sent to that address any more.
    pub async fn followed(&self, token: &str, language: Language) -> Result<Followed> {
        let mut tx = self.store().read(Scope::System).await?;
        let found = match token.len() {
            ..=SECRET_MAX => rows::by_follow(&mut tx, token).await?.ok_or(Error::NotFound)?,
            _ => return Err(Error::NotFound),
        };
        let holds = found.ended_at.is_none() || found.ended_by == Some(EndedBy::Settled);
        if found.confirmed_at.is_none() || !holds {
            return Err(Error::NotFound);
        }
        let parcels = store::parcels::of_ids(&mut tx, &[found.parcel]).await?;
        let parcel = parcels.into_iter().next().ok_or(Error::NotFound)?;
        let (person, now) = (store::people::find_actor(&mut tx, found.person).await?, self.now());
        let may =
            |actor: &Actor| permission::track_parcel(actor, &parcel.facts()).is_ok() && may_see(actor, &parcel, now);
        person.filter(may).ok_or(Error::NotFound)?;
        let whereabouts = whereabouts(&parcel, language, now);
        let mut facts = whereabouts.facts(language);
        facts.retain(|(_, text)| !text.is_empty());
        Ok(Followed { facts, advice: whereabouts.advice(language, found.own), number: whereabouts.number })
    }

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
        let mut found = rows::by_token(&mut tx, secret).await?;
        if found.is_none() {
            found = rows::by_follow(&mut tx, secret).await?;
        }
        if found.is_none() {
            found = rows::by_confirmation(&mut tx, &ids::sha256_hex(secret.as_bytes())).await?;
        }
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
