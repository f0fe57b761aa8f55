//! A life on its way: its state, and what is written down of it.

use domain::event::TicketEvent;
use domain::id::{MessageId, TicketId, UserId};
use domain::ticket::lifecycle::{self, By, Deed, Lifecycle, When};
use domain::ticket::message::{Audience, MessageKind};
use domain::ticket::outcome::{Outcome, WithdrawReason};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::threads::{Author, AuthorSide, Event, Message};
use store::tickets::Change;

use super::dice::Dice;
use crate::Result;
use crate::tickets::next_clock_at;

/// The customer's user, then the agent.
pub(super) type Both = [(UserId, &'static str); 2];

pub(super) struct Walk<'a> {
    pub tx: &'a mut Tx,
    pub dice: &'a mut Dice,
    pub id: TicketId,
    /// The last message.
    pub message: MessageId,
    /// What is asked for in free text.
    pub asked: String,
    pub at: Timestamp,
    people: Both,
    zone: TimeZone,
    life: Lifecycle,
    sequence: i64,
    public: i64,
    excerpt: String,
    outcome: Option<Outcome>,
    withdrawn: Option<WithdrawReason>,
    rating: i64,
}

impl<'a> Walk<'a> {
    pub fn new(tx: &'a mut Tx, dice: &'a mut Dice, id: TicketId, people: Both, life: Lifecycle, at: Timestamp) -> Self {
        Walk {
            tx,
            dice,
            id,
            message: MessageId(uuid::Uuid::nil()),
            asked: String::new(),
            at,
            people,
            zone: crate::zone("Europe/Paris"),
            life,
            sequence: 0,
            public: 0,
            excerpt: String::new(),
            outcome: None,
            withdrawn: None,
            rating: 0,
        }
    }

    /// Time goes by, but not beyond the day of the world.
    pub fn go_on(&mut self, hours: i64, as_of: Timestamp) {
        let at = self.at.checked_add(SignedDuration::from_hours(hours)).unwrap_or(self.at);
        self.at = at.min(as_of);
    }

    /// The customer's user.
    pub const fn author(&self) -> UserId {
        self.people[0].0
    }

    /// Asks the state machine, and takes its answer over.
    pub fn apply(&mut self, deed: &Deed, by: By) -> Result<()> {
        let when = When { now: self.at, zone: self.zone.clone() };
        self.life = lifecycle::apply(Some(&self.life), deed, by, &when)?;
        if self.life.state != lifecycle::TicketState::AwaitingCustomer {
            self.asked.clear();
        }
        Ok(())
    }

    pub async fn note(&mut self, text: &'static str) -> Result<()> {
        self.write(TicketEvent::NoteWritten, By::Agent, Some((MessageKind::Note, text)), Audience::Operator).await
    }

    pub async fn write(
        &mut self,
        event: TicketEvent,
        by: By,
        says: Option<(MessageKind, &'static str)>,
        audience: Audience,
    ) -> Result<()> {
        self.sequence += 1;
        if audience == Audience::Everyone {
            self.public = self.sequence;
        }
        match &event {
            TicketEvent::TicketResolved { outcome } => self.outcome = Some(*outcome),
            TicketEvent::TicketContested => self.outcome = None,
            TicketEvent::TicketWithdrawn { reason } => self.withdrawn = Some(*reason),
            TicketEvent::TicketValidated { rating } => self.rating = rating.map_or(0, i64::from),
            _ => {}
        }
        let of = |(person, name): (UserId, &str), side| Author { person: Some(person), name: name.to_owned(), side };
        let author = match by {
            By::Customer => of(self.people[0], AuthorSide::Customer),
            By::Agent | By::System => of(self.people[1], AuthorSide::Operator),
            By::Clock => Author { person: None, name: String::new(), side: AuthorSide::System },
        };
        let (sequence, state, at) = (self.sequence, self.life.state, self.at);
        let row = Event { sequence, event, state, audience, author: author.clone(), at };
        store::threads::insert_event(self.tx, self.id, &row, None).await?;
        if let Some((kind, text)) = says {
            self.message = MessageId(self.dice.id(at));
            let message = Message { id: self.message, sequence, audience, kind, author, body: text.to_owned(), at };
            store::threads::insert_message(self.tx, self.id, &message).await?;
            if audience == Audience::Everyone {
                self.excerpt = text.chars().take(140).collect();
            }
        }
        Ok(())
    }

    /// What the walk leaves on the ticket's own row.
    pub fn change(&self) -> Change {
        let when = When { now: self.life.term_started_at, zone: self.zone.clone() };
        Change {
            next_clock_at: next_clock_at(&self.life, 0, &when),
            life: self.life.clone(),
            reminders_sent: 0,
            outcome: self.outcome,
            withdraw_reason: self.withdrawn,
            rating: self.rating,
            rating_word: String::new(),
            asked_text: self.asked.clone(),
            excerpt: self.excerpt.clone(),
            sequence: self.sequence,
            public_sequence: self.public,
            operator_sequence: self.sequence,
            changed_at: self.at,
        }
    }
}
