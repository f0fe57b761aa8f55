//! The tree of parts that readers by ear walk: made while the pages are laid out, filled while they are drawn.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// A part of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part(usize);

enum Child {
    Part(usize),
    Content(Identifier),
}

struct Open {
    /// None for the document itself, and once it has gone into the tree.
    tag: Option<TagKind>,
    children: Vec<Child>,
}

/// All parts, each after the one that holds it.
pub(crate) struct Structure(Vec<Open>);

impl Structure {
    /// The document, which holds everything.
    pub(crate) const DOCUMENT: Part = Part(0);

    pub(crate) fn new() -> Self {
        Self(vec![Open { tag: None, children: Vec::new() }])
    }

    /// Adds a part to another, after what that one holds already.
    pub(crate) fn add(&mut self, parent: Part, tag: impl Into<TagKind>) -> Part {
        let part = self.0.len();
        self.0.push(Open { tag: Some(tag.into()), children: Vec::new() });
        self.0[parent.0].children.push(Child::Part(part));
        Part(part)
    }

    /// Gives a part what was just drawn for it.
    pub(crate) fn fill(&mut self, part: Part, content: Identifier) {
        self.0[part.0].children.push(Child::Content(content));
    }

    /// The tree as the writing library takes it.
    pub(crate) fn finish(mut self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for child in std::mem::take(&mut self.0[0].children) {
            tree.push(self.node(child));
        }
        tree
    }

    fn node(&mut self, child: Child) -> Node {
        match child {
            Child::Content(content) => Node::Leaf(content),
            Child::Part(part) => {
                let tag = self.0[part].tag.take().expect("a part has one parent");
                let children = std::mem::take(&mut self.0[part].children);
                let children = children.into_iter().map(|child| self.node(child)).collect();
                Node::Group(TagGroup::with_children(tag, children))
            }
        }
    }
}
