//! A subscription, and how its row is read.

use domain::Language;
use domain::id::{ParcelId, SubscriptionId, UserId};
use domain::parcel::TrackingEvent;
use domain::parcel::tracking::events_from_words;
use jiff::Timestamp;

use crate::convert::{moment, moment_if, parsed, word, word_if};
use crate::error::StoreError;

/// Who or what ended a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedBy {
    /// Who asked for it.
    Person,
    /// Whoever reads the mails, by the link in them.
    Address,
    /// The parcel's way is over. An explicit correction takes it up again.
    Settled,
    /// The parcel is no longer shown to customers.
    Hidden,
}

impl EndedBy {
    /// All four.
    pub const ALL: [EndedBy; 4] = [EndedBy::Person, EndedBy::Address, EndedBy::Settled, EndedBy::Hidden];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            EndedBy::Person => "person",
            EndedBy::Address => "address",
            EndedBy::Settled => "settled",
            EndedBy::Hidden => "hidden",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        EndedBy::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// An address that is told of a parcel, or is asked whether it wants to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackingSubscription {
    /// Its id.
    pub id: SubscriptionId,
    /// The parcel.
    pub parcel: ParcelId,
    /// The user who asked for it: his rights decide whether anything is sent.
    pub person: UserId,
    /// Whether it is his own address.
    pub own: bool,
    /// The address, as it was typed.
    pub address: String,
    /// The language of its mails.
    pub language: Language,
    /// What it is told, in the order of the form.
    pub events: Vec<TrackingEvent>,
    /// The secret of the link that ends it.
    pub token: String,
    /// The secret of the link that shows where the parcel is; it ends nothing.
    pub follow_token: String,
    /// SHA-256 of the secret of the link that confirms it; empty for an own address.
    pub confirm_hash: String,
    /// Until when that link works.
    pub confirm_until: Option<Timestamp>,
    /// When the last mail that asks to confirm was written; for an own address when it was subscribed.
    pub asked_at: Timestamp,
    /// When it was confirmed; nothing is sent before.
    pub confirmed_at: Option<Timestamp>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Who ended it.
    pub ended_by: Option<EndedBy>,
}

/// A subscription that is told, with whom it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The subscription.
    pub subscription: TrackingSubscription,
    /// The address that its user gets his mails at as of now.
    pub person_email: String,
    /// His name.
    pub person_name: String,
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: String,
    parcel_id: String,
    person_id: String,
    own: bool,
    address: String,
    language: String,
    events: String,
    token: String,
    follow_token: String,
    confirm_hash: String,
    confirm_until: Option<i64>,
    asked_at: i64,
    confirmed_at: Option<i64>,
    created_at: i64,
    ended_at: Option<i64>,
    ended_by: String,
}

const S: &str = "tracking_subscription";

impl Row {
    pub(super) fn subscription(self) -> Result<TrackingSubscription, StoreError> {
        Ok(TrackingSubscription {
            id: parsed(S, "id", &self.id)?,
            parcel: parsed(S, "parcel_id", &self.parcel_id)?,
            person: parsed(S, "person_id", &self.person_id)?,
            own: self.own,
            language: word(S, "language", &self.language, Language::from_code)?,
            events: events_from_words(&self.events),
            confirm_until: moment_if(S, "confirm_until", self.confirm_until)?,
            asked_at: moment(S, "asked_at", self.asked_at)?,
            confirmed_at: moment_if(S, "confirmed_at", self.confirmed_at)?,
            created_at: moment(S, "created_at", self.created_at)?,
            ended_at: moment_if(S, "ended_at", self.ended_at)?,
            ended_by: word_if(S, "ended_by", &self.ended_by, EndedBy::from_word)?,
            address: self.address,
            token: self.token,
            follow_token: self.follow_token,
            confirm_hash: self.confirm_hash,
        })
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct ToldRow {
    #[sqlx(flatten)]
    row: Row,
    person_email: String,
    person_name: String,
}

impl ToldRow {
    pub(super) fn told(self) -> Result<Told, StoreError> {
        Ok(Told {
            subscription: self.row.subscription()?,
            person_email: self.person_email,
            person_name: self.person_name,
        })
    }
}

/// The columns of [`Row`], from `tracking_subscription s`.
macro_rules! columns {
    () => {
        "s.id, s.parcel_id, s.person_id, s.own, s.address, s.language, s.events, s.token, s.follow_token,
         s.confirm_hash,
         s.confirm_until, s.asked_at, s.confirmed_at, s.created_at, s.ended_at, s.ended_by"
    };
}
pub(super) use columns;
