//! Profiles: made, changed and deleted by the customer's administrator.

use domain::Actor;
use domain::actor::{AccountScope, Right, Rights};
use domain::audit::Act;
use domain::id::{AccountId, ProfileId, SubAccountId};
use domain::permission;
use domain::refusal::{FieldRefusal, Refusal};
use store::Scope;
use store::convert::folded;
use store::people::{self as rows, Profile};

use super::{Bench, name_of};
use crate::audit::Entry;
use crate::{Error, Operations, Result, ids};

/// A profile with those who have it.
#[derive(Clone, Debug)]
pub struct ProfileInUse {
    /// The profile.
    pub profile: Profile,
    /// The names of its users, deactivated ones left out.
    pub people: Vec<String>,
    /// Whether the reader may change it.
    pub may_change: bool,
}

/// An account or a part of one that a scope may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BilledChoice {
    /// The account.
    pub account: AccountId,
    /// The part, where one is meant.
    pub part: Option<SubAccountId>,
    /// The number of the account.
    pub number: String,
    /// The number of the part, or empty.
    pub part_number: String,
}

/// One profile, or an empty one for the form of a new one.
#[derive(Clone, Debug)]
pub struct ProfilePage {
    /// The profile; none for a new one.
    pub shown: Option<ProfileInUse>,
    /// The options that the reader may tick.
    pub rights: Rights,
    /// Whether he may choose all accounts.
    pub all_accounts: bool,
    /// The accounts and parts he may choose.
    pub billed: Vec<BilledChoice>,
    /// The profiles to which its users could be moved.
    pub others: Vec<Profile>,
}

/// A profile as its form was sent.
#[derive(Clone, Debug, Default)]
pub struct TypedProfile {
    /// The name.
    pub name: String,
    /// The ticked options, as words.
    pub rights: Vec<String>,
    /// `all` or `some`.
    pub scope: String,
    /// The ticked accounts and parts, by their ids.
    pub billed: Vec<String>,
    /// What the form showed, as [`seen`] says it; empty for a new one.
    pub seen: String,
}

/// What a profile is, as one text: a form carries it, so that nobody writes over what he has not seen.
#[must_use]
pub fn seen(profile: &Profile) -> String {
    let scope = match &profile.scope {
        AccountScope::All => String::new(),
        scope @ AccountScope::Only { .. } => scope.to_words(),
    };
    ids::sha256_hex(format!("{}\n{}\n{scope}", profile.name, profile.rights.to_words()).as_bytes())
}

impl Operations {
    /// The profiles of the reader's customer, by name.
    ///
    /// # Errors
    /// [`Error::Refused`] without the option.
    pub async fn profiles(&self, actor: &Actor) -> Result<Vec<ProfileInUse>> {
        permission::manage_profiles(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let bench = Bench::of(&mut tx, actor, false).await?;
        Ok(bench.profiles.iter().map(|profile| in_use(&bench, profile)).collect())
    }

    /// The accounts and parts of the reader's customer by which scopes are told, whatever he may choose.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the operator.
    pub async fn billed_names(&self, actor: &Actor) -> Result<Vec<BilledChoice>> {
        let customer = actor.customer().ok_or(Error::NotFound)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        billed(&mut tx, customer).await
    }

    /// One profile, or what a new one may be made of.
    ///
    /// # Errors
    /// As [`Operations::profiles`]; [`Error::NotFound`].
    pub async fn profile(&self, actor: &Actor, id: Option<ProfileId>) -> Result<ProfilePage> {
        permission::manage_profiles(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let bench = Bench::of(&mut tx, actor, false).await?;
        let shown = id.map(|id| bench.profile(id)).transpose()?.map(|profile| in_use(&bench, profile));
        let rights: Rights =
            Right::ALL.into_iter().filter(|right| bench.reaches([*right].into_iter().collect(), &NOWHERE)).collect();
        let within = |one: &BilledChoice| {
            let scope = one.part.map_or_else(
                || AccountScope::accounts(vec![one.account]),
                |part| AccountScope::Only { accounts: Vec::new(), sub_accounts: vec![part] },
            );
            bench.reaches(Rights::default(), &scope)
        };
        let billed = billed(&mut tx, bench.customer).await?.into_iter().filter(within).collect();
        let others = super::people::offered(&bench).into_iter().filter(|one| Some(one.id) != id).collect();
        Ok(ProfilePage {
            shown,
            rights,
            all_accounts: bench.reaches(Rights::default(), &AccountScope::All),
            billed,
            others,
        })
    }

    /// Makes a profile, or changes one; then it counts at once for everybody who has it.
    ///
    /// # Errors
    /// As [`Operations::profile`]; refusals of the fields `name`, `rights`, `scope` and `billed`;
    /// [`Refusal::MoreThanOwn`], [`Refusal::LastAdministrator`], [`Refusal::ChangedMeanwhile`].
    pub async fn define_profile(
        &self,
        actor: &Actor,
        id: Option<ProfileId>,
        typed: &TypedProfile,
    ) -> Result<ProfileId> {
        permission::manage_profiles(actor)?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let bench = Bench::of(&mut tx, actor, true).await?;
        permission::manage_profiles(&bench.actor)?;
        let present = id.map(|id| bench.profile(id)).transpose()?;
        if let Some(present) = present {
            bench.hand_out(present)?;
            if seen(present) != typed.seen {
                return Err(Refusal::ChangedMeanwhile.into());
            }
        }
        let profile = Profile {
            id: id.unwrap_or_else(|| ProfileId(ids::new_id(self.now()))),
            customer: bench.customer,
            name: name_of("name", &typed.name)?,
            rights: rights(typed)?,
            scope: scope(&billed(&mut tx, bench.customer).await?, typed)?,
        };
        let same_name = |other: &&Profile| folded(&other.name) == folded(&profile.name) && other.id != profile.id;
        if bench.profiles.iter().any(|other| same_name(&other)) {
            return Err(Error::field("name", FieldRefusal::Taken));
        }
        bench.hand_out(&profile)?;
        if present.is_some() {
            rows::change_profile(&mut tx, &profile).await?;
            bench.stays_administered(&mut tx).await?;
        } else {
            rows::insert_profile(&mut tx, &profile).await?;
        }
        let act = if present.is_some() { Act::ProfileChanged } else { Act::ProfileMade };
        let entry = Entry::new(act, profile.id, profile.name.as_str());
        let entry = entry.change(present.map(in_words).unwrap_or_default(), in_words(&profile));
        bench.record(&mut tx, self.now(), entry).await?;
        tx.commit().await?;
        Ok(profile.id)
    }

    /// Deletes a profile; its users and those invited under it get another one first.
    ///
    /// # Errors
    /// As [`Operations::define_profile`]; a refusal of the field `to` where somebody has it.
    pub async fn delete_profile(&self, actor: &Actor, id: ProfileId, to: &str) -> Result<()> {
        permission::manage_profiles(actor)?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let bench = Bench::of(&mut tx, actor, true).await?;
        permission::manage_profiles(&bench.actor)?;
        let profile = bench.profile(id)?;
        bench.hand_out(profile)?;
        let had = bench.people.iter().any(|one| one.profile == id) || rows::count_invited(&mut tx, id).await? > 0;
        if had {
            let to = bench.offered("to", to)?;
            if to.id == id {
                return Err(Error::field("to", FieldRefusal::NotOffered));
            }
            bench.hand_out(to)?;
            rows::move_people(&mut tx, id, to.id).await?;
        }
        rows::delete_profile(&mut tx, id).await?;
        bench.stays_administered(&mut tx).await?;
        let entry = Entry::new(Act::ProfileDeleted, id, profile.name.as_str()).change(in_words(profile), "");
        bench.record(&mut tx, self.now(), entry).await?;
        Ok(tx.commit().await?)
    }
}

/// A scope of nothing: what is asked with it is about options alone.
const NOWHERE: AccountScope = AccountScope::Only { accounts: Vec::new(), sub_accounts: Vec::new() };

/// What a profile allows, for the trail: its options, and how many accounts and parts it is limited to.
fn in_words(profile: &Profile) -> String {
    match &profile.scope {
        AccountScope::All => profile.rights.to_words(),
        AccountScope::Only { accounts, sub_accounts } => {
            format!("{} ({} + {})", profile.rights.to_words(), accounts.len(), sub_accounts.len())
        }
    }
}

fn in_use(bench: &Bench, profile: &Profile) -> ProfileInUse {
    let has = bench.people.iter().filter(|one| one.profile == profile.id && one.disabled_at.is_none());
    ProfileInUse {
        people: has.map(|one| one.name.clone()).collect(),
        may_change: bench.hand_out(profile).is_ok(),
        profile: profile.clone(),
    }
}

async fn billed(tx: &mut store::Tx, customer: domain::id::CustomerId) -> Result<Vec<BilledChoice>> {
    let accounts = rows::list_accounts(tx, customer).await?;
    let parts = rows::list_sub_accounts(tx, customer).await?;
    let mut all = Vec::new();
    for account in accounts {
        let own = parts.iter().filter(|(of, ..)| *of == account.id);
        let (of, number) = (account.id, account.number);
        all.push(BilledChoice { account: of, part: None, number: number.clone(), part_number: String::new() });
        all.extend(own.map(|(_, part, part_number)| BilledChoice {
            account: of,
            part: Some(*part),
            number: number.clone(),
            part_number: part_number.clone(),
        }));
    }
    Ok(all)
}

fn rights(typed: &TypedProfile) -> Result<Rights> {
    let mut rights = Vec::new();
    for word in &typed.rights {
        rights.push(Right::from_word(word).ok_or_else(|| Error::field("rights", FieldRefusal::NotOffered))?);
    }
    if rights.is_empty() {
        Err(Error::field("rights", FieldRefusal::NotChosen))
    } else {
        Ok(rights.into_iter().collect())
    }
}

/// The scope of a form. A part whose whole account is ticked too says nothing more, and is left out.
fn scope(offered: &[BilledChoice], typed: &TypedProfile) -> Result<AccountScope> {
    match typed.scope.as_str() {
        "all" => return Ok(AccountScope::All),
        "some" => {}
        _ => return Err(Error::field("scope", FieldRefusal::NotChosen)),
    }
    let (mut accounts, mut parts) = (Vec::new(), Vec::new());
    for id in &typed.billed {
        let one = offered.iter().find(|one| match one.part {
            Some(part) => part.to_string() == *id,
            None => one.account.to_string() == *id,
        });
        let one = one.ok_or_else(|| Error::field("billed", FieldRefusal::NotOffered))?;
        match one.part {
            Some(part) => parts.push((one.account, part)),
            None => accounts.push(one.account),
        }
    }
    if accounts.is_empty() && parts.is_empty() {
        return Err(Error::field("billed", FieldRefusal::NotChosen));
    }
    let sub_accounts = parts.into_iter().filter(|(of, _)| !accounts.contains(of)).map(|(_, part)| part).collect();
    Ok(AccountScope::Only { accounts, sub_accounts })
}
