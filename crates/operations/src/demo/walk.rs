//! A life on its way: what it is written down as ([`Record`]) is kept at once.

use domain::event::TicketEvent;
use domain::id::{MessageId, TicketId, UserId};
use domain::ticket::lifecycle::{By, Deed, Lifecycle};
use domain::ticket::message::{Audience, MessageKind};
use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::tickets::Change;

use super::dice::Dice;
use super::record::Record;
use crate::Result;

/// The customer's user, then the agent.
pub(super) type Both = [(UserId, &'static str); 2];

pub(super) struct Walk<'a> {
    pub tx: &'a mut Tx,
    pub dice: &'a mut Dice,
    pub id: TicketId,
    /// The last message.
    pub message: MessageId,
    pub record: Record,
}

impl<'a> Walk<'a> {
    pub fn new(tx: &'a mut Tx, dice: &'a mut Dice, id: TicketId, people: Both, life: Lifecycle, at: Timestamp) -> Self {
        let people = people.map(|(person, name)| (person, name.to_owned()));
        let record = Record::new(crate::zone("Europe/Paris"), people, life, at);
        Walk { tx, dice, id, message: MessageId(uuid::Uuid::nil()), record }
    }

    /// Time goes by, but not beyond the day of the world.
    pub fn go_on(&mut self, hours: i64, as_of: Timestamp) {
        let at = self.record.at.checked_add(SignedDuration::from_hours(hours)).unwrap_or(self.record.at);
        self.record.at = at.min(as_of);
    }

    /// Asks the state machine, and takes its answer over.
    pub fn apply(&mut self, deed: &Deed, by: By) -> Result<()> {
        self.record.apply(deed, by)
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
        let says = says.map(|(kind, text)| {
            self.message = MessageId(self.dice.id(self.record.at));
            (self.message, kind, text.to_owned())
        });
        let (event, message) = self.record.entry(event, by, says, audience);
        store::threads::insert_event(self.tx, self.id, &event, None).await?;
        if let Some(message) = message {
            store::threads::insert_message(self.tx, self.id, &message).await?;
        }
        Ok(())
    }

    /// What the walk leaves on the ticket's own row.
    pub fn change(&self) -> Change {
        self.record.change(0)
    }
}
