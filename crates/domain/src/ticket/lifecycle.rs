//! The life of a ticket: seven states and every way from one to another (`product.md` §4, S1 "Les statuts").
//!
//! [`apply`] is the one state machine. It holds the first table of `product.md` §4 row by row, clock-driven rows
//! included; [`crate::ticket::promise`] holds the second. Nothing else changes a ticket's state.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::promise;
use crate::refusal::Refusal;

/// The seven states (S1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketState {
    /// *Créée*: filed, nobody has looked at it yet.
    Created,
    /// *En cours de traitement*: seen by an agent, who needs time.
    InProgress,
    /// *En attente d'une réponse client*.
    AwaitingCustomer,
    /// *En attente de traitement*: the customer wrote, the agent has not read it.
    AwaitingProcessing,
    /// *Résolue*, in the operator's eyes.
    Resolved,
    /// *Validée* by the customer.
    Validated,
    /// *Fermée*: nothing more can happen.
    Closed,
}

impl TicketState {
    /// Every state, in the order of a ticket's life.
    pub const ALL: [TicketState; 7] = [
        TicketState::Created,
        TicketState::InProgress,
        TicketState::AwaitingCustomer,
        TicketState::AwaitingProcessing,
        TicketState::Resolved,
        TicketState::Validated,
        TicketState::Closed,
    ];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            TicketState::Created => "created",
            TicketState::InProgress => "in_progress",
            TicketState::AwaitingCustomer => "awaiting_customer",
            TicketState::AwaitingProcessing => "awaiting_processing",
            TicketState::Resolved => "resolved",
            TicketState::Validated => "validated",
            TicketState::Closed => "closed",
        }
    }

    /// The state of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        TicketState::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// *Created … Awaiting processing*: the four states in which the matter is still open.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            TicketState::Created
                | TicketState::InProgress
                | TicketState::AwaitingCustomer
                | TicketState::AwaitingProcessing
        )
    }

    /// Whether a matter goes on here rather than in a second ticket: while it is open, and while its resolution waits
    /// to be validated or contested.
    #[must_use]
    pub const fn is_joinable(self) -> bool {
        self.is_open() || matches!(self, TicketState::Resolved)
    }
}

/// How a ticket came to its state, where the state alone does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Resolved because the customer did not answer for 30 days.
    NoAnswer,
    /// Validated because the customer withdrew it; outside satisfaction figures.
    Withdrawn,
    /// Closed because nobody validated the resolution for 30 days.
    NotValidated,
    /// Closed because it was merged into another.
    Merged,
}

impl Mark {
    /// Every mark.
    pub const ALL: [Mark; 4] = [Mark::NoAnswer, Mark::Withdrawn, Mark::NotValidated, Mark::Merged];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Mark::NoAnswer => "no_answer",
            Mark::Withdrawn => "withdrawn",
            Mark::NotValidated => "not_validated",
            Mark::Merged => "merged",
        }
    }

    /// The mark of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Mark::ALL.into_iter().find(|mark| mark.as_str() == word)
    }
}

/// Whom a ticket *in progress* waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitingFor {
    /// The agent himself.
    #[default]
    Agent,
    /// The carrier's answer.
    Carrier,
    /// The recipient's answer.
    Recipient,
}

impl WaitingFor {
    /// All three.
    pub const ALL: [WaitingFor; 3] = [WaitingFor::Agent, WaitingFor::Carrier, WaitingFor::Recipient];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            WaitingFor::Agent => "agent",
            WaitingFor::Carrier => "carrier",
            WaitingFor::Recipient => "recipient",
        }
    }

    /// The value of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        WaitingFor::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// Where a ticket stands in its life: the state and what is true with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    /// The state.
    pub state: TicketState,
    /// How it came there.
    pub mark: Option<Mark>,
    /// Whom it waits for while *in progress*; the agent in every other state.
    pub waiting_for: WaitingFor,
    /// When the state's term began; writing again lets it begin again.
    pub term_started_at: Timestamp,
    /// By when the one who must act has to: the promise's date. None once closed.
    pub due_at: Option<Timestamp>,
    /// How often the customer contested a resolution.
    pub contests: u32,
}

/// Who does a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// Somebody of the customer.
    Customer,
    /// Somebody of the operator.
    Agent,
    /// The program on behalf of the operator (detection).
    System,
    /// Time itself.
    Clock,
}

/// What can be done to a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The customer files it.
    File,
    /// The operator files it for a customer.
    FileFor,
    /// An agent who may answer opens it (the page was visible, or he pressed *Take*).
    See,
    /// The agent answers and asks the customer for something.
    Ask,
    /// The agent answers and asks nothing; he may name the next date and whom it waits for.
    Answer {
        /// The next date he names; else 3 working days.
        next_at: Option<Timestamp>,
        /// Whom it waits for.
        waiting_for: WaitingFor,
    },
    /// The agent takes his ask back.
    CancelAsk,
    /// The customer writes or sends a file.
    Write,
    /// The agent resolves it, with an outcome.
    Resolve,
    /// The customer withdraws it.
    Withdraw,
    /// The customer validates the resolution.
    Validate,
    /// The customer contests the resolution, with a message.
    Contest,
    /// The customer says thanks.
    Thank,
    /// The agent reopens it, with a reason.
    Reopen,
    /// The agent merges it into another.
    Merge,
    /// The agent undoes a merge; the life it had before comes back.
    UndoMerge(Box<Lifecycle>),
    /// The term of the state is over.
    Elapse,
}

/// The moment of a deed, and the zone in which its terms are counted.
#[derive(Clone, Debug)]
pub struct When {
    /// Now.
    pub now: Timestamp,
    /// The customer's zone: 30 days are calendar days at the same wall time there.
    pub zone: TimeZone,
}

/// Does a deed: the life after it, or why it cannot be done.
///
/// `before` is `None` for a ticket that does not exist yet.
///
/// # Errors
/// [`Refusal::TicketClosed`] on a closed ticket, [`Refusal::NotInThisState`] for every pair of state and deed that
/// `product.md` §4 does not name, [`Refusal::TermStillRuns`] when the clock comes too early.
pub fn apply(before: Option<&Lifecycle>, deed: &Deed, by: By, when: &When) -> Result<Lifecycle, Refusal> {
    use TicketState as S;

    let Some(before) = before else {
        return match (deed, by) {
            (Deed::File, By::Customer) => Ok(enter(S::Created, None, 0, when)),
            (Deed::FileFor, By::Agent | By::System) => Ok(enter(S::InProgress, None, 0, when)),
            _ => Err(Refusal::NotInThisState),
        };
    };

    let to = |state, mark| Ok(enter(state, mark, before.contests, when));
    let stays = || Ok(before.clone());
    match (before.state, deed, by) {
        // Seeing it is what puts it in progress (S1, step 2).
        (S::Created | S::AwaitingProcessing, Deed::See, By::Agent) => to(S::InProgress, None),

        (S::Created | S::InProgress | S::AwaitingProcessing, Deed::Ask, By::Agent) => to(S::AwaitingCustomer, None),
        // A new ask, or writing again, restarts the 30 days and the reminders.
        (S::AwaitingCustomer, Deed::Ask | Deed::Answer { .. }, By::Agent) => to(S::AwaitingCustomer, None),
        (S::Created | S::AwaitingProcessing | S::InProgress, Deed::Answer { next_at, waiting_for }, By::Agent) => {
            let mut after = enter(S::InProgress, None, before.contests, when);
            after.waiting_for = *waiting_for;
            if let Some(next_at) = next_at {
                if *next_at <= when.now {
                    return Err(Refusal::NextDateInThePast);
                }
                after.due_at = Some(*next_at);
            }
            Ok(after)
        }
        (S::AwaitingCustomer, Deed::CancelAsk, By::Agent) => to(S::InProgress, None),

        (S::AwaitingCustomer | S::InProgress, Deed::Write, By::Customer) => to(S::AwaitingProcessing, None),
        // It stays, and the agent's day goes on from where it began: writing twice must not postpone the promise.
        (S::Created | S::AwaitingProcessing, Deed::Write, By::Customer) => stays(),

        (S::Created | S::InProgress | S::AwaitingCustomer | S::AwaitingProcessing, Deed::Resolve, By::Agent) => {
            to(S::Resolved, None)
        }
        (S::AwaitingCustomer, Deed::Elapse, By::Clock) => {
            term_is_over(before, when)?;
            to(S::Resolved, Some(Mark::NoAnswer))
        }
        (S::Created | S::InProgress | S::AwaitingCustomer | S::AwaitingProcessing, Deed::Withdraw, By::Customer) => {
            to(S::Validated, Some(Mark::Withdrawn))
        }

        (S::Resolved, Deed::Validate, By::Customer) => to(S::Validated, None),
        (S::Resolved | S::Validated, Deed::Contest, By::Customer) => {
            let mut after = enter(S::AwaitingProcessing, None, before.contests, when);
            after.contests += 1;
            Ok(after)
        }
        // Resuming is not contesting: nobody had answered, or he had withdrawn it himself.
        (S::Resolved, Deed::Write, By::Customer) if before.mark == Some(Mark::NoAnswer) => {
            to(S::AwaitingProcessing, None)
        }
        (S::Validated, Deed::Write, By::Customer) if before.mark == Some(Mark::Withdrawn) => {
            to(S::AwaitingProcessing, None)
        }
        (S::Resolved, Deed::Thank, By::Customer) => stays(),
        (S::Resolved, Deed::Answer { .. }, By::Agent) => to(S::Resolved, before.mark),
        (S::Resolved, Deed::Reopen, By::Agent) => to(S::InProgress, None),
        (S::Resolved, Deed::Elapse, By::Clock) => {
            term_is_over(before, when)?;
            to(S::Closed, Some(Mark::NotValidated))
        }
        (S::Validated, Deed::Elapse, By::Clock) => {
            term_is_over(before, when)?;
            to(S::Closed, before.mark)
        }

        (S::Closed, Deed::UndoMerge(earlier), By::Agent) if before.mark == Some(Mark::Merged) => {
            Ok(Lifecycle::clone(earlier))
        }
        (S::Closed, _, _) => Err(Refusal::TicketClosed),
        (_, Deed::Merge, By::Agent) => to(S::Closed, Some(Mark::Merged)),

        _ => Err(Refusal::NotInThisState),
    }
}

fn enter(state: TicketState, mark: Option<Mark>, contests: u32, when: &When) -> Lifecycle {
    Lifecycle {
        state,
        mark,
        waiting_for: WaitingFor::Agent,
        term_started_at: when.now,
        due_at: promise::due_at(state, when),
        contests,
    }
}

fn term_is_over(before: &Lifecycle, when: &When) -> Result<(), Refusal> {
    match before.due_at {
        Some(due_at) if when.now >= due_at => Ok(()),
        _ => Err(Refusal::TermStillRuns),
    }
}

#[cfg(test)]
#[path = "lifecycle_tests.rs"]
mod tests;
