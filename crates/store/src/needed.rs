//! Which bytes are needed, whoever needs them: all others are swept, and those missing are told of.

use crate::backend::{Tx, fetch_all};
use crate::error::StoreError;

/// What needs bytes. A table that names blobs stands here, or its bytes are swept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// Files that people sent.
    Files,
    /// Files of mails that are not sent yet.
    Mails,
    /// Files made in the background.
    Downloads,
    /// Images of proofs of delivery.
    Proofs,
    /// Files of scheduled reports.
    Reports,
}

impl Keeper {
    /// All of them.
    pub const ALL: [Keeper; 5] = [Keeper::Files, Keeper::Mails, Keeper::Downloads, Keeper::Proofs, Keeper::Reports];
}

const MAILS: &str = "select id, blob from outgoing_mail_file where id > $1 order by id limit $2";

const DOWNLOADS: &str = "select id, blob from download where id > $1 order by id limit $2";

const PROOFS: &str = "select id, blob from proof where id > $1 order by id limit $2";

const REPORTS: &str = "select id, blob from report_file where id > $1 order by id limit $2";

/// The names of the bytes that rows after an id need, a page at a time: the last id of the page (none after the last
/// page) and the names.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn blobs_after(
    tx: &mut Tx,
    keeper: Keeper,
    id: &str,
    limit: i64,
) -> Result<(Option<String>, Vec<String>), StoreError> {
    let statement = match keeper {
        Keeper::Files => return crate::files::blobs_after(tx, id, limit).await,
        Keeper::Mails => MAILS,
        Keeper::Downloads => DOWNLOADS,
        Keeper::Proofs => PROOFS,
        Keeper::Reports => REPORTS,
    };
    let rows = fetch_all!(tx, (String, String), statement, id.to_owned(), limit)?;
    let last = rows.last().map(|(id, _)| id.clone());
    Ok((last, rows.into_iter().map(|(_, blob)| blob).filter(|blob| !blob.is_empty()).collect()))
}

#[cfg(test)]
mod tests {
    use super::{DOWNLOADS, MAILS, PROOFS, REPORTS};
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn pages_of_blobs_are_read_by_an_index() {
        for statement in [MAILS, DOWNLOADS, PROOFS, REPORTS] {
            hold_to_indexes(statement, &[]).await;
        }
    }
}
