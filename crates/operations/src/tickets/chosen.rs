//! What is done to many tickets of a list at once: ticked ones, or everything that a list holds.
//!
//! Each ticket is a deed of its own, with its own transaction, event and mail, and what cannot be done to one of them is
//! told and keeps none of the others.

use domain::actor::{Right, Side};
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::criteria::TicketCriteria;
use domain::ticket::number::parse_ticket_number;
use domain::ticket::outcome::WithdrawReason;
use domain::{Actor, permission};

use super::customer::Validation;
use super::deed::On;
use super::tabs::TABS_MAX;
use crate::{Error, Operations, Result};

/// Tickets that are changed by one form at most: each is kept on disk before the next.
pub const AT_ONCE: usize = 500;

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChosenTickets {
    /// Ticked ones, by their numbers.
    Ticked(Vec<String>),
    /// Everything that a list holds: the tab it was read in and its criteria.
    Whole(Box<TicketCriteria>),
}

impl ChosenTickets {
    /// The choice of the list's form: `all` (anything but empty) means the whole list, which the hidden `criteria` say;
    /// else the values of `ticket` count, each once.
    ///
    /// # Errors
    /// A refusal beside `ticket` where nothing is ticked or more than [`AT_ONCE`]; [`Error::NotFound`] for what no page of
    /// ours wrote.
    pub fn of_form<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self> {
        let (mut ticked, mut criteria, mut all) = (Vec::new(), "", false);
        for (name, value) in fields {
            match name {
                "ticket" => {
                    let number = parse_ticket_number(value).ok_or(Error::NotFound)?;
                    if !ticked.contains(&number) {
                        ticked.push(number);
                    }
                }
                "all" => all = !value.is_empty(),
                "criteria" => criteria = value,
                _ => {}
            }
        }
        if all {
            return TicketCriteria::from_query(criteria)
                .map(|criteria| Self::Whole(Box::new(criteria)))
                .map_err(|_| Error::NotFound);
        }
        if ticked.is_empty() {
            return Err(Error::field("ticket", FieldRefusal::NothingTicked));
        }
        if ticked.len() > AT_ONCE {
            return Err(Error::field("ticket", FieldRefusal::TooMany(AT_ONCE)));
        }
        Ok(Self::Ticked(ticked))
    }
}

/// A deed on each of many tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkDeed {
    /// Validate the resolution.
    Validate,
    /// Withdraw the ticket.
    Withdraw(WithdrawReason),
    /// Mark as read.
    MarkRead,
    /// The operator takes what is new: it is in progress from then on (S1, step 2).
    Take,
    /// Keep open as tabs.
    Open,
}

/// What became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkDone {
    /// To how many tickets it was done.
    pub done: usize,
    /// The tickets to which it could not be done: number and why.
    pub left: Vec<(String, WhyLeft)>,
}

/// Why a deed could not be done to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyLeft {
    /// Its state does not allow it, or somebody was faster.
    State,
    /// The profile does not.
    Right,
    /// It is not there, or not the reader's to see.
    Gone,
}

impl Operations {
    /// Does a deed to each chosen ticket. `deed` is the form's own key, so that sending it twice does nothing twice.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is the other side's deed; a refusal beside `ticket` where more than [`AT_ONCE`] are chosen,
    /// or more than [`TABS_MAX`] to be opened;
    /// [`Refusal::NotAllowed`] without the option; [`Error::Store`] when the database is away.
    pub async fn do_to_tickets(
        &self,
        actor: &Actor,
        chosen: &ChosenTickets,
        what: BulkDeed,
        deed: &str,
    ) -> Result<BulkDone> {
        match (&actor.side, what) {
            (Side::Operator { .. }, BulkDeed::MarkRead | BulkDeed::Take | BulkDeed::Open) => permission::answer(actor)?,
            (Side::Customer { .. }, BulkDeed::MarkRead | BulkDeed::Open) => {}
            (Side::Customer { rights, .. }, BulkDeed::Validate | BulkDeed::Withdraw(_)) => {
                if !rights.has(Right::Validate) {
                    return Err(Refusal::NotAllowed(Right::Validate).into());
                }
            }
            (Side::Operator { .. } | Side::Customer { .. }, _) => return Err(Error::NotFound),
        }
        let most = if what == BulkDeed::Open { TABS_MAX } else { AT_ONCE };
        let numbers = match chosen {
            ChosenTickets::Ticked(numbers) => numbers.clone(),
            ChosenTickets::Whole(criteria) => {
                let rows = self.listed(actor, criteria, most + 1).await?;
                rows.into_iter().map(|row| row.number).collect::<Vec<_>>()
            }
        };
        if numbers.len() > most {
            return Err(Error::field("ticket", FieldRefusal::TooMany(most)));
        }
        let mut done = BulkDone::default();
        for number in numbers {
            let on = On { number: number.clone(), deed: format!("{deed} {number}"), ..On::default() };
            let tried = match what {
                BulkDeed::Validate => {
                    self.validate(actor, &Validation { on, ..Validation::default() }).await.map(|_| ())
                }
                BulkDeed::Withdraw(reason) => self.withdraw(actor, &on, reason).await.map(|_| ()),
                BulkDeed::Open => self.open_tab(actor, &number).await.map(|_| ()),
                BulkDeed::Take => match self.take_if_new(actor, &number).await {
                    Ok(false) => Err(Refusal::NotInThisState.into()),
                    taken => taken.map(|_| ()),
                },
                BulkDeed::MarkRead => self.mark_read(actor, &number, i64::MAX).await,
            };
            match tried {
                Ok(()) => done.done += 1,
                Err(Error::NotFound) => done.left.push((number, WhyLeft::Gone)),
                Err(Error::Refused(Refusal::NotAllowed(_))) => done.left.push((number, WhyLeft::Right)),
                Err(Error::Refused(_) | Error::Outdated { .. }) => done.left.push((number, WhyLeft::State)),
                Err(error) => return Err(error),
            }
        }
        Ok(done)
    }
}
