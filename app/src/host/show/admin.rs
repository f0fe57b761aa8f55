//! Outgoing mails and work in the background into what the administrator's pages show.

use domain::Language;
use domain::id::MailId;
use operations::jobs::{Chore, JobRow, JobState};
use operations::mails::{MailFile, MailRow, MailState, OutgoingMail, PAGE};
use wording::admin;

use super::Eyes;
use crate::api::Mark;
use crate::api::admin::{JobView, MailView, MailsPage};
use crate::error::Failure;
use crate::host::{Visit, reader, refused};
use crate::ui::Tone;

/// A page of outgoing mails; `after` is the id of the last one of the page before, or empty.
///
/// # Errors
/// What the operation refused, in words.
pub async fn mails(after: &str) -> Result<MailsPage, Failure> {
    let (visit, actor) = reader()?;
    // An id that is none shows the first page: there is nothing to find out by it.
    let before: Option<MailId> = after.parse().ok();
    let rows = visit.operations.outgoing_mails(&actor, before).await.map_err(refused(&visit))?;
    let jobs = match before {
        None => visit.operations.jobs(&actor).await.map_err(refused(&visit))?,
        Some(_) => Vec::new(),
    };
    let eyes = Eyes::of(&visit, &actor);
    Ok(MailsPage {
        next: rows.last().filter(|_| rows.len() == PAGE).map(|row| row.id.to_string()).unwrap_or_default(),
        rows: rows.into_iter().map(|row| mail_row(&visit, &eyes, row)).collect(),
        server: visit.operations.settings().smtp_url.is_some(),
        jobs: jobs.iter().filter(|job| is_worth_showing(job)).map(|job| job_view(&eyes, job)).collect(),
    })
}

/// One outgoing mail.
///
/// # Errors
/// What the operation refused, in words.
pub async fn mail(id: &str) -> Result<MailView, Failure> {
    let (visit, actor) = reader()?;
    let not_found = |_| refused(&visit)(operations::Error::NotFound);
    let id: MailId = id.parse().map_err(not_found)?;
    let mail = visit.operations.outgoing_mail(&actor, id).await.map_err(refused(&visit))?;
    let files = visit.operations.outgoing_mail_files(&actor, id).await.map_err(refused(&visit))?;
    Ok(mail_view(&visit, &Eyes::of(&visit, &actor), mail, &files))
}

fn mail_row(visit: &Visit, eyes: &Eyes, row: MailRow) -> MailView {
    MailView {
        id: row.id.to_string(),
        to: recipient(&row.to_name, &row.to_address),
        subject: row.subject,
        when: eyes.recent(row.created_at),
        state: mail_mark(eyes.language, row.state, row.attempts),
        body: String::new(),
        error: row.last_error,
        files: Vec::new(),
        home: visit.operations.settings().public_url.clone(),
    }
}

fn mail_view(visit: &Visit, eyes: &Eyes, mail: OutgoingMail, files: &[MailFile]) -> MailView {
    let size = |file: &MailFile| wording::number::bytes(eyes.language, u64::try_from(file.size).unwrap_or(0));
    MailView {
        id: mail.id.to_string(),
        to: recipient(&mail.to_name, &mail.to_address),
        subject: mail.subject,
        when: eyes.when(mail.created_at),
        state: mail_mark(eyes.language, mail.state, mail.attempts),
        body: mail.body,
        error: mail.last_error,
        files: files.iter().map(|file| format!("{} ({})", file.name, size(file))).collect(),
        home: visit.operations.settings().public_url.clone(),
    }
}

fn recipient(name: &str, address: &str) -> String {
    if name.is_empty() { address.to_owned() } else { format!("{name} <{address}>") }
}

fn mail_mark(language: Language, state: MailState, attempts: i64) -> Mark {
    let (tone, text) = match state {
        MailState::Waiting if attempts > 0 => (Tone::Them, admin::mail_later(language)),
        MailState::Waiting => (Tone::Them, admin::mail_waiting(language)),
        MailState::Sent => (Tone::Done, admin::mail_sent(language)),
        MailState::Kept => (Tone::Neutral, admin::mail_kept(language)),
        MailState::Failed => (Tone::Wrong, admin::mail_failed(language)),
    };
    Mark { tone, text: text.to_owned() }
}

/// What was given up, what failed and comes back, and what comes round by itself. Mails on their way stand above with
/// their own states.
fn is_worth_showing(job: &JobRow) -> bool {
    match job.state {
        JobState::Dead => true,
        JobState::Done => false,
        JobState::Waiting | JobState::Running => job.attempts > 0 || chore(&job.kind).is_some(),
    }
}

fn chore(kind: &str) -> Option<Chore> {
    Chore::ALL.into_iter().find(|chore| chore.name() == kind)
}

fn job_view(eyes: &Eyes, job: &JobRow) -> JobView {
    let language = eyes.language;
    let (tone, state) = match job.state {
        JobState::Dead => (Tone::Wrong, admin::job_dead(language)),
        JobState::Running => (Tone::Them, admin::job_running(language)),
        JobState::Waiting | JobState::Done => (Tone::Neutral, admin::job_waiting(language)),
    };
    JobView {
        name: job_name(language, &job.kind),
        state: Mark { tone, text: state.to_owned() },
        when: eyes.recent(job.done_at.unwrap_or(job.run_at)),
        tries: job.attempts,
        error: job.last_error.clone(),
    }
}

/// What a job does; its own word where it is none of those that come round by themselves, nor a mail.
fn job_name(language: Language, kind: &str) -> String {
    match chore(kind) {
        Some(Chore::SweepFiles) => admin::job_sweep_files(language).to_owned(),
        Some(Chore::TrimLive) => admin::job_trim_live(language).to_owned(),
        Some(Chore::SweepAttempts) => admin::job_sweep_attempts(language).to_owned(),
        Some(Chore::TrimJobs) => admin::job_trim_jobs(language).to_owned(),
        Some(Chore::EraseArchive) => admin::job_erase_archive(language).to_owned(),
        Some(Chore::EraseMails) => admin::job_erase_mails(language).to_owned(),
        Some(Chore::SweepReports) => admin::job_sweep_reports(language).to_owned(),
        Some(Chore::SweepNotices) => admin::job_sweep_notices(language).to_owned(),
        None if kind == "send_report" => admin::job_send_report(language).to_owned(),
        None if kind == "send_mail" => admin::job_send_mail(language).to_owned(),
        None => kind.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{job_name, mail_mark, recipient};
    use domain::Language;
    use operations::jobs::Chore;
    use operations::mails::MailState;

    #[test]
    fn every_state_and_every_chore_has_words() {
        for language in Language::ALL {
            for state in MailState::ALL {
                assert!(!mail_mark(language, state, 0).text.is_empty());
            }
            for chore in Chore::ALL {
                assert_ne!(job_name(language, chore.name()), chore.name());
            }
        }
    }

    #[test]
    fn an_address_stands_with_its_name() {
        assert_eq!(recipient("Claire Moreau", "claire@lunettes.example"), "Claire Moreau <claire@lunettes.example>");
        assert_eq!(recipient("", "claire@lunettes.example"), "claire@lunettes.example");
    }
}
