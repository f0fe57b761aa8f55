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
    match actor.side {
        Side::Operator { .. } => Ok(()),
        Side::Customer { .. } => customer_right(actor, Right::Instructions),
    }
}

/// Give delivery instructions at all, whatever the parcel: whether the deed is offered above a list.
///
/// # Errors
/// [`Denied::Forbidden`] without the option.
pub fn instructions(actor: &Actor) -> Result<(), Denied> {
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

/// Read the outgoing mails and the jobs, and move a demo's clock.
///
/// # Errors
/// [`Denied::Hidden`] for everybody but an administrator of the operator.
pub fn run_installation(actor: &Actor) -> Result<(), Denied> {
    operator(actor, Level::Administrator)
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

/// See what is late across all agents.
///
/// # Errors
/// [`Denied::Hidden`] below the lead.
pub fn see_late(actor: &Actor) -> Result<(), Denied> {
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
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::Language;
    use crate::actor::{AccountScope, Rights};

    fn account(n: u128) -> AccountId {
        AccountId(Uuid::from_u128(n))
    }

    fn ticket() -> TicketFacts {
        TicketFacts {
            customer: CustomerId(Uuid::from_u128(1)),
            account: Some(account(10)),
            sub_account: None,
            author: UserId(Uuid::from_u128(100)),
            joined: false,
        }
    }

    fn customer_user(user: u128, customer: u128, rights: &[Right], scope: AccountScope) -> Actor {
        Actor {
            user: UserId(Uuid::from_u128(user)),
            name: "Claire".into(),
            language: Language::Fr,
            zone: "Europe/Paris".into(),
            side: Side::Customer {
                customer: CustomerId(Uuid::from_u128(customer)),
                rights: rights.iter().copied().collect::<Rights>(),
                scope,
            },
        }
    }

    fn operator_user(level: Level) -> Actor {
        Actor { side: Side::Operator { level }, ..customer_user(900, 1, &[], AccountScope::All) }
    }

    #[test]
    fn who_sees_a_ticket() {
        let all = AccountScope::All;
        let only_11 = AccountScope::accounts(vec![account(11)]);
        for (who, actor, joined, expected) in [
            ("the author", customer_user(100, 1, &[], all.clone()), false, Ok(())),
            (
                "the author, moved to another account",
                customer_user(100, 1, &[], only_11.clone()),
                false,
                Err(Denied::Hidden),
            ),
            ("a colleague without the option", customer_user(101, 1, &[], all.clone()), false, Err(Denied::Hidden)),
            ("a colleague who joined", customer_user(101, 1, &[], all.clone()), true, Ok(())),
            ("a colleague with the option", customer_user(101, 1, &[Right::SeeAllTickets], all.clone()), false, Ok(())),
            (
                "a colleague of another account",
                customer_user(101, 1, &[Right::SeeAllTickets], only_11),
                false,
                Err(Denied::Hidden),
            ),
            ("another customer with every option", customer_user(101, 2, &Right::ALL, all), true, Err(Denied::Hidden)),
            ("an agent", operator_user(Level::Agent), false, Ok(())),
        ] {
            let facts = TicketFacts { joined, ..ticket() };
            assert_eq!(see_ticket(&actor, &facts), expected, "{who}");
        }
    }

    #[test]
    fn replying_and_settling_need_their_own_options() {
        let with = |rights: &[Right]| customer_user(100, 1, rights, AccountScope::All);
        assert_eq!(reply(&with(&[Right::Reply]), &ticket()), Ok(()));
        assert_eq!(reply(&with(&[Right::Validate]), &ticket()), Err(Denied::Forbidden(Right::Reply)));
        assert_eq!(settle(&with(&[Right::Validate]), &ticket()), Ok(()));
        assert_eq!(settle(&with(&[Right::Reply]), &ticket()), Err(Denied::Forbidden(Right::Validate)));
        assert_eq!(reply(&operator_user(Level::Administrator), &ticket()), Err(Denied::Hidden));
        assert_eq!(settle(&customer_user(100, 2, &Right::ALL, AccountScope::All), &ticket()), Err(Denied::Hidden));
    }

    #[test]
    fn joining_needs_scope_and_the_right_to_file() {
        let scope = AccountScope::accounts(vec![account(10)]);
        assert_eq!(join_ticket(&customer_user(5, 1, &[Right::FileTickets], scope.clone()), &ticket()), Ok(()));
        assert_eq!(
            join_ticket(&customer_user(5, 1, &[], scope), &ticket()),
            Err(Denied::Forbidden(Right::FileTickets))
        );
        let elsewhere = AccountScope::accounts(vec![account(11)]);
        assert_eq!(join_ticket(&customer_user(5, 1, &Right::ALL, elsewhere), &ticket()), Err(Denied::Hidden));
        assert_eq!(join_ticket(&customer_user(5, 2, &Right::ALL, AccountScope::All), &ticket()), Err(Denied::Hidden));
        assert_eq!(join_ticket(&operator_user(Level::Lead), &ticket()), Err(Denied::Hidden));
    }

    #[test]
    fn the_operators_verbs_are_closed_to_customers() {
        let customer = customer_user(100, 1, &Right::ALL, AccountScope::All);
        for verb in [answer, run_installation, see_late, see_archive] {
            assert_eq!(verb(&customer), Err(Denied::Hidden));
        }
        assert_eq!(answer(&operator_user(Level::Agent)), Ok(()));
        assert_eq!(see_late(&operator_user(Level::Agent)), Err(Denied::Hidden));
        assert_eq!(see_late(&operator_user(Level::Lead)), Ok(()));
        assert_eq!(run_installation(&operator_user(Level::LevelTwo)), Err(Denied::Hidden));
        assert_eq!(run_installation(&operator_user(Level::Administrator)), Ok(()));
        assert_eq!(see_archive(&operator_user(Level::LevelTwo)), Err(Denied::Hidden));
        assert_eq!(see_archive(&operator_user(Level::Administrator)), Ok(()));
        assert_eq!(file_ticket(&operator_user(Level::Administrator)), Err(Denied::Hidden));
    }

    #[test]
    fn who_gives_an_instruction() {
        let facts =
            ParcelFacts { customer: CustomerId(Uuid::from_u128(1)), account: Some(account(10)), sub_account: None };
        let both = [Right::SearchParcels, Right::Instructions];
        let elsewhere = AccountScope::accounts(vec![account(11)]);
        for (who, actor, expected) in [
            ("a user with the option", customer_user(1, 1, &both, AccountScope::All), Ok(())),
            (
                "a user without it",
                customer_user(1, 1, &[Right::SearchParcels], AccountScope::All),
                Err(Denied::Forbidden(Right::Instructions)),
            ),
            (
                "a user who may not search",
                customer_user(1, 1, &[Right::Instructions], AccountScope::All),
                Err(Denied::Hidden),
            ),
            ("a user of another account", customer_user(1, 1, &both, elsewhere), Err(Denied::Hidden)),
            ("another customer", customer_user(1, 2, &Right::ALL, AccountScope::All), Err(Denied::Hidden)),
            ("an agent", operator_user(Level::Agent), Ok(())),
        ] {
            assert_eq!(instruct(&actor, &facts), expected, "{who}");
        }
    }

    #[test]
    fn a_part_of_an_account_is_seen_without_the_rest_of_it() {
        let part = |n: u128| SubAccountId(Uuid::from_u128(n));
        let scope = AccountScope::Only { accounts: vec![account(11)], sub_accounts: vec![part(101)] };
        let actor = customer_user(1, 1, &Right::ALL, scope);
        let customer = CustomerId(Uuid::from_u128(1));
        for (what, billed, sub_account, expected) in [
            ("the part named", Some(account(10)), Some(part(101)), Ok(())),
            ("another part of the same account", Some(account(10)), Some(part(102)), Err(Denied::Hidden)),
            ("the same account without a part", Some(account(10)), None, Err(Denied::Hidden)),
            ("a part of an account that is named whole", Some(account(11)), Some(part(111)), Ok(())),
            ("no account at all", None, None, Ok(())),
        ] {
            let parcel = ParcelFacts { customer, account: billed, sub_account };
            assert_eq!(see_parcel(&actor, &parcel), expected, "parcel: {what}");
            let ticket = TicketFacts { account: billed, sub_account, ..ticket() };
            assert_eq!(see_ticket(&actor, &ticket), expected, "ticket: {what}");
        }
    }

    #[test]
    fn who_has_reports() {
        let facts = ReportFacts { customer: CustomerId(Uuid::from_u128(1)), owner: UserId(Uuid::from_u128(100)) };
        let both = [Right::Reports, Right::SearchParcels];
        let all = AccountScope::All;
        for (who, actor, seen, changed) in [
            ("its owner", customer_user(100, 1, &both, all.clone()), Ok(()), Ok(())),
            ("a colleague", customer_user(101, 1, &both, all.clone()), Ok(()), Err(Denied::Hidden)),
            (
                "its owner without the option",
                customer_user(100, 1, &[Right::SearchParcels], all.clone()),
                Err(Denied::Forbidden(Right::Reports)),
                Err(Denied::Forbidden(Right::Reports)),
            ),
            (
                "its owner who may not search",
                customer_user(100, 1, &[Right::Reports], all.clone()),
                Err(Denied::Forbidden(Right::SearchParcels)),
                Err(Denied::Forbidden(Right::SearchParcels)),
            ),
            ("another customer", customer_user(100, 2, &Right::ALL, all), Err(Denied::Hidden), Err(Denied::Hidden)),
            ("an administrator", operator_user(Level::Administrator), Err(Denied::Hidden), Err(Denied::Hidden)),
        ] {
            assert_eq!(see_report(&actor, &facts), seen, "{who}");
            assert_eq!(change_report(&actor, &facts), changed, "{who}");
        }
    }

    #[test]
    fn who_sees_a_parcel() {
        let facts =
            ParcelFacts { customer: CustomerId(Uuid::from_u128(1)), account: Some(account(10)), sub_account: None };
        assert_eq!(see_parcel(&customer_user(1, 1, &[Right::SearchParcels], AccountScope::All), &facts), Ok(()));
        assert_eq!(see_parcel(&customer_user(1, 1, &[], AccountScope::All), &facts), Err(Denied::Hidden));
        assert_eq!(see_parcel(&customer_user(1, 2, &Right::ALL, AccountScope::All), &facts), Err(Denied::Hidden));
        let elsewhere = AccountScope::accounts(vec![account(11)]);
        assert_eq!(see_parcel(&customer_user(1, 1, &Right::ALL, elsewhere), &facts), Err(Denied::Hidden));
        assert_eq!(see_parcel(&operator_user(Level::Agent), &facts), Ok(()));
        let both = [Right::SearchParcels, Right::Proofs];
        assert_eq!(see_proof(&customer_user(1, 1, &both, AccountScope::All), &facts), Ok(()));
        assert_eq!(
            see_proof(&customer_user(1, 1, &[Right::SearchParcels], AccountScope::All), &facts),
            Err(Denied::Forbidden(Right::Proofs))
        );
        assert_eq!(
            see_proof(&customer_user(1, 1, &[Right::Proofs], AccountScope::All), &facts),
            Err(Denied::Hidden),
            "who may not see the parcel does not learn that there is one"
        );
        assert_eq!(see_proof(&customer_user(1, 2, &both, AccountScope::All), &facts), Err(Denied::Hidden));
        assert_eq!(see_proof(&operator_user(Level::Agent), &facts), Ok(()));
        assert_eq!(search_parcels(&operator_user(Level::Agent)), Ok(()));
        assert_eq!(
            search_parcels(&customer_user(1, 1, &[], AccountScope::All)),
            Err(Denied::Forbidden(Right::SearchParcels))
        );
    }

    #[test]
    fn who_has_messages_of_a_parcel_sent() {
        let (customer, account_10) = (CustomerId(Uuid::from_u128(1)), Some(account(10)));
        let facts = ParcelFacts { customer, account: account_10, sub_account: None };
        let rights = [Right::SearchParcels, Right::TrackingMessages];
        assert_eq!(track_parcel(&customer_user(1, 1, &rights, AccountScope::All), &facts), Ok(()));
        assert_eq!(
            track_parcel(&customer_user(1, 1, &rights[..1], AccountScope::All), &facts),
            Err(Denied::Forbidden(Right::TrackingMessages))
        );
        for hidden in [
            customer_user(1, 1, &rights[1..], AccountScope::All),
            customer_user(1, 2, &rights, AccountScope::All),
            customer_user(1, 1, &rights, AccountScope::accounts(vec![account(11)])),
            operator_user(Level::Administrator),
        ] {
            assert_eq!(track_parcel(&hidden, &facts), Err(Denied::Hidden));
        }
    }
}
