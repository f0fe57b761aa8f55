//! What an agent marks as abuse: for the operator's eyes alone, and taken back when it was none.

use serde::{Deserialize, Serialize};

/// What kind of abuse it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Abuse {
    /// Words that hurt.
    Insult,
    /// A threat.
    Threat,
    /// Advertising, or the same again and again.
    Spam,
    /// Something else, said in the note.
    Other,
}

impl Abuse {
    /// All four.
    pub const ALL: [Abuse; 4] = [Abuse::Insult, Abuse::Threat, Abuse::Spam, Abuse::Other];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Abuse::Insult => "insult",
            Abuse::Threat => "threat",
            Abuse::Spam => "spam",
            Abuse::Other => "other",
        }
    }

    /// The kind of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Abuse::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// Whether the note must say what it is.
    #[must_use]
    pub const fn asks_for_note(self) -> bool {
        matches!(self, Abuse::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::Abuse;

    #[test]
    fn kinds_survive_storage_and_only_the_unnamed_one_must_be_explained() {
        for abuse in Abuse::ALL {
            assert_eq!(Abuse::from_word(abuse.as_str()), Some(abuse));
            assert_eq!(abuse.asks_for_note(), abuse == Abuse::Other);
        }
        assert_eq!(Abuse::from_word("boredom"), None);
    }
}
