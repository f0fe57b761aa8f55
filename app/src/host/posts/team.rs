//! The forms of a customer's team: inviting, attaching to profiles, letting go, and the profiles themselves.

use axum::Router;
use axum::extract::{Extension, Path, Request};
use axum::response::Response;
use axum::routing::post;
use domain::Actor;
use domain::id::{InvitationId, ProfileId, UserId};
use domain::refusal::FieldRefusal;
use operations::team::{Accepting, TypedProfile};
use operations::{Error, Result};

use crate::host::forms::{Next, Posted};
use crate::host::{Visit, cookies};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new()
        .route("/team", post(team))
        .route("/team/people/{id}", post(person))
        .route("/team/profiles/{id}", post(profile))
        .route("/invitations/{token}", post(accept))
}

/// A page that says itself what was done, so that it is also said where no scripts run.
fn done(page: &str, what: &str) -> Next {
    Next::page(format!("!{page}?done={what}"))
}

async fn team(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let next = invitations(&visit, actor, &posted).await.map(|what| done("/team", what));
    posted.answer(&visit, next).await
}

async fn invitations(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<&'static str> {
    let ops = &visit.operations;
    if posted.form == "invite" {
        ops.invite(actor, posted.value("email"), posted.value("profile"), visit.language).await?;
        return Ok("invited");
    }
    if posted.form == "factor" {
        ops.require_factor(actor, posted.value("required") == "on").await?;
        return Ok("rule");
    }
    // One form holds all rows: the button says which one it means.
    let id = |field: &str| posted.value(field).parse::<InvitationId>().ok();
    match (posted.form.as_str(), id("again"), id("revoke")) {
        ("invitations", Some(id), _) => {
            ops.invite_again(actor, id, visit.language).await?;
            Ok("again")
        }
        ("invitations", None, Some(id)) => {
            ops.revoke_invitation(actor, id).await?;
            Ok("revoked")
        }
        _ => Err(Error::NotFound),
    }
}

async fn person(Extension(visit): Extension<Visit>, Path(id): Path<String>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let next = match id.parse::<UserId>() {
        Ok(id) => colleague(&visit, actor, id, &posted).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.answer(&visit, next).await
}

async fn colleague(visit: &Visit, actor: &Actor, id: UserId, posted: &Posted) -> Result<Next> {
    let ops = &visit.operations;
    let page = format!("/team/people/{id}");
    match posted.form.as_str() {
        "change" => {
            ops.change_colleague(actor, id, posted.value("name"), posted.value("profile")).await?;
            Ok(done(&page, "kept"))
        }
        "let-go" => {
            let taken = ops.let_go(actor, id, posted.value("to")).await?;
            let next = done(&page, "gone");
            Ok(if taken > 0 { Next::page(format!("!{page}?done=gone&taken={taken}")) } else { next })
        }
        "factor" => {
            ops.reset_colleague_factor(actor, id).await?;
            Ok(done(&page, "reset"))
        }
        "take-back" => {
            ops.take_back(actor, id).await?;
            Ok(done(&page, "back"))
        }
        _ => Err(Error::NotFound),
    }
}

async fn profile(Extension(visit): Extension<Visit>, Path(id): Path<String>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let next = define(&visit, actor, &id, &posted).await;
    posted.answer(&visit, next).await
}

async fn define(visit: &Visit, actor: &Actor, id: &str, posted: &Posted) -> Result<Next> {
    let ops = &visit.operations;
    let all = |field: &str| posted.all(field).map(str::to_owned).collect::<Vec<_>>();
    let typed = TypedProfile {
        name: posted.value("name").to_owned(),
        rights: all("rights"),
        scope: posted.value("scope").to_owned(),
        billed: all("billed"),
        seen: posted.value("seen").to_owned(),
    };
    match (id, posted.form.as_str()) {
        ("new", "create") => {
            let id = ops.define_profile(actor, None, &typed).await?;
            Ok(done(&format!("/team/profiles/{id}"), "made"))
        }
        (id, "change") => {
            let id = id.parse::<ProfileId>().map_err(|_| Error::NotFound)?;
            ops.define_profile(actor, Some(id), &typed).await?;
            Ok(done(&format!("/team/profiles/{id}"), "kept"))
        }
        (id, "delete") => {
            let id = id.parse::<ProfileId>().map_err(|_| Error::NotFound)?;
            ops.delete_profile(actor, id, posted.value("to")).await?;
            Ok(done("/team/profiles", "deleted"))
        }
        _ => Err(Error::NotFound),
    }
}

/// Becomes a user by the link of a mail. Only this does; opening the page changes nothing.
async fn accept(Extension(visit): Extension<Visit>, Path(token): Path<String>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let next = join(&visit, &token, &posted).await;
    posted.answer(&visit, next).await
}

async fn join(visit: &Visit, token: &str, posted: &Posted) -> Result<Next> {
    if posted.form != "join" {
        return Err(Error::NotFound);
    }
    let password = posted.value("password");
    if password.is_empty() {
        return Err(Error::field("password", FieldRefusal::Missing));
    }
    if password != posted.value("password_again") {
        return Err(Error::field("password_again", FieldRefusal::Different));
    }
    let accepting = Accepting {
        name: posted.value("name").to_owned(),
        password: password.to_owned(),
        language: visit.language,
        address: visit.address.clone(),
        agent: visit.agent.clone(),
    };
    let signed = visit.operations.accept_invitation(token, accepting).await?;
    let cookies = vec![cookies::session(&signed.token, visit.https)];
    Ok(Next { cookies, ..Next::page("!/") })
}
