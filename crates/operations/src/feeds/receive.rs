//! A payload that a feed's sender has sent: read, kept, counted, and answered once it is on disk.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::Scope;
use store::feeds::{self as rows, Feed, Tally};
use tokio::sync::OwnedSemaphorePermit;

use crate::feed::{self, CarrierError, CarrierErrorKind, FeedFormat, FeedReading, Rejected};
use crate::ids::sha256_hex;
use crate::{Error, Operations, Result};

/// Characters of a sender's own key at most.
pub const KEY_MAX: usize = 200;
/// Items that could not be taken, in an answer; all are counted.
const REJECTED_SAID: usize = 100;
/// Items that could not be taken, kept for the page of feeds.
const REJECTED_KEPT: usize = 20;
/// How long a key is remembered: senders try again for some days at most.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A payload as it came, by a sender who has proved himself.
#[derive(Debug)]
pub struct Delivery {
    /// What was sent, unpacked.
    pub body: Vec<u8>,
    /// The sender's own key of this delivery; the same key twice is the same delivery.
    pub key: Option<String>,
    /// The turn in which it was unpacked, given back once it is read: what is unpacked takes much room.
    pub turn: Option<OwnedSemaphorePermit>,
}

/// What is answered to a payload that was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedAnswer {
    /// Scans that were not here before.
    pub new: usize,
    /// Scans that were here, but that this payload says more of.
    pub changed: usize,
    /// Scans that were here just so.
    pub known: usize,
    /// Of all these, how many wait for their parcel.
    pub waiting: usize,
    /// Parcels that now stand otherwise than before.
    pub moved: usize,
    /// How many items could not be taken.
    pub rejected: usize,
    /// The first of them.
    pub items_rejected: Vec<ItemRejected>,
    /// The codes that nothing knows.
    pub unknown_codes: Vec<String>,
}

/// An item that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRejected {
    /// Where it stands in the payload.
    pub position: String,
    /// What is wrong, as a word.
    pub code: String,
    /// What is wrong, as a sentence.
    pub rejected: String,
    /// What of it is the payload's own, for those who say the rest in another language.
    #[serde(default)]
    pub detail: String,
}

impl ItemRejected {
    /// Word and detail as one text, as the tally of a feed keeps them: [`said_of`] takes them apart again.
    fn kept(&self) -> String {
        if self.detail.is_empty() { self.code.clone() } else { format!("{}{APART}{}", self.code, self.detail) }
    }
}

/// Stands between the word and the detail of what was rejected.
const APART: &str = ": ";

/// The word and the detail of a text in [`Tally::last_error`] or [`Tally::last_rejected`].
#[must_use]
pub fn said_of(kept: &str) -> (&str, &str) {
    kept.split_once(APART).unwrap_or((kept, ""))
}

/// Why a payload is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unacceptable {
    /// The sender's key came before with another body, or is too long.
    Key,
    /// Nothing in it could be taken: the items, and whether the carrier itself answered with an error.
    Nothing {
        /// What is wrong with it.
        items: Vec<ItemRejected>,
        /// Whether it is the carrier's own error answer.
        is_carrier_error: bool,
    },
}

impl Operations {
    /// Takes a payload of a feed in. It is answered only once everything is kept; sent again, it changes nothing, and
    /// under the same key it is answered as before.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::Outside`]; inside, why the payload is not taken.
    pub async fn receive(
        &self,
        feed: &Feed,
        delivery: Delivery,
    ) -> Result<std::result::Result<FeedAnswer, Unacceptable>> {
        let hash = sha256_hex(&delivery.body);
        let key = match &delivery.key {
            Some(key) if key.chars().count() > KEY_MAX => return Ok(Err(Unacceptable::Key)),
            Some(key) => Some(format!("{} {key}", feed.id)),
            None => None,
        };
        if let Some(key) = &key {
            let mut tx = self.store().read(Scope::System).await?;
            if let Some(before) = rows::delivery(&mut tx, key).await? {
                if before.body != hash {
                    return Ok(Err(Unacceptable::Key));
                }
                let answer = serde_json::from_str(&before.answer).map_err(|error| Error::Outside(error.to_string()))?;
                return Ok(Ok(answer));
            }
        }
        let reading = read(feed, delivery.body).await?;
        // It is unpacked and read: the next one may be.
        drop(delivery.turn);
        let report = self.import_scans(&reading).await?;
        let items = rejected(&reading, &report.ahead, REJECTED_SAID);
        let count = report.rejected + report.carrier_errors;
        let is_taken = reading.scans.len() > report.ahead.len() || count == 0;
        let answer = FeedAnswer {
            new: report.new,
            changed: report.changed,
            known: report.known,
            waiting: report.waiting,
            moved: report.moved,
            rejected: count,
            items_rejected: items.clone(),
            unknown_codes: report.unknown_codes,
        };
        let last = Tally {
            scans: i64::try_from(report.new).unwrap_or(i64::MAX),
            rejected: i64::try_from(count).unwrap_or(i64::MAX),
            last_error: last_error(&reading, if is_taken { None } else { items.first() }),
            last_rejected: items.iter().take(REJECTED_KEPT).map(|item| (item.position.clone(), item.kept())).collect(),
            ..Tally::default()
        };
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        rows::record(&mut tx, feed.id, now, &last).await?;
        if let (true, Some(key)) = (is_taken, key) {
            let answer = serde_json::to_string(&answer).map_err(|error| Error::Outside(error.to_string()))?;
            let forget = now.checked_sub(REMEMBERED).unwrap_or(now);
            rows::remember(&mut tx, &rows::Delivery { key, body: hash, answer }, now, forget).await?;
        }
        tx.commit().await?;
        if is_taken {
            Ok(Ok(answer))
        } else {
            Ok(Err(Unacceptable::Nothing { items, is_carrier_error: !reading.carrier_errors.is_empty() }))
        }
    }
}

/// Reads a payload beside the threads that answer calls: ten megabytes take a while.
async fn read(feed: &Feed, body: Vec<u8>) -> Result<FeedReading> {
    let format: FeedFormat = feed.format.parse().map_err(|_| Error::Outside(format!("no format {:?}", feed.format)))?;
    let options = super::options(feed).map_err(|error| Error::Outside(error.to_string()))?;
    let reading = tokio::task::spawn_blocking(move || feed::read(format, &body, &options)).await;
    reading.map_err(|stopped| Error::Outside(stopped.to_string()))
}

/// The items that could not be taken, the carrier's own errors first.
fn rejected(reading: &FeedReading, ahead: &[Rejected], limit: usize) -> Vec<ItemRejected> {
    let errors = reading.carrier_errors.iter().map(|error| ItemRejected {
        position: error.position.clone(),
        code: String::from("carrier_error"),
        rejected: error.to_string(),
        detail: error.detail(),
    });
    let items = reading.rejected.iter().chain(ahead).map(|item| ItemRejected {
        position: item.position.clone(),
        code: item.reason.code().to_owned(),
        rejected: item.reason.to_string(),
        detail: item.reason.detail(),
    });
    errors.chain(items).take(limit).collect()
}

/// What was wrong with a payload as a whole: the carrier's own error, or that nothing in it could be taken.
fn last_error(reading: &FeedReading, nothing_taken: Option<&ItemRejected>) -> String {
    let serious = |error: &&CarrierError| error.kind != CarrierErrorKind::UnknownNumber;
    let error = reading.carrier_errors.iter().find(serious).or_else(|| reading.carrier_errors.first());
    match (error, nothing_taken) {
        (Some(error), _) => format!("carrier_error{APART}{}", error.detail()),
        (None, Some(first)) => first.kept(),
        (None, None) => String::new(),
    }
}
