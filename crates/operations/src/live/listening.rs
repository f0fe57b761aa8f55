//! One open stream: what it still has to tell, and when it must be silent.

use std::collections::VecDeque;
use std::time::Duration;

use domain::Actor;
use domain::id::{SessionId, TicketId};
use store::live::LiveEvent;
use tokio::sync::broadcast::{self, error::RecvError, error::TryRecvError};
use tokio::time::{Instant, sleep, sleep_until};

use super::open_streams::{Caps, Place};
use super::{CatchUp, Signal, may_know};
use crate::{Operations, Result};

/// The most changes that are told at once; as text they are some 15 kB.
pub const BATCH: usize = 128;

/// How long a stream gathers after it has told something. The first change of a burst is told at once, the others
/// together: a screen reads everything again for each telling.
const GATHER: Duration = Duration::from_millis(50);

/// How long a stream waits when the database cannot say whether its session holds.
const AWAY: Duration = Duration::from_millis(500);

/// A change, as a stream tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its place in the log.
    pub position: i64,
    /// The thread.
    pub ticket: TicketId,
    /// The last event's number in the thread.
    pub sequence: i64,
}

/// What a stream has to tell next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// These threads changed: each ticket once, in the order of its last change, at most [`BATCH`] of them.
    Changed(Vec<Changed>),
    /// Who is on these threads changed. Nobody is owed this: who comes later asks.
    Present(Vec<TicketId>),
    /// Everything may have changed; it goes on from this position.
    Resync(i64),
    /// The session is over. Nothing follows.
    Ended,
    /// A newer stream of the same person needs the place. Nothing follows.
    Displaced,
}

/// What came of opening a stream.
pub enum Opening {
    /// It is open.
    Open(Box<Listening>),
    /// The session does not hold.
    SignedOut,
    /// There are too many already.
    Full,
}

/// An open stream. Dropping it closes it.
pub struct Listening {
    operations: Operations,
    session: SessionId,
    actor: Actor,
    receiver: broadcast::Receiver<Signal>,
    place: Place,
    position: i64,
    waiting: VecDeque<Changed>,
    present: Vec<TicketId>,
    /// Everything may have changed.
    resync: bool,
    /// The session or its rights may have changed; nothing is told until that is known.
    doubt: bool,
    ended: bool,
    gathers_until: Option<Instant>,
}

impl Operations {
    /// Opens a stream for a session, from the position after which its browser has heard nothing; without one, from
    /// now. What the session's user may know is read anew, whatever the caller knew.
    ///
    /// # Errors
    /// [`crate::Error::Store`] when the database is away.
    pub async fn listen(&self, session: SessionId, after: Option<i64>, caps: Caps) -> Result<Opening> {
        let hub = self.live();
        // The semaphore is never closed.
        let _turn = hub.turns.acquire().await.ok();
        self.start_live().await?;
        // From here on nothing is missed: what comes while the rest is read waits in the receiver.
        let receiver = hub.subscribe();
        let Some((actor, mark)) = self.standing(session).await? else { return Ok(Opening::SignedOut) };
        let Some(place) = hub.streams.enter(caps, session, actor.user, mark) else { return Ok(Opening::Full) };
        let (missed, position, resync) = match self.catch_up(&actor, after).await? {
            CatchUp::Events(events, position) => (events, position, false),
            CatchUp::Resync(position) => (Vec::new(), position, true),
        };
        let mut listening = Listening {
            operations: self.clone(),
            session,
            actor,
            receiver,
            place,
            position,
            waiting: VecDeque::new(),
            present: Vec::new(),
            resync,
            doubt: false,
            ended: false,
            gathers_until: None,
        };
        for event in &missed {
            listening.gather(event);
        }
        Ok(Opening::Open(Box::new(listening)))
    }
}

impl Listening {
    /// The position up to which its reader knows everything that he may, once he has been told what is waiting.
    #[must_use]
    pub const fn position(&self) -> i64 {
        self.position
    }

    /// Whether everything has been told.
    #[must_use]
    pub fn is_even(&self) -> bool {
        self.waiting.is_empty() && !self.resync && !self.doubt
    }

    /// What is to be told next; waits until there is something. It may be dropped while it waits and called again.
    pub async fn next(&mut self) -> Heard {
        loop {
            if self.ended {
                return Heard::Ended;
            }
            if self.doubt {
                self.look_again().await;
            } else if self.resync {
                self.resync = false;
                self.waiting.clear();
                self.position = self.position.max(self.operations.live().position());
                return Heard::Resync(self.position);
            } else if !self.waiting.is_empty() {
                let batch = self.waiting.len().min(BATCH);
                self.gathers_until = Some(Instant::now() + GATHER);
                let told = self.waiting.drain(..batch).collect();
                // What a long absence took is given back; the next burst may never come.
                self.waiting.shrink_to(BATCH);
                return Heard::Changed(told);
            } else if !self.present.is_empty() {
                self.gathers_until = Some(Instant::now() + GATHER);
                return Heard::Present(std::mem::take(&mut self.present));
            } else if self.hear().await {
                return Heard::Displaced;
            }
        }
    }

    /// Waits for signals and takes what has come; says whether the stream must give way.
    async fn hear(&mut self) -> bool {
        if let Some(until) = self.gathers_until {
            sleep_until(until).await;
            self.gathers_until = None;
        }
        let first = tokio::select! {
            () = self.place.displaced() => return true,
            first = self.receiver.recv() => first,
        };
        match first {
            Ok(signal) => self.take(&signal),
            Err(RecvError::Lagged(_)) => self.lagged(),
            // The hub lives as long as the operations that this stream holds.
            Err(RecvError::Closed) => self.ended = true,
        }
        while self.waiting.len() < BATCH && !self.doubt && !self.ended {
            match self.receiver.try_recv() {
                Ok(signal) => self.take(&signal),
                Err(TryRecvError::Lagged(_)) => self.lagged(),
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        false
    }

    fn take(&mut self, signal: &Signal) {
        match signal {
            Signal::Changed(event) if event.position > self.position => {
                self.position = event.position;
                if may_know(&self.actor, event) {
                    self.gather(event);
                }
            }
            Signal::Changed(_) => {}
            Signal::Present(event) => {
                let room = self.present.len() < BATCH && !self.present.contains(&event.ticket);
                if room && may_know(&self.actor, event) {
                    self.present.push(event.ticket);
                }
            }
            Signal::SessionEnded(session) => self.ended |= *session == self.session,
            Signal::UserEnded(user) => self.doubt |= *user == self.actor.user,
            Signal::RightsChanged(session) => self.doubt |= *session == self.session,
        }
    }

    /// What was missed may have been the end of the session, too.
    fn lagged(&mut self) {
        self.resync = true;
        self.doubt = true;
    }

    fn gather(&mut self, event: &LiveEvent) {
        self.waiting.retain(|earlier| earlier.ticket != event.ticket);
        self.waiting.push_back(Changed { position: event.position, ticket: event.ticket, sequence: event.sequence });
    }

    /// Asks whether the session still holds, and goes on with the rights that its user has now.
    async fn look_again(&mut self) {
        match self.operations.standing(self.session).await {
            Ok(Some((actor, mark))) => {
                self.doubt = false;
                if !self.place.knew(mark) {
                    // He may see more than before, or less: either way what is on his screen is not right any more.
                    self.resync = true;
                }
                self.actor = actor;
            }
            Ok(None) => self.ended = true,
            Err(error) => {
                tracing::warn!(%error, "a stream waits until its session can be looked at");
                sleep(AWAY).await;
            }
        }
    }
}
