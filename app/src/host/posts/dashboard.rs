//! The form by which an administrator says what the dashboard's figures are compared with.

use axum::Router;
use axum::extract::{Extension, Query, Request};
use axum::response::Response;
use axum::routing::post;

use crate::api::dashboard::DashboardQuery;
use crate::host::Visit;
use crate::host::forms::{Next, Posted};
use crate::host::show::dashboard::address;

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new().route("/dashboard", post(baseline))
}

async fn baseline(
    Extension(visit): Extension<Visit>,
    Query(query): Query<DashboardQuery>,
    request: Request,
) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let (handling, repeats) = (posted.value("handling"), posted.value("repeats"));
    let kept = visit.operations.keep_baseline(actor, &query.customer, handling, repeats).await;
    posted.answer(&visit, kept.map(|()| Next::page(format!("!{}", address(&query, "", ""))))).await
}
