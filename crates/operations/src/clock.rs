//! The one clock. Rules take `now`; only operations ask here.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// The time, which a demo's administrator may move and a test may stop.
#[derive(Debug)]
pub struct Clock {
    /// Microseconds the clock is ahead of the machine's.
    ahead: AtomicI64,
    /// Microseconds since 1970 at which the clock stands still; `i64::MIN` while it runs.
    stopped: AtomicI64,
}

const RUNS: i64 = i64::MIN;

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub const fn running() -> Self {
        Clock { ahead: AtomicI64::new(0), stopped: AtomicI64::new(RUNS) }
    }

    /// The machine's clock, moved.
    #[must_use]
    pub fn ahead_by(duration: SignedDuration) -> Self {
        let clock = Clock::running();
        clock.move_by(duration);
        clock
    }

    /// A clock that stands still until it is moved: for tests.
    #[must_use]
    pub fn stopped_at(at: Timestamp) -> Self {
        Clock { ahead: AtomicI64::new(0), stopped: AtomicI64::new(at.as_microsecond()) }
    }

    /// Now, in whole microseconds: what is stored and what was said are the same.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine for the time")]
    pub fn now(&self) -> Timestamp {
        let stopped = self.stopped.load(Ordering::Relaxed);
        let base = if stopped == RUNS { Timestamp::now().as_microsecond() } else { stopped };
        Timestamp::from_microsecond(base.saturating_add(self.ahead.load(Ordering::Relaxed))).unwrap_or(Timestamp::MAX)
    }

    /// Moves the clock on (or back).
    pub fn move_by(&self, duration: SignedDuration) {
        let micros = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        self.ahead.fetch_add(micros, Ordering::Relaxed);
    }

    /// How far ahead of the machine's clock it is.
    #[must_use]
    pub fn ahead(&self) -> SignedDuration {
        SignedDuration::from_micros(self.ahead.load(Ordering::Relaxed))
    }
}
