//! A mail's text as it is shown: links to our own pages can be followed, others are only read, because a mail may
//! quote what a stranger wrote.

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words, line breaks and foreign addresses.
    Words(&'a str),
    /// A link to one of our own pages.
    Link {
        /// The whole address.
        href: &'a str,
        /// The path on this site.
        path: &'a str,
    },
}

/// Cuts a text into words and links that begin with the portal's own address.
pub fn pieces<'a>(text: &'a str, home: &str) -> Vec<Piece<'a>> {
    let start = format!("{home}/");
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(position) = if home.is_empty() { None } else { rest.find(&start) } {
        let (before, link) = rest.split_at(position);
        let end = link.find(char::is_whitespace).unwrap_or(link.len());
        let (href, after) = link.split_at(end);
        if !before.is_empty() {
            pieces.push(Piece::Words(before));
        }
        // The path keeps the slash that ends the address; one more would name another host.
        let path = &href[home.len()..];
        pieces.push(if path.starts_with("//") { Piece::Words(href) } else { Piece::Link { href, path } });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    const HOME: &str = "http://127.0.0.1:3000";

    #[test]
    fn only_our_own_addresses_become_links() {
        let text = "Voir :\nhttp://127.0.0.1:3000/requests/D-1\net https://evil.example/x";
        let link = Piece::Link { href: "http://127.0.0.1:3000/requests/D-1", path: "/requests/D-1" };
        assert_eq!(pieces(text, HOME), [Piece::Words("Voir :\n"), link, Piece::Words("\net https://evil.example/x")]);
        for text in ["", "rien", "http://127.0.0.1:30001/x", "http://127.0.0.1:3000//evil.example"] {
            assert!(!pieces(text, HOME).iter().any(|piece| matches!(piece, Piece::Link { .. })), "{text}");
        }
        assert_eq!(pieces("http://a/b", ""), [Piece::Words("http://a/b")]);
    }
}
