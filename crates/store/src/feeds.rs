//! Feeds: the senders of carriers' payloads, their secrets, and what became of what they sent.

use domain::id::FeedId;
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_optional};
use crate::convert::{micros, moment, moment_if, parsed};
use crate::error::StoreError;

/// A feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its id.
    pub id: FeedId,
    /// Its name, which stands in its address.
    pub name: String,
    /// The word of its format.
    pub format: String,
    /// Code of the carrier whose scans these are; empty where the payload says it.
    pub carrier: String,
    /// How its tables are written, as TOML; empty where as usual.
    pub mapping: String,
    /// What its sender proves himself with.
    pub secret: String,
    /// What he proved himself with before; empty where there is none.
    pub old_secret: String,
    /// Until when the old secret is taken too.
    pub old_until: Timestamp,
    /// Since when there is this feed.
    pub created_at: Timestamp,
    /// What came of it.
    pub tally: Tally,
}

/// What came of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Payloads that were taken in.
    pub deliveries: i64,
    /// Scans among them that were new.
    pub scans: i64,
    /// Items that could not be taken.
    pub rejected: i64,
    /// When the last payload came.
    pub last_at: Option<Timestamp>,
    /// What was wrong with it as a whole, or empty.
    pub last_error: String,
    /// Its first items that could not be taken: position and reason.
    pub last_rejected: Vec<(String, String)>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    name: String,
    format: String,
    carrier: String,
    mapping: String,
    secret: String,
    old_secret: String,
    old_until: i64,
    created_at: i64,
    deliveries: i64,
    scans: i64,
    rejected: i64,
    last_at: Option<i64>,
    last_error: String,
    last_rejected: String,
}

const F: &str = "feed";

impl Row {
    fn feed(self) -> Result<Feed, StoreError> {
        Ok(Feed {
            id: parsed(F, "id", &self.id)?,
            old_until: moment(F, "old_until", self.old_until)?,
            created_at: moment(F, "created_at", self.created_at)?,
            tally: Tally {
                deliveries: self.deliveries,
                scans: self.scans,
                rejected: self.rejected,
                last_at: moment_if(F, "last_at", self.last_at)?,
                last_error: self.last_error,
                last_rejected: serde_json::from_str(&self.last_rejected)
                    .map_err(|_| StoreError::inconsistent(F, "last_rejected", &self.last_rejected))?,
            },
            name: self.name,
            format: self.format,
            carrier: self.carrier,
            mapping: self.mapping,
            secret: self.secret,
            old_secret: self.old_secret,
        })
    }
}

macro_rules! select_feed {
    ($tail:literal) => {
        concat!(
            "select id, name, format, carrier, mapping, secret, old_secret, old_until, created_at, deliveries, scans,
                    rejected, last_at, last_error, last_rejected
             from feed ",
            $tail
        )
    };
}

/// There are some dozens of feeds at most.
const LIST: &str = select_feed!("order by name limit 1000");
const FIND: &str = select_feed!("where name = $1");

/// Every feed, by name.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn list(tx: &mut Tx) -> Result<Vec<Feed>, StoreError> {
    fetch_all!(tx, Row, LIST)?.into_iter().map(Row::feed).collect()
}

/// The feed of a name.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find(tx: &mut Tx, name: &str) -> Result<Option<Feed>, StoreError> {
    fetch_optional!(tx, Row, FIND, name.to_owned())?.map(Row::feed).transpose()
}

const INSERT: &str = "insert into feed (id, name, format, carrier, mapping, secret, old_secret, old_until, created_at,
        deliveries, scans, rejected, last_at, last_error, last_rejected)
    values ($1, $2, $3, $4, $5, $6, '', 0, $7, 0, 0, 0, null, '', '[]')
    on conflict (name) do nothing";

/// Inserts a feed; tells whether its name was free.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert(tx: &mut Tx, feed: &Feed) -> Result<bool, StoreError> {
    let inserted = execute!(
        tx,
        INSERT,
        feed.id.to_string(),
        feed.name.clone(),
        feed.format.clone(),
        feed.carrier.clone(),
        feed.mapping.clone(),
        feed.secret.clone(),
        micros(feed.created_at)
    )?;
    Ok(inserted == 1)
}

const UPDATE: &str =
    "update feed set carrier = $2, mapping = $3, secret = $4, old_secret = $5, old_until = $6 where id = $1";

/// Keeps a feed's carrier, mapping and secrets.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn update(tx: &mut Tx, feed: &Feed) -> Result<(), StoreError> {
    execute!(
        tx,
        UPDATE,
        feed.id.to_string(),
        feed.carrier.clone(),
        feed.mapping.clone(),
        feed.secret.clone(),
        feed.old_secret.clone(),
        micros(feed.old_until)
    )?;
    Ok(())
}

const REMOVE: &str = "delete from feed where name = $1";

/// Removes a feed; tells whether there was one. The scans it brought stay.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn remove(tx: &mut Tx, name: &str) -> Result<bool, StoreError> {
    Ok(execute!(tx, REMOVE, name.to_owned())? == 1)
}

const RECORD: &str = "update feed set deliveries = deliveries + 1, scans = scans + $2, rejected = rejected + $3,
        last_at = $4, last_error = $5, last_rejected = $6
    where id = $1";

/// Adds a delivery to what came of a feed: `last` holds its numbers and what was wrong with it.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn record(tx: &mut Tx, id: FeedId, at: Timestamp, last: &Tally) -> Result<(), StoreError> {
    let rejected = serde_json::json!(last.last_rejected).to_string();
    execute!(tx, RECORD, id.to_string(), last.scans, last.rejected, micros(at), last.last_error.clone(), rejected)?;
    Ok(())
}

/// A delivery that named itself by a key.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Delivery {
    /// The feed's id and the sender's key.
    pub key: String,
    /// SHA-256 of what was sent, in hexadecimal.
    pub body: String,
    /// What was answered, as JSON.
    pub answer: String,
}

const DELIVERY: &str = "select key, body, answer from feed_delivery where key = $1";

/// The delivery of a key, if it is still remembered.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn delivery(tx: &mut Tx, key: &str) -> Result<Option<Delivery>, StoreError> {
    fetch_optional!(tx, Delivery, DELIVERY, key.to_owned())
}

const REMEMBER: &str = "insert into feed_delivery (key, body, answer, received_at) values ($1, $2, $3, $4)
    on conflict (key) do nothing";
const FORGET: &str = "delete from feed_delivery where received_at < $1";

/// Remembers a delivery, and forgets those that came before a moment.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn remember(
    tx: &mut Tx,
    delivery: &Delivery,
    at: Timestamp,
    forget_before: Timestamp,
) -> Result<(), StoreError> {
    let Delivery { key, body, answer } = delivery.clone();
    execute!(tx, REMEMBER, key, body, answer, micros(at))?;
    execute!(tx, FORGET, micros(forget_before))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{DELIVERY, FIND, FORGET, LIST};
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn feeds_are_found_by_an_index() {
        for statement in [FIND, DELIVERY, FORGET] {
            hold_to_indexes(statement, &[]).await;
        }
        hold_to_indexes(LIST, &["feed"]).await;
    }
}
