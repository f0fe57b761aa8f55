//! Customers and the operator's people into what their pages show.

use domain::Language;
use domain::actor::Level;
use operations::desk::{Agent, CustomerLine};
use wording::operator as words;
use wording::team;

use super::Eyes;
use crate::api::Mark;
use crate::api::desk::{AgentView, AgentsView, CustomerRow, CustomerView, CustomersView};
use crate::api::team::{PersonRow, Pick};
use crate::error::Failure;
use crate::host::{reader, refused};
use crate::ui::Tone;

/// The customers.
///
/// # Errors
/// What the operation refused, in words.
pub async fn customers(search: &str, after: &str) -> Result<CustomersView, Failure> {
    let (visit, actor) = reader()?;
    let page = visit.operations.customers(&actor, search, after).await.map_err(refused(&visit))?;
    Ok(CustomersView { rows: page.rows.into_iter().map(customer_row).collect(), next: page.next.unwrap_or_default() })
}

fn customer_row(line: CustomerLine) -> CustomerRow {
    CustomerRow {
        id: line.id.to_string(),
        name: line.name,
        zone: line.zone,
        accounts: line.accounts,
        users: line.users,
    }
}

/// One customer.
///
/// # Errors
/// What the operation refused, in words.
pub async fn customer(id: &str) -> Result<CustomerView, Failure> {
    let (visit, actor) = reader()?;
    let id = id.parse().map_err(|_| refused(&visit)(operations::Error::NotFound))?;
    let page = visit.operations.customer_page(&actor, id).await.map_err(refused(&visit))?;
    Ok(CustomerView {
        row: CustomerRow {
            id: page.customer.id.to_string(),
            name: page.customer.name,
            zone: page.customer.zone,
            accounts: i64::try_from(page.accounts.len()).unwrap_or(i64::MAX),
            users: page.users,
        },
        accounts: page.accounts.into_iter().map(|(account, parts)| (account.number, parts)).collect(),
        abuse: page.abuse,
    })
}

/// The operator's people.
///
/// # Errors
/// What the operation refused, in words.
pub async fn agents() -> Result<AgentsView, Failure> {
    let (visit, actor) = reader()?;
    let page = visit.operations.agents(&actor).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    Ok(AgentsView {
        people: page.people.iter().map(|one| row(&eyes, one)).collect(),
        levels: levels(eyes.language, None),
        factor_required: page.factor_required,
    })
}

/// One of them.
///
/// # Errors
/// What the operation refused, in words.
pub async fn agent(id: &str) -> Result<AgentView, Failure> {
    let (visit, actor) = reader()?;
    let page = visit.operations.agents(&actor).await.map_err(refused(&visit))?;
    let one = page.people.iter().find(|one| one.id.to_string() == id);
    let one = one.ok_or_else(|| refused(&visit)(operations::Error::NotFound))?;
    let eyes = Eyes::of(&visit, &actor);
    Ok(AgentView {
        row: row(&eyes, one),
        team: one.team.clone(),
        levels: levels(eyes.language, Some(one.level)),
        gone: one.disabled_at.is_some(),
    })
}

fn level_name(language: Language, level: Level) -> &'static str {
    match level {
        Level::Agent => words::level_agent(language),
        Level::Lead => words::level_lead(language),
        Level::LevelTwo => words::level_two(language),
        Level::Administrator => words::level_administrator(language),
    }
}

fn levels(language: Language, chosen: Option<Level>) -> Vec<Pick> {
    let pick = |level: Level| Pick {
        value: level.as_str().to_owned(),
        label: level_name(language, level).to_owned(),
        chosen: chosen == Some(level),
    };
    Level::ALL.into_iter().map(pick).collect()
}

fn row(eyes: &Eyes, one: &Agent) -> PersonRow {
    let language = eyes.language;
    let (tone, text) = if one.disabled_at.is_some() {
        (Tone::Neutral, team::deactivated(language))
    } else if one.seen_at.is_none() {
        (Tone::Them, team::not_signed_in(language))
    } else {
        (Tone::Done, team::active(language))
    };
    PersonRow {
        id: one.id.to_string(),
        name: one.name.clone(),
        email: one.email.clone(),
        profile: format!("{} · {}", level_name(language, one.level), one.team),
        state: Mark { tone, text: text.to_owned() },
        seen: one.seen_at.map(|at| eyes.recent(at)),
        factor: one.second_factor,
    }
}
