//! Everything that stands around the pages, in the order in which a call passes it.
//!
//! 1. [`headers::protect`] makes the nonce and completes the headers of every answer, refusals and faults included;
//! 2. [`telemetry::observe`] names the call, writes and counts it, and turns a panic into a 500;
//! 3. [`peer::identify`] finds the client's address behind trusted proxies;
//! 4. [`origin::check_host`] and [`csrf::check`] refuse what is not meant for us or not sent by our pages;
//! 5. compression of what is text and not a stream;
//! 6. a bound on bodies, which upload routes lift for themselves by a `DefaultBodyLimit` of their own.
//!
//! The pages, their forms, uploads and event streams are one router that is handed in, its own 404 included.

use axum::Router;
use axum::body::HttpBody;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use http::{Response, header};
use metrics_exporter_prometheus::PrometheusHandle;
use tower_http::compression::predicate::Predicate;
use tower_http::compression::{CompressionLayer, CompressionLevel};

use crate::assets::{self, Asset};
use crate::headers::{self, Baseline};
use crate::health::{self, Readiness};
use crate::origin::{self, Origins};
use crate::peer::{self, TrustedProxies};
use crate::{csrf, metrics, telemetry};

/// The largest body of a form or a server function, in bytes; the longest text is far shorter.
pub const FORM_LIMIT: usize = 512 * 1024;

/// What the edge must know of the installation.
#[derive(Clone)]
pub struct Edge {
    /// Where we are reached.
    pub origins: Origins,
    /// Whose word on client addresses we take.
    pub proxies: TrustedProxies,
    /// The files that come with the program.
    pub files: &'static [Asset],
    /// Whether the database and all else is there.
    pub readiness: Readiness,
    /// The figures, unless they are shown on an address of their own.
    pub figures: Option<PrometheusHandle>,
}

/// Puts the edge around the pages.
pub fn build(edge: Edge, pages: Router) -> Router {
    let readiness = edge.readiness.clone();
    let mut router =
        pages.route("/healthz", get(health::alive)).route("/readyz", get(move || health::ready(readiness)));
    if let Some(figures) = edge.figures.clone() {
        router = router.merge(figures_route(figures));
    }
    let router = assets::routes(router, edge.files);
    around(edge, router)
}

/// The figures alone, for an address of their own; the host is not checked there, the caller's address is.
pub fn figures(handle: PrometheusHandle) -> Router {
    figures_route(handle).layer(from_fn_with_state(TrustedProxies::default(), peer::identify))
}

fn figures_route(handle: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(move |request: Request| metrics::show(handle.clone(), request)))
}

fn around(edge: Edge, router: Router) -> Router {
    let baseline = Baseline { https: edge.origins.public().is_some_and(origin::Origin::is_https) };
    // The layer that is added last is passed first.
    router
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(LongText))
        .layer(from_fn_with_state(edge.origins.clone(), csrf::check))
        .layer(from_fn_with_state(edge.origins, origin::check_host))
        .layer(from_fn_with_state(edge.proxies, peer::identify))
        .layer(from_fn(telemetry::observe))
        .layer(from_fn_with_state(baseline, headers::protect))
}

/// What shrinks: pages, data and tables of some length. Pictures and documents are compressed already, and an event
/// stream would be held back until a block is full.
#[derive(Clone, Copy, Debug)]
struct LongText;

impl Predicate for LongText {
    fn should_compress<B: HttpBody>(&self, response: &Response<B>) -> bool {
        let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let text = kind.starts_with("text/") || kind.starts_with("application/json") || kind.contains("+json");
        let long = response.body().size_hint().exact().is_none_or(|length| length >= 512);
        text && long && !kind.starts_with("text/event-stream")
    }
}
