//! What a colour may mean, and nothing else: who must act, and how it went.

use serde::{Deserialize, Serialize};

use super::Glyph;

/// The meaning of a colour (`look.md`, Rules). A word and an icon always stand with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// The reader must act: amber.
    You,
    /// The other side acts: blue-grey.
    Them,
    /// Done: green.
    Done,
    /// Went wrong: red.
    Wrong,
    /// Says nothing about who must act.
    #[default]
    Neutral,
}

impl Tone {
    /// The word used in `data-tone`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Tone::You => "you",
            Tone::Them => "them",
            Tone::Done => "done",
            Tone::Wrong => "wrong",
            Tone::Neutral => "neutral",
        }
    }

    /// The icon that stands with the colour where nothing more fitting is known.
    #[must_use]
    pub const fn glyph(self) -> Glyph {
        match self {
            Tone::You => Glyph::Person,
            Tone::Them => Glyph::Clock,
            Tone::Done => Glyph::Check,
            Tone::Wrong => Glyph::Warning,
            Tone::Neutral => Glyph::Dot,
        }
    }
}
