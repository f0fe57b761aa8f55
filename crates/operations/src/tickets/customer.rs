//! What the customer's users do in a thread.

use domain::Actor;
use domain::event::TicketEvent;
use domain::id::{FileId, SlotId};
use domain::permission;
use domain::refusal::FieldRefusal;
use domain::ticket::lifecycle::{Deed, Mark, TicketState};
use domain::ticket::message::{Audience, MessageKind};
use domain::ticket::outcome::{Rating, WithdrawReason};

use super::colleagues::Note;
use super::deed::{self, Doing, Done, On, Opened, Stale, few_files, message_text};
use crate::{Error, Operations, Result};

/// A reply: text, files, or both; files may be meant for a slot.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// The ticket.
    pub on: On,
    /// The text.
    pub body: String,
    /// The draft files that go with it.
    pub files: Vec<(FileId, Option<SlotId>)>,
}

/// A validation, with an optional rating and word.
#[derive(Clone, Debug, Default)]
pub struct Validation {
    /// The ticket.
    pub on: On,
    /// Stars from 1 to 5, or none.
    pub stars: Option<u8>,
    /// A word that goes with it.
    pub word: String,
}

/// The longest word that goes with a rating, in characters.
pub const RATING_WORD_MAX: usize = 1_000;

impl Operations {
    /// The customer writes or sends files. On a ticket that ended without him it resumes it.
    ///
    /// # Errors
    /// [`Error::NotFound`], a refusal of the text or the files, [`Error::Outdated`] when the ticket has moved on to a
    /// state in which replying is not the question.
    pub async fn reply(&self, actor: &Actor, reply: &Reply) -> Result<Done> {
        let body = message_text("body", &reply.body, reply.files.is_empty())?;
        few_files(reply.files.len())?;
        let mut doing = match deed::open(self, actor, &reply.on, permission::reply, Stale::Never).await? {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        let before = doing.ticket.life.clone();
        doing.apply(&Deed::Write).await?;
        let event = match before.state {
            TicketState::Resolved | TicketState::Validated => TicketEvent::TicketResumed,
            TicketState::AwaitingCustomer => TicketEvent::CustomerAnswered,
            _ => TicketEvent::MessageWritten,
        };
        doing.happened(event, Audience::Everyone).await?;
        write(&mut doing, MessageKind::Reply, &body, &reply.files).await?;
        doing.finish().await
    }

    /// The customer validates the resolution.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Outdated`] when somebody was first, a refusal of rating or word.
    pub async fn validate(&self, actor: &Actor, validation: &Validation) -> Result<Done> {
        let rating = match validation.stars {
            None => None,
            Some(stars) => Some(Rating::new(stars).ok_or_else(|| Error::field("rating", FieldRefusal::NotOffered))?),
        };
        if validation.word.chars().count() > RATING_WORD_MAX {
            return Err(Error::field("word", FieldRefusal::TooLong(RATING_WORD_MAX)));
        }
        let opened = deed::open(self, actor, &validation.on, permission::settle, Stale::ByState).await?;
        let mut doing = match opened {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        doing.apply(&Deed::Validate).await?;
        let stars = rating.map(Rating::stars);
        doing.change.rating = stars.map_or(0, i64::from);
        doing.change.rating_word = validation.word.trim().to_owned();
        doing.happened(TicketEvent::TicketValidated { rating: stars }, Audience::Everyone).await?;
        doing.finish().await
    }

    /// The customer contests the resolution; a message is required, files may come with it.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Outdated`], a refusal of the text or the files.
    pub async fn contest(&self, actor: &Actor, reply: &Reply) -> Result<Done> {
        let body = message_text("body", &reply.body, true)?;
        few_files(reply.files.len())?;
        let mut doing = match deed::open(self, actor, &reply.on, permission::settle, Stale::ByState).await? {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        doing.apply(&Deed::Contest).await?;
        doing.change.outcome = None;
        doing.happened(TicketEvent::TicketContested, Audience::Everyone).await?;
        write(&mut doing, MessageKind::Contest, &body, &reply.files).await?;
        doing.finish().await
    }

    /// The customer withdraws his ticket: found, by mistake, or for another reason.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Outdated`], a refusal where the state allows it no more.
    pub async fn withdraw(&self, actor: &Actor, on: &On, reason: WithdrawReason) -> Result<Done> {
        let mut doing = match deed::open(self, actor, on, permission::settle, Stale::ByMessage).await? {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        doing.apply(&Deed::Withdraw).await?;
        doing.change.withdraw_reason = Some(reason);
        doing.happened(TicketEvent::TicketWithdrawn { reason }, Audience::Everyone).await?;
        doing.finish().await
    }

    /// The customer says thanks on a resolved ticket; nothing else changes.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Outdated`], a refusal of the text.
    pub async fn thank(&self, actor: &Actor, reply: &Reply) -> Result<Done> {
        let body = message_text("body", &reply.body, true)?;
        let mut doing = match deed::open(self, actor, &reply.on, permission::reply, Stale::ByState).await? {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        doing.apply(&Deed::Thank).await?;
        doing.happened(TicketEvent::CustomerThanked, Audience::Everyone).await?;
        doing.say(MessageKind::Thanks, Audience::Everyone, &body, &[]).await?;
        doing.finish().await
    }

    /// The customer's users write among themselves: a note that the operator never learns of.
    ///
    /// # Errors
    /// [`Error::NotFound`], a refusal of text or files.
    pub async fn note_to_colleagues(&self, actor: &Actor, on: &On, body: &str, files: &[FileId]) -> Result<Done> {
        if actor.is_operator() {
            return Err(Error::NotFound);
        }
        let note = Note { on: on.clone(), body: body.to_owned(), files: files.to_vec(), told: Vec::new() };
        self.note_and_tell(actor, &note).await
    }

    /// Somebody joins a colleague's ticket instead of filing a second one.
    ///
    /// # Errors
    /// [`Error::NotFound`] outside his customer and scope.
    pub async fn join_ticket(&self, actor: &Actor, number: &str) -> Result<Done> {
        let on = On { number: number.to_owned(), ..On::default() };
        let mut doing = match deed::open(self, actor, &on, permission::join_ticket, Stale::Never).await? {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        let follows = doing.ticket.author == actor.user
            || !store::tickets::follow(&mut doing.tx, doing.ticket.id, actor.user, doing.now).await?;
        if follows {
            return Ok(Done { number: doing.ticket.number.clone(), sequence: doing.ticket.sequence });
        }
        doing.happened(TicketEvent::ColleagueJoined, Audience::Everyone).await?;
        doing.finish().await
    }

    /// Keeps a reply that is still being written.
    ///
    /// # Errors
    /// [`Error::NotFound`], a refusal of a text that is too long.
    pub async fn keep_reply_draft(&self, actor: &Actor, number: &str, body: &str) -> Result<()> {
        if body.chars().count() > domain::ticket::message::MESSAGE_MAX {
            return Err(Error::field("body", FieldRefusal::TooLong(domain::ticket::message::MESSAGE_MAX)));
        }
        let mut tx = self.store().write(store::Scope::of(actor)).await?;
        let ticket = store::tickets::find(&mut tx, number, actor.user).await?.ok_or(Error::NotFound)?;
        permission::see_ticket(actor, &ticket.facts())?;
        store::threads::keep_reply(&mut tx, actor.user, ticket.id, body, self.now()).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Writes the customer's message and fills the slots that its files are meant for.
async fn write(doing: &mut Doing, kind: MessageKind, body: &str, files: &[(FileId, Option<SlotId>)]) -> Result<()> {
    let known: Vec<SlotId> = doing.slots.iter().map(|slot| slot.id).collect();
    if files.iter().any(|(_, slot)| slot.is_some_and(|slot| !known.contains(&slot))) {
        return Err(Error::NotFound);
    }
    doing.say(kind, Audience::Everyone, body, files).await?;
    let filled: Vec<SlotId> = files.iter().filter_map(|(_, slot)| *slot).collect();
    for slot in doing.fill_slots(&filled).await? {
        doing.happened(TicketEvent::SlotFilled { slot }, Audience::Everyone).await?;
    }
    Ok(())
}

/// What the customer may do with a ticket as it stands, beside reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CustomerMay {
    /// Write or send files.
    pub write: bool,
    /// Validate the resolution.
    pub validate: bool,
    /// Contest it.
    pub contest: bool,
    /// Withdraw the ticket.
    pub withdraw: bool,
    /// Say thanks.
    pub thank: bool,
    /// File a ticket that takes this one up again.
    pub follow_up: bool,
    /// Write a note to colleagues, however the ticket stands.
    pub note: bool,
}

/// What the customer may do with a ticket, by its life and his rights: what the page offers is what the deeds allow.
#[must_use]
pub fn customer_may(actor: &Actor, ticket: &store::tickets::Ticket) -> CustomerMay {
    let life = &ticket.life;
    let writes = permission::reply(actor, &ticket.facts()).is_ok();
    let settles = permission::settle(actor, &ticket.facts()).is_ok();
    let resumes = matches!(
        (life.state, life.mark),
        (TicketState::Resolved, Some(Mark::NoAnswer)) | (TicketState::Validated, Some(Mark::Withdrawn))
    );
    CustomerMay {
        write: writes && (life.state.is_open() || resumes),
        validate: settles && life.state == TicketState::Resolved,
        // He withdrew it himself: there is no answer to contest, and a message takes it up again.
        contest: settles
            && matches!(life.state, TicketState::Resolved | TicketState::Validated)
            && life.mark != Some(Mark::Withdrawn),
        withdraw: settles && life.state.is_open(),
        thank: writes && life.state == TicketState::Resolved,
        follow_up: life.state == TicketState::Closed
            && permission::see_ticket(actor, &ticket.facts()).is_ok()
            && permission::file_ticket(actor).is_ok(),
        note: writes,
    }
}
