//! A customer's people and profiles as its administrators see and change them.

use domain::actor::Rights;
use domain::id::{CustomerId, ProfileId, UserId};
use jiff::Timestamp;

use super::profiles::{Profile, scope_columns};
use crate::backend::{Engine, Tx, execute, fetch_all, fetch_one};
use crate::convert::{micros, moment, moment_if, parsed};
use crate::error::StoreError;

/// A user of a customer, in the list of its administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// His id.
    pub id: UserId,
    /// His address.
    pub email: String,
    /// His name.
    pub name: String,
    /// His profile.
    pub profile: ProfileId,
    /// Its name.
    pub profile_name: String,
    /// What it allows.
    pub rights: Rights,
    /// Since when he may not sign in.
    pub disabled_at: Option<Timestamp>,
    /// When one of his browsers was last heard of.
    pub seen_at: Option<Timestamp>,
    /// Whether he has a second factor.
    pub second_factor: bool,
    /// Whether his customer's administrator asks for one.
    pub factor_required: bool,
    /// When he was added.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ColleagueRow {
    id: String,
    email: String,
    name: String,
    profile_id: String,
    profile_name: String,
    rights: String,
    disabled_at: Option<i64>,
    seen_at: Option<i64>,
    second_factor: bool,
    factor_required: bool,
    created_at: i64,
}

impl ColleagueRow {
    fn colleague(self) -> Result<Colleague, StoreError> {
        Ok(Colleague {
            id: parsed("person", "id", &self.id)?,
            profile: parsed("person", "profile_id", &self.profile_id)?,
            rights: Rights::from_words(&self.rights),
            disabled_at: moment_if("person", "disabled_at", self.disabled_at)?,
            seen_at: moment_if("session", "seen_at", self.seen_at)?,
            second_factor: self.second_factor,
            factor_required: self.factor_required,
            created_at: moment("person", "created_at", self.created_at)?,
            email: self.email,
            name: self.name,
            profile_name: self.profile_name,
        })
    }
}

const LIST_COLLEAGUES: &str = "select p.id, p.email, p.name, r.id as profile_id, r.name as profile_name, r.rights,
        p.disabled_at, (select max(s.seen_at) from session s where s.person_id = p.id) as seen_at,
        exists (select 1 from second_factor f where f.person_id = p.id and f.confirmed_at is not null) as second_factor,
        exists (select 1 from required_factor q where q.customer_id = p.customer_id) as factor_required, p.created_at
     from person p join profile r on r.id = p.profile_id
     where p.customer_id = $1 order by p.name, p.id";

/// The users of a customer, by name.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn list_colleagues(tx: &mut Tx, customer: CustomerId) -> Result<Vec<Colleague>, StoreError> {
    fetch_all!(tx, ColleagueRow, LIST_COLLEAGUES, customer.to_string())?
        .into_iter()
        .map(ColleagueRow::colleague)
        .collect()
}

/// Keeps everybody else from changing a customer's people and profiles until the transaction ends: whether an
/// administrator stays is a question about all of them.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn lock_team(tx: &mut Tx, customer: CustomerId) -> Result<(), StoreError> {
    match tx.engine() {
        // There is one writer, and this is it.
        Engine::Sqlite(_) => {}
        Engine::Postgres(connection) => {
            sqlx::query("select id from customer where id = $1 for update")
                .bind(customer.to_string())
                .execute(connection)
                .await?;
        }
    }
    Ok(())
}

const UPDATE_NAME: &str = "update person set name = $2 where id = $1";

/// Gives somebody another name.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn update_name(tx: &mut Tx, id: UserId, name: &str) -> Result<(), StoreError> {
    crate::words::renamed(tx, id, name).await?;
    execute!(tx, UPDATE_NAME, id.to_string(), name.to_owned())?;
    Ok(())
}

const ENABLE_PERSON: &str = "update person set disabled_at = null where id = $1";

/// Lets somebody sign in again.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn enable_person(tx: &mut Tx, id: UserId) -> Result<(), StoreError> {
    execute!(tx, ENABLE_PERSON, id.to_string())?;
    Ok(())
}

const HAND_OVER: &str = "insert into ticket_follower (ticket_id, person_id, since)
     select t.id, $2, $3 from ticket t
     where t.state <> 'closed' and t.customer_id = $4
       and (t.author_id = $1
            or exists (select 1 from ticket_follower f where f.ticket_id = t.id and f.person_id = $1))
       and not exists (select 1 from ticket_follower f where f.ticket_id = t.id and f.person_id = $2)";

const HAND_OVER_GIVEN: &str = "insert into ticket_assignee (ticket_id, person_id, since)
     select a.ticket_id, $2, $3 from ticket_assignee a join ticket t on t.id = a.ticket_id
     where a.person_id = $1 and t.state <> 'closed'
       and not exists (select 1 from ticket_assignee b where b.ticket_id = a.ticket_id and b.person_id = $2)";

/// Makes somebody follow what a colleague filed or joined and what is not closed, and gives him what was given to
/// that colleague; says how many requests he follows now.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn hand_over(
    tx: &mut Tx,
    customer: CustomerId,
    from: UserId,
    to: UserId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    execute!(tx, HAND_OVER_GIVEN, from.to_string(), to.to_string(), micros(now))?;
    Ok(execute!(tx, HAND_OVER, from.to_string(), to.to_string(), micros(now), customer.to_string())?)
}

const UPDATE_PROFILE: &str = "update profile set name = $2, rights = $3, all_accounts = $4, account_ids = $5,
        sub_account_ids = $6
     where id = $1";

/// Changes a profile; it counts at once for everybody who has it.
///
/// # Errors
/// [`StoreError::Conflict`] when the customer has another one of that name.
pub async fn change_profile(tx: &mut Tx, profile: &Profile) -> Result<(), StoreError> {
    let (all, accounts, parts) = scope_columns(&profile.scope);
    execute!(
        tx,
        UPDATE_PROFILE,
        profile.id.to_string(),
        profile.name.clone(),
        profile.rights.to_words(),
        all,
        accounts.clone(),
        parts.clone()
    )?;
    Ok(())
}

const MOVE_PEOPLE: &str = "update person set profile_id = $2 where profile_id = $1";
const MOVE_INVITATIONS: &str = "update invitation set profile_id = $2 where profile_id = $1";

/// Attaches everybody who has a profile, or is invited under it, to another one.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn move_people(tx: &mut Tx, from: ProfileId, to: ProfileId) -> Result<(), StoreError> {
    execute!(tx, MOVE_PEOPLE, from.to_string(), to.to_string())?;
    execute!(tx, MOVE_INVITATIONS, from.to_string(), to.to_string())?;
    Ok(())
}

const COUNT_INVITED: &str = "select count(*) from invitation where profile_id = $1 and ended_at is null";

/// How many open invitations name a profile.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn count_invited(tx: &mut Tx, profile: ProfileId) -> Result<i64, StoreError> {
    let (count,) = fetch_one!(tx, (i64,), COUNT_INVITED, profile.to_string())?;
    Ok(count)
}

const FORGET_INVITATIONS: &str = "delete from invitation where profile_id = $1 and ended_at is not null";
const DELETE_PROFILE: &str = "delete from profile where id = $1";

/// Deletes a profile that nobody has and that no open invitation names.
///
/// # Errors
/// [`StoreError::Conflict`] or [`StoreError::Driver`] when somebody has it.
pub async fn delete_profile(tx: &mut Tx, profile: ProfileId) -> Result<(), StoreError> {
    execute!(tx, FORGET_INVITATIONS, profile.to_string())?;
    execute!(tx, DELETE_PROFILE, profile.to_string())?;
    Ok(())
}
