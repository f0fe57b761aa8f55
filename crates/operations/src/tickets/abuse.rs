//! An agent marks a message or a whole ticket as abuse, takes the mark back, and leads read them all.

use domain::Actor;
use domain::event::TicketEvent;
use domain::permission::{self, Denied, TicketFacts};
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::abuse::Abuse;
use domain::ticket::message::Audience;
pub use store::abuse::Mark;
use store::abuse::NewMark;
use store::threads::AuthorSide;
use store::{Scope, abuse as rows};

use super::deed::{self, Done, On, Opened, Stale, message_text};
use crate::{Error, Operations, Result, ids};

/// The longest note with a mark, in characters.
pub const NOTE_MAX: usize = 500;

/// Marks of one page.
const PAGE: i64 = 50;

/// A wish to mark something as abuse.
#[derive(Clone, Debug)]
pub struct Marking {
    /// The ticket.
    pub on: On,
    /// The number of the message's event, 0 for the whole ticket; none where nothing was chosen.
    pub message: Option<i64>,
    /// Of what kind; none where nothing was chosen.
    pub kind: Option<Abuse>,
    /// What there is to say of it.
    pub note: String,
}

/// A page of marks.
#[derive(Clone, Debug, Default)]
pub struct MarksPage {
    /// The marks, the latest first.
    pub rows: Vec<Mark>,
    /// After which one the next page begins, if there is one.
    pub next: Option<(i64, String)>,
}

fn may_mark(actor: &Actor, _: &TicketFacts) -> std::result::Result<(), Denied> {
    permission::answer(actor)
}

impl Operations {
    /// An agent marks what a customer's user wrote, or the whole ticket. The customer never learns of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a customer's user; refusals of the fields `what` (also where it is marked already),
    /// `kind` and `note`.
    pub async fn mark_abuse(&self, actor: &Actor, wish: &Marking) -> Result<Done> {
        let note = message_text("note", wish.note.trim(), false)?;
        let mut doing = match deed::open(self, actor, &wish.on, may_mark, Stale::Never).await? {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        let mut fields = Vec::new();
        if wish.message.is_none() {
            fields.push(("what".to_owned(), FieldRefusal::NotChosen));
        }
        if wish.kind.is_none() {
            fields.push(("kind".to_owned(), FieldRefusal::NotChosen));
        }
        if wish.kind.is_some_and(Abuse::asks_for_note) && note.is_empty() {
            fields.push(("note".to_owned(), FieldRefusal::Missing));
        } else if note.chars().count() > NOTE_MAX {
            fields.push(("note".to_owned(), FieldRefusal::TooLong(NOTE_MAX)));
        }
        let (Some(message), Some(abuse)) = (wish.message, wish.kind) else {
            return Err(Refusal::Fields(fields).into());
        };
        if !fields.is_empty() {
            return Err(Refusal::Fields(fields).into());
        }
        let person = if message == 0 {
            doing.ticket.author
        } else {
            let entries = store::threads::entries(&mut doing.tx, doing.ticket.id).await?;
            let written = entries.into_iter().filter_map(|(_, message)| message).find(|one| one.sequence == message);
            written
                .filter(|one| one.author.side == AuthorSide::Customer && one.audience.operator_reads())
                .and_then(|one| one.author.person)
                .ok_or_else(|| Error::field("what", FieldRefusal::NotOffered))?
        };
        if rows::stands(&mut doing.tx, doing.ticket.id, message).await? {
            return Err(Error::field("what", FieldRefusal::Taken));
        }
        let mark = NewMark {
            id: ids::new_id(doing.now).to_string(),
            ticket: doing.ticket.id,
            message,
            person,
            customer: doing.ticket.customer,
            kind: abuse,
            note: note.clone(),
            by: actor.user,
            by_name: actor.name.clone(),
            at: doing.now,
        };
        rows::insert(&mut doing.tx, &mark).await?;
        doing.happened(TicketEvent::AbuseMarked { message, abuse, note }, Audience::Operator).await?;
        doing.finish().await
    }

    /// An agent takes a mark back.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a customer's user, and where nothing is marked.
    pub async fn unmark_abuse(&self, actor: &Actor, on: &On, message: i64) -> Result<Done> {
        let mut doing = match deed::open(self, actor, on, may_mark, Stale::Never).await? {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        if !rows::undo(&mut doing.tx, doing.ticket.id, message, doing.now).await? {
            return Err(Error::NotFound);
        }
        doing.happened(TicketEvent::AbuseUnmarked { message }, Audience::Operator).await?;
        doing.finish().await
    }

    /// What stands marked in all tickets, the latest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] below the lead.
    pub async fn abuse(&self, actor: &Actor, after: Option<(i64, &str)>) -> Result<MarksPage> {
        permission::see_abuse(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let mut rows = rows::list(&mut tx, after, PAGE + 1).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|row| (row.at.as_microsecond(), row.id.clone()));
        Ok(MarksPage { rows, next })
    }
}
