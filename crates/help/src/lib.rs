//! The help that comes with the program: the user guide, the questions that are often asked, the glossary.
//!
//! There is one source of each, in files that people read and correct: `docs/help/{fr,en}/*.md` and
//! `docs/glossary.md`. They are built into the program, read at first use, and become pages and a PDF. What to do about
//! each state of a parcel stands in `domain`, beside the states. Who reads, and how pages are framed, is the business
//! of `app`.

pub mod document;
pub mod glossary;
pub mod guide;
pub mod html;
pub mod markdown;
pub mod pdf;
pub mod pictures;

pub use document::{Block, Document, Span};
pub use glossary::{Term, terms};
pub use guide::{Chapter, questions};
pub use html::html;
pub use pictures::picture;
