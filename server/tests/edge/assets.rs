//! The files that come with the program.

use axum::body::Body;
use http::{Request, StatusCode};

use crate::portal::{ask, get_with, router};

const SCRIPT: &str = "/assets/browser-0123456789abcdef.js";

#[tokio::test]
async fn the_smallest_coding_that_the_client_takes_is_sent() {
    for (accepted, coding, body) in [
        ("gzip, deflate, br, zstd", Some("br"), "br"),
        ("gzip, deflate", Some("gzip"), "gzip"),
        ("br;q=0, gzip", Some("gzip"), "gzip"),
        ("identity", None, "plain"),
        ("", None, "plain"),
    ] {
        let (response, sent) = ask(router(), get_with(SCRIPT, &[("accept-encoding", accepted)])).await;
        let encoding = response.headers().get("content-encoding").and_then(|value| value.to_str().ok());
        assert_eq!((encoding, sent.as_str()), (coding, body), "{accepted}");
        assert_eq!(response.headers()["vary"], "accept-encoding");
        assert_eq!(response.headers()["content-type"], "text/javascript; charset=utf-8");
        assert_eq!(response.headers()["cache-control"], "public, max-age=31536000, immutable");
    }
}

#[tokio::test]
async fn what_is_known_is_not_sent_again() {
    let (response, _) = ask(router(), get_with(SCRIPT, &[("accept-encoding", "br")])).await;
    let tag = response.headers()["etag"].to_str().unwrap_or_default().to_owned();
    for (sent, accepted, status) in [
        (tag.clone(), "br", StatusCode::NOT_MODIFIED),
        (format!("\"other\", W/{tag}"), "br", StatusCode::NOT_MODIFIED),
        (tag.clone(), "gzip", StatusCode::OK),
        ("\"other\"".to_owned(), "br", StatusCode::OK),
    ] {
        let (response, body) =
            ask(router(), get_with(SCRIPT, &[("accept-encoding", accepted), ("if-none-match", &sent)])).await;
        assert_eq!(response.status(), status, "{sent}");
        assert_eq!(body.is_empty(), status == StatusCode::NOT_MODIFIED);
    }
}

#[tokio::test]
async fn files_without_a_digest_are_asked_for_again() {
    let (response, body) = ask(router(), get_with("/favicon.svg", &[])).await;
    assert_eq!(response.headers()["cache-control"], "public, max-age=3600");
    assert_eq!(response.headers()["content-type"], "image/svg+xml");
    assert_eq!(body, "<svg/>");
}

#[tokio::test]
async fn head_tells_the_length_and_sends_nothing() {
    let request = Request::head(SCRIPT).body(Body::empty()).unwrap_or_default();
    let (response, body) = ask(router(), request).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-length"], "5");
    assert_eq!(body, "");
}

#[tokio::test]
async fn nothing_else_is_there() {
    for path in ["/assets/", "/assets/../Cargo.toml", "/assets/%2e%2e/Cargo.toml", "/assets/index.html", "/index.html"]
    {
        let (response, _) = ask(router(), get_with(path, &[])).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(response.headers()["cache-control"], "no-store", "{path}");
    }
}
