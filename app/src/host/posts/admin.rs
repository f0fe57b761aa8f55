//! The forms of the operator's administrator.

use axum::Router;
use axum::extract::{Extension, Request};
use axum::response::Response;
use axum::routing::post;
use domain::refusal::FieldRefusal;
use operations::{Error, Result};

use crate::host::Visit;
use crate::host::forms::{Next, Posted};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new().route("/admin/clock", post(clock))
}

/// Moves a demo's clock.
async fn clock(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let moved = match visit.actor() {
        Ok(actor) => move_clock(&visit, actor, &posted).await,
        Err(failure) => return posted.refuse(failure).await,
    };
    // Every page says how far ahead the clock is, so this one is made anew.
    posted.answer(&visit, moved.map(|()| Next::page("!/admin/mail"))).await
}

async fn move_clock(visit: &Visit, actor: &domain::Actor, posted: &Posted) -> Result<()> {
    let days = posted.value("days").parse().map_err(|_| Error::field("days", FieldRefusal::NotOffered))?;
    visit.operations.move_clock(actor, days).await.map(|_| ())
}
