//! Work for later. A job is a small row with a kind; the timer only lets recurring ones stand and runs what is due.
//!
//! A worker takes a job under a lease and says now and then that he is still at it. One who goes away loses it to the
//! next; so every job can run twice without harm. One that fails comes back later and later, and after
//! [`TRIES_MAX`] tries lies where the operator sees it (`security.md` J09).

mod chore;
mod long;

use std::time::Duration;

use domain::id::JobId;
use domain::{Actor, permission};
use jiff::{SignedDuration, Timestamp};
use rand::TryRng;
use store::jobs::{Claimed, NewJob};
pub use store::jobs::{Job as JobRow, JobState};
use store::{Scope, Tx, jobs as rows};

use crate::ids::{new_id, new_secret};
use crate::{Error, Operations, Result};
pub use chore::Chore;
pub use long::LongWork;

/// Tries after which a job is given up.
pub const TRIES_MAX: i64 = 8;

/// How long a lease lasts; a worker extends it every third of it.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
const BEAT: Duration = Duration::from_secs(100);

/// The first pause after a failure, and the longest.
const PAUSE: SignedDuration = SignedDuration::from_secs(30);
const PAUSE_MAX: SignedDuration = SignedDuration::from_hours(1);

/// Unfinished and given up jobs that the operator sees, and those done last.
const SHOWN: i64 = 100;

/// Work to be done later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// What is to be done: a word that a worker knows.
    pub kind: &'static str,
    /// What it is to be done with: JSON.
    pub payload: String,
    /// At most one job has this key; none: any number may stand beside each other.
    pub unique_key: Option<String>,
    /// Not before.
    pub run_at: Timestamp,
}

/// Writes a job in the transaction of the deed that wants it; tells whether it is new. Wake the workers
/// ([`Operations::wake`]) once that transaction is kept.
///
/// # Errors
/// [`Error::Store`].
pub async fn enqueue(tx: &mut Tx, now: Timestamp, job: Job) -> Result<bool> {
    let row = NewJob {
        id: JobId(new_id(now)),
        kind: job.kind.to_owned(),
        payload: job.payload,
        unique_key: job.unique_key,
        run_at: job.run_at,
        created_at: now,
    };
    Ok(rows::insert(tx, &row).await?)
}

/// What a round of [`Operations::run_jobs`] did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ran {
    /// Jobs that ended well.
    pub done: u64,
    /// Jobs that failed and come back later.
    pub later: u64,
    /// Jobs that were given up.
    pub dead: u64,
}

/// A lease on a job, as its worker holds it.
#[derive(Clone, Debug)]
pub(crate) struct Lease {
    pub job: JobId,
    pub word: String,
    pub payload: String,
    pub attempts: i64,
}

impl Operations {
    /// Lets recurring jobs stand and runs everything that is due. Several workers may call it at once.
    ///
    /// # Errors
    /// [`Error::Store`]; a job's own failure is kept with the job.
    pub async fn run_jobs(&self) -> Result<Ran> {
        self.let_chores_stand().await?;
        let mut ran = Ran::default();
        for chore in Chore::ALL {
            while let Some(lease) = self.claim_job(chore.name(), LEASE).await? {
                let operations = self.clone();
                let worked = self.guarded(&lease, async move { chore.run(&operations).await }).await;
                self.settle(&lease, worked, &mut ran).await?;
            }
        }
        Ok(ran)
    }

    /// The jobs that wait, run or were given up, and those done last; what needs looking at comes first.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator.
    pub async fn jobs(&self, actor: &Actor) -> Result<Vec<JobRow>> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let mut jobs = Vec::new();
        for state in [JobState::Dead, JobState::Running, JobState::Waiting, JobState::Done] {
            jobs.extend(rows::list(&mut tx, state, SHOWN).await?);
        }
        Ok(jobs)
    }

    /// Takes the next due job of a kind.
    pub(crate) async fn claim_job(&self, kind: &str, length: SignedDuration) -> Result<Option<Lease>> {
        let now = self.now();
        let word = new_secret();
        let mut tx = self.store().write(Scope::System).await?;
        let claimed = rows::claim(&mut tx, kind, &word, now, now + length).await?;
        tx.commit().await?;
        Ok(claimed.map(|Claimed { id, payload, attempts }| Lease { job: id, word, payload, attempts }))
    }

    /// Runs work beside a heartbeat. Work that panics has failed; work whose lease is gone is stopped.
    async fn guarded(&self, lease: &Lease, work: impl Future<Output = Result<()>> + Send + 'static) -> Result<()> {
        let mut task = tokio::spawn(work);
        loop {
            tokio::select! {
                ended = &mut task => {
                    return ended.unwrap_or_else(|stopped| Err(Error::Outside(format!("the job stopped: {stopped}"))));
                }
                () = tokio::time::sleep(BEAT) => {
                    // A beat that cannot be written is no reason to stop: the lease still runs for two more.
                    if let Ok(false) = self.extend_lease(lease).await {
                        task.abort();
                    }
                }
            }
        }
    }

    async fn extend_lease(&self, lease: &Lease) -> Result<bool> {
        let mut tx = self.store().write(Scope::System).await?;
        let ours = rows::extend(&mut tx, lease.job, &lease.word, self.now() + LEASE).await?;
        tx.commit().await?;
        Ok(ours)
    }

    /// Writes down how a job ended. Nothing is written when the lease was lost meanwhile.
    async fn settle(&self, lease: &Lease, worked: Result<()>, ran: &mut Ran) -> Result<()> {
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        match worked {
            Ok(()) => {
                ran.done += u64::from(rows::complete(&mut tx, lease.job, &lease.word, now).await?);
            }
            Err(error) => {
                let said = shortened(&error.to_string());
                tracing::warn!(job = %lease.job, attempts = lease.attempts, error = %said, "a job failed");
                if lease.attempts >= TRIES_MAX {
                    ran.dead += u64::from(rows::bury(&mut tx, lease.job, &lease.word, now, &said).await?);
                } else {
                    let again = now + pause(lease.attempts, PAUSE, PAUSE_MAX);
                    ran.later += u64::from(rows::retry(&mut tx, lease.job, &lease.word, again, &said).await?);
                }
            }
        }
        Ok(tx.commit().await?)
    }

    async fn let_chores_stand(&self) -> Result<()> {
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        for chore in Chore::ALL {
            let row = NewJob {
                id: JobId(new_id(now)),
                kind: chore.name().to_owned(),
                payload: "{}".to_owned(),
                unique_key: Some(chore.name().to_owned()),
                run_at: now,
                created_at: now,
            };
            rows::stand(&mut tx, &row, now - chore.period()).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// The pause after a failed try: doubled each time up to the longest, and between half and all of that by chance, so
/// that what failed together does not come back together.
pub(crate) fn pause(attempts: i64, first: SignedDuration, longest: SignedDuration) -> SignedDuration {
    let doublings = u32::try_from(attempts.saturating_sub(1).clamp(0, 20)).unwrap_or(0);
    let whole = first.as_secs().saturating_mul(1 << doublings).min(longest.as_secs());
    let half = whole / 2;
    let chance = rand::rngs::SysRng.try_next_u32().map_or(0, i64::from);
    SignedDuration::from_secs(half + chance % (whole - half + 1))
}

/// An error in a few words, for a row and a log line.
pub(crate) fn shortened(error: &str) -> String {
    const MOST: usize = 300;
    error.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_scatter_and_end_at_the_longest() {
        let (first, longest) = (SignedDuration::from_secs(30), SignedDuration::from_hours(1));
        for (attempts, whole) in [(1, 30), (2, 60), (3, 120), (7, 1_920), (8, 3_600), (60, 3_600), (i64::MAX, 3_600)] {
            let seen: Vec<i64> = (0..50).map(|_| pause(attempts, first, longest).as_secs()).collect();
            assert!(seen.iter().all(|pause| (whole / 2..=whole).contains(pause)), "{attempts}: {seen:?}");
            assert!(seen.iter().any(|pause| *pause != seen[0]), "{attempts}: no chance in it");
        }
    }

    #[test]
    fn errors_are_short_and_on_one_line() {
        assert_eq!(shortened("a\r\nb\u{1b}[31m"), "a  b [31m");
        assert_eq!(shortened(&"é".repeat(1_000)).chars().count(), 300);
    }
}
