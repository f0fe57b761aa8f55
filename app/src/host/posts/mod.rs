//! The forms of all pages, one file per area. Each posts to its page's own address.

pub mod abuse;
pub mod account;
pub mod admin;
pub mod archive;
pub mod attachment;
pub mod audit;
pub mod dashboard;
pub mod desk;
pub mod feeds;
pub mod filing;
pub mod identity;
pub mod instruct;
pub mod lists;
pub mod notices;
pub mod proofs;
pub mod reports;
pub mod search;
pub mod second_factor;
pub mod team;
pub mod thread;
pub mod tracking;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header;
use axum::middleware::{Next, from_fn};
use axum::response::Response;

use super::uploads::FORM_WITH_FILES;

/// All addresses that forms post to; the server merges them with the pages of the same addresses.
pub fn routes() -> Router {
    Router::new()
        .merge(identity::routes())
        .merge(filing::routes().route_layer(from_fn(room_for_files)))
        .merge(thread::routes().route_layer(from_fn(room_for_files)))
        .merge(attachment::routes().route_layer(from_fn(room_for_files)))
        .merge(account::routes())
        .merge(lists::routes())
        .merge(second_factor::routes())
        .merge(search::routes())
        .merge(admin::routes())
        .merge(archive::routes())
        .merge(instruct::routes().route_layer(from_fn(room_for_files)))
        .merge(proofs::routes())
        .merge(tracking::routes())
        .merge(reports::routes())
        .merge(feeds::routes())
        .merge(team::routes())
        .merge(audit::routes())
        .merge(dashboard::routes())
        .merge(desk::routes())
        .merge(abuse::routes())
        .merge(notices::routes())
}

/// Lifts the bound on bodies for forms that carry files, whose parts are read one by one; whatever else is sent to the
/// same address is held in memory as a whole, and stays small.
async fn room_for_files(mut request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        DefaultBodyLimit::max(FORM_WITH_FILES).apply(&mut request);
    }
    next.run(request).await
}
