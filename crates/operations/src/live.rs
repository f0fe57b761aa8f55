//! What wakes open screens: changes in the order of commit, and the end of sessions.
//!
//! One publisher per node reads the log of changes after each deed (and twice a second in any case, because another
//! process may have written) and hands them to every open stream. Streams that cannot follow are told to read again.
//! A second task per node asks every second whether the sessions behind the streams still hold.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::actor::{Actor, Right, Side};
use domain::id::{SessionId, UserId};
use store::Scope;
use store::live::LiveEvent;
use store::standing::{self, Mark};
use tokio::sync::{Notify, Semaphore, broadcast};

use crate::identity::idle_since;
use crate::{Operations, Result};

mod listening;
mod open_streams;
mod present;

pub use listening::{BATCH, Changed, Heard, Listening, Opening};
pub use open_streams::Caps;
use open_streams::OpenStreams;
pub use present::{Doing, Present};

/// Changes a slow stream may lag behind before it is told to read everything again. Each is shared by all streams,
/// so that a stream costs a few machine words, not a queue of its own.
const BACKLOG: usize = 1_024;

/// Missed changes that are sent one by one to a stream that comes back; after more, it is told to read again.
pub const CATCH_UP_LIMIT: i64 = 500;

/// How often the log is read when nobody of this process wrote.
const LOOK: Duration = Duration::from_millis(500);

/// How often the sessions behind open streams are asked about.
const WATCH: Duration = Duration::from_secs(1);

/// Streams that read the database at once while they open: after a restart all browsers come back together, and
/// pages must still find a free connection.
const OPENING: usize = 4;

/// What reaches an open stream.
#[derive(Clone, Debug)]
pub enum Signal {
    /// A thread changed.
    Changed(Arc<LiveEvent>),
    /// Somebody came to a thread, left it, or began or ceased to write.
    Present(Arc<LiveEvent>),
    /// This session was ended.
    SessionEnded(SessionId),
    /// All sessions of this user were ended, or his rights changed.
    UserEnded(UserId),
    /// This session holds, but its user's rights changed.
    RightsChanged(SessionId),
}

/// Where streams listen.
#[derive(Debug)]
pub struct Hub {
    sender: broadcast::Sender<Signal>,
    wake: Notify,
    position: AtomicI64,
    streams: Arc<OpenStreams>,
    board: present::Board,
    turns: Semaphore,
}

impl Hub {
    pub(crate) fn new() -> Self {
        Hub {
            sender: broadcast::channel(BACKLOG).0,
            wake: Notify::new(),
            position: AtomicI64::new(-1),
            streams: Arc::default(),
            board: present::Board::default(),
            turns: Semaphore::new(OPENING),
        }
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

    /// Ends the streams of a user, or lets them go on with the rights that he has now.
    pub fn end_user(&self, user: UserId) {
        let _ = self.sender.send(Signal::UserEnded(user));
    }

    /// Streams that are open here.
    #[must_use]
    pub fn listeners(&self) -> usize {
        self.sender.receiver_count()
    }

    /// The last position that was handed to the streams; −1 before the first one opened or the publisher began.
    ///
    /// A page that notes it before it reads misses nothing when its stream then goes on from there.
    #[must_use]
    pub fn position(&self) -> i64 {
        self.position.load(Ordering::Acquire)
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
                && scope.covers(event.account, event.sub_account)
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
                tokio::time::sleep(LOOK).await;
            }
            let _ = tokio::time::timeout(LOOK, hub.wake.notified()).await;
        }
    }

    async fn publish_new(&self) -> Result<()> {
        self.start_live().await?;
        let hub = self.live();
        let mut tx = self.store().read(Scope::System).await?;
        loop {
            let events = store::live::after(&mut tx, hub.position(), CATCH_UP_LIMIT).await?;
            let Some(last) = events.last() else { return Ok(()) };
            let position = last.position;
            for event in events {
                let _ = hub.sender.send(Signal::Changed(Arc::new(event)));
            }
            hub.position.store(position, Ordering::Release);
        }
    }

    /// Notes where the log ends when the first one needs it. The publisher goes on from there, so that no change falls
    /// between a stream's first look and the publisher's.
    async fn start_live(&self) -> Result<()> {
        let hub = self.live();
        if hub.position() >= 0 {
            return Ok(());
        }
        let mut tx = self.store().read(Scope::System).await?;
        let (_, last) = store::live::ends(&mut tx).await?;
        // Whoever comes second keeps the first one's mark, which is the earlier one.
        let _ = hub.position.compare_exchange(-1, last, Ordering::AcqRel, Ordering::Acquire);
        Ok(())
    }

    /// What somebody missed after a position, as far as he may know it. Without a position he starts from now.
    ///
    /// # Errors
    /// [`crate::Error::Store`] when the database is away.
    pub async fn catch_up(&self, actor: &Actor, after: Option<i64>) -> Result<CatchUp> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let (first, last) = store::live::ends(&mut tx).await?;
        let Some(after) = after else { return Ok(CatchUp::Events(Vec::new(), last)) };
        // A position beyond the end is of a database that was restored to an earlier day.
        if after > last || after + 1 < first || last - after > CATCH_UP_LIMIT {
            return Ok(CatchUp::Resync(last));
        }
        let mut events = store::live::after(&mut tx, after, CATCH_UP_LIMIT).await?;
        // The log may have been trimmed between the two looks.
        if events.first().map_or(after < last, |next| next.position != after + 1) {
            return Ok(CatchUp::Resync(last));
        }
        let position = events.last().map_or(after, |event| event.position);
        events.retain(|event| may_know(actor, event));
        Ok(CatchUp::Events(events, position))
    }

    /// Asks every second whether the sessions behind the open streams still hold, until the program ends: another
    /// process may have ended one, or taken a right away. Run it once per node.
    pub async fn watch_streams(self) {
        loop {
            tokio::time::sleep(WATCH).await;
            if let Err(error) = self.check_streams().await {
                tracing::warn!(%error, "the sessions behind open streams could not be checked");
            }
        }
    }

    /// One round of [`Operations::watch_streams`]: one statement, however many streams are open. Says for how many
    /// sessions something changed.
    ///
    /// # Errors
    /// [`crate::Error::Store`] when the database is away.
    pub async fn check_streams(&self) -> Result<usize> {
        let hub = self.live();
        let known = hub.streams.sessions();
        if known.is_empty() {
            return Ok(0);
        }
        let now = self.now();
        let mut tx = self.store().read(Scope::System).await?;
        let changed = standing::changed(&mut tx, &known, now, idle_since(now)).await?;
        for (session, holds) in &changed {
            if *holds {
                let _ = hub.sender.send(Signal::RightsChanged(*session));
            } else {
                hub.end_session(*session);
            }
        }
        Ok(changed.len())
    }

    /// Who is behind a session now, with the mark of his rights: nobody when it does not hold.
    async fn standing(&self, session: SessionId) -> Result<Option<(Actor, Mark)>> {
        let now = self.now();
        let mut tx = self.store().read(Scope::System).await?;
        Ok(standing::find(&mut tx, session, now, idle_since(now)).await?)
    }
}
