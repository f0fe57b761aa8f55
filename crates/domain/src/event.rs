//! Everything that can have happened to a ticket, in the past tense.
//!
//! Each is kept with its author and its moment, and stands in the thread. They also wake open screens.

use serde::{Deserialize, Serialize};

use crate::ticket::lifecycle::WaitingFor;
use crate::ticket::outcome::{Outcome, WithdrawReason};

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TicketEvent {
    /// The customer filed it.
    TicketFiled,
    /// The operator filed it for a customer.
    TicketFiledFor,
    /// An agent opened it.
    TicketSeen,
    /// A message was written that changes nothing else.
    MessageWritten,
    /// An agent answered; he may have named the next date.
    TicketAnswered {
        /// Whom it now waits for.
        waiting_for: WaitingFor,
    },
    /// An agent asked the customer for something.
    CustomerAsked,
    /// An agent took his ask back.
    AskCancelled,
    /// The customer answered.
    CustomerAnswered,
    /// An internal note was written.
    NoteWritten,
    /// A document arrived for a slot.
    SlotFilled {
        /// The slot's label, in the words of the matrix.
        slot: String,
    },
    /// An agent resolved it.
    TicketResolved {
        /// How.
        outcome: Outcome,
    },
    /// Nobody answered in 30 days.
    TicketUnanswered,
    /// The customer withdrew it.
    TicketWithdrawn {
        /// Why.
        reason: WithdrawReason,
    },
    /// The customer validated the resolution.
    TicketValidated {
        /// Stars, where he gave some.
        rating: Option<u8>,
    },
    /// The customer contested the resolution.
    TicketContested,
    /// The customer came back to a ticket that had ended without him.
    TicketResumed,
    /// The customer said thanks.
    CustomerThanked,
    /// An agent reopened it.
    TicketReopened {
        /// Why.
        reason: String,
    },
    /// Nobody validated the resolution in 30 days.
    TicketNotValidated,
    /// It closed after its validation.
    TicketClosed,
    /// It was merged into another.
    TicketMerged {
        /// The other's number.
        into: String,
    },
    /// A merge was undone.
    MergeUndone,
    /// A colleague joined instead of filing a second ticket.
    ColleagueJoined,
    /// The customer was reminded; the first or the second time.
    CustomerReminded {
        /// 1 or 2.
        turn: u8,
    },
}
