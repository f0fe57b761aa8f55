//! What time does to tickets: reminders, and the end of terms.

use domain::event::TicketEvent;
use domain::ticket::lifecycle::{Deed, TicketState};
use domain::ticket::message::Audience;
use store::Scope;

use super::deed::{self, next_clock_at};
use super::notify;
use crate::{Error, Operations, Result};

/// Tickets looked at in one round.
const ROUND: i64 = 200;

impl Operations {
    /// Does what time has made due, ticket by ticket, each in its own transaction, and instructions that nobody waits for
    /// any more; tells how many it touched. Then the grouped mails leave that are due ([`Operations::send_notices`]).
    ///
    /// It can run twice and on several nodes at once: each ticket is looked at again under its lock, so that a
    /// message of that very moment wins.
    ///
    /// # Errors
    /// [`Error::Store`] when the database is away. A ticket that cannot be read is logged and passed over.
    pub async fn tick(&self) -> Result<usize> {
        let mut touched = self.expire_instructions().await?;
        store::words::catch_up(self.store()).await?;
        loop {
            let mut tx = self.store().read(Scope::System).await?;
            let due = store::tickets::due_for_clock(&mut tx, self.now(), ROUND).await?;
            drop(tx);
            let mut progressed = false;
            for number in &due {
                match self.tick_ticket(number).await {
                    Ok(true) => {
                        touched += 1;
                        progressed = true;
                    }
                    Ok(false) => {}
                    Err(Error::Store(error @ store::StoreError::Driver(_))) => return Err(Error::Store(error)),
                    Err(error) => tracing::error!(%error, %number, "the clock could not act on a ticket"),
                }
            }
            if !progressed {
                break;
            }
        }
        touched += self.erase_identity_documents().await?;
        self.send_notices().await?;
        Ok(touched)
    }

    async fn tick_ticket(&self, number: &str) -> Result<bool> {
        let Some(doing) = deed::open_for_clock(self, number).await? else { return Ok(false) };
        let mut doing = *doing;
        if doing.ticket.next_clock_at.is_none_or(|at| at > doing.now) {
            return Ok(false);
        }
        let term_is_over = doing.ticket.life.due_at.is_some_and(|due_at| due_at <= doing.now);
        if !term_is_over {
            doing.change.reminders_sent += 1;
            let sent = doing.change.reminders_sent;
            doing.change.next_clock_at = next_clock_at(&doing.change.life, sent, &doing.when);
            let turn = u8::try_from(sent).unwrap_or(u8::MAX);
            doing.happened(TicketEvent::CustomerReminded { turn }, Audience::Everyone).await?;
            notify::reminded(&mut doing).await?;
            doing.finish().await?;
            return Ok(true);
        }
        let before = doing.ticket.life.state;
        doing.apply(&Deed::Elapse).await?;
        match before {
            TicketState::AwaitingCustomer => {
                for slot in &mut doing.slots {
                    if slot.filled_at.is_none() {
                        slot.missing = true;
                        store::threads::update_slot(&mut doing.tx, slot).await?;
                    }
                }
                doing.happened(TicketEvent::TicketUnanswered, Audience::Everyone).await?;
                notify::resolved(&mut doing, "").await?;
            }
            TicketState::Resolved => doing.happened(TicketEvent::TicketNotValidated, Audience::Everyone).await?,
            _ => doing.happened(TicketEvent::TicketClosed, Audience::Everyone).await?,
        }
        doing.finish().await?;
        Ok(true)
    }
}
