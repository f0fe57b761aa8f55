//! A lead takes out of a thread what it exposed: a text, a file, a reason or the word of a rating is gone for good, and
//! the thread says who took it
//! out, when and why.

use domain::Actor;
use domain::event::{Redacted, TicketEvent};
use domain::id::FileId;
use domain::permission::{self, Denied, TicketFacts};
use domain::refusal::FieldRefusal;
use domain::ticket::message::{Audience, MessageKind};
use store::redaction::Carrying;
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
    /// The reason of the reopening that an event tells.
    Reason(i64),
    /// The word with the rating, which came with the validation that an event tells.
    Word(i64),
}

impl Target {
    /// How a form names it.
    #[must_use]
    pub fn to_word(self) -> String {
        match self {
            Target::Text(sequence) => format!("text-{sequence}"),
            Target::File(file) => format!("file-{file}"),
            Target::Reason(sequence) => format!("reason-{sequence}"),
            Target::Word(sequence) => format!("word-{sequence}"),
        }
    }

    /// What a form named.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.split_once('-')? {
            ("text", sequence) => sequence.parse().ok().map(Target::Text),
            ("file", file) => file.parse().ok().map(Target::File),
            ("reason", sequence) => sequence.parse().ok().map(Target::Reason),
            ("word", sequence) => sequence.parse().ok().map(Target::Word),
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
    /// Takes the text or one file of a message, the reason of a reopening or the word of a rating out of a ticket, out of
    /// the mails that carried it, and out of what lists
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
        let (sequence, audience, what) = match target {
            Target::Reason(sequence) => forget_reason(&mut doing, sequence).await?.ok_or_else(gone)?,
            Target::Word(sequence) => forget_word(&mut doing, sequence).await?.ok_or_else(gone)?,
            Target::Text(_) | Target::File(_) => forget_said(&mut doing, target).await?.ok_or_else(gone)?,
        };
        let event = TicketEvent::MessageRedacted { message: sequence, what, reason };
        doing.happened(event, audience).await?;
        doing.finish().await
    }
}

/// Which event it was taken out of, who reads that, and what it was.
type Gone = (i64, Audience, Redacted);

/// Takes the text or a file of a message out; nothing where there is no such thing, or none that the operator reads.
async fn forget_said(doing: &mut Doing, target: Target) -> Result<Option<Gone>> {
    let entries = store::threads::entries(&mut doing.tx, doing.ticket.id).await?;
    let mut messages: Vec<Message> = entries.into_iter().filter_map(|(_, message)| message).collect();
    let found = match target {
        Target::File(id) => {
            let files = store::files::of_ticket(&mut doing.tx, doing.ticket.id).await?;
            let file = files.iter().find(|file| file.id == id);
            file.and_then(|file| messages.iter_mut().find(|message| Some(message.id) == file.message))
        }
        Target::Text(sequence) | Target::Reason(sequence) | Target::Word(sequence) => {
            messages.iter_mut().find(|message| message.sequence == sequence && !message.body.is_empty())
        }
    };
    let Some(found) = found.filter(|message| message.audience.operator_reads()) else { return Ok(None) };
    let message = found.clone();
    let what = if let Target::File(file) = target {
        forget_file(doing, file).await?;
        Redacted::File
    } else {
        found.body.clear();
        forget_text(doing, &message, &messages).await?;
        Redacted::Text
    };
    Ok(Some((message.sequence, message.audience, what)))
}

/// Takes the reason out of a reopening, and out of the grouped mails that told it.
async fn forget_reason(doing: &mut Doing, sequence: i64) -> Result<Option<Gone>> {
    let entries = store::threads::entries(&mut doing.tx, doing.ticket.id).await?;
    let event = entries.into_iter().map(|(event, _)| event).find(|event| event.sequence == sequence);
    let Some(event) = event else { return Ok(None) };
    let TicketEvent::TicketReopened { reason } = &event.event else { return Ok(None) };
    if reason.is_empty() {
        return Ok(None);
    }
    let plain = TicketEvent::TicketReopened { reason: String::new() };
    store::redaction::rewrite_event(&mut doing.tx, doing.ticket.id, sequence, &plain).await?;
    for mail in store::redaction::digests_telling(&mut doing.tx, event.at, reason).await? {
        rewrite(doing, mail).await?;
    }
    Ok(Some((sequence, event.audience, Redacted::Reason)))
}

/// Takes the word out that came with the rating: the ticket keeps that of its last validation alone.
async fn forget_word(doing: &mut Doing, sequence: i64) -> Result<Option<Gone>> {
    let entries = store::threads::entries(&mut doing.tx, doing.ticket.id).await?;
    let last = entries
        .iter()
        .map(|(event, _)| event)
        .rfind(|event| matches!(event.event, TicketEvent::TicketValidated { .. }));
    let Some(event) = last.filter(|event| event.sequence == sequence) else { return Ok(None) };
    if doing.change.rating_word.is_empty() {
        return Ok(None);
    }
    doing.change.rating_word.clear();
    Ok(Some((sequence, event.audience, Redacted::Word)))
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
        rewrite(doing, mail).await?;
    }
    Ok(())
}

/// A mail that has left is kept without words; one that waits says where to read on.
async fn rewrite(doing: &mut Doing, mail: Carrying) -> Result<()> {
    let said = if mail.waits { wording::mail::redacted(mail.language) } else { "" };
    let html = if said.is_empty() { String::new() } else { format!("<!doctype html><p>{said}</p>") };
    Ok(store::redaction::rewrite_mail(&mut doing.tx, mail.id, said, &html).await?)
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
        for target in [Target::Text(12), Target::File(file), Target::Reason(3), Target::Word(4)] {
            assert_eq!(Target::from_word(&target.to_word()), Some(target));
        }
        for nonsense in ["", "text", "text-", "text-x", "file-7", "note-7"] {
            assert_eq!(Target::from_word(nonsense), None, "{nonsense}");
        }
    }
}
