//! Asking for tracking messages, and ending them as who asked for them.

use documents::mail::{Mail, TrackingQuestion};
use domain::id::{MailId, SubscriptionId};
use domain::parcel::TrackingEvent;
use domain::parcel::number::grouped;
use domain::parcel::tracking::{ADDRESSES_PER_PARCEL, CONFIRM_DAYS};
use domain::refusal::{FieldRefusal, Refusal};
use domain::{Actor, Language};
use jiff::{SignedDuration, Timestamp};
use store::parcels::Parcel;
use store::people::{self, email_key};
use store::tracking::{self as rows, EndedBy, TrackingSubscription};
use store::{Scope, Tx, sessions};

use super::{LIST, forget_unsent, is_settled, stop_address, trackable};
use crate::asking::count_question;
use crate::mails::{self, MailList, MailTo};
use crate::people::check_email;
use crate::{Error, Operations, Result, ids};

/// What somebody wants to be told of a parcel, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackingWish {
    /// Another address than his own.
    pub address: Option<String>,
    /// The language of the mails.
    pub language: Language,
    /// What to tell; each counts once.
    pub events: Vec<TrackingEvent>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subscribed {
    /// The address is told from now on, or what it is told was changed.
    Active,
    /// The address is asked first.
    Asked,
}

/// A form sent twice asks once: within this time no second question goes out.
const SAME_QUESTION: SignedDuration = SignedDuration::from_mins(2);

const DAY: SignedDuration = SignedDuration::from_hours(24);

impl Operations {
    /// Subscribes an address to the messages of a parcel, which is named by its number or id. One that is subscribed
    /// already is told what this wish says from now on.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a parcel that is not his to see; [`Refusal::NotAllowed`]; [`Refusal::ParcelSettled`];
    /// refusals of the fields `events` and `address`; [`Refusal::TooManyTries`].
    pub async fn subscribe(&self, actor: &Actor, key: &str, wish: &TrackingWish) -> Result<Subscribed> {
        let now = self.now();
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let parcel = trackable(&mut tx, actor, key, now).await?;
        if is_settled(&parcel) {
            return Err(Refusal::ParcelSettled.into());
        }
        check(wish)?;
        people::lock_person(&mut tx, actor.user).await?;
        let person = people::find_person(&mut tx, actor.user).await?.ok_or(Error::SignedOut)?;
        let typed = wish.address.as_deref().map(str::trim).filter(|typed| email_key(typed) != email_key(&person.email));
        let (own, address) = (typed.is_none(), typed.unwrap_or(&person.email).to_owned());

        let known = rows::find_live(&mut tx, parcel.id, actor.user, &address).await?;
        let subscription = match known {
            Some(known) => {
                rows::change(&mut tx, known.id, wish.language, &wish.events).await?;
                TrackingSubscription { language: wish.language, events: wish.events.clone(), ..known }
            }
            None => {
                // Two who subscribe at once are counted one after the other.
                sessions::lock_attempts(&mut tx, &format!("messages of {}", parcel.id)).await?;
                if rows::count_on_parcel(&mut tx, parcel.id, now).await? >= ADDRESSES_PER_PARCEL {
                    return Err(Error::field("address", FieldRefusal::TooManyAddresses(ADDRESSES_PER_PARCEL)));
                }
                let new = fresh(actor, &parcel, (own, address), wish, now);
                rows::insert(&mut tx, &new).await?;
                new
            }
        };
        if subscription.confirmed_at.is_some() {
            tx.commit().await?;
            return Ok(Subscribed::Active);
        }
        let asked_just_now = subscription.confirm_until.is_some() && now - SAME_QUESTION < subscription.asked_at;
        if !asked_just_now {
            self.ask_address(&mut tx, &parcel, &subscription, now).await?;
        }
        tx.commit().await?;
        self.wake().notify_one();
        Ok(Subscribed::Asked)
    }

    /// Ends one of somebody's subscriptions. One that has ended already stays so.
    ///
    /// # Errors
    /// [`Error::NotFound`] where he has no such one.
    pub async fn end_messages(&self, actor: &Actor, id: SubscriptionId) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        if !rows::is_of_person(&mut tx, id, actor.user).await? {
            return Err(Error::NotFound);
        }
        forget_unsent(&mut tx, id).await?;
        rows::end(&mut tx, id, actor.user, EndedBy::Person, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Writes the mail that asks an address, as far as the limits allow one more.
    async fn ask_address(
        &self,
        tx: &mut Tx,
        parcel: &Parcel,
        subscription: &TrackingSubscription,
        now: Timestamp,
    ) -> Result<()> {
        count_question(tx, &subscription.address, subscription.person, now).await?;
        let secret = ids::new_secret();
        let until = now + DAY * i32::try_from(CONFIRM_DAYS).unwrap_or(i32::MAX);
        rows::ask_again(tx, subscription.id, &ids::sha256_hex(secret.as_bytes()), until, now).await?;
        let public_url = &self.settings().public_url;
        let question = Mail::TrackingQuestion(TrackingQuestion {
            number: grouped(&parcel.number),
            sender: parcel.customer_name.clone(),
            events: subscription.events.clone(),
            days: CONFIRM_DAYS,
        });
        let to = MailTo {
            person: None,
            address: subscription.address.clone(),
            name: String::new(),
            language: subscription.language,
            ticket: None,
        };
        let link = format!("{public_url}/confirm/{secret}");
        let list = MailList { name: LIST, unsubscribe: stop_address(public_url, &subscription.token) };
        let id = MailId(ids::new_id(now));
        mails::enqueue_of_list(tx, id, now, public_url, (&to, &question, &link), &list).await
    }
}

/// Refuses a wish that cannot be one, all its fields at once.
fn check(wish: &TrackingWish) -> Result<()> {
    let mut refused = Vec::new();
    if wish.events.is_empty() {
        refused.push(("events".to_owned(), FieldRefusal::NotChosen));
    }
    if let Some(address) = &wish.address
        && let Err(Error::Refused(Refusal::Fields(fields))) = check_email(address)
    {
        refused.extend(fields.into_iter().map(|(_, refusal)| ("address".to_owned(), refusal)));
    }
    if refused.is_empty() { Ok(()) } else { Err(Refusal::Fields(refused).into()) }
}

fn fresh(
    actor: &Actor,
    parcel: &Parcel,
    (own, address): (bool, String),
    wish: &TrackingWish,
    now: Timestamp,
) -> TrackingSubscription {
    TrackingSubscription {
        id: SubscriptionId(ids::new_id(now)),
        parcel: parcel.id,
        person: actor.user,
        own,
        address,
        language: wish.language,
        events: wish.events.clone(),
        token: ids::new_secret(),
        follow_token: ids::new_secret(),
        confirm_hash: String::new(),
        confirm_until: None,
        asked_at: now,
        confirmed_at: own.then_some(now),
        created_at: now,
        ended_at: None,
        ended_by: None,
    }
}
