//! The operator's teams: added, renamed, and retired once nobody is in them.

use domain::audit::Act;
use domain::id::TeamId;
use domain::refusal::{FieldRefusal, Refusal};
use domain::{Actor, permission};
use store::people::{self as rows, Agent, Team};
use store::{Scope, Tx};

use super::agents::NAME_MAX;
use crate::audit::{self, Entry, Who};
use crate::people::short;
use crate::{Error, Operations, Result, ids};

/// A team and who may sign in of it.
#[derive(Clone, Debug)]
pub struct TeamInUse {
    /// The team.
    pub team: Team,
    /// Its people who may sign in, by name.
    pub people: Vec<Agent>,
}

impl Operations {
    /// The operator's teams with who is in them, by name; those that were retired among them.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator.
    pub async fn teams(&self, actor: &Actor) -> Result<Vec<TeamInUse>> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let people = rows::list_agents(&mut tx).await?;
        let teams = rows::list_teams(&mut tx).await?.into_iter().map(|team| {
            let own = people.iter().filter(|one| one.disabled_at.is_none() && one.team == team.name);
            TeamInUse { people: own.cloned().collect(), team }
        });
        Ok(teams.collect())
    }

    /// Adds a team.
    ///
    /// # Errors
    /// As [`Operations::teams`]; a refusal of the field `name`, also where a team is called so, however it is typed.
    pub async fn add_team(&self, actor: &Actor, name: &str) -> Result<TeamId> {
        permission::run_installation(actor)?;
        let name = short("name", name, NAME_MAX)?;
        let (mut tx, teams) = self.teams_to_change(actor).await?;
        if teams.iter().any(|one| one.is_called(&name)) {
            return Err(Error::field("name", FieldRefusal::Taken));
        }
        let id = TeamId(ids::new_id(self.now()));
        rows::insert_team(&mut tx, id, &name, self.now()).await?;
        audit::record(&mut tx, self.now(), &Who::actor(actor), Entry::new(Act::TeamAdded, id, name)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Gives a team another name; its agents go along. `seen` is the name that the page showed.
    ///
    /// # Errors
    /// As [`Operations::add_team`]; [`Error::NotFound`] for none; [`Refusal::ChangedMeanwhile`] when somebody else has
    /// renamed it since.
    pub async fn rename_team(&self, actor: &Actor, id: TeamId, seen: &str, name: &str) -> Result<()> {
        permission::run_installation(actor)?;
        let name = short("name", name, NAME_MAX)?;
        let (mut tx, teams) = self.teams_to_change(actor).await?;
        let team = teams.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
        if team.name != seen {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        if teams.iter().any(|one| one.id != id && one.is_called(&name)) {
            return Err(Error::field("name", FieldRefusal::Taken));
        }
        rows::rename_team(&mut tx, team, &name).await?;
        let entry = Entry::new(Act::TeamRenamed, id, name.as_str()).change(team.name.as_str(), name.as_str());
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        Ok(tx.commit().await?)
    }

    /// Retires a team: nobody can be put into it any more. Whoever is in it is handed over to the team of an id.
    ///
    /// # Errors
    /// As [`Operations::teams`]; [`Error::NotFound`] for none; a refusal of the field `to` where people are in it and no
    /// team that is in use is named for them.
    pub async fn retire_team(&self, actor: &Actor, id: TeamId, to: &str) -> Result<()> {
        permission::run_installation(actor)?;
        let now = self.now();
        let (mut tx, teams) = self.teams_to_change(actor).await?;
        let team = teams.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
        let heir = teams.iter().find(|one| one.id != id && one.retired_at.is_none() && one.id.to_string() == to);
        let people = rows::list_agents(&mut tx).await?;
        let used = people.iter().any(|one| one.disabled_at.is_none() && one.team == team.name);
        match heir {
            Some(heir) => {
                rows::move_agents(&mut tx, &team.name, &heir.name).await?;
            }
            None if !to.is_empty() => return Err(Error::field("to", FieldRefusal::NotOffered)),
            None if used => return Err(Error::field("to", FieldRefusal::NotChosen)),
            None => {}
        }
        rows::retire_team(&mut tx, id, Some(now)).await?;
        let heir = heir.map(|heir| heir.name.as_str()).unwrap_or_default();
        let entry = Entry::new(Act::TeamRetired, id, team.name.as_str()).change("", heir);
        audit::record(&mut tx, now, &Who::actor(actor), entry).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a retired team into use again.
    ///
    /// # Errors
    /// As [`Operations::teams`]; [`Error::NotFound`] for none.
    pub async fn restore_team(&self, actor: &Actor, id: TeamId) -> Result<()> {
        permission::run_installation(actor)?;
        let (mut tx, teams) = self.teams_to_change(actor).await?;
        let team = teams.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
        rows::retire_team(&mut tx, id, None).await?;
        let entry = Entry::new(Act::TeamRestored, id, team.name.as_str());
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        Ok(tx.commit().await?)
    }

    /// All teams, under the lock of the operator's people; whoever asks must still be an administrator there.
    async fn teams_to_change(&self, actor: &Actor) -> Result<(Tx, Vec<Team>)> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        rows::lock_agents(&mut tx).await?;
        let still = rows::find_actor(&mut tx, actor.user).await?.ok_or(Error::SignedOut)?;
        permission::run_installation(&still)?;
        let teams = rows::list_teams(&mut tx).await?;
        Ok((tx, teams))
    }
}

/// The name, as it is written there, of the team that a form names.
pub(super) async fn chosen(tx: &mut Tx, name: &str) -> Result<String> {
    if name.trim().is_empty() {
        return Err(Error::field("team", FieldRefusal::NotChosen));
    }
    let teams = rows::list_teams(tx).await?;
    let team = teams.into_iter().find(|one| one.retired_at.is_none() && one.is_called(name));
    team.map(|team| team.name).ok_or_else(|| Error::field("team", FieldRefusal::NotOffered))
}
