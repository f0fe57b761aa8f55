//! The forms of somebody's own account: one address, told apart by the form's name.

use axum::Router;
use axum::extract::{Extension, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use operations::identity::Signed;
use operations::{Error, Result};

use crate::host::forms::{Next, Posted};
use crate::host::no_file::{as_page, no_file};
use crate::host::{Visit, cookies};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new()
        .route("/account", post(deed))
        .merge(Router::new().route("/account/export", get(data)).layer(from_fn(as_page)))
}

/// What is kept of who asks, as a file.
async fn data(Extension(visit): Extension<Visit>) -> Response {
    let Ok(actor) = visit.actor() else { return Redirect::to("/sign-in?next=/account").into_response() };
    match visit.operations.own_data(actor).await {
        Ok(archive) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
                (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"consigne.zip\"")),
                (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
            ];
            (headers, archive).into_response()
        }
        Err(error) => no_file(&visit, &error),
    }
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
        "person" => {
            ops.change_own(actor, posted.value("name"), posted.value("zone")).await?;
            Ok(done("person"))
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
