//! Copies of identity documents are erased by the clock once their ticket has been closed long enough.

use std::collections::BTreeMap;

use domain::event::TicketEvent;
use domain::ticket::lifecycle::TicketState;
use domain::ticket::message::IDENTITY_DOCUMENT_DAYS;
use jiff::SignedDuration;
use store::Scope;

use super::deed;
use crate::{Operations, Result};

/// Tickets looked at in one round; the next tick goes on.
const ROUND: i64 = 200;

impl Operations {
    /// Empties the copies of identity documents of tickets that closed [`IDENTITY_DOCUMENT_DAYS`] ago: name, content and
    /// small picture are gone, that one was sent stays. The bytes go with the next sweep. Safe twice and on several nodes:
    /// each ticket is looked at again under its lock.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub(super) async fn erase_identity_documents(&self) -> Result<usize> {
        let closed_by = self.now() - SignedDuration::from_hours(24 * IDENTITY_DOCUMENT_DAYS);
        let mut tx = self.store().read(Scope::System).await?;
        let due = store::files::with_identity_documents(&mut tx, closed_by, ROUND).await?;
        drop(tx);
        for number in &due {
            let Some(doing) = deed::open_for_clock(self, number).await? else { continue };
            let mut doing = *doing;
            let life = &doing.ticket.life;
            if life.state != TicketState::Closed || life.term_started_at > closed_by {
                continue;
            }
            let ticket = doing.ticket.id;
            let senders = store::files::senders(&mut doing.tx, ticket).await?;
            let sequences: BTreeMap<_, _> = senders.into_iter().map(|one| (one.file, one.sequence)).collect();
            for file in store::files::of_ticket(&mut doing.tx, ticket).await? {
                let Some(audience) = file.audience.filter(|_| file.identity && file.purged_at.is_none()) else {
                    continue;
                };
                store::redaction::empty_file(&mut doing.tx, ticket, file.id, doing.now).await?;
                let message = sequences.get(&file.id).copied().unwrap_or_default();
                doing.happened(TicketEvent::IdentityDocumentErased { message }, audience).await?;
            }
            doing.finish().await?;
        }
        Ok(due.len())
    }
}
