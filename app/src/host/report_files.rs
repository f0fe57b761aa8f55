//! Sending the files of scheduled reports: to whose copy they are, and to who has the link of a mail.

use axum::Router;
use axum::extract::{Extension, Path};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use operations::reports::FileToSave;
use operations::{Error, Result};

use super::Visit;
use super::no_file::{as_page, no_file};
use super::uploads::{SANDBOX, attachment};

/// The addresses of files.
pub fn routes() -> Router {
    Router::new()
        .route("/reports/{id}/preview.csv", get(preview))
        .route("/reports/{id}/files/{file}", get(own))
        .route("/reports/files/{token}/{file}", get(linked))
        .layer(from_fn(as_page))
}

async fn preview(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    let found = async {
        let actor = visit.actor().map_err(|_| Error::NotFound)?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        visit.operations.preview_report_table(actor, id).await
    };
    sent(&visit, found.await)
}

async fn own(Extension(visit): Extension<Visit>, Path((id, file)): Path<(String, String)>) -> Response {
    let found = async {
        let actor = visit.actor().map_err(|_| Error::NotFound)?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        let file = file.parse().map_err(|_| Error::NotFound)?;
        visit.operations.report_file(actor, id, file).await
    };
    sent(&visit, found.await)
}

async fn linked(Extension(visit): Extension<Visit>, Path((token, file)): Path<(String, String)>) -> Response {
    let found = async {
        let file = file.parse().map_err(|_| Error::NotFound)?;
        visit.operations.linked_file(&token, file).await
    };
    sent(&visit, found.await)
}

fn sent(visit: &Visit, found: Result<FileToSave>) -> Response {
    let file = match found {
        Ok(file) => file,
        Err(error) => return no_file(visit, &error),
    };
    let value = |text: &str, otherwise| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(otherwise));
    let headers: [(HeaderName, HeaderValue); 6] = [
        (header::CONTENT_TYPE, value(&file.media_type, "application/octet-stream")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_DISPOSITION, value(&attachment(&file.name), "attachment")),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        // The address of a link is the secret itself.
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    (headers, file.bytes).into_response()
}
