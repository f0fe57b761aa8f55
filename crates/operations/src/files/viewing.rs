//! One file of a thread on a page of its own, with its neighbours.

use domain::Actor;
use domain::id::FileId;
use domain::permission;
use domain::ticket::lifecycle::TicketState;
use domain::ticket::message::Audience;
use store::Scope;
use store::files::{self as rows, Found, OfTicket, Sender};
use store::threads::AuthorSide;

use super::AttachedFile;
use crate::{Error, Operations, Result};

/// A file of a thread, as somebody looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewed {
    /// The number of its ticket.
    pub number: String,
    /// The file.
    pub file: AttachedFile,
    /// Who sent it, and for which slot.
    pub sender: Sender,
    /// The file before it in the thread that the reader can look at.
    pub before: Option<FileId>,
    /// The file after it.
    pub after: Option<FileId>,
    /// Its place among all that the reader can look at, from 1.
    pub place: usize,
    /// How many there are.
    pub of: usize,
    /// The file whose place it took, where the reader can look at that.
    pub replaces: Option<FileId>,
    /// Whether the reader may send another in its place.
    pub may_replace: bool,
}

impl Operations {
    /// A file of a thread, for somebody who may look at it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody else, for draft files, and once it is erased.
    pub async fn view_file(&self, actor: &Actor, id: FileId) -> Result<Viewed> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let Found { file, ticket } = rows::find(&mut tx, id, actor.user).await?.ok_or(Error::NotFound)?;
        let (Some(of), Some(ticket)) = (ticket, file.ticket) else { return Err(Error::NotFound) };
        permission::see_ticket(actor, &of.facts)?;
        let files = rows::of_ticket(&mut tx, ticket).await?;
        let senders = rows::senders(&mut tx, ticket).await?;
        drop(tx);
        let OfTicket { facts, took_part, number, state } = of;
        let mut seen: Vec<(AttachedFile, Sender)> = Vec::new();
        for sender in senders {
            let Some(file) = files.iter().find(|file| file.id == sender.file) else { continue };
            let mut file = AttachedFile::of(file.clone());
            file.veil(actor, &facts, took_part);
            let audience = file.audience;
            let reads = if actor.is_operator() { audience.operator_reads() } else { audience.customer_reads() };
            if reads && file.opens() {
                seen.push((file, sender));
            }
        }
        let at = seen.iter().position(|(file, _)| file.id == id).ok_or(Error::NotFound)?;
        let id_at = |at: usize| seen.get(at).map(|(file, _)| file.id);
        let with_this = |file: &AttachedFile| file.replaced.as_ref().is_some_and(|replaced| replaced.with == id);
        let replaces = seen.iter().find(|(file, _)| with_this(file)).map(|(file, _)| file.id);
        let (before, after, of) = (at.checked_sub(1).and_then(id_at), id_at(at + 1), seen.len());
        let (file, sender) = seen.swap_remove(at);
        let by_operator = sender.author.side == AuthorSide::Operator;
        let goes_on = match file.audience {
            Audience::Everyone if !actor.is_operator() => state.is_open(),
            _ => state != TicketState::Closed,
        };
        let may_replace =
            file.replaced.is_none() && goes_on && permission::replace_file(actor, &facts, by_operator).is_ok();
        Ok(Viewed { number, file, sender, before, after, place: at + 1, of, replaces, may_replace })
    }
}
