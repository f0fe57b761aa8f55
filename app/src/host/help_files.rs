//! The files of the help: pictures of screens, and the guide as a PDF. They are the same for everybody.

use std::time::Instant;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Extension, Path};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Language;
use tokio::sync::OnceCell;

use super::Visit;
use super::uploads::attachment;

/// They change with the program alone.
const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// The addresses of the files.
pub fn routes() -> Router {
    Router::new()
        .route("/help/pictures/{name}", get(picture))
        .route("/help/guide.fr.pdf", get(|visit| guide(visit, Language::Fr)))
        .route("/help/guide.en.pdf", get(|visit| guide(visit, Language::En)))
}

async fn picture(Path(name): Path<String>) -> Response {
    match help::picture(&name) {
        Some(found) => {
            ([(header::CONTENT_TYPE, HeaderValue::from_static("image/webp")), kept()], found.bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

const fn kept() -> (header::HeaderName, HeaderValue) {
    (header::CACHE_CONTROL, FOR_AN_HOUR)
}

/// The guide as a PDF: made for the first who asks, beside the threads that answer calls, and kept.
async fn guide(Extension(visit): Extension<Visit>, language: Language) -> Response {
    static FRENCH: OnceCell<Bytes> = OnceCell::const_new();
    static ENGLISH: OnceCell<Bytes> = OnceCell::const_new();
    let (cell, name) = match language {
        Language::Fr => (&FRENCH, "consigne-guide-d-utilisation.pdf"),
        Language::En => (&ENGLISH, "consigne-user-guide.pdf"),
    };
    let made = cell.get_or_try_init(|| async {
        let (now, began) = (visit.operations.now(), Instant::now());
        let home = visit.operations.settings().public_url.clone();
        let made = tokio::task::spawn_blocking(move || help::pdf::guide(language, &home, now)).await;
        let bytes = made.map_err(|error| error.to_string())?.map_err(|error| error.to_string())?;
        tracing::info!(language = language.code(), bytes = bytes.len(), took = ?began.elapsed(), "the guide was printed");
        Ok::<_, String>(Bytes::from(bytes))
    });
    match made.await {
        Ok(bytes) => {
            let saved = HeaderValue::from_str(&attachment(name)).unwrap_or(HeaderValue::from_static("attachment"));
            let kind = HeaderValue::from_static("application/pdf");
            let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, saved), kept()];
            (headers, bytes.clone()).into_response()
        }
        Err(error) => {
            tracing::error!(error, "the guide was not printed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
