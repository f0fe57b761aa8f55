//! What was sent of a report: one row per period, and its files.

use std::collections::BTreeMap;

use domain::id::{ReportFileId, ReportId, ReportRunId, UserId};
use domain::parcel::ParcelState;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::backend::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::convert::{micros, moment, moment_if, parsed, parsed_if, word};
use crate::error::StoreError;
use crate::held::Held;
use crate::people::email_key;

const T: &str = "report_run";

/// What became of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// Its files are being made.
    Waiting,
    /// Files are made and mails are written.
    Done,
    /// It was not sent, for a reason of its owner's rights.
    Skipped,
    /// It could not be made in several tries.
    Failed,
}

impl RunState {
    /// All four.
    pub const ALL: [RunState; 4] = [RunState::Waiting, RunState::Done, RunState::Skipped, RunState::Failed];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            RunState::Waiting => "waiting",
            RunState::Done => "done",
            RunState::Skipped => "skipped",
            RunState::Failed => "failed",
        }
    }

    /// The state of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        RunState::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// A run to be inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRun {
    /// Its id.
    pub id: ReportRunId,
    /// The report.
    pub report: ReportId,
    /// Day J.
    pub period: Date,
    /// 0 by its schedule; from 1 on, sent again.
    pub again: i64,
    /// Now.
    pub created_at: Timestamp,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its id.
    pub id: ReportRunId,
    /// The report.
    pub report: ReportId,
    /// Day J.
    pub period: Date,
    /// 0 by its schedule; from 1 on, sent again to its owner.
    pub again: i64,
    /// What became of it.
    pub state: RunState,
    /// The word for why it was skipped, or empty.
    pub reason: String,
    /// Parcels in the owner's copy.
    pub parcels: i64,
    /// How many of them in which state.
    pub counts: BTreeMap<ParcelState, i64>,
    /// Mails that were written.
    pub mails: i64,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was over.
    pub done_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    report_id: String,
    period: String,
    again: i64,
    state: String,
    reason: String,
    parcels: i64,
    counts: String,
    mails: i64,
    created_at: i64,
    done_at: Option<i64>,
}

impl Row {
    fn run(self) -> Result<Run, StoreError> {
        let counts: BTreeMap<ParcelState, i64> = if self.counts.is_empty() {
            BTreeMap::new()
        } else {
            serde_json::from_str(&self.counts).map_err(|_| StoreError::inconsistent(T, "counts", &self.counts))?
        };
        Ok(Run {
            id: parsed(T, "id", &self.id)?,
            report: parsed(T, "report_id", &self.report_id)?,
            period: parsed(T, "period", &self.period)?,
            again: self.again,
            state: word(T, "state", &self.state, RunState::from_word)?,
            reason: self.reason,
            parcels: self.parcels,
            counts,
            mails: self.mails,
            created_at: moment(T, "created_at", self.created_at)?,
            done_at: moment_if(T, "done_at", self.done_at)?,
        })
    }
}

const INSERT: &str = "insert into report_run
        (id, report_id, period, again, state, reason, parcels, counts, mails, created_at, done_at)
    values ($1, $2, $3, $4, 'waiting', '', 0, '', 0, $5, null)
    on conflict (report_id, period, again) do nothing";

/// Inserts a run; tells whether it is the first of its report and period.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert_run(tx: &mut Tx, run: &NewRun) -> Result<bool, StoreError> {
    let inserted = execute!(
        tx,
        INSERT,
        run.id.to_string(),
        run.report.to_string(),
        run.period.to_string(),
        run.again,
        micros(run.created_at),
    )?;
    Ok(inserted == 1)
}

macro_rules! select_run {
    ($tail:literal) => {
        concat!(
            "select id, report_id, period, again, state, reason, parcels, counts, mails, created_at, done_at
             from report_run ",
            $tail
        )
    };
}

const FIND: &str = select_run!("where id = $1");

/// A run.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find_run(tx: &mut Tx, id: ReportRunId) -> Result<Option<Run>, StoreError> {
    fetch_optional!(tx, Row, FIND, id.to_string())?.map(Row::run).transpose()
}

const RUNS: &str = select_run!("where report_id = $1 order by period desc, again desc limit $2");

/// The last runs of a report, the latest period first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn runs(tx: &mut Tx, report: ReportId, limit: i64) -> Result<Vec<Run>, StoreError> {
    fetch_all!(tx, Row, RUNS, report.to_string(), limit)?.into_iter().map(Row::run).collect()
}

const LAST_AGAIN: &str = "select coalesce(max(again), 0) from report_run where report_id = $1 and period = $2";

/// How often a period was sent again.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn last_again(tx: &mut Tx, report: ReportId, period: Date) -> Result<i64, StoreError> {
    let (again,) = fetch_one!(tx, (i64,), LAST_AGAIN, report.to_string(), period.to_string())?;
    Ok(again)
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What became of it.
    pub state: RunState,
    /// Why it was skipped, as a word, or empty.
    pub reason: String,
    /// How many parcels in which state.
    pub counts: BTreeMap<ParcelState, i64>,
    /// Mails that were written.
    pub mails: i64,
}

const FINISH: &str =
    "update report_run set state = $2, reason = $3, parcels = $4, counts = $5, mails = $6, done_at = $7
    where id = $1 and state in ('waiting', 'failed')";

/// Ends a run, or one that has failed before; tells whether it was not sent until now, so that of two workers only one sends its mails.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn finish(tx: &mut Tx, id: ReportRunId, outcome: &Outcome, now: Timestamp) -> Result<bool, StoreError> {
    let finished = execute!(
        tx,
        FINISH,
        id.to_string(),
        outcome.state.as_str(),
        outcome.reason.clone(),
        outcome.counts.values().sum::<i64>(),
        serde_json::to_string(&outcome.counts).unwrap_or_default(),
        outcome.mails,
        micros(now),
    )?;
    Ok(finished == 1)
}

/// A file of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyFile {
    /// Its id.
    pub id: ReportFileId,
    /// The run.
    pub run: ReportRunId,
    /// Whose copy; none: that of recipients without an account.
    pub person: Option<UserId>,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: i64,
    /// The name of its bytes.
    pub blob: String,
    /// What it holds.
    pub held: Held,
}

const INSERT_FILE: &str = "insert into report_file (id, run_id, person_id, position, name, media_type, size, blob,
        scope, oldest_label)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

/// Inserts the files of a copy, in their order.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert_files(tx: &mut Tx, files: &[CopyFile]) -> Result<(), StoreError> {
    for (position, file) in files.iter().enumerate() {
        let (scope, oldest_label) = file.held.words();
        execute!(
            tx,
            INSERT_FILE,
            file.id.to_string(),
            file.run.to_string(),
            file.person.map(|id| id.to_string()),
            i64::try_from(position).unwrap_or(i64::MAX),
            file.name.clone(),
            file.media_type.clone(),
            file.size,
            file.blob.clone(),
            scope.clone(),
            oldest_label.clone(),
        )?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct FileRow {
    id: String,
    run_id: String,
    person_id: Option<String>,
    name: String,
    media_type: String,
    size: i64,
    blob: String,
    scope: String,
    oldest_label: String,
}

impl FileRow {
    fn file(self) -> Result<CopyFile, StoreError> {
        const F: &str = "report_file";
        Ok(CopyFile {
            id: parsed(F, "id", &self.id)?,
            run: parsed(F, "run_id", &self.run_id)?,
            person: parsed_if(F, "person_id", self.person_id.as_deref())?,
            name: self.name,
            media_type: self.media_type,
            size: self.size,
            held: Held::of(F, &self.scope, &self.oldest_label)?,
            blob: self.blob,
        })
    }
}

macro_rules! select_file {
    ($tail:literal) => {
        concat!(
            "select f.id, f.run_id, f.person_id, f.name, f.media_type, f.size, f.blob, f.scope, f.oldest_label
             from report_file f ",
            $tail
        )
    };
}

const FILES: &str = select_file!("where f.run_id = $1 and coalesce(f.person_id, '') = $2 order by f.position, f.id");

/// The files of somebody's copy of a run, or of the copy of recipients without an account.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn files(tx: &mut Tx, run: ReportRunId, person: Option<UserId>) -> Result<Vec<CopyFile>, StoreError> {
    let person = person.map(|id| id.to_string()).unwrap_or_default();
    fetch_all!(tx, FileRow, FILES, run.to_string(), person)?.into_iter().map(FileRow::file).collect()
}

const FIND_FILE: &str = select_file!("where f.id = $1");

/// A file.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find_file(tx: &mut Tx, id: ReportFileId) -> Result<Option<CopyFile>, StoreError> {
    fetch_optional!(tx, FileRow, FIND_FILE, id.to_string())?.map(FileRow::file).transpose()
}

const INSERT_LINK: &str = "insert into report_link (token_hash, run_id, person_id, address_key, expires_at)
    values ($1, $2, $3, $4, $5)";

/// Inserts a signed link to a copy, for the reader of an address.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert_link(
    tx: &mut Tx,
    token_hash: &str,
    run: ReportRunId,
    (person, address): (Option<UserId>, &str),
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let (person, address) = (person.map(|id| id.to_string()), email_key(address));
    let until = micros(expires_at);
    execute!(tx, INSERT_LINK, token_hash.to_owned(), run.to_string(), person.clone(), address.clone(), until)?;
    Ok(())
}

/// The copy that a link opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedRun {
    /// The run.
    pub run: ReportRunId,
    /// Whose copy; none: that of recipients without an account.
    pub person: Option<UserId>,
    /// The folded address of the mail it stood in.
    pub address_key: String,
    /// Until when it holds.
    pub expires_at: Timestamp,
}

const FIND_LINK: &str = "select run_id, person_id, address_key, expires_at from report_link where token_hash = $1";

/// The copy that a link opens, whether it still holds or not.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find_link(tx: &mut Tx, token_hash: &str) -> Result<Option<LinkedRun>, StoreError> {
    const L: &str = "report_link";
    let row = fetch_optional!(tx, (String, Option<String>, String, i64), FIND_LINK, token_hash.to_owned())?;
    row.map(|(run, person, address_key, expires_at)| {
        Ok(LinkedRun {
            run: parsed(L, "run_id", &run)?,
            person: parsed_if(L, "person_id", person.as_deref())?,
            address_key,
            expires_at: moment(L, "expires_at", expires_at)?,
        })
    })
    .transpose()
}

const SWEEP: [&str; 3] = [
    "delete from report_link where run_id in (select id from report_run where created_at < $1)",
    "delete from report_file where run_id in (select id from report_run where created_at < $1)",
    "delete from report_run where created_at < $1 and state <> 'waiting'",
];

/// Forgets runs that were begun before a moment, with their files and links; tells how many runs.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    let mut swept = 0;
    for statement in SWEEP {
        swept = execute!(tx, statement, micros(before))?;
    }
    Ok(swept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::{hold_to_indexes, hold_to_order};

    #[tokio::test]
    async fn runs_are_found_by_an_index() {
        for sql in [FIND, LAST_AGAIN, FINISH, FILES, FIND_FILE, FIND_LINK] {
            hold_to_indexes(sql, &[]).await;
        }
        for sql in SWEEP {
            hold_to_indexes(sql, &[]).await;
        }
        hold_to_order(RUNS).await;
    }
}
