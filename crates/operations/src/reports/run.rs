//! One run of a report: rights, files, mails.

use documents::mail::{Mail, ReportMail};
use domain::id::{MailId, ReportFileId, ReportRunId, UserId};
use domain::parcel::ParcelState;
use jiff::{SignedDuration, Timestamp};
use store::reports::{self as rows, CopyFile, Outcome, Report, Run, RunState};
use store::{Scope, Tx, people};

use super::copies::{Copy, Made, Making};
use super::due::was_sent;
use super::lookup::billed_choices;
use super::readers::{Letter, Readers, View, readers};
use super::{LINK_DAYS, Skipped, token_hash};
use crate::mails::{self, MailFile, MailList};
use crate::{Operations, Result, ids};

impl Operations {
    /// Makes and mails a run that waits. Doing it again changes nothing once it has ended; until then it begins anew.
    ///
    /// # Errors
    /// [`crate::Error::Store`], [`crate::Error::Outside`]: it is tried again.
    pub(super) async fn send_report(&self, id: ReportRunId) -> Result<()> {
        let mut tx = self.store().read(Scope::System).await?;
        // Deleted meanwhile, or done by a worker who could not say so any more.
        let Some(run) = rows::find_run(&mut tx, id).await?.filter(|run| is_to_be_sent(run.state)) else {
            return Ok(());
        };
        let Some(report) = rows::find(&mut tx, run.report).await? else { return Ok(()) };
        let to_owner_alone = run.again > 0 && was_sent(&mut tx, &run).await?;
        drop(tx);
        match readers(self, &report, to_owner_alone).await? {
            Err(why) => self.skip(&run, why).await,
            Ok(readers) => self.make_and_mail(&report, &run, &readers).await,
        }
    }

    async fn skip(&self, run: &Run, why: Skipped) -> Result<()> {
        let outcome =
            Outcome { state: RunState::Skipped, reason: why.as_str().to_owned(), counts: Default::default(), mails: 0 };
        let mut tx = self.store().write(Scope::System).await?;
        rows::finish(&mut tx, run.id, &outcome, self.now()).await?;
        Ok(tx.commit().await?)
    }

    async fn make_and_mail(&self, report: &Report, run: &Run, readers: &Readers) -> Result<()> {
        let mut tx = self.store().read(Scope::System).await?;
        let company =
            people::find_customer(&mut tx, report.customer).await?.map(|found| found.name).unwrap_or_default();
        let selection = &report.definition.selection;
        let billed = billed_choices(&mut tx, &readers.owner, report.customer)
            .await?
            .into_iter()
            .find(|choice| Some(choice.account) == selection.account && choice.sub_account == selection.sub_account);
        drop(tx);
        let making = Making {
            report,
            company: &company,
            billed: billed.as_ref(),
            period: run.period,
            now: self.now(),
            formats: &report.definition.formats,
        };
        // Readers of the same view share a copy.
        let mut made: Vec<(View, Copy)> = Vec::new();
        let mut copies: Vec<(Option<UserId>, usize)> = Vec::new();
        for (person, view) in readers.copies() {
            let known = made.iter().position(|(other, _)| *other == view);
            let place = match known {
                Some(place) => place,
                None => {
                    let copy = self.make_copy(&making, &view).await?;
                    made.push((view, copy));
                    made.len() - 1
                }
            };
            copies.push((person, place));
        }
        let copies: Vec<(Option<UserId>, &Copy)> =
            copies.into_iter().map(|(person, place)| (person, &made[place].1)).collect();
        self.keep_and_mail(report, run, readers, &copies).await
    }

    /// Writes files, mails and the end of the run, all or nothing.
    async fn keep_and_mail(
        &self,
        report: &Report,
        run: &Run,
        readers: &Readers,
        copies: &[(Option<UserId>, &Copy)],
    ) -> Result<()> {
        let now = self.now();
        let copy_of = |person: Option<UserId>| copies.iter().find(|(owner, _)| *owner == person).map(|(_, copy)| *copy);
        let counts = copy_of(Some(readers.owner.user)).map(|copy| copy.counts.clone()).unwrap_or_default();
        let mails = i64::try_from(readers.letters.len()).unwrap_or(i64::MAX);
        let outcome = Outcome { state: RunState::Done, reason: String::new(), counts, mails };
        let mut tx = self.store().write(Scope::System).await?;
        // Held from here on: its owner may delete it only before or after.
        if !rows::lock(&mut tx, report.id).await? || !rows::finish(&mut tx, run.id, &outcome, now).await? {
            return Ok(());
        }
        for (person, copy) in copies {
            let files: Vec<CopyFile> = copy
                .files
                .iter()
                .map(|made| CopyFile {
                    id: ReportFileId(ids::new_id(now)),
                    run: run.id,
                    person: *person,
                    name: made.name.clone(),
                    media_type: made.media_type.to_owned(),
                    size: made.size,
                    blob: made.blob.clone(),
                    held: made.held.clone(),
                })
                .collect();
            rows::insert_files(&mut tx, &files).await?;
        }
        for letter in &readers.letters {
            if let Some(copy) = copy_of(letter.copy) {
                self.write_letter(&mut tx, report, run, letter, copy).await?;
            }
        }
        tx.commit().await?;
        self.wake().notify_one();
        Ok(())
    }

    async fn write_letter(&self, tx: &mut Tx, report: &Report, run: &Run, letter: &Letter, copy: &Copy) -> Result<()> {
        let now = self.now();
        let home = &self.settings().public_url;
        let files: Vec<MailFile> = copy.files.iter().map(Made::mail_file).collect();
        let attached = mails::fits(&files);
        let link = if attached {
            format!("{home}/reports/{}", report.id)
        } else {
            let token = ids::new_secret();
            let until = now + SignedDuration::from_hours(24 * LINK_DAYS);
            rows::insert_link(tx, &token_hash(&token), run.id, (letter.copy, &letter.to.address), until).await?;
            format!("{home}/reports/files/{token}")
        };
        let mail = letter_of(home, report, run, letter, copy, now);
        let files = if attached { files.as_slice() } else { &[] };
        let stop = stop_address(home, letter);
        if stop.is_empty() {
            mails::enqueue_with(tx, now, home, &letter.to, &mail, &link, files).await?;
            return Ok(());
        }
        let list = MailList { name: LIST, unsubscribe: stop };
        let id = MailId(ids::new_id(now));
        mails::enqueue_of_list_with(tx, id, now, home, (&letter.to, &mail, &link), &list, files).await
    }
}

/// Whether a run is still to be sent: one that has failed is tried again for a while.
const fn is_to_be_sent(state: RunState) -> bool {
    matches!(state, RunState::Waiting | RunState::Failed)
}

/// The name of the list that mails of reports belong to.
pub(crate) const LIST: &str = "reports";

/// The address that ends the mails of a report for its reader; empty for the owner.
pub(crate) fn stop_address(home: &str, letter: &Letter) -> String {
    match letter.unsubscribe.as_str() {
        "" => String::new(),
        token => format!("{home}/reports/unsubscribe/{token}"),
    }
}

/// What a reader's mail says.
pub(crate) fn letter_of(home: &str, report: &Report, run: &Run, letter: &Letter, copy: &Copy, now: Timestamp) -> Mail {
    let language = letter.to.language;
    let files: Vec<MailFile> = copy.files.iter().map(Made::mail_file).collect();
    let count = |(state, count): (&ParcelState, &i64)| {
        let state = wording::values::parcel_state(language, *state);
        let count = wording::number::integer(language, *count);
        wording::mail::fact(language, state, &count)
    };
    Mail::Report(ReportMail {
        name: report.definition.name.clone(),
        day: wording::moment::long_day(language, run.period, now.to_zoned(crate::zone(&report.zone)).date()),
        again: run.again > 0,
        total: wording::report::total(language, copy.counts.values().sum()),
        counts: copy.counts.iter().map(count).collect(),
        files: files.iter().map(|file| file.name.clone()).collect(),
        days: if mails::fits(&files) { 0 } else { u32::try_from(LINK_DAYS).unwrap_or_default() },
        account: letter.manages,
        stop: stop_address(home, letter),
    })
}
