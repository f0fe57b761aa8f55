//! What the program writes down about itself: one line per call, and where something broke.
//!
//! A line never holds an address's variable parts, a query, a body, a name or an e-mail address: only the route as
//! it is declared, the status and the time (`security.md` P06). Times come from the log's own clock.

use std::any::Any;
use std::io::IsTerminal;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;
use http::{HeaderValue, StatusCode};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};
use uuid::Uuid;

use crate::fault;
use crate::metrics;

/// The header that names a call, in our log and in the answer.
pub const REQUEST_ID: &str = "x-request-id";

/// The route of calls that no route matches.
const UNMATCHED: &str = "unmatched";

/// Starts the log on standard error: JSON in a release program, plain text otherwise.
///
/// `CONSIGNE_LOG` chooses what is written, in the words of `tracing_subscriber::EnvFilter`; `info` is the default.
///
/// # Errors
/// When a log was started before.
pub fn start() -> Result<(), TryInitError> {
    // Hyper warns of every client that says nothing; that is the client's affair and no news to us.
    let filter = EnvFilter::try_from_env("CONSIGNE_LOG").unwrap_or_else(|_| EnvFilter::new("info,hyper=error"));
    let log = tracing_subscriber::registry().with(filter);
    if cfg!(debug_assertions) {
        let colours = std::io::stderr().is_terminal();
        log.with(tracing_subscriber::fmt::layer().with_ansi(colours).with_writer(std::io::stderr)).try_init()
    } else {
        log.with(tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(std::io::stderr)).try_init()
    }
}

/// Makes a panic one line of the log that says where, and not what: its message may quote somebody's text.
pub fn log_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
        if cfg!(debug_assertions) {
            before(panic);
        }
    }));
}

/// Names the call, writes its line, counts it, and turns a panic into a 500 that tells nothing but the name.
///
/// The name is always ours: one sent by the client could be made to look like another call's.
pub async fn observe(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = Uuid::now_v7().simple().to_string();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    // A UUID in hexadecimal is always a sound header value.
    let name = HeaderValue::from_str(&id).ok();
    if let Some(name) = &name {
        request.headers_mut().insert(REQUEST_ID, name.clone());
    }
    let headers = request.headers().clone();
    let mut response = match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(panic) => broken(panic.as_ref(), &headers),
    };
    if let Some(name) = name {
        response.headers_mut().insert(REQUEST_ID, name);
    }
    let took = started.elapsed();
    let route = route.as_ref().map_or(UNMATCHED, MatchedPath::as_str);
    let status = response.status();
    metrics::answered(&method, route, status, took);
    let ms = u64::try_from(took.as_micros()).map_or(f64::INFINITY, |micros| micros as f64 / 1000.0);
    if status.is_server_error() {
        tracing::error!(id, %method, route, status = status.as_u16(), ms, "answered");
    } else {
        tracing::info!(id, %method, route, status = status.as_u16(), ms, "answered");
    }
    response
}

fn broken(_panic: &(dyn Any + Send), headers: &http::HeaderMap) -> Response {
    metrics::panicked();
    fault::page(StatusCode::INTERNAL_SERVER_ERROR, headers)
}
