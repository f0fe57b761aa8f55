//! `POST /api/v1/feeds/{feed}`: what carriers send by themselves (`product.md` §9).
//!
//! 1. A sender who shows the feed's secret (`Authorization: Bearer`) is known before his body is read; one who signs
//!    it (`Sendcloud-Signature`, `X-Consigne-Signature`) once it is there. The signature is over the bytes as they
//!    came. A wrong proof, none, and a feed that does not exist get the same 401.
//! 2. The body is bounded as it comes ([`BODY`]) and, where it is gzip, as it unpacks ([`UNPACKED`]); it is there
//!    within [`PATIENCE`]. Only so many bodies are held at a time, the others wait: those of senders who are not known
//!    yet in a room of their own, so that nobody who knows no secret holds up those who do. Fewer still are unpacked and
//!    read at a time.
//! 3. What is taken is answered by 200 and its counts, once it is kept. The same payload again changes nothing; under
//!    the same `Idempotency-Key` (or `webhook-id`) it is answered as before. What is not taken is a problem (RFC 9457).
//!
//! No session plays a part, so the check for calls from other sites ([`crate::csrf`]) does not either.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use metrics::counter;
use operations::Operations;
use operations::feeds::{Delivery, ItemRejected, Proof, Unacceptable};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::metrics::FEEDS_REFUSED;

/// The largest body as it comes, in bytes.
pub const BODY: usize = 10 * 1024 * 1024;
/// The largest body as it unpacks, in bytes: twice the largest plain one, and fifty times less than a gzip bomb can make
/// of its first megabyte.
pub const UNPACKED: usize = 20 * 1024 * 1024;
/// How long a body may take to come.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bodies of known senders held at a time.
const AT_ONCE: usize = 32;
/// Bodies held at a time whose sender is known only once they are there: nobody knows yet whether he is one at all.
const UNPROVED: usize = 16;
/// Bodies that are unpacked and read at a time: that takes several times their room.
const TURNS: usize = 3;

struct Feeds {
    operations: Operations,
    room: Semaphore,
    unproved: Semaphore,
    turns: Arc<Semaphore>,
}

/// The address of the feeds.
pub fn routes(operations: Operations) -> Router {
    let feeds = Feeds {
        operations,
        room: Semaphore::new(AT_ONCE),
        unproved: Semaphore::new(UNPROVED),
        turns: Arc::new(Semaphore::new(TURNS)),
    };
    Router::new().route("/api/v1/feeds/{feed}", post(receive)).with_state(Arc::new(feeds))
}

async fn receive(State(feeds): State<Arc<Feeds>>, Path(name): Path<String>, request: Request) -> Response {
    match take(&feeds, &name, request).await {
        Ok(answer) => answer,
        Err(problem) => problem.into_response(),
    }
}

async fn take(feeds: &Feeds, name: &str, request: Request) -> Result<Response, Problem> {
    let (head, body) = request.into_parts();
    let operations = &feeds.operations;
    let feed = operations.feed(name).await.map_err(|error| Problem::unavailable(&error))?;
    let proof = proof(&head.headers);
    let now = operations.now();
    // A secret does not depend on the body: whoever shows a wrong one has nothing read. Without any proof neither.
    if (proof.bearer.is_some() || proof == Proof::default()) && !proof.holds(feed.as_ref(), b"", now) {
        return Err(Problem::unauthorized());
    }
    let is_known = proof.bearer.is_some();
    let room = if is_known { &feeds.room } else { &feeds.unproved };
    let held = room.acquire().await.map_err(closed)?;
    let raw = read(body).await?;
    let Some(feed) = feed.filter(|feed| proof.holds(Some(feed), &raw, now)) else {
        return Err(Problem::unauthorized());
    };
    // Who signed is known now: what is still to be done with his payload takes no room from those who are not.
    let held = if is_known {
        held
    } else {
        let room = feeds.room.acquire().await.map_err(closed)?;
        drop(held);
        room
    };
    let turn = Arc::clone(&feeds.turns).acquire_owned().await.map_err(closed)?;
    let body = unpacked(&head.headers, raw).await?;
    let key = ["idempotency-key", "webhook-id"].iter().find_map(|name| text(&head.headers, name)).map(str::to_owned);
    let received = operations.receive(&feed, Delivery { body, key, turn: Some(turn) }).await;
    drop(held);
    match received {
        Ok(Ok(answer)) => Ok(axum::Json(answer).into_response()),
        Ok(Err(refusal)) => Err(Problem::refused(&refusal)),
        Err(error) => Err(Problem::unavailable(&error)),
    }
}

/// A room that nobody ever closes.
fn closed(_: tokio::sync::AcquireError) -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE)
}

/// What a sender proves himself with.
fn proof(headers: &HeaderMap) -> Proof {
    let bearer = text(headers, "authorization").and_then(|value| {
        let (scheme, secret) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim().to_owned())
    });
    let signature = ["sendcloud-signature", "x-consigne-signature"].iter().find_map(|name| text(headers, name));
    Proof { bearer, signature: signature.map(str::to_owned) }
}

/// A header that says something.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim).filter(|value| !value.is_empty())
}

/// The body as it came, within its bounds.
async fn read(body: Body) -> Result<Bytes, Problem> {
    match tokio::time::timeout(PATIENCE, Limited::new(body, BODY).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.downcast_ref::<LengthLimitError>().is_some() => Err(Problem::too_large(BODY)),
        Ok(Err(_)) => Err(Problem::new(StatusCode::BAD_REQUEST).saying("the body broke off")),
        Err(_) => Err(Problem::new(StatusCode::REQUEST_TIMEOUT).saying("the body took too long to come")),
    }
}

/// The body without its content coding.
async fn unpacked(headers: &HeaderMap, raw: Bytes) -> Result<Vec<u8>, Problem> {
    match text(headers, header::CONTENT_ENCODING.as_str()).map(str::to_ascii_lowercase).as_deref() {
        None | Some("identity") => Ok(raw.into()),
        Some("gzip" | "x-gzip") => {
            let unpacked = tokio::task::spawn_blocking(move || gunzip(&raw)).await;
            unpacked.map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?
        }
        Some(_) => Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE).saying("the body may be plain or gzip")),
    }
}

fn gunzip(raw: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut unpacked = Vec::new();
    let bound = u64::try_from(UNPACKED).unwrap_or(u64::MAX);
    match MultiGzDecoder::new(raw).take(bound + 1).read_to_end(&mut unpacked) {
        Ok(length) if length > UNPACKED => Err(Problem::too_large(UNPACKED)),
        Ok(_) => Ok(unpacked),
        Err(_) => Err(Problem::new(StatusCode::BAD_REQUEST).saying("the body is not the gzip it says to be")),
    }
}

/// Why a payload was not taken (RFC 9457).
#[derive(Debug)]
struct Problem {
    status: StatusCode,
    detail: Option<&'static str>,
    more: Value,
}

impl Problem {
    fn new(status: StatusCode) -> Self {
        Problem { status, detail: None, more: json!({}) }
    }

    fn saying(mut self, detail: &'static str) -> Self {
        self.detail = Some(detail);
        self
    }

    /// The one answer to a wrong proof, to none, and to a feed that does not exist.
    fn unauthorized() -> Self {
        counter!(FEEDS_REFUSED).increment(1);
        Problem::new(StatusCode::UNAUTHORIZED).saying("there is no such feed, or this is not its secret or signature")
    }

    fn too_large(bound: usize) -> Self {
        let mut problem =
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE).saying("the payload is larger than what is taken");
        problem.more = json!({ "limit": bound });
        problem
    }

    fn unavailable(error: &operations::Error) -> Self {
        tracing::error!(%error, "a feed's payload could not be kept");
        Problem::new(StatusCode::SERVICE_UNAVAILABLE).saying("nothing was kept; send it again later")
    }

    fn refused(refusal: &Unacceptable) -> Self {
        let mut problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY);
        match refusal {
            Unacceptable::Key => {
                problem.detail = Some("this idempotency key came before with another payload, or is too long");
            }
            Unacceptable::Nothing { items, is_carrier_error } => {
                problem.detail = Some(if *is_carrier_error {
                    "the payload is the carrier's own error answer: it says nothing of a parcel"
                } else {
                    "nothing in the payload could be taken"
                });
                problem.more = json!({ "items_rejected": items as &[ItemRejected] });
            }
        }
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = self.more;
        body["type"] = json!("about:blank");
        body["title"] = json!(self.status.canonical_reason().unwrap_or_default());
        body["status"] = json!(self.status.as_u16());
        if let Some(detail) = self.detail {
            body["detail"] = json!(detail);
        }
        let mut response = (self.status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"feeds\""));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("packed");
        encoder.finish().expect("packed")
    }

    #[test]
    fn a_bomb_stops_at_its_bound() {
        assert_eq!(gunzip(&packed(b"[]")).expect("unpacked"), b"[]");
        let bomb = packed(&vec![b' '; UNPACKED + 1]);
        assert!(bomb.len() < BODY / 100);
        assert_eq!(gunzip(&bomb).expect_err("refused").status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(gunzip(b"[]").expect_err("refused").status, StatusCode::BAD_REQUEST);
        let cut = packed(b"a longer text than a few letters");
        assert_eq!(gunzip(&cut[..cut.len() - 9]).expect_err("refused").status, StatusCode::BAD_REQUEST);
    }

    #[test]
    fn proofs_are_found_in_their_headers() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            pairs
                .iter()
                .map(|(name, value)| ((*name).parse().expect("a name"), HeaderValue::from_static(value)))
                .collect()
        };
        let bearer = |secret: &str| Proof { bearer: Some(secret.to_owned()), signature: None };
        let signature = |code: &str| Proof { bearer: None, signature: Some(code.to_owned()) };
        for (pairs, expected) in [
            (&[("authorization", "Bearer abc")][..], bearer("abc")),
            (&[("authorization", "bearer  abc ")], bearer("abc")),
            (&[("authorization", "Basic abc")], Proof::default()),
            (&[("sendcloud-signature", "00ff")], signature("00ff")),
            (&[("x-consigne-signature", "sha256=00")], signature("sha256=00")),
            (&[("x-consigne-signature", " ")], Proof::default()),
            (&[], Proof::default()),
        ] {
            assert_eq!(proof(&headers(pairs)), expected, "{pairs:?}");
        }
    }
}
