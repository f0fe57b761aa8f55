//! The forms by which an administrator adds customers, accounts, agents and teams, and changes them.

use axum::Router;
use axum::extract::{Extension, Path, Request};
use axum::response::Response;
use axum::routing::post;
use domain::actor::Level;
use domain::id::{CustomerId, InvitationId, TeamId, UserId};
use domain::refusal::FieldRefusal;
use domain::{Actor, Language};
use operations::people::NewAgent;
use operations::{Error, Result};

use crate::host::Visit;
use crate::host::forms::{Next, Posted};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new()
        .route("/admin/customers", post(customers))
        .route("/admin/customers/{id}", post(customer))
        .route("/admin/accounts/{id}", post(billed))
        .route("/admin/agents", post(agents))
        .route("/admin/agents/{id}", post(agent))
        .route("/admin/teams", post(teams))
        .route("/admin/teams/{id}", post(team))
}

/// A page that says itself what was done, so that it is also said where no scripts run.
fn done(page: &str, what: &str) -> Next {
    Next::page(format!("!{page}?done={what}"))
}

async fn customers(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let added = visit.operations.add_customer_as(actor, posted.value("name"), posted.value("zone")).await;
    posted.answer(&visit, added.map(|id| done(&format!("/admin/customers/{id}"), "customer"))).await
}

async fn customer(Extension(visit): Extension<Visit>, Path(id): Path<String>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let next = accounts(&visit, actor, &id, &posted).await;
    posted.answer(&visit, next).await
}

async fn accounts(visit: &Visit, actor: &Actor, id: &str, posted: &Posted) -> Result<Next> {
    let customer = id.parse::<CustomerId>().map_err(|_| Error::NotFound)?;
    let page = format!("/admin/customers/{customer}");
    let ops = &visit.operations;
    // One form holds all invitations: the button says which one it means.
    let invitation = |field: &str| posted.value(field).parse::<InvitationId>().ok();
    match posted.form.as_str() {
        "rename" => {
            ops.rename_customer(actor, customer, posted.value("seen"), posted.value("name")).await?;
            Ok(done(&page, "kept"))
        }
        "administrator" => {
            let language = Language::from_code(posted.value("language"));
            let language = language.ok_or_else(|| Error::field("language", FieldRefusal::NotChosen))?;
            ops.invite_administrator(actor, customer, posted.value("email"), language).await?;
            Ok(done(&page, "invited"))
        }
        "invitations" => {
            if let Some(id) = invitation("again") {
                ops.invite_administrator_again(actor, customer, id, visit.language).await?;
                return Ok(done(&page, "invited"));
            }
            let id = invitation("revoke").ok_or(Error::NotFound)?;
            ops.revoke_first_invitation(actor, customer, id).await?;
            Ok(done(&page, "revoked"))
        }
        "account" => {
            visit.operations.add_account_as(actor, customer, posted.value("number")).await?;
            Ok(done(&page, "account"))
        }
        "part" => {
            let (account, part) = (posted.value("account"), posted.value("part"));
            if account.is_empty() {
                return Err(Error::field("account", FieldRefusal::NotChosen));
            }
            visit.operations.add_sub_account_as(actor, customer, account, part).await?;
            Ok(done(&page, "part"))
        }
        _ => Err(Error::NotFound),
    }
}

async fn billed(Extension(visit): Extension<Visit>, Path(id): Path<String>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let next = change_billed(&visit, actor, &id, &posted).await;
    posted.answer(&visit, next).await
}

async fn change_billed(visit: &Visit, actor: &Actor, id: &str, posted: &Posted) -> Result<Next> {
    let (ops, page) = (&visit.operations, format!("/admin/accounts/{id}"));
    match posted.form.as_str() {
        "rename" => {
            ops.rename_billed(actor, id, posted.value("seen"), posted.value("number")).await?;
            Ok(done(&page, "kept"))
        }
        "retire" => {
            ops.retire_billed(actor, id, true).await?;
            Ok(done(&page, "account-retired"))
        }
        "restore" => {
            ops.retire_billed(actor, id, false).await?;
            Ok(done(&page, "account-restored"))
        }
        _ => Err(Error::NotFound),
    }
}

async fn agents(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let next = if posted.form == "factor" {
        let required = visit.operations.require_factor(actor, posted.value("required") == "on").await;
        required.map(|()| done("/admin/agents", "rule"))
    } else {
        add(&visit, actor, &posted).await
    };
    posted.answer(&visit, next).await
}

async fn add(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<Next> {
    let level =
        Level::from_word(posted.value("level")).ok_or_else(|| Error::field("level", FieldRefusal::NotChosen))?;
    let agent = NewAgent {
        email: posted.value("email").to_owned(),
        name: posted.value("name").to_owned(),
        team: posted.value("team").to_owned(),
        level,
        language: visit.language,
    };
    let id = visit.operations.add_agent_as(actor, &agent).await?;
    Ok(done(&format!("/admin/agents/{id}"), "agent"))
}

async fn agent(Extension(visit): Extension<Visit>, Path(id): Path<String>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let next = change(&visit, actor, &id, &posted).await;
    posted.answer(&visit, next).await
}

async fn change(visit: &Visit, actor: &Actor, id: &str, posted: &Posted) -> Result<Next> {
    let id = id.parse::<UserId>().map_err(|_| Error::NotFound)?;
    let (ops, page) = (&visit.operations, format!("/admin/agents/{id}"));
    match posted.form.as_str() {
        "change" => {
            let (name, level, team) = (posted.value("name"), posted.value("level"), posted.value("team"));
            ops.change_agent(actor, id, name, level, team).await?;
            // Who gives his own level away has no such page any more.
            let own = id == actor.user && Level::from_word(level) != Some(Level::Administrator);
            Ok(if own { Next::page("!/desk") } else { done(&page, "kept") })
        }
        "let-go" => {
            ops.let_agent_go(actor, id).await?;
            Ok(if id == actor.user { Next::page("!/sign-in") } else { done(&page, "gone") })
        }
        "factor" => {
            ops.reset_agent_factor(actor, id).await?;
            Ok(if id == actor.user { Next::page("!/sign-in") } else { done(&page, "reset") })
        }
        "take-back" => {
            ops.take_agent_back(actor, id).await?;
            Ok(done(&page, "back"))
        }
        _ => Err(Error::NotFound),
    }
}

async fn teams(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let added = visit.operations.add_team(actor, posted.value("name")).await;
    posted.answer(&visit, added.map(|id| done(&format!("/admin/teams/{id}"), "team"))).await
}

async fn team(Extension(visit): Extension<Visit>, Path(id): Path<String>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let next = change_team(&visit, actor, &id, &posted).await;
    posted.answer(&visit, next).await
}

async fn change_team(visit: &Visit, actor: &Actor, id: &str, posted: &Posted) -> Result<Next> {
    let id = id.parse::<TeamId>().map_err(|_| Error::NotFound)?;
    let (ops, page) = (&visit.operations, format!("/admin/teams/{id}"));
    match posted.form.as_str() {
        "rename" => {
            ops.rename_team(actor, id, posted.value("seen"), posted.value("name")).await?;
            Ok(done(&page, "kept"))
        }
        "retire" => {
            ops.retire_team(actor, id, posted.value("to")).await?;
            Ok(done(&page, "team-retired"))
        }
        "restore" => {
            ops.restore_team(actor, id).await?;
            Ok(done(&page, "team-restored"))
        }
        _ => Err(Error::NotFound),
    }
}
