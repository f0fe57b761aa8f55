//! The help: contents, glossary, questions, guide. Open to everybody; nothing on these pages moves.

mod contents;
mod glossary;
mod text;

pub use contents::HelpScreen;
pub use glossary::GlossaryScreen;
pub use text::{ChapterScreen, GuideScreen, QuestionsScreen};
