//! The users of a customer: their profile, their name, and letting them go.

use domain::Actor;
use domain::audit::Act;
use domain::id::UserId;
use domain::permission;
use domain::refusal::FieldRefusal;
use store::Scope;
use store::people::{self as rows, Colleague, Invitation, Profile};
use store::sessions;

use super::{Bench, name_of};
use crate::audit::Entry;
use crate::{Error, Operations, Result};

/// The users of a customer, with those who are invited.
#[derive(Clone, Debug)]
pub struct Team {
    /// The users, by name.
    pub people: Vec<Colleague>,
    /// The open invitations, the latest first.
    pub invitations: Vec<Invitation>,
    /// The profiles that the reader may hand out.
    pub profiles: Vec<Profile>,
    /// Whether all users need a second factor.
    pub factor_required: bool,
}

/// One user.
#[derive(Clone, Debug)]
pub struct ColleaguePage {
    /// The user.
    pub colleague: Colleague,
    /// Whether the reader may change him: nobody touches who may do more than himself.
    pub may_change: bool,
    /// The profiles that the reader may hand out.
    pub profiles: Vec<Profile>,
    /// Those who could take his work over: nobody where the reader may not see it himself.
    pub others: Vec<Colleague>,
}

impl Operations {
    /// The users of the reader's customer.
    ///
    /// # Errors
    /// [`Error::Refused`] without the option.
    pub async fn team(&self, actor: &Actor) -> Result<Team> {
        permission::manage_users(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let bench = Bench::of(&mut tx, actor, false).await?;
        let invitations = rows::list_invitations(&mut tx, bench.customer).await?;
        let factor_required = bench.people.iter().any(|one| one.factor_required);
        let profiles = offered(&bench);
        Ok(Team { people: bench.people, invitations, profiles, factor_required })
    }

    /// One user of the reader's customer.
    ///
    /// # Errors
    /// As [`Operations::team`]; [`Error::NotFound`] for nobody of the customer.
    pub async fn colleague(&self, actor: &Actor, id: UserId) -> Result<ColleaguePage> {
        permission::manage_users(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let bench = Bench::of(&mut tx, actor, false).await?;
        let colleague = bench.colleague(id)?.clone();
        let others = bench.heirs(id).cloned().collect();
        Ok(ColleaguePage { may_change: bench.touch(&colleague).is_ok(), profiles: offered(&bench), colleague, others })
    }

    /// Gives a user another name and attaches him to a profile. It counts at once, in open pages and streams too.
    ///
    /// # Errors
    /// As [`Operations::colleague`]; refusals of the fields `name` and `profile`;
    /// [`domain::refusal::Refusal::MoreThanOwn`], [`domain::refusal::Refusal::LastAdministrator`].
    pub async fn change_colleague(&self, actor: &Actor, id: UserId, name: &str, profile: &str) -> Result<()> {
        permission::manage_users(actor)?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let bench = Bench::of(&mut tx, actor, true).await?;
        permission::manage_users(&bench.actor)?;
        let colleague = bench.colleague(id)?;
        bench.touch(colleague)?;
        let name = name_of("name", name)?;
        let profile = bench.offered("profile", profile)?;
        bench.hand_out(profile)?;
        rows::update_name(&mut tx, id, &name).await?;
        rows::update_profile(&mut tx, id, profile.id).await?;
        bench.stays_administered(&mut tx).await?;
        let had = bench.profile(colleague.profile)?;
        let entry = Entry::new(Act::UserChanged, id, colleague.email.as_str());
        let entry = entry.change(format!("{} · {}", colleague.name, had.name), format!("{name} · {}", profile.name));
        bench.record(&mut tx, self.now(), entry).await?;
        Ok(tx.commit().await?)
    }

    /// Lets a user go: he may not sign in, his sessions, streams and links end at once, and a colleague follows what he
    /// had filed or joined and what is still open. His scheduled reports are skipped while he is away. Says how many
    /// requests somebody took over. Only who may see all requests says who follows them: following opens them.
    ///
    /// # Errors
    /// As [`Operations::change_colleague`]; a refusal of the field `to`.
    pub async fn let_go(&self, actor: &Actor, id: UserId, to: &str) -> Result<u64> {
        permission::manage_users(actor)?;
        let now = self.now();
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let bench = Bench::of(&mut tx, actor, true).await?;
        permission::manage_users(&bench.actor)?;
        bench.touch(bench.colleague(id)?)?;
        let mut handed_to = String::new();
        let taken = if to.is_empty() {
            0
        } else {
            let heir = to.parse().ok().and_then(|heir| bench.heirs(id).find(|one| one.id == heir));
            let heir = heir.ok_or_else(|| Error::field("to", FieldRefusal::NotOffered))?;
            handed_to = heir.email.clone();
            rows::hand_over(&mut tx, bench.customer, id, heir.id, now).await?
        };
        rows::lock_person(&mut tx, id).await?;
        rows::disable_person(&mut tx, id, now).await?;
        sessions::revoke_sessions(&mut tx, id, None, now).await?;
        sessions::end_links(&mut tx, id, now).await?;
        // Whom he invited comes in by somebody else's invitation, or not at all.
        rows::end_invitations_by(&mut tx, bench.customer, id, now).await?;
        bench.stays_administered(&mut tx).await?;
        let email = bench.colleague(id)?.email.as_str();
        bench.record(&mut tx, now, Entry::new(Act::UserDisabled, id, email).change("", handed_to)).await?;
        tx.commit().await?;
        self.live().end_user(id);
        Ok(taken)
    }

    /// Lets a user sign in again, with the password he had.
    ///
    /// # Errors
    /// As [`Operations::change_colleague`].
    pub async fn take_back(&self, actor: &Actor, id: UserId) -> Result<()> {
        permission::manage_users(actor)?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let bench = Bench::of(&mut tx, actor, true).await?;
        permission::manage_users(&bench.actor)?;
        bench.touch(bench.colleague(id)?)?;
        rows::enable_person(&mut tx, id).await?;
        let entry = Entry::new(Act::UserEnabled, id, bench.colleague(id)?.email.as_str());
        bench.record(&mut tx, self.now(), entry).await?;
        Ok(tx.commit().await?)
    }
}

impl Operations {
    /// Takes a user's lost second factor away: all his sessions end, and a mail tells him.
    ///
    /// # Errors
    /// As [`Operations::change_colleague`]; [`Error::NotFound`] where he has none.
    pub async fn reset_colleague_factor(&self, actor: &Actor, id: UserId) -> Result<()> {
        permission::manage_users(actor)?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let bench = Bench::of(&mut tx, actor, true).await?;
        permission::manage_users(&bench.actor)?;
        let colleague = bench.colleague(id)?;
        bench.touch(colleague)?;
        self.take_factor_away(&mut tx, id, &bench.actor.name).await?;
        bench.record(&mut tx, self.now(), Entry::new(Act::FactorReset, id, colleague.email.as_str())).await?;
        tx.commit().await?;
        self.live().end_user(id);
        self.wake().notify_one();
        Ok(())
    }
}

/// The profiles that the reader may hand out.
pub(super) fn offered(bench: &Bench) -> Vec<Profile> {
    bench.profiles.iter().filter(|profile| bench.hand_out(profile).is_ok()).cloned().collect()
}
