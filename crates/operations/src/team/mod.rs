//! A customer's team, looked after by its own administrators: its users, their profiles, and who is let in (S1-20,
//! S1-21). What may be handed out, and that an administrator stays, is `domain::team`.

mod invitations;
mod people;
mod profiles;

use std::collections::HashMap;

use domain::Actor;
use domain::actor::{AccountScope, Right, Rights, Side};
use domain::id::{AccountId, CustomerId, ProfileId, SubAccountId, UserId};
use domain::refusal::{FieldRefusal, Refusal};
use domain::team::{self, Allowed, NAME_MAX};
use store::Tx;
use store::people::{self as rows, Colleague, Profile};

pub use invitations::{Accepting, Invited};
pub use people::{ColleaguePage, Team};
pub use profiles::{BilledChoice, ProfileInUse, ProfilePage, TypedProfile, seen};
pub use store::people::{Colleague as TeamColleague, Invitation, Profile as TeamProfile};

use crate::audit::{self, Entry, Who};
use crate::{Error, Result};

/// A customer's people and profiles as they are under the lock of a transaction, and who changes them.
struct Bench {
    customer: CustomerId,
    actor: Actor,
    people: Vec<Colleague>,
    profiles: Vec<Profile>,
    parts: HashMap<SubAccountId, AccountId>,
}

impl Bench {
    /// Reads all of it, with what the actor may do as of now; under the lock where something is to be changed.
    async fn of(tx: &mut Tx, actor: &Actor, changes: bool) -> Result<Self> {
        let customer = actor.customer().ok_or(Error::NotFound)?;
        if changes {
            rows::lock_team(tx, customer).await?;
        }
        let actor = rows::find_actor(tx, actor.user).await?.ok_or(Error::SignedOut)?;
        let parts = rows::list_sub_accounts(tx, customer).await?;
        Ok(Bench {
            customer,
            actor,
            people: rows::list_colleagues(tx, customer).await?,
            profiles: rows::list_profiles(tx, customer).await?,
            parts: parts.into_iter().map(|(account, part, _)| (part, account)).collect(),
        })
    }

    fn colleague(&self, id: UserId) -> Result<&Colleague> {
        self.people.iter().find(|one| one.id == id).ok_or(Error::NotFound)
    }

    fn profile(&self, id: ProfileId) -> Result<&Profile> {
        self.profiles.iter().find(|one| one.id == id).ok_or(Error::NotFound)
    }

    /// A profile that a form names.
    fn offered(&self, field: &str, id: &str) -> Result<&Profile> {
        if id.is_empty() {
            return Err(Error::field(field, FieldRefusal::NotChosen));
        }
        let id = id.parse().map_err(|_| Error::field(field, FieldRefusal::NotOffered))?;
        self.profile(id).map_err(|_| Error::field(field, FieldRefusal::NotOffered))
    }

    fn reaches(&self, rights: Rights, scope: &AccountScope) -> bool {
        let allowed = Allowed { rights, scope: scope.clone() };
        team::may_hand_out(&self.actor, &allowed, |part| self.parts.get(&part).copied())
    }

    /// Refuses what would give, or touch, more than the actor has.
    fn hand_out(&self, profile: &Profile) -> Result<()> {
        if self.reaches(profile.rights, &profile.scope) { Ok(()) } else { Err(Refusal::MoreThanOwn.into()) }
    }

    /// Refuses to touch somebody who may do more than the actor.
    fn touch(&self, colleague: &Colleague) -> Result<()> {
        self.hand_out(self.profile(colleague.profile)?)
    }

    /// Those who could take over what somebody follows. To follow a request is to read it, so who may not read it gives it
    /// to nobody, least of all to himself.
    fn heirs(&self, id: UserId) -> impl Iterator<Item = &Colleague> {
        let sees = matches!(self.actor.side, Side::Customer { rights, .. } if rights.has(Right::SeeAllTickets));
        self.people.iter().filter(move |one| sees && one.id != id && one.disabled_at.is_none())
    }

    /// Records what the actor did, in his name as of now.
    async fn record(&self, tx: &mut Tx, now: jiff::Timestamp, entry: Entry) -> Result<()> {
        audit::record(tx, now, &Who::actor(&self.actor), entry.of(self.customer)).await
    }

    /// Refuses what would leave nobody who administers the customer. It is asked once everything is written, before the
    /// transaction ends.
    async fn stays_administered(&self, tx: &mut Tx) -> Result<()> {
        let people = rows::list_colleagues(tx, self.customer).await?;
        let active = people.iter().filter(|one| one.disabled_at.is_none()).map(|one| one.rights);
        if team::stays_administered(active) { Ok(()) } else { Err(Refusal::LastAdministrator.into()) }
    }
}

/// A typed name as it is kept, or the refusal of its field.
fn name_of(field: &str, typed: &str) -> Result<String> {
    let name = team::clean_name(typed);
    if name.is_empty() {
        return Err(Error::field(field, FieldRefusal::Missing));
    }
    if name.chars().count() > NAME_MAX {
        return Err(Error::field(field, FieldRefusal::TooLong(NAME_MAX)));
    }
    Ok(name)
}
