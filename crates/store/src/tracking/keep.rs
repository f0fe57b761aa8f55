//! Keeping subscriptions, and what each was told.

use domain::Language;
use domain::id::{MailId, ParcelId, SubscriptionId, UserId};
use domain::parcel::TrackingEvent;
use domain::parcel::tracking::events_to_words;
use jiff::Timestamp;

use super::row::{EndedBy, TrackingSubscription};
use crate::backend::{Tx, execute, fetch_all};
use crate::convert::{micros, parsed};
use crate::error::StoreError;
use crate::people::email_key;

const INSERT: &str = "insert into tracking_subscription (id, parcel_id, person_id, own, address, address_key, language,
        events, token, confirm_hash, confirm_until, asked_at, confirmed_at, created_at, ended_at, ended_by,
        follow_token)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

/// Adds a subscription.
///
/// # Errors
/// [`StoreError::Conflict`] when the user has that address on that parcel already.
pub async fn insert(tx: &mut Tx, new: &TrackingSubscription) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        new.id.to_string(),
        new.parcel.to_string(),
        new.person.to_string(),
        new.own,
        new.address.clone(),
        email_key(&new.address),
        new.language.code(),
        events_to_words(&new.events),
        new.token.clone(),
        new.confirm_hash.clone(),
        new.confirm_until.map(micros),
        micros(new.asked_at),
        new.confirmed_at.map(micros),
        micros(new.created_at),
        new.ended_at.map(micros),
        new.ended_by.map_or("", EndedBy::as_str),
        new.follow_token.clone()
    )?;
    Ok(())
}

const CHANGE: &str = "update tracking_subscription set language = $2, events = $3 where id = $1 and ended_at is null";

/// Changes what an address is told, and in which language.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn change(
    tx: &mut Tx,
    id: SubscriptionId,
    language: Language,
    events: &[TrackingEvent],
) -> Result<(), StoreError> {
    execute!(tx, CHANGE, id.to_string(), language.code(), events_to_words(events))?;
    Ok(())
}

const ASK_AGAIN: &str = "update tracking_subscription set confirm_hash = $2, confirm_until = $3, asked_at = $4
     where id = $1 and confirmed_at is null and ended_at is null";

/// Gives an address that has not confirmed yet another link; the earlier one works no longer.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn ask_again(
    tx: &mut Tx,
    id: SubscriptionId,
    confirm_hash: &str,
    until: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    execute!(tx, ASK_AGAIN, id.to_string(), confirm_hash.to_owned(), micros(until), micros(now))?;
    Ok(())
}

const CONFIRM: &str = "update tracking_subscription set confirmed_at = $2
     where id = $1 and confirmed_at is null and ended_at is null and confirm_until > $2";

/// Confirms an address: of any number of callers at once, one is told that it was he.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn confirm(tx: &mut Tx, id: SubscriptionId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, CONFIRM, id.to_string(), micros(now))? > 0)
}

const END: &str = "update tracking_subscription set ended_at = $3, ended_by = $4
     where id = $1 and person_id = $2 and ended_at is null";

/// Ends one of a user's subscriptions; says whether it went on until now.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn end(
    tx: &mut Tx,
    id: SubscriptionId,
    person: UserId,
    by: EndedBy,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, END, id.to_string(), person.to_string(), micros(now), by.as_str())? > 0)
}

const END_ADDRESS: &str = "update tracking_subscription set ended_at = $3, ended_by = 'address'
     where parcel_id = $1 and address_key = $2 and (ended_at is null or ended_by = 'settled')";

/// Ends every subscription of an address to a parcel, whoever asked for it, also those that a correction would take up
/// again; yields how many there were.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn end_address(tx: &mut Tx, parcel: ParcelId, address: &str, now: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, END_ADDRESS, parcel.to_string(), email_key(address), micros(now))
}

const END_ON_PARCEL: &str = "update tracking_subscription set ended_at = $2, ended_by = $3
     where parcel_id = $1 and ended_at is null";

/// Ends every subscription to a parcel.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn end_on_parcel(tx: &mut Tx, parcel: ParcelId, by: EndedBy, now: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, END_ON_PARCEL, parcel.to_string(), micros(now), by.as_str())
}

const REVIVE: &str = "update tracking_subscription set ended_at = null, ended_by = ''
     where parcel_id = $1 and ended_by = 'settled'";

/// Takes up what had ended with the parcel's way, because the carrier takes that end back.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn revive(tx: &mut Tx, parcel: ParcelId) -> Result<u64, StoreError> {
    execute!(tx, REVIVE, parcel.to_string())
}

const INSERT_MESSAGE: &str = "insert into tracking_message (subscription_id, news, mail_id, told_at)
     values ($1, $2, $3, $4) on conflict (subscription_id, news) do nothing";

/// Notes what an address is told by a mail; says whether it is the first time.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert_message(
    tx: &mut Tx,
    id: SubscriptionId,
    news: &str,
    mail: MailId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, INSERT_MESSAGE, id.to_string(), news.to_owned(), mail.to_string(), micros(now))? > 0)
}

const UNTOLD: &str = "select m.mail_id from tracking_message m join outgoing_mail o on o.id = m.mail_id
     where m.subscription_id = $1 and o.state = 'waiting' and o.attempts = 0";

/// The mails of a subscription that nobody has tried to send yet.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn untold_mails(tx: &mut Tx, id: SubscriptionId) -> Result<Vec<MailId>, StoreError> {
    let rows = fetch_all!(tx, (String,), UNTOLD, id.to_string())?;
    rows.into_iter().map(|(mail,)| parsed("tracking_message", "mail_id", &mail)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn every_statement_finds_its_rows_by_an_index() {
        for sql in [CHANGE, ASK_AGAIN, CONFIRM, END, END_ADDRESS, END_ON_PARCEL, REVIVE, UNTOLD] {
            hold_to_indexes(sql, &[]).await;
        }
    }
}
