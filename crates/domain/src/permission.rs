//! Who may do what, in one place: one function per verb, and a "no" says why.
//!
//! Every operation asks here, at the time of use. A [`Denied::Hidden`] looks exactly like a thing that does not
//! exist (`product.md` §2); a [`Denied::Forbidden`] is said, because the person already sees the thing.

use crate::actor::{Actor, Level, Right, Side};
use crate::id::{AccountId, CustomerId, SubAccountId, UserId};

/// Why somebody may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// He may not even know that it exists: answered as not found.
    Hidden,
    /// He sees it, but his profile lacks this option.
    Forbidden(Right),
}

/// What permission needs to know of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TicketFacts {
    /// Whose ticket it is.
    pub customer: CustomerId,
    /// The account it concerns, where known.
    pub account: Option<AccountId>,
    /// The part of that account, where there is one.
    pub sub_account: Option<SubAccountId>,
    /// The customer's user who filed it.
    pub author: UserId,
    /// Whether the asking user has joined it.
    pub joined: bool,
}

/// What permission needs to know of a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParcelFacts {
    /// Whose parcel it is.
    pub customer: CustomerId,
    /// The account it is billed to, where known.
    pub account: Option<AccountId>,
    /// The part of that account, where there is one.
    pub sub_account: Option<SubAccountId>,
}

/// Read a ticket's thread: the operator reads all; a customer's user his own, those he joined, and those of the
/// accounts in his scope where his profile says so (S1-17).
///
/// # Errors
/// [`Denied::Hidden`] for everybody else.
pub fn see_ticket(actor: &Actor, ticket: &TicketFacts) -> Result<(), Denied> {
    let seen = match &actor.side {
        Side::Operator { .. } => true,
        Side::Customer { customer, rights, scope } => {
            *customer == ticket.customer
                && scope.covers(ticket.account, ticket.sub_account)
                && (ticket.author == actor.user || ticket.joined || rights.has(Right::SeeAllTickets))
        }
    };
    if seen { Ok(()) } else { Err(Denied::Hidden) }
}

/// Learn that a ticket is open on a parcel (its number, subject and next step), and join it: anybody of the customer
/// within the account scope who may file (`product.md` §4, filing).
///
/// # Errors
/// [`Denied::Hidden`] outside the customer and the scope, [`Denied::Forbidden`] without the right to file.
pub fn join_ticket(actor: &Actor, ticket: &TicketFacts) -> Result<(), Denied> {
    match &actor.side {
        Side::Customer { customer, rights, scope }
            if *customer == ticket.customer && scope.covers(ticket.account, ticket.sub_account) =>
        {
            if rights.has(Right::FileTickets) { Ok(()) } else { Err(Denied::Forbidden(Right::FileTickets)) }
        }
        _ => Err(Denied::Hidden),
    }
}

/// Reply in a ticket, as the customer.
///
/// # Errors
/// As [`see_ticket`]; [`Denied::Forbidden`] without the option; the operator answers instead ([`answer`]).
pub fn reply(actor: &Actor, ticket: &TicketFacts) -> Result<(), Denied> {
    as_customer(actor, ticket, Right::Reply)
}

/// What permission needs to know of a copy of an identity document, beside its ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentityFacts {
    /// Who sent it.
    pub sender: UserId,
    /// Whether the asking person has done something in the ticket: taken it, answered, asked, noted.
    pub took_part: bool,
}

/// See a copy of an identity document: who sent it, who of the customer answers in the ticket, and who of the operator
/// handles it, which is who has done something in it, and his leads. To everybody else who reads the ticket the thread
/// says that there is one (GDPR art. 5(1)(c): as few as possible).
///
/// # Errors
/// [`Denied::Hidden`] for everybody else.
pub fn see_identity_document(actor: &Actor, ticket: &TicketFacts, document: &IdentityFacts) -> Result<(), Denied> {
    see_ticket(actor, ticket)?;
    let needs = match &actor.side {
        Side::Operator { level } => *level >= Level::Lead || document.took_part,
        Side::Customer { rights, .. } => rights.has(Right::Reply),
    };
    if needs || document.sender == actor.user { Ok(()) } else { Err(Denied::Hidden) }
}

/// Send another file in place of one: who may write in the ticket on the side that sent it.
///
/// # Errors
/// As [`reply`] and [`answer`]; [`Denied::Hidden`] for a file of the other side.
pub fn replace_file(actor: &Actor, ticket: &TicketFacts, sent_by_operator: bool) -> Result<(), Denied> {
    match (actor.is_operator(), sent_by_operator) {
        (true, true) => answer(actor),
        (false, false) => reply(actor, ticket),
        _ => Err(Denied::Hidden),
    }
}

/// Validate, contest or withdraw a ticket, as the customer.
///
/// # Errors
/// As [`see_ticket`]; [`Denied::Forbidden`] without the option.
pub fn settle(actor: &Actor, ticket: &TicketFacts) -> Result<(), Denied> {
    as_customer(actor, ticket, Right::Validate)
}

fn as_customer(actor: &Actor, ticket: &TicketFacts, right: Right) -> Result<(), Denied> {
    see_ticket(actor, ticket)?;
    match &actor.side {
        Side::Customer { rights, .. } if rights.has(right) => Ok(()),
        Side::Customer { .. } => Err(Denied::Forbidden(right)),
        Side::Operator { .. } => Err(Denied::Hidden),
    }
}

/// File a ticket.
///
/// # Errors
/// [`Denied::Forbidden`] without the option; [`Denied::Hidden`] for the operator, who files *for* a customer.
pub fn file_ticket(actor: &Actor) -> Result<(), Denied> {
    customer_right(actor, Right::FileTickets)
}

/// File a ticket for a customer, in the name of one of his users. Everybody of the operator may.
///
/// # Errors
/// [`Denied::Hidden`] for a customer's user, who files for himself.
pub fn file_ticket_for(actor: &Actor) -> Result<(), Denied> {
    operator(actor, Level::Agent)
}

/// Begin a ticket: a customer's user for himself, an agent for a customer.
///
/// # Errors
/// As [`file_ticket`].
pub fn begin_ticket(actor: &Actor) -> Result<(), Denied> {
    if actor.is_operator() { file_ticket_for(actor) } else { file_ticket(actor) }
}

/// Work on tickets: open, answer, ask, note, resolve, reopen. Everybody of the operator may.
///
/// # Errors
/// [`Denied::Hidden`] for a customer's user.
pub fn answer(actor: &Actor) -> Result<(), Denied> {
    operator(actor, Level::Agent)
}

/// Find parcels by number or reference.
///
/// # Errors
/// [`Denied::Forbidden`] without the option.
pub fn search_parcels(actor: &Actor) -> Result<(), Denied> {
    match actor.side {
        Side::Operator { .. } => Ok(()),
        Side::Customer { .. } => customer_right(actor, Right::SearchParcels),
    }
}

/// See one parcel: the operator sees all, a customer's user those of his customer and scope.
///
/// # Errors
/// [`Denied::Hidden`] otherwise.
pub fn see_parcel(actor: &Actor, parcel: &ParcelFacts) -> Result<(), Denied> {
    let seen = match &actor.side {
        Side::Operator { .. } => true,
        Side::Customer { customer, rights, scope } => {
            *customer == parcel.customer
                && scope.covers(parcel.account, parcel.sub_account)
                && rights.has(Right::SearchParcels)
        }
    };
    if seen { Ok(()) } else { Err(Denied::Hidden) }
}

/// Have tracking messages of a parcel sent: a customer's user who sees it and has the option. It is asked again whenever
/// a message would be sent.
///
/// # Errors
/// As [`see_parcel`]; [`Denied::Forbidden`] without the option; [`Denied::Hidden`] for the operator.
pub fn track_parcel(actor: &Actor, parcel: &ParcelFacts) -> Result<(), Denied> {
    see_parcel(actor, parcel)?;
    customer_right(actor, Right::TrackingMessages)
}

/// See the proof that a parcel was delivered: who may see the parcel and has the option; the operator always.
///
/// # Errors
/// As [`see_parcel`]; [`Denied::Forbidden`] without the option.
pub fn see_proof(actor: &Actor, parcel: &ParcelFacts) -> Result<(), Denied> {
    see_parcel(actor, parcel)?;
    proofs(actor)
}

/// Ask for proofs of delivery at all.
///
/// # Errors
/// [`Denied::Forbidden`] without the option.
pub fn proofs(actor: &Actor) -> Result<(), Denied> {
    match actor.side {
        Side::Operator { .. } => Ok(()),
        Side::Customer { .. } => customer_right(actor, Right::Proofs),
    }
}

/// Give a delivery instruction for a parcel: a customer's user who sees it and has the option; everybody of the operator
/// may give one for the customer.
///
/// # Errors
/// As [`see_parcel`]; [`Denied::Forbidden`] without the option.
pub fn instruct(actor: &Actor, parcel: &ParcelFacts) -> Result<(), Denied> {
    see_parcel(actor, parcel)?;
    give_instructions(actor)
}

/// Give delivery instructions at all.
///
/// # Errors
/// [`Denied::Forbidden`] without the option.
pub fn give_instructions(actor: &Actor) -> Result<(), Denied> {
    match actor.side {
        Side::Operator { .. } => Ok(()),
        Side::Customer { .. } => customer_right(actor, Right::Instructions),
    }
}

/// What permission needs to know of a scheduled report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportFacts {
    /// Whose report it is.
    pub customer: CustomerId,
    /// The user who defined it.
    pub owner: UserId,
}

/// Have scheduled reports: define them, subscribe to a colleague's, get them. They speak of parcels, so the right to
/// search is needed beside their own; both are asked again whenever a report runs (S2-13).
///
/// # Errors
/// [`Denied::Forbidden`] without an option; [`Denied::Hidden`] for the operator.
pub fn have_reports(actor: &Actor) -> Result<(), Denied> {
    customer_right(actor, Right::Reports)?;
    customer_right(actor, Right::SearchParcels)
}

/// See that a report exists, and subscribe to it: everybody of the customer who has reports.
///
/// # Errors
/// As [`have_reports`]; [`Denied::Hidden`] outside the customer.
pub fn see_report(actor: &Actor, report: &ReportFacts) -> Result<(), Denied> {
    if actor.customer() != Some(report.customer) {
        return Err(Denied::Hidden);
    }
    have_reports(actor)
}

/// Change, pause, run again or delete a report: its owner alone.
///
/// # Errors
/// As [`see_report`]; [`Denied::Hidden`] for colleagues, to whose eyes the report has no such page.
pub fn change_report(actor: &Actor, report: &ReportFacts) -> Result<(), Denied> {
    see_report(actor, report)?;
    if actor.user == report.owner { Ok(()) } else { Err(Denied::Hidden) }
}

/// See and change the users of one's customer: invite, attach to a profile, deactivate (S1-20).
///
/// # Errors
/// [`Denied::Forbidden`] without the option; [`Denied::Hidden`] for the operator, who has screens of his own.
pub fn manage_users(actor: &Actor) -> Result<(), Denied> {
    customer_right(actor, Right::Users)
}

/// Make and change the profiles of one's customer (S1-21).
///
/// # Errors
/// As [`manage_users`].
pub fn manage_profiles(actor: &Actor) -> Result<(), Denied> {
    customer_right(actor, Right::Profiles)
}

/// Read the outgoing mails and the jobs, and move a demo's clock.
///
/// # Errors
/// [`Denied::Hidden`] for everybody but an administrator of the operator.
pub fn run_installation(actor: &Actor) -> Result<(), Denied> {
    operator(actor, Level::Administrator)
}

/// Read the audit trail: a customer's user of what concerns his customer, within his accounts, where his profile says so;
/// an administrator of the operator reads all of it.
///
/// # Errors
/// [`Denied::Forbidden`] without the option; [`Denied::Hidden`] below the administrator.
pub fn read_audit_trail(actor: &Actor) -> Result<(), Denied> {
    match actor.side {
        Side::Operator { .. } => operator(actor, Level::Administrator),
        Side::Customer { .. } => customer_right(actor, Right::AuditTrail),
    }
}

/// Look into the archive of parcels that are shown no more.
///
/// An administrator alone: what lies there is personal data whose everyday purpose is over, so as few people as
/// possible reach it (GDPR art. 5(1)(c) and (e)), each look for a reason that is kept. Agents and leads have no
/// everyday work with it.
///
/// # Errors
/// [`Denied::Hidden`] for everybody but an administrator of the operator.
pub fn see_archive(actor: &Actor) -> Result<(), Denied> {
    operator(actor, Level::Administrator)
}

/// See the dashboard: a customer's user of the tickets he sees, the operator's leads of all.
///
/// # Errors
/// [`Denied::Hidden`] below the lead.
pub fn see_dashboard(actor: &Actor) -> Result<(), Denied> {
    if actor.is_operator() { see_late(actor) } else { Ok(()) }
}

/// See what is late across all agents.
///
/// # Errors
/// [`Denied::Hidden`] below the lead.
pub fn see_late(actor: &Actor) -> Result<(), Denied> {
    operator(actor, Level::Lead)
}

/// Take out of a message what it exposed: it is gone for good, so an agent asks his lead.
///
/// # Errors
/// [`Denied::Hidden`] below the lead.
pub fn redact(actor: &Actor) -> Result<(), Denied> {
    operator(actor, Level::Lead)
}

/// See all that agents have marked as abuse.
///
/// # Errors
/// [`Denied::Hidden`] below the lead.
pub fn see_abuse(actor: &Actor) -> Result<(), Denied> {
    operator(actor, Level::Lead)
}

fn operator(actor: &Actor, at_least: Level) -> Result<(), Denied> {
    match actor.side {
        Side::Operator { level } if level >= at_least => Ok(()),
        _ => Err(Denied::Hidden),
    }
}

fn customer_right(actor: &Actor, right: Right) -> Result<(), Denied> {
    match &actor.side {
        Side::Customer { rights, .. } if rights.has(right) => Ok(()),
        Side::Customer { .. } => Err(Denied::Forbidden(right)),
        Side::Operator { .. } => Err(Denied::Hidden),
    }
}

#[cfg(test)]
#[path = "permission_tests.rs"]
mod tests;
