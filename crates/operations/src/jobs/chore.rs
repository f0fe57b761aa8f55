//! Work that comes back by itself: sweeping and trimming. Each can run twice without harm.

use jiff::SignedDuration;
use store::{Scope, jobs, live, notices, reports, sessions};

use crate::reports::RUN_DAYS;
use crate::{Operations, Result};

/// A recurring job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chore {
    /// Removes draft files past their time and bytes that no file needs.
    SweepFiles,
    /// Forgets the live log beyond its days: who was away longer reads everything again.
    TrimLive,
    /// Forgets old tries to sign in, and links and sessions that are over.
    SweepAttempts,
    /// Forgets jobs that were done long ago.
    TrimJobs,
    /// Erases parcels beyond the archive's term.
    EraseArchive,
    /// Forgets what old mails said, and older mails altogether.
    EraseMails,
    /// Forgets old runs of scheduled reports with their files, and questions to addresses that nobody answered.
    SweepReports,
    /// Forgets what people were told of long ago.
    SweepNotices,
}

/// Days that the live log is kept (`security.md` L06).
const LIVE_DAYS: i64 = 7;
/// Days that tries, ended sessions and links are kept, so that the operator can still ask what happened.
const ATTEMPT_DAYS: i64 = 30;
/// Days that done jobs are kept.
const JOB_DAYS: i64 = 7;
/// Days that notices are kept.
const NOTICE_DAYS: i64 = 180;

impl Chore {
    /// All of them.
    pub const ALL: [Chore; 8] = [
        Chore::SweepFiles,
        Chore::TrimLive,
        Chore::SweepAttempts,
        Chore::TrimJobs,
        Chore::EraseArchive,
        Chore::EraseMails,
        Chore::SweepReports,
        Chore::SweepNotices,
    ];

    /// The word that is stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Chore::SweepFiles => "sweep_files",
            Chore::TrimLive => "trim_live",
            Chore::SweepAttempts => "sweep_attempts",
            Chore::TrimJobs => "trim_jobs",
            Chore::EraseArchive => "erase_archive",
            Chore::EraseMails => "erase_mails",
            Chore::SweepReports => "sweep_reports",
            Chore::SweepNotices => "sweep_notices",
        }
    }

    /// How long after one turn was written the next one stands.
    #[must_use]
    pub const fn period(self) -> SignedDuration {
        match self {
            Chore::SweepFiles => SignedDuration::from_mins(10),
            Chore::TrimLive | Chore::SweepAttempts | Chore::EraseArchive => SignedDuration::from_hours(1),
            Chore::TrimJobs | Chore::EraseMails | Chore::SweepReports | Chore::SweepNotices => {
                SignedDuration::from_hours(24)
            }
        }
    }

    /// Does the work.
    ///
    /// # Errors
    /// [`Error::Store`](crate::Error::Store), [`Error::Outside`](crate::Error::Outside).
    pub async fn run(self, operations: &Operations) -> Result<()> {
        let days_ago = |days: i64| operations.now() - SignedDuration::from_hours(24 * days);
        let begin = || operations.store().write(Scope::System);
        let gone = match self {
            Chore::SweepFiles => {
                let swept = operations.sweep_files().await?;
                swept.drafts + swept.blobs
            }
            Chore::TrimLive => {
                let mut tx = begin().await?;
                let gone = live::trim(&mut tx, days_ago(LIVE_DAYS)).await?;
                tx.commit().await?;
                gone
            }
            Chore::SweepAttempts => {
                let mut tx = begin().await?;
                let gone = sessions::sweep(&mut tx, days_ago(ATTEMPT_DAYS)).await?;
                tx.commit().await?;
                gone
            }
            Chore::TrimJobs => {
                let mut tx = begin().await?;
                let gone = jobs::trim(&mut tx, days_ago(JOB_DAYS)).await?;
                tx.commit().await?;
                gone
            }
            Chore::EraseArchive => operations.erase_archive().await?.parcels,
            Chore::EraseMails => operations.erase_mails().await?,
            Chore::SweepReports => {
                let mut tx = begin().await?;
                let runs = reports::sweep(&mut tx, days_ago(RUN_DAYS)).await?;
                let asked = reports::forget_confirmation(&mut tx, days_ago(ATTEMPT_DAYS)).await?;
                tx.commit().await?;
                runs + asked
            }
            Chore::SweepNotices => {
                let mut tx = begin().await?;
                let gone = notices::sweep(&mut tx, days_ago(NOTICE_DAYS)).await?;
                tx.commit().await?;
                gone
            }
        };
        tracing::info!(chore = self.name(), gone, "swept");
        Ok(())
    }
}
