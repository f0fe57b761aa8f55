//! The operator's teams. Whoever changes them holds [`lock_agents`](super::lock_agents).

use domain::id::TeamId;
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all};
use crate::convert::{folded, micros, moment, moment_if, parsed};
use crate::error::StoreError;

/// A team of the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name, by which its agents name it.
    pub name: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// Since when nobody can be put into it.
    pub retired_at: Option<Timestamp>,
}

impl Team {
    /// Whether a name means this team, however its case, accents and spaces are typed.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        folded(&self.name) == folded(name)
    }
}

#[derive(sqlx::FromRow)]
struct TeamRow {
    id: String,
    name: String,
    created_at: i64,
    retired_at: Option<i64>,
}

const LIST: &str = "select id, name, created_at, retired_at from team order by name, id";

/// All teams, by name.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn list_teams(tx: &mut Tx) -> Result<Vec<Team>, StoreError> {
    let rows = fetch_all!(tx, TeamRow, LIST)?;
    rows.into_iter()
        .map(|row| {
            Ok(Team {
                id: parsed("team", "id", &row.id)?,
                created_at: moment("team", "created_at", row.created_at)?,
                retired_at: moment_if("team", "retired_at", row.retired_at)?,
                name: row.name,
            })
        })
        .collect()
}

const INSERT: &str = "insert into team (id, name, created_at, retired_at) values ($1, $2, $3, null)";

/// Adds a team.
///
/// # Errors
/// [`StoreError::Conflict`] when one has that name.
pub async fn insert_team(tx: &mut Tx, id: TeamId, name: &str, now: Timestamp) -> Result<(), StoreError> {
    execute!(tx, INSERT, id.to_string(), name.to_owned(), micros(now))?;
    Ok(())
}

const RENAME: &str = "update team set name = $2 where id = $1";
const MOVE: &str = "update person set team = $2 where customer_id is null and team = $1";

/// Gives a team another name; its agents go along.
///
/// # Errors
/// [`StoreError::Conflict`] when another one has that name.
pub async fn rename_team(tx: &mut Tx, team: &Team, name: &str) -> Result<(), StoreError> {
    execute!(tx, RENAME, team.id.to_string(), name.to_owned())?;
    move_agents(tx, &team.name, name).await?;
    Ok(())
}

/// Puts the agents of one team into another, by their names; says how many.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn move_agents(tx: &mut Tx, from: &str, to: &str) -> Result<u64, StoreError> {
    Ok(execute!(tx, MOVE, from.to_owned(), to.to_owned())?)
}

const RETIRE: &str = "update team set retired_at = $2 where id = $1";

/// Retires a team since a moment, or takes that back.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn retire_team(tx: &mut Tx, id: TeamId, since: Option<Timestamp>) -> Result<(), StoreError> {
    execute!(tx, RETIRE, id.to_string(), since.map(micros))?;
    Ok(())
}
