//! Tracking messages of the demo world: an own address that was told, one that is told in English, one that confirmed,
//! one that has not yet, one whose link has run out, and one that left by the link in its mail.

use domain::Language;
use domain::id::{MailId, SubscriptionId};
use domain::parcel::tracking::{CONFIRM_DAYS, News};
use domain::parcel::{ParcelState, TrackingEvent};
use jiff::{SignedDuration, Timestamp};
use store::mails::MailState;
use store::parcels::Parcel;
use store::tracking::{self as rows, EndedBy, Told, TrackingSubscription};
use store::{Scope, Tx, people};

use super::dice::Dice;
use super::parcels::DemoParcel;
use super::people::{Cast, DemoCustomer};
use crate::tracking::{LIST, stop_address, tracking_mail};
use crate::{Operations, Result, ids};

/// What became of a subscription.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Told,
    Asked,
    Forgotten,
    Left,
}

/// An address, where the parcel stands, and what became of it. An empty address is the user's own.
const STORIES: [(&str, ParcelState, TrackingEvent, Fate); 6] = [
    ("", ParcelState::Notified, TrackingEvent::Notified, Fate::Told),
    ("", ParcelState::OutForDelivery, TrackingEvent::OutForDelivery, Fate::Told),
    ("accueil@boutique-carnot.example", ParcelState::Notified, TrackingEvent::Notified, Fate::Told),
    ("elodie@courriel.example", ParcelState::InTransit, TrackingEvent::TakenOver, Fate::Asked),
    ("yanis@courriel.example", ParcelState::InTransit, TrackingEvent::TakenOver, Fate::Forgotten),
    ("noe@courriel.example", ParcelState::Incident, TrackingEvent::Incident, Fate::Left),
];

/// Makes the subscriptions of the first user of each customer, on his own parcels.
pub(super) async fn make(
    ops: &Operations,
    cast: &Cast,
    parcels: &[DemoParcel],
    dice: &mut Dice,
    as_of: Timestamp,
) -> Result<()> {
    let mut tx = ops.store().write(Scope::System).await?;
    for customer in &cast.customers {
        for (place, story) in STORIES.into_iter().enumerate() {
            let own = parcels.iter().filter(|parcel| parcel.customer == customer.id);
            // Two stories of one state stand on parcels of their own, but the shop follows what its sender follows.
            let skipped = usize::from(story.0.is_empty() && place > 0);
            if let Some(parcel) = at_state(&mut tx, own, story.1, skipped).await? {
                let mut telling = Telling { ops, tx: &mut tx, dice: &mut *dice, as_of };
                telling.one(customer, &parcel, story).await?;
            }
        }
    }
    Ok(tx.commit().await?)
}

/// The parcel of those that stands in a state, after so many others.
async fn at_state(
    tx: &mut Tx,
    parcels: impl Iterator<Item = &DemoParcel>,
    state: ParcelState,
    mut skipped: usize,
) -> Result<Option<Parcel>> {
    for parcel in parcels.take(200) {
        let found = store::parcels::by_number(tx, &parcel.number).await?;
        if let Some(found) = found.into_iter().find(|found| found.id == parcel.id && found.standing.state == state) {
            if skipped == 0 {
                return Ok(Some(found));
            }
            skipped -= 1;
        }
    }
    Ok(None)
}

struct Telling<'a> {
    ops: &'a Operations,
    tx: &'a mut Tx,
    dice: &'a mut Dice,
    as_of: Timestamp,
}

impl Telling<'_> {
    async fn one(
        &mut self,
        customer: &DemoCustomer,
        parcel: &Parcel,
        (address, _, event, fate): (&str, ParcelState, TrackingEvent, Fate),
    ) -> Result<()> {
        let Some(person) = people::find_person(self.tx, customer.users[0].0).await? else { return Ok(()) };
        let at = parcel.standing.last_at.unwrap_or(parcel.created_at);
        let age = SignedDuration::from_hours(if fate == Fate::Forgotten { 24 * 9 } else { 5 });
        let began = at.min(self.as_of) - age;
        let until = began + SignedDuration::from_hours(24 * i64::from(CONFIRM_DAYS));
        let own = address.is_empty();
        let language = if own { person.language } else { customer.language };
        let token = self.secret(began);
        let subscription = TrackingSubscription {
            id: SubscriptionId(self.dice.id(began)),
            parcel: parcel.id,
            person: person.id,
            own,
            address: if own { person.email.clone() } else { address.to_owned() },
            language: if event == TrackingEvent::OutForDelivery { Language::En } else { language },
            events: TrackingEvent::ALL.into_iter().filter(|event| event.is_usual()).collect(),
            follow_token: format!("follow-{token}"),
            token,
            confirm_hash: if own { String::new() } else { ids::sha256_hex(self.secret(began).as_bytes()) },
            confirm_until: (!own).then_some(if fate == Fate::Asked { self.as_of + age * 24 } else { until }),
            asked_at: began,
            confirmed_at: matches!(fate, Fate::Told | Fate::Left).then_some(began),
            created_at: began,
            ended_at: (fate == Fate::Left).then_some(at),
            ended_by: (fate == Fate::Left).then_some(EndedBy::Address),
        };
        rows::insert(self.tx, &subscription).await?;
        if matches!(fate, Fate::Told | Fate::Left) {
            self.told(Told { subscription, person_email: person.email, person_name: person.name }, parcel, event, at)
                .await?;
        }
        Ok(())
    }

    /// The mail that it got, as one that stayed in the table.
    async fn told(&mut self, told: Told, parcel: &Parcel, event: TrackingEvent, at: Timestamp) -> Result<()> {
        let public_url = &self.ops.settings().public_url;
        let news = News { event, at, key: format!("{event} {}", at.as_microsecond()) };
        let id = MailId(self.dice.id(at));
        let (to, mail, link) = tracking_mail(public_url, &told, parcel, &news, at);
        let mut row = crate::mails::written(id, at, public_url, &to, &mail, &link);
        row.list = LIST.to_owned();
        row.unsubscribe = stop_address(public_url, &told.subscription.token);
        row.state = MailState::Kept;
        row.attempts = 1;
        store::mails::insert(self.tx, &row).await?;
        rows::insert_message(self.tx, told.subscription.id, &news.key, id, at).await?;
        Ok(())
    }

    /// A secret of the dice: a demo hides nothing, and the same seed gives the same world.
    fn secret(&mut self, at: Timestamp) -> String {
        format!("demo-{}", self.dice.id(at).simple())
    }
}
