//! The PDF writer of the house: a small layout that makes documents which can be read by ear and kept for good.
//!
//! Every file is tagged PDF 1.7 that is PDF/UA-1 and PDF/A-2a at once; the writing library's own validators refuse
//! anything less. Nothing here knows a parcel, a sentence, a clock or a file: who asks hands in every text, already in
//! the reader's language, and the moment of making.
//!
//! ```
//! use domain::language::Language;
//! use pdf::{Column, Document, Meta, Table};
//!
//! let mut document = Document::new(Meta {
//!     title: "Preuve de livraison".to_owned(),
//!     language: Language::Fr,
//!     author: "Consigne".to_owned(),
//!     made_at: jiff::Timestamp::UNIX_EPOCH,
//!     footer: "Fait par Consigne le 1 janvier 1970".to_owned(),
//!     landscape: false,
//! });
//! document.heading(1, "Preuve de livraison").paragraph("Le colis a été remis.");
//! document.facts([("Signataire", "Claire Morel"), ("Lieu", "Lyon")]);
//! let table = Table { caption: None, columns: vec![Column::new("Colis"), Column::new("État").share(2.0)], names_rows: true };
//! document.table(&table, [vec!["XY123456789FR".to_owned(), "Livré".to_owned()]]);
//! document.link("Voir le colis", "https://consigne.example/parcels/XY123456789FR");
//! let bytes = document.finish().unwrap();
//! assert!(bytes.starts_with(b"%PDF-1.7"));
//! ```
//!
//! A document keeps its laid-out pages until it is finished, about 100 bytes for each line of text; a table's rows are
//! taken one at a time and need never be in memory together. Make several files of what has no end.

mod draw;
mod face;
mod outline;
mod picture;
mod sheet;
mod structure;
mod table;
mod text;

use std::num::NonZeroU16;

use domain::language::Language;
use jiff::Timestamp;
use krilla::tagging::{ArtifactType, ListNumbering, TableHeaderScope, Tag};

use crate::face::Face;
use crate::outline::Entry;
use crate::sheet::{Area, Ink, Look, Mark, Measures, Of};
use crate::structure::{Part, Structure};
use crate::text::lines;

pub use table::{Column, Table};

/// What a document says about itself.
#[derive(Clone, Debug)]
pub struct Meta {
    /// Its title: in the window of who reads it, and at the head of every page but the first. Not empty.
    pub title: String,
    /// The language it is written in.
    pub language: Language,
    /// Who made it: the name of the house.
    pub author: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// What stands at the foot of every page, beside the page's number; one line.
    pub footer: String,
    /// Whether pages lie on their side, as wide tables need.
    pub landscape: bool,
}

/// A picture of a document.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// JPEG, PNG or WebP.
    pub bytes: &'a [u8],
    /// What it shows, for who cannot see it. Not empty.
    pub alt: &'a str,
    /// What stands below it.
    pub caption: Option<&'a str>,
    /// The most height it takes, in points (a page has about 720).
    pub height: f32,
}

/// Why a document was not made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A picture is none, or broken.
    #[error("the picture cannot be read: {0}")]
    Picture(String),
    /// The file would break PDF/UA-1 or PDF/A-2a: an empty title, a picture without a text in its place.
    #[error("the document breaks its standards: {0}")]
    Standard(String),
    /// The writing library failed.
    #[error("the document was not written: {0}")]
    Written(String),
}

/// A document while it is made: parts are added from top to bottom, then it is [finished](Document::finish).
pub struct Document {
    meta: Meta,
    measures: Measures,
    structure: Structure,
    pages: Vec<Vec<Mark>>,
    entries: Vec<Entry>,
    /// Where the next part begins on the last page.
    y: f32,
}

const BODY: Look = Look::new(Face::Regular, 10.5, Ink::Strong);
const QUIET: Look = Look::new(Face::Regular, 9.0, Ink::Quiet);
const RUNNING: Look = Look::new(Face::Regular, 8.0, Ink::Quiet);

impl Document {
    /// An empty document of A4 pages.
    #[must_use]
    pub fn new(meta: Meta) -> Self {
        let (short, long) = (595.28, 841.89);
        let measures = match meta.landscape {
            true => Measures { width: long, height: short },
            false => Measures { width: short, height: long },
        };
        let pages = vec![Vec::new()];
        Self { meta, measures, structure: Structure::new(), pages, entries: Vec::new(), y: Measures::TOP }
    }

    /// A heading of level 1 to 6. A level that leaves one out becomes the next one, as readers by ear count on it.
    pub fn heading(&mut self, level: u8, text: &str) -> &mut Self {
        let deepest = self.entries.last().map_or(1, |last| last.level + 1);
        let level = level.clamp(1, 6).min(deepest);
        let size = [20.0, 14.5, 12.0, 11.0, 10.5, 10.5][usize::from(level) - 1];
        let look = Look::new(Face::Bold, size, Ink::Strong);
        if self.y > Measures::TOP {
            self.y += size * 0.7;
        }
        // Never alone at the foot of a page.
        self.room(look.leading() + 3.0 * BODY.leading());
        let number = NonZeroU16::new(u16::from(level)).unwrap_or(NonZeroU16::MIN);
        let part = self.structure.add(Structure::DOCUMENT, Tag::Hn(number, Some(text.to_owned())));
        self.entries.push(Entry { level, title: text.to_owned(), page: self.pages.len() - 1, y: self.y });
        self.text(part, text, look, Measures::SIDE);
        self.y += 4.0;
        self
    }

    /// A paragraph; `\n` breaks its line.
    pub fn paragraph(&mut self, text: &str) -> &mut Self {
        self.block(text, BODY)
    }

    /// A paragraph that stands back: small and grey.
    pub fn note(&mut self, text: &str) -> &mut Self {
        self.block(text, QUIET)
    }

    fn block(&mut self, text: &str, look: Look) -> &mut Self {
        let part = self.structure.add(Structure::DOCUMENT, Tag::P);
        self.text(part, text, look, Measures::SIDE);
        self.y += 7.0;
        self
    }

    /// A list, numbered from 1 or with points.
    pub fn list<'a>(&mut self, numbered: bool, items: impl IntoIterator<Item = &'a str>) -> &mut Self {
        let numbering = if numbered { ListNumbering::Decimal } else { ListNumbering::Disc };
        let list = self.structure.add(Structure::DOCUMENT, Tag::L(numbering));
        for (index, text) in items.into_iter().enumerate() {
            self.room(BODY.leading());
            let item = self.structure.add(list, Tag::LI);
            let label = self.structure.add(item, Tag::Lbl);
            let sign = if numbered { format!("{}.", index + 1) } else { "•".to_owned() };
            let line = lines(&sign, BODY.face, BODY.size, self.measures.inner()).swap_remove(0);
            let (x, y) = (Measures::SIDE + 4.0, self.y);
            self.mark(Mark::Text { of: Of::Part(label), x, y, look: BODY, line });
            let body = self.structure.add(item, Tag::LBody);
            self.text(body, text, BODY, Measures::SIDE + 24.0);
            self.y += 2.5;
        }
        self.y += 5.0;
        self
    }

    /// Names and their values, one a line: a table of two columns whose rows are named by their first cell.
    pub fn facts<N, V>(&mut self, facts: impl IntoIterator<Item = (N, V)>) -> &mut Self
    where
        N: AsRef<str>,
        V: AsRef<str>,
    {
        let look = Look::new(Face::Bold, 10.0, Ink::Quiet);
        let plain = Look::new(Face::Regular, 10.0, Ink::Strong);
        let wide = self.measures.inner() * 0.3;
        let table = self.structure.add(Structure::DOCUMENT, Tag::Table);
        let body = self.structure.add(table, Tag::TBody);
        for (name, value) in facts {
            let names = lines(name.as_ref(), look.face, look.size, wide - 10.0);
            let values = lines(value.as_ref(), plain.face, plain.size, self.measures.inner() - wide);
            let row = self.structure.add(body, Tag::TR);
            let named = self.structure.add(row, Tag::TH(TableHeaderScope::Row));
            let said = self.structure.add(row, Tag::TD);
            for index in 0..names.len().max(values.len()) {
                self.room(plain.leading());
                let y = self.y;
                if let Some(line) = names.get(index).cloned() {
                    self.mark(Mark::Text { of: Of::Part(named), x: Measures::SIDE, y, look, line });
                }
                if let Some(line) = values.get(index).cloned() {
                    self.mark(Mark::Text { of: Of::Part(said), x: Measures::SIDE + wide, y, look: plain, line });
                }
                self.y += plain.leading();
            }
            self.y += 3.0;
        }
        self.y += 7.0;
        self
    }

    /// A table. Its head stands again on every page; a row with too few or too many cells gets as many as there are
    /// columns; an empty table keeps its head. Without columns there is no table.
    pub fn table(&mut self, table: &Table, rows: impl IntoIterator<Item = Vec<String>>) -> &mut Self {
        table::lay(self, table, rows.into_iter().map(|cells| (cells, String::new())));
        self
    }

    /// As [`Document::table`], where the first cell of a row leads to the address beside the row; an empty address leads
    /// nowhere.
    pub fn linked_table(&mut self, table: &Table, rows: impl IntoIterator<Item = (Vec<String>, String)>) -> &mut Self {
        table::lay(self, table, rows);
        self
    }

    /// A picture, never larger than it is at 96 pixels an inch, and never wider than the text.
    ///
    /// # Errors
    ///
    /// [`PdfError::Picture`] where the bytes are no JPEG, PNG or WebP, or broken; the document is as it was.
    pub fn picture(&mut self, picture: Picture<'_>) -> Result<&mut Self, PdfError> {
        let image = picture::read(picture.bytes)?;
        let (wide, high) = image.size();
        // At most 12,000 pixels a side: exact.
        #[expect(clippy::cast_precision_loss, reason = "pictures have at most 12,000 pixels a side")]
        let (natural, tall) = (wide as f32 * 0.75, high as f32 * 0.75);
        let most = picture.height.min(self.measures.bottom() - Measures::TOP - 40.0);
        let scale = (self.measures.inner() / natural).min(most / tall).min(1.0);
        let (width, height) = (natural * scale, tall * scale);
        self.room(height + if picture.caption.is_some() { 2.0 * QUIET.leading() } else { 0.0 });
        let figure = self.structure.add(Structure::DOCUMENT, Tag::Figure(Some(picture.alt.to_owned())));
        let area = Area { x: Measures::SIDE, y: self.y, width, height };
        self.mark(Mark::Picture { part: figure, area, image });
        self.y += height + 4.0;
        if let Some(caption) = picture.caption {
            let part = self.structure.add(Structure::DOCUMENT, Tag::P);
            self.text(part, caption, QUIET, Measures::SIDE);
        }
        self.y += 7.0;
        Ok(self)
    }

    /// A paragraph that leads to an address.
    pub fn link(&mut self, text: &str, address: &str) -> &mut Self {
        let look = Look::new(Face::Regular, BODY.size, Ink::Link);
        let paragraph = self.structure.add(Structure::DOCUMENT, Tag::P);
        let part = self.structure.add(paragraph, Tag::Link);
        for line in lines(text, look.face, look.size, self.measures.inner()) {
            self.room(look.leading());
            let (x, y, width) = (Measures::SIDE, self.y, line.width.max(1.0));
            let under = Area { x, y: y + look.baseline() + 1.6, width, height: 0.6 };
            self.mark(Mark::Text { of: Of::Part(part), x, y, look, line });
            self.mark(Mark::Fill { area: under, ink: Ink::Link });
            let area = Area { x, y, width, height: look.leading() };
            self.mark(Mark::Link { part, area, address: address.to_owned(), says: text.to_owned() });
            self.y += look.leading();
        }
        self.y += 7.0;
        self
    }

    /// Goes on at the top of a new page, unless nothing stands on this one.
    pub fn page_break(&mut self) -> &mut Self {
        if self.y > Measures::TOP {
            self.new_page();
        }
        self
    }

    /// How many pages there are so far.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Writes the file.
    ///
    /// # Errors
    ///
    /// [`PdfError::Standard`] where the document breaks PDF/UA-1 or PDF/A-2a (an empty title, an empty `alt`),
    /// [`PdfError::Written`] where the library fails.
    pub fn finish(mut self) -> Result<Vec<u8>, PdfError> {
        self.run_heads_and_feet();
        draw::write(&self.meta, self.measures, self.pages, self.structure, self.entries)
    }

    fn run_heads_and_feet(&mut self) {
        let (left, right, foot) = (Measures::SIDE, self.measures.width - Measures::SIDE, self.measures.height - 40.0);
        let one = |text: &str, width: f32| lines(text, RUNNING.face, RUNNING.size, width).swap_remove(0);
        let title = one(&self.meta.title, self.measures.inner());
        let footer = one(&self.meta.footer, self.measures.inner() - 80.0);
        let all = self.pages.len();
        for (index, marks) in self.pages.iter_mut().enumerate() {
            let number = one(&format!("{} / {all}", index + 1), 80.0);
            let mut run = |kind, x, y, line| {
                marks.push(Mark::Text { of: Of::Decoration(kind), x, y, look: RUNNING, line });
            };
            if index > 0 {
                run(ArtifactType::Header, left, 30.0, title.clone());
            }
            run(ArtifactType::Footer, left, foot, footer.clone());
            run(ArtifactType::PageNumber, right - number.width, foot, number);
        }
    }

    /// Makes sure that as many points are free below, on a new page if need be; more than a page has are never free.
    pub(crate) fn room(&mut self, needed: f32) {
        if self.y + needed > self.measures.bottom() && self.y > Measures::TOP {
            self.new_page();
        }
    }

    pub(crate) fn new_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = Measures::TOP;
    }

    pub(crate) fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// The lines of a text from `x` to the right edge of the text, over as many pages as it takes.
    pub(crate) fn text(&mut self, part: Part, text: &str, look: Look, x: f32) {
        let width = self.measures.width - Measures::SIDE - x;
        for line in lines(text, look.face, look.size, width) {
            self.room(look.leading());
            let y = self.y;
            self.mark(Mark::Text { of: Of::Part(part), x, y, look, line });
            self.y += look.leading();
        }
    }
}
