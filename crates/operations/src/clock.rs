//! The one clock. Rules take `now`; only operations ask here. In a demo its administrator moves it, so that what time
//! does can be seen.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::refusal::FieldRefusal;
use domain::{Actor, permission};
use jiff::{SignedDuration, Timestamp};
use store::{Scope, sessions};

use crate::{Error, Operations, Result};

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

/// The furthest that a demo's clock is moved at once, in days.
const MOVED_AT_MOST: i64 = 366;

impl Operations {
    /// Moves a demo's clock on by whole days, and does at once what time has made due; tells how many tickets that
    /// touched. Sessions are carried along: whoever is signed in looks at the world of that day, and not at the door.
    ///
    /// # Errors
    /// [`Error::NotFound`] where this is no demo, and for everybody but an administrator of the operator; a refusal of
    /// the field `days` outside of 1 to 366.
    pub async fn move_clock(&self, actor: &Actor, days: i64) -> Result<usize> {
        permission::run_installation(actor)?;
        if !self.settings().demo {
            return Err(Error::NotFound);
        }
        if !(1..=MOVED_AT_MOST).contains(&days) {
            return Err(Error::field("days", FieldRefusal::NotOffered));
        }
        let by = SignedDuration::from_hours(24 * days);
        let mut tx = self.store().write(Scope::System).await?;
        sessions::carry_sessions(&mut tx, i64::try_from(by.as_micros()).unwrap_or(i64::MAX)).await?;
        crate::demo::keep_ahead(&mut tx, self.clock().ahead().saturating_add(by)).await?;
        tx.commit().await?;
        self.clock().move_by(by);
        let touched = self.tick().await?;
        self.wake().notify_one();
        Ok(touched)
    }
}
