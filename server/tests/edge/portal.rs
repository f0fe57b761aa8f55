//! A portal without a database: the whole edge around a handful of pages, in process or on a socket.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::response::Html;
use axum::response::sse::{Event, Sse};
use axum::routing::{get, post};
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::BodyExt;
use server::accept::{self, Limits};
use server::assets::Asset;
use server::health::Readiness;
use server::metrics;
use server::origin::{Origin, Origins};
use server::peer::TrustedProxies;
use server::router::{self, Edge};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// The name under which tests call.
pub const HOST: &str = "portal.example.com";

/// Longer than any test waits for something that comes.
pub const LONG: Duration = Duration::from_secs(5);

/// The files of the test portal.
pub static FILES: &[Asset] = &[
    Asset {
        path: "/assets/browser-0123456789abcdef.js",
        mime: "text/javascript; charset=utf-8",
        hashed: true,
        tag: "0123456789abcdef",
        plain: b"plain",
        brotli: Some(b"br"),
        gzip: Some(b"gzip"),
    },
    Asset {
        path: "/favicon.svg",
        mime: "image/svg+xml",
        hashed: false,
        tag: "fedcba9876543210",
        plain: b"<svg/>",
        brotli: None,
        gzip: None,
    },
];

/// What the edge is told, with a public name over https.
pub fn edge(stop: &CancellationToken) -> Edge {
    let public: Option<Origin> = format!("https://{HOST}").parse().ok();
    Edge {
        origins: Origins::new(public.as_ref(), SocketAddr::from((Ipv4Addr::UNSPECIFIED, 3000))),
        proxies: TrustedProxies::default(),
        files: FILES,
        readiness: Readiness::new(|| async { true }, stop.clone()),
        figures: Some(metrics::recorder()),
    }
}

/// Pages that do what tests need.
pub fn pages(stop: &CancellationToken) -> Router {
    let stop = stop.clone();
    Router::new()
        .route("/", get(|| async { Html("<p>Bonjour</p>") }))
        .route("/long", get(|| async { Html("<p>Bonjour</p>".repeat(200)) }))
        .route("/large", get(|| async { vec![b'x'; 64 * 1024 * 1024] }))
        .route("/panic", get(broken))
        .route("/late", get(|| async { tokio::time::sleep(Duration::from_millis(300)).await }))
        .route("/never", get(std::future::pending::<StatusCode>))
        .route("/form", post(|body: Bytes| async move { body.len().to_string() }))
        .route("/client", get(|ConnectInfo(client): ConnectInfo<IpAddr>| async move { client.to_string() }))
        .route("/download", get(|| async { ([("content-security-policy", "sandbox")], "file") }))
        .route(
            "/stream",
            get(move || async move {
                let first = futures_util::stream::once(async { Ok::<_, Infallible>(Event::default().data("first")) });
                let last = futures_util::stream::once(async move {
                    stop.cancelled_owned().await;
                    Ok(Event::default().event("bye").data("ending"))
                });
                Sse::new(futures_util::StreamExt::chain(first, last))
            }),
        )
        .fallback(|headers: HeaderMap| async move { server::fault::page(StatusCode::NOT_FOUND, &headers) })
}

async fn broken() -> StatusCode {
    panic!("the secret of somebody");
}

/// The whole portal, to be called in process.
pub fn router() -> Router {
    let stop = CancellationToken::new();
    router::build(edge(&stop), pages(&stop))
}

/// Asks in process, from a client at `203.0.113.7`, under the portal's own name unless the request has another.
pub async fn ask(router: Router, mut request: Request<Body>) -> (Response<()>, String) {
    request.headers_mut().entry("host").or_insert(http::HeaderValue::from_static(HOST));
    if request.extensions().get::<ConnectInfo<SocketAddr>>().is_none() {
        let peer = SocketAddr::from(([203, 0, 113, 7], 5000));
        request.extensions_mut().insert(ConnectInfo(peer));
    }
    let Ok(response) = router.oneshot(request).await;
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    (Response::from_parts(parts, ()), String::from_utf8_lossy(&bytes).into_owned())
}

/// A `GET` with headers.
pub fn get_with(path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    request.body(Body::empty()).expect("the test's own request")
}

/// Limits that a test can wait for.
pub fn short() -> Limits {
    Limits {
        head: Duration::from_millis(300),
        body: Duration::from_millis(300),
        answer: Duration::from_millis(300),
        idle: Duration::from_millis(1500),
        drain: Duration::from_secs(3),
        ..Limits::default()
    }
}

/// A portal on a socket of this machine.
pub struct Portal {
    /// Where it listens.
    pub address: SocketAddr,
    /// Ends it.
    pub stop: CancellationToken,
    ended: JoinHandle<usize>,
}

impl Portal {
    /// Opens it.
    pub async fn open(limits: Limits) -> io::Result<Portal> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let stop = CancellationToken::new();
        let app = router::build(edge(&stop), pages(&stop));
        let ended = tokio::spawn(accept::serve(listener, app, limits, stop.clone()));
        Ok(Portal { address, stop, ended })
    }

    /// A connection to it.
    pub async fn connect(&self) -> io::Result<TcpStream> {
        TcpStream::connect(self.address).await
    }

    /// Sends bytes on a connection of their own, and reads until it is closed.
    pub async fn say(&self, bytes: &str) -> io::Result<String> {
        let mut stream = self.connect().await?;
        stream.write_all(bytes.as_bytes()).await?;
        Ok(rest(&mut stream).await)
    }

    /// Waits for the end that `stop` asked for; answers how many connections were cut.
    pub async fn ended(self) -> Option<usize> {
        timeout(LONG, self.ended).await.ok()?.ok()
    }
}

/// What still comes on a connection until it is closed; what came when a test waits for too long.
pub async fn rest(stream: &mut TcpStream) -> String {
    let mut heard = Vec::new();
    let read = async {
        let mut buffer = [0; 4096];
        while let Ok(length @ 1..) = stream.read(&mut buffer).await {
            heard.extend_from_slice(&buffer[..length]);
        }
    };
    let closed = timeout(LONG, read).await.is_ok();
    let heard = String::from_utf8_lossy(&heard).into_owned();
    if closed { heard } else { format!("{heard}\n(still open)") }
}

/// Reads until a text was heard.
pub async fn until(stream: &mut TcpStream, text: &str) -> String {
    let mut heard = Vec::new();
    let read = async {
        let mut buffer = [0; 4096];
        while !String::from_utf8_lossy(&heard).contains(text) {
            match stream.read(&mut buffer).await {
                Ok(length @ 1..) => heard.extend_from_slice(&buffer[..length]),
                _ => break,
            }
        }
    };
    let _ = timeout(LONG, read).await;
    String::from_utf8_lossy(&heard).into_owned()
}
