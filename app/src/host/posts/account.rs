//! The forms of somebody's own account: one address, told apart by the form's name.

use axum::Router;
use axum::extract::{Extension, Request};
use axum::response::Response;
use axum::routing::post;
use operations::identity::Signed;
use operations::{Error, Result};
use wording::account;

use crate::host::forms::{Next, Posted};
use crate::host::{Visit, cookies};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new().route("/account", post(deed))
}

async fn deed(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let signed = match (visit.actor(), &visit.signed) {
        (Ok(_), Some(signed)) => signed.clone(),
        (Ok(_), None) => return posted.answer(&visit, Err(Error::SignedOut)).await,
        (Err(failure), _) => return posted.refuse(failure).await,
    };
    let done = run(&visit, &signed, &posted).await;
    posted.answer(&visit, done).await
}

async fn run(visit: &Visit, signed: &Signed, posted: &Posted) -> Result<Next> {
    let (ops, actor, language) = (&visit.operations, &signed.actor, visit.language);
    match posted.form.as_str() {
        "revoke" => {
            let session = posted.value("session").parse().map_err(|_| Error::NotFound)?;
            ops.revoke_session(actor, session).await?;
            if session == signed.session {
                let cookies = vec![cookies::no_session(visit.https)];
                return Ok(Next { cookies, ..Next::page("!/sign-in?from=sign-out") });
            }
            Ok(Next::page("/account").saying(account::revoked(language)))
        }
        "revoke-others" => {
            let ended = ops.revoke_other_sessions(actor, signed.session).await?;
            let ended = i64::try_from(ended).unwrap_or(i64::MAX);
            Ok(Next::page("/account").saying(&account::revoked_others(language, ended)))
        }
        "shortcuts" => {
            ops.set_shortcuts(actor, posted.value("shortcuts") == "on").await?;
            // The frame of the page knows whether they are on, so it is made anew.
            Ok(Next::page("!/account"))
        }
        "password" => {
            ops.ask_own_password_link(actor, &visit.address).await?;
            Ok(Next::page("/account?sent=1"))
        }
        _ => Err(Error::NotFound),
    }
}
