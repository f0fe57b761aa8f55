//! What the operator's agents do in a thread.

use domain::Actor;
use domain::event::TicketEvent;
use domain::id::{FileId, SlotId};
use domain::permission::{self, Denied, TicketFacts};
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::lifecycle::{Deed, TicketState, WaitingFor};
use domain::ticket::message::{Audience, MessageKind};
use domain::ticket::outcome::Outcome;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::threads::Slot;

use super::colleagues::Note;
use super::deed::{self, Doing, Done, On, Opened, Stale, few_files, message_text};
use super::notify;
use super::reading::record_read;
use crate::{Error, Operations, Result, ids};

/// An answer that asks nothing.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    /// The ticket.
    pub on: On,
    /// The text.
    pub body: String,
    /// The draft files that go with it.
    pub files: Vec<FileId>,
    /// The next date the agent names; the end of that day in the customer's zone.
    pub next_on: Option<Date>,
    /// Whom the ticket then waits for.
    pub waiting_for: WaitingFor,
}

/// An answer that asks the customer for something.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Ask {
    /// The ticket.
    pub on: On,
    /// The text.
    pub body: String,
    /// The draft files that go with it.
    pub files: Vec<FileId>,
    /// Slots of the ticket that are asked for.
    pub slots: Vec<SlotId>,
    /// A document that the matrix does not name, or empty.
    pub document: String,
}

/// The longest name of a document an agent asks for, in characters.
pub const DOCUMENT_MAX: usize = 120;
/// The longest reason for reopening, in characters.
pub const REASON_MAX: usize = 1_000;

fn may_answer(actor: &Actor, _: &TicketFacts) -> std::result::Result<(), Denied> {
    permission::answer(actor)
}

impl Operations {
    /// An agent who may answer opens the ticket: what was new is now in progress (S1, step 2). On any other state
    /// nothing changes but what he has read.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn see_ticket(&self, actor: &Actor, number: &str) -> Result<()> {
        self.take_if_new(actor, number).await.map(|_| ())
    }

    /// As [`Operations::see_ticket`]; tells whether it was new, and is in progress now.
    pub(super) async fn take_if_new(&self, actor: &Actor, number: &str) -> Result<bool> {
        let on = On { number: number.to_owned(), ..On::default() };
        let Opened::Ready(doing) = deed::open(self, actor, &on, may_answer, Stale::Never).await? else {
            return Ok(false);
        };
        let mut doing = *doing;
        if matches!(doing.ticket.life.state, TicketState::Created | TicketState::AwaitingProcessing) {
            doing.apply(&Deed::See).await?;
            doing.happened(TicketEvent::TicketSeen, Audience::Everyone).await?;
            doing.finish().await?;
            Ok(true)
        } else {
            let Doing { mut tx, ticket, now, .. } = doing;
            store::tickets::mark_read(&mut tx, actor.user, ticket.id, ticket.sequence).await?;
            store::notices::read_to(&mut tx, actor.user, ticket.id, ticket.sequence, now).await?;
            record_read(&mut tx, now, actor, &ticket).await?;
            tx.commit().await?;
            Ok(false)
        }
    }

    /// An agent answers and asks nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Outdated`], a refusal of text, files or date.
    pub async fn answer(&self, actor: &Actor, answer: &Answer) -> Result<Done> {
        self.answering(actor, answer).await?.finish().await
    }

    /// All of an answer but that it is kept.
    pub(super) async fn answering(&self, actor: &Actor, answer: &Answer) -> Result<Opened> {
        let body = message_text("body", &answer.body, true)?;
        few_files(answer.files.len())?;
        let mut doing = match deed::open(self, actor, &answer.on, may_answer, Stale::ByState).await? {
            Opened::Ready(doing) => doing,
            before @ Opened::Before(_) => return Ok(before),
        };
        let next_at = match answer.next_on {
            None => None,
            Some(day) => Some(
                day.at(18, 0, 0, 0)
                    .to_zoned(doing.when.zone.clone())
                    .map_err(|_| Error::field("next_on", FieldRefusal::NotADate))?
                    .timestamp(),
            ),
        };
        let deed = Deed::Answer { next_at, waiting_for: answer.waiting_for };
        match doing.apply(&deed).await {
            Err(Error::Refused(Refusal::NextDateInThePast)) => {
                return Err(Error::field("next_on", FieldRefusal::InThePast));
            }
            other => other?,
        }
        doing.happened(TicketEvent::TicketAnswered { waiting_for: answer.waiting_for }, Audience::Everyone).await?;
        doing.say(MessageKind::Answer, Audience::Everyone, &body, &unslotted(&answer.files)).await?;
        notify::answered(&mut doing, &body).await?;
        Ok(Opened::Ready(doing))
    }

    /// An agent answers and asks the customer for something: missing documents, another document, or free text.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Outdated`], a refusal of text, files or document.
    pub async fn ask(&self, actor: &Actor, ask: &Ask) -> Result<Done> {
        self.asking(actor, ask).await?.finish().await
    }

    /// All of an ask but that it is kept.
    pub(super) async fn asking(&self, actor: &Actor, ask: &Ask) -> Result<Opened> {
        let body = message_text("body", &ask.body, true)?;
        few_files(ask.files.len())?;
        let document = ask.document.trim().to_owned();
        if document.chars().count() > DOCUMENT_MAX {
            return Err(Error::field("document", FieldRefusal::TooLong(DOCUMENT_MAX)));
        }
        let mut doing = match deed::open(self, actor, &ask.on, may_answer, Stale::ByState).await? {
            Opened::Ready(doing) => doing,
            before @ Opened::Before(_) => return Ok(before),
        };
        doing.apply(&Deed::Ask).await?;
        if ask.slots.iter().any(|id| !doing.slots.iter().any(|slot| slot.id == *id)) {
            return Err(Error::NotFound);
        }
        let held = &mut *doing;
        for slot in &mut held.slots {
            if ask.slots.contains(&slot.id) {
                slot.asked = true;
                slot.missing = false;
                slot.filled_at = None;
                store::threads::update_slot(&mut held.tx, slot).await?;
            }
        }
        if !document.is_empty() {
            let slot = Slot {
                id: SlotId(ids::new_id(doing.now)),
                key: String::new(),
                kind: "other".to_owned(),
                label_fr: document.clone(),
                label_en: document,
                blocks_resolution: false,
                asked: true,
                missing: false,
                filled_at: None,
            };
            store::threads::insert_slot(&mut doing.tx, doing.ticket.id, &slot).await?;
            doing.slots.push(slot);
        }
        doing.change.asked_text = body.clone();
        doing.happened(TicketEvent::CustomerAsked, Audience::Everyone).await?;
        doing.say(MessageKind::Ask, Audience::Everyone, &body, &unslotted(&ask.files)).await?;
        notify::asked(&mut doing, &body).await?;
        Ok(Opened::Ready(doing))
    }

    /// An agent takes his ask back; asked documents are asked no more.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Outdated`].
    pub async fn cancel_ask(&self, actor: &Actor, on: &On) -> Result<Done> {
        let mut doing = match deed::open(self, actor, on, may_answer, Stale::ByState).await? {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        doing.apply(&Deed::CancelAsk).await?;
        for slot in &mut doing.slots {
            if slot.asked && slot.filled_at.is_none() {
                slot.asked = false;
                store::threads::update_slot(&mut doing.tx, slot).await?;
            }
        }
        doing.happened(TicketEvent::AskCancelled, Audience::Everyone).await?;
        doing.finish().await
    }

    /// An agent writes an internal note. The customer never learns of it.
    ///
    /// # Errors
    /// [`Error::NotFound`], a refusal of text or files.
    pub async fn note(&self, actor: &Actor, on: &On, body: &str, files: &[FileId]) -> Result<Done> {
        permission::answer(actor)?;
        let note = Note { on: on.clone(), body: body.to_owned(), files: files.to_vec(), told: Vec::new() };
        self.note_and_tell(actor, &note).await
    }

    /// An agent resolves the ticket with an outcome and the answer that goes with it.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Outdated`], [`Refusal::SlotsMissing`] where the matrix says so, a refusal of the
    /// text or the files.
    pub async fn resolve(
        &self,
        actor: &Actor,
        on: &On,
        outcome: Outcome,
        body: &str,
        files: &[FileId],
    ) -> Result<Done> {
        self.resolving(actor, on, outcome, body, files).await?.finish().await
    }

    /// All of a resolution but that it is kept.
    pub(super) async fn resolving(
        &self,
        actor: &Actor,
        on: &On,
        outcome: Outcome,
        body: &str,
        files: &[FileId],
    ) -> Result<Opened> {
        let body = message_text("body", body, true)?;
        few_files(files.len())?;
        let mut doing = match deed::open(self, actor, on, may_answer, Stale::ByMessage).await? {
            Opened::Ready(doing) => doing,
            before @ Opened::Before(_) => return Ok(before),
        };
        if doing.slots.iter().any(|slot| slot.blocks_resolution && slot.filled_at.is_none()) {
            return Err(Refusal::SlotsMissing.into());
        }
        doing.apply(&Deed::Resolve).await?;
        doing.change.outcome = Some(outcome);
        doing.happened(TicketEvent::TicketResolved { outcome }, Audience::Everyone).await?;
        doing.say(MessageKind::Resolution, Audience::Everyone, &body, &unslotted(files)).await?;
        notify::resolved(&mut doing, &body).await?;
        Ok(Opened::Ready(doing))
    }

    /// An agent reopens a resolved ticket, with a reason that the customer reads.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Outdated`], a refusal of the reason.
    pub async fn reopen(&self, actor: &Actor, on: &On, reason: &str) -> Result<Done> {
        let reason = message_text("reason", reason, true)?;
        if reason.chars().count() > REASON_MAX {
            return Err(Error::field("reason", FieldRefusal::TooLong(REASON_MAX)));
        }
        let mut doing = match deed::open(self, actor, on, may_answer, Stale::ByState).await? {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        doing.apply(&Deed::Reopen).await?;
        doing.change.outcome = None;
        doing.happened(TicketEvent::TicketReopened { reason }, Audience::Everyone).await?;
        doing.finish().await
    }
}

fn unslotted(files: &[FileId]) -> Vec<(FileId, Option<SlotId>)> {
    files.iter().map(|file| (*file, None)).collect()
}

/// What an agent may do with a ticket as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AgentMay {
    /// Take it, so that it is in progress.
    pub take: bool,
    /// Answer.
    pub answer: bool,
    /// Ask the customer for something.
    pub ask: bool,
    /// Take the ask back.
    pub cancel_ask: bool,
    /// Resolve.
    pub resolve: bool,
    /// Reopen.
    pub reopen: bool,
    /// Write a note.
    pub note: bool,
    /// Take out of a message what it exposed.
    pub redact: bool,
}

/// What an agent may do with a ticket, by its life: what the page offers is what the deeds allow.
#[must_use]
pub fn agent_may(actor: &Actor, ticket: &store::tickets::Ticket) -> AgentMay {
    if permission::answer(actor).is_err() {
        return AgentMay::default();
    }
    let state = ticket.life.state;
    AgentMay {
        take: matches!(state, TicketState::Created | TicketState::AwaitingProcessing),
        answer: state.is_open() || state == TicketState::Resolved,
        ask: state.is_open(),
        cancel_ask: state == TicketState::AwaitingCustomer,
        resolve: state.is_open(),
        reopen: state == TicketState::Resolved,
        note: true,
        redact: permission::redact(actor).is_ok(),
    }
}
