//! Delivering what waits: claim, hand over, write down what became of it.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;
use std::time::Duration;

use documents::mail::holds_secret;
use domain::id::MailId;
use jiff::SignedDuration;
use store::mails::{self as rows, MailState, OutgoingMail, Try};
use store::{Scope, jobs, mail_files};

use super::DELIVERY;
use super::transport::{Answer, Carried, Sending, Transport};
use crate::jobs::{Lease, pause, shortened};
use crate::{Operations, Result};

/// How long a worker may hold a mail; longer than a try can take.
const LEASE: SignedDuration = SignedDuration::from_mins(3);
/// How long a try may take.
const TRY: Duration = Duration::from_secs(90);
/// How long a mail is tried before it has failed.
const TRIED_FOR: SignedDuration = SignedDuration::from_hours(72);
/// The first pause after a try, and the longest.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);
const PAUSE_MAX: SignedDuration = SignedDuration::from_hours(6);

/// What a round of [`Operations::deliver_mails`] did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Mails that a mail server took.
    pub sent: u64,
    /// Mails that stay in the table.
    pub kept: u64,
    /// Mails that come back later.
    pub later: u64,
    /// Mails that failed for good.
    pub failed: u64,
}

impl Operations {
    /// Delivers every mail that is due. Several workers may call it at once: no mail is in two hands. When no mail
    /// server answers, the round ends, and what waits waits for the next.
    ///
    /// # Errors
    /// [`Error::Store`](crate::Error::Store); what a mail server says is kept with the mail.
    pub async fn deliver_mails(&self, transport: &dyn Transport) -> Result<Delivered> {
        let mut delivered = Delivered::default();
        while let Some(lease) = self.claim_job(DELIVERY, LEASE).await? {
            let mail = match lease.payload.parse::<MailId>() {
                Ok(id) => self.mail_to_send(id).await?,
                Err(_) => None,
            };
            let Some(mail) = mail else {
                // Sent already by a worker that went away before it could say so, or removed.
                self.close_delivery(&lease).await?;
                continue;
            };
            let answer = match self.carried(mail.id).await? {
                None => Answer::Refused("a file of this mail is gone".to_owned()),
                Some(files) => match tokio::time::timeout(TRY, unshaken(transport.send(&mail, &files))).await {
                    Ok(answer) => answer,
                    Err(_) => Answer::Unreachable("no answer in time".to_owned()),
                },
            };
            let goes_on = !matches!(answer, Answer::Unreachable(_));
            self.keep_answer(&lease, &mail, answer, &mut delivered).await?;
            if !goes_on {
                break;
            }
        }
        Ok(delivered)
    }

    async fn mail_to_send(&self, id: MailId) -> Result<Option<OutgoingMail>> {
        let mut tx = self.store().read(Scope::System).await?;
        Ok(rows::find(&mut tx, id).await?.filter(|mail| mail.state == MailState::Waiting))
    }

    /// The files of a mail with their bytes, together at most [`super::FILES_MAX`]; none where bytes are gone.
    async fn carried(&self, id: MailId) -> Result<Option<Vec<Carried>>> {
        let mut tx = self.store().read(Scope::System).await?;
        let files = mail_files::of_mail(&mut tx, id).await?;
        drop(tx);
        let mut carried = Vec::with_capacity(files.len());
        for file in files {
            match self.blobs().read(&file.blob).await {
                Ok(bytes) => carried.push(Carried { name: file.name, media_type: file.media_type, bytes }),
                Err(error) => {
                    tracing::error!(mail = %id, %error, "a file of a mail cannot be read");
                    return Ok(None);
                }
            }
        }
        Ok(Some(carried))
    }

    async fn close_delivery(&self, lease: &Lease) -> Result<()> {
        let mut tx = self.store().write(Scope::System).await?;
        jobs::complete(&mut tx, lease.job, &lease.word, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Writes down what became of a try: mail and job in one transaction, and only while the lease is ours.
    async fn keep_answer(
        &self,
        lease: &Lease,
        mail: &OutgoingMail,
        answer: Answer,
        delivered: &mut Delivered,
    ) -> Result<()> {
        let now = self.now();
        let is_over = now - TRIED_FOR >= mail.created_at;
        let (state, said) = match answer {
            Answer::Sent => (MailState::Sent, String::new()),
            Answer::Kept => (MailState::Kept, String::new()),
            Answer::Refused(said) => (MailState::Failed, said),
            Answer::Later(said) | Answer::Unreachable(said) if is_over => (MailState::Failed, said),
            Answer::Later(said) | Answer::Unreachable(said) => (MailState::Waiting, said),
        };
        let said = shortened(&said);
        let tried = Try {
            state,
            error: said.clone(),
            sent_at: (state == MailState::Sent).then_some(now),
            forget: holds_secret(&mail.kind) && matches!(state, MailState::Sent | MailState::Failed),
        };
        let mut tx = self.store().write(Scope::System).await?;
        let (job, word) = (lease.job, lease.word.as_str());
        let ours = match state {
            MailState::Sent | MailState::Kept => jobs::complete(&mut tx, job, word, now).await?,
            MailState::Failed => jobs::bury(&mut tx, job, word, now, &said).await?,
            MailState::Waiting => {
                let again = now + pause(lease.attempts, PAUSE, PAUSE_MAX);
                jobs::retry(&mut tx, job, word, again, &said).await?
            }
        };
        if !ours {
            tracing::warn!(mail = %mail.id, "another worker took this mail over");
            return Ok(());
        }
        rows::after_try(&mut tx, mail.id, &tried).await?;
        if matches!(state, MailState::Sent | MailState::Failed) {
            mail_files::forget(&mut tx, mail.id).await?;
        }
        tx.commit().await?;
        let count = match state {
            MailState::Sent => &mut delivered.sent,
            MailState::Kept => &mut delivered.kept,
            MailState::Failed => &mut delivered.failed,
            MailState::Waiting => &mut delivered.later,
        };
        *count += 1;
        // Neither address nor text: logs hold no personal data.
        tracing::info!(mail = %mail.id, kind = %mail.kind, state = state.as_str(), "mail tried");
        Ok(())
    }
}

/// A mail that makes its transport panic is refused; the others go on (`security.md` O07). The future is not polled
/// again after that.
async fn unshaken(mut sending: Sending<'_>) -> Answer {
    poll_fn(|context| {
        catch_unwind(AssertUnwindSafe(|| sending.as_mut().poll(context)))
            .unwrap_or_else(|_| Poll::Ready(Answer::Refused("this mail cannot be put into a message".to_owned())))
    })
    .await
}
