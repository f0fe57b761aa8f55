//! Defining a report: creating, changing, pausing, deleting it.

use documents::mail::{Mail, ReportQuestion};
use domain::audit::Act;
use domain::id::{CustomerId, ReportId};
use domain::permission::{self, ParcelFacts};
use domain::refusal::{FieldRefusal, Refusal};
use domain::report::{Definition, Progress, REPORTS_MAX, Selection, Typed, schedule};
use domain::{Actor, Language};
use jiff::{SignedDuration, Timestamp};
use store::people;
use store::reports::{self as rows, NewReport, Report, Schedule};
use store::{Scope, Tx};

use super::token_hash;
use crate::asking::count_question;
use crate::audit::{self, Entry, Who};
use crate::mails::{self, MailTo};
use crate::{Error, Operations, Result, ids};

/// A report as its form was sent.
#[derive(Clone, Debug, Default)]
pub struct WishedReport {
    /// What was typed.
    pub typed: Typed,
    /// The id of an account, or of a part of one, or empty for all.
    pub billed: String,
    /// The form's own key: the same key twice is the same report.
    pub deed: String,
}

/// An address that did not answer is asked again after so long, where it is named again.
const ASK_AGAIN: SignedDuration = SignedDuration::from_hours(24);

impl Operations {
    /// Creates a report. It is sent from the next day on, never on this one (S2-15).
    ///
    /// # Errors
    /// Refusals of fields; [`Refusal::TooManyReports`]; [`Refusal::NotAllowed`]; [`Error::NotFound`] for the operator.
    pub async fn create_report(&self, actor: &Actor, wish: &WishedReport) -> Result<ReportId> {
        permission::have_reports(actor)?;
        let customer = actor.customer().ok_or(Error::NotFound)?;
        let now = self.now();
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let key = if wish.deed.is_empty() { ids::new_secret() } else { format!("{} {}", actor.user, wish.deed) };
        // Whoever sends two forms at once waits here, so that the eleventh report is counted.
        people::lock_person(&mut tx, actor.user).await?;
        if let Some(report) = rows::find_by_deed(&mut tx, &key).await? {
            return Ok(report);
        }
        let zone = crate::zone(&people::customer_zone(&mut tx, customer).await?);
        let definition = defined(&mut tx, actor, customer, wish, (now, &zone, None)).await?;
        refuse_eleventh(&mut tx, actor).await?;
        let id = ReportId(ids::new_id(now));
        let progress = Progress { since: schedule::first_moment(now, &zone), last: None };
        let next_at = definition.schedule.next(&progress, &zone).map(|due| due.at);
        let report = NewReport {
            id,
            customer,
            owner: actor.user,
            definition: definition.clone(),
            schedule: Schedule { paused_at: None, progress, next_at },
            deed_key: key,
            created_at: now,
        };
        rows::insert(&mut tx, &report).await?;
        self.keep_addresses(&mut tx, actor, customer, id, &definition).await?;
        record_report(&mut tx, now, Act::ReportMade, actor, (id, &definition)).await?;
        tx.commit().await?;
        self.wake().notify_one();
        Ok(id)
    }

    /// Changes a report. `version` is the one that the form showed. A changed schedule counts from now on: what it would
    /// have brought earlier is not caught up.
    ///
    /// # Errors
    /// As [`Operations::create_report`]; [`Refusal::ChangedMeanwhile`] where somebody, perhaps the owner in another
    /// window, was faster; [`Error::NotFound`] for a report that is not his.
    pub async fn change_report(&self, actor: &Actor, id: ReportId, version: i64, wish: &WishedReport) -> Result<()> {
        let now = self.now();
        let (mut tx, report) = self.own_report(actor, id).await?;
        let zone = crate::zone(&report.zone);
        let before = Some((&report.definition.schedule, report.schedule.progress.last));
        let definition = defined(&mut tx, actor, report.customer, wish, (now, &zone, before)).await?;
        if definition == report.definition {
            // Nothing is changed, but who has not answered may be asked once more.
            self.keep_addresses(&mut tx, actor, report.customer, id, &definition).await?;
            tx.commit().await?;
            self.wake().notify_one();
            return Ok(());
        }
        if version != report.version {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let mut schedule = report.schedule;
        if definition.schedule != report.definition.schedule {
            schedule.progress.since = schedule.progress.since.max(now);
        }
        schedule.next_at = next_at(&definition, &schedule, &zone);
        if !rows::change(&mut tx, &report, &definition, &schedule, now).await? {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        self.keep_addresses(&mut tx, actor, report.customer, id, &definition).await?;
        record_report(&mut tx, now, Act::ReportChanged, actor, (id, &definition)).await?;
        tx.commit().await?;
        self.wake().notify_one();
        Ok(())
    }

    /// Pauses a report, or lets it go on. What would have come meanwhile is not caught up.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a report that is not his; [`Refusal::NotAllowed`].
    pub async fn pause_report(&self, actor: &Actor, id: ReportId, pause: bool) -> Result<()> {
        let now = self.now();
        let (mut tx, report) = self.own_report(actor, id).await?;
        let mut schedule = report.schedule;
        if schedule.paused_at.is_some() == pause {
            return Ok(());
        }
        schedule.paused_at = pause.then_some(now);
        if !pause {
            schedule.progress.since = schedule.progress.since.max(now);
        }
        schedule.next_at = next_at(&report.definition, &schedule, &crate::zone(&report.zone));
        rows::keep_schedule(&mut tx, id, &schedule).await?;
        record_report(&mut tx, now, Act::ReportChanged, actor, (id, &report.definition)).await?;
        Ok(tx.commit().await?)
    }

    /// Deletes a report with its runs and their files. Links in mails that were sent open nothing any more.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a report that is not his; [`Refusal::NotAllowed`].
    pub async fn delete_report(&self, actor: &Actor, id: ReportId) -> Result<()> {
        let (mut tx, report) = self.own_report(actor, id).await?;
        rows::delete(&mut tx, id).await?;
        record_report(&mut tx, self.now(), Act::ReportDeleted, actor, (id, &report.definition)).await?;
        Ok(tx.commit().await?)
    }

    /// A report of somebody's own, held until the transaction ends.
    pub(super) async fn own_report(&self, actor: &Actor, id: ReportId) -> Result<(Tx, Report)> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        rows::lock(&mut tx, id).await?;
        let report = rows::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
        permission::change_report(actor, &report.facts())?;
        Ok((tx, report))
    }

    /// Keeps a report's addresses, and asks those outside the customer that were not asked yet.
    async fn keep_addresses(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        customer: CustomerId,
        id: ReportId,
        definition: &Definition,
    ) -> Result<()> {
        let addresses: Vec<(String, String)> = std::iter::once(&definition.email)
            .chain(&definition.recipients)
            .map(|address| (address.clone(), ids::new_secret()))
            .collect();
        // A colleague's address is not its owner's to speak for.
        let named = people::find_person_by_email(tx, &definition.email).await?;
        let own = named.is_none_or(|person| person.id == actor.user);
        rows::keep_recipients(tx, id, &addresses, own).await?;
        let company = people::find_customer(tx, customer).await?.map(|customer| customer.name).unwrap_or_default();
        let now = self.now();
        for recipient in rows::recipients(tx, id).await? {
            let is_outside = recipient.person.is_none() && !recipient.confirmed;
            if !is_outside || recipient.unsubscribed_at.is_some() {
                continue;
            }
            let token = ids::new_secret();
            let hash = token_hash(&token);
            let asked = rows::start_confirmation(tx, customer, &recipient.address, &hash, now, now - ASK_AGAIN);
            if !asked.await? {
                continue;
            }
            count_question(tx, &recipient.address, actor.user, now).await?;
            let public_url = &self.settings().public_url;
            let mail = Mail::ReportQuestion(ReportQuestion { customer: company.clone() });
            let to = outside(recipient.address, definition.language);
            mails::enqueue(tx, now, public_url, &to, &mail, &format!("{public_url}/reports/confirm/{token}")).await?;
        }
        Ok(())
    }
}

/// Records what somebody did with a report: within the account that it is of.
pub(super) async fn record_report(
    tx: &mut Tx,
    now: Timestamp,
    act: Act,
    actor: &Actor,
    (id, definition): (ReportId, &Definition),
) -> Result<()> {
    let Selection { account, sub_account, .. } = definition.selection;
    let entry = Entry::new(act, id, definition.name.as_str()).within(account, sub_account);
    audit::record(tx, now, &Who::actor(actor), entry).await
}

/// Somebody without an account.
pub(super) fn outside(address: String, language: Language) -> MailTo {
    MailTo { person: None, address, name: String::new(), language, ticket: None }
}

/// When a report is due next, unless it is paused.
pub(super) fn next_at(definition: &Definition, schedule: &Schedule, zone: &jiff::tz::TimeZone) -> Option<Timestamp> {
    if schedule.paused_at.is_some() {
        return None;
    }
    definition.schedule.next(&schedule.progress, zone).map(|due| due.at)
}

/// Nobody has more than ten, subscriptions among them.
pub(super) async fn refuse_eleventh(tx: &mut Tx, actor: &Actor) -> Result<()> {
    let most = i64::try_from(REPORTS_MAX).unwrap_or(i64::MAX);
    if rows::count_of(tx, actor.user).await? >= most {
        return Err(Refusal::TooManyReports(REPORTS_MAX).into());
    }
    Ok(())
}

/// What was typed as a report, with the account that was chosen.
async fn defined(
    tx: &mut Tx,
    actor: &Actor,
    customer: CustomerId,
    wish: &WishedReport,
    (now, zone, before): (
        Timestamp,
        &jiff::tz::TimeZone,
        Option<(&domain::report::Schedule, Option<jiff::civil::Date>)>,
    ),
) -> Result<Definition> {
    let billed = billed(tx, actor, customer, &wish.billed).await?;
    match (Definition::of(&wish.typed, now, zone, before), billed) {
        (Ok(mut definition), Some(billed)) => {
            definition.selection.account = billed.account;
            definition.selection.sub_account = billed.sub_account;
            Ok(definition)
        }
        (Ok(_), None) => Err(Error::field("billed", FieldRefusal::NotOffered)),
        (Err(mut fields), billed) => {
            if billed.is_none() {
                fields.push(("billed".to_owned(), FieldRefusal::NotOffered));
            }
            Err(Refusal::Fields(fields).into())
        }
    }
}

/// The account and part of a chosen id, where they are among those that somebody sees.
async fn billed(tx: &mut Tx, actor: &Actor, customer: CustomerId, chosen: &str) -> Result<Option<Selection>> {
    if chosen.is_empty() {
        return Ok(Some(Selection::default()));
    }
    let found =
        super::lookup::billed_choices(tx, actor, customer).await?.into_iter().find(|choice| choice.id == chosen);
    Ok(found.map(|choice| Selection {
        account: Some(choice.account),
        sub_account: choice.sub_account,
        ..Selection::default()
    }))
}

/// Whether the account of a report is among those that somebody sees.
pub(super) fn sees_account(actor: &Actor, customer: CustomerId, selection: &Selection) -> bool {
    let (account, sub_account) = (selection.account, selection.sub_account);
    account.is_none() || permission::see_parcel(actor, &ParcelFacts { customer, account, sub_account }).is_ok()
}
