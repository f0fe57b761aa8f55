//! The form by which an administrator looks into the archive.

use axum::Router;
use axum::extract::{Extension, Request};
use axum::response::Response;
use axum::routing::post;

use crate::host::Visit;
use crate::host::forms::{Next, Posted};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new().route("/admin/archive", post(look))
}

async fn look(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let (number, reason) = (posted.value("number"), posted.value("reason"));
    let looked = visit.operations.look_into_archive(actor, number, reason, &posted.deed).await;
    posted.answer(&visit, looked.map(|look| Next::page(format!("!/admin/archive/{look}")))).await
}
