//! One connection: when it has been silent or dribbling for too long, and how it ends.
//!
//! Hyper bounds the reading of a head only once it knows the protocol, and its timer also runs between two requests
//! of one connection. So the deadlines are kept here: a head must be complete soon after its first byte, while an
//! idle connection may stay for longer.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use bytes::Bytes;
use http::{Request, Response, Version};
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::accept::Limits;
use crate::pace::{Pace, PacedBody, Wire};

/// How long a client may take to agree to a friendly goodbye on an idle connection.
const FAREWELL: Duration = Duration::from_secs(1);

/// What a connection is doing; shared by its socket, its requests and its watch.
#[derive(Clone)]
pub struct Pulse(Arc<Mutex<Beat>>);

struct Beat {
    in_flight: usize,
    answered: bool,
    multiplexed: bool,
    waiting_since: Instant,
    head_since: Option<Instant>,
}

/// When a connection is cut, and whether it did something wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deadline {
    /// It is idle and may be asked to leave.
    Idle(Instant),
    /// A head is not complete: it is cut.
    Head(Instant),
}

impl Pulse {
    /// The pulse of a connection that was accepted just now.
    #[must_use]
    pub fn new() -> Self {
        Pulse(Arc::new(Mutex::new(Beat {
            in_flight: 0,
            answered: false,
            multiplexed: false,
            waiting_since: Instant::now(),
            head_since: None,
        })))
    }

    fn change<T>(&self, change: impl FnOnce(&mut Beat) -> T) -> T {
        // A beat is a few numbers that are always sound, so a panic elsewhere does not spoil it.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Notes that bytes came from the client.
    pub fn heard(&self) {
        self.change(|beat| {
            if beat.in_flight == 0 && beat.head_since.is_none() {
                beat.head_since = Some(Instant::now());
            }
        });
    }

    /// Notes that a head is complete; the request lasts until the value is dropped.
    #[must_use]
    pub fn began(&self, multiplexed: bool) -> InFlight {
        self.change(|beat| {
            beat.in_flight += 1;
            beat.answered = true;
            beat.multiplexed = multiplexed;
            beat.head_since = None;
        });
        InFlight(self.clone())
    }

    fn deadline(&self, limits: &Limits) -> Option<Deadline> {
        self.change(|beat| {
            if beat.in_flight > 0 {
                return None;
            }
            // The frames of HTTP/2 that follow an answer are no head, so only its first request has a head's deadline.
            Some(match beat.head_since {
                _ if !beat.answered => Deadline::Head(beat.waiting_since + limits.head),
                Some(since) if !beat.multiplexed => Deadline::Head(since + limits.head),
                _ => Deadline::Idle(beat.waiting_since + limits.idle),
            })
        })
    }
}

impl Default for Pulse {
    fn default() -> Self {
        Pulse::new()
    }
}

/// A request under way, its answer's body included.
pub struct InFlight(Pulse);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.change(|beat| {
            beat.in_flight -= 1;
            if beat.in_flight == 0 {
                beat.waiting_since = Instant::now();
            }
        });
    }
}

/// An answer's body that keeps its request in flight until it is sent.
struct Held {
    inner: Body,
    _in_flight: InFlight,
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.inner).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// The two ways in which the program asks a connection to end.
#[derive(Clone)]
pub struct Ending {
    /// Finish what is under way and take nothing new.
    pub stop: CancellationToken,
    /// Time is up.
    pub cut: CancellationToken,
}

/// How hyper is set up for every connection.
#[must_use]
pub fn protocol(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.idle.max(limits.head))
        .max_buf_size(limits.head_bytes.max(8 * 1024))
        .half_close(false);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(u32::try_from(limits.head_bytes).unwrap_or(u32::MAX))
        .max_concurrent_streams(100)
        .max_local_error_reset_streams(128)
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(10));
    builder
}

/// Serves one connection until it ends, is idle or dribbles for too long, or the program ends.
pub async fn run(
    builder: Arc<Builder<TokioExecutor>>,
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: Limits,
    ending: Ending,
) {
    let pulse = Pulse::new();
    let wire = Wire::new(stream, pulse.clone(), Pace::new(limits.answer, limits.least_bytes));
    let service = {
        let pulse = pulse.clone();
        service_fn(move |request: Request<Incoming>| {
            let in_flight = pulse.began(request.version() == Version::HTTP_2);
            let mut request =
                request.map(|body| Body::new(PacedBody::new(body, Pace::new(limits.body, limits.least_bytes))));
            request.extensions_mut().insert(ConnectInfo(peer));
            let answer = router.clone().oneshot(request);
            async move {
                let answer: Response<Body> = answer.await?;
                Ok::<_, Infallible>(answer.map(|inner| Held { inner, _in_flight: in_flight }))
            }
        })
    };
    let mut connection = pin!(builder.serve_connection(TokioIo::new(wire), service));
    let mut stopping = pin!(ending.stop.cancelled());
    let mut cutting = pin!(ending.cut.cancelled());
    let mut timer: Option<Pin<Box<Sleep>>> = None;
    let mut leaving = false;
    let mut farewell = None;
    poll_fn(|cx| {
        loop {
            if connection.as_mut().poll(cx).is_ready() || cutting.as_mut().poll(cx).is_ready() {
                return Poll::Ready(());
            }
            if !leaving && stopping.as_mut().poll(cx).is_ready() {
                leaving = true;
                connection.as_mut().graceful_shutdown();
                continue;
            }
            let deadline = farewell.map(Deadline::Head).or_else(|| pulse.deadline(&limits));
            let Some(Deadline::Idle(at) | Deadline::Head(at)) = deadline else {
                return Poll::Pending;
            };
            let timer = timer.get_or_insert_with(|| Box::pin(sleep_until(at)));
            if timer.deadline() != at {
                timer.as_mut().reset(at);
            }
            if timer.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            if matches!(deadline, Some(Deadline::Head(_))) {
                return Poll::Ready(());
            }
            farewell = Some(Instant::now() + FAREWELL);
            leaving = true;
            connection.as_mut().graceful_shutdown();
        }
    })
    .await;
}

#[cfg(test)]
mod tests {
    use super::{Deadline, Pulse};
    use crate::accept::Limits;

    #[tokio::test]
    async fn a_new_connection_owes_a_head() {
        let (pulse, limits) = (Pulse::new(), Limits::default());
        assert!(matches!(pulse.deadline(&limits), Some(Deadline::Head(_))));
    }

    #[tokio::test]
    async fn nothing_is_cut_while_a_request_runs_and_idling_follows() {
        let (pulse, limits) = (Pulse::new(), Limits::default());
        pulse.heard();
        let request = pulse.began(false);
        assert_eq!(pulse.deadline(&limits), None);
        drop(request);
        assert!(matches!(pulse.deadline(&limits), Some(Deadline::Idle(_))));
        pulse.heard();
        assert!(matches!(pulse.deadline(&limits), Some(Deadline::Head(_))));
    }

    #[tokio::test]
    async fn frames_after_an_answer_are_no_head_on_a_multiplexed_connection() {
        let (pulse, limits) = (Pulse::new(), Limits::default());
        drop(pulse.began(true));
        pulse.heard();
        assert!(matches!(pulse.deadline(&limits), Some(Deadline::Idle(_))));
    }
}
