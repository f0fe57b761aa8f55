//! Who has a thread before his eyes, and who writes in it: known to this process alone, for some seconds, on no disk.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::id::{TicketId, UserId};
use domain::ticket::message::Audience;
use domain::{Actor, permission};
use store::Scope;
use store::live::LiveEvent;
use tokio::time::Instant;

use super::Signal;
use crate::{Error, Operations, Result};

/// How long somebody is there after his page last said so; a page says so every ten seconds.
const LASTS: Duration = Duration::from_secs(25);

/// Threads that are remembered; a page that nobody looks at is forgotten first.
const THREADS: usize = 10_000;

/// What somebody does on a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// He has it before his eyes.
    Reads,
    /// He writes to the other side.
    Writes,
    /// He has left.
    Gone,
}

/// Somebody on a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// Who.
    pub person: UserId,
    /// His name.
    pub name: String,
    /// Whether he writes.
    pub writes: bool,
}

struct Seen {
    present: Present,
    until: Instant,
}

/// All who are on threads.
#[derive(Default)]
pub(super) struct Board(Mutex<HashMap<TicketId, Vec<Seen>>>);

impl std::fmt::Debug for Board {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Board")
    }
}

impl Board {
    /// Takes what somebody does; says who else is there, and whether the others see another picture now.
    fn take(&self, ticket: TicketId, actor: &Actor, doing: Doing, now: Instant) -> (Vec<Present>, bool) {
        let mut threads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if threads.len() >= THREADS {
            threads.retain(|_, seen| seen.iter().any(|one| one.until > now));
        }
        let seen = threads.entry(ticket).or_default();
        seen.retain(|one| one.until > now);
        let before = seen.iter().position(|one| one.present.person == actor.user).map(|place| seen.remove(place));
        let others = seen.iter().map(|one| one.present.clone()).collect();
        let was = before.map(|one| one.present.writes);
        let is = match doing {
            Doing::Gone => None,
            Doing::Reads => Some(false),
            Doing::Writes => Some(true),
        };
        if let Some(writes) = is {
            let present = Present { person: actor.user, name: actor.name.clone(), writes };
            seen.push(Seen { present, until: now + LASTS });
        } else if seen.is_empty() {
            threads.remove(&ticket);
        }
        (others, was != is)
    }
}

impl Operations {
    /// Somebody is on a thread, or leaves it; yields who else is there. The others are told when that changes.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a ticket that does not exist or is not his to see.
    pub async fn present(&self, actor: &Actor, number: &str, doing: Doing) -> Result<Vec<Present>> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let ticket = store::tickets::find(&mut tx, number, actor.user).await?.ok_or(Error::NotFound)?;
        permission::see_ticket(actor, &ticket.facts())?;
        let (others, changed) = self.live().board.take(ticket.id, actor, doing, Instant::now());
        if changed && self.live().listeners() > 0 {
            let contacts = store::tickets::contacts(&mut tx, ticket.id).await?;
            let event = LiveEvent {
                position: 0,
                ticket: ticket.id,
                sequence: 0,
                customer: ticket.customer,
                account: ticket.account,
                sub_account: ticket.sub_account,
                readers: contacts.iter().map(|contact| contact.person).collect(),
                audience: Audience::Everyone,
            };
            let _ = self.live().sender.send(Signal::Present(Arc::new(event)));
        }
        Ok(others)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use domain::actor::{AccountScope, Rights, Side};
    use domain::id::{CustomerId, TicketId, UserId};
    use domain::{Actor, Language};
    use tokio::time::Instant;
    use uuid::Uuid;

    use super::{Board, Doing};

    fn person(number: u128) -> Actor {
        Actor {
            user: UserId(Uuid::from_u128(number)),
            name: format!("Nr. {number}"),
            language: Language::Fr,
            zone: "Europe/Paris".to_owned(),
            side: Side::Customer {
                customer: CustomerId(Uuid::from_u128(1)),
                rights: Rights::default(),
                scope: AccountScope::All,
            },
        }
    }

    #[test]
    fn one_sees_the_others_for_as_long_as_they_say_so() {
        let (board, ticket, start) = (Board::default(), TicketId(Uuid::from_u128(7)), Instant::now());
        let (claire, sofia) = (person(1), person(2));
        assert_eq!(board.take(ticket, &claire, Doing::Reads, start), (vec![], true));
        assert_eq!(board.take(ticket, &claire, Doing::Reads, start), (vec![], false), "nothing new to the others");
        let (others, changed) = board.take(ticket, &sofia, Doing::Writes, start);
        assert!(changed && others.len() == 1 && !others[0].writes, "{others:?}");
        let (others, _) = board.take(ticket, &claire, Doing::Reads, start);
        assert!(others[0].writes && others[0].person == sofia.user, "{others:?}");
        assert!(board.take(ticket, &sofia, Doing::Reads, start).1, "she stopped writing");
        assert!(board.take(ticket, &sofia, Doing::Gone, start).1);
        assert_eq!(board.take(ticket, &claire, Doing::Reads, start), (vec![], false));
        let later = start + Duration::from_secs(26);
        assert_eq!(board.take(ticket, &sofia, Doing::Reads, later), (vec![], true), "Claire's page said nothing since");
    }
}
