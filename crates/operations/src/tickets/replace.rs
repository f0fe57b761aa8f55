//! A better file in place of one that was wrong: the first stays in the thread, named as replaced.

use domain::Actor;
use domain::event::TicketEvent;
use domain::id::FileId;
use domain::permission;
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::lifecycle::{Deed, TicketState};
use domain::ticket::message::{Audience, MessageKind};
use store::files::Replaced;
use store::threads::AuthorSide;

use super::deed::{self, Done, On, Opened, Stale, few_files, message_text};
use crate::files::AttachedFile;
use crate::{Error, Operations, Result};

/// A file that is to take the place of another.
#[derive(Clone, Debug, Default)]
pub struct Replacement {
    /// The ticket and the form's key; the number is found by the file.
    pub on: On,
    /// The draft files that were sent; exactly one.
    pub files: Vec<FileId>,
    /// A word that goes with it, or empty.
    pub word: String,
}

impl Operations {
    /// Sends a file in place of another of the same side and audience. The new one counts for the slot; the old one stays
    /// what it was to whoever could read it, because somebody may have acted on it: only a lead takes it out.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see it or is of the other side; a refusal without the option to reply, of the
    /// file, or of the word; [`Refusal::ChangedMeanwhile`] once another took its place.
    pub async fn replace_file(&self, actor: &Actor, old: FileId, wish: &Replacement) -> Result<Done> {
        let word = message_text("body", &wish.word, false)?;
        few_files(wish.files.len())?;
        let number = self.ticket_of_file(actor, old).await?;
        let on = On { number, ..wish.on.clone() };
        let mut doing = match deed::open(self, actor, &on, permission::see_ticket, Stale::Never).await? {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        let ticket = doing.ticket.id;
        let files = store::files::of_ticket(&mut doing.tx, ticket).await?;
        let senders = store::files::senders(&mut doing.tx, ticket).await?;
        let file = files.into_iter().find(|file| file.id == old).ok_or(Error::NotFound)?;
        let sender = senders.into_iter().find(|sender| sender.file == old).ok_or(Error::NotFound)?;
        let took_part = actor.is_operator() && store::files::took_part(&mut doing.tx, ticket, actor.user).await?;
        let mut seen = AttachedFile::of(file);
        seen.veil(actor, &doing.ticket.facts(), took_part);
        let audience = seen.audience;
        let reads = if actor.is_operator() { audience.operator_reads() } else { audience.customer_reads() };
        if !reads || !seen.opens() {
            return Err(Error::NotFound);
        }
        permission::replace_file(actor, &doing.ticket.facts(), sender.author.side == AuthorSide::Operator)?;
        let [new] = wish.files[..] else {
            return Err(Error::field("file", FieldRefusal::NotChosen));
        };
        // A note of one's own side changes nothing of the ticket, nor does what the operator mends.
        if audience == Audience::Everyone && !actor.is_operator() {
            doing.apply(&Deed::Write).await?;
        } else if doing.ticket.life.state == TicketState::Closed {
            return Err(Refusal::TicketClosed.into());
        }
        doing.happened(TicketEvent::FileReplaced { message: sender.sequence }, audience).await?;
        doing.say(MessageKind::Replacement, audience, &word, &[(new, seen.slot)]).await?;
        let by = Replaced { at: doing.now, by: actor.name.clone(), with: new };
        if !store::files::replace(&mut doing.tx, ticket, old, &by).await? {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let filled: Vec<_> = seen.slot.into_iter().collect();
        for slot in doing.fill_slots(&filled).await? {
            doing.happened(TicketEvent::SlotFilled { slot }, audience).await?;
        }
        doing.finish().await
    }

    /// The number of the ticket on which a file hangs, for somebody who may see that.
    async fn ticket_of_file(&self, actor: &Actor, file: FileId) -> Result<String> {
        let mut tx = self.store().read(store::Scope::of(actor)).await?;
        let found = store::files::find(&mut tx, file, actor.user).await?.ok_or(Error::NotFound)?;
        let ticket = found.ticket.ok_or(Error::NotFound)?;
        permission::see_ticket(actor, &ticket.facts)?;
        Ok(ticket.number)
    }
}
