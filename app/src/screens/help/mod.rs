//! The help: contents, glossary, questions, guide. Open to everybody; nothing on these pages moves.

mod contents;
mod glossary;

pub use contents::HelpScreen;
pub use glossary::GlossaryScreen;
