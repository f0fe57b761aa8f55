//! The clock's side of reports: writing down what is due, and working it off.

use std::collections::BTreeMap;

use domain::Actor;
use domain::audit::Act;
use domain::id::{ReportId, ReportRunId};
use jiff::SignedDuration;
use store::reports::{self as rows, NewRun, Outcome, Run, RunState};
use store::{Scope, Tx};

use super::SENDING;
use super::define::{next_at, record_report};
use super::lookup::run_of;
use crate::jobs::{self, Job, TRIES_MAX};
use crate::{Error, Operations, Result, ids};

/// Reports that are looked at in one round.
const ROUND: i64 = 200;

/// How long after a failure a run that has failed is tried again.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_hours(1);

impl Operations {
    /// Writes down a run for every report that is due, each in a transaction of its own; tells how many. Several workers
    /// may call it at once, and it may end anywhere: a period has one run.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub async fn start_due_reports(&self) -> Result<u64> {
        let now = self.now();
        let mut tx = self.store().read(Scope::System).await?;
        let due = rows::due(&mut tx, now, ROUND).await?;
        drop(tx);
        let mut started = 0;
        for id in due {
            match self.start_due_report(id).await {
                Ok(begun) => started += u64::from(begun),
                Err(Error::Store(error @ store::StoreError::Driver(_))) => return Err(error.into()),
                Err(error) => tracing::error!(%error, report = %id, "a report could not be begun"),
            }
        }
        if started > 0 {
            self.wake_long().notify_one();
        }
        Ok(started)
    }

    async fn start_due_report(&self, id: ReportId) -> Result<bool> {
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        if !rows::lock(&mut tx, id).await? {
            return Ok(false);
        }
        // Read again once it is held: another worker may have been here, or its owner.
        let Some(report) = rows::find(&mut tx, id).await? else { return Ok(false) };
        let mut schedule = report.schedule;
        if schedule.paused_at.is_some() || schedule.next_at.is_none_or(|at| at > now) {
            return Ok(false);
        }
        let zone = crate::zone(&report.zone);
        let due = report.definition.schedule.due(&schedule.progress, &zone, now);
        let mut started = false;
        if let Some(due) = due {
            schedule.progress.last = Some(due.period);
            started = begin(&mut tx, now, id, due.period, 0).await?.is_some();
        }
        schedule.next_at = next_at(&report.definition, &schedule, &zone);
        rows::keep_schedule(&mut tx, id, &schedule).await?;
        tx.commit().await?;
        Ok(started)
    }

    /// Sends a past period again: to the owner alone where everybody else has had it, to all where it failed or was
    /// skipped. Its parcels are those of that period,
    /// where they stand now.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for a run of another report, or a report that is not his;
    /// [`domain::refusal::Refusal::NotAllowed`].
    pub async fn send_report_again(&self, actor: &Actor, id: ReportId, run: ReportRunId) -> Result<()> {
        let (mut tx, report) = self.own_report(actor, id).await?;
        let period = run_of(&mut tx, id, run).await?.period;
        let waiting = rows::runs(&mut tx, id, ROUND).await?;
        // Two clicks are one wish: what is under way is not begun beside itself.
        if waiting.iter().any(|run| run.period == period && run.state == RunState::Waiting) {
            return Ok(());
        }
        let again = rows::last_again(&mut tx, id, period).await? + 1;
        begin(&mut tx, self.now(), id, period, again).await?;
        record_report(&mut tx, self.now(), Act::ReportRun, actor, (id, &report.definition)).await?;
        tx.commit().await?;
        self.wake_long().notify_one();
        Ok(())
    }

    /// Makes and mails the run of a job. Where the last try fails, the run has failed; it is then tried once an hour until
    /// the next period comes.
    pub(crate) async fn send_report_job(&self, payload: &str, attempts: i64) -> Result<()> {
        let Ok(run) = payload.parse::<ReportRunId>() else { return Ok(()) };
        let has_failed = self.is_failed(run).await?;
        if has_failed && !self.is_worth_another_try(run).await? {
            return Ok(());
        }
        let sent = self.send_report(run).await;
        let Err(error) = &sent else { return sent };
        if !has_failed && attempts < TRIES_MAX {
            return sent;
        }
        tracing::warn!(%run, %error, "a report could not be sent; it is tried again in an hour");
        let failed = Outcome { state: RunState::Failed, reason: String::new(), counts: BTreeMap::new(), mails: 0 };
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        rows::finish(&mut tx, run, &failed, now).await?;
        let later = Job { kind: SENDING, payload: run.to_string(), unique_key: None, run_at: now + AGAIN_AFTER };
        jobs::enqueue(&mut tx, now, later).await?;
        tx.commit().await?;
        // The first job is given up, where the operator sees it; those that follow it each hour are not.
        if has_failed { Ok(()) } else { sent }
    }

    async fn is_failed(&self, run: ReportRunId) -> Result<bool> {
        let mut tx = self.store().read(Scope::System).await?;
        Ok(rows::find_run(&mut tx, run).await?.is_some_and(|run| run.state == RunState::Failed))
    }

    /// Whether a run that failed may still be caught up: it is its schedule's, the next period has not come, nobody has
    /// paused the report or had the period sent again meanwhile.
    async fn is_worth_another_try(&self, run: ReportRunId) -> Result<bool> {
        let mut tx = self.store().read(Scope::System).await?;
        let Some(run) = rows::find_run(&mut tx, run).await? else { return Ok(false) };
        let Some(report) = rows::find(&mut tx, run.report).await? else { return Ok(false) };
        let is_last = report.schedule.progress.last == Some(run.period) && report.schedule.paused_at.is_none();
        Ok(run.again == 0 && is_last && !was_sent(&mut tx, &run).await?)
    }
}

/// Whether a period of a report was sent already, by its schedule or again.
pub(super) async fn was_sent(tx: &mut Tx, run: &Run) -> Result<bool> {
    let runs = rows::runs(tx, run.report, ROUND).await?;
    Ok(runs.iter().any(|other| other.period == run.period && other.state == RunState::Done))
}

/// Writes a run and its job; tells the run's id unless the period has one already.
async fn begin(
    tx: &mut Tx,
    now: jiff::Timestamp,
    report: ReportId,
    period: jiff::civil::Date,
    again: i64,
) -> Result<Option<ReportRunId>> {
    let id = ReportRunId(ids::new_id(now));
    if !rows::insert_run(tx, &NewRun { id, report, period, again, created_at: now }).await? {
        return Ok(None);
    }
    let job = Job { kind: SENDING, payload: id.to_string(), unique_key: Some(format!("{SENDING}:{id}")), run_at: now };
    jobs::enqueue(tx, now, job).await?;
    Ok(Some(id))
}
