//! What wakes open screens: changes in the order of commit, and the end of sessions.
//!
//! One publisher per node reads the log of changes after each deed (and once a second in any case, because another
//! process may have written) and hands them to every open stream. Streams that cannot follow are told to read again.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::actor::{Actor, Right, Side};
use domain::id::{SessionId, UserId};
use store::Scope;
use store::live::LiveEvent;
use tokio::sync::{Notify, broadcast};

use crate::{Operations, Result};

/// Changes a slow stream may lag behind before it is told to read everything again. Each is shared by all streams,
/// so that a stream costs a few machine words, not a queue of its own.
const BACKLOG: usize = 1_024;

/// Missed changes that are sent one by one to a stream that comes back; after more, it is told to read again.
pub const CATCH_UP_LIMIT: i64 = 500;

/// What reaches an open stream.
#[derive(Clone, Debug)]
pub enum Signal {
    /// A thread changed.
    Changed(Arc<LiveEvent>),
    /// This session was ended.
    SessionEnded(SessionId),
    /// All sessions of this user were ended, or his rights changed.
    UserEnded(UserId),
}

/// Where streams listen.
#[derive(Debug)]
pub struct Hub {
    sender: broadcast::Sender<Signal>,
    wake: Notify,
    position: AtomicI64,
}

impl Hub {
    pub(crate) fn new() -> Self {
        Hub { sender: broadcast::channel(BACKLOG).0, wake: Notify::new(), position: AtomicI64::new(-1) }
    }

    /// Listens from now on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Signal> {
        self.sender.subscribe()
    }

    /// Tells the publisher that something was committed.
    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    /// Ends the streams of a session.
    pub fn end_session(&self, session: SessionId) {
        let _ = self.sender.send(Signal::SessionEnded(session));
    }

    /// Ends the streams of a user.
    pub fn end_user(&self, user: UserId) {
        let _ = self.sender.send(Signal::UserEnded(user));
    }

    /// Streams that are open here.
    #[must_use]
    pub fn listeners(&self) -> usize {
        self.sender.receiver_count()
    }
}

/// What a stream that comes back has to be told first.
#[derive(Debug)]
pub enum CatchUp {
    /// These changes, in order; and the position to go on from.
    Events(Vec<LiveEvent>, i64),
    /// It was away too long: read everything again, and go on from this position.
    Resync(i64),
}

/// Whether somebody may know of a change.
#[must_use]
pub fn may_know(actor: &Actor, event: &LiveEvent) -> bool {
    match &actor.side {
        Side::Operator { .. } => event.audience.operator_reads(),
        Side::Customer { customer, rights, scope } => {
            *customer == event.customer
                && event.audience.customer_reads()
                && scope.covers(event.account)
                && (rights.has(Right::SeeAllTickets) || event.readers.contains(&actor.user))
        }
    }
}

impl Operations {
    /// Hands changes to the open streams until the program ends. Run it once per node.
    pub async fn publish_live(self) {
        let hub = self.live();
        loop {
            if let Err(error) = self.publish_new().await {
                tracing::warn!(%error, "the log of changes could not be read");
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
            let _ = tokio::time::timeout(Duration::from_secs(1), hub.wake.notified()).await;
        }
    }

    async fn publish_new(&self) -> Result<()> {
        let hub = self.live();
        let mut tx = self.store().read(Scope::System).await?;
        let mut position = hub.position.load(Ordering::Relaxed);
        if position < 0 {
            let (_, last) = store::live::ends(&mut tx).await?;
            hub.position.store(last, Ordering::Relaxed);
            return Ok(());
        }
        loop {
            let events = store::live::after(&mut tx, position, CATCH_UP_LIMIT).await?;
            let Some(last) = events.last() else { return Ok(()) };
            position = last.position;
            for event in events {
                let _ = hub.sender.send(Signal::Changed(Arc::new(event)));
            }
            hub.position.store(position, Ordering::Relaxed);
        }
    }

    /// What somebody missed after a position, as far as he may know it. Without a position he starts from now.
    ///
    /// # Errors
    /// [`crate::Error::Store`] when the database is away.
    pub async fn catch_up(&self, actor: &Actor, after: Option<i64>) -> Result<CatchUp> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let (first, last) = store::live::ends(&mut tx).await?;
        let Some(after) = after else { return Ok(CatchUp::Events(Vec::new(), last)) };
        if after > last || after + 1 < first || last - after > CATCH_UP_LIMIT {
            return Ok(CatchUp::Resync(last));
        }
        let mut events = store::live::after(&mut tx, after, CATCH_UP_LIMIT).await?;
        let position = events.last().map_or(after, |event| event.position);
        events.retain(|event| may_know(actor, event));
        Ok(CatchUp::Events(events, position))
    }
}
