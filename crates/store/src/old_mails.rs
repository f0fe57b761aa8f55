//! Mails that are over: their words and files go after a while, and later the mails themselves. One that waits stays.

use domain::id::MailId;
use jiff::Timestamp;

use crate::backend::{Tx, fetch_all};
use crate::bulk::{OfAny, execute_any, of_any};
use crate::convert::{micros, moment, parsed};
use crate::error::StoreError;

const SPOKEN: &str = "select m.id, m.created_at from outgoing_mail m
    where m.created_at >= $1 and m.created_at < $2 and m.state <> 'waiting'
      and (m.body <> '' or m.html <> ''
           or exists (select 1 from outgoing_mail_file f where f.mail_id = m.id and f.blob <> ''))
    order by m.created_at, m.id limit $3";

/// Mails written from a moment on and before another that still hold words or files, the oldest first, each with the
/// moment at which it was written.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn with_words(
    tx: &mut Tx,
    from: Timestamp,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<(MailId, Timestamp)>, StoreError> {
    const T: &str = "outgoing_mail";
    let rows = fetch_all!(tx, (String, i64), SPOKEN, micros(from), micros(before), limit)?;
    rows.into_iter().map(|(id, at)| Ok((parsed(T, "id", &id)?, moment(T, "created_at", at)?))).collect()
}

const EMPTY: OfAny = of_any!("update outgoing_mail set body = '', html = '' where id");
const EMPTY_FILES: OfAny = of_any!("update outgoing_mail_file set blob = '' where mail_id");

/// Empties mails of their words and files; to whom they went, and of what, stays.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn empty(tx: &mut Tx, mails: &[MailId]) -> Result<u64, StoreError> {
    let ids: Vec<String> = mails.iter().map(ToString::to_string).collect();
    execute_any!(tx, EMPTY_FILES, ids)?;
    execute_any!(tx, EMPTY, ids)
}

const OLD: &str = "select id from outgoing_mail where created_at < $1 and state <> 'waiting'
    order by created_at, id limit $2";
const DROP: OfAny = of_any!("delete from outgoing_mail where id");
const DROP_FILES: OfAny = of_any!("delete from outgoing_mail_file where mail_id");

/// Deletes mails written before a moment, at most so many; tells how many.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn delete(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<u64, StoreError> {
    let rows = fetch_all!(tx, (String,), OLD, micros(before), limit)?;
    let ids: Vec<String> = rows.into_iter().map(|(id,)| id).collect();
    if ids.is_empty() {
        return Ok(0);
    }
    execute_any!(tx, DROP_FILES, ids)?;
    execute_any!(tx, DROP, ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn old_mails_are_found_by_an_index() {
        for sql in [SPOKEN, OLD] {
            hold_to_indexes(sql, &[]).await;
        }
        for sql in [EMPTY.sqlite, EMPTY_FILES.sqlite, DROP.sqlite, DROP_FILES.sqlite] {
            hold_to_indexes(sql, &["json_each"]).await;
        }
    }
}
