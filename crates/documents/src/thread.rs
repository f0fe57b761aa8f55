//! A whole request as a paper: what its reader sees of it, to be kept or handed on.

use domain::Language;
use jiff::Zoned;
use pdf::{Document, Meta, PdfError};
use wording::thread as w;

/// One line of the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThreadLine {
    /// Something that happened, as a sentence with its moment.
    Happened(String),
    /// Something somebody wrote.
    Said {
        /// Who, and when.
        head: String,
        /// The text; line breaks count. Empty where only files came.
        body: String,
        /// The names of its files; empty where there are none.
        files: String,
    },
}

/// What the paper says, in the reader's language and zone.
#[derive(Clone, Debug, Default)]
pub struct ThreadPaper {
    /// The ticket's number.
    pub number: String,
    /// Its subject.
    pub subject: String,
    /// How it stands and what comes next; each a sentence.
    pub standing: Vec<String>,
    /// Names and values of what was told with it.
    pub facts: Vec<(String, String)>,
    /// The conversation, oldest first.
    pub lines: Vec<ThreadLine>,
    /// The request's page.
    pub link: String,
}

/// Writes the paper.
///
/// # Errors
/// [`PdfError`], where the writing library fails.
pub fn write(language: Language, paper: &ThreadPaper, made_at: &Zoned) -> Result<Vec<u8>, PdfError> {
    let title = w::print_title(language, &paper.number);
    let footer = w::paper_foot(language, &paper.number, &wording::moment::full(language, made_at));
    let author = "Consigne".to_owned();
    let meta = Meta { title: title.clone(), language, author, made_at: made_at.timestamp(), footer, landscape: false };
    let mut document = Document::new(meta);
    document.heading(1, &title).paragraph(&paper.subject);
    for sentence in paper.standing.iter().filter(|sentence| !sentence.is_empty()) {
        document.paragraph(sentence);
    }
    if !paper.facts.is_empty() {
        document.facts(paper.facts.iter().map(|(name, value)| (name.as_str(), value.clone())));
    }
    document.heading(2, w::conversation(language));
    for line in &paper.lines {
        match line {
            ThreadLine::Happened(text) => {
                document.note(text);
            }
            ThreadLine::Said { head, body, files } => {
                document.heading(3, head);
                for text in [body, files].into_iter().filter(|text| !text.is_empty()) {
                    document.paragraph(text);
                }
            }
        }
    }
    document.link(w::paper_link(language), &paper.link);
    document.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_thread_becomes_several_pages_and_signs_of_any_script_are_taken() {
        let said = ThreadLine::Said {
            head: "Claire Morel · شركة · 12:00".to_owned(),
            body: "Où est mon colis ?\n\nMerci d’avance.".to_owned(),
            files: String::new(),
        };
        let mut lines = vec![ThreadLine::Happened("Demande déposée".to_owned())];
        lines.extend(std::iter::repeat_n(said, 200));
        let paper = ThreadPaper { number: "D-2026-000001".to_owned(), lines, ..ThreadPaper::default() };
        let at = "2026-03-02T08:00:00[Europe/Paris]".parse().expect("a moment");
        let bytes = write(Language::Fr, &paper, &at).expect("a paper");
        assert!(bytes.starts_with(b"%PDF-"));
        let short = ThreadPaper { lines: Vec::new(), ..paper };
        assert!(write(Language::En, &short, &at).expect("a paper").len() < bytes.len());
    }
}
