//! The two cuts of the house's letter, and how wide each sign is.
//!
//! Atkinson Hyperlegible (Braille Institute, SIL Open Font License 1.1: `fonts/OFL.txt`) was drawn to be read by people
//! with low vision: `I`, `l`, `1` and `0`, `O` are never alike, which matters in parcel numbers.

use std::collections::HashMap;
use std::sync::LazyLock;

use krilla::text::{Font, GlyphId};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// A cut of the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    Regular,
    Bold,
}

/// A sign of a cut: its glyph, and how far it moves the pen at size 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sign {
    pub(crate) glyph: GlyphId,
    pub(crate) advance: f32,
}

struct Cut {
    font: Font,
    signs: HashMap<char, Sign>,
}

impl Cut {
    fn read(bytes: &'static [u8]) -> Self {
        let outlines = FontRef::new(bytes).expect("the bundled font is one");
        let units = f32::from(outlines.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        let widths = outlines.glyph_metrics(Size::unscaled(), LocationRef::default());
        let sign = |(code, glyph)| {
            let sign = char::from_u32(code)?;
            // A glyph 0 is the empty box of a font: never to be shown as if it were the sign.
            let advance = widths.advance_width(glyph).filter(|_| glyph.to_u32() != 0)? / units;
            Some((sign, Sign { glyph: GlyphId::new(glyph.to_u32()), advance }))
        };
        let signs = outlines.charmap().mappings().filter_map(sign).collect();
        Self { font: Font::new(bytes.into(), 0).expect("the bundled font is one"), signs }
    }
}

static REGULAR: LazyLock<Cut> =
    LazyLock::new(|| Cut::read(include_bytes!("../fonts/AtkinsonHyperlegible_400Regular.ttf")));
static BOLD: LazyLock<Cut> = LazyLock::new(|| Cut::read(include_bytes!("../fonts/AtkinsonHyperlegible_700Bold.ttf")));

impl Face {
    fn cut(self) -> &'static Cut {
        match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
        }
    }

    /// The font as the writing library holds it; it is embedded as the subset of what is drawn.
    pub(crate) fn font(self) -> Font {
        self.cut().font.clone()
    }

    /// The sign for a character, where this cut has one.
    pub(crate) fn sign(self, character: char) -> Option<Sign> {
        self.cut().signs.get(&character).copied()
    }

    /// How wide a character is at size 1; what the cut lacks has no width, since it is replaced before it is measured.
    pub(crate) fn advance(self, character: char) -> f32 {
        self.sign(character).map_or(0.0, |sign| sign.advance)
    }
}

#[cfg(test)]
mod tests {
    use super::Face;

    #[test]
    fn both_cuts_have_what_french_and_english_need() {
        for face in [Face::Regular, Face::Bold] {
            for character in "AZaz09 éèêëàâçîïôùûüÿæœÉÀÇŒ«»’“”–—…•€°§&@/%+−◊".chars()
            {
                assert!(face.sign(character).is_some(), "{face:?} lacks {character}");
            }
        }
    }
}
