//! The papers and images of proofs: personal data, sent to who may see them now and kept by nobody on the way.

use axum::Router;
use axum::extract::{Extension, Path, Query};
use axum::http::HeaderValue;
use axum::middleware::from_fn;
use axum::response::Response;
use axum::routing::get;
use domain::Language;
use operations::files::OpenFile;
use operations::{Error, Result};
use serde::Deserialize;

use super::Visit;
use super::no_file::{as_page, no_file};
use super::uploads::{download, guarded};

/// The addresses of papers and images.
pub fn routes() -> Router {
    Router::new()
        .route("/parcels/{number}/proof.pdf", get(paper))
        .route("/parcels/{number}/proof/image", get(image))
        .layer(from_fn(as_page))
}

/// What an address may add.
#[derive(Deserialize)]
struct Wanted {
    /// The paper's language; the reader's own where none is named.
    #[serde(default)]
    language: String,
}

async fn paper(
    Extension(visit): Extension<Visit>,
    Path(number): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let language = Language::from_code(&wanted.language).unwrap_or(visit.language);
    match written(&visit, &number, language).await {
        Ok(file) => download(file),
        Err(error) => no_file(&visit, &error),
    }
}

async fn written(visit: &Visit, number: &str, language: Language) -> Result<OpenFile> {
    let actor = visit.actor().map_err(|_| Error::NotFound)?;
    let paper = visit.operations.proof_paper(actor, number, language).await?;
    Ok(OpenFile { name: paper.name, media_type: "application/pdf".to_owned(), bytes: paper.bytes })
}

async fn image(Extension(visit): Extension<Visit>, Path(number): Path<String>) -> Response {
    match opened(&visit, &number).await {
        Ok(file) => guarded(file, HeaderValue::from_static("inline"), HeaderValue::from_static("private, no-store")),
        Err(error) => no_file(&visit, &error),
    }
}

async fn opened(visit: &Visit, number: &str) -> Result<OpenFile> {
    let actor = visit.actor().map_err(|_| Error::NotFound)?;
    visit.operations.proof_image(actor, number).await
}
