//! Signed-in browsers, links to choose a password, and the tries that are counted against guessing.
//!
//! Secrets are stored as SHA-256: a stolen table opens no door.

use domain::Actor;
use domain::id::{SessionId, UserId};
use jiff::Timestamp;

use crate::backend::{Engine, Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::convert::{micros, moment, moment_if, parsed};
use crate::error::StoreError;
use crate::people::{ActorRow, actor_columns};

/// A browser that signs in now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// Its id, which may be shown.
    pub id: SessionId,
    /// SHA-256 of the secret in the browser's cookie.
    pub token_hash: String,
    /// Who signs in.
    pub person: UserId,
    /// The browser's own name.
    pub agent: String,
    /// The address it comes from.
    pub address: String,
    /// When he signs in.
    pub created_at: Timestamp,
    /// When the session ends, however busy.
    pub expires_at: Timestamp,
}

/// A signed-in browser in the list of its user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The browser's own name.
    pub agent: String,
    /// The address from which it signed in.
    pub address: String,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it was last heard of, to a few minutes.
    pub seen_at: Timestamp,
}

/// Who is behind a cookie, and the session's own moments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The session.
    pub session: SessionId,
    /// Its user, with what he may do as of now.
    pub actor: Actor,
    /// Whether his single-key shortcuts are on.
    pub shortcuts: bool,
    /// How many notices he has not read, on tickets that he may see; at most [`UNREAD_MAX`].
    pub unread: i64,
    /// Whether he needs a second factor, has none, and signed in since it is needed.
    pub lacks_factor: bool,
    /// When the session was last heard of, to a few minutes.
    pub seen_at: Timestamp,
    /// When it ends, however busy.
    pub expires_at: Timestamp,
}

const INSERT_SESSION: &str =
    "insert into session (id, token_hash, person_id, agent, address, created_at, seen_at, expires_at, revoked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, null)";

/// Adds a session.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn insert_session(tx: &mut Tx, session: &NewSession) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_SESSION,
        session.id.to_string(),
        session.token_hash.clone(),
        session.person.to_string(),
        session.agent.clone(),
        session.address.clone(),
        micros(session.created_at),
        micros(session.created_at),
        micros(session.expires_at)
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct SignedRow {
    session_id: String,
    shortcuts: bool,
    unread: i64,
    lacks_factor: bool,
    seen_at: i64,
    expires_at: i64,
    #[sqlx(flatten)]
    actor: ActorRow,
}

/// As far as unread notices are counted.
pub const UNREAD_MAX: i64 = 100;

const FIND_SIGNED: &str = concat!(
    "select s.id as session_id, p.shortcuts, s.seen_at, s.expires_at,
            (select count(*) from (
                select 1 from notice n join ticket t on t.id = n.ticket_id
                where n.person_id = p.id and n.read_at is null
                  and (p.customer_id is null
                       or (t.customer_id = p.customer_id
                           and (r.all_accounts or t.account_id is null
                                or r.account_ids like '%' || t.account_id || '%'
                                or r.sub_account_ids like '%' || t.sub_account_id || '%')
                           and (t.author_id = p.id or r.rights like '%see_all_tickets%'
                                or exists (select 1 from ticket_follower f
                                           where f.ticket_id = t.id and f.person_id = p.id))))
                limit 100) unread_notices) as unread,
        (exists (select 1 from required_factor q
                 where q.customer_id = coalesce(p.customer_id, '') and q.since <= s.created_at)
         and not exists (select 1 from second_factor f where f.person_id = p.id and f.confirmed_at is not null))
            as lacks_factor, ",
    actor_columns!(),
    " from session s
      join person p on p.id = s.person_id
      left join profile r on r.id = p.profile_id
      where s.token_hash = $1 and s.revoked_at is null and p.disabled_at is null"
);

/// Who is behind a cookie: none when its session is revoked or its user disabled. Whether it is too old is for the
/// caller to judge.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find_signed(tx: &mut Tx, token_hash: &str) -> Result<Option<Signed>, StoreError> {
    let Some(row) = fetch_optional!(tx, SignedRow, FIND_SIGNED, token_hash.to_owned())? else {
        return Ok(None);
    };
    Ok(Some(Signed {
        session: parsed("session", "id", &row.session_id)?,
        shortcuts: row.shortcuts,
        unread: row.unread,
        lacks_factor: row.lacks_factor,
        seen_at: moment("session", "seen_at", row.seen_at)?,
        expires_at: moment("session", "expires_at", row.expires_at)?,
        actor: row.actor.actor()?,
    }))
}

const FIND_BROWSER: &str =
    "select s.id, p.email_key from session s join person p on p.id = s.person_id where s.token_hash = $1";

/// The session of a cookie, even one that has ended, with the folded address of its user.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find_browser(tx: &mut Tx, token_hash: &str) -> Result<Option<(SessionId, String)>, StoreError> {
    let row = fetch_optional!(tx, (String, String), FIND_BROWSER, token_hash.to_owned())?;
    row.map(|(id, email_key)| Ok((parsed("session", "id", &id)?, email_key))).transpose()
}

const TOUCH_SESSION: &str = "update session set seen_at = $2 where id = $1 and seen_at < $2";

/// Notes that a session was heard of.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn touch_session(tx: &mut Tx, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
    execute!(tx, TOUCH_SESSION, id.to_string(), micros(now))?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: String,
    agent: String,
    address: String,
    created_at: i64,
    seen_at: i64,
}

const LIST_SESSIONS: &str = "select id, agent, address, created_at, seen_at from session
     where person_id = $1 and revoked_at is null and expires_at > $2 and seen_at > $3
     order by seen_at desc, id desc limit 100";

/// Somebody's sessions that still hold: not revoked, not over at `now`, heard of after `idle_since`; the latest first,
/// at most 100.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn list_sessions(
    tx: &mut Tx,
    person: UserId,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Vec<Session>, StoreError> {
    fetch_all!(tx, SessionRow, LIST_SESSIONS, person.to_string(), micros(now), micros(idle_since))?
        .into_iter()
        .map(|row| {
            Ok(Session {
                id: parsed("session", "id", &row.id)?,
                agent: row.agent,
                address: row.address,
                created_at: moment("session", "created_at", row.created_at)?,
                seen_at: moment("session", "seen_at", row.seen_at)?,
            })
        })
        .collect()
}

const CARRY_SESSIONS: &str =
    "update session set seen_at = seen_at + $1, expires_at = expires_at + $1 where revoked_at is null";

/// Moves every session's end along with a clock that is moved on, by so many microseconds; yields how many there are.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn carry_sessions(tx: &mut Tx, by_micros: i64) -> Result<u64, StoreError> {
    execute!(tx, CARRY_SESSIONS, by_micros)
}

const REVOKE_SESSION: &str =
    "update session set revoked_at = $3 where id = $1 and person_id = $2 and revoked_at is null";

/// Ends one of somebody's own sessions; says whether there was such a one.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn revoke_session(tx: &mut Tx, id: SessionId, person: UserId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, REVOKE_SESSION, id.to_string(), person.to_string(), micros(now))? > 0)
}

const REVOKE_TOKEN: &str =
    "update session set revoked_at = $2 where token_hash = $1 and revoked_at is null returning id";

/// Ends the session of a cookie and says which it was.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn revoke_token(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<Option<SessionId>, StoreError> {
    let row = fetch_optional!(tx, (String,), REVOKE_TOKEN, token_hash.to_owned(), micros(now))?;
    row.map(|(id,)| parsed("session", "id", &id)).transpose()
}

const REVOKE_ALL: &str =
    "update session set revoked_at = $3 where person_id = $1 and id <> $2 and revoked_at is null returning id";

/// Ends all of somebody's sessions but one, or all, and says which they were.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn revoke_sessions(
    tx: &mut Tx,
    person: UserId,
    except: Option<SessionId>,
    now: Timestamp,
) -> Result<Vec<SessionId>, StoreError> {
    let kept = except.map(|id| id.to_string()).unwrap_or_default();
    fetch_all!(tx, (String,), REVOKE_ALL, person.to_string(), kept.clone(), micros(now))?
        .into_iter()
        .map(|(id,)| parsed("session", "id", &id))
        .collect()
}

/// A link by which somebody may choose a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordLink {
    /// Whose password it is for.
    pub person: UserId,
    /// The address of that person.
    pub email: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was used, replaced by a newer one, or found too old.
    pub used_at: Option<Timestamp>,
}

const INSERT_LINK: &str =
    "insert into password_link (token_hash, person_id, created_at, expires_at, used_at) values ($1, $2, $3, $4, null)";

/// Adds a link.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn insert_link(
    tx: &mut Tx,
    token_hash: &str,
    person: UserId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    execute!(tx, INSERT_LINK, token_hash.to_owned(), person.to_string(), micros(now), micros(expires_at))?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct LinkRow {
    person_id: String,
    email: String,
    created_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
}

const FIND_LINK: &str = "select l.person_id, p.email, l.created_at, l.expires_at, l.used_at
     from password_link l join person p on p.id = l.person_id
     where l.token_hash = $1 and p.disabled_at is null";

/// The link of a secret, unless its person is disabled.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find_link(tx: &mut Tx, token_hash: &str) -> Result<Option<PasswordLink>, StoreError> {
    const T: &str = "password_link";
    let Some(row) = fetch_optional!(tx, LinkRow, FIND_LINK, token_hash.to_owned())? else {
        return Ok(None);
    };
    Ok(Some(PasswordLink {
        person: parsed(T, "person_id", &row.person_id)?,
        email: row.email,
        created_at: moment(T, "created_at", row.created_at)?,
        expires_at: moment(T, "expires_at", row.expires_at)?,
        used_at: moment_if(T, "used_at", row.used_at)?,
    }))
}

const END_LINK: &str = "update password_link set used_at = $2 where token_hash = $1 and used_at is null";

/// Ends a link: of any number of callers at once, one is told that it was he.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn end_link(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, END_LINK, token_hash.to_owned(), micros(now))? > 0)
}

const END_LINKS: &str = "update password_link set used_at = $2 where person_id = $1 and used_at is null";

/// Ends all of somebody's links.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn end_links(tx: &mut Tx, person: UserId, now: Timestamp) -> Result<(), StoreError> {
    execute!(tx, END_LINKS, person.to_string(), micros(now))?;
    Ok(())
}

/// Keeps other transactions from counting and adding tries of a key until this one ends, so that of many tries at
/// once no more are let through than the limit says.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn lock_attempts(tx: &mut Tx, key: &str) -> Result<(), StoreError> {
    match tx.engine() {
        // There is one writer, and this is it.
        Engine::Sqlite(_) => {}
        Engine::Postgres(connection) => {
            sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                .bind(key.to_owned())
                .execute(connection)
                .await?;
        }
    }
    Ok(())
}

const COUNT_ATTEMPTS: &str =
    "select count(*), min(tried_at) from attempt where key = $1 and kind = $2 and tried_at > $3";

/// How many tries of a kind a key has made after a moment, and when the first of these was.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn count_attempts(
    tx: &mut Tx,
    key: &str,
    kind: &'static str,
    after: Timestamp,
) -> Result<(i64, Option<Timestamp>), StoreError> {
    let (count, first) = fetch_one!(tx, (i64, Option<i64>), COUNT_ATTEMPTS, key.to_owned(), kind, micros(after))?;
    Ok((count, moment_if("attempt", "tried_at", first)?))
}

const INSERT_ATTEMPT: &str = "insert into attempt (id, key, kind, tried_at) values ($1, $2, $3, $4)";

/// Counts a try.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn insert_attempt(
    tx: &mut Tx,
    id: &str,
    key: &str,
    kind: &'static str,
    now: Timestamp,
) -> Result<(), StoreError> {
    execute!(tx, INSERT_ATTEMPT, id.to_owned(), key.to_owned(), kind, micros(now))?;
    Ok(())
}

const DELETE_ATTEMPT: &str = "delete from attempt where id = $1";

/// Takes a try back, because it was a right one.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn delete_attempt(tx: &mut Tx, id: &str) -> Result<(), StoreError> {
    execute!(tx, DELETE_ATTEMPT, id.to_owned())?;
    Ok(())
}

const SWEEP_ATTEMPTS: &str = "delete from attempt where tried_at < $1";
const SWEEP_LINKS: &str = "delete from password_link where expires_at < $1";
const SWEEP_SESSIONS: &str = "delete from session where expires_at < $1 or revoked_at < $1";

/// Forgets tries, links, sign-ins without their code and sessions that were over before a moment; yields how many rows went.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    let attempts = execute!(tx, SWEEP_ATTEMPTS, micros(before))?;
    let links = execute!(tx, SWEEP_LINKS, micros(before))?;
    let sessions = execute!(tx, SWEEP_SESSIONS, micros(before))?;
    let pending = crate::second_factor::sweep(tx, before).await?;
    Ok(attempts + links + sessions + pending)
}
