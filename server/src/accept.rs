//! The accept loop: takes connections, bounds their number, and ends them when the program ends.
//!
//! `axum::serve` installs no timer, so hyper's timeout for heads never fires there, and an open event stream keeps it
//! from ending; hence a loop of our own (`security.md`, "Our own stack", O01, O07, L11).

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::connection::{self, Ending};

/// How long the loop rests when the machine has no file descriptor left, so that it does not spin (O07).
const REST: Duration = Duration::from_millis(50);

/// How often the log says so.
const SILENCE: Duration = Duration::from_secs(10);

/// What a client may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For a complete request head, from its first byte, or from the connection for the first one.
    pub head: Duration,
    /// For every `least_bytes` of a request's body, waiting for the client only.
    pub body: Duration,
    /// For every `least_bytes` of an answer, waiting for the client only.
    pub answer: Duration,
    /// For a connection on which nothing is under way; longer than proxies keep theirs, which must be first to close.
    pub idle: Duration,
    /// For what is under way when the program ends.
    pub drain: Duration,
    /// The bytes that must move before `body` or `answer` start again.
    pub least_bytes: usize,
    /// The size of a request head, request line included; more is answered 431.
    pub head_bytes: usize,
    /// Connections at once; further ones wait in the kernel's queue.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            head: Duration::from_secs(10),
            body: Duration::from_secs(10),
            answer: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            drain: Duration::from_secs(9),
            least_bytes: 4 * 1024,
            head_bytes: 32 * 1024,
            connections: 24_000,
        }
    }
}

/// Serves until `stop` is cancelled, then lets what is under way end for as long as the limits allow.
///
/// Answers how many connections had to be cut in the end. Event streams must end by themselves: they listen to the
/// same token.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: CancellationToken) -> usize {
    let builder = Arc::new(connection::protocol(&limits));
    let places = Arc::new(Semaphore::new(limits.connections));
    let connections = TaskTracker::new();
    let cut = CancellationToken::new();
    let ending = Ending { stop: stop.clone(), cut: cut.clone() };
    let mut told = None;
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            accepted = async {
                // The place is taken first: a connection that cannot be served is not accepted either.
                let place = Arc::clone(&places).acquire_owned().await;
                (place, listener.accept().await)
            } => accepted,
        };
        match accepted {
            (Ok(place), Ok((stream, peer))) => {
                // Answers are written whole, so waiting for more to send only delays them.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "the socket keeps its delay");
                }
                let served =
                    connection::run(Arc::clone(&builder), stream, peer, router.clone(), limits, ending.clone());
                connections.spawn(async move {
                    served.await;
                    drop(place);
                });
            }
            (Ok(_), Err(error)) => after_failure(&error, &mut told).await,
            // The semaphore is never closed while the loop runs.
            (Err(_), _) => break,
        }
    }
    drop(listener);
    connections.close();
    if timeout(limits.drain, connections.wait()).await.is_ok() {
        return 0;
    }
    let left = connections.len();
    cut.cancel();
    connections.wait().await;
    left
}

async fn after_failure(error: &io::Error, told: &mut Option<Instant>) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    // These tell of one client that went away before we came to it; the next one is not concerned.
    if matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted) {
        return;
    }
    if told.is_none_or(|told| told.elapsed() >= SILENCE) {
        tracing::warn!(%error, "no connection can be accepted");
        *told = Some(Instant::now());
    }
    sleep(REST).await;
}
