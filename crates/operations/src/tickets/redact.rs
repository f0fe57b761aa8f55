//! A lead takes out of a message what it exposed: the text or the file is gone for good, and the thread says who took it
//! out, when and why.

use domain::Actor;
use domain::event::{Redacted, TicketEvent};
use domain::id::FileId;
use domain::permission::{self, Denied, TicketFacts};
use domain::refusal::FieldRefusal;
use domain::ticket::message::{Audience, MessageKind};
use store::threads::Message;

use super::agent::REASON_MAX;
use super::deed::{self, Doing, Done, On, Opened, Stale, excerpt, message_text};
use crate::{Error, Operations, Result};

/// What is to be taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The text of the message of an event.
    Text(i64),
    /// A file.
    File(FileId),
}

impl Target {
    /// How a form names it.
    #[must_use]
    pub fn to_word(self) -> String {
        match self {
            Target::Text(sequence) => format!("text-{sequence}"),
            Target::File(file) => format!("file-{file}"),
        }
    }

    /// What a form named.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.split_once('-')? {
            ("text", sequence) => sequence.parse().ok().map(Target::Text),
            ("file", file) => file.parse().ok().map(Target::File),
            _ => None,
        }
    }
}

/// A wish to take something out.
#[derive(Clone, Debug)]
pub struct Redaction {
    /// The ticket.
    pub on: On,
    /// What; none where nothing was chosen.
    pub target: Option<Target>,
    /// Why: both sides read it.
    pub reason: String,
    /// Whether whoever asks knows that it cannot be undone.
    pub sure: bool,
}

fn may_redact(actor: &Actor, _: &TicketFacts) -> std::result::Result<(), Denied> {
    permission::redact(actor)
}

impl Operations {
    /// Takes the text or one file of a message out of a ticket, out of the mails that carried it, and out of what lists
    /// show of it. The bytes of a file go with the next sweep.
    ///
    /// # Errors
    /// [`Error::NotFound`] below the lead; a refusal of what was chosen, of the reason, or for want of the confirmation.
    pub async fn redact(&self, actor: &Actor, wish: &Redaction) -> Result<Done> {
        let mut fields = Vec::new();
        if wish.target.is_none() {
            fields.push(("what".to_owned(), FieldRefusal::NotChosen));
        }
        let reason = wish.reason.trim();
        if reason.is_empty() {
            fields.push(("reason".to_owned(), FieldRefusal::Missing));
        } else if reason.chars().count() > REASON_MAX {
            fields.push(("reason".to_owned(), FieldRefusal::TooLong(REASON_MAX)));
        }
        if !wish.sure {
            fields.push(("sure".to_owned(), FieldRefusal::NotConfirmed));
        }
        let mut doing = match deed::open(self, actor, &wish.on, may_redact, Stale::Never).await? {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        let Some(target) = wish.target.filter(|_| fields.is_empty()) else {
            return Err(domain::refusal::Refusal::Fields(fields).into());
        };
        let reason = message_text("reason", reason, true)?;
        let gone = || Error::field("what", FieldRefusal::NotOffered);
        let mut messages: Vec<Message> = store::threads::entries(&mut doing.tx, doing.ticket.id)
            .await?
            .into_iter()
            .filter_map(|(_, message)| message)
            .collect();
        let (message, what) = match target {
            Target::Text(sequence) => {
                let found = |message: &&mut Message| message.sequence == sequence && !message.body.is_empty();
                let message = messages.iter_mut().find(found).ok_or_else(gone)?;
                let whole = message.clone();
                message.body.clear();
                (whole, Redacted::Text)
            }
            Target::File(id) => {
                let files = store::files::of_ticket(&mut doing.tx, doing.ticket.id).await?;
                let file = files.iter().find(|file| file.id == id).ok_or_else(gone)?;
                let message = messages.iter().find(|message| Some(message.id) == file.message).ok_or_else(gone)?;
                (message.clone(), Redacted::File)
            }
        };
        if !message.audience.operator_reads() {
            return Err(gone());
        }
        match target {
            Target::Text(_) => forget_text(&mut doing, &message, &messages).await?,
            Target::File(file) => forget_file(&mut doing, file).await?,
        }
        let event = TicketEvent::MessageRedacted { message: message.sequence, what, reason };
        doing.happened(event, message.audience).await?;
        doing.finish().await
    }
}

/// Takes a text out of its message, of the ticket's own row, and of the mails that carried it. `messages` are those that
/// are left.
async fn forget_text(doing: &mut Doing, message: &Message, messages: &[Message]) -> Result<()> {
    store::redaction::empty_message(&mut doing.tx, doing.ticket.id, message.id).await?;
    let last = messages.iter().rfind(|left| left.audience == Audience::Everyone && !left.body.is_empty());
    doing.change.excerpt = last.map(|left| excerpt(&left.body)).unwrap_or_default();
    if doing.change.asked_text == message.body {
        doing.change.asked_text.clear();
    }
    let repeated_by = if message.kind == MessageKind::Ask { "ask_reminder" } else { "" };
    let (ticket, written) = (doing.ticket.id, message.at);
    for mail in store::redaction::mails_carrying(&mut doing.tx, ticket, written, repeated_by).await? {
        let said = if mail.waits { wording::mail::redacted(mail.language) } else { "" };
        // A mail that has left is kept without words; one that waits says where to read on.
        let html = if said.is_empty() { String::new() } else { format!("<!doctype html><p>{said}</p>") };
        store::redaction::rewrite_mail(&mut doing.tx, mail.id, said, &html).await?;
    }
    Ok(())
}

/// Takes a file out of the ticket; the place that it alone filled is empty again.
async fn forget_file(doing: &mut Doing, id: FileId) -> Result<()> {
    store::redaction::drop_file(&mut doing.tx, doing.ticket.id, id).await?;
    let left = store::files::of_ticket(&mut doing.tx, doing.ticket.id).await?;
    for slot in &mut doing.slots {
        // What was replaced counts no more.
        let fills = |file: &store::files::File| file.slot == Some(slot.id) && file.replaced.is_none();
        if slot.filled_at.is_some() && !left.iter().any(fills) {
            slot.filled_at = None;
            store::threads::update_slot(&mut doing.tx, slot).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn what_a_form_names_is_found_again() {
        let file = domain::id::FileId(uuid::Uuid::from_u128(7));
        for target in [Target::Text(12), Target::File(file)] {
            assert_eq!(Target::from_word(&target.to_word()), Some(target));
        }
        for nonsense in ["", "text", "text-", "text-x", "file-7", "note-7"] {
            assert_eq!(Target::from_word(nonsense), None, "{nonsense}");
        }
    }
}
