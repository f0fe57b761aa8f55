//! Sending files that were made in the background: to who asked for them, and to who has the link of a mail.
//!
//! They are sent piece by piece from the disk: an export can be larger than memory should ever hold.

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Path};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::id::DownloadId;
use operations::downloads::OpenDownload;
use operations::{Error, Result};
use tokio_util::io::ReaderStream;

use super::Visit;
use super::no_file::{as_page, no_file};
use super::uploads::{SANDBOX, attachment};

/// The addresses of made files.
pub fn routes() -> Router {
    Router::new().route("/downloads/{id}/file", get(own)).route("/d/{token}", get(linked)).layer(from_fn(as_page))
}

async fn own(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    let found = async {
        let actor = visit.actor().map_err(|_| Error::NotFound)?;
        let id = id.parse::<DownloadId>().map_err(|_| Error::NotFound)?;
        visit.operations.open_download(actor, id).await
    };
    sent(&visit, found.await).await
}

/// A link out of a mail: whoever has it has the file, as the mail says.
async fn linked(Extension(visit): Extension<Visit>, Path(token): Path<String>) -> Response {
    let found = visit.operations.open_link(&token).await;
    sent(&visit, found).await
}

async fn sent(visit: &Visit, found: Result<OpenDownload>) -> Response {
    match found {
        Ok(file) => match tokio::fs::File::open(&file.path).await {
            Ok(bytes) => answer(&file, Body::from_stream(ReaderStream::with_capacity(bytes, 64 * 1024))),
            Err(error) => {
                tracing::error!(%error, "a made file cannot be read");
                no_file(visit, &Error::Outside(error.to_string()))
            }
        },
        Err(error) => no_file(visit, &error),
    }
}

fn answer(file: &OpenDownload, body: Body) -> Response {
    let value = |text: &str, otherwise| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(otherwise));
    let headers: [(HeaderName, HeaderValue); 7] = [
        (header::CONTENT_TYPE, value(&file.media_type, "application/octet-stream")),
        (header::CONTENT_LENGTH, HeaderValue::from(file.size)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_DISPOSITION, value(&attachment(&file.name), "attachment")),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        // The address of a link is the secret itself.
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    (headers, body).into_response()
}
