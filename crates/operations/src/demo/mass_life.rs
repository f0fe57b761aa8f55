//! The lives of the many tickets: which steps they are made of, and what is written down of each.

use domain::Language;
use domain::event::TicketEvent;
use domain::id::{MessageId, UserId};
use domain::ticket::lifecycle::{self, By, Deed, TicketState, WaitingFor, When};
use domain::ticket::measures::is_answer;
use domain::ticket::message::{Audience, MessageKind};
use domain::ticket::outcome::{Outcome, WithdrawReason};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::threads::{Event, Message};
use store::tickets::Change;

use super::dice::Dice;
use super::mass_words;
use super::record::Record;
use crate::Result;

/// A step of a life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    See,
    Answer,
    Ask,
    /// The customer writes.
    Reply,
    /// A note of the operator's people.
    Note,
    Resolve,
    Contest,
    Validate,
    Withdraw,
}

use Step::{Answer, Ask, Contest, Note, Reply, Resolve, See, Validate, Withdraw};

/// The lives, each with how many of a hundred tickets lead it. What has not happened yet by the day of the world is left
/// out, and what nobody does in time the clock does.
const LIVES: [(u64, &[Step]); 7] = [
    (40, &[See, Answer, Reply, Answer, Resolve, Validate]),
    (25, &[See, Answer, Ask, Reply, Resolve]),
    (10, &[See, Answer, Withdraw]),
    (10, &[See, Answer, Resolve, Contest, Answer, Reply, See, Answer, Resolve, Validate]),
    (5, &[See, Note, Ask]),
    (5, &[See, Answer, Ask]),
    (
        5,
        &[
            See, Answer, Reply, See, Answer, Reply, Answer, Note, Reply, Answer, Ask, Reply, Answer, Reply, Resolve,
            Validate,
        ],
    ),
];

/// The steps of one life.
fn life_of(dice: &mut Dice) -> &'static [Step] {
    let mut chance = dice.below(LIVES.iter().map(|(share, _)| share).sum());
    for (share, steps) in LIVES {
        if chance < share {
            return steps;
        }
        chance -= share;
    }
    LIVES[0].1
}

/// A ticket on its way, with what is written down of it.
pub(super) struct Life<'a> {
    dice: &'a mut Dice,
    as_of: Timestamp,
    language: Language,
    pub record: Record,
    pub events: Vec<Event>,
    pub messages: Vec<Message>,
    pub answered: Option<Timestamp>,
    pub resolved: Option<Timestamp>,
}

impl<'a> Life<'a> {
    /// A ticket that is filed.
    pub(super) fn begin(
        (dice, zone, as_of): (&'a mut Dice, TimeZone, Timestamp),
        language: Language,
        people: [(UserId, String); 2],
        at: Timestamp,
    ) -> Result<Self> {
        let life = lifecycle::apply(None, &Deed::File, By::Customer, &When { now: at, zone: zone.clone() })?;
        let mut begun = Life {
            dice,
            as_of,
            language,
            record: Record::new(zone, people, life, at),
            events: Vec::new(),
            messages: Vec::new(),
            answered: None,
            resolved: None,
        };
        begun.write(TicketEvent::TicketFiled, By::Customer, Some(MessageKind::Filing), Audience::Everyone);
        Ok(begun)
    }

    /// Does one step after another, and then what the clock has done.
    pub(super) fn lead(&mut self) -> Result<()> {
        for step in life_of(self.dice) {
            if !self.step(*step)? {
                break;
            }
        }
        self.run_out()
    }

    /// Does a step, unless it has not happened yet by the day of the world; says whether it has.
    fn step(&mut self, step: Step) -> Result<bool> {
        let hours = match step {
            See | Note => 1,
            Answer | Ask => 3,
            Reply | Contest => 9,
            Resolve => 16,
            Validate | Withdraw => 30,
        };
        let at = self.record.at + SignedDuration::from_mins(hours * 60 + self.dice.below(240) as i64);
        if at > self.as_of {
            return Ok(false);
        }
        self.record.at = at;
        let waiting_for = WaitingFor::Carrier;
        let (deed, by, event, kind) = match step {
            See => (Some(Deed::See), By::Agent, TicketEvent::TicketSeen, None),
            Note => (None, By::Agent, TicketEvent::NoteWritten, Some(MessageKind::Note)),
            Answer => {
                let deed = Deed::Answer { next_at: None, waiting_for };
                (Some(deed), By::Agent, TicketEvent::TicketAnswered { waiting_for }, Some(MessageKind::Answer))
            }
            Ask => (Some(Deed::Ask), By::Agent, TicketEvent::CustomerAsked, Some(MessageKind::Ask)),
            Reply => {
                let asked = self.record.life.state == TicketState::AwaitingCustomer;
                let event = if asked { TicketEvent::CustomerAnswered } else { TicketEvent::MessageWritten };
                (Some(Deed::Write), By::Customer, event, Some(MessageKind::Reply))
            }
            Resolve => {
                let outcome = Outcome::Indemnified;
                self.resolved = Some(at);
                (Some(Deed::Resolve), By::Agent, TicketEvent::TicketResolved { outcome }, Some(MessageKind::Resolution))
            }
            Contest => {
                self.resolved = None;
                (Some(Deed::Contest), By::Customer, TicketEvent::TicketContested, Some(MessageKind::Contest))
            }
            Validate => {
                let rating = Some(2 + self.dice.below(4) as u8);
                (Some(Deed::Validate), By::Customer, TicketEvent::TicketValidated { rating }, None)
            }
            Withdraw => {
                let reason = WithdrawReason::Found;
                (Some(Deed::Withdraw), By::Customer, TicketEvent::TicketWithdrawn { reason }, None)
            }
        };
        if let Some(deed) = deed {
            self.record.apply(&deed, by)?;
        }
        if by == By::Agent && self.answered.is_none() && is_answer(&event) {
            self.answered = Some(at);
        }
        let audience = if step == Note { Audience::Operator } else { Audience::Everyone };
        self.write(event, by, kind, audience);
        Ok(true)
    }

    /// What the clock has done by the day of the world.
    fn run_out(&mut self) -> Result<()> {
        while let Some(due) = self.record.life.due_at.filter(|due| *due <= self.as_of) {
            let event = match self.record.life.state {
                TicketState::AwaitingCustomer => TicketEvent::TicketUnanswered,
                TicketState::Resolved => TicketEvent::TicketNotValidated,
                TicketState::Validated => TicketEvent::TicketClosed,
                _ => break,
            };
            self.record.at = due;
            self.record.apply(&Deed::Elapse, By::Clock)?;
            if event == TicketEvent::TicketUnanswered {
                self.resolved = Some(due);
            }
            self.write(event, By::Clock, None, Audience::Everyone);
        }
        Ok(())
    }

    fn write(&mut self, event: TicketEvent, by: By, kind: Option<MessageKind>, audience: Audience) {
        let says = kind.map(|kind| {
            let id = MessageId(self.dice.id(self.record.at));
            (id, kind, mass_words::said(self.dice, kind, self.language))
        });
        let (event, message) = self.record.entry(event, by, says, audience);
        self.events.push(event);
        self.messages.extend(message);
    }

    /// What stands on the ticket's own row, with the reminders that have gone out by the day of the world: two at most.
    pub(super) fn change(&self) -> Change {
        let gone = |sent: &i64| self.record.change(*sent).next_clock_at.is_some_and(|next| next <= self.as_of);
        self.record.change((0..2).take_while(gone).count() as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::{LIVES, Step};

    #[test]
    fn a_hundred_lives_hold_five_messages_each() {
        assert_eq!(LIVES.iter().map(|(share, _)| share).sum::<u64>(), 100);
        let said = |steps: &[Step]| {
            let silent = [Step::See, Step::Validate, Step::Withdraw];
            1 + steps.iter().filter(|step| !silent.contains(step)).count() as u64
        };
        let messages: u64 = LIVES.iter().map(|(share, steps)| share * said(steps)).sum();
        assert!((500..540).contains(&messages), "{messages}");
    }
}
