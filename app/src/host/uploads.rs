//! Files: sent one at a time while a form is still being filled, and opened through the permission check of that moment
//! (`security.md` A04, I04).

use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, Extension, FromRequest, Multipart, Path, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use domain::id::FileId;
use domain::refusal::{FileRefusal, Refusal};
use domain::ticket::message::{FILE_MAX, FILES_PER_MESSAGE};
use operations::files::{Added, Announced, Incoming, KEY_MAX, OpenFile, PART_MAX, Underway};
use operations::{Error, Result};
use serde::Deserialize;

use super::incoming::{Lost, receive};
use super::no_file::{as_page, no_file};
use super::show::thread::draft_file;
use super::{Visit, failure};
use crate::error::{Failure, FailureKind};
use crate::ui::{DraftFile, OFFSET, UploadAnswer};

/// Room for the fields beside the files, and for what separates them, in bytes.
const BESIDE: usize = 1024 * 1024;

/// The largest body that carries one file: enough that one somewhat too large is refused in words.
const ONE_FILE: usize = 2 * FILE_MAX as usize + BESIDE;

/// The largest body of a form that carries files: as many as a message may have, each as large as it may be.
pub const FORM_WITH_FILES: usize = FILES_PER_MESSAGE * FILE_MAX as usize + BESIDE;

/// How a page's own files may be used if a browser is brought to show one as a document: not at all.
pub(super) const SANDBOX: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'");

/// How long a browser may show a small picture again without asking.
const PICTURE_KEPT: HeaderValue = HeaderValue::from_static("private, max-age=300");

/// The addresses of files.
pub fn routes() -> Router {
    Router::new()
        .route("/uploads", post(upload).layer(DefaultBodyLimit::max(ONE_FILE)))
        .route("/uploads/parts", post(announce))
        .route("/uploads/parts/{id}", post(part).layer(DefaultBodyLimit::max(PART_MAX)))
        .route("/uploads/{id}/remove", post(remove))
        .route("/files/{id}", get(file).layer(from_fn(as_page)))
        .route("/files/{id}/thumbnail", get(thumbnail))
}

/// Takes one file and answers what became of it as JSON.
async fn upload(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let multipart = match Multipart::from_request(request, &()).await {
        Ok(multipart) => multipart,
        Err(rejection) => return rejection.into_response(),
    };
    match take(&visit, multipart).await {
        Ok(file) => Json(file).into_response(),
        Err(refused) => refused.answer(&visit),
    }
}

/// A file that is about to be sent in parts, as a page announces it.
#[derive(Deserialize)]
struct Announcement {
    draft_key: String,
    slot_key: String,
    name: String,
    size: u64,
    print: String,
}

/// Begins a file that comes in parts, or tells how far the same one has come.
async fn announce(Extension(visit): Extension<Visit>, Json(announced): Json<Announcement>) -> Response {
    let Announcement { draft_key, slot_key, name, size, print } = announced;
    let actor = match visit.actor() {
        Ok(actor) => actor,
        Err(failure) => return said(failure),
    };
    let announced = Announced { draft_key, slot_key, name, size, print };
    match visit.operations.announce_file(actor, announced).await {
        Ok(Underway { id, here }) => Json(UploadAnswer { id, here, file: None }).into_response(),
        Err(error) => said(failure::failure(&visit, &error)),
    }
}

/// Takes the part of a file that begins at the place which the header [`OFFSET`] names. What does not follow what is here
/// is answered with 409 and how far it has come.
async fn part(
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Response {
    let actor = match visit.actor() {
        Ok(actor) => actor,
        Err(failure) => return said(failure),
    };
    let at = headers.get(OFFSET).and_then(|at| at.to_str().ok()).and_then(|at| at.parse().ok());
    let added = match at {
        Some(at) => visit.operations.add_part(actor, &id, at, bytes).await,
        None => Err(Error::NotFound),
    };
    let answer = |here, file| Json(UploadAnswer { id, here, file });
    match added {
        Ok(Added::More(here)) => answer(here, None).into_response(),
        Ok(Added::Elsewhere(here)) => (StatusCode::CONFLICT, answer(here, None)).into_response(),
        Ok(Added::Arrived(file)) => answer(file.size, Some(draft_file(&file))).into_response(),
        Err(error) => said(failure::failure(&visit, &error)),
    }
}

/// Why an upload is refused.
enum Refused {
    Form(MultipartError),
    Here(Failure),
    There(Error),
}

impl From<MultipartError> for Refused {
    fn from(error: MultipartError) -> Self {
        Refused::Form(error)
    }
}

impl From<Lost> for Refused {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::Form(error) => Refused::Form(error),
            Lost::Disk(error) => Refused::There(error),
        }
    }
}

impl Refused {
    fn answer(self, visit: &Visit) -> Response {
        let too_large = || Error::Refused(Refusal::File(FileRefusal::TooLarge(FILE_MAX)));
        match self {
            Refused::Here(failure) => said(failure),
            Refused::There(error) => said(failure::failure(visit, &error)),
            Refused::Form(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                (error.status(), Json(failure::failure(visit, &too_large()))).into_response()
            }
            Refused::Form(error) => (error.status(), Json(Failure::new(FailureKind::Invalid, ""))).into_response(),
        }
    }
}

fn said(failure: Failure) -> Response {
    let status = StatusCode::from_u16(failure.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    (status, Json(failure)).into_response()
}

/// The hidden fields come before the file, as browsers send them in the order of the form.
async fn take(visit: &Visit, mut multipart: Multipart) -> std::result::Result<DraftFile, Refused> {
    let (mut draft_key, mut slot_key) = (String::new(), String::new());
    let mut arrived = None;
    while let Some(mut field) = multipart.next_field().await? {
        match field.name() {
            Some("draft_key") => draft_key = short(&mut field).await?,
            Some("slot_key") => slot_key = short(&mut field).await?,
            Some("file") if arrived.is_none() => {
                let name = field.file_name().unwrap_or_default().to_owned();
                arrived = Some((name, receive(visit, &mut field).await?));
            }
            _ => while field.chunk().await?.is_some() {},
        }
    }
    // Only now: an answer in the middle of what is being sent would not be heard.
    let actor = visit.actor().map_err(Refused::Here)?;
    let (name, arrived) = arrived.ok_or(Refused::There(Error::Refused(Refusal::File(FileRefusal::Empty))))?;
    let incoming = Incoming { draft_key, slot_key, name, bytes: arrived.content.clone() };
    let taken = visit.operations.take_file(actor, incoming).await.map_err(Refused::There)?;
    Ok(draft_file(&taken))
}

/// A key, to one byte beyond what a key may have.
async fn short(field: &mut Field<'_>) -> std::result::Result<String, MultipartError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        let room = (KEY_MAX + 1).saturating_sub(bytes.len());
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Takes a file back from a form that is not sent yet.
async fn remove(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    let removed = async {
        let actor = visit.actor()?;
        let id = id.parse::<FileId>().map_err(|_| failure::failure(&visit, &Error::NotFound))?;
        let removed = visit.operations.remove_draft_file(actor, id).await;
        removed.map_err(|error| failure::failure(&visit, &error))
    };
    match removed.await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(failure) => said(failure),
    }
}

async fn file(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    match open(&visit, &id, false).await {
        Ok(file) => download(file),
        Err(error) => no_file(&visit, &error),
    }
}

async fn thumbnail(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    match open(&visit, &id, true).await {
        Ok(file) => guarded(file, HeaderValue::from_static("inline"), PICTURE_KEPT),
        Err(error) => no_file(&visit, &error),
    }
}

/// A file for whoever may see it now. Signed out, foreign and missing look alike.
async fn open(visit: &Visit, id: &str, thumbnail: bool) -> Result<OpenFile> {
    let actor = visit.actor().map_err(|_| Error::NotFound)?;
    let id = id.parse::<FileId>().map_err(|_| Error::NotFound)?;
    visit.operations.open_file(actor, id, thumbnail).await
}

pub(super) fn download(file: OpenFile) -> Response {
    let disposition = HeaderValue::from_str(&attachment(&file.name));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    guarded(file, disposition, HeaderValue::from_static("private, no-store"))
}

/// The answer with a file. Its type is one of four that we found by its content; browsers are told not to guess.
pub(super) fn guarded(file: OpenFile, disposition: HeaderValue, cache: HeaderValue) -> Response {
    let kind = HeaderValue::from_str(&file.media_type);
    let headers: [(HeaderName, HeaderValue); 5] = [
        (header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream"))),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        (header::CACHE_CONTROL, cache),
    ];
    (headers, file.bytes).into_response()
}

/// `Content-Disposition` of a file to be saved (RFC 6266): its name in letters that every program reads, then the whole
/// of it as RFC 8187 writes it.
pub(super) fn attachment(name: &str) -> String {
    use std::fmt::Write;

    let plain: String = name
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() || " .-_()".contains(sign) { sign } else { '_' })
        .collect();
    let mut line = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            line.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(line, "%{byte:02X}");
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn names_are_written_so_that_nothing_else_can_be_read_into_them() {
        for (name, expected) in [
            ("facture 8812.pdf", "attachment; filename=\"facture 8812.pdf\"; filename*=UTF-8''facture%208812.pdf"),
            ("reçu.pdf", "attachment; filename=\"re_u.pdf\"; filename*=UTF-8''re%C3%A7u.pdf"),
            ("a\"; x=\"b.pdf", "attachment; filename=\"a__ x__b.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%22b.pdf"),
            ("a\r\nb.pdf", "attachment; filename=\"a__b.pdf\"; filename*=UTF-8''a%0D%0Ab.pdf"),
            ("100%.pdf", "attachment; filename=\"100_.pdf\"; filename*=UTF-8''100%25.pdf"),
        ] {
            assert_eq!(attachment(name), expected);
        }
    }
}
