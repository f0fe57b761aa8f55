//! The operator's own people: let in by the link to choose a password, given a level and a team, and let go.

use domain::actor::Level;
use domain::audit::Act;
use domain::id::UserId;
use domain::refusal::FieldRefusal;
use domain::{Actor, permission};
use store::people::{self as rows, Agent};
use store::{Scope, Tx, sessions};

use super::teams;
use crate::audit::{self, Entry, Who};
use crate::people::{Added, NewAgent, short};
use crate::{Error, Operations, Result};

/// The longest name of a person or a team, in characters.
pub(super) const NAME_MAX: usize = 80;

/// The operator's people.
#[derive(Clone, Debug, Default)]
pub struct AgentsPage {
    /// All of them, by name.
    pub people: Vec<Agent>,
    /// The names of the teams in use, by name.
    pub teams: Vec<String>,
    /// Whether all of them need a second factor.
    pub factor_required: bool,
}

impl Operations {
    /// The operator's people.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator.
    pub async fn agents(&self, actor: &Actor) -> Result<AgentsPage> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let people = rows::list_agents(&mut tx).await?;
        let teams = rows::list_teams(&mut tx).await?.into_iter().filter(|team| team.retired_at.is_none());
        let teams = teams.map(|team| team.name).collect();
        let factor_required = store::second_factor::required(&mut tx, None).await?.is_some();
        Ok(AgentsPage { people, teams, factor_required })
    }

    /// Adds somebody, and has the link sent by which he chooses a password.
    ///
    /// # Errors
    /// As [`Operations::agents`]; refusals of the fields `email` (also where somebody has it), `name` and `team` (also
    /// where it is none in use).
    pub async fn add_agent_as(&self, actor: &Actor, agent: &NewAgent) -> Result<UserId> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let team = teams::chosen(&mut tx, &agent.team).await?;
        drop(tx);
        let agent = &NewAgent { team, ..agent.clone() };
        let id = match self.agent_added(&Who::actor(actor), agent).await? {
            Added::New(id) => id,
            Added::Existing(_) | Added::Differs(_) => return Err(Error::field("email", FieldRefusal::Taken)),
        };
        self.send_password_link(&rows::email_key(&agent.email)).await?;
        Ok(id)
    }

    /// Gives somebody another name, level and team. It counts at once.
    ///
    /// # Errors
    /// As [`Operations::agents`]; [`Error::NotFound`] for nobody of the operator; refusals of the fields `name`, `team`
    /// and `level`, the last also where no administrator would be left.
    pub async fn change_agent(&self, actor: &Actor, id: UserId, name: &str, level: &str, team: &str) -> Result<()> {
        permission::run_installation(actor)?;
        let name = short("name", name, NAME_MAX)?;
        let level = Level::from_word(level).ok_or_else(|| Error::field("level", FieldRefusal::NotChosen))?;
        let (mut tx, present) = self.agent_to_change(actor, id).await?;
        // Who stays in his team stays there, even if it was retired.
        let team = if team == present.team { present.team.clone() } else { teams::chosen(&mut tx, team).await? };
        rows::update_agent(&mut tx, id, &name, level, &team).await?;
        stays_administered(&mut tx).await?;
        let words = |name: &str, level: Level, team: &str| format!("{name} · {} · {team}", level.as_str());
        let entry = Entry::new(Act::UserChanged, id, present.email.as_str())
            .change(words(&present.name, present.level, &present.team), words(&name, level, &team));
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        Ok(tx.commit().await?)
    }

    /// Lets somebody go: he may not sign in, and his sessions, streams and links end at once.
    ///
    /// # Errors
    /// As [`Operations::change_agent`]: a refusal of the field `level` where no administrator would be left.
    pub async fn let_agent_go(&self, actor: &Actor, id: UserId) -> Result<()> {
        permission::run_installation(actor)?;
        let now = self.now();
        let (mut tx, present) = self.agent_to_change(actor, id).await?;
        rows::disable_person(&mut tx, id, now).await?;
        sessions::revoke_sessions(&mut tx, id, None, now).await?;
        sessions::end_links(&mut tx, id, now).await?;
        stays_administered(&mut tx).await?;
        let entry = Entry::new(Act::UserDisabled, id, present.email);
        audit::record(&mut tx, now, &Who::actor(actor), entry).await?;
        tx.commit().await?;
        self.live().end_user(id);
        Ok(())
    }

    /// Lets somebody sign in again, with the password he had.
    ///
    /// # Errors
    /// As [`Operations::change_agent`].
    pub async fn take_agent_back(&self, actor: &Actor, id: UserId) -> Result<()> {
        permission::run_installation(actor)?;
        let (mut tx, present) = self.agent_to_change(actor, id).await?;
        rows::enable_person(&mut tx, id).await?;
        let entry = Entry::new(Act::UserEnabled, id, present.email);
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        Ok(tx.commit().await?)
    }

    /// Takes somebody's lost second factor away: all his sessions end, and a mail tells him.
    ///
    /// # Errors
    /// As [`Operations::change_agent`]; [`Error::NotFound`] where he has none.
    pub async fn reset_agent_factor(&self, actor: &Actor, id: UserId) -> Result<()> {
        permission::run_installation(actor)?;
        let (mut tx, present) = self.agent_to_change(actor, id).await?;
        self.take_factor_away(&mut tx, id, &actor.name).await?;
        let entry = Entry::new(Act::FactorReset, id, present.email);
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        tx.commit().await?;
        self.live().end_user(id);
        self.wake().notify_one();
        Ok(())
    }

    /// Somebody of the operator, under the lock of all of them; whoever asks must still be an administrator there.
    async fn agent_to_change(&self, actor: &Actor, id: UserId) -> Result<(Tx, Agent)> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        rows::lock_agents(&mut tx).await?;
        let still = rows::find_actor(&mut tx, actor.user).await?.ok_or(Error::SignedOut)?;
        permission::run_installation(&still)?;
        let present = rows::list_agents(&mut tx).await?.into_iter().find(|one| one.id == id);
        Ok((tx, present.ok_or(Error::NotFound)?))
    }
}

/// Refuses what would leave nobody who runs the installation. Asked once everything is written.
async fn stays_administered(tx: &mut Tx) -> Result<()> {
    let people = rows::list_agents(tx).await?;
    let stays = people.iter().any(|one| one.disabled_at.is_none() && one.level == Level::Administrator);
    if stays { Ok(()) } else { Err(Error::field("level", FieldRefusal::LastAdministrator)) }
}
