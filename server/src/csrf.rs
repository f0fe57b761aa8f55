//! Refusal of state changes that another site makes a browser ask for (`security.md` I10).
//!
//! Every browser in use says where a request comes from: `Sec-Fetch-Site` (W3C Fetch Metadata), or at least `Origin`
//! on whatever is not a plain read (Fetch standard). So no token is needed in forms, and pages stay cacheable by
//! hydration. A request with neither header comes from a program, not from a browser that somebody else could steer.
//! tower-http's layer compares `Origin` with `Host` and ignores the scheme; ours wants one of our own origins exactly.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, Method, StatusCode, header};

use crate::fault;
use crate::origin::Origins;

/// Whether a request may go on: it only reads, or it comes from our own pages.
#[must_use]
pub fn allows(origins: &Origins, method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    match headers.get("sec-fetch-site").map(http::HeaderValue::as_bytes) {
        // `none` is the person himself: an address typed, a bookmark, a form sent again by the browser.
        Some(b"same-origin" | b"none") => true,
        Some(_) => false,
        None => match headers.get(header::ORIGIN) {
            None => true,
            Some(origin) => origin.to_str().is_ok_and(|text| origins.knows_origin(text)),
        },
    }
}

/// Addresses where no cookie counts: who calls proves himself by a secret that a foreign page does not have.
const WITHOUT_COOKIES: &str = "/api/";

/// Answers 403 to what [`allows`] refuses, before anything reads the body.
pub async fn check(State(origins): State<Origins>, request: Request, next: Next) -> Response {
    let without_cookies = request.uri().path().starts_with(WITHOUT_COOKIES);
    if without_cookies || allows(&origins, request.method(), request.headers()) {
        next.run(request).await
    } else {
        fault::page(StatusCode::FORBIDDEN, request.headers())
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use http::{HeaderMap, HeaderValue, Method};

    use super::allows;
    use crate::origin::{Origin, Origins};

    #[test]
    fn who_may_change_something() {
        let public: Option<Origin> = "https://portal.example.com".parse().ok();
        let origins = Origins::new(public.as_ref(), SocketAddr::from(([0, 0, 0, 0], 3000)));
        let (post, get, delete) = (Method::POST, Method::GET, Method::DELETE);
        let own = Some("https://portal.example.com");
        for (method, site, origin, allowed) in [
            (&get, Some("cross-site"), Some("https://evil.test"), true),
            (&Method::HEAD, Some("cross-site"), None, true),
            (&post, Some("same-origin"), own, true),
            (&post, Some("none"), None, true),
            (&post, Some("cross-site"), None, false),
            (&post, Some("cross-site"), own, false),
            (&post, Some("same-site"), own, false),
            (&post, Some(""), own, false),
            (&post, None, own, true),
            (&post, None, Some("http://portal.example.com"), false),
            (&post, None, Some("https://portal.example.com:8443"), false),
            (&post, None, Some("https://evil.test"), false),
            (&post, None, Some("null"), false),
            (&post, None, Some(""), false),
            (&post, None, None, true),
            (&delete, Some("cross-site"), None, false),
            (&Method::TRACE, Some("cross-site"), None, false),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(site) = site {
                headers.insert("sec-fetch-site", HeaderValue::from_static(site));
            }
            if let Some(origin) = origin {
                headers.insert("origin", HeaderValue::from_static(origin));
            }
            assert_eq!(allows(&origins, method, &headers), allowed, "{method} {site:?} {origin:?}");
        }
    }
}
