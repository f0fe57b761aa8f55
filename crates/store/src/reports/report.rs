//! A report's own row.

use domain::id::{CustomerId, ReportId, UserId};
use domain::permission::ReportFacts;
use domain::report::{Definition, Progress};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::backend::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::convert::{date_if, micros, moment, moment_if, parsed};
use crate::error::StoreError;

const T: &str = "report";

/// A scheduled report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// Whose it is.
    pub customer: CustomerId,
    /// The user who defined it.
    pub owner: UserId,
    /// His name.
    pub owner_name: String,
    /// The IANA zone in which its customer's days are counted.
    pub zone: String,
    /// What it holds.
    pub definition: Definition,
    /// When it is due.
    pub schedule: Schedule,
    /// How often it was changed; forms carry it, so that nobody writes over what he has not seen.
    pub version: i64,
    /// When it was created.
    pub created_at: Timestamp,
}

/// How far a report has come and when it is due next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Since when it is paused.
    pub paused_at: Option<Timestamp>,
    /// How far it has come.
    pub progress: Progress,
    /// When it is due next; none while it is paused, and when it is over.
    pub next_at: Option<Timestamp>,
}

impl Report {
    /// What permission needs to know.
    #[must_use]
    pub const fn facts(&self) -> ReportFacts {
        ReportFacts { customer: self.customer, owner: self.owner }
    }
}

/// A report to be inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReport {
    /// Its id.
    pub id: ReportId,
    /// Whose it is.
    pub customer: CustomerId,
    /// The user who defines it.
    pub owner: UserId,
    /// What it holds.
    pub definition: Definition,
    /// When it is due.
    pub schedule: Schedule,
    /// The key of the form.
    pub deed_key: String,
    /// Now.
    pub created_at: Timestamp,
}

const INSERT: &str =
    "insert into report (id, customer_id, owner_id, name, definition, paused_at, since_at, last_period,
        next_at, version, deed_key, created_at, changed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, $11)";

/// Inserts a report.
///
/// # Errors
/// [`StoreError::Conflict`] when a form of that key was sent before.
pub async fn insert(tx: &mut Tx, report: &NewReport) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        report.id.to_string(),
        report.customer.to_string(),
        report.owner.to_string(),
        report.definition.name.clone(),
        written(&report.definition),
        report.schedule.paused_at.map(micros),
        micros(report.schedule.progress.since),
        report.schedule.progress.last.map(|day| day.to_string()).unwrap_or_default(),
        report.schedule.next_at.map(micros),
        report.deed_key.clone(),
        micros(report.created_at),
    )?;
    Ok(())
}

fn written(definition: &Definition) -> String {
    serde_json::to_string(definition).unwrap_or_default()
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    customer_id: String,
    owner_id: String,
    owner_name: String,
    zone: String,
    definition: String,
    paused_at: Option<i64>,
    since_at: i64,
    last_period: String,
    next_at: Option<i64>,
    version: i64,
    created_at: i64,
}

impl Row {
    fn report(self) -> Result<Report, StoreError> {
        Ok(Report {
            id: parsed(T, "id", &self.id)?,
            customer: parsed(T, "customer_id", &self.customer_id)?,
            owner: parsed(T, "owner_id", &self.owner_id)?,
            owner_name: self.owner_name,
            zone: self.zone,
            definition: serde_json::from_str(&self.definition)
                .map_err(|_| StoreError::inconsistent(T, "definition", &self.definition))?,
            schedule: Schedule {
                paused_at: moment_if(T, "paused_at", self.paused_at)?,
                progress: Progress {
                    since: moment(T, "since_at", self.since_at)?,
                    last: date_if(T, "last_period", &self.last_period)?,
                },
                next_at: moment_if(T, "next_at", self.next_at)?,
            },
            version: self.version,
            created_at: moment(T, "created_at", self.created_at)?,
        })
    }
}

macro_rules! select_report {
    ($tail:literal) => {
        concat!(
            "select r.id, r.customer_id, r.owner_id, p.name as owner_name, c.zone, r.definition, r.paused_at,
                    r.since_at, r.last_period, r.next_at, r.version, r.created_at
             from report r join person p on p.id = r.owner_id join customer c on c.id = r.customer_id ",
            $tail
        )
    };
}

const FIND: &str = select_report!("where r.id = $1 and ($2 = '' or r.customer_id = $2)");

/// A report within the scope of the transaction.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find(tx: &mut Tx, id: ReportId) -> Result<Option<Report>, StoreError> {
    let customer = tx.scope().customer();
    fetch_optional!(tx, Row, FIND, id.to_string(), customer)?.map(Row::report).transpose()
}

const FIND_BY_DEED: &str = "select id from report where deed_key = $1";

/// The report that a form of this key made.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find_by_deed(tx: &mut Tx, key: &str) -> Result<Option<ReportId>, StoreError> {
    let row = fetch_optional!(tx, (String,), FIND_BY_DEED, key.to_owned())?;
    row.map(|(id,)| parsed(T, "id", &id)).transpose()
}

const OF_USER: &str = select_report!(
    "where r.owner_id = $1
        or r.id in (select s.report_id from report_subscriber s where s.person_id = $1)
     order by r.created_at, r.id"
);

/// The reports that somebody defined or subscribed to, in the order of their making.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_user(tx: &mut Tx, person: UserId) -> Result<Vec<Report>, StoreError> {
    fetch_all!(tx, Row, OF_USER, person.to_string())?.into_iter().map(Row::report).collect()
}

const COUNT: &str = "select (select count(*) from report where owner_id = $1)
        + (select count(*) from report_subscriber where person_id = $1)";

/// How many reports somebody has, subscriptions among them.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn count_of(tx: &mut Tx, person: UserId) -> Result<i64, StoreError> {
    let (count,) = fetch_one!(tx, (i64,), COUNT, person.to_string())?;
    Ok(count)
}

const COLLEAGUES: &str = select_report!(
    "where r.customer_id = $1 and r.owner_id <> $2 and p.disabled_at is null order by r.name, r.id limit 200"
);

/// The reports of somebody's colleagues, by name, at most 200.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn colleagues(tx: &mut Tx, customer: CustomerId, person: UserId) -> Result<Vec<Report>, StoreError> {
    fetch_all!(tx, Row, COLLEAGUES, customer.to_string(), person.to_string())?.into_iter().map(Row::report).collect()
}

const DUE: &str = "select id from report where next_at <= $1 order by next_at, id limit $2";

/// Reports that are due, the longest waiting first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<ReportId>, StoreError> {
    let rows = fetch_all!(tx, (String,), DUE, micros(now), limit)?;
    rows.into_iter().map(|(id,)| parsed(T, "id", &id)).collect()
}

const LOCK: &str = "update report set version = version where id = $1";

/// Keeps everybody else from changing a report until the transaction ends; tells whether it is there.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn lock(tx: &mut Tx, id: ReportId) -> Result<bool, StoreError> {
    Ok(execute!(tx, LOCK, id.to_string())? == 1)
}

const CHANGE: &str = "update report set name = $2, definition = $3, since_at = $4, next_at = $5, changed_at = $6,
        version = version + 1
    where id = $1 and version = $7";

/// Changes what a report holds; tells whether it still was the version that was shown.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn change(
    tx: &mut Tx,
    report: &Report,
    definition: &Definition,
    schedule: &Schedule,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        CHANGE,
        report.id.to_string(),
        definition.name.clone(),
        written(definition),
        micros(schedule.progress.since),
        schedule.next_at.map(micros),
        micros(now),
        report.version,
    )?;
    Ok(changed == 1)
}

const KEEP_SCHEDULE: &str =
    "update report set paused_at = $2, since_at = $3, last_period = $4, next_at = $5 where id = $1";

/// Keeps how far a report has come and when it is due next.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn keep_schedule(tx: &mut Tx, id: ReportId, schedule: &Schedule) -> Result<(), StoreError> {
    let last: Option<Date> = schedule.progress.last;
    execute!(
        tx,
        KEEP_SCHEDULE,
        id.to_string(),
        schedule.paused_at.map(micros),
        micros(schedule.progress.since),
        last.map(|day| day.to_string()).unwrap_or_default(),
        schedule.next_at.map(micros),
    )?;
    Ok(())
}

/// All that belongs to a report, before the report itself.
const DELETE: [&str; 6] = [
    "delete from report_link where run_id in (select id from report_run where report_id = $1)",
    "delete from report_file where run_id in (select id from report_run where report_id = $1)",
    "delete from report_run where report_id = $1",
    "delete from report_subscriber where report_id = $1",
    "delete from report_recipient where report_id = $1",
    "delete from report where id = $1",
];

/// Removes a report and all that belongs to it; its files' bytes go with the next sweep.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn delete(tx: &mut Tx, id: ReportId) -> Result<(), StoreError> {
    for statement in DELETE {
        execute!(tx, statement, id.to_string())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn reports_are_found_by_an_index() {
        for sql in [FIND, FIND_BY_DEED, OF_USER, COUNT, COLLEAGUES, DUE, LOCK] {
            hold_to_indexes(sql, &[]).await;
        }
        for sql in DELETE {
            hold_to_indexes(sql, &[]).await;
        }
    }
}
