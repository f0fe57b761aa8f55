//! Health and figures.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use http::StatusCode;
use server::health::Readiness;
use server::metrics::{self, OpenStream};
use server::router;
use tokio_util::sync::CancellationToken;

use crate::portal::{ask, edge, get_with, pages, router};

async fn figures() -> String {
    let mut request = get_with("/metrics", &[]);
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 5000))));
    ask(router(), request).await.1
}

#[tokio::test]
async fn calls_are_counted_by_route_and_never_by_address() {
    metrics::recorder();
    for path in ["/form-of-nobody/4711", "/form-of-nobody/4712", "/?who=somebody"] {
        ask(router(), get_with(path, &[])).await;
    }
    let strange = http::Request::builder().method("BREW").uri("/").body(Body::empty()).unwrap_or_default();
    ask(router(), strange).await;
    let shown = figures().await;
    assert!(
        shown.contains("consigne_http_requests_total{method=\"GET\",route=\"unmatched\",status=\"4xx\"}"),
        "{shown}"
    );
    assert!(shown.contains("consigne_not_found_total{route=\"unmatched\"}"), "{shown}");
    assert!(!shown.contains("consigne_not_found_total{route=\"/\"}"), "{shown}");
    assert!(
        shown.contains("consigne_http_request_seconds_bucket{method=\"GET\",route=\"/\",status=\"2xx\",le=\"0.012\"}")
    );
    assert!(shown.contains("method=\"other\""));
    for secret in ["4711", "somebody", "BREW"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[tokio::test]
async fn open_streams_are_counted_while_they_live() {
    metrics::recorder();
    let open = OpenStream::open();
    assert!(figures().await.contains("consigne_live_streams 1"));
    drop(open);
    assert!(figures().await.contains("consigne_live_streams 0"));
}

#[tokio::test]
async fn statements_are_taken_over_from_the_database() {
    let stop = CancellationToken::new();
    let upkeep = tokio::spawn(metrics::keep_up(metrics::recorder(), || 4_711, stop.clone()));
    while !figures().await.contains("consigne_statements_total 4711") {
        tokio::task::yield_now().await;
    }
    stop.cancel();
    upkeep.await.expect("it ends");
}

#[tokio::test]
async fn ready_means_that_work_can_be_taken() {
    let stop = CancellationToken::new();
    let ask_ready = async |readiness: Readiness| {
        let mut edge = edge(&stop);
        edge.readiness = readiness;
        ask(router::build(edge, pages(&stop)), get_with("/readyz", &[])).await.0.status()
    };
    let stopping = CancellationToken::new();
    assert_eq!(ask_ready(Readiness::new(|| async { true }, stopping.clone())).await, StatusCode::OK);
    let away = Readiness::new(|| async { false }, stopping.clone());
    assert_eq!(ask_ready(away).await, StatusCode::SERVICE_UNAVAILABLE);
    stopping.cancel();
    let ending = Readiness::new(|| async { true }, stopping);
    assert_eq!(ask_ready(ending).await, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ask(router(), get_with("/healthz", &[])).await.0.status(), StatusCode::OK);
}
