//! The two addresses that tell whether the program lives and whether it can work.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

type Answer = Pin<Box<dyn Future<Output = bool> + Send>>;

/// Asks whether everything that a page needs is there: the database, with all its migrations.
#[derive(Clone)]
pub struct Readiness {
    ask: Arc<dyn Fn() -> Answer + Send + Sync>,
    stop: CancellationToken,
}

impl Readiness {
    /// Ready while `ask` answers `true` within two seconds and `stop` is not cancelled.
    pub fn new<F, Fut>(ask: F, stop: CancellationToken) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = bool> + Send + 'static,
    {
        Readiness { ask: Arc::new(move || Box::pin(ask())), stop }
    }

    /// Whether new work can be taken now.
    pub async fn is_ready(&self) -> bool {
        !self.stop.is_cancelled() && timeout(PATIENCE, (self.ask)()).await.unwrap_or(false)
    }
}

/// `/healthz`: the process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `/readyz`: 200, or 503 while the database is away or the program is ending.
pub async fn ready(readiness: Readiness) -> Response {
    if readiness.is_ready().await {
        "ready\n".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
    }
}
