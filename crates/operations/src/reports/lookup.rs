//! What somebody sees of reports: his own, those he subscribed to, his colleagues', runs and their files.

use bytes::Bytes;
use domain::Actor;
use domain::id::{AccountId, CustomerId, ReportFileId, ReportId, ReportRunId, SubAccountId};
use domain::permission::{self, ParcelFacts};
use store::people::email_key;
use store::reports::{self as rows, CopyFile, LinkedRun, Recipient, Report, Run, Subscription};
use store::{Scope, Tx, people};

use super::token_hash;
use crate::held::may_still_have;
use crate::{Error, Operations, Result};

/// Runs on a report's page.
const RUNS_SHOWN: i64 = 20;

/// An account, or a part of one, that a report can be cut by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Billed {
    /// What the form sends.
    pub id: String,
    /// The account.
    pub account: AccountId,
    /// The part of it, where one is meant.
    pub sub_account: Option<SubAccountId>,
    /// The number of the account.
    pub number: String,
    /// The number of the part, or empty.
    pub sub_number: String,
}

/// A report in somebody's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnReport {
    /// The report.
    pub report: Report,
    /// Whether it is his own; he subscribed to the others.
    pub own: bool,
    /// Its last run, if there was one.
    pub last: Option<Run>,
}

/// What the page of all reports shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportsPage {
    /// His own reports and those he subscribed to.
    pub reports: Vec<OwnReport>,
    /// Reports of colleagues that he has not subscribed to.
    pub colleagues: Vec<Report>,
    /// The accounts that he can choose from.
    pub billed: Vec<Billed>,
    /// The address of his account.
    pub email: String,
    /// The zone in which the customer's days are counted.
    pub zone: String,
}

/// A run with the reader's own copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunWithFiles {
    /// The run.
    pub run: Run,
    /// His files.
    pub files: Vec<CopyFile>,
}

/// What a report's page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPage {
    /// The report.
    pub report: Report,
    /// Whether it is the reader's own.
    pub own: bool,
    /// Whether the reader has subscribed to it.
    pub subscribed: bool,
    /// Who gets it by address; for its owner alone.
    pub recipients: Vec<Recipient>,
    /// Who subscribed; for its owner alone.
    pub subscribers: Vec<Subscription>,
    /// The last runs, the latest first, with the reader's own files.
    pub runs: Vec<RunWithFiles>,
    /// The accounts that can be chosen from.
    pub billed: Vec<Billed>,
}

/// A copy of a run as a link in a mail opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedCopy {
    /// The report.
    pub report: Report,
    /// The run.
    pub run: Run,
    /// The files.
    pub files: Vec<CopyFile>,
    /// Until when the link holds.
    pub expires_at: jiff::Timestamp,
}

/// A file with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileToSave {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Bytes,
}

impl Operations {
    /// Somebody's reports, and his colleagues'.
    ///
    /// # Errors
    /// [`domain::refusal::Refusal::NotAllowed`]; [`Error::NotFound`] for the operator.
    pub async fn reports(&self, actor: &Actor) -> Result<ReportsPage> {
        permission::have_reports(actor)?;
        let customer = actor.customer().ok_or(Error::NotFound)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let mut reports = Vec::new();
        for report in rows::of_user(&mut tx, actor.user).await? {
            let last = rows::runs(&mut tx, report.id, 1).await?.pop();
            reports.push(OwnReport { own: report.owner == actor.user, report, last });
        }
        let mut colleagues = rows::colleagues(&mut tx, customer, actor.user).await?;
        colleagues.retain(|report| !reports.iter().any(|own| own.report.id == report.id));
        Ok(ReportsPage {
            reports,
            colleagues,
            billed: billed_choices(&mut tx, actor, customer).await?,
            email: people::find_person(&mut tx, actor.user).await?.ok_or(Error::SignedOut)?.email,
            zone: people::customer_zone(&mut tx, customer).await?,
        })
    }

    /// One report.
    ///
    /// # Errors
    /// [`Error::NotFound`] outside the customer; [`domain::refusal::Refusal::NotAllowed`].
    pub async fn report(&self, actor: &Actor, id: ReportId) -> Result<ReportPage> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let report = seen(&mut tx, actor, id).await?;
        let own = report.owner == actor.user;
        let all = rows::subscribers(&mut tx, id).await?;
        let subscribed = all.iter().any(|subscriber| subscriber.person == actor.user);
        let mut runs = Vec::new();
        for run in rows::runs(&mut tx, id, RUNS_SHOWN).await? {
            let mut files = rows::files(&mut tx, run.id, Some(actor.user)).await?;
            files.retain(|file| may_still_have(actor, &file.held, self.now()));
            // What was sent to its owner once more is no business of a subscriber; a copy is its reader's in any case.
            if own || (subscribed && run.again == 0) || !files.is_empty() {
                runs.push(RunWithFiles { run, files });
            }
        }
        Ok(ReportPage {
            recipients: if own { rows::recipients(&mut tx, id).await? } else { Vec::new() },
            subscribers: if own { all } else { Vec::new() },
            billed: billed_choices(&mut tx, actor, report.customer).await?,
            report,
            own,
            subscribed,
            runs,
        })
    }

    /// A file of somebody's own copy of a run, for as long as he sees all that is in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for every other file; [`domain::refusal::Refusal::NotAllowed`] once reports are no longer his.
    pub async fn report_file(&self, actor: &Actor, id: ReportId, file: ReportFileId) -> Result<FileToSave> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        seen(&mut tx, actor, id).await?;
        let file = rows::find_file(&mut tx, file).await?.filter(|file| file.person == Some(actor.user));
        let file = file.filter(|file| may_still_have(actor, &file.held, self.now())).ok_or(Error::NotFound)?;
        let of_report = rows::find_run(&mut tx, file.run).await?.is_some_and(|run| run.report == id);
        drop(tx);
        if of_report { self.file_to_save(file).await } else { Err(Error::NotFound) }
    }

    /// The copy that a link in a mail opens, signed out: as long as its reader would still get it, and sees what is in
    /// it. Somebody without an account reads by the rights of the report's owner.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a link that is unknown, too old, or whose reader may have it no more.
    pub async fn linked_copy(&self, token: &str) -> Result<LinkedCopy> {
        let mut tx = self.store().read(Scope::System).await?;
        let link = rows::find_link(&mut tx, &token_hash(token)).await?.filter(|link| self.now() < link.expires_at);
        let link = link.ok_or(Error::NotFound)?;
        let run = rows::find_run(&mut tx, link.run).await?.ok_or(Error::NotFound)?;
        let report = rows::find(&mut tx, run.report).await?.ok_or(Error::NotFound)?;
        let by = match link.person {
            Some(person) => people::find_actor(&mut tx, person).await?,
            None => people::find_actor(&mut tx, report.owner).await?,
        };
        let by = by.ok_or(Error::NotFound)?;
        if !still_reads(&mut tx, &report, &link, &by).await? {
            return Err(Error::NotFound);
        }
        let mut files = rows::files(&mut tx, link.run, link.person).await?;
        files.retain(|file| may_still_have(&by, &file.held, self.now()));
        if files.is_empty() {
            return Err(Error::NotFound);
        }
        Ok(LinkedCopy { report, run, files, expires_at: link.expires_at })
    }

    /// A file of the copy that a link opens.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a link that is unknown or too old, and for a file of another copy.
    pub async fn linked_file(&self, token: &str, file: ReportFileId) -> Result<FileToSave> {
        let copy = self.linked_copy(token).await?;
        let file = copy.files.into_iter().find(|own| own.id == file).ok_or(Error::NotFound)?;
        self.file_to_save(file).await
    }

    async fn file_to_save(&self, file: CopyFile) -> Result<FileToSave> {
        let bytes = self.blobs().read(&file.blob).await?;
        Ok(FileToSave { name: file.name, media_type: file.media_type, bytes })
    }
}

/// Whether the reader of a link would still get the report; `by` is by whose rights he reads.
async fn still_reads(tx: &mut Tx, report: &Report, link: &LinkedRun, by: &Actor) -> Result<bool> {
    let has_reports = permission::see_report(by, &report.facts()).is_ok();
    if by.user == report.owner && link.person.is_some() {
        return Ok(has_reports);
    }
    let recipients = rows::recipients(tx, report.id).await?;
    let mut named = recipients.iter().filter(|one| email_key(&one.address) == link.address_key);
    let is_named = named.any(|one| one.unsubscribed_at.is_none() && one.person == link.person);
    Ok(match link.person {
        None => has_reports && is_named,
        Some(_) if is_named => permission::search_parcels(by).is_ok(),
        Some(person) => has_reports && rows::subscribers(tx, report.id).await?.iter().any(|one| one.person == person),
    })
}

/// A report that somebody may see.
pub(super) async fn seen(tx: &mut Tx, actor: &Actor, id: ReportId) -> Result<Report> {
    let report = rows::find(tx, id).await?.ok_or(Error::NotFound)?;
    permission::see_report(actor, &report.facts())?;
    Ok(report)
}

/// The accounts of somebody's scope with their parts, in the order of their numbers.
pub(super) async fn billed_choices(tx: &mut Tx, actor: &Actor, customer: CustomerId) -> Result<Vec<Billed>> {
    let parts = rows::list_sub_accounts(tx, customer).await?;
    let mut choices = Vec::new();
    for account in people::list_accounts(tx, customer).await? {
        let sees = |sub_account: Option<SubAccountId>| {
            let facts = ParcelFacts { customer, account: Some(account.id), sub_account };
            permission::see_parcel(actor, &facts).is_ok()
        };
        let choice = |id: String, sub_account: Option<SubAccountId>, sub_number: &str| Billed {
            id,
            account: account.id,
            sub_account,
            number: account.number.clone(),
            sub_number: sub_number.to_owned(),
        };
        if sees(None) {
            choices.push(choice(account.id.to_string(), None, ""));
        }
        let own = parts.iter().filter(|part| part.account == account.id && sees(Some(part.id)));
        choices.extend(own.map(|part| choice(part.id.to_string(), Some(part.id), &part.number)));
    }
    Ok(choices)
}

/// The run of a report, or nothing.
pub(super) async fn run_of(tx: &mut Tx, report: ReportId, run: ReportRunId) -> Result<Run> {
    rows::find_run(tx, run).await?.filter(|found| found.report == report).ok_or(Error::NotFound)
}
