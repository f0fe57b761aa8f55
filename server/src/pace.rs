//! How slow a peer may be before we stop waiting for it (`security.md` O01).
//!
//! A pause alone does not catch a peer that sends one byte every few seconds, so what counts is the time spent
//! *waiting for the peer* until a certain number of bytes has moved. Time that our own side takes is never counted.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::connection::Pulse;

/// Keeps count of one direction of one stream.
pub struct Pace {
    patience: Duration,
    least: usize,
    moved: usize,
    waited: Duration,
    waiting_since: Option<Instant>,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Pace {
    /// A pace that allows `patience` of waiting for every `least` bytes.
    #[must_use]
    pub const fn new(patience: Duration, least: usize) -> Self {
        Pace { patience, least, moved: 0, waited: Duration::ZERO, waiting_since: None, timer: None }
    }

    /// Notes that bytes have moved.
    pub fn moved(&mut self, bytes: usize) {
        if let Some(since) = self.waiting_since.take() {
            self.waited += since.elapsed();
            self.timer = None;
        }
        self.moved = self.moved.saturating_add(bytes);
        if self.moved >= self.least {
            self.moved = 0;
            self.waited = Duration::ZERO;
        }
    }

    /// Notes that we wait for the peer; ready once it has had all our patience.
    pub fn poll_spent(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let since = *self.waiting_since.get_or_insert_with(Instant::now);
        let deadline = since + self.patience.saturating_sub(self.waited);
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        timer.as_mut().poll(cx)
    }
}

/// The peer was too slow, and the exchange was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooSlow;

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the peer was too slow")
    }
}

impl std::error::Error for TooSlow {}

/// A request body that fails with [`TooSlow`] when the client dribbles.
pub struct PacedBody<B> {
    inner: B,
    pace: Pace,
}

impl<B> PacedBody<B> {
    /// Puts a body under a pace.
    pub const fn new(inner: B, pace: Pace) -> Self {
        PacedBody { inner, pace }
    }
}

impl<B> Body for PacedBody<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<axum::BoxError>,
{
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match Pin::new(&mut self.inner).poll_frame(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                self.pace.moved(frame.data_ref().map_or(0, Bytes::len));
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error.into()))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => {
                ready!(self.pace.poll_spent(cx));
                Poll::Ready(Some(Err(TooSlow.into())))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// A socket that gives up on a client that does not take what it asked for, and that tells the connection's
/// [`Pulse`] when something is heard.
pub struct Wire<S> {
    inner: S,
    pulse: Pulse,
    pace: Pace,
}

impl<S> Wire<S> {
    /// Puts a socket's writing side under a pace.
    pub const fn new(inner: S, pulse: Pulse, pace: Pace) -> Self {
        Wire { inner, pulse, pace }
    }

    fn watch_write(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                self.pace.moved(bytes);
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => {
                ready!(self.pace.poll_spent(cx));
                Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, TooSlow)))
            }
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Wire<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.inner).poll_read(cx, buffer))?;
        if buffer.filled().len() > before {
            self.pulse.heard();
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Wire<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write(cx, bytes);
        self.watch_write(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write_vectored(cx, slices);
        self.watch_write(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::time::Duration;

    use tokio::time::{sleep, timeout};

    use super::Pace;

    const PATIENCE: Duration = Duration::from_millis(80);

    async fn spent_within(pace: &mut Pace, time: Duration) -> bool {
        timeout(time, poll_fn(|cx| pace.poll_spent(cx))).await.is_ok()
    }

    #[tokio::test]
    async fn a_silent_peer_spends_our_patience() {
        let mut pace = Pace::new(PATIENCE, 100);
        assert!(spent_within(&mut pace, PATIENCE * 4).await);
    }

    #[tokio::test]
    async fn dribbling_spends_it_too() {
        let mut pace = Pace::new(PATIENCE, 100);
        for _ in 0..3 {
            assert!(!spent_within(&mut pace, PATIENCE / 4).await);
            pace.moved(1);
        }
        assert!(spent_within(&mut pace, PATIENCE / 2).await);
    }

    #[tokio::test]
    async fn enough_bytes_start_the_count_again_and_our_own_time_is_free() {
        let mut pace = Pace::new(PATIENCE, 100);
        assert!(!spent_within(&mut pace, PATIENCE / 2).await);
        pace.moved(100);
        sleep(PATIENCE * 2).await;
        assert!(!spent_within(&mut pace, PATIENCE / 2).await);
    }
}
