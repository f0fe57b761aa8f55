//! Feeds: who may send what carriers report, by which secret, and what became of it.
//!
//! A feed's secret is kept as it is, not as a hash: signatures over what was sent can only be checked with the secret
//! itself (Sendcloud signs with HMAC-SHA256). It is shown once, when it is made, and by no page. Whoever can read the
//! database can send scans; he could write them there as well.

mod receive;
mod signature;

use domain::audit::Act;
use domain::id::FeedId;
use domain::{Actor, permission};
use jiff::{SignedDuration, Timestamp};
pub use receive::{Delivery, FeedAnswer, ItemRejected, KEY_MAX, Unacceptable, said_of};
pub use signature::Proof;
use store::Scope;
use store::codes::{self, Waiting};
use store::feeds as rows;
pub use store::feeds::{Feed, Tally};

use crate::audit::{self, Entry, Who};
use crate::feed::{FeedFormat, FeedOptions, Mapping, MappingError, reading};
use crate::ids::{new_id, new_secret};
use crate::{Operations, Result};

/// Characters of a feed's name at most.
const NAME_MAX: usize = 64;
/// Characters that a secret of the sender's own has at least, and at most.
const SECRET_LENGTH: std::ops::RangeInclusive<usize> = 16..=256;

/// A feed to be added.
#[derive(Clone, Debug)]
pub struct NewFeed {
    /// Its name, which stands in its address.
    pub name: String,
    /// What its payloads are.
    pub format: FeedFormat,
    /// Code of the carrier whose scans these are, where the payloads do not say.
    pub carrier: Option<String>,
    /// How its tables are written: the text of a mapping file.
    pub mapping: Option<String>,
    /// The secret, where the sender gives it out himself; one is made otherwise.
    pub secret: Option<String>,
}

/// Why a feed cannot be added or changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FeedRefusal {
    /// Its name is not of the letters a to z, digits and dashes, or too long.
    #[error("the name has 1 to 64 characters out of a to z, 0 to 9 and -, and no dash at either end")]
    Name,
    /// Another feed has this name.
    #[error("there is a feed of this name already")]
    Taken,
    /// There is no feed of this name.
    #[error("there is no feed of this name")]
    Unknown,
    /// The carrier's code is empty or too long.
    #[error("the carrier's code has 1 to 64 characters")]
    Carrier,
    /// The secret is too short, too long, or not of plain characters.
    #[error("a secret has 16 to 256 visible characters without spaces")]
    Secret,
    /// The mapping cannot be used.
    #[error(transparent)]
    Mapping(#[from] MappingError),
}

/// What the page of feeds shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feeds {
    /// The feeds, by name.
    pub feeds: Vec<Feed>,
    /// Scans of numbers that nobody announced.
    pub waiting: Waiting,
}

fn refused(refusal: FeedRefusal) -> std::result::Result<(), FeedRefusal> {
    Err(refusal)
}

impl Operations {
    /// Adds a feed. Yields its secret, which nothing shows again.
    ///
    /// # Errors
    /// [`crate::Error::Store`]; inside, why the feed cannot be as it is.
    pub async fn add_feed(&self, new: &NewFeed) -> Result<std::result::Result<String, FeedRefusal>> {
        let now = self.now();
        let feed = match checked(new, now) {
            Ok(feed) => feed,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let mut tx = self.store().write(Scope::System).await?;
        if !rows::insert(&mut tx, &feed).await? {
            return Ok(Err(FeedRefusal::Taken));
        }
        record_feed(&mut tx, now, &feed).await?;
        tx.commit().await?;
        Ok(Ok(feed.secret))
    }

    /// The feed of a name.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub async fn feed(&self, name: &str) -> Result<Option<Feed>> {
        let mut tx = self.store().read(Scope::System).await?;
        Ok(rows::find(&mut tx, name).await?)
    }

    /// Every feed, by name, for whoever works at the machine.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub async fn all_feeds(&self) -> Result<Vec<Feed>> {
        let mut tx = self.store().read(Scope::System).await?;
        Ok(rows::list(&mut tx).await?)
    }

    /// Every feed with what came of it, and how many scans wait for their parcel.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for everybody but an administrator of the operator.
    pub async fn feeds(&self, actor: &Actor) -> Result<Feeds> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        Ok(Feeds { feeds: rows::list(&mut tx).await?, waiting: codes::waiting(&mut tx).await? })
    }

    /// Changes the carrier and the mapping of a feed; what is not said stays, an empty text clears it.
    ///
    /// # Errors
    /// [`crate::Error::Store`]; inside, why it cannot be so.
    pub async fn change_feed(
        &self,
        name: &str,
        carrier: Option<&str>,
        mapping: Option<&str>,
    ) -> Result<std::result::Result<(), FeedRefusal>> {
        let mut tx = self.store().write(Scope::System).await?;
        let Some(mut feed) = rows::find(&mut tx, name).await? else { return Ok(refused(FeedRefusal::Unknown)) };
        if let Some(carrier) = carrier {
            match carrier_code(carrier) {
                Ok(carrier) => feed.carrier = carrier,
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
        if let Some(mapping) = mapping {
            if let Err(error) = Mapping::parse(mapping) {
                return Ok(Err(error.into()));
            }
            feed.mapping = mapping.trim().to_owned();
        }
        rows::update(&mut tx, &feed).await?;
        record_feed(&mut tx, self.now(), &feed).await?;
        tx.commit().await?;
        Ok(Ok(()))
    }

    /// Gives a feed a new secret and yields it; the old one is taken beside it for a while, so that its sender can
    /// change over without losing anything.
    ///
    /// # Errors
    /// [`crate::Error::Store`]; inside, why it cannot be so.
    pub async fn rotate_feed(
        &self,
        name: &str,
        secret: Option<&str>,
        overlap: SignedDuration,
    ) -> Result<std::result::Result<String, FeedRefusal>> {
        let secret = match secret.map_or_else(|| Ok(new_secret()), own_secret) {
            Ok(secret) => secret,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        let Some(feed) = rows::find(&mut tx, name).await? else { return Ok(Err(FeedRefusal::Unknown)) };
        let until = now.checked_add(overlap).unwrap_or(now);
        let feed = Feed { old_secret: feed.secret, old_until: until, secret: secret.clone(), ..feed };
        rows::update(&mut tx, &feed).await?;
        record_feed(&mut tx, now, &feed).await?;
        tx.commit().await?;
        Ok(Ok(secret))
    }

    /// Removes a feed; the scans it brought stay. Tells whether there was one.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub async fn remove_feed(&self, name: &str) -> Result<bool> {
        let mut tx = self.store().write(Scope::System).await?;
        let feed = rows::find(&mut tx, name).await?;
        let removed = rows::remove(&mut tx, name).await?;
        if let Some(feed) = feed.filter(|_| removed) {
            record_feed(&mut tx, self.now(), &feed).await?;
        }
        tx.commit().await?;
        Ok(removed)
    }
}

/// Feeds are made on the command line alone.
async fn record_feed(tx: &mut store::Tx, now: Timestamp, feed: &Feed) -> Result<()> {
    audit::record(tx, now, &Who::command(), Entry::new(Act::FeedChanged, feed.id, feed.name.as_str())).await
}

/// What the reader of a feed is told besides the bytes.
///
/// # Errors
/// [`MappingError`], where the mapping is none that this program takes.
pub fn options(feed: &Feed) -> std::result::Result<FeedOptions, MappingError> {
    let carrier = (!feed.carrier.is_empty()).then(|| feed.carrier.clone());
    Ok(FeedOptions { carrier, mapping: Mapping::parse(&feed.mapping)?, ..FeedOptions::default() })
}

fn checked(new: &NewFeed, now: Timestamp) -> std::result::Result<Feed, FeedRefusal> {
    if !is_name(&new.name) {
        return Err(FeedRefusal::Name);
    }
    let mapping = new.mapping.as_deref().unwrap_or_default().trim();
    Mapping::parse(mapping)?;
    Ok(Feed {
        id: FeedId(new_id(now)),
        name: new.name.clone(),
        format: new.format.to_string(),
        carrier: carrier_code(new.carrier.as_deref().unwrap_or_default())?,
        mapping: mapping.to_owned(),
        secret: new.secret.as_deref().map_or_else(|| Ok(new_secret()), own_secret)?,
        old_secret: String::new(),
        old_until: now,
        created_at: now,
        tally: Tally::default(),
    })
}

fn is_name(name: &str) -> bool {
    let letters = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    letters && (1..=NAME_MAX).contains(&name.len()) && !name.starts_with('-') && !name.ends_with('-')
}

fn carrier_code(text: &str) -> std::result::Result<String, FeedRefusal> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    reading::carrier(text).ok_or(FeedRefusal::Carrier)
}

fn own_secret(text: &str) -> std::result::Result<String, FeedRefusal> {
    let text = text.trim();
    let fits = SECRET_LENGTH.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if fits { Ok(text.to_owned()) } else { Err(FeedRefusal::Secret) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_addresses() {
        for (name, fits) in [
            ("dpd", true),
            ("geo-post-2", true),
            ("", false),
            ("-a", false),
            ("a-", false),
            ("a b", false),
            ("É", false),
        ] {
            assert_eq!(is_name(name), fits, "{name}");
        }
        assert!(!is_name(&"a".repeat(65)));
    }

    #[test]
    fn secrets_of_others_are_long_enough_and_plain() {
        assert_eq!(own_secret(" 0123456789abcdef\n").as_deref(), Ok("0123456789abcdef"));
        for secret in ["short", "with a space in it", &"x".repeat(300), "é123456789012345678"] {
            assert_eq!(own_secret(secret), Err(FeedRefusal::Secret), "{secret}");
        }
    }
}
