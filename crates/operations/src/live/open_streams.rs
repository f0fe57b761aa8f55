//! The streams that are open on this node: whose they are, and how many anybody may have.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::{SessionId, UserId};
use store::standing::Mark;
use tokio::sync::Notify;

/// How many streams may be open at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// Of one person. The oldest gives way to a further one: often it is of a network that is long gone.
    pub per_person: usize,
    /// On this node. Further ones are refused.
    pub total: usize,
}

impl Default for Caps {
    /// Twenty browsers of one person; 20,000 streams, below the server's 24,000 connections.
    fn default() -> Self {
        Caps { per_person: 20, total: 20_000 }
    }
}

#[derive(Debug)]
struct Stream {
    session: SessionId,
    mark: Mark,
}

#[derive(Debug, Default)]
struct Streams {
    next: u64,
    by_key: HashMap<u64, Stream>,
    /// Those of a person that have not been asked to give way, the oldest first.
    by_user: HashMap<UserId, Vec<(u64, Arc<Notify>)>>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct OpenStreams(Mutex<Streams>);

impl OpenStreams {
    fn change<T>(&self, change: impl FnOnce(&mut Streams) -> T) -> T {
        // Every change leaves the lists sound at each step, so a panic elsewhere does not spoil them.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A place for one more stream, or none when the node is full. It is given back when the value is dropped.
    pub(super) fn enter(self: &Arc<Self>, caps: Caps, session: SessionId, user: UserId, mark: Mark) -> Option<Place> {
        let (key, displaced) = self.change(|streams| {
            if streams.by_key.len() >= caps.total {
                return None;
            }
            let key = streams.next;
            streams.next += 1;
            let displaced = Arc::new(Notify::new());
            let own = streams.by_user.entry(user).or_default();
            own.push((key, Arc::clone(&displaced)));
            if own.len() > caps.per_person {
                own.remove(0).1.notify_one();
            }
            streams.by_key.insert(key, Stream { session, mark });
            Some((key, displaced))
        })?;
        Some(Place { streams: Arc::clone(self), key, user, displaced })
    }

    /// The sessions that have a stream, with the mark that each stream knows.
    pub(super) fn sessions(&self) -> Vec<(SessionId, Mark)> {
        self.change(|streams| streams.by_key.values().map(|stream| (stream.session, stream.mark.clone())).collect())
    }
}

/// The place of one open stream.
#[derive(Debug)]
pub(super) struct Place {
    streams: Arc<OpenStreams>,
    key: u64,
    user: UserId,
    displaced: Arc<Notify>,
}

impl Place {
    /// Waits until the stream must give way to a newer one of the same person.
    pub(super) async fn displaced(&self) {
        self.displaced.notified().await;
    }

    /// Whether the stream knows a mark already; it does from now on.
    pub(super) fn knew(&self, mark: Mark) -> bool {
        self.streams.change(|streams| {
            streams.by_key.get_mut(&self.key).is_some_and(|stream| {
                let same = stream.mark == mark;
                stream.mark = mark;
                same
            })
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.streams.change(|streams| {
            streams.by_key.remove(&self.key);
            if let Some(own) = streams.by_user.get_mut(&self.user) {
                own.retain(|(key, _)| *key != self.key);
                if own.is_empty() {
                    streams.by_user.remove(&self.user);
                }
            }
        });
    }
}
