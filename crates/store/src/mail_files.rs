//! The files that outgoing mails carry: rows only, their bytes stand in `operations::blobs`.

use domain::id::MailId;

use crate::backend::{Tx, execute, fetch_all};
use crate::error::StoreError;

/// A file of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailFile {
    /// Its name as the reader saves it.
    pub name: String,
    /// Its type, such as `application/pdf`.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// The name of its bytes; empty once they are forgotten.
    pub blob: String,
}

const INSERT: &str = "insert into outgoing_mail_file (id, mail_id, name, media_type, size, blob)
    values ($1, $2, $3, $4, $5, $6)";

/// Gives a mail its files, in their order. A mail has at most 99.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert(tx: &mut Tx, mail: MailId, files: &[MailFile]) -> Result<(), StoreError> {
    for (place, file) in files.iter().enumerate() {
        execute!(
            tx,
            INSERT,
            format!("{mail}.{place:02}"),
            mail.to_string(),
            file.name.clone(),
            file.media_type.clone(),
            file.size,
            file.blob.clone(),
        )?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    name: String,
    media_type: String,
    size: i64,
    blob: String,
}

const OF_MAIL: &str = "select name, media_type, size, blob from outgoing_mail_file
    where mail_id = $1 and $2 = '' order by id";

/// The files of a mail, in their order; a customer's scope sees none.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_mail(tx: &mut Tx, mail: MailId) -> Result<Vec<MailFile>, StoreError> {
    let customer = tx.scope().customer();
    let rows = fetch_all!(tx, Row, OF_MAIL, mail.to_string(), customer)?;
    let file = |row: Row| MailFile { name: row.name, media_type: row.media_type, size: row.size, blob: row.blob };
    Ok(rows.into_iter().map(file).collect())
}

const FORGET: &str = "update outgoing_mail_file set blob = '' where mail_id = $1";

/// Lets the bytes of a mail's files go; what they were called stays.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn forget(tx: &mut Tx, mail: MailId) -> Result<(), StoreError> {
    execute!(tx, FORGET, mail.to_string())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::OF_MAIL;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn the_files_of_a_mail_are_found_by_an_index() {
        hold_to_indexes(OF_MAIL, &[]).await;
    }
}
