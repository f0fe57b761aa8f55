//! Whom a ticket could be given to or be told of, and to whom of the customer's team it is given.

use domain::Actor;
use domain::Language;
use domain::actor::{Level, Rights, Side};
use domain::id::{CustomerId, TicketId, UserId};
use domain::permission::{self, TicketFacts};
use jiff::Timestamp;

use crate::backend::{Tx, execute};
use crate::convert::micros;
use crate::error::StoreError;
use crate::people::scope;

/// Somebody of the reader's own side, in relation to a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnTicket {
    /// The person, with what he may do as of now.
    pub actor: Actor,
    /// Whether he has joined the ticket.
    pub joined: bool,
    /// Whether it is given to him.
    pub assigned: bool,
}

impl OnTicket {
    /// Whether he may see a ticket.
    #[must_use]
    pub fn sees(&self, ticket: &TicketFacts) -> bool {
        permission::see_ticket(&self.actor, &TicketFacts { joined: self.joined, ..*ticket }).is_ok()
    }
}

/// What a row of the statement says of somebody.
pub(super) struct OnTicketRow {
    pub id: UserId,
    pub name: String,
    /// Whose user he is; nobody's: of the operator.
    pub customer: Option<CustomerId>,
    pub rights: String,
    pub all_accounts: bool,
    pub account_ids: String,
    pub sub_account_ids: String,
    pub joined: bool,
    pub assigned: bool,
}

impl OnTicketRow {
    pub(super) fn person(self) -> Result<OnTicket, StoreError> {
        let side = match self.customer {
            // Whoever is of the operator sees every ticket, whatever his level.
            None => Side::Operator { level: Level::Agent },
            Some(customer) => Side::Customer {
                customer,
                rights: Rights::from_words(&self.rights),
                scope: scope(self.all_accounts, &self.account_ids, &self.sub_account_ids)?,
            },
        };
        let actor = Actor { user: self.id, name: self.name, language: Language::default(), zone: String::new(), side };
        Ok(OnTicket { actor, joined: self.joined, assigned: self.assigned })
    }
}

const ASSIGN: &str = "insert into ticket_assignee (ticket_id, person_id, since) values ($1, $2, $3)
    on conflict (ticket_id, person_id) do nothing";
const UNASSIGN: &str = "delete from ticket_assignee where ticket_id = $1 and person_id = $2";
const RING: &str = "insert into ticket_bell (ticket_id, person_id, follows, since) values ($1, $2, true, $3)
    on conflict (ticket_id, person_id) do nothing";

/// Gives a ticket to somebody, who hears of it from then on unless he has turned its bell off.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn assign(tx: &mut Tx, ticket: TicketId, person: UserId, now: Timestamp) -> Result<(), StoreError> {
    execute!(tx, ASSIGN, ticket.to_string(), person.to_string(), micros(now))?;
    execute!(tx, RING, ticket.to_string(), person.to_string(), micros(now))?;
    Ok(())
}

/// Takes a ticket from somebody to whom it was given.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn unassign(tx: &mut Tx, ticket: TicketId, person: UserId) -> Result<(), StoreError> {
    execute!(tx, UNASSIGN, ticket.to_string(), person.to_string())?;
    Ok(())
}
