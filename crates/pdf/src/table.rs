//! Tables: columns of given shares, a head that stands again on every page, rows that are never cut unless they are
//! longer than a page.

use krilla::tagging::{ArtifactType, TableHeaderScope, Tag};

use crate::Document;
use crate::face::Face;
use crate::sheet::{Area, Ink, Look, Mark, Measures, Of};
use crate::structure::Part;
use crate::text::{Line, lines};

/// White above and below the text of a row, and at both sides of a cell.
const PAD: f32 = 3.5;

/// A column of a [`Table`].
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands in the head.
    pub title: String,
    /// How much of the width it takes, beside the shares of the others.
    pub share: f32,
    /// Whether its cells stand at the right: amounts and counts.
    pub number: bool,
}

impl Column {
    /// A column of text with one share of the width.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), share: 1.0, number: false }
    }

    /// With as many shares of the width.
    #[must_use]
    pub fn share(mut self, share: f32) -> Self {
        self.share = share;
        self
    }

    /// With its cells at the right.
    #[must_use]
    pub fn number(mut self) -> Self {
        self.number = true;
        self
    }
}

/// A table: what it is called, and its columns. The rows are handed in beside it, so that they need not all be there
/// at once.
#[derive(Clone, Debug)]
pub struct Table {
    /// Said above the table, and what readers by ear hear first.
    pub caption: Option<String>,
    /// From left to right; at least one.
    pub columns: Vec<Column>,
    /// Whether the first cell of each row names the row, as a parcel number does.
    pub names_rows: bool,
}

/// A column where it stands.
struct Laid {
    x: f32,
    width: f32,
    number: bool,
}

impl Table {
    fn text_size(&self) -> f32 {
        match self.columns.len() {
            0..=6 => 9.0,
            7..=9 => 8.0,
            _ => 7.0,
        }
    }

    fn laid(&self, measures: Measures) -> Vec<Laid> {
        let all: f32 = self.columns.iter().map(|column| column.share.max(0.01)).sum();
        let mut x = Measures::SIDE;
        let place = |column: &Column| {
            let width = measures.inner() * column.share.max(0.01) / all;
            let laid = Laid { x, width, number: column.number };
            x += width;
            laid
        };
        self.columns.iter().map(place).collect()
    }
}

/// The parts that the cells of a row fill, or the decoration that they are.
enum Cells {
    Parts(Vec<Part>),
    Repeated,
}

impl Cells {
    fn of(&self, column: usize) -> Of {
        match self {
            Self::Parts(parts) => Of::Part(parts[column]),
            Self::Repeated => Of::Decoration(ArtifactType::PaginationOther),
        }
    }
}

/// Puts a table into a document; see [`Document::table`] and [`Document::linked_table`]. The first cell of a row leads to
/// the address beside it, unless that is empty.
pub(crate) fn lay<R>(document: &mut Document, table: &Table, rows: R)
where
    R: IntoIterator<Item = (Vec<String>, String)>,
{
    if table.columns.is_empty() {
        return;
    }
    let size = table.text_size();
    let plain = Look::new(Face::Regular, size, Ink::Strong);
    let bold = Look::new(Face::Bold, size, Ink::Strong);
    let leading = Look::new(Face::Bold, size, Ink::Link);
    let columns = table.laid(document.measures);
    let whole = document.structure.add(crate::structure::Structure::DOCUMENT, Tag::Table);

    let head: Vec<Vec<Line>> =
        table.columns.iter().zip(&columns).map(|(column, laid)| broken(&column.title, bold, laid)).collect();
    let head_height = height(&head, bold);
    document.room(head_height + 2.0 * plain.leading() + if table.caption.is_some() { 24.0 } else { 0.0 });
    if let Some(caption) = &table.caption {
        let part = document.structure.add(whole, Tag::Caption);
        document.text(part, caption, Look::new(Face::Bold, 10.0, Ink::Strong), Measures::SIDE);
        document.y += 3.0;
    }
    let group = document.structure.add(whole, Tag::THead);
    let row = document.structure.add(group, Tag::TR);
    let parts = columns.iter().map(|_| document.structure.add(row, Tag::TH(TableHeaderScope::Column))).collect();
    head_row(document, &columns, &head, head_height, bold, &Cells::Parts(parts));

    let body = document.structure.add(whole, Tag::TBody);
    for (mut cells, address) in rows {
        // Every row has all columns: a reader by ear counts on it.
        cells.resize(columns.len(), String::new());
        let row = document.structure.add(body, Tag::TR);
        let mut parts = Vec::with_capacity(columns.len());
        let mut texts = Vec::with_capacity(columns.len());
        for (index, (cell, laid)) in cells.iter().zip(&columns).enumerate() {
            let names = table.names_rows && index == 0;
            parts.push(match names {
                true => document.structure.add(row, Tag::TH(TableHeaderScope::Row)),
                false => document.structure.add(row, Tag::TD),
            });
            texts.push(broken(cell, if names { bold } else { plain }, laid));
        }
        let needed = height(&texts, plain);
        let again = |document: &mut Document| {
            document.new_page();
            head_row(document, &columns, &head, head_height, bold, &Cells::Repeated);
        };
        let most = document.measures.bottom() - Measures::TOP - head_height;
        if document.y + needed > document.measures.bottom() && needed <= most {
            again(document);
        }
        let link = (!address.is_empty()).then(|| document.structure.add(parts[0], Tag::Link));
        let parts = Cells::Parts(parts);
        let longest = texts.iter().map(Vec::len).max().unwrap_or(0);
        let mut from = 0;
        while from < longest {
            let free = document.measures.bottom() - document.y - 2.0 * PAD;
            let fit = (free / plain.leading()).floor();
            if fit < 1.0 {
                again(document);
                continue;
            }
            // A count of lines on one page: small and positive.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines on a page")]
            let to = longest.min(from + fit as usize);
            for (index, laid) in columns.iter().enumerate() {
                let lines = texts[index].iter().take(to).skip(from);
                match link.filter(|_| index == 0) {
                    Some(part) => {
                        linked(document, laid, lines.clone(), leading, part, &address, &cells[0]);
                        cell(document, laid, lines, leading, Of::Part(part));
                    }
                    None => {
                        let look = if table.names_rows && index == 0 { bold } else { plain };
                        cell(document, laid, lines, look, parts.of(index));
                    }
                }
            }
            let lines = u16::try_from(to - from).unwrap_or(u16::MAX);
            document.y += f32::from(lines) * plain.leading() + 2.0 * PAD;
            rule(document);
            from = to;
        }
    }
    document.y += 10.0;
}

fn broken(text: &str, look: Look, laid: &Laid) -> Vec<Line> {
    lines(text, look.face, look.size, (laid.width - 2.0 * PAD).max(1.0))
}

fn height(cells: &[Vec<Line>], look: Look) -> f32 {
    let longest = cells.iter().map(Vec::len).max().unwrap_or(0);
    f32::from(u16::try_from(longest).unwrap_or(u16::MAX)) * look.leading() + 2.0 * PAD
}

fn head_row(document: &mut Document, columns: &[Laid], head: &[Vec<Line>], height: f32, look: Look, cells: &Cells) {
    let area = Area { x: Measures::SIDE, y: document.y, width: document.measures.inner(), height };
    document.mark(Mark::Fill { area, ink: Ink::Ground });
    for (index, laid) in columns.iter().enumerate() {
        cell(document, laid, head[index].iter(), look, cells.of(index));
    }
    document.y += height;
    rule(document);
}

fn cell<'a>(document: &mut Document, laid: &Laid, lines: impl Iterator<Item = &'a Line>, look: Look, of: Of) {
    let mut y = document.y + PAD;
    for line in lines {
        let x = match laid.number {
            true => laid.x + laid.width - PAD - line.width,
            false => laid.x + PAD,
        };
        document.mark(Mark::Text { of, x, y, look, line: line.clone() });
        y += look.leading();
    }
}

/// Makes the lines of a cell lead to an address.
fn linked<'a>(
    document: &mut Document,
    laid: &Laid,
    lines: impl Iterator<Item = &'a Line>,
    look: Look,
    part: Part,
    address: &str,
    says: &str,
) {
    let mut y = document.y + PAD;
    for line in lines {
        let area = Area { x: laid.x + PAD, y, width: line.width.max(1.0), height: look.leading() };
        document.mark(Mark::Link { part, area, address: address.to_owned(), says: says.to_owned() });
        y += look.leading();
    }
}

fn rule(document: &mut Document) {
    let area = Area { x: Measures::SIDE, y: document.y, width: document.measures.inner(), height: 0.6 };
    document.mark(Mark::Fill { area, ink: Ink::Line });
}
