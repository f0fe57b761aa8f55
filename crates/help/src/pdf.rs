//! The guide on paper: every chapter, what to do by state, the questions and the glossary, from the same texts as the
//! pages.

use domain::Language;
use domain::parcel::{ParcelEvent, StateFilter, guidance_of};
use jiff::Timestamp;
use pdf::{Column, Document as Paper, Meta, PdfError, Picture as Print, Table};
use wording::{help as words, values};

use crate::document::{Block, Document, Span};
use crate::glossary::terms;
use crate::guide::{Chapter, questions};
use crate::pictures::picture;

/// The most height that a picture takes on a page, in points.
const PICTURE_HEIGHT: f32 = 330.0;

/// The guide as a PDF. It takes some time: pictures are decoded. `home` is the portal's own address, without a slash at
/// the end: each part leads to its page there, whose words carry links that paper does not.
///
/// # Errors
/// Where the document would break its standards, which a test excludes.
pub fn guide(language: Language, home: &str, made_at: Timestamp) -> Result<Vec<u8>, PdfError> {
    let mut paper = Paper::new(Meta {
        title: words::guide_title(language).to_owned(),
        language,
        author: "Consigne".to_owned(),
        made_at,
        footer: words::guide_title(language).to_owned(),
        landscape: false,
    });
    paper.heading(1, words::guide_title(language)).paragraph(words::guide_lead(language));
    paper.heading(2, words::contents(language));
    let chapters = Chapter::ALL.into_iter().map(|chapter| chapter.text(language).title.as_str());
    let parts = [words::states(language), &questions(language).title, words::glossary(language)];
    paper.list(true, chapters.chain(parts));
    let online = |paper: &mut Paper, title: &str, path: &str| {
        paper.link(&words::online(language, title), &format!("{home}{path}"));
    };
    for chapter in Chapter::ALL {
        let text = chapter.text(language);
        print(&mut paper, text, language)?;
        online(&mut paper, &text.title, &format!("/help/guide/{}", chapter.as_str()));
    }
    states(&mut paper, language);
    online(&mut paper, words::states(language), "/help/glossary#states");
    print(&mut paper, questions(language), language)?;
    online(&mut paper, &questions(language).title, "/help/faq");
    paper.page_break().heading(1, words::glossary(language));
    paper.facts(terms(language).into_iter().map(|term| (term.word(language), term.meaning(language))));
    online(&mut paper, words::glossary(language), "/help/glossary");
    paper.finish()
}

/// One page of the help, on a page of its own.
fn print(paper: &mut Paper, text: &Document, language: Language) -> Result<(), PdfError> {
    paper.page_break().heading(1, &text.title);
    for block in &text.blocks {
        match block {
            Block::Heading { level, text, .. } => {
                paper.heading(*level, text);
            }
            Block::Paragraph(spans) => {
                paper.paragraph(&line(spans, language));
            }
            Block::Note(spans) => {
                paper.note(&line(spans, language));
            }
            Block::List { ordered, items } => {
                let items: Vec<String> = items.iter().map(|item| line(item, language)).collect();
                paper.list(*ordered, items.iter().map(String::as_str));
            }
            Block::Table { head, rows } => {
                let column = |(place, cell): (usize, &Vec<Span>)| {
                    Column::new(line(cell, language)).share(if place == 0 { 1.0 } else { 2.0 })
                };
                let columns = head.iter().enumerate().map(column).collect();
                let rows = rows.iter().map(|row| row.iter().map(|cell| line(cell, language)).collect());
                paper.table(&Table { caption: None, columns, names_rows: true }, rows);
            }
            Block::Picture { name, alt } => {
                if let Some(found) = picture(name) {
                    paper.picture(Print { bytes: found.bytes, alt, caption: None, height: PICTURE_HEIGHT })?;
                }
            }
        }
    }
    Ok(())
}

/// What to do by state, as the glossary's page shows it.
fn states(paper: &mut Paper, language: Language) {
    paper.page_break().heading(1, words::states(language)).paragraph(words::states_lead(language));
    let heads = [words::state(language), words::events(language), words::means(language), words::to_do(language)];
    let columns = heads.into_iter().zip([1.0, 1.6, 2.0, 2.0]).map(|(head, share)| Column::new(head).share(share));
    let row = |filter: StateFilter| {
        let said = guidance_of(filter);
        let events = ParcelEvent::ALL.into_iter().filter(|event| StateFilter::State(event.state()) == filter);
        let events: Vec<&str> = events.map(|event| event.label(language)).collect();
        vec![
            values::state_filter(language, filter).to_owned(),
            events.join("\n"),
            said.definition(language).to_owned(),
            said.action(language).unwrap_or_default().to_owned(),
        ]
    };
    let table = Table { caption: None, columns: columns.collect(), names_rows: true };
    paper.table(&table, StateFilter::ALL.into_iter().map(row));
}

/// Words on one line. Paper has one weight of letter inside a paragraph, so the words of the screen stand in quotes.
fn line(spans: &[Span], language: Language) -> String {
    let words = |span: &Span| match (span, language) {
        (Span::Label(label), Language::Fr) => format!("«\u{202f}{label}\u{202f}»"),
        (Span::Label(label), Language::En) => format!("“{label}”"),
        (span, _) => span.words().to_owned(),
    };
    spans.iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_screen_stand_in_quotes() {
        let spans = [Span::Text("Ouvrez ".into()), Span::Label("Colis".into()), Span::Text(".".into())];
        assert_eq!(line(&spans, Language::Fr), "Ouvrez «\u{202f}Colis\u{202f}».");
        assert_eq!(line(&spans, Language::En), "Ouvrez “Colis”.");
    }

    #[test]
    fn the_guide_is_a_document_of_many_pages_in_both_languages() {
        for language in Language::ALL {
            let bytes =
                guide(language, "https://portal.example.com", Timestamp::UNIX_EPOCH).expect("the standards hold");
            assert!(bytes.starts_with(b"%PDF-1.7"));
            let address = b"https://portal.example.com/help/guide/search";
            let leads_online = bytes.windows(address.len()).any(|part| part == address);
            assert!(leads_online, "the address stands in the file as it is");
            assert!(bytes.len() < 12 * 1024 * 1024, "{} bytes", bytes.len());
        }
    }
}
