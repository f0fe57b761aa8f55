//! Telling what is new of parcels, in the transaction that changes where they stand.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use documents::mail::{Mail, TrackingMessage, Whereabouts};
use domain::id::{MailId, ParcelId, UserId};
use domain::parcel::number::grouped;
use domain::parcel::tracking::{News, Stand, is_told, news};
use domain::{Actor, Language, permission};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use store::Tx;
use store::parcels::{KeptStanding, Parcel};
use store::people::{self, email_key};
use store::tracking::{self as rows, EndedBy, Told};
use wording::moment;

use super::{LIST, stop_address};
use crate::mails::{self, MailList, MailTo};
use crate::parcels::may_see;
use crate::{Operations, Result, ids};

/// A parcel that somebody may be told of.
pub(crate) struct Moved {
    /// The parcel.
    id: ParcelId,
    /// All that is new, what matters most first.
    news: Vec<News>,
    /// Whether its way is over now.
    ends: bool,
    /// Whether its way was over and is so no longer: the carrier takes that end back.
    goes_on: bool,
}

impl Moved {
    /// What a parcel's new standing means for those who follow it; nothing where it means nothing to them.
    pub(crate) fn from(id: ParcelId, before: &KeptStanding, now: &KeptStanding) -> Option<Moved> {
        let (before, after) = (stand(before), stand(now));
        let news = news(&before, &after);
        let (ends, goes_on) = (after.is_final(), before.is_final() && !after.is_final());
        if news.is_empty() && !goes_on {
            return None;
        }
        Some(Moved { id, news, ends, goes_on })
    }
}

fn stand(kept: &KeptStanding) -> Stand {
    Stand {
        state: kept.state,
        since: kept.since,
        reason: kept.reason,
        returned_at: kept.returned_at,
        last_at: kept.last_at,
        estimated_on: kept.estimated_on,
    }
}

/// Writes the mails on what is new of some parcels, whose new standing is kept already; yields how many. One statement
/// finds all who are to be told; where there is nobody, that is all.
pub(crate) async fn tell(operations: &Operations, tx: &mut Tx, moved: Vec<Moved>) -> Result<usize> {
    if moved.is_empty() {
        return Ok(0);
    }
    for one in moved.iter().filter(|one| one.goes_on) {
        rows::revive(tx, one.id).await?;
    }
    let ids: Vec<ParcelId> = moved.iter().map(|one| one.id).collect();
    let mut followers: HashMap<ParcelId, Vec<Told>> = HashMap::new();
    for told in rows::to_tell(tx, &ids).await? {
        followers.entry(told.subscription.parcel).or_default().push(told);
    }
    let followed: Vec<ParcelId> = followers.keys().copied().collect();
    if followed.is_empty() {
        return Ok(0);
    }
    let parcels = store::parcels::of_ids(tx, &followed).await?;
    let mut telling = Telling { operations, now: operations.now(), actors: HashMap::new(), written: 0 };
    for one in moved {
        let Some(followers) = followers.remove(&one.id) else { continue };
        let Some(parcel) = parcels.iter().find(|parcel| parcel.id == one.id) else { continue };
        telling.tell_of(tx, &one, parcel, followers).await?;
        if one.ends {
            rows::end_on_parcel(tx, one.id, EndedBy::Settled, telling.now).await?;
        }
    }
    Ok(telling.written)
}

/// What is kept over the parcels of one transaction.
struct Telling<'a> {
    operations: &'a Operations,
    now: Timestamp,
    /// Who asked for messages, as of now; nobody who may not sign in.
    actors: HashMap<UserId, Option<Actor>>,
    written: usize,
}

impl Telling<'_> {
    async fn tell_of(&mut self, tx: &mut Tx, moved: &Moved, parcel: &Parcel, followers: Vec<Told>) -> Result<()> {
        let mut addresses = HashSet::new();
        for told in followers {
            let began = told.subscription.confirmed_at.unwrap_or(told.subscription.created_at);
            let chosen = moved.news.iter().find(|news| is_told(news, &told.subscription.events, began));
            let Some(news) = chosen else { continue };
            if !self.may_tell(tx, &told, parcel).await? {
                continue;
            }
            // Two colleagues may have subscribed one address: it gets one mail, with a link if it is a user's own.
            if addresses.insert(email_key(address(&told))) {
                self.write(tx, &told, parcel, news).await?;
            }
        }
        Ok(())
    }

    /// Whether who asked for it may still have it sent. Once the parcel is too old for him it is so for good.
    async fn may_tell(&mut self, tx: &mut Tx, told: &Told, parcel: &Parcel) -> Result<bool> {
        let person = told.subscription.person;
        if let Entry::Vacant(unknown) = self.actors.entry(person) {
            unknown.insert(people::find_actor(tx, person).await?);
        }
        let Some(Some(actor)) = self.actors.get(&person) else { return Ok(false) };
        if permission::track_parcel(actor, &parcel.facts()).is_err() {
            return Ok(false);
        }
        if !may_see(actor, parcel, self.now) {
            rows::end(tx, told.subscription.id, person, EndedBy::Hidden, self.now).await?;
            return Ok(false);
        }
        Ok(true)
    }

    async fn write(&mut self, tx: &mut Tx, told: &Told, parcel: &Parcel, news: &News) -> Result<()> {
        let subscription = &told.subscription;
        // What nobody has tried to send yet is no longer the latest.
        let overtaken = rows::untold_mails(tx, subscription.id).await?;
        let id = MailId(ids::new_id(self.now));
        if !rows::insert_message(tx, subscription.id, &news.key, id, self.now).await? {
            return Ok(());
        }
        for mail in overtaken {
            if mails::take_back(tx, mail).await? {
                self.written = self.written.saturating_sub(1);
            }
        }
        let public_url = &self.operations.settings().public_url;
        let (to, mail, link) = tracking_mail(public_url, told, parcel, news, self.now);
        let list = MailList { name: LIST, unsubscribe: stop_address(public_url, &subscription.token) };
        mails::enqueue_of_list(tx, id, self.now, public_url, (&to, &mail, &link), &list).await?;
        self.written += 1;
        Ok(())
    }
}

/// Where the messages go: a user's own to the address he has now.
fn address(told: &Told) -> &str {
    if told.subscription.own { &told.person_email } else { &told.subscription.address }
}

/// Where a parcel is, in the words of somebody who follows it.
pub(super) fn whereabouts(parcel: &Parcel, language: Language, now: Timestamp) -> Whereabouts {
    let standing = &parcel.standing;
    let offset = Offset::from_seconds(i32::from(standing.last_offset_minutes) * 60).unwrap_or(Offset::UTC);
    let there = TimeZone::fixed(offset);
    let today = now.to_zoned(there.clone()).date();
    let latest = standing.last_at.map(|at| at.to_zoned(there));
    let in_words = |date| moment::weekday_and_day(language, date, today);
    let ends = standing.state.is_final(standing.returned_at.is_some());
    let estimated = standing.estimated_on.filter(|day| !ends && *day >= today);
    Whereabouts {
        state: standing.state,
        reason: standing.reason,
        handed_back: standing.returned_at.is_some(),
        number: grouped(&parcel.number),
        reference: parcel.sender_reference.clone(),
        sender: parcel.customer_name.clone(),
        day: latest.as_ref().map(|at| in_words(at.date())).unwrap_or_default(),
        time: latest.map(|at| moment::time(at.time())).unwrap_or_default(),
        place: standing.last_place.clone(),
        estimated_day: estimated.map(in_words).unwrap_or_default(),
    }
}

/// The mail on some news: to whom, what, and the page it opens: the parcel's own for a user, and for anybody else one that
/// says no more than the mails do.
pub(crate) fn tracking_mail(
    public_url: &str,
    told: &Told,
    parcel: &Parcel,
    news: &News,
    now: Timestamp,
) -> (MailTo, Mail, String) {
    let subscription = &told.subscription;
    let (language, own) = (subscription.language, subscription.own);
    let mail = Mail::TrackingMessage(TrackingMessage {
        event: news.event,
        whereabouts: whereabouts(parcel, language, now),
        account: own,
        stop: stop_address(public_url, &subscription.token),
    });
    let to = MailTo {
        person: subscription.own.then_some(subscription.person),
        address: address(told).to_owned(),
        name: if subscription.own { told.person_name.clone() } else { String::new() },
        language,
        ticket: None,
    };
    // The id, because several parcels can share a number.
    let own_page = || format!("{public_url}/parcels/{}", parcel.id);
    let link = if own { own_page() } else { format!("{public_url}/follow/{}", subscription.follow_token) };
    (to, mail, link)
}
