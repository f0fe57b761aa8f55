//! How often addresses that nobody has spoken for are written to: questions whether they want tracking messages or
//! reports, and invitations, count together, so that nobody's letterbox is filled by asking.

use domain::id::UserId;
use domain::parcel::tracking::{ASKED_BY_USER_PER_DAY, ASKED_OF_ADDRESS_PER_DAY};
use domain::refusal::Refusal;
use jiff::{SignedDuration, Timestamp};
use store::people::email_key;
use store::{Tx, sessions};

use crate::{Result, ids};

/// The window of the limits.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What questions are counted as, among the tries.
const QUESTION: &str = "tracking_question";

/// Counts a question to an address on behalf of a user.
///
/// # Errors
/// [`Refusal::TooManyTries`] where the address or the user has had enough of them today; [`crate::Error::Store`].
pub(crate) async fn count_question(tx: &mut Tx, address: &str, by: UserId, now: Timestamp) -> Result<()> {
    count_letter(tx, address, now).await?;
    count(tx, &format!("by {by}"), ASKED_BY_USER_PER_DAY, now).await
}

/// Counts a mail to an address alone, for what whoever sends it is held back from in another way.
///
/// # Errors
/// [`Refusal::TooManyTries`] where the address has had enough of them today; [`crate::Error::Store`].
pub(crate) async fn count_letter(tx: &mut Tx, address: &str, now: Timestamp) -> Result<()> {
    count(tx, &format!("of {}", email_key(address)), ASKED_OF_ADDRESS_PER_DAY, now).await
}

/// Counts a question against a limit of a day, or says how long to wait.
async fn count(tx: &mut Tx, who: &str, limit: usize, now: Timestamp) -> Result<()> {
    let key = &ids::sha256_hex(who.as_bytes());
    sessions::lock_attempts(tx, key).await?;
    let (asked, first) = sessions::count_attempts(tx, key, QUESTION, now - DAY).await?;
    if usize::try_from(asked).unwrap_or(usize::MAX) >= limit {
        let wait = first.unwrap_or(now).duration_since(now).saturating_add(DAY);
        let seconds = u32::try_from(wait.as_secs().clamp(1, DAY.as_secs())).unwrap_or(u32::MAX);
        return Err(Refusal::TooManyTries { seconds }.into());
    }
    Ok(sessions::insert_attempt(tx, &ids::new_id(now).to_string(), key, QUESTION, now).await?)
}
