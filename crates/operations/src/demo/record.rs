//! What is written down of a life: its state, its events and messages, and what they leave on the ticket's own row. Who
//! leads the life keeps the rows, one by one or by the thousand.

use domain::event::TicketEvent;
use domain::id::{MessageId, UserId};
use domain::ticket::lifecycle::{self, By, Deed, Lifecycle, When};
use domain::ticket::message::{Audience, MessageKind};
use domain::ticket::outcome::{Outcome, WithdrawReason};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::threads::{Author, AuthorSide, Event, Message};
use store::tickets::Change;

use crate::Result;
use crate::tickets::next_clock_at;

pub(super) struct Record {
    pub at: Timestamp,
    pub life: Lifecycle,
    /// What is asked for in free text.
    pub asked: String,
    sequence: i64,
    public: i64,
    zone: TimeZone,
    /// The customer's user, then the agent.
    people: [(UserId, String); 2],
    excerpt: String,
    outcome: Option<Outcome>,
    withdrawn: Option<WithdrawReason>,
    rating: i64,
    changed_at: Timestamp,
}

impl Record {
    /// Of a ticket that was filed at that moment.
    pub(super) fn new(zone: TimeZone, people: [(UserId, String); 2], life: Lifecycle, at: Timestamp) -> Self {
        Record {
            at,
            life,
            asked: String::new(),
            sequence: 0,
            public: 0,
            zone,
            people,
            excerpt: String::new(),
            outcome: None,
            withdrawn: None,
            rating: 0,
            changed_at: at,
        }
    }

    /// The customer's user.
    pub(super) const fn author(&self) -> UserId {
        self.people[0].0
    }

    /// Asks the state machine, and takes its answer over.
    pub(super) fn apply(&mut self, deed: &Deed, by: By) -> Result<()> {
        let when = When { now: self.at, zone: self.zone.clone() };
        self.life = lifecycle::apply(Some(&self.life), deed, by, &when)?;
        if self.life.state != lifecycle::TicketState::AwaitingCustomer {
            self.asked.clear();
        }
        Ok(())
    }

    /// The rows of what was done, and of what was said with it.
    pub(super) fn entry(
        &mut self,
        event: TicketEvent,
        by: By,
        says: Option<(MessageId, MessageKind, String)>,
        audience: Audience,
    ) -> (Event, Option<Message>) {
        self.sequence += 1;
        if audience == Audience::Everyone {
            self.public = self.sequence;
            self.changed_at = self.at;
        }
        match &event {
            TicketEvent::TicketResolved { outcome } => self.outcome = Some(*outcome),
            TicketEvent::TicketContested => self.outcome = None,
            TicketEvent::TicketWithdrawn { reason } => self.withdrawn = Some(*reason),
            TicketEvent::TicketValidated { rating } => self.rating = rating.map_or(0, i64::from),
            _ => {}
        }
        let of = |(person, name): &(UserId, String), side| Author { person: Some(*person), name: name.clone(), side };
        let author = match by {
            By::Customer => of(&self.people[0], AuthorSide::Customer),
            By::Agent | By::System => of(&self.people[1], AuthorSide::Operator),
            By::Clock => Author { person: None, name: String::new(), side: AuthorSide::System },
        };
        let (sequence, state, at) = (self.sequence, self.life.state, self.at);
        let message = says.map(|(id, kind, body)| {
            if audience == Audience::Everyone {
                self.excerpt = body.chars().take(140).collect();
            }
            Message { id, sequence, audience, kind, author: author.clone(), body, at }
        });
        (Event { sequence, event, state, audience, author, at }, message)
    }

    /// What it leaves on the ticket's own row, when so many reminders have gone out.
    pub(super) fn change(&self, reminders_sent: i64) -> Change {
        let when = When { now: self.life.term_started_at, zone: self.zone.clone() };
        Change {
            next_clock_at: next_clock_at(&self.life, reminders_sent, &when),
            life: self.life.clone(),
            reminders_sent,
            outcome: self.outcome,
            withdraw_reason: self.withdrawn,
            rating: self.rating,
            rating_word: String::new(),
            asked_text: self.asked.clone(),
            excerpt: self.excerpt.clone(),
            sequence: self.sequence,
            public_sequence: self.public,
            operator_sequence: self.sequence,
            changed_at: self.changed_at,
        }
    }
}
