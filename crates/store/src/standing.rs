//! Whether the sessions behind open streams still hold, and with what rights.
//!
//! A stream lives for hours, and its session may be ended by another process. So its node asks every second about
//! all its streams at once, and the answer names only those for which something changed.

use domain::Actor;
use domain::id::SessionId;
use jiff::Timestamp;

use crate::backend::{Engine, Tx, fetch_optional};
use crate::convert::{micros, parsed};
use crate::error::StoreError;
use crate::people::{ActorRow, actor_columns};

/// Everything about a session's user that decides what he may hear of, as one text. Two of the same session are
/// compared with each other, and that is all that may be done with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark(String);

/// The mark of a session; null when it is revoked, over or silent for too long, or its user disabled.
///
/// `$2` is now, `$3` the moment after which the session must have been heard of.
macro_rules! mark {
    () => {
        "case when s.revoked_at is null and s.expires_at > $2 and s.seen_at > $3 and p.disabled_at is null
              then p.level || ';' || coalesce(p.customer_id, '') || ';' || coalesce(r.rights, '')
                   || ';' || case when r.all_accounts then 'all'
                                  else coalesce(r.account_ids, '') || ';' || coalesce(r.sub_account_ids, '') end
         end"
    };
}

#[derive(sqlx::FromRow)]
struct StandingRow {
    mark: Option<String>,
    #[sqlx(flatten)]
    actor: ActorRow,
}

const FIND: &str = concat!(
    "select ",
    mark!(),
    " as mark, ",
    actor_columns!(),
    " from session s
      join person p on p.id = s.person_id
      left join profile r on r.id = p.profile_id
      where s.id = $1"
);

/// Who is behind a session as of now, and the mark of his rights: none when the session does not hold, having ended
/// before `now` or not having been heard of after `idle_since`.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find(
    tx: &mut Tx,
    session: SessionId,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Option<(Actor, Mark)>, StoreError> {
    let row = fetch_optional!(tx, StandingRow, FIND, session.to_string(), micros(now), micros(idle_since))?;
    match row {
        Some(StandingRow { mark: Some(mark), actor }) => Ok(Some((actor.actor()?, Mark(mark)))),
        _ => Ok(None),
    }
}

/// The sessions among those listed whose mark is another one now. An id has 36 characters, a space follows.
macro_rules! changed_among {
    ($list:literal) => {
        concat!(
            "select o.session, ",
            mark!(),
            " as mark
             from (select substr(value, 1, 36) as session, substr(value, 38) as mark from ",
            $list,
            ") o
             left join session s on s.id = o.session
             left join person p on p.id = s.person_id
             left join profile r on r.id = p.profile_id
             where o.mark <> coalesce(",
            mark!(),
            ", '')"
        )
    };
}

const CHANGED_SQLITE: &str = changed_among!("json_each($1)");
const CHANGED_POSTGRES: &str = changed_among!("unnest($1::text[]) as listed (value)");

/// Of sessions and the marks they had, those for which something changed, each with whether it still holds.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn changed(
    tx: &mut Tx,
    known: &[(SessionId, Mark)],
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Vec<(SessionId, bool)>, StoreError> {
    type Row = (String, Option<String>);
    let list: Vec<String> = known.iter().map(|(session, Mark(mark))| format!("{session} {mark}")).collect();
    let (now, idle_since) = (micros(now), micros(idle_since));
    let rows = match tx.engine() {
        Engine::Sqlite(connection) => {
            let list = serde_json::Value::from(list).to_string();
            let statement = sqlx::query_as::<_, Row>(CHANGED_SQLITE).bind(list).bind(now).bind(idle_since);
            statement.fetch_all(connection).await
        }
        Engine::Postgres(connection) => {
            let statement = sqlx::query_as::<_, Row>(CHANGED_POSTGRES).bind(list).bind(now).bind(idle_since);
            statement.fetch_all(connection).await
        }
    }?;
    rows.into_iter().map(|(session, mark)| Ok((parsed("session", "id", &session)?, mark.is_some()))).collect()
}
