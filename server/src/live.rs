//! `GET /live`: what changes on the server, as server-sent events (HTML standard §9.2), to whoever may know it.
//!
//! | event | data | what a page does |
//! |---|---|---|
//! | `here` | `{}` | nothing: its id is the position to go on from after a loss |
//! | `changed` | `{"ticket":"…","sequence":n}` | reads again what it shows of that thread |
//! | `present` | `{"ticket":"…"}` | asks who is on that thread, if it shows it |
//! | `resync` | `{}` | reads everything again: too much was missed |
//! | `ended` | `{}` | says that the session is over; the stream closes |
//!
//! A stream that comes back names the last id it has seen, in `Last-Event-ID` or, where another tab takes over, in
//! `?after=`. What a reader is too slow to take stays in no queue of ours: the stream is only asked for more when the
//! connection has taken what it had, and whoever lags too far behind is told to read again (`security.md` L07).

use std::convert::Infallible;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use app::host::Visit;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::id::TicketId;
use futures_util::stream;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use operations::Operations;
use operations::live::{Caps, Changed, Heard, Listening, Opening};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::fault;
use crate::metrics::OpenStream;
use crate::origin::Origin;

/// When a browser may come back after a loss, in milliseconds: at the earliest, and within how much more.
const RETRY: (u64, u64) = (1_000, 2_000);

/// After how many milliseconds a stream may come back that had to give way to newer ones of the same person.
const DISPLACED: u64 = 60_000;

/// How streams are kept.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// How many there may be.
    pub caps: Caps,
    /// How often a silent stream shows that it lives, so that no proxy closes it.
    pub beat: Duration,
}

impl Default for Terms {
    fn default() -> Self {
        Terms { caps: Caps::default(), beat: Duration::from_secs(15) }
    }
}

struct Streams {
    operations: Operations,
    public: Option<Origin>,
    terms: Terms,
    stop: CancellationToken,
}

/// The address of the event streams; they end when `stop` is cancelled.
pub fn routes(operations: Operations, stop: CancellationToken) -> Router {
    routes_with(operations, stop, Terms::default())
}

/// The same on other terms.
pub fn routes_with(operations: Operations, stop: CancellationToken, terms: Terms) -> Router {
    let public = operations.settings().public_url.parse().ok();
    Router::new().route("/live", get(open)).with_state(Arc::new(Streams { operations, public, terms, stop }))
}

async fn open(State(streams): State<Arc<Streams>>, request: Request) -> Response {
    let host = request.uri().authority().map(ToString::to_string);
    let host = host.as_deref().or_else(|| text(request.headers(), header::HOST.as_str())).unwrap_or_default();
    if !is_ours(streams.public.as_ref(), host, request.headers()) {
        return fault::page(StatusCode::FORBIDDEN, request.headers());
    }
    let visit = request.extensions().get::<Visit>();
    let Some(session) = visit.and_then(|visit| visit.signed.as_ref()).map(|signed| signed.session) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    if *request.method() == Method::HEAD {
        // A page whose stream was refused asks in this way whether it is signed in at all.
        return StatusCode::OK.into_response();
    }
    let after = after(request.headers(), request.uri().query());
    match streams.operations.listen(session, after, streams.terms.caps).await {
        Ok(Opening::Open(listening)) => answer(&streams, *listening),
        Ok(Opening::SignedOut) => StatusCode::UNAUTHORIZED.into_response(),
        Ok(Opening::Full) => {
            tracing::warn!("an event stream was refused: there are too many");
            later()
        }
        Err(error) => {
            tracing::warn!(%error, "an event stream could not open");
            later()
        }
    }
}

fn later() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "10")]).into_response()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Whether one of our own pages asks (`security.md` L03). A cookie alone says nothing about that.
///
/// Browsers send `Sec-Fetch-Site` wherever pages come over TLS or from this machine, and no `Origin` with a plain
/// read of one's own. Elsewhere there is the `Referer`, which our policy keeps on reads of our own. Whoever names
/// none of the three is refused.
fn is_ours(public: Option<&Origin>, host: &str, headers: &HeaderMap) -> bool {
    let ours = |named: &str| {
        named.parse::<Origin>().is_ok_and(|named| {
            // The host has been found to be one of ours; on loopback it may be another name than the public one.
            public == Some(&named)
                || named.is_loopback() && format!("http://{host}").parse::<Origin>().is_ok_and(|here| here == named)
        })
    };
    let site = headers.get("sec-fetch-site").map(|site| site == "same-origin");
    let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().is_ok_and(ours));
    match (site, origin) {
        (None, None) => text(headers, header::REFERER.as_str()).and_then(origin_of).is_some_and(ours),
        (site, origin) => site != Some(false) && origin != Some(false),
    }
}

/// The scheme, host and port at the beginning of an address.
fn origin_of(address: &str) -> Option<&str> {
    let start = address.find("://")? + 3;
    let end = address[start..].find(['/', '?', '#']).map_or(address.len(), |end| start + end);
    Some(&address[..end])
}

/// The position after which a browser has heard nothing. One that cannot be read is older than the log.
fn after(headers: &HeaderMap, query: Option<&str>) -> Option<i64> {
    let named = match headers.get("last-event-id") {
        Some(id) => id.to_str().unwrap_or("unreadable"),
        None => query?.split('&').find_map(|pair| pair.strip_prefix("after="))?,
    };
    Some(named.parse().ok().filter(|position| *position >= 0).unwrap_or(-1))
}

fn answer(streams: &Streams, listening: Listening) -> Response {
    let beat = streams.terms.beat;
    let mut beats = interval_at(Instant::now() + beat, beat);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stream = Stream {
        told: -1,
        listening,
        operations: streams.operations.clone(),
        stop: streams.stop.clone(),
        beats,
        state: Progress::Opening,
        _counted: OpenStream::open(),
    };
    let body = Body::from_stream(stream::unfold(stream, |mut stream| async move {
        let text = stream.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(text)), stream))
    }));
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // nginx would otherwise gather events until a buffer is full.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Opening,
    Open,
    Closed,
}

/// One open stream, as text.
struct Stream {
    listening: Listening,
    operations: Operations,
    stop: CancellationToken,
    beats: Interval,
    /// The last position that the reader was told.
    told: i64,
    state: Progress,
    _counted: OpenStream,
}

impl Stream {
    /// What is to be sent next; none at the end.
    async fn next(&mut self) -> Option<String> {
        match self.state {
            Progress::Closed => return None,
            Progress::Opening => {
                self.state = Progress::Open;
                let mut text = retry(jittered(RETRY.0, RETRY.1));
                if self.listening.is_even() {
                    text.push_str(&self.here());
                }
                return Some(text);
            }
            Progress::Open => {}
        }
        let text = tokio::select! {
            biased;
            () = self.stop.cancelled() => self.goodbye(),
            heard = self.listening.next() => self.tell(heard),
            _ = self.beats.tick() => self.beat(),
        };
        Some(text)
    }

    fn tell(&mut self, heard: Heard) -> String {
        self.beats.reset();
        match heard {
            Heard::Changed(changes) => {
                self.told = changes.last().map_or(self.told, |last| last.position);
                changed(&changes)
            }
            Heard::Present(tickets) => present(&tickets),
            Heard::Resync(position) => {
                self.told = position;
                format!("event: resync\nid: {position}\ndata: {{}}\n\n")
            }
            Heard::Ended => {
                self.state = Progress::Closed;
                "event: ended\ndata: {}\n\n".to_owned()
            }
            Heard::Displaced => {
                self.state = Progress::Closed;
                retry(DISPLACED)
            }
        }
    }

    fn here(&mut self) -> String {
        self.told = self.listening.position();
        format!("event: here\nid: {}\ndata: {{}}\n\n", self.told)
    }

    /// A sign of life. Where much went by that the reader may not know of, it moves his position along, so that he
    /// is not told to read everything again after the next loss.
    fn beat(&mut self) -> String {
        if self.listening.is_even() && self.listening.position() != self.told {
            self.here()
        } else {
            ":\n\n".to_owned()
        }
    }

    /// The last words when the program ends: the more streams there are, the more their return is spread.
    fn goodbye(&mut self) -> String {
        self.state = Progress::Closed;
        let streams = u64::try_from(self.operations.live().listeners()).unwrap_or(u64::MAX);
        retry(jittered(RETRY.0, RETRY.1.saturating_add(streams)))
    }
}

fn changed(changes: &[Changed]) -> String {
    let mut text = String::with_capacity(changes.len() * 112);
    for Changed { position, ticket, sequence } in changes {
        // Writing into a string cannot fail.
        let _ = write!(
            text,
            "event: changed\nid: {position}\ndata: {{\"ticket\":\"{ticket}\",\"sequence\":{sequence}}}\n\n"
        );
    }
    text
}

/// Without an id: a position says what was told of what is kept, and this is kept nowhere.
fn present(tickets: &[TicketId]) -> String {
    tickets.iter().map(|ticket| format!("event: present\ndata: {{\"ticket\":\"{ticket}\"}}\n\n")).collect()
}

fn retry(milliseconds: u64) -> String {
    format!("retry: {milliseconds}\n\n")
}

/// A number of milliseconds from `least` on, within `width`.
fn jittered(least: u64, width: u64) -> u64 {
    // The second half of such an id is random (RFC 9562 §5.7).
    least + Uuid::now_v7().as_u64_pair().1 % width.max(1)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::{after, is_ours, jittered};
    use crate::origin::Origin;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn only_our_own_pages_may_listen() {
        let public: Option<Origin> = "https://portal.example.com".parse().ok();
        let own = ("origin", "https://portal.example.com");
        let same = ("sec-fetch-site", "same-origin");
        for (pairs, expected) in [
            (vec![same], true),
            (vec![same, own], true),
            (vec![own], true),
            (vec![("referer", "https://portal.example.com/requests?tab=open")], true),
            (vec![], false),
            (vec![("sec-fetch-site", "none")], false),
            (vec![("sec-fetch-site", "same-site")], false),
            (vec![("sec-fetch-site", "cross-site"), own], false),
            (vec![same, ("origin", "https://evil.test")], false),
            (vec![("origin", "https://evil.test")], false),
            (vec![("origin", "null")], false),
            (vec![("origin", "")], false),
            (vec![("origin", "http://portal.example.com")], false),
            (vec![("origin", "https://portal.example.com:8443")], false),
            (vec![("origin", "http://localhost:3000")], false),
            (vec![("referer", "https://evil.test/https://portal.example.com/")], false),
            (vec![("referer", "https://portal.example.com.evil.test/")], false),
        ] {
            assert_eq!(is_ours(public.as_ref(), "portal.example.com", &headers(&pairs)), expected, "{pairs:?}");
        }
        let here = headers(&[("origin", "http://127.0.0.1:3000")]);
        assert!(is_ours(public.as_ref(), "127.0.0.1:3000", &here));
        assert!(!is_ours(public.as_ref(), "127.0.0.1:3001", &here));
    }

    #[test]
    fn where_a_stream_goes_on() {
        let none = HeaderMap::new();
        let last = |id| headers(&[("last-event-id", id)]);
        assert_eq!(after(&none, None), None);
        assert_eq!(after(&none, Some("tab=1")), None);
        assert_eq!(after(&none, Some("a=b&after=12")), Some(12));
        assert_eq!(after(&last("40"), Some("after=12")), Some(40));
        // What cannot be read was handed out by nobody: whoever says it is told to read again.
        for id in ["", "x", "-7", "-9223372036854775808", "9223372036854775808", "4 2", "<script>"] {
            assert_eq!(after(&last(id), None), Some(-1), "{id}");
        }
        assert_eq!(after(&none, Some("after=")), Some(-1));
    }

    #[test]
    fn returns_are_spread() {
        let moments: std::collections::HashSet<u64> = (0..100).map(|_| jittered(1_000, 2_000)).collect();
        assert!(moments.iter().all(|moment| (1_000..3_000).contains(moment)));
        assert!(moments.len() > 50);
        assert_eq!(jittered(5, 0), 5);
    }
}
