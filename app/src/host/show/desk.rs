//! Customers and the operator's people into what their pages show.

use domain::Language;
use domain::actor::Level;
use operations::desk::{Agent, Billed, CustomerLine, TeamInUse};
use wording::operator as words;
use wording::team;

use super::Eyes;
use crate::api::Mark;
use crate::api::desk::{
    AgentView, AgentsView, BilledRow, BilledView, CustomerRow, CustomerView, CustomersView, TeamRow, TeamView,
};
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
    let eyes = Eyes::of(&visit, &actor);
    let accounts = page.accounts.iter().filter(|one| one.part.is_none()).count();
    Ok(CustomerView {
        row: CustomerRow {
            id: page.customer.id.to_string(),
            name: page.customer.name,
            zone: page.customer.zone,
            accounts: i64::try_from(accounts).unwrap_or(i64::MAX),
            users: page.users,
        },
        accounts: page.accounts.iter().map(billed_row).collect(),
        administered: page.administered,
        invitations: page.invitations.iter().map(|one| super::team::invitation(&eyes, one)).collect(),
        abuse: page.abuse,
    })
}

/// An account of a customer, or a part of one.
///
/// # Errors
/// What the operation refused, in words.
pub async fn billed(id: &str) -> Result<BilledView, Failure> {
    let (visit, actor) = reader()?;
    let (customer, billed) = visit.operations.billed(&actor, id).await.map_err(refused(&visit))?;
    Ok(BilledView { customer_id: customer.id.to_string(), customer: customer.name, row: billed_row(&billed) })
}

fn billed_row(billed: &Billed) -> BilledRow {
    let retired = billed.retired_at.is_some();
    match billed.part {
        Some(part) => BilledRow {
            id: part.to_string(),
            number: billed.part_number.clone(),
            account: billed.number.clone(),
            retired,
        },
        None => {
            BilledRow { id: billed.account.to_string(), number: billed.number.clone(), account: String::new(), retired }
        }
    }
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
        teams: named(&page.teams, ""),
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
    let mut teams = page.teams.clone();
    if !teams.contains(&one.team) {
        teams.push(one.team.clone());
    }
    Ok(AgentView {
        row: row(&eyes, one),
        teams: named(&teams, &one.team),
        levels: levels(eyes.language, Some(one.level)),
        gone: one.disabled_at.is_some(),
    })
}

/// The operator's teams.
///
/// # Errors
/// What the operation refused, in words.
pub async fn teams() -> Result<Vec<TeamRow>, Failure> {
    let (visit, actor) = reader()?;
    let teams = visit.operations.teams(&actor).await.map_err(refused(&visit))?;
    Ok(teams.iter().map(|one| team_row(visit.language, one)).collect())
}

/// One of them.
///
/// # Errors
/// What the operation refused, in words.
pub async fn team(id: &str) -> Result<TeamView, Failure> {
    let (visit, actor) = reader()?;
    let teams = visit.operations.teams(&actor).await.map_err(refused(&visit))?;
    let one = teams.iter().find(|one| one.team.id.to_string() == id);
    let one = one.ok_or_else(|| refused(&visit)(operations::Error::NotFound))?;
    let eyes = Eyes::of(&visit, &actor);
    let others = teams.iter().filter(|other| other.team.id != one.team.id && other.team.retired_at.is_none());
    let pick =
        |other: &TeamInUse| Pick { value: other.team.id.to_string(), label: other.team.name.clone(), chosen: false };
    let in_team = |person: &Agent| PersonRow {
        profile: level_name(eyes.language, person.level).to_owned(),
        ..row(&eyes, person)
    };
    Ok(TeamView {
        row: team_row(visit.language, one),
        people: one.people.iter().map(in_team).collect(),
        others: others.map(pick).collect(),
    })
}

fn team_row(language: Language, one: &TeamInUse) -> TeamRow {
    let people = one.people.iter().map(|person| format!("{} ({})", person.name, level_name(language, person.level)));
    TeamRow {
        id: one.team.id.to_string(),
        name: one.team.name.clone(),
        count: words::team_count(language, i64::try_from(one.people.len()).unwrap_or(i64::MAX)),
        people: people.collect::<Vec<_>>().join(", "),
        retired: one.team.retired_at.is_some(),
    }
}

fn named(names: &[String], chosen: &str) -> Vec<Pick> {
    let pick = |name: &String| Pick { value: name.clone(), label: name.clone(), chosen: name == chosen };
    names.iter().map(pick).collect()
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
