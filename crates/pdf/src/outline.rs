//! The bookmarks of a document: its headings, nested as they are.

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};

/// A heading where it stands.
pub(crate) struct Entry {
    pub(crate) level: u8,
    pub(crate) title: String,
    pub(crate) page: usize,
    pub(crate) y: f32,
}

/// The bookmarks; a document without headings has one, its title.
pub(crate) fn made(entries: Vec<Entry>, title: &str) -> Outline {
    let mut outline = Outline::new();
    if entries.is_empty() {
        outline.push_child(node(title.to_owned(), 0, 0.0));
        return outline;
    }
    // The headings above the one at hand, each one level deeper than the one before it.
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    for entry in entries {
        close(&mut outline, &mut open, entry.level);
        open.push((entry.level, node(entry.title, entry.page, entry.y)));
    }
    close(&mut outline, &mut open, 0);
    outline
}

/// Hands every open heading of this level or deeper to the one above it.
fn close(outline: &mut Outline, open: &mut Vec<(u8, OutlineNode)>, level: u8) {
    while open.last().is_some_and(|(deep, _)| *deep >= level) {
        let Some((_, done)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, above)) => above.push_child(done),
            None => outline.push_child(done),
        }
    }
}

fn node(title: String, page: usize, y: f32) -> OutlineNode {
    OutlineNode::new(title, XyzDestination::new(page, Point::from_xy(0.0, y)))
}
