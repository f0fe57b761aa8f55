//! Forms: read from the wire, answered with a page, a redirect or JSON.
//!
//! A form posts to its page's own address. Scripts ask for JSON; without them the answer is 303, or the same page
//! again with 422 or 409, the errors and what was typed (`docs/decisions/forms.md`).

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::FileId;
use leptos::prelude::*;
use operations::files::Incoming;

use super::incoming::{Arrived, Lost, receive};
use super::{Visit, failure};
use crate::error::{Attempt, Failure, FailureKind, FieldFailure};
use crate::parts::Server;
use crate::routes::app;
use crate::ui::Done;

/// The largest form without files, in bytes.
const FORM_MAX: usize = 512 * 1024;

/// What the server puts into the context of every page; handed to the forms so that they can render one.
#[derive(Clone)]
pub struct PageContext(pub Arc<dyn Fn() + Send + Sync>);

/// A form as it was sent.
#[derive(Clone, Debug, Default)]
pub struct Posted {
    /// The form's name on its page.
    pub form: String,
    /// The key under which its deed is done once.
    pub deed: String,
    /// Names and values in order, without files.
    pub values: Vec<(String, String)>,
    /// Whether the answer shall be JSON.
    pub json: bool,
    /// Files that could not be taken: the field and why.
    pub refused_files: Vec<FieldFailure>,
    uri: Uri,
    headers: HeaderMap,
    extensions: axum::http::Extensions,
}

/// What a deed leads to.
#[derive(Clone, Debug, Default)]
pub struct Next {
    /// The page to show.
    pub location: String,
    /// One sentence to show in passing.
    pub message: Option<String>,
    /// `Set-Cookie` lines.
    pub cookies: Vec<String>,
}

impl Next {
    /// Another page.
    #[must_use]
    pub fn page(location: impl Into<String>) -> Self {
        Next { location: location.into(), ..Next::default() }
    }

    /// With a sentence in passing.
    #[must_use]
    pub fn saying(mut self, message: &str) -> Self {
        self.message = Some(message.to_owned());
        self
    }
}

impl Posted {
    /// The last value of a field, or empty.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        self.values.iter().rev().find(|(name, _)| name == field).map_or("", |(_, value)| value.as_str())
    }

    /// All values of a field.
    pub fn all<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// The draft files that the form names, each with the slot it is meant for (or an empty text): fields `files`,
    /// and `files-<slot>` for a slot.
    #[must_use]
    pub fn files(&self) -> Vec<(FileId, String)> {
        self.values
            .iter()
            .filter_map(|(name, value)| {
                let slot = if name == "files" { "" } else { name.strip_prefix("files-")? };
                Some((value.parse().ok()?, slot.to_owned()))
            })
            .collect()
    }

    /// Reads a form. Its files become draft files of the signed-in person first, so that a refusal loses none: file
    /// fields are `file`, or `file-<slot>` for a slot; the form's `draft_key` says what they belong to.
    ///
    /// # Errors
    /// An answer: 413 or 422 for a body that is no form.
    pub async fn read(visit: &Visit, request: Request) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let accepts = |kind: &str| {
            parts
                .headers
                .get(header::ACCEPT)
                .and_then(|value| value.to_str().ok())
                .is_some_and(|value| value.contains(kind))
        };
        let mut posted = Posted {
            json: accepts("application/json"),
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
            extensions: parts.extensions.clone(),
            ..Posted::default()
        };
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            let multipart = Multipart::from_request(Request::from_parts(parts, body), &())
                .await
                .map_err(IntoResponse::into_response)?;
            posted.read_multipart(visit, multipart).await?;
        } else {
            let bytes = axum::body::to_bytes(body, FORM_MAX)
                .await
                .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
            posted.values =
                serde_urlencoded::from_bytes(&bytes).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY.into_response())?;
        }
        posted.form = posted.value("form").to_owned();
        posted.deed = posted.value("deed").chars().take(64).collect();
        Ok(posted)
    }

    async fn read_multipart(&mut self, visit: &Visit, mut multipart: Multipart) -> Result<(), Response> {
        let mut typed = 0_usize;
        while let Some(mut field) = multipart.next_field().await.map_err(IntoResponse::into_response)? {
            let name = field.name().unwrap_or_default().to_owned();
            let Some(file_name) = field.file_name().map(str::to_owned) else {
                let text = field.text().await.map_err(IntoResponse::into_response)?;
                typed += text.len();
                if typed > FORM_MAX {
                    return Err(StatusCode::PAYLOAD_TOO_LARGE.into_response());
                }
                self.values.push((name, text));
                continue;
            };
            let arrived = receive(visit, &mut field).await.map_err(|lost| match lost {
                Lost::Form(error) => error.into_response(),
                Lost::Disk(error) => {
                    let failure = failure::failure(visit.language, &error);
                    (StatusCode::SERVICE_UNAVAILABLE, failure.summary).into_response()
                }
            })?;
            if file_name.is_empty() && arrived.size == 0 {
                continue;
            }
            self.take(visit, &name, file_name, &arrived).await;
        }
        Ok(())
    }

    async fn take(&mut self, visit: &Visit, field: &str, name: String, arrived: &Arrived) {
        let language = visit.language;
        let refuse =
            |message: String| FieldFailure { field: field.to_owned(), message: format!("{name}\u{202f}: {message}") };
        let Ok(actor) = visit.actor() else {
            self.refused_files.push(refuse(wording::failure::signed_out(language).to_owned()));
            return;
        };
        let slot = field.strip_prefix("file-").unwrap_or_default().to_owned();
        let incoming = Incoming {
            draft_key: self.value("draft_key").to_owned(),
            slot_key: slot.clone(),
            name: name.clone(),
            bytes: arrived.content.clone(),
        };
        match visit.operations.take_file(actor, incoming).await {
            Ok(file) => {
                let kept = if slot.is_empty() { "files".to_owned() } else { format!("files-{slot}") };
                self.values.push((kept, file.id.to_string()));
            }
            Err(error) => {
                let failure = failure::failure(language, &error);
                self.refused_files.push(refuse(failure.summary));
            }
        }
    }

    /// Answers a deed: JSON or 303 when it is done; JSON or the same page again when it is refused.
    pub async fn answer(&self, visit: &Visit, done: operations::Result<Next>) -> Response {
        match done {
            Ok(next) => self.go(next),
            Err(error) => {
                let failure = failure::failure(visit.language, &error);
                self.refuse(failure).await
            }
        }
    }

    /// Leads to the next page.
    #[must_use]
    pub fn go(&self, next: Next) -> Response {
        let mut response = if self.json {
            let done = Done { location: next.location, message: next.message, deed: Some(super::show::new_deed()) };
            axum::Json(done).into_response()
        } else {
            Redirect::to(next.location.trim_start_matches('!')).into_response()
        };
        for cookie in &next.cookies {
            if let Ok(value) = cookie.parse() {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
        }
        response
    }

    /// Says why not: as JSON, or by the same page with what was typed.
    pub async fn refuse(&self, failure: Failure) -> Response {
        let status = StatusCode::from_u16(failure.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        if self.json {
            return (status, axum::Json(failure)).into_response();
        }
        if failure.kind == FailureKind::SignedOut {
            let next: String = form_urlencoded::byte_serialize(self.uri.path().as_bytes()).collect();
            return Redirect::to(&format!("/sign-in?next={next}")).into_response();
        }
        let attempt = Attempt { form: self.form.clone(), values: self.shown_values(), failure: Some(failure) };
        let mut response = self.render(attempt).await;
        *response.status_mut() = status;
        response
    }

    /// What was typed, less what must not be sent back.
    fn shown_values(&self) -> Vec<(String, String)> {
        self.values.iter().filter(|(name, _)| !name.contains("password")).cloned().collect()
    }

    /// The page at the form's address, with a refused try in its context.
    async fn render(&self, attempt: Attempt) -> Response {
        let Some(context) = self.extensions.get::<PageContext>().cloned() else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let mut request = Request::new(Body::empty());
        *request.method_mut() = Method::GET;
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        *request.extensions_mut() = self.extensions.clone();
        let render = leptos_axum::render_app_async_with_context(
            move || {
                (context.0)();
                provide_context(attempt.clone());
            },
            || crate::shell::shell(app::<Server>),
        );
        render(request).await
    }
}

/// A path of our own to go on to after signing in; anything else leads home (`security.md` I13).
#[must_use]
pub fn own_path(next: &str) -> String {
    let own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.chars().any(|letter| letter == '\\' || letter.is_control())
        && !next.contains("%0d")
        && !next.contains("%0a");
    if own { next.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_own_paths_are_gone_on_to() {
        for (next, expected) in [
            ("/requests/D-2026-000001", "/requests/D-2026-000001"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("/a\r\nset-cookie:x", "/"),
            ("/a%0d%0aset-cookie:x", "/"),
            ("", "/"),
        ] {
            assert_eq!(own_path(next), expected, "{next}");
        }
    }
}
