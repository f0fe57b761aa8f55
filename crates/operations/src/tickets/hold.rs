//! An agent's answer waits some seconds before it goes out (`product.md` §4): he takes it back, or sends it now.
//!
//! Nothing has happened before: no event, no mail, no other state, and nobody but its author sees it. It is rehearsed
//! when he sends it, so that he is told at once what is wrong with it. It waits in the database: a program that ends
//! meanwhile sends it when it begins again.

use std::time::Duration;

use domain::Actor;
use domain::id::{FileId, HeldAnswerId};
use domain::ticket::outcome::Outcome;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::Scope;
use store::held_answers::{self as rows, HeldAnswer};

use super::agent::{Answer, Ask};
use super::deed::{Done, On, Opened};
use crate::audit::called_from;
use crate::{Error, Operations, Result, ids};

/// Seconds that an answer waits where nobody says otherwise (`product.md` §4).
pub const SECONDS: u16 = 10;

/// What is held.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// An answer that asks nothing.
    Answer(Answer),
    /// An answer that asks for something.
    Ask(Ask),
    /// The resolution.
    Resolve {
        /// The ticket.
        on: On,
        /// The outcome.
        outcome: Outcome,
        /// The text.
        body: String,
        /// The draft files that go with it.
        files: Vec<FileId>,
    },
}

impl Held {
    /// Which ticket it is on, and the key of its form.
    #[must_use]
    pub const fn on(&self) -> &On {
        match self {
            Held::Answer(answer) => &answer.on,
            Held::Ask(ask) => &ask.on,
            Held::Resolve { on, .. } => on,
        }
    }

    /// Its text.
    #[must_use]
    pub fn body(&self) -> &str {
        match self {
            Held::Answer(answer) => &answer.body,
            Held::Ask(ask) => &ask.body,
            Held::Resolve { body, .. } => body,
        }
    }

    /// The name of its form.
    #[must_use]
    pub const fn form(&self) -> &'static str {
        match self {
            Held::Answer(_) => "answer",
            Held::Ask(_) => "ask",
            Held::Resolve { .. } => "resolve",
        }
    }
}

/// How it stands with an answer that has not gone out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It goes out at this moment.
    Waits(jiff::Timestamp),
    /// Its author took it back.
    TakenBack,
    /// Somebody changed the ticket within those seconds: his name; empty for the clock.
    Overtaken(String),
    /// It cannot be sent any more.
    Refused,
}

/// An answer that has not gone out, as its author sees it.
#[derive(Clone, Debug)]
pub struct HeldBack {
    /// What it is.
    pub held: Held,
    /// The fields of its form, to write on.
    pub typed: Vec<(String, String)>,
    /// How it stands.
    pub standing: Standing,
}

/// Why one came back by itself.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Why {
    Overtaken(String),
    Refused,
}

/// What sending leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It has gone out.
    Now(Done),
    /// It goes out in so many seconds.
    Later(u16),
}

impl Operations {
    /// Sends an agent's answer after the seconds of [`crate::Settings::hold_seconds`]. What he sent just before goes out
    /// at once.
    ///
    /// # Errors
    /// As the deed itself, which is rehearsed; nothing is held then.
    pub async fn send_later(&self, actor: &Actor, held: Held, typed: Vec<(String, String)>) -> Result<Sent> {
        let seconds = self.settings().hold_seconds;
        if seconds == 0 {
            return Ok(Sent::Now(self.prepared(actor, &held).await?.finish().await?));
        }
        let earlier = {
            let mut tx = self.store().read(Scope::of(actor)).await?;
            rows::of(&mut tx, actor.user, &held.on().number).await?
        };
        if let Some(earlier) = earlier.filter(|earlier| earlier.due_at.is_some()) {
            if same_deed(&earlier, &held) {
                return Ok(Sent::Later(seconds));
            }
            self.send_held(earlier.id).await?;
        }
        let ticket = match self.prepared(actor, &held).await? {
            Opened::Before(done) => return Ok(Sent::Now(done)),
            Opened::Ready(rehearsed) => rehearsed.ticket.id,
        };
        let now = self.now();
        let row = HeldAnswer {
            id: HeldAnswerId(ids::new_id(now)),
            person: actor.user,
            ticket,
            number: held.on().number.clone(),
            deed: json(&held)?,
            typed: json(&typed)?,
            held_at: now,
            due_at: now.checked_add(SignedDuration::from_secs(i64::from(seconds))).ok(),
            refusal: String::new(),
        };
        let mut tx = self.store().write(Scope::of(actor)).await?;
        if !rows::hold(&mut tx, &row).await? {
            // The same form twice at the same moment: the other one is held.
            return Ok(Sent::Later(seconds));
        }
        tx.commit().await?;
        let (operations, caller) = (self.clone(), crate::audit::caller());
        tokio::spawn(called_from(caller, async move {
            tokio::time::sleep(Duration::from_secs(u64::from(seconds))).await;
            if let Err(error) = operations.send_held(row.id).await {
                tracing::warn!(%error, "a held answer could not be sent; it is tried again");
            }
        }));
        Ok(Sent::Later(seconds))
    }

    /// Takes back what an agent holds on a ticket; says whether it still waited.
    ///
    /// # Errors
    /// [`Error::NotFound`] where he holds nothing there that has not gone out.
    pub async fn take_back_answer(&self, actor: &Actor, number: &str) -> Result<bool> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let Some(held) = rows::of(&mut tx, actor.user, number).await? else { return Ok(false) };
        let waited = rows::give_back(&mut tx, held.id, "").await?;
        tx.commit().await?;
        Ok(waited)
    }

    /// Sends at once what an agent holds on a ticket.
    ///
    /// # Errors
    /// [`Error::Store`]. What cannot be sent comes back, with the reason.
    pub async fn send_now(&self, actor: &Actor, number: &str) -> Result<()> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let held = rows::of(&mut tx, actor.user, number).await?.filter(|held| held.due_at.is_some());
        drop(tx);
        match held {
            Some(held) => self.send_held(held.id).await,
            None => Ok(()),
        }
    }

    /// Forgets what came back to an agent.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn discard_answer(&self, actor: &Actor, number: &str) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        if let Some(held) = rows::of(&mut tx, actor.user, number).await? {
            rows::discard(&mut tx, held.id).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Sends what should have gone out already: what waited while the program did not run.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn send_due_answers(&self) -> Result<usize> {
        let mut tx = self.store().read(Scope::System).await?;
        let due = rows::due(&mut tx, self.now()).await?;
        drop(tx);
        for held in &due {
            self.send_held(held.id).await?;
        }
        Ok(due.len())
    }

    /// Sends one that still waits. What cannot be sent is given back to its author.
    async fn send_held(&self, id: HeldAnswerId) -> Result<()> {
        let mut tx = self.store().read(Scope::System).await?;
        let Some(row) = rows::find(&mut tx, id).await? else { return Ok(()) };
        drop(tx);
        let done = match self.ready(&row).await {
            Ok(Opened::Ready(mut doing)) => {
                // Only one of several gets it, and none where it was taken back meanwhile.
                if !rows::sent(&mut doing.tx, id).await? {
                    return Ok(());
                }
                return doing.finish().await.map(|_| ());
            }
            Ok(Opened::Before(_)) => None,
            Err(Error::Store(error)) => return Err(Error::Store(error)),
            Err(Error::Outdated { by, .. }) => Some(Why::Overtaken(by)),
            Err(error) => {
                tracing::info!(%error, "a held answer goes back to its author");
                Some(Why::Refused)
            }
        };
        let mut tx = self.store().write(Scope::System).await?;
        match done {
            None => rows::sent(&mut tx, id).await?,
            Some(why) => rows::give_back(&mut tx, id, &json(&why)?).await?,
        };
        Ok(tx.commit().await?)
    }

    /// The deed of a row, done by its author as he is now but for being kept.
    async fn ready(&self, row: &HeldAnswer) -> Result<Opened> {
        let actor = self.actor(row.person).await?.ok_or(Error::SignedOut)?;
        let held: Held = serde_json::from_str(&row.deed).map_err(|error| Error::Outside(error.to_string()))?;
        self.prepared(&actor, &held).await
    }

    async fn prepared(&self, actor: &Actor, held: &Held) -> Result<Opened> {
        match held {
            Held::Answer(answer) => self.answering(actor, answer).await,
            Held::Ask(ask) => self.asking(actor, ask).await,
            Held::Resolve { on, outcome, body, files } => self.resolving(actor, on, *outcome, body, files).await,
        }
    }
}

/// What somebody holds on a ticket, for his page.
pub(super) fn shown(row: &store::tickets::HeldBack) -> Option<HeldBack> {
    let held = serde_json::from_str(&row.deed).ok()?;
    let standing = match (row.due_at, row.refusal.as_str()) {
        (Some(due_at), _) => Standing::Waits(due_at),
        (None, "") => Standing::TakenBack,
        (None, why) => match serde_json::from_str(why) {
            Ok(Why::Overtaken(by)) => Standing::Overtaken(by),
            Ok(Why::Refused) | Err(_) => Standing::Refused,
        },
    };
    Some(HeldBack { held, typed: serde_json::from_str(&row.typed).unwrap_or_default(), standing })
}

fn same_deed(row: &HeldAnswer, held: &Held) -> bool {
    let earlier: std::result::Result<Held, _> = serde_json::from_str(&row.deed);
    earlier.is_ok_and(|earlier| !held.on().deed.is_empty() && earlier.on().deed == held.on().deed)
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Outside(error.to_string()))
}
