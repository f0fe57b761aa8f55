//! Files made for somebody in the background: rows only, their bytes stand in `operations::blobs`.

use domain::id::{DownloadId, UserId};
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_optional};
use crate::convert::{micros, moment, parsed, word};
use crate::error::StoreError;
use crate::held::Held;

/// Where a download stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DownloadState {
    /// It is being made, or waits for it.
    Waiting,
    /// It can be fetched.
    Ready,
    /// It could not be made.
    Failed,
}

impl DownloadState {
    /// All of them.
    pub const ALL: [DownloadState; 3] = [DownloadState::Waiting, DownloadState::Ready, DownloadState::Failed];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            DownloadState::Waiting => "waiting",
            DownloadState::Ready => "ready",
            DownloadState::Failed => "failed",
        }
    }

    /// The state of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        DownloadState::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// A file made for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Its id.
    pub id: DownloadId,
    /// Who asked for it.
    pub person: UserId,
    /// What is to be made: JSON.
    pub work: String,
    /// The file's name.
    pub name: String,
    /// Its type.
    pub media_type: String,
    /// Where it stands.
    pub state: DownloadState,
    /// How much of it is made, in the unit of `total`.
    pub done: i64,
    /// How much there is to make; 0 while that is not known.
    pub total: i64,
    /// Bytes; 0 until it is ready.
    pub size: i64,
    /// The name of its bytes; empty until it is ready.
    pub blob: String,
    /// What it holds.
    pub held: Held,
    /// Whether the person is told by mail.
    pub by_mail: bool,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    person_id: String,
    work: String,
    name: String,
    media_type: String,
    state: String,
    done: i64,
    total: i64,
    size: i64,
    blob: String,
    scope: String,
    oldest_label: String,
    by_mail: bool,
    created_at: i64,
    expires_at: i64,
}

const T: &str = "download";

impl Row {
    fn download(self) -> Result<Download, StoreError> {
        Ok(Download {
            id: parsed(T, "id", &self.id)?,
            person: parsed(T, "person_id", &self.person_id)?,
            state: word(T, "state", &self.state, DownloadState::from_word)?,
            created_at: moment(T, "created_at", self.created_at)?,
            expires_at: moment(T, "expires_at", self.expires_at)?,
            work: self.work,
            name: self.name,
            media_type: self.media_type,
            done: self.done,
            total: self.total,
            size: self.size,
            blob: self.blob,
            held: Held::of(T, &self.scope, &self.oldest_label)?,
            by_mail: self.by_mail,
        })
    }
}

const INSERT: &str = "insert into download (id, person_id, deed_key, work, name, media_type, state, done, total, size,
        blob, token_hash, by_mail, created_at, expires_at, scope, oldest_label)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
    on conflict (deed_key) do nothing";

/// Inserts a download, with the hash of the link that opens it signed out, if it has one; tells whether it is new (no
/// other has its deed key).
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert(
    tx: &mut Tx,
    download: &Download,
    deed_key: &str,
    token_hash: Option<&str>,
) -> Result<bool, StoreError> {
    let (scope, oldest_label) = download.held.words();
    let inserted = execute!(
        tx,
        INSERT,
        download.id.to_string(),
        download.person.to_string(),
        deed_key.to_owned(),
        download.work.clone(),
        download.name.clone(),
        download.media_type.clone(),
        download.state.as_str(),
        download.done,
        download.total,
        download.size,
        download.blob.clone(),
        token_hash.map(str::to_owned),
        download.by_mail,
        micros(download.created_at),
        micros(download.expires_at),
        scope.clone(),
        oldest_label.clone()
    )?;
    Ok(inserted == 1)
}

/// The columns of a download; `$condition` says which ones.
macro_rules! select_download {
    ($condition:literal) => {
        concat!(
            "select id, person_id, work, name, media_type, state, done, total, size, blob, scope, oldest_label, by_mail,
                    created_at, expires_at
             from download ",
            $condition
        )
    };
}

const BY_ID: &str = select_download!("where id = $1");

/// The download of an id, whoever asked for it.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find(tx: &mut Tx, id: DownloadId) -> Result<Option<Download>, StoreError> {
    fetch_optional!(tx, Row, BY_ID, id.to_string())?.map(Row::download).transpose()
}

const BY_KEY: &str = select_download!("where deed_key = $1");

/// The download that a form asked for.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_deed_key(tx: &mut Tx, deed_key: &str) -> Result<Option<Download>, StoreError> {
    fetch_optional!(tx, Row, BY_KEY, deed_key.to_owned())?.map(Row::download).transpose()
}

const BY_TOKEN: &str = select_download!("where token_hash = $1 and expires_at > $2 and state = 'ready'");

/// The download that a link opens now.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn by_token(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<Option<Download>, StoreError> {
    fetch_optional!(tx, Row, BY_TOKEN, token_hash.to_owned(), micros(now))?.map(Row::download).transpose()
}

const LIST: &str =
    select_download!("where person_id = $1 and expires_at > $2 order by created_at desc, id desc limit 50");

/// What somebody asked for and can still fetch, the last first; at most 50.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn list(tx: &mut Tx, person: UserId, now: Timestamp) -> Result<Vec<Download>, StoreError> {
    fetch_all!(tx, Row, LIST, person.to_string(), micros(now))?.into_iter().map(Row::download).collect()
}

const TELL: &str = "update download set done = $2, total = $3 where id = $1 and state = 'waiting'";

/// Says how much of a download is made.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn tell(tx: &mut Tx, id: DownloadId, done: i64, total: i64) -> Result<(), StoreError> {
    execute!(tx, TELL, id.to_string(), done, total)?;
    Ok(())
}

const FINISH: &str = "update download set state = 'ready', name = $2, media_type = $3, size = $4, blob = $5,
        done = case when total > 0 then total else done end, token_hash = $6, expires_at = $7,
        scope = $8, oldest_label = $9
    where id = $1 and state = 'waiting'";

/// What came out of the work on a download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The file's name.
    pub name: String,
    /// Its type.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// The name of its bytes.
    pub blob: String,
    /// What it holds.
    pub held: Held,
}

/// Makes a download ready; tells whether it was still being made.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn finish(
    tx: &mut Tx,
    id: DownloadId,
    made: &Made,
    token_hash: Option<&str>,
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    let (scope, oldest_label) = made.held.words();
    let finished = execute!(
        tx,
        FINISH,
        id.to_string(),
        made.name.clone(),
        made.media_type.clone(),
        made.size,
        made.blob.clone(),
        token_hash.map(str::to_owned),
        micros(expires_at),
        scope.clone(),
        oldest_label.clone()
    )?;
    Ok(finished == 1)
}

const FAIL: &str = "update download set state = 'failed' where id = $1 and state = 'waiting'";

/// Says that a download could not be made.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn fail(tx: &mut Tx, id: DownloadId) -> Result<(), StoreError> {
    execute!(tx, FAIL, id.to_string())?;
    Ok(())
}

const SWEEP: &str = "delete from download where expires_at <= $1";

/// Forgets what is past its time; tells how many. Their bytes go with the next sweep of files.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, SWEEP, micros(now))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn downloads_are_found_by_an_index() {
        for statement in [BY_ID, BY_KEY, BY_TOKEN, LIST, SWEEP] {
            hold_to_indexes(statement, &[]).await;
        }
    }
}
