//! Forms: read from the wire, answered with a page, a redirect or JSON.
//!
//! A form posts to its page's own address. Scripts ask for JSON; without them the answer is 303, or the same page
//! again with 422 or 409, the errors and what was typed (`docs/decisions/forms.md`).

use std::sync::Arc;

use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::FileId;
use domain::{Actor, Language};
use leptos::prelude::*;
use operations::files::Incoming;

use super::given_back::{self, GivenBack, Why};
use super::incoming::{Arrived, Lost, receive};
use super::{Visit, failure};
use crate::error::{Attempt, Failure, FailureKind, FieldFailure};
use crate::parts::Server;
use crate::routes::app;
use crate::ui::Done;

/// The largest form without files, in bytes.
const FORM_MAX: usize = 512 * 1024;

/// The largest table that is read at once, in bytes: some ten thousand lines.
pub const TABLE_MAX: usize = 1024 * 1024;

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
    refused_files: Vec<FieldFailure>,
    /// The same files, by field and name: whoever wants them to go out has to choose them again.
    lost_files: Vec<(String, String)>,
    /// The content of the part `table`, where the form's reader asked for it.
    table: Option<Vec<u8>>,
    /// Whether that part is to be kept.
    wants_table: bool,
    /// Whether a person waits for a page.
    page: bool,
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
        Posted::read_for(Some(visit), request, FORM_MAX).await
    }

    /// As [`Posted::read`], with who is signed in.
    ///
    /// # Errors
    /// As [`Posted::read`]; the answer to a form whose sender is signed out, with what he typed.
    pub async fn of_somebody(visit: &Visit, request: Request) -> Result<(Self, &Actor), Response> {
        let posted = Posted::read(visit, request).await?;
        match visit.actor() {
            Ok(actor) => Ok((posted, actor)),
            Err(failure) => Err(posted.refuse(failure).await),
        }
    }

    /// As [`Posted::read`], for a form in which somebody may paste more than a form usually holds, so that it is refused in
    /// words: at most so many bytes.
    ///
    /// # Errors
    /// As [`Posted::read`].
    pub async fn read_long(visit: &Visit, request: Request, most: usize) -> Result<Self, Response> {
        Posted::read_for(Some(visit), request, most).await
    }

    /// As [`Posted::read`], with the content of the file field `table`: a table that is read at once and not kept. One of
    /// more than [`TABLE_MAX`] bytes comes cut, and still longer than that.
    ///
    /// # Errors
    /// As [`Posted::read`].
    pub async fn read_with_table(visit: &Visit, request: Request) -> Result<(Self, Option<Vec<u8>>), Response> {
        let posted = Posted { wants_table: true, ..Posted::default() };
        let mut posted = posted.fill(Some(visit), request, FORM_MAX).await?;
        let table = posted.table.take();
        Ok((posted, table))
    }

    /// Reads a form of which nobody knows who sent it: its files are let go.
    ///
    /// # Errors
    /// As [`Posted::read`].
    pub async fn read_alone(request: Request) -> Result<Self, Response> {
        Posted::read_for(None, request, FORM_MAX).await
    }

    async fn read_for(visit: Option<&Visit>, request: Request, most: usize) -> Result<Self, Response> {
        Posted::default().fill(visit, request, most).await
    }

    async fn fill(self, visit: Option<&Visit>, request: Request, most: usize) -> Result<Self, Response> {
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
            page: accepts("text/html"),
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
            extensions: parts.extensions.clone(),
            ..self
        };
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            let multipart = Multipart::from_request(Request::from_parts(parts, body), &())
                .await
                .map_err(IntoResponse::into_response)?;
            posted.read_multipart(visit, multipart).await?;
        } else {
            let bytes =
                axum::body::to_bytes(body, most).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
            posted.values =
                serde_urlencoded::from_bytes(&bytes).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY.into_response())?;
        }
        posted.form = posted.value("form").to_owned();
        posted.deed = posted.value("deed").chars().take(64).collect();
        Ok(posted)
    }

    async fn read_multipart(&mut self, visit: Option<&Visit>, mut multipart: Multipart) -> Result<(), Response> {
        let mut typed = 0_usize;
        while let Some(field) = multipart.next_field().await.map_err(IntoResponse::into_response)? {
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
            if self.wants_table && name == "table" {
                self.table = Some(table(field).await.map_err(IntoResponse::into_response)?);
                continue;
            }
            self.file(visit, &name, file_name, field).await.map_err(IntoResponse::into_response)?;
        }
        Ok(())
    }

    /// Takes one file, or notes that it is lost. Whatever becomes of it, it is read to its end: the fields behind it
    /// are the person's words.
    async fn file(
        &mut self,
        visit: Option<&Visit>,
        field: &str,
        name: String,
        mut content: Field<'_>,
    ) -> Result<(), MultipartError> {
        let Some(visit) = visit else {
            let size = drained(&mut content).await?;
            if size > 0 || !name.is_empty() {
                self.lost_files.push((field.to_owned(), name));
            }
            return Ok(());
        };
        match receive(visit, &mut content).await {
            Ok(arrived) if name.is_empty() && arrived.size == 0 => {}
            Ok(arrived) => self.take(visit, field, name, &arrived).await,
            Err(Lost::Form(error)) => return Err(error),
            Err(Lost::Disk(error)) => {
                drained(&mut content).await?;
                self.lose(field, name, &failure::failure(visit, &error).summary);
            }
        }
        Ok(())
    }

    fn lose(&mut self, field: &str, name: String, why: &str) {
        let message = format!("{name}\u{202f}: {why}");
        self.refused_files.push(FieldFailure { field: field.to_owned(), message });
        self.lost_files.push((field.to_owned(), name));
    }

    async fn take(&mut self, visit: &Visit, field: &str, name: String, arrived: &Arrived) {
        let language = visit.language;
        let Ok(actor) = visit.actor() else {
            return self.lose(field, name, wording::failure::signed_out(language));
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
            Err(error) => self.lose(field, name, &failure::failure(visit, &error).summary),
        }
    }

    /// Why the form is refused for its files' sake, where any of them could not be taken: each is named.
    #[must_use]
    pub fn files_refused(&self, language: Language) -> Option<Failure> {
        let count = i64::try_from(self.refused_files.len()).unwrap_or(i64::MAX);
        (count > 0).then(|| Failure {
            kind: FailureKind::Invalid,
            summary: wording::failure::to_correct(language, count),
            fields: self.refused_files.clone(),
        })
    }

    /// The same form as if it had been sent to another page of ours, which then is the one that is shown again.
    #[must_use]
    pub fn at(mut self, page: &str) -> Self {
        if let Ok(uri) = own_path(page).parse() {
            self.uri = uri;
        }
        self
    }

    /// Cuts a value that is too long to be sent back as a whole.
    pub fn cut(&mut self, field: &str, most: usize) {
        for (_, value) in self.values.iter_mut().filter(|(name, _)| name == field) {
            let end = (0..=most.min(value.len())).rev().find(|end| value.is_char_boundary(*end)).unwrap_or(0);
            value.truncate(end);
        }
    }

    /// Answers a deed: JSON or 303 when it is done; JSON or the same page again when it is refused.
    pub async fn answer(&self, visit: &Visit, done: operations::Result<Next>) -> Response {
        match done {
            Ok(next) => self.go(next),
            Err(error) => {
                let failure = failure::failure(visit, &error);
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

    /// Says why not: as JSON, or by the same page with what was typed; where that page cannot be shown, by one that
    /// gives the words back.
    pub async fn refuse(&self, failure: Failure) -> Response {
        let status = StatusCode::from_u16(failure.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        if self.json {
            return (status, axum::Json(failure)).into_response();
        }
        if failure.kind == FailureKind::SignedOut {
            if self.page {
                return self.give_back(Why::SignedOut).await;
            }
            let next: String = form_urlencoded::byte_serialize(self.uri.path().as_bytes()).collect();
            return Redirect::to(&format!("/sign-in?next={next}")).into_response();
        }
        let unavailable = failure.kind == FailureKind::Unavailable;
        let mut response = self.page_with(Some(failure)).await;
        let shown = response.status();
        if self.page && (shown == StatusCode::SERVICE_UNAVAILABLE || (unavailable && !shown.is_success())) {
            return self.give_back(Why::Unavailable).await;
        }
        *response.status_mut() = status;
        response
    }

    /// Shows the same page again with what was typed, refusing nothing: something beside the deed was done.
    pub async fn show_again(&self) -> Response {
        self.page_with(None).await
    }

    async fn page_with(&self, failure: Option<Failure>) -> Response {
        let attempt = Attempt { form: self.form.clone(), values: self.shown_values(), failure };
        let render =
            leptos_axum::render_app_async_with_context(self.context(move || provide_context(attempt.clone())), || {
                crate::shell::shell(app::<Server>)
            });
        render(self.again()).await
    }

    /// Gives back what was typed, on a page that asks nobody for anything.
    pub async fn give_back(&self, why: Why) -> Response {
        let given = GivenBack {
            why,
            address: own_path(self.uri.path_and_query().map_or("/", |address| address.as_str())),
            path: self.uri.path().to_owned(),
            form: self.form.clone(),
            values: self.shown_values(),
            secret: self.values.iter().any(|(name, _)| is_secret(name)),
            files: self.lost_files.clone(),
            reference: self.headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default().to_owned(),
        };
        let render = leptos_axum::render_app_async_with_context(self.context(given_back::without_bundle), move || {
            let given = given.clone();
            crate::shell::shell(move || given_back::page(given))
        });
        let mut response = render(self.again()).await;
        *response.status_mut() = why.status();
        response
    }

    /// What was typed, less what must not be sent back.
    fn shown_values(&self) -> Vec<(String, String)> {
        self.values.iter().filter(|(name, _)| !is_secret(name)).cloned().collect()
    }

    /// The context of every page, and more.
    fn context<More>(&self, more: More) -> impl Fn() + Clone + Send + Sync + use<More>
    where
        More: Fn() + Clone + Send + Sync + 'static,
    {
        let context = self.extensions.get::<PageContext>().cloned();
        move || {
            if let Some(PageContext(context)) = &context {
                context();
            }
            more();
        }
    }

    /// The form's address, asked for as a page.
    fn again(&self) -> Request {
        let mut request = Request::new(Body::empty());
        *request.method_mut() = Method::GET;
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        *request.extensions_mut() = self.extensions.clone();
        request
    }
}

fn is_secret(field: &str) -> bool {
    field.contains("password")
}

/// Reads a table, of which no more is held than shows that it is too large; it is read to its end all the same.
async fn table(mut content: Field<'_>) -> Result<Vec<u8>, MultipartError> {
    let mut table = Vec::new();
    while let Some(chunk) = content.chunk().await? {
        if table.len() <= TABLE_MAX {
            table.extend_from_slice(&chunk);
        }
    }
    Ok(table)
}

/// Reads a part to its end; answers how long it was.
async fn drained(field: &mut Field<'_>) -> Result<usize, MultipartError> {
    let mut size = 0;
    while let Some(chunk) = field.chunk().await? {
        size += chunk.len();
    }
    Ok(size)
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
