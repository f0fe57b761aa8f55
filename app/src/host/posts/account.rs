//! The forms of somebody's own account: one address, told apart by the form's name.

use axum::Router;
use axum::extract::{Extension, Request};
use axum::response::Response;
use axum::routing::post;
use operations::identity::Signed;
use operations::{Error, Result};

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
    let (ops, actor) = (&visit.operations, &signed.actor);
    // The page says itself what was done, so that it is also said where no scripts run.
    let done = |what: &str| Next::page(format!("!/account?done={what}"));
    match posted.form.as_str() {
        "revoke" => {
            let session = posted.value("session").parse().map_err(|_| Error::NotFound)?;
            ops.revoke_session(actor, session).await?;
            if session == signed.session {
                let cookies = vec![cookies::no_session(visit.https)];
                return Ok(Next { cookies, ..Next::page("!/sign-in?from=sign-out") });
            }
            Ok(done("session"))
        }
        "revoke-others" => {
            ops.revoke_other_sessions(actor, signed.session).await?;
            Ok(done("sessions"))
        }
        "shortcuts" => {
            ops.set_shortcuts(actor, posted.value("shortcuts") == "on").await?;
            Ok(done("shortcuts"))
        }
        "password" => {
            ops.ask_own_password_link(actor, &visit.address).await?;
            Ok(done("password"))
        }
        _ => Err(Error::NotFound),
    }
}
