//! The audit trail: what somebody did, saw or changed is recorded in the transaction of the deed itself, each record with
//! the hash of the one before it (`domain::audit`).

mod reading;
mod verify;

use std::fmt::Display;

use domain::audit::{Act, Details, Record, Side};
use domain::id::{AccountId, CustomerId, SubAccountId, UserId};
use domain::{Actor, actor};
use jiff::Timestamp;
use store::Tx;

pub use reading::{Asked, TrailPage, TrailTable};
pub use store::audit::Listed;
pub use verify::{Broken, Verified};

use crate::{Operations, Result, ids};

tokio::task_local! {
    static CALLER: String;
}

/// Runs a call whose records name the network address that it comes from.
pub async fn called_from<T>(address: String, call: impl Future<Output = T>) -> T {
    CALLER.scope(address, call).await
}

/// The network address of the call that runs, or nothing outside of one: for work that goes on in a task of its own.
pub(crate) fn caller() -> String {
    CALLER.try_with(Clone::clone).unwrap_or_default()
}

/// Who acts.
#[derive(Clone, Debug)]
pub struct Who {
    side: Side,
    person: Option<UserId>,
    name: String,
    customer: Option<CustomerId>,
}

impl Who {
    /// Somebody who is signed in.
    #[must_use]
    pub fn actor(actor: &Actor) -> Self {
        let side = match actor.side {
            actor::Side::Customer { .. } => Side::Customer,
            actor::Side::Operator { .. } => Side::Operator,
        };
        Who { side, person: Some(actor.user), name: actor.name.clone(), customer: actor.customer() }
    }

    /// Somebody who is not signed in, or not yet.
    #[must_use]
    pub fn person(person: &store::people::Person) -> Self {
        let (side, customer) = match person.place {
            store::people::PersonPlace::Customer(customer, _) => (Side::Customer, Some(customer)),
            store::people::PersonPlace::Operator { .. } => (Side::Operator, None),
        };
        Who { side, person: Some(person.id), name: person.name.clone(), customer }
    }

    /// Whoever typed a command on the machine.
    #[must_use]
    pub const fn command() -> Self {
        Who { side: Side::Command, person: None, name: String::new(), customer: None }
    }

    /// The clock.
    #[must_use]
    pub const fn clock() -> Self {
        Who { side: Side::Clock, person: None, name: String::new(), customer: None }
    }
}

/// What is recorded of an act.
#[derive(Clone, Debug)]
pub struct Entry {
    act: Act,
    object: String,
    label: String,
    customer: Option<CustomerId>,
    account: Option<AccountId>,
    sub_account: Option<SubAccountId>,
    before: String,
    after: String,
}

impl Entry {
    /// An act on a thing, by its id and by what people call it.
    #[must_use]
    pub fn new(act: Act, object: impl Display, label: impl Into<String>) -> Self {
        Entry {
            act,
            object: object.to_string(),
            label: label.into(),
            customer: None,
            account: None,
            sub_account: None,
            before: String::new(),
            after: String::new(),
        }
    }

    /// The customer whom it concerns; of itself, that of who acts.
    #[must_use]
    pub const fn of(mut self, customer: CustomerId) -> Self {
        self.customer = Some(customer);
        self
    }

    /// The account, and the part of it, within whose scope it lies.
    #[must_use]
    pub const fn within(mut self, account: Option<AccountId>, part: Option<SubAccountId>) -> Self {
        self.account = account;
        self.sub_account = part;
        self
    }

    /// What was before and what is since; never a secret.
    #[must_use]
    pub fn change(mut self, before: impl Into<String>, after: impl Into<String>) -> Self {
        self.before = before.into();
        self.after = after.into();
        self
    }
}

/// An act on a parcel.
pub(crate) fn of_parcel(act: Act, parcel: &store::parcels::Parcel) -> Entry {
    let entry = Entry::new(act, parcel.id, parcel.number.as_str()).of(parcel.customer);
    entry.within(parcel.account, parcel.sub_account)
}

/// How long after a page what is recorded aside of it comes.
const ASIDE: std::time::Duration = std::time::Duration::from_secs(1);

/// The longest text of a detail, in characters.
const DETAIL_MAX: usize = 300;

/// Records an act in the transaction of the deed. From here on the trail is locked until that ends: call it last.
///
/// # Errors
/// [`crate::Error::Store`]; then the deed must not be kept either.
pub async fn record(tx: &mut Tx, now: Timestamp, who: &Who, entry: Entry) -> Result<()> {
    let (position, previous) = store::audit::next(tx).await?;
    let short = |text: String| -> String { text.chars().take(DETAIL_MAX).collect() };
    let details = Details {
        salt: ids::new_secret(),
        actor_name: short(who.name.clone()),
        address: caller(),
        label: short(entry.label),
        before: short(entry.before),
        after: short(entry.after),
    };
    let text = |id: Option<String>| id.unwrap_or_default();
    let record = Record {
        position,
        at: now.as_microsecond(),
        actor: text(who.person.map(|id| id.to_string())),
        side: who.side.as_str().to_owned(),
        customer: text(entry.customer.or(who.customer).map(|id| id.to_string())),
        account: text(entry.account.map(|id| id.to_string())),
        sub_account: text(entry.sub_account.map(|id| id.to_string())),
        act: entry.act.as_str().to_owned(),
        object: entry.object,
        details_hash: ids::sha256_hex(&details.sealed()),
        previous,
    };
    let hash = ids::sha256_hex(&record.sealed());
    Ok(store::audit::append(tx, &record, &details, &hash).await?)
}

impl Operations {
    /// Somebody has a parcel's page before his eyes: recorded of the operator's people, once within 24 hours and a moment
    /// later, so that the page does not wait.
    pub fn look_at_parcel(&self, actor: &Actor, parcel: &store::parcels::Parcel) {
        if !actor.is_operator() {
            return;
        }
        let (operations, actor, entry) = (self.clone(), actor.clone(), of_parcel(Act::ParcelLookedAt, parcel));
        tokio::spawn(called_from(caller(), async move {
            tokio::time::sleep(ASIDE).await;
            operations.saw_today(&actor, entry).await;
        }));
    }

    /// Records that a table was exported: what it is of, and of how many rows where that is known.
    pub async fn exported(&self, actor: &Actor, table: &str) {
        self.saw(actor, Entry::new(Act::TableExported, "", table)).await;
    }

    /// Records that somebody saw something, in a transaction of its own. Seeing needs no disk: where it cannot be
    /// recorded, that is logged and the thing is shown all the same.
    pub(crate) async fn saw(&self, actor: &Actor, entry: Entry) {
        let recorded = async {
            let mut tx = self.store().write(store::Scope::of(actor)).await?;
            record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
            Ok::<_, crate::Error>(tx.commit().await?)
        };
        if let Err(error) = recorded.await {
            tracing::warn!(%error, "an act could not be recorded");
        }
    }

    /// As [`Operations::saw`], for what is recorded once per person, thing and day of 24 hours.
    pub(crate) async fn saw_today(&self, actor: &Actor, entry: Entry) {
        let since = self.now() - jiff::SignedDuration::from_hours(24);
        let before = async {
            let mut tx = self.store().read(store::Scope::of(actor)).await?;
            store::audit::done_since(&mut tx, &entry.object, entry.act, actor.user, since).await
        };
        if !matches!(before.await, Ok(true)) {
            self.saw(actor, entry).await;
        }
    }
}
