//! The entries of a thread. Each has exactly one audience.

use serde::{Deserialize, Serialize};

/// Who may read a message (`product.md` §1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The customer and the operator.
    Everyone,
    /// The operator's agents: an internal note.
    Operator,
    /// The customer's own team.
    Colleagues,
    /// The side thread with the carrier.
    Carrier,
}

impl Audience {
    /// All four.
    pub const ALL: [Audience; 4] = [Audience::Everyone, Audience::Operator, Audience::Colleagues, Audience::Carrier];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Audience::Everyone => "everyone",
            Audience::Operator => "operator",
            Audience::Colleagues => "colleagues",
            Audience::Carrier => "carrier",
        }
    }

    /// The audience of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Audience::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// Whether the customer's side reads it.
    #[must_use]
    pub const fn customer_reads(self) -> bool {
        matches!(self, Audience::Everyone | Audience::Colleagues)
    }

    /// Whether the operator's side reads it.
    #[must_use]
    pub const fn operator_reads(self) -> bool {
        matches!(self, Audience::Everyone | Audience::Operator | Audience::Carrier)
    }
}

/// The longest message, in characters. A longer one is refused with the limit, and nothing typed is lost.
pub const MESSAGE_MAX: usize = 20_000;

/// Files per message, bytes per file, bytes per ticket (`product.md` §11).
pub const FILES_PER_MESSAGE: usize = 10;
/// The largest file, in bytes.
pub const FILE_MAX: u64 = 20_000_000;
/// All files of a ticket together, in bytes.
pub const TICKET_FILES_MAX: u64 = 100_000_000;
/// Days a file that was sent but not yet attached to anything is kept.
pub const DRAFT_FILE_DAYS: i64 = 30;
/// Days of 24 hours after a ticket has closed for which copies of identity documents are kept.
pub const IDENTITY_DOCUMENT_DAYS: i64 = 30;

/// What an entry of the thread was written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// The text with which the ticket was filed.
    Filing,
    /// A reply of the customer.
    Reply,
    /// An answer of an agent.
    Answer,
    /// An answer that asks the customer for something.
    Ask,
    /// The answer that resolves the ticket.
    Resolution,
    /// The message that contests a resolution.
    Contest,
    /// The customer's thanks.
    Thanks,
    /// An internal note.
    Note,
    /// A file in place of another, with a word or none.
    Replacement,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [MessageKind; 9] = [
        MessageKind::Filing,
        MessageKind::Reply,
        MessageKind::Answer,
        MessageKind::Ask,
        MessageKind::Resolution,
        MessageKind::Contest,
        MessageKind::Thanks,
        MessageKind::Note,
        MessageKind::Replacement,
    ];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            MessageKind::Filing => "filing",
            MessageKind::Reply => "reply",
            MessageKind::Answer => "answer",
            MessageKind::Ask => "ask",
            MessageKind::Resolution => "resolution",
            MessageKind::Contest => "contest",
            MessageKind::Thanks => "thanks",
            MessageKind::Note => "note",
            MessageKind::Replacement => "replacement",
        }
    }

    /// The kind of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        MessageKind::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::{Audience, MessageKind};

    #[test]
    fn an_internal_note_is_read_by_the_operator_alone() {
        for (audience, customer, operator) in [
            (Audience::Everyone, true, true),
            (Audience::Operator, false, true),
            (Audience::Colleagues, true, false),
            (Audience::Carrier, false, true),
        ] {
            assert_eq!(audience.customer_reads(), customer, "{audience:?}");
            assert_eq!(audience.operator_reads(), operator, "{audience:?}");
            assert_eq!(Audience::from_word(audience.as_str()), Some(audience));
        }
    }

    #[test]
    fn kinds_survive_storage() {
        for kind in MessageKind::ALL {
            assert_eq!(MessageKind::from_word(kind.as_str()), Some(kind));
        }
    }
}
