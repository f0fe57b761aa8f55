//! Pages while they are laid out: what stands where, in points from the upper left corner.

use krilla::image::Image;
use krilla::tagging::ArtifactType;

use crate::face::Face;
use crate::structure::Part;
use crate::text::Line;

/// A colour of the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Text.
    Strong,
    /// Labels and captions: 7 : 1 on white.
    Quiet,
    /// Links.
    Link,
    /// Lines between rows.
    Line,
    /// The ground of a table's head.
    Ground,
}

impl Ink {
    pub(crate) const fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Strong => (0x16, 0x1a, 0x22),
            Self::Quiet => (0x4a, 0x52, 0x60),
            Self::Link => (0x0b, 0x4f, 0xa8),
            Self::Line => (0xc9, 0xce, 0xd6),
            Self::Ground => (0xee, 0xf0, 0xf4),
        }
    }
}

/// How a text looks: cut, size in points, colour.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub(crate) face: Face,
    pub(crate) size: f32,
    pub(crate) ink: Ink,
}

impl Look {
    pub(crate) const fn new(face: Face, size: f32, ink: Ink) -> Self {
        Self { face, size, ink }
    }

    /// From one line to the next.
    pub(crate) fn leading(self) -> f32 {
        self.size * 1.4
    }

    /// From the top of a line to the feet of its letters.
    pub(crate) fn baseline(self) -> f32 {
        self.leading() * 0.5 + self.size * 0.32
    }
}

/// Whom something drawn belongs to: a part of the document, or nothing a reader by ear need hear.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Of {
    Part(Part),
    Decoration(ArtifactType),
}

/// A rectangle on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// One thing on a page.
pub(crate) enum Mark {
    /// A line of text; `y` is the top of the line.
    Text { of: Of, x: f32, y: f32, look: Look, line: Line },
    /// A filled rectangle, always decoration.
    Fill { area: Area, ink: Ink },
    /// A picture.
    Picture { part: Part, area: Area, image: Image },
    /// The place that leads somewhere; its text is a mark of its own.
    Link { part: Part, area: Area, address: String, says: String },
}

/// The measures of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measures {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Measures {
    /// White at the sides.
    pub(crate) const SIDE: f32 = 50.0;
    /// Where the text begins; the running head stands above.
    pub(crate) const TOP: f32 = 58.0;
    /// White below the text; the running foot stands in it.
    pub(crate) const FOOT: f32 = 58.0;

    /// How wide the text is.
    pub(crate) fn inner(self) -> f32 {
        self.width - 2.0 * Self::SIDE
    }

    /// Where the text ends.
    pub(crate) fn bottom(self) -> f32 {
        self.height - Self::FOOT
    }
}
