//! Figures for Prometheus: how many calls, how long they take, how many streams are open, how jobs fare.
//!
//! Labels are bounded: routes as they are declared, methods of the standard, classes of status.

use std::net::IpAddr;
use std::sync::OnceLock;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request};
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode, header};
use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;

use crate::fault;
use crate::peer;

/// Answered calls.
pub const REQUESTS: &str = "consigne_http_requests_total";
/// Calls answered that there is nothing here: missing things, and other people's, which look the same.
pub const NOT_FOUND: &str = "consigne_not_found_total";
/// Time from head to answer's head, in seconds.
pub const SECONDS: &str = "consigne_http_request_seconds";
/// Payloads for feeds without the right secret or signature, or for no feed at all.
pub const FEEDS_REFUSED: &str = "consigne_feeds_refused_total";
/// Calls whose handler panicked.
pub const PANICS: &str = "consigne_http_panics_total";
/// Event streams that are open.
pub const STREAMS: &str = "consigne_live_streams";
/// Jobs that ended, by kind and outcome.
pub const JOBS: &str = "consigne_jobs_total";
/// Statements that the database was asked, for pages and everything else.
pub const STATEMENTS: &str = "consigne_statements_total";
/// Time that jobs took, in seconds.
pub const JOB_SECONDS: &str = "consigne_job_seconds";

/// From half a millisecond to five seconds; the figures to keep are at 12, 30, 40 and 80 milliseconds.
const BUCKETS: [f64; 14] = [0.0005, 0.001, 0.002, 0.004, 0.008, 0.012, 0.02, 0.03, 0.04, 0.08, 0.15, 0.5, 1.0, 5.0];

/// How often old samples are folded away, so that memory stays bounded while nobody asks for figures, and how often
/// the figures that others keep are taken over.
const UPKEEP: Duration = Duration::from_secs(5);

/// Where the figures are kept; the same one for the whole process.
///
/// Until the first call nothing is counted.
pub fn recorder() -> PrometheusHandle {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    RECORDER
        .get_or_init(|| {
            let builder = PrometheusBuilder::new();
            // The list is not empty, which is all that the builder asks of it.
            let builder = builder.set_buckets(&BUCKETS).unwrap_or_else(|_| PrometheusBuilder::new());
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!("figures are already kept elsewhere in this process");
            }
            describe();
            handle
        })
        .clone()
}

fn describe() {
    describe_counter!(REQUESTS, "Answered calls.");
    describe_counter!(NOT_FOUND, "Calls for what is not there, or not for the one who asks.");
    describe_histogram!(SECONDS, Unit::Seconds, "Time until the answer's head.");
    describe_counter!(PANICS, "Calls whose handler panicked.");
    describe_counter!(FEEDS_REFUSED, "Payloads for feeds whose sender did not prove himself.");
    describe_gauge!(STREAMS, "Open event streams.");
    describe_counter!(JOBS, "Jobs that ended.");
    describe_counter!(STATEMENTS, "Statements that the database was asked.");
    describe_histogram!(JOB_SECONDS, Unit::Seconds, "Time that jobs took.");
    gauge!(STREAMS).set(0.0);
}

/// Folds old samples away, and takes over how many statements there were, until the program ends.
pub async fn keep_up(handle: PrometheusHandle, statements: impl Fn() -> u64 + Send, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(UPKEEP);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = ticks.tick() => {
                counter!(STATEMENTS).absolute(statements());
                handle.run_upkeep();
            }
        }
    }
}

/// Counts an answered call.
pub fn answered(method: &Method, route: &str, status: StatusCode, took: Duration) {
    let method = match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    };
    let class = match status.as_u16() {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    };
    counter!(REQUESTS, "method" => method, "route" => route.to_owned(), "status" => class).increment(1);
    if status == StatusCode::NOT_FOUND {
        counter!(NOT_FOUND, "route" => route.to_owned()).increment(1);
    }
    histogram!(SECONDS, "method" => method, "route" => route.to_owned(), "status" => class).record(took);
}

/// Counts a handler that panicked.
pub fn panicked() {
    counter!(PANICS).increment(1);
}

/// Counts a job that ended; `kind` and `outcome` are fixed words of the program.
pub fn job_ended(kind: &'static str, outcome: &'static str, took: Duration) {
    counter!(JOBS, "kind" => kind, "outcome" => outcome).increment(1);
    histogram!(JOB_SECONDS, "kind" => kind).record(took);
}

/// An open event stream: counted while the value lives, so it belongs inside the stream.
#[derive(Debug)]
pub struct OpenStream(());

impl OpenStream {
    /// Counts a stream that opens.
    #[must_use]
    pub fn open() -> Self {
        gauge!(STREAMS).increment(1.0);
        OpenStream(())
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        gauge!(STREAMS).decrement(1.0);
    }
}

/// Answers the figures to this machine alone; to everybody else the address does not exist.
///
/// A call that came through a proxy is never this machine's own, even where the proxy runs on it.
pub async fn show(handle: PrometheusHandle, request: Request) -> Response {
    let client = request.extensions().get::<ConnectInfo<IpAddr>>();
    let ours = client.is_some_and(|ConnectInfo(address)| address.is_loopback());
    if ours && !peer::was_forwarded(request.headers()) {
        ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], handle.render()).into_response()
    } else {
        fault::page(StatusCode::NOT_FOUND, request.headers())
    }
}
