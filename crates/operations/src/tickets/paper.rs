//! A whole ticket as a paper.

use documents::thread;
pub use documents::thread::{ThreadLine, ThreadPaper};
use domain::audit::Act;
use domain::{Actor, Language};
use store::tickets::Ticket;

use crate::audit::Entry;
use crate::files::OpenFile;
use crate::{Error, Operations, Result};

impl Operations {
    /// The paper of a ticket that its reader has before his eyes; that he took it is recorded. The paper says what the page
    /// says, so whoever wrote the page hands it in.
    ///
    /// # Errors
    /// [`Error::Outside`], where it cannot be written.
    pub async fn thread_paper(
        &self,
        actor: &Actor,
        ticket: &Ticket,
        mut paper: ThreadPaper,
        language: Language,
    ) -> Result<OpenFile> {
        let side = if actor.is_operator() { "desk" } else { "requests" };
        paper.link = format!("{}/{side}/{}", self.settings().public_url, ticket.number);
        let made_at = self.now().to_zoned(crate::zone(&actor.zone));
        let name = wording::thread::paper_file(language, &ticket.number);
        let write = move || thread::write(language, &paper, &made_at);
        let written =
            tokio::task::spawn_blocking(write).await.map_err(|stopped| Error::Outside(stopped.to_string()))?;
        let bytes = written.map_err(|error| Error::Outside(format!("a paper: {error}")))?;
        let entry = |act| {
            Entry::new(act, ticket.id, ticket.number.as_str())
                .of(ticket.customer)
                .within(ticket.account, ticket.sub_account)
        };
        if actor.is_operator() {
            self.saw_today(actor, entry(Act::TicketLookedAt)).await;
        } else {
            self.saw(actor, entry(Act::TicketDownloaded)).await;
        }
        Ok(OpenFile { name, media_type: "application/pdf".to_owned(), bytes: bytes.into() })
    }
}
