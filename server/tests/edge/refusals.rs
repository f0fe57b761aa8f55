//! Calls that are not for us, or not from our pages (`security.md` I10, S05), and whose address counts.

use std::io;
use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Request, StatusCode};
use server::peer::TrustedProxies;
use server::router;
use tokio_util::sync::CancellationToken;

use crate::portal::{Portal, ask, edge, get_with, pages, router, short};

#[tokio::test]
async fn another_site_changes_nothing() {
    let own = "https://portal.example.com";
    for (site, origin, status) in [
        (Some("same-origin"), Some(own), 200),
        (Some("none"), None, 200),
        (None, Some(own), 200),
        (None, None, 200),
        (Some("cross-site"), Some("https://evil.test"), 403),
        (Some("same-site"), Some("https://other.example.com"), 403),
        (None, Some("https://evil.test"), 403),
        (None, Some("http://portal.example.com"), 403),
        (None, Some("null"), 403),
    ] {
        for kind in ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"] {
            let mut request = Request::post("/form").header("content-type", kind);
            if let Some(site) = site {
                request = request.header("sec-fetch-site", site);
            }
            if let Some(origin) = origin {
                request = request.header("origin", origin);
            }
            let (response, _) = ask(router(), request.body(Body::from("a=b")).unwrap_or_default()).await;
            assert_eq!(response.status(), status, "{site:?} {origin:?} {kind}");
        }
    }
}

#[tokio::test]
async fn a_refusal_is_a_page_in_the_callers_language() {
    let request = Request::post("/form")
        .header("sec-fetch-site", "cross-site")
        .header("accept", "text/html,*/*")
        .header("accept-language", "en-GB");
    let (response, body) = ask(router(), request.body(Body::empty()).unwrap_or_default()).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(body.contains("<html lang=\"en\">") && body.contains("Go back to the page"), "{body}");
}

#[tokio::test]
async fn only_our_own_names_are_answered() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let end = "connection: close\r\n\r\n";
    for (head, status) in [
        ("GET / HTTP/1.1\r\nhost: portal.example.com\r\n", 200),
        ("GET / HTTP/1.1\r\nhost: PORTAL.EXAMPLE.COM:443\r\n", 200),
        ("GET / HTTP/1.1\r\nhost: evil.test\r\n", 421),
        ("GET / HTTP/1.1\r\nhost: portal.example.com.evil.test\r\n", 421),
        ("GET / HTTP/1.1\r\nhost: localhost:3000\r\n", 421),
        ("GET / HTTP/1.1\r\nhost: evil.test\r\nx-forwarded-host: portal.example.com\r\n", 421),
        ("GET / HTTP/1.1\r\nhost: portal.example.com\r\nhost: evil.test\r\n", 400),
        ("GET / HTTP/1.1\r\n", 400),
        ("GET / HTTP/1.0\r\n", 400),
        ("GET https://portal.example.com/ HTTP/1.1\r\nhost: portal.example.com\r\n", 200),
        ("GET https://evil.test/ HTTP/1.1\r\nhost: evil.test\r\n", 421),
        ("GET https://evil.test/ HTTP/1.1\r\nhost: portal.example.com\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nhost: 10.0.0.7\r\n", 200),
        ("GET /readyz HTTP/1.1\r\nhost: 10.0.0.7\r\n", 200),
    ] {
        let heard = portal.say(&format!("{head}{end}")).await?;
        let line = heard.lines().next().unwrap_or_default();
        assert!(line.contains(&format!(" {status} ")), "{head:?}: {line}");
    }
    Ok(())
}

#[tokio::test]
async fn a_trusted_proxy_is_believed_and_nobody_else() {
    let stop = CancellationToken::new();
    for (trusted, expected) in [("203.0.113.0/24", "198.51.100.4"), ("192.0.2.0/24", "203.0.113.7")] {
        let mut edge = edge(&stop);
        edge.proxies = TrustedProxies::new(&trusted.parse().into_iter().collect::<Vec<_>>());
        let app = router::build(edge, pages(&stop));
        let (_, body) = ask(app, get_with("/client", &[("x-forwarded-for", "1.1.1.1, 198.51.100.4")])).await;
        assert_eq!(body, expected);
    }
}

#[tokio::test]
async fn a_form_has_a_largest_size() {
    let body = vec![b'x'; router::FORM_LIMIT + 1];
    let request = Request::post("/form").body(Body::from(body)).unwrap_or_default();
    let (response, _) = ask(router(), request).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn figures_are_for_this_machine() {
    let local = SocketAddr::from(([127, 0, 0, 1], 5000));
    let from = |peer: SocketAddr, headers: &[(&str, &str)]| {
        let mut request = get_with("/metrics", headers);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    };
    let (response, _) = ask(router(), from(local, &[])).await;
    assert_eq!(response.status(), StatusCode::OK);
    for request in [
        from(local, &[("x-forwarded-for", "127.0.0.1")]),
        from(local, &[("forwarded", "for=127.0.0.1")]),
        from(SocketAddr::from(([203, 0, 113, 7], 5000)), &[]),
        from(SocketAddr::from(([203, 0, 113, 7], 5000)), &[("x-forwarded-for", "127.0.0.1")]),
    ] {
        let (response, _) = ask(router(), request).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }
}
