//! What is kept of one person, for himself: his sessions, requests, messages, files and his part of the audit trail.

use domain::id::UserId;
use jiff::Timestamp;

use crate::backend::{Tx, fetch_all};
use crate::convert::{micros, moment};
use crate::error::StoreError;

/// The most rows of one kind.
pub const ROWS_MAX: usize = 100_000;

/// Rows of one kind, as texts under names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnRows {
    /// What they are.
    pub name: &'static str,
    /// The names of the columns.
    pub columns: &'static [&'static str],
    /// The rows, the oldest first.
    pub rows: Vec<Vec<String>>,
}

fn at(micros: i64) -> Result<String, StoreError> {
    Ok(moment("own_data", "moment", micros)?.to_string())
}

const SESSIONS: &str = "select agent, address, created_at, seen_at, coalesce(revoked_at, expires_at) from session
     where person_id = $1 order by created_at, id limit $2";
const TICKETS: &str = "select number, subject, sub_reason, parcel_number, sender_reference, state, created_at
     from ticket where author_id = $1 order by created_at, id limit $2";
const MESSAGES: &str = "select t.number, m.body, m.created_at from message m join ticket t on t.id = m.ticket_id
     where m.author_id = $1 order by m.created_at, m.id limit $2";
const FILES: &str = "select f.name, f.media_type, f.size, coalesce(t.number, ''), f.created_at
     from file f left join ticket t on t.id = f.ticket_id
     where f.person_id = $1 order by f.created_at, f.id limit $2";
const AUDIT: &str = "select act, label, address, before_text, after_text, at from audit
     where actor_id = $1 and at <= $3 order by at, position limit $2";

/// All of it, up to [`ROWS_MAX`] of each kind.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn own_rows(tx: &mut Tx, person: UserId, now: Timestamp) -> Result<Vec<OwnRows>, StoreError> {
    let most = ROWS_MAX as i64;
    let id = person.to_string();
    let sessions = fetch_all!(tx, (String, String, i64, i64, i64), SESSIONS, id.clone(), most)?
        .into_iter()
        .map(|(agent, address, since, seen, ends)| Ok(vec![agent, address, at(since)?, at(seen)?, at(ends)?]))
        .collect::<Result<_, StoreError>>()?;
    let tickets = fetch_all!(tx, (String, String, String, String, String, String, i64), TICKETS, id.clone(), most)?
        .into_iter()
        .map(|(number, subject, reason, parcel, reference, state, filed)| {
            Ok(vec![number, subject, reason, parcel, reference, state, at(filed)?])
        })
        .collect::<Result<_, StoreError>>()?;
    let messages = fetch_all!(tx, (String, String, i64), MESSAGES, id.clone(), most)?
        .into_iter()
        .map(|(number, text, written)| Ok(vec![number, text, at(written)?]))
        .collect::<Result<_, StoreError>>()?;
    let files = fetch_all!(tx, (String, String, i64, String, i64), FILES, id.clone(), most)?
        .into_iter()
        .map(|(name, kind, size, number, sent)| Ok(vec![name, kind, size.to_string(), number, at(sent)?]))
        .collect::<Result<_, StoreError>>()?;
    let audit = fetch_all!(tx, (String, String, String, String, String, i64), AUDIT, id.clone(), most, micros(now))?
        .into_iter()
        .map(|(act, label, address, before, after, done)| Ok(vec![at(done)?, act, label, address, before, after]))
        .collect::<Result<_, StoreError>>()?;
    Ok(vec![
        OwnRows { name: "sessions", columns: &["browser", "address", "since", "seen", "ends"], rows: sessions },
        OwnRows {
            name: "requests",
            columns: &["number", "subject", "sub_reason", "parcel", "reference", "state", "filed"],
            rows: tickets,
        },
        OwnRows { name: "messages", columns: &["request", "text", "written"], rows: messages },
        OwnRows { name: "files", columns: &["name", "type", "bytes", "request", "sent"], rows: files },
        OwnRows { name: "audit", columns: &["at", "act", "object", "address", "before", "after"], rows: audit },
    ])
}
