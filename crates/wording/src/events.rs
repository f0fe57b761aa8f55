//! What happened to a ticket, as one sentence: in its thread, in notices and in mails.

use domain::Language;
use domain::event::{Redacted, TicketEvent};
use domain::ticket::lifecycle::WaitingFor;
use domain::ticket::message::Audience;

use crate::values;
use crate::words::{desk, thread};

/// The sentence of an event that somebody did; the clock has no name and needs none.
#[must_use]
pub fn sentence(language: Language, event: &TicketEvent, by: &str, audience: Audience) -> String {
    match event {
        TicketEvent::TicketFiled => thread::event_filed(language, by),
        TicketEvent::TicketFiledFor => thread::event_filed_for(language, by),
        TicketEvent::TicketSeen => thread::event_seen(language, by),
        TicketEvent::MessageWritten => thread::event_written(language, by),
        TicketEvent::TicketAnswered { waiting_for } => match waiting_for {
            WaitingFor::Agent => thread::event_answered(language, by),
            WaitingFor::Carrier => thread::event_answered_carrier(language, by),
            WaitingFor::Recipient => thread::event_answered_recipient(language, by),
        },
        TicketEvent::CustomerAsked => thread::event_asked(language, by),
        TicketEvent::AskCancelled => thread::event_ask_cancelled(language, by),
        TicketEvent::CustomerAnswered => thread::event_customer_answered(language, by),
        TicketEvent::NoteWritten if audience == Audience::Colleagues => thread::event_colleague_noted(language, by),
        TicketEvent::NoteWritten => thread::event_noted(language, by),
        TicketEvent::SlotFilled { slot } => thread::event_slot(language, slot.get(language)),
        TicketEvent::FileReplaced { .. } => thread::event_replaced(language, by),
        TicketEvent::IdentityDocumentErased { .. } => thread::event_identity_erased(language).to_owned(),
        TicketEvent::TicketResolved { outcome } => {
            thread::event_resolved(language, by, values::outcome(language, *outcome))
        }
        TicketEvent::TicketUnanswered => thread::event_unanswered(language).to_owned(),
        TicketEvent::TicketWithdrawn { reason } => {
            thread::event_withdrawn(language, by, values::withdraw_reason(language, *reason))
        }
        TicketEvent::TicketValidated { rating: None } => thread::event_validated(language, by),
        TicketEvent::TicketValidated { rating: Some(stars) } => {
            thread::event_validated_rated(language, by, &stars.to_string())
        }
        TicketEvent::TicketContested => thread::event_contested(language, by),
        TicketEvent::TicketResumed => thread::event_resumed(language, by),
        TicketEvent::CustomerThanked => thread::event_thanked(language, by),
        TicketEvent::TicketReopened { reason } if reason.is_empty() => thread::event_reopened_plain(language, by),
        TicketEvent::TicketReopened { reason } => thread::event_reopened(language, by, reason),
        TicketEvent::TicketNotValidated => thread::event_not_validated(language).to_owned(),
        TicketEvent::TicketClosed => thread::event_closed(language).to_owned(),
        TicketEvent::TicketMerged { into } => thread::event_merged(language, by, into),
        TicketEvent::MergeUndone => thread::event_unmerged(language, by),
        TicketEvent::ColleagueJoined => thread::event_joined(language, by),
        TicketEvent::MessageRedacted { what: Redacted::Text, .. } => thread::event_redacted_text(language, by),
        TicketEvent::MessageRedacted { what: Redacted::File, .. } => thread::event_redacted_file(language, by),
        // No message says it in the place of what was taken out.
        TicketEvent::MessageRedacted { what: Redacted::Reason, reason, .. } => {
            thread::event_redacted_reason(language, by, reason)
        }
        TicketEvent::MessageRedacted { what: Redacted::Word, reason, .. } => {
            thread::event_redacted_word(language, by, reason)
        }
        TicketEvent::AbuseMarked { abuse, .. } => desk::event_abuse(language, by, values::abuse(language, *abuse)),
        TicketEvent::AbuseUnmarked { .. } => desk::event_abuse_undone(language, by),
        TicketEvent::ColleaguesAssigned { names } if names.is_empty() => thread::event_unassigned(language, by),
        TicketEvent::ColleaguesAssigned { names } => thread::event_assigned(language, by, &names.join(", ")),
        TicketEvent::ColleaguesTold { names } => thread::event_told(language, by, &names.join(", ")),
        TicketEvent::CustomerReminded { .. } => thread::event_reminded(language).to_owned(),
    }
}
