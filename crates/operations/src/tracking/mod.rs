//! Tracking messages (MAS): mails on the events of a parcel, to its shipper's users and to any address that confirms.
//!
//! The policy, in one place:
//! - A user subscribes his own address at once. Any other address gets one mail that asks, and nothing more until it
//!   has confirmed; the link works for seven days, once. At most ten addresses per parcel; a user has at most twenty
//!   others asked a day, and an address is asked at most five times a day.
//! - What is news of a parcel is decided by [`domain::parcel::tracking`]; the mail is written in the transaction that
//!   changes where the parcel stands ([`tell`]), once per happening and address. A newer one takes the place of one that
//!   nobody has tried to send yet, so that a burst of scans is one mail.
//! - Whoever asked for it must still see the parcel and have the option whenever something would be sent.
//! - Every mail can be answered by one press that needs nobody to be signed in (RFC 8058) and ends the messages of that
//!   parcel to that address, whoever asked for them.
//! - A subscription ends by itself with the parcel's way, after its last mail, and when the parcel is hidden.

mod links;
mod reading;
mod subscribe;
mod tell;

use domain::Actor;
use domain::id::SubscriptionId;
use domain::parcel::number;
use domain::permission;
use jiff::Timestamp;
use store::Tx;
use store::parcels::Parcel;

pub use links::{Confirmation, Followed, StopLink};
pub use reading::{OwnMessages, PAGE, ParcelMessages, may_track};
pub use store::tracking::{EndedBy, TrackingSubscription};
pub use subscribe::{Subscribed, TrackingWish};
pub(crate) use tell::{Moved, tell, tracking_mail};

use crate::mails;
use crate::parcels::may_see;
use crate::{Error, Result};

/// The name of the list that the mails belong to.
pub(crate) const LIST: &str = "tracking-messages";

/// The address that ends what a subscription is told.
pub(crate) fn stop_address(public_url: &str, token: &str) -> String {
    format!("{public_url}/unsubscribe/{token}")
}

/// The parcel that a key names, for somebody who may have its messages sent.
///
/// # Errors
/// [`Error::NotFound`] for what does not exist, belongs to others or is hidden; a refusal without the option.
async fn trackable(tx: &mut Tx, actor: &Actor, key: &str, now: Timestamp) -> Result<Parcel> {
    let id = key.trim().parse().ok();
    let mut parcels = store::parcels::by_number_or_id(tx, &number::clean(key), id).await?;
    parcels.retain(|parcel| may_see(actor, parcel, now));
    let parcel = parcels.into_iter().next().ok_or(Error::NotFound)?;
    permission::track_parcel(actor, &parcel.facts())?;
    Ok(parcel)
}

/// Takes back what a subscription was to be told and nobody has tried to send yet: who ended it gets nothing more.
async fn forget_unsent(tx: &mut Tx, id: SubscriptionId) -> Result<()> {
    for mail in store::tracking::untold_mails(tx, id).await? {
        mails::take_back(tx, mail).await?;
    }
    Ok(())
}

/// Whether a parcel's way is over: nothing more will be told of it.
fn is_settled(parcel: &Parcel) -> bool {
    parcel.standing.state.is_final(parcel.standing.returned_at.is_some())
}
