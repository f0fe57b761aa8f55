//! Everything that can have happened to a ticket, in the past tense.
//!
//! Each is kept with its author and its moment, and stands in the thread. They also wake open screens.

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::ticket::abuse::Abuse;
use crate::ticket::lifecycle::WaitingFor;
use crate::ticket::outcome::{Outcome, WithdrawReason};

/// What belongs into a slot, in the words of the matrix at that moment, or of the agent who asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredName")]
pub struct SlotName {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl SlotName {
    /// In a language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Fr => &self.fr,
            Language::En => &self.en,
        }
    }
}

/// A slot's name as events keep it; the first ones kept the French words alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum StoredName {
    One(String),
    Both { fr: String, en: String },
}

impl From<StoredName> for SlotName {
    fn from(stored: StoredName) -> Self {
        match stored {
            StoredName::One(name) => SlotName { en: name.clone(), fr: name },
            StoredName::Both { fr, en } => SlotName { fr, en },
        }
    }
}

/// What was taken out of a thread for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Redacted {
    /// Its text.
    Text,
    /// One of its files.
    File,
    /// The reason with which an agent reopened the ticket.
    Reason,
    /// The word that came with the rating.
    Word,
}

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
        /// What belongs there.
        slot: SlotName,
    },
    /// Another file took the place of one that had been sent. Neither is named: what is taken out later must not stay
    /// here.
    FileReplaced {
        /// The number of the event with which the first was sent.
        message: i64,
    },
    /// The content of an identity document was erased, because its time was over.
    IdentityDocumentErased {
        /// The number of the event with which it was sent.
        message: i64,
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
    /// It was given to colleagues of the customer's own team, or to nobody any more.
    ColleaguesAssigned {
        /// All to whom it is given now, by name.
        names: Vec<String>,
    },
    /// Colleagues were called in a note.
    ColleaguesTold {
        /// Who, by name.
        names: Vec<String>,
    },
    /// The customer was reminded; the first or the second time.
    CustomerReminded {
        /// 1 or 2.
        turn: u8,
    },
    /// Something that a message exposed was taken out of it; what it was is kept nowhere.
    MessageRedacted {
        /// The number of the message's event.
        message: i64,
        /// What was taken out.
        what: Redacted,
        /// Why, for both sides to read.
        reason: String,
    },
    /// An agent marked a message, or the whole ticket, as abuse. The customer never learns of it.
    AbuseMarked {
        /// The number of the message's event; 0 for the whole ticket.
        message: i64,
        /// Of what kind.
        abuse: Abuse,
        /// What the agent wrote with it, or empty.
        note: String,
    },
    /// That mark was taken back.
    AbuseUnmarked {
        /// The number of the message's event; 0 for the whole ticket.
        message: i64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filled_slot_is_named_in_both_languages_and_old_events_are_still_read() {
        let slot = SlotName { fr: "Facture".to_owned(), en: "Invoice".to_owned() };
        let event = TicketEvent::SlotFilled { slot };
        let kept = r#"{"kind":"slot_filled","slot":{"fr":"Facture","en":"Invoice"}}"#;
        for (text, fr, en) in
            [(kept, "Facture", "Invoice"), (r#"{"kind":"slot_filled","slot":"Facture"}"#, "Facture", "Facture")]
        {
            let Ok(TicketEvent::SlotFilled { slot }) = serde_json::from_str(text) else { panic!("{text}") };
            assert_eq!((slot.get(Language::Fr), slot.get(Language::En)), (fr, en), "{text}");
        }
        assert_eq!(serde_json::to_string(&event).expect("text"), kept);
    }
}
