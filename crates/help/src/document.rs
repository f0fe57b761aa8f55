//! What a page of the guide is made of, whether it is shown on a screen or on paper.

/// A page: its title, and what stands below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The heading of the whole page.
    pub title: String,
    /// What stands below it, in order.
    pub blocks: Vec<Block>,
}

/// One thing under another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The heading of a part of the page.
    Heading {
        /// 2 or 3.
        level: u8,
        /// Its name in addresses, the same in both languages.
        id: String,
        /// The words.
        text: String,
    },
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// Points, or steps in order where `ordered`.
    List {
        /// Whether the order counts.
        ordered: bool,
        /// The points.
        items: Vec<Vec<Span>>,
    },
    /// A table.
    Table {
        /// What the columns hold.
        head: Vec<Vec<Span>>,
        /// The rows, each with as many cells.
        rows: Vec<Vec<Vec<Span>>>,
    },
    /// A picture of a screen.
    Picture {
        /// The file under `docs/help/pictures`.
        name: String,
        /// What is to be seen on it, in words.
        alt: String,
    },
    /// Something to remember, set apart.
    Note(Vec<Span>),
}

/// Words inside a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain words.
    Text(String),
    /// Words exactly as they stand on the screen: a button, a field, a heading.
    Label(String),
    /// Words said with stress.
    Stress(String),
    /// What is typed, or compared sign by sign.
    Code(String),
    /// A link to a page of the product, or to a part of one.
    Link {
        /// The address, from the first slash.
        href: String,
        /// The words.
        text: String,
    },
}

impl Span {
    /// The words alone.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Span::Text(text) | Span::Label(text) | Span::Stress(text) | Span::Code(text) | Span::Link { text, .. } => {
                text
            }
        }
    }
}

impl Document {
    /// The headings of one level: their names in addresses and their words.
    pub fn headings(&self, wanted: u8) -> impl Iterator<Item = (&str, &str)> {
        self.blocks.iter().filter_map(move |block| match block {
            Block::Heading { level, id, text } if *level == wanted => Some((id.as_str(), text.as_str())),
            _ => None,
        })
    }

    /// Every span of the page, wherever it stands.
    #[must_use]
    pub fn spans(&self) -> Vec<&Span> {
        let of = |block| -> Vec<&Span> {
            match block {
                &Block::Heading { .. } | &Block::Picture { .. } => Vec::new(),
                Block::Paragraph(spans) | Block::Note(spans) => spans.iter().collect(),
                Block::List { items, .. } => items.iter().flatten().collect(),
                Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).flatten().collect(),
            }
        };
        self.blocks.iter().flat_map(of).collect()
    }

    /// The pictures of the page: file and words.
    pub fn pictures(&self) -> impl Iterator<Item = (&str, &str)> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Picture { name, alt } => Some((name.as_str(), alt.as_str())),
            _ => None,
        })
    }
}
