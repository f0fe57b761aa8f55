//! The headers that every answer carries (`security.md` I14), and the nonce that lets our own scripts run.
//!
//! What a handler has set already stays: a download brings its own sandbox, a hashed file its own cache rule.

use std::fmt::Write;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use leptos::nonce::Nonce;

/// What a document may do. No `unsafe-inline` anywhere: neither `style=` nor a script without the nonce works.
const DOCUMENT: &str = "default-src 'none'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
                        connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
                        object-src 'none'; frame-ancestors 'none'; script-src 'strict-dynamic' 'wasm-unsafe-eval'";

/// What anything else may do if a browser is brought to show it as a document: nothing.
const OTHER: HeaderValue =
    HeaderValue::from_static("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

/// The headers whose value never changes.
const FIXED: [(HeaderName, HeaderValue); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), \
             usb=()",
        ),
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    // Nearly every page is somebody's own; what may be kept says so itself.
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// One year, the portal's own subdomains included (ASVS 5.0, 3.4.1).
const TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// How the installation is reached, as far as headers depend on it.
#[derive(Clone, Copy, Debug)]
pub struct Baseline {
    /// Whether browsers are to insist on TLS from now on.
    pub https: bool,
}

fn set_missing(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

fn is_document(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html") || kind.starts_with("application/xhtml"))
}

fn document_policy(nonce: &Nonce) -> HeaderValue {
    let mut policy = String::with_capacity(DOCUMENT.len() + 40);
    policy.push_str(DOCUMENT);
    // Writing into a string cannot fail.
    let _ = write!(policy, " 'nonce-{nonce}'");
    // A nonce is URL-safe base64, so the policy is always a sound value; without it nothing may run, which is safe.
    HeaderValue::from_str(&policy).unwrap_or(OTHER)
}

/// Sets what is missing on the answer. The nonce stands in the call's extensions as [`Nonce`] before the handler
/// runs; whoever renders a document hands it on to the rendering's context.
pub async fn protect(State(baseline): State<Baseline>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let policy = if is_document(headers) { document_policy(&nonce) } else { OTHER };
    set_missing(headers, header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in FIXED {
        set_missing(headers, name, value);
    }
    if baseline.https {
        set_missing(headers, header::STRICT_TRANSPORT_SECURITY, TRANSPORT);
    }
    response
}
