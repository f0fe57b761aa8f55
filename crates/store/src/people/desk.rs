//! The customers and the operator's own people, as its administrators see and change them.

use domain::actor::Level;
use domain::id::{CustomerId, UserId};
use jiff::Timestamp;

use crate::backend::{Engine, Tx, execute, fetch_all};
use crate::convert::{folded, moment, moment_if, parsed, word};
use crate::error::StoreError;

/// A customer in the list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerLine {
    /// Its id.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// The IANA zone in which its days are counted.
    pub zone: String,
    /// Its accounts.
    pub accounts: i64,
    /// Its users who may sign in.
    pub users: i64,
    /// When it was added.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct CustomerLineRow {
    id: String,
    name: String,
    zone: String,
    accounts: i64,
    users: i64,
    created_at: i64,
}

const LIST_CUSTOMERS: &str = "select c.id, c.name, c.zone,
        (select count(*) from account a where a.customer_id = c.id) as accounts,
        (select count(*) from person p where p.customer_id = c.id and p.disabled_at is null) as users, c.created_at
     from customer c
     where ($1 = '' or c.name_key like '%' || $1 || '%'
            or exists (select 1 from account a where a.customer_id = c.id and a.number = $2))
       and c.name_key > $3
     order by c.name_key limit $4";

/// The customers whose folded name holds a text, or who have the account of that number; by their folded names, after
/// one of them.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn list_customers(
    tx: &mut Tx,
    search: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<CustomerLine>, StoreError> {
    // Folding takes white space and accents away; what stands for any letter in a pattern is looked for as nothing.
    let key: String = folded(search).chars().filter(|letter| !matches!(letter, '%' | '_')).collect();
    let number = search.trim().to_owned();
    let rows = fetch_all!(tx, CustomerLineRow, LIST_CUSTOMERS, key.clone(), number.clone(), folded(after), limit)?;
    rows.into_iter()
        .map(|row| {
            Ok(CustomerLine {
                id: parsed("customer", "id", &row.id)?,
                created_at: moment("customer", "created_at", row.created_at)?,
                name: row.name,
                zone: row.zone,
                accounts: row.accounts,
                users: row.users,
            })
        })
        .collect()
}

/// Somebody of the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// His id.
    pub id: UserId,
    /// His address.
    pub email: String,
    /// His name.
    pub name: String,
    /// What he is there.
    pub level: Level,
    /// His team.
    pub team: String,
    /// Since when he may not sign in.
    pub disabled_at: Option<Timestamp>,
    /// When one of his browsers was last heard of.
    pub seen_at: Option<Timestamp>,
    /// Whether he has a second factor.
    pub second_factor: bool,
}

#[derive(sqlx::FromRow)]
struct AgentRow {
    id: String,
    email: String,
    name: String,
    level: String,
    team: String,
    disabled_at: Option<i64>,
    seen_at: Option<i64>,
    second_factor: bool,
}

const LIST_AGENTS: &str = "select p.id, p.email, p.name, p.level, p.team, p.disabled_at,
        (select max(s.seen_at) from session s where s.person_id = p.id) as seen_at,
        exists (select 1 from second_factor f where f.person_id = p.id and f.confirmed_at is not null) as second_factor
     from person p where p.customer_id is null order by p.name, p.id";

/// The operator's people, by name.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn list_agents(tx: &mut Tx) -> Result<Vec<Agent>, StoreError> {
    let rows = fetch_all!(tx, AgentRow, LIST_AGENTS)?;
    rows.into_iter()
        .map(|row| {
            Ok(Agent {
                id: parsed("person", "id", &row.id)?,
                level: word("person", "level", &row.level, Level::from_word)?,
                disabled_at: moment_if("person", "disabled_at", row.disabled_at)?,
                seen_at: moment_if("session", "seen_at", row.seen_at)?,
                second_factor: row.second_factor,
                email: row.email,
                name: row.name,
                team: row.team,
            })
        })
        .collect()
}

/// Keeps everybody else from changing the operator's people until the transaction ends: whether an administrator stays
/// is a question about all of them.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn lock_agents(tx: &mut Tx) -> Result<(), StoreError> {
    match tx.engine() {
        // There is one writer, and this is it.
        Engine::Sqlite(_) => {}
        Engine::Postgres(connection) => {
            sqlx::query("select id from person where customer_id is null order by id for update")
                .execute(connection)
                .await?;
        }
    }
    Ok(())
}

const UPDATE_AGENT: &str = "update person set name = $2, level = $3, team = $4 where id = $1 and customer_id is null";

/// Gives somebody of the operator another name, level and team.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn update_agent(tx: &mut Tx, id: UserId, name: &str, level: Level, team: &str) -> Result<(), StoreError> {
    execute!(tx, UPDATE_AGENT, id.to_string(), name.to_owned(), level.as_str(), team.to_owned())?;
    Ok(())
}
