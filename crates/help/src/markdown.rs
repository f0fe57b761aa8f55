//! The small part of Markdown that help pages are written in.
//!
//! One title, headings of the second and third level with a name (`## Words {#name}`), paragraphs, lists, tables,
//! pictures alone on their line, and notes (`>`). Inside a paragraph: `**words of the screen**`, `*stress*`, `` `code` ``
//! and links to our own pages. All else, raw HTML before anything, is refused with its line, so that a page looks the
//! same on the screen and on paper.

use std::fmt;
use std::ops::Range;

use domain::Language;
use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd};

use crate::document::{Block, Document, Span};

/// Why a text is no help page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: &'static str,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for Fault {}

/// Reads a page. French is written with plain spaces around its signs; they become narrow and hold the sign back from
/// the next line.
///
/// # Errors
/// The first [`Fault`], where the text uses what help pages do without.
pub fn read(text: &str, language: Language) -> Result<Document, Fault> {
    let text = &match language {
        Language::Fr => set_as_french(text),
        Language::En => text.to_owned(),
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut reader = Reader { text, events: Parser::new_ext(text, options).into_offset_iter() };
    let mut blocks = Vec::new();
    let mut title = None;
    while let Some((event, place)) = reader.events.next() {
        let Event::Start(tag) = event else { return Err(reader.fault(&place, "only blocks stand on a page")) };
        if let Tag::Heading { level: HeadingLevel::H1, .. } = tag {
            let words = reader.plain(&place, TagEnd::Heading(HeadingLevel::H1))?;
            if title.replace(words).is_some() || !blocks.is_empty() {
                return Err(reader.fault(&place, "a page has one title, and begins with it"));
            }
        } else {
            blocks.push(reader.block(tag, &place)?);
        }
    }
    let title = title.ok_or(Fault { line: 1, what: "a page begins with its title" })?;
    Ok(Document { title, blocks })
}

struct Reader<'a> {
    text: &'a str,
    events: OffsetIter<'a>,
}

impl<'a> Reader<'a> {
    fn fault(&self, place: &Range<usize>, what: &'static str) -> Fault {
        let before = self.text.get(..place.start).unwrap_or_default();
        Fault { line: before.matches('\n').count() + 1, what }
    }

    fn next(&mut self, place: &Range<usize>) -> Result<(Event<'a>, Range<usize>), Fault> {
        self.events.next().ok_or_else(|| self.fault(place, "it does not end"))
    }

    fn block(&mut self, tag: Tag<'a>, place: &Range<usize>) -> Result<Block, Fault> {
        match tag {
            Tag::Heading { level: level @ (HeadingLevel::H2 | HeadingLevel::H3), id: Some(id), .. } => {
                let text = self.plain(place, TagEnd::Heading(level))?;
                Ok(Block::Heading { level: if level == HeadingLevel::H2 { 2 } else { 3 }, id: id.to_string(), text })
            }
            Tag::Heading { .. } => Err(self.fault(place, "a heading is of level 2 or 3 and has a name: {#name}")),
            Tag::Paragraph => self.paragraph(place),
            Tag::List(first) => self.list(first.is_some(), place),
            Tag::Table(_) => self.table(place),
            Tag::BlockQuote(_) => Ok(Block::Note(self.words(place, |end| matches!(end, TagEnd::BlockQuote(_)))?)),
            _ => Err(self.fault(place, "help pages have no such block")),
        }
    }

    /// The words of one point or one note, up to its end: one paragraph, and nothing below it.
    fn words(&mut self, place: &Range<usize>, is_end: impl Fn(&TagEnd) -> bool) -> Result<Vec<Span>, Fault> {
        let mut spans = Vec::new();
        let mut paragraphs = 0;
        loop {
            let (event, here) = self.next(place)?;
            match event {
                Event::End(end) if is_end(&end) => return Ok(spans),
                // The points of a tight list hold their words without a paragraph around them.
                Event::Start(Tag::Paragraph) if paragraphs == 0 && spans.is_empty() => paragraphs = 1,
                Event::End(TagEnd::Paragraph) => {}
                event => {
                    let span = self.span(event, &here)?;
                    push(&mut spans, span);
                }
            }
        }
    }

    /// A paragraph, or the picture that stands alone in it.
    fn paragraph(&mut self, place: &Range<usize>) -> Result<Block, Fault> {
        let mut spans = Vec::new();
        let mut picture = None;
        loop {
            let (event, here) = self.next(place)?;
            match event {
                Event::End(TagEnd::Paragraph) => break,
                Event::Start(Tag::Image { dest_url, title, .. }) if title.is_empty() => {
                    let alt = self.plain(&here, TagEnd::Image)?;
                    let name = dest_url.strip_prefix("../pictures/").filter(|name| !name.contains('/'));
                    let name = name.ok_or_else(|| self.fault(&here, "pictures lie in ../pictures/"))?.to_owned();
                    if alt.trim().is_empty() {
                        return Err(self.fault(&here, "a picture says in words what it shows"));
                    }
                    picture = Some(Block::Picture { name, alt });
                }
                event => {
                    let span = self.span(event, &here)?;
                    push(&mut spans, span);
                }
            }
        }
        match picture {
            None => Ok(Block::Paragraph(spans)),
            Some(picture) if spans.is_empty() => Ok(picture),
            Some(_) => Err(self.fault(place, "a picture stands alone in its paragraph")),
        }
    }

    fn list(&mut self, ordered: bool, place: &Range<usize>) -> Result<Block, Fault> {
        let mut items = Vec::new();
        loop {
            match self.next(place)? {
                (Event::Start(Tag::Item), here) => items.push(self.words(&here, |end| *end == TagEnd::Item)?),
                (Event::End(TagEnd::List(_)), _) => return Ok(Block::List { ordered, items }),
                (_, here) => return Err(self.fault(&here, "a list has points alone")),
            }
        }
    }

    fn table(&mut self, place: &Range<usize>) -> Result<Block, Fault> {
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        loop {
            match self.next(place)? {
                (Event::Start(Tag::TableHead), here) => head = self.cells(&here, TagEnd::TableHead)?,
                (Event::Start(Tag::TableRow), here) => rows.push(self.cells(&here, TagEnd::TableRow)?),
                (Event::End(TagEnd::Table), _) => return Ok(Block::Table { head, rows }),
                (_, here) => return Err(self.fault(&here, "a table has rows alone")),
            }
        }
    }

    fn cells(&mut self, place: &Range<usize>, last: TagEnd) -> Result<Vec<Vec<Span>>, Fault> {
        let mut cells = Vec::new();
        loop {
            match self.next(place)? {
                (Event::Start(Tag::TableCell), here) => {
                    let mut spans = Vec::new();
                    loop {
                        let (event, there) = self.next(&here)?;
                        if event == Event::End(TagEnd::TableCell) {
                            break;
                        }
                        let span = self.span(event, &there)?;
                        push(&mut spans, span);
                    }
                    cells.push(spans);
                }
                (Event::End(end), _) if end == last => return Ok(cells),
                (_, here) => return Err(self.fault(&here, "a row has cells alone")),
            }
        }
    }

    fn span(&mut self, event: Event<'a>, place: &Range<usize>) -> Result<Span, Fault> {
        match event {
            Event::Text(text) => Ok(Span::Text(text.to_string())),
            Event::SoftBreak => Ok(Span::Text(" ".to_owned())),
            Event::Code(code) => Ok(Span::Code(code.to_string())),
            Event::Start(Tag::Strong) => Ok(Span::Label(self.plain(place, TagEnd::Strong)?)),
            Event::Start(Tag::Emphasis) => Ok(Span::Stress(self.plain(place, TagEnd::Emphasis)?)),
            Event::Start(Tag::Link { dest_url, title, .. }) if title.is_empty() => {
                if !dest_url.starts_with('/') || dest_url.starts_with("//") {
                    return Err(self.fault(place, "links lead to our own pages: /help/faq#name"));
                }
                Ok(Span::Link { href: dest_url.to_string(), text: self.plain(place, TagEnd::Link)? })
            }
            _ => Err(self.fault(place, "help pages have no such words")),
        }
    }

    /// Plain words up to an end.
    fn plain(&mut self, place: &Range<usize>, last: TagEnd) -> Result<String, Fault> {
        let mut words = String::new();
        loop {
            match self.next(place)? {
                (Event::Text(text), _) => words.push_str(&text),
                (Event::SoftBreak, _) => words.push(' '),
                (Event::End(end), _) if end == last => return Ok(words),
                (_, here) => return Err(self.fault(&here, "only plain words stand here")),
            }
        }
    }
}

/// French with U+202F before `: ; ! ? »` and after `«`.
fn set_as_french(text: &str) -> String {
    let mut set = text.replace("« ", "«\u{202f}");
    for sign in [':', ';', '!', '?', '»'] {
        set = set.replace(&format!(" {sign}"), &format!("\u{202f}{sign}"));
    }
    set
}

/// Adds a span; plain words that follow each other become one.
fn push(spans: &mut Vec<Span>, span: Span) {
    match (spans.last_mut(), span) {
        (Some(Span::Text(before)), Span::Text(more)) => before.push_str(&more),
        (_, span) => spans.push(span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Span {
        Span::Text(words.to_owned())
    }

    #[test]
    fn a_page_becomes_blocks() {
        let page = read(
            concat!(
                "# Titre\n\nUn mot,\nune **Recherche** et un [lien](/help/faq#a).\n\n## Partie {#part}\n\n",
                "1. un\n2. deux `X1`\n\n| a | b |\n|---|---|\n| 1 | *2* |\n\n",
                "![La page](../pictures/search.fr.webp)\n\n> À savoir.\n",
            ),
            Language::En,
        )
        .expect("a page");
        assert_eq!(page.title, "Titre");
        let expected = [
            Block::Paragraph(vec![
                text("Un mot, une "),
                Span::Label("Recherche".into()),
                text(" et un "),
                Span::Link { href: "/help/faq#a".into(), text: "lien".into() },
                text("."),
            ]),
            Block::Heading { level: 2, id: "part".into(), text: "Partie".into() },
            Block::List { ordered: true, items: vec![vec![text("un")], vec![text("deux "), Span::Code("X1".into())]] },
            Block::Table {
                head: vec![vec![text("a")], vec![text("b")]],
                rows: vec![vec![vec![text("1")], vec![Span::Stress("2".into())]]],
            },
            Block::Picture { name: "search.fr.webp".into(), alt: "La page".into() },
            Block::Note(vec![text("À savoir.")]),
        ];
        assert_eq!(page.blocks, expected);
        assert_eq!(page.headings(2).collect::<Vec<_>>(), [("part", "Partie")]);
        assert_eq!(page.pictures().collect::<Vec<_>>(), [("search.fr.webp", "La page")]);
        assert!(page.spans().iter().any(|span| span.words() == "X1"));
    }

    #[test]
    fn french_is_set_as_french() {
        let page = "# Quoi ?\n\nDire « oui » : non ! À 10:31.\n";
        let french = read(page, Language::Fr).expect("a page");
        assert_eq!(french.title, "Quoi\u{202f}?");
        let said = "Dire «\u{202f}oui\u{202f}»\u{202f}: non\u{202f}! À 10:31.";
        assert_eq!(french.blocks, [Block::Paragraph(vec![text(said)])]);
        assert_eq!(read(page, Language::En).expect("a page").title, "Quoi ?");
    }

    #[test]
    fn all_else_is_refused_with_its_line() {
        for (page, line) in [
            ("", 1),
            ("Des mots.\n", 1),
            ("# A\n\n# B\n", 3),
            ("Un\n\n# A\n", 3),
            ("# A\n\n## Sans nom\n", 3),
            ("# A\n\n#### Trop bas {#low}\n", 3),
            ("# A\n\n<b>gras</b>\n", 3),
            ("# A\n\nUn <i>mot</i>\n", 3),
            ("# A\n\n<!-- rien -->\n", 3),
            ("# A\n\n```\ncode\n```\n", 3),
            ("# A\n\n[x](https://example.com)\n", 3),
            ("# A\n\n[x](//example.com)\n", 3),
            ("# A\n\nUn ![mot](../pictures/a.fr.webp)\n", 3),
            ("# A\n\n![](../pictures/a.fr.webp)\n", 3),
            ("# A\n\n![x](https://example.com/a.png)\n", 3),
            ("# A\n\n![x](../pictures/../a.png)\n", 3),
            ("# A\n\n**a *b***\n", 3),
            ("# A\n\n---\n", 3),
            ("# A\n\n- un\n  - deux\n", 4),
            ("# A\n\n- un\n\n  deux\n", 5),
        ] {
            let fault = read(page, Language::Fr).expect_err(page);
            assert_eq!(fault.line, line, "{page:?}: {fault}");
        }
    }
}
