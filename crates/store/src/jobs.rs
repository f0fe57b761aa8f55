//! Work for later: rows that a worker takes under a lease, so that no two do the same at once.
//!
//! A lease names its worker. Whoever finds his lease gone (he was asleep for too long and another took over) changes
//! nothing any more: every statement that ends a job compares it (`security.md` J06).

use domain::id::JobId;
use jiff::Timestamp;

use crate::backend::{Engine, Tx, execute, fetch_all};
use crate::convert::{micros, moment, moment_if, parsed, word};
use crate::error::StoreError;

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// Its moment has not come, or nobody has taken it yet.
    Waiting,
    /// A worker has it under a lease.
    Running,
    /// Done.
    Done,
    /// Given up after too many tries: somebody has to look.
    Dead,
}

impl JobState {
    /// All four.
    pub const ALL: [JobState; 4] = [JobState::Waiting, JobState::Running, JobState::Done, JobState::Dead];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            JobState::Waiting => "waiting",
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Dead => "dead",
        }
    }

    /// The state of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        JobState::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// A job to be inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// What it is to be done with: JSON.
    pub payload: String,
    /// At most one job has this key; none: any number may stand beside each other.
    pub unique_key: Option<String>,
    /// Not before.
    pub run_at: Timestamp,
    /// Now.
    pub created_at: Timestamp,
}

/// A job as the operator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// Where it stands.
    pub state: JobState,
    /// Not before.
    pub run_at: Timestamp,
    /// How often a worker took it.
    pub attempts: i64,
    /// What went wrong the last time, or empty.
    pub last_error: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was done or given up.
    pub done_at: Option<Timestamp>,
}

/// A job that a worker has just taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Its id.
    pub id: JobId,
    /// What it is to be done with.
    pub payload: String,
    /// Which try this is, from 1.
    pub attempts: i64,
}

const INSERT: &str = "insert into job
        (id, kind, payload, unique_key, state, run_at, attempts, lease, lease_until, last_error, created_at, done_at)
    values ($1, $2, $3, $4, 'waiting', $5, 0, '', 0, '', $6, null)
    on conflict (unique_key) do nothing";

/// Inserts a job; tells whether it is new (no other has its unique key).
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert(tx: &mut Tx, job: &NewJob) -> Result<bool, StoreError> {
    let inserted = execute!(
        tx,
        INSERT,
        job.id.to_string(),
        job.kind.clone(),
        job.payload.clone(),
        job.unique_key.clone(),
        micros(job.run_at),
        micros(job.created_at),
    )?;
    Ok(inserted == 1)
}

const STAND: &str = "insert into job
        (id, kind, payload, unique_key, state, run_at, attempts, lease, lease_until, last_error, created_at, done_at)
    values ($1, $2, $3, $4, 'waiting', $5, 0, '', 0, '', $6, null)
    on conflict (unique_key) do update
        set state = 'waiting', run_at = excluded.run_at, attempts = 0, created_at = excluded.created_at
        where job.state in ('done', 'dead') and job.created_at <= $7";

/// Lets a recurring job stand (again): inserted when new, and set to waiting when its last turn is over and was written
/// at `again_before` or earlier. However many turns were missed, one stands (`security.md` J07).
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn stand(tx: &mut Tx, job: &NewJob, again_before: Timestamp) -> Result<bool, StoreError> {
    let stood = execute!(
        tx,
        STAND,
        job.id.to_string(),
        job.kind.clone(),
        job.payload.clone(),
        job.unique_key.clone(),
        micros(job.run_at),
        micros(job.created_at),
        micros(again_before),
    )?;
    Ok(stood == 1)
}

/// SQLite writes one transaction at a time, so that nobody else can be choosing the same row.
const CLAIM_SQLITE: &str = "update job set state = 'running', lease = $2, lease_until = $4, attempts = attempts + 1
    where id = (
        select id from job
        where kind = $1 and ((state = 'waiting' and run_at <= $3) or (state = 'running' and lease_until <= $3))
        order by run_at, id limit 1)
    returning id, payload, attempts";

/// PostgreSQL passes over the rows that others are choosing at this moment.
const CLAIM_POSTGRES: &str = "update job set state = 'running', lease = $2, lease_until = $4, attempts = attempts + 1
    where id = (
        select id from job
        where kind = $1 and ((state = 'waiting' and run_at <= $3) or (state = 'running' and lease_until <= $3))
        order by run_at, id limit 1
        for update skip locked)
    returning id, payload, attempts";

/// Takes the next due job of a kind: one whose moment has come, or one whose worker has gone away.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn claim(
    tx: &mut Tx,
    kind: &str,
    lease: &str,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Option<Claimed>, StoreError> {
    macro_rules! claim_with {
        ($connection:expr, $sql:expr) => {
            sqlx::query_as::<_, (String, String, i64)>($sql)
                .bind(kind.to_owned())
                .bind(lease.to_owned())
                .bind(micros(now))
                .bind(micros(lease_until))
                .fetch_optional($connection)
                .await
        };
    }
    let row = match tx.engine() {
        Engine::Sqlite(connection) => claim_with!(connection, CLAIM_SQLITE),
        Engine::Postgres(connection) => claim_with!(connection, CLAIM_POSTGRES),
    }?;
    row.map(|(id, payload, attempts)| Ok(Claimed { id: parsed("job", "id", &id)?, payload, attempts })).transpose()
}

const EXTEND: &str = "update job set lease_until = $3 where id = $1 and lease = $2 and state = 'running'";

/// Says that the worker is still at it; tells whether the job is still his.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn extend(tx: &mut Tx, id: JobId, lease: &str, until: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, EXTEND, id.to_string(), lease.to_owned(), micros(until))? == 1)
}

const COMPLETE: &str = "update job set state = 'done', lease = '', last_error = '', done_at = $3
    where id = $1 and lease = $2 and state = 'running'";

/// Ends a job well; tells whether it was still this worker's.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn complete(tx: &mut Tx, id: JobId, lease: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, COMPLETE, id.to_string(), lease.to_owned(), micros(now))? == 1)
}

const RETRY: &str = "update job set state = 'waiting', lease = '', run_at = $3, last_error = $4
    where id = $1 and lease = $2 and state = 'running'";

/// Puts a job back for a later moment; tells whether it was still this worker's.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn retry(tx: &mut Tx, id: JobId, lease: &str, run_at: Timestamp, error: &str) -> Result<bool, StoreError> {
    Ok(execute!(tx, RETRY, id.to_string(), lease.to_owned(), micros(run_at), error.to_owned())? == 1)
}

const BURY: &str = "update job set state = 'dead', lease = '', done_at = $3, last_error = $4
    where id = $1 and lease = $2 and state = 'running'";

/// Gives a job up; tells whether it was still this worker's.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn bury(tx: &mut Tx, id: JobId, lease: &str, now: Timestamp, error: &str) -> Result<bool, StoreError> {
    Ok(execute!(tx, BURY, id.to_string(), lease.to_owned(), micros(now), error.to_owned())? == 1)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    kind: String,
    state: String,
    run_at: i64,
    attempts: i64,
    last_error: String,
    created_at: i64,
    done_at: Option<i64>,
}

impl Row {
    fn job(self) -> Result<Job, StoreError> {
        const T: &str = "job";
        Ok(Job {
            id: parsed(T, "id", &self.id)?,
            state: word(T, "state", &self.state, JobState::from_word)?,
            run_at: moment(T, "run_at", self.run_at)?,
            created_at: moment(T, "created_at", self.created_at)?,
            done_at: moment_if(T, "done_at", self.done_at)?,
            kind: self.kind,
            attempts: self.attempts,
            last_error: self.last_error,
        })
    }
}

const LIST: &str = "select id, kind, state, run_at, attempts, last_error, created_at, done_at from job
    where state = $1 order by run_at desc, id desc limit $2";

/// The jobs in a state, the last due first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn list(tx: &mut Tx, state: JobState, limit: i64) -> Result<Vec<Job>, StoreError> {
    fetch_all!(tx, Row, LIST, state.as_str(), limit)?.into_iter().map(Row::job).collect()
}

const TRIM: &str = "delete from job where state = 'done' and run_at < $1 and done_at < $1";

/// Forgets jobs that were done before a moment; tells how many. Those given up stay.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn trim(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, TRIM, micros(before))
}
