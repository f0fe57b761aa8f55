//! Sessions: who is behind a cookie, which browsers are signed in, and ending them.

use domain::audit::Act;
use domain::id::{SessionId, UserId};
use domain::{Actor, Language};
use jiff::{SignedDuration, Timestamp};
use store::sessions as rows;
use store::{Scope, people};

use crate::audit::{self, Entry, Who};
use crate::{Error, Operations, Result, ids};

/// How long a session lasts, however busy.
pub(super) const SESSION_LASTS: SignedDuration = SignedDuration::from_hours(60 * 24);

/// How long a session lasts that is not heard of.
const IDLE_LASTS: SignedDuration = SignedDuration::from_hours(14 * 24);

/// How exactly we note when a session was heard of: often enough for a list, seldom enough for a page to write nothing.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// Somebody who is signed in, and by which session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Who, with what he may do as of now.
    pub actor: Actor,
    /// The session behind his cookie.
    pub session: SessionId,
    /// Whether his single-key shortcuts are on.
    pub shortcuts: bool,
    /// How many notices he has not read; at most [`UNREAD_MAX`](rows::UNREAD_MAX).
    pub unread: i64,
    /// Whether he can do nothing before he has set up a second factor, because an administrator asks for one.
    pub lacks_factor: bool,
}

/// A signed-in browser, as its user sees it in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// The browser's own name.
    pub agent: String,
    /// The network address from which it signed in.
    pub address: String,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it was last heard of, to five minutes.
    pub seen_at: Timestamp,
    /// Whether it is the browser that asks.
    pub current: bool,
}

/// How a secret is stored.
pub(crate) fn token_hash(token: &str) -> String {
    ids::sha256_hex(token.as_bytes())
}

/// The moment after which a session must have been heard of to hold at `now`.
pub(crate) fn idle_since(now: Timestamp) -> Timestamp {
    now.saturating_sub(IDLE_LASTS).unwrap_or(Timestamp::MIN)
}

/// Whether a session is over by its age or its silence (the policy in the module's text).
fn is_over(session: &rows::Signed, now: Timestamp) -> bool {
    now >= session.expires_at || now.duration_since(session.seen_at) >= IDLE_LASTS
}

impl Operations {
    /// Who is behind a cookie: nobody when the session is unknown, over or revoked, or its user disabled.
    ///
    /// It asks the database each time, in one statement, so that whatever was taken away counts at once.
    ///
    /// # Errors
    /// [`Error::Store`] when the database is away.
    pub async fn actor_of(&self, token: &str) -> Result<Option<Signed>> {
        let mut tx = self.store().read(Scope::System).await?;
        let Some(signed) = rows::find_signed(&mut tx, &token_hash(token)).await? else { return Ok(None) };
        drop(tx);
        let now = self.now();
        if is_over(&signed, now) {
            log_failure(self.end_own(signed.actor.user, signed.session).await);
            return Ok(None);
        }
        if now.duration_since(signed.seen_at) >= SEEN_EVERY {
            let operations = self.clone();
            // Reading a page does not wait for its turn to write.
            tokio::spawn(async move { log_failure(operations.touch(signed.session, now).await) });
        }
        Ok(Some(Signed {
            actor: signed.actor,
            session: signed.session,
            shortcuts: signed.shortcuts,
            unread: signed.unread,
            lacks_factor: signed.lacks_factor,
        }))
    }

    /// Who somebody is now, for deeds in his name that run while he is away: nobody when he may not sign in.
    ///
    /// # Errors
    /// [`Error::Store`] when the database is away.
    pub async fn actor(&self, user: UserId) -> Result<Option<Actor>> {
        let mut tx = self.store().read(Scope::System).await?;
        Ok(people::find_actor(&mut tx, user).await?)
    }

    /// Ends the session of a cookie and its open streams. That there is none is no error: he is signed out.
    ///
    /// # Errors
    /// [`Error::Store`] when the database is away.
    pub async fn sign_out(&self, token: &str) -> Result<()> {
        let hash = token_hash(token);
        let mut tx = self.store().write(Scope::System).await?;
        let signed = rows::find_signed(&mut tx, &hash).await?;
        let ended = rows::revoke_token(&mut tx, &hash, self.now()).await?;
        if let (Some(signed), Some(_)) = (signed, ended) {
            let entry = Entry::new(Act::SignedOut, signed.actor.user, signed.actor.name.as_str());
            audit::record(&mut tx, self.now(), &Who::actor(&signed.actor), entry).await?;
        }
        tx.commit().await?;
        if let Some(session) = ended {
            self.live().end_session(session);
        }
        Ok(())
    }

    /// Somebody's signed-in browsers, the latest heard of first. `current` is the one that asks.
    ///
    /// # Errors
    /// [`Error::Store`] when the database is away.
    pub async fn sessions(&self, actor: &Actor, current: SessionId) -> Result<Vec<SessionRow>> {
        let now = self.now();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let listed = rows::list_sessions(&mut tx, actor.user, now, idle_since(now)).await?;
        Ok(listed
            .into_iter()
            .map(|row| SessionRow {
                current: row.id == current,
                id: row.id,
                agent: row.agent,
                address: row.address,
                created_at: row.created_at,
                seen_at: row.seen_at,
            })
            .collect())
    }

    /// Ends one of somebody's own sessions, at once, with its open streams.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a session that is somebody else's, over, or none.
    pub async fn revoke_session(&self, actor: &Actor, session: SessionId) -> Result<()> {
        let mut tx = self.store().write(Scope::System).await?;
        if !rows::revoke_session(&mut tx, session, actor.user, self.now()).await? {
            return Err(Error::NotFound);
        }
        let entry = Entry::new(Act::SessionEnded, actor.user, actor.name.as_str());
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        tx.commit().await?;
        self.live().end_session(session);
        Ok(())
    }

    /// Ends all of somebody's sessions but the one that asks; says how many there were.
    ///
    /// # Errors
    /// [`Error::Store`] when the database is away.
    pub async fn revoke_other_sessions(&self, actor: &Actor, current: SessionId) -> Result<usize> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let ended = rows::revoke_sessions(&mut tx, actor.user, Some(current), self.now()).await?;
        if !ended.is_empty() {
            let entry = Entry::new(Act::SessionEnded, actor.user, actor.name.as_str());
            let entry = entry.change("", ended.len().to_string());
            audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        }
        tx.commit().await?;
        for session in &ended {
            self.live().end_session(*session);
        }
        Ok(ended.len())
    }

    /// Changes the language of somebody's pages and mails.
    ///
    /// # Errors
    /// [`Error::Store`] when the database is away.
    pub async fn change_language(&self, actor: &Actor, language: Language) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        people::update_language(&mut tx, actor.user, language).await?;
        Ok(tx.commit().await?)
    }

    /// Turns somebody's single-key shortcuts on or off (WCAG 2.1.4).
    ///
    /// # Errors
    /// [`Error::Store`] when the database is away.
    pub async fn set_shortcuts(&self, actor: &Actor, on: bool) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        people::update_shortcuts(&mut tx, actor.user, on).await?;
        Ok(tx.commit().await?)
    }

    async fn end_own(&self, user: UserId, session: SessionId) -> Result<bool> {
        let mut tx = self.store().write(Scope::System).await?;
        let ended = rows::revoke_session(&mut tx, session, user, self.now()).await?;
        tx.commit().await?;
        if ended {
            self.live().end_session(session);
        }
        Ok(ended)
    }

    async fn touch(&self, session: SessionId, now: Timestamp) -> Result<bool> {
        let mut tx = self.store().write(Scope::System).await?;
        rows::touch_session(&mut tx, session, now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// A session can be read while nothing can be written (a full disk): then what should be noted of it is only logged.
fn log_failure(done: Result<bool>) {
    if let Err(error) = done {
        tracing::warn!(%error, "a session's row could not be brought up to date");
    }
}
