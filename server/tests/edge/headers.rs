//! The header baseline on every kind of answer (`security.md` I14).

use axum::body::Body;
use http::{Request, Response};

use crate::portal::{ask, get_with, router};

fn header<'a>(response: &'a Response<()>, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}

#[tokio::test]
async fn every_answer_is_protected() {
    let post = |path: &str| Request::post(path).header("sec-fetch-site", "cross-site").body(Body::empty());
    for (request, status) in [
        (get_with("/", &[]), 200),
        (get_with("/nowhere", &[]), 404),
        (get_with("/assets/gone-0123456789.js", &[]), 404),
        (get_with("/panic", &[]), 500),
        (get_with("/stream-not", &[]), 404),
        (get_with("/", &[("host", "evil.test")]), 421),
        (get_with("/assets/browser-0123456789abcdef.js", &[]), 200),
        (get_with("/favicon.svg", &[("if-none-match", "\"fedcba9876543210-identity\"")]), 304),
        (get_with("/healthz", &[]), 200),
        (get_with("/metrics", &[]), 404),
        (post("/form").unwrap_or_default(), 403),
        (Request::put("/").body(Body::empty()).unwrap_or_default(), 405),
    ] {
        let what = format!("{} {}", request.method(), request.uri());
        let (response, _) = ask(router(), request).await;
        assert_eq!(response.status(), status, "{what}");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{what}");
        assert_eq!(header(&response, "referrer-policy"), "same-origin", "{what}");
        assert_eq!(header(&response, "cross-origin-opener-policy"), "same-origin", "{what}");
        assert_eq!(header(&response, "cross-origin-resource-policy"), "same-origin", "{what}");
        assert!(header(&response, "permissions-policy").contains("camera=()"), "{what}");
        assert!(header(&response, "strict-transport-security").starts_with("max-age=31536000"), "{what}");
        assert_eq!(header(&response, "x-request-id").len(), 32, "{what}");
        let policy = header(&response, "content-security-policy");
        for part in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{what}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval'  "), "{what}: {policy}");
        let public = header(&response, "cache-control").starts_with("public");
        let file = request_is_file(&what) && status < 400;
        assert_eq!(public, file, "{what}: {}", header(&response, "cache-control"));
        assert!(public || header(&response, "cache-control") == "no-store", "{what}");
    }
}

fn request_is_file(what: &str) -> bool {
    what.contains("/assets/") || what.contains("/favicon.svg")
}

#[tokio::test]
async fn a_document_gets_a_nonce_of_its_own_each_time() {
    let mut seen = Vec::new();
    for _ in 0..3 {
        let (response, _) = ask(router(), get_with("/", &[])).await;
        let policy = header(&response, "content-security-policy").to_owned();
        let nonce = policy.split_once("'nonce-").map(|(_, rest)| rest.trim_end_matches('\'').to_owned());
        assert!(nonce.as_deref().is_some_and(|nonce| nonce.len() >= 22), "{policy}");
        assert!(policy.contains("object-src 'none'") && policy.contains("form-action 'self'"), "{policy}");
        assert!(policy.contains("'strict-dynamic'") && policy.contains("'wasm-unsafe-eval'"), "{policy}");
        seen.push(nonce);
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 3);
}

#[tokio::test]
async fn a_download_keeps_its_own_policy() {
    let (response, _) = ask(router(), get_with("/download", &[])).await;
    assert_eq!(header(&response, "content-security-policy"), "sandbox");
}

#[tokio::test]
async fn a_panic_tells_nothing_but_a_name() {
    let (response, body) = ask(router(), get_with("/panic", &[("accept", "text/html")])).await;
    assert!(!body.contains("secret"), "{body}");
    assert!(body.contains(header(&response, "x-request-id")), "{body}");
    assert!(body.contains("<html lang=\"fr\">"), "{body}");
}

#[tokio::test]
async fn a_call_is_named_by_us_alone() {
    let (response, _) = ask(router(), get_with("/", &[("x-request-id", "mine")])).await;
    assert_ne!(header(&response, "x-request-id"), "mine");
}

#[tokio::test]
async fn pages_are_compressed_and_streams_are_not() {
    let (response, _) = ask(router(), get_with("/long", &[("accept-encoding", "gzip, br")])).await;
    assert_eq!(header(&response, "content-encoding"), "br");
    let (response, _) = ask(router(), get_with("/", &[("accept-encoding", "gzip, br")])).await;
    assert_eq!(header(&response, "content-encoding"), "", "too short to gain anything");
}
