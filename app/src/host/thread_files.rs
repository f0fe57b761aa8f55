//! A whole request as a paper.

use axum::Router;
use axum::extract::{Extension, OriginalUri, Path};
use axum::middleware::from_fn;
use axum::response::Response;
use axum::routing::get;

use super::Visit;
use super::no_file::{as_page, no_file};
use super::show::thread_paper::paper;
use super::uploads::download;

/// The addresses of these papers, one for each side.
pub fn routes() -> Router {
    Router::new()
        .route("/requests/{number}/thread.pdf", get(written))
        .route("/desk/{number}/thread.pdf", get(written))
        .layer(from_fn(as_page))
}

async fn written(Extension(visit): Extension<Visit>, Path(number): Path<String>, uri: OriginalUri) -> Response {
    match paper(&visit, &number, uri.path().starts_with("/desk/")).await {
        Ok(file) => download(file),
        Err(error) => no_file(&visit, &error),
    }
}
