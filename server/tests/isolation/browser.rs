//! The portal as its edge answers, and browsers without scripts that are signed in.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use app::shell::Head;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use operations::{Clock, Operations, Settings};
use server::health::Readiness;
use server::origin::{Origin, Origins};
use server::pages;
use server::peer::TrustedProxies;
use server::router::{self, Edge};
use store::Store;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// The name under which it is reached.
pub const HOST: &str = "portal.example.com";

/// An installation on an empty database.
pub struct Portal {
    pub operations: Operations,
    router: Router,
    _data: tempfile::TempDir,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub kind: String,
    pub body: String,
}

impl Portal {
    /// On a Monday, 2 March 2026, at 9:00 in Paris.
    pub fn on(store: Store) -> Self {
        let data = tempfile::tempdir().expect("a temporary folder");
        let settings = Settings {
            public_url: format!("https://{HOST}"),
            data: data.path().to_owned(),
            smtp_url: None,
            mail_from: "Consigne <no-reply@portal.example.com>".to_owned(),
            hold_seconds: 0,
            archive_months: domain::parcel::retention::ARCHIVE_MONTHS,
            key_file: None,
            demo: false,
            matrix: Arc::new(domain::ticket::reason::matrix().clone()),
            contracts: Arc::new(domain::contract::contracts().clone()),
        };
        let start = "2026-03-02T08:00:00Z".parse().expect("a moment");
        let operations = Operations::open(store, Clock::stopped_at(start), settings).expect("an installation");
        let stop = CancellationToken::new();
        let public: Option<Origin> = format!("https://{HOST}").parse().ok();
        let edge = Edge {
            origins: Origins::new(public.as_ref(), SocketAddr::from((Ipv4Addr::UNSPECIFIED, 3000))),
            proxies: TrustedProxies::default(),
            files: &[],
            readiness: Readiness::new(|| async { true }, stop.clone()),
            figures: None,
        };
        let pages = pages::router(operations.clone(), Arc::new(Head::default()), true, stop);
        Portal { operations, router: router::build(edge, pages), _data: data }
    }

    /// Asks for an address with a session's cookie; empty where nobody is signed in.
    pub async fn get(&self, session: &str, path: &str) -> Answer {
        // A page's own reads answer data to whoever takes data, and lead everybody else back to the page.
        let accepts = if path.starts_with("/read/") { "application/json" } else { "text/html" };
        read(self.ask(session, "GET", path, accepts, None).await).await
    }

    /// Sends a form.
    pub async fn post(&self, session: &str, path: &str, accepts: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        let form = Some(("application/x-www-form-urlencoded", body.join("&")));
        read(self.ask(session, "POST", path, accepts, form).await).await
    }

    /// Sends JSON.
    pub async fn post_json(&self, session: &str, path: &str, body: &str) -> Answer {
        let body = Some(("application/json", body.to_owned()));
        read(self.ask(session, "POST", path, "application/json", body).await).await
    }

    /// Asks, and leaves the body to be read.
    pub async fn ask(
        &self,
        session: &str,
        method: &str,
        path: &str,
        accepts: &str,
        body: Option<(&str, String)>,
    ) -> http::Response<Body> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, HOST)
            .header(header::ACCEPT, accepts)
            .header("sec-fetch-site", "same-origin");
        if !session.is_empty() {
            request = request.header(header::COOKIE, format!("__Host-session={session}"));
        }
        if let Some((kind, _)) = &body {
            request = request.header(header::CONTENT_TYPE, *kind);
        }
        let body = body.map_or_else(Body::empty, |(_, text)| Body::from(text));
        let mut request = request.body(body).expect("the test's own request");
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([203, 0, 113, 7], 5000))));
        let Ok(response) = self.router.clone().oneshot(request).await;
        response
    }
}

async fn read(response: http::Response<Body>) -> Answer {
    let (parts, body) = response.into_parts();
    let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let bytes = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let mut body = String::from_utf8_lossy(&bytes).into_owned();
    // The name of a file that is saved is read like the rest.
    body.push_str(&format!("\n{}", text(header::CONTENT_DISPOSITION)));
    Answer { status: parts.status, location: text(header::LOCATION), kind: text(header::CONTENT_TYPE), body }
}

/// A value as it stands in an address or a form.
pub fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
