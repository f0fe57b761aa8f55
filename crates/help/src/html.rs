//! A page as HTML. Every word is escaped; nothing but these elements and classes comes out.

use std::fmt::Write;

use crate::document::{Block, Span};
use crate::pictures::picture;

/// Blocks as HTML.
#[must_use]
pub fn html(blocks: &[Block]) -> String {
    let mut out = String::new();
    blocks.iter().for_each(|block| write_block(block, &mut out));
    out
}

fn write_block(block: &Block, out: &mut String) {
    match block {
        Block::Heading { level, id, text } => {
            let _ = write!(out, "<h{level} id=\"{}\">{}</h{level}>", escaped(id), escaped(text));
        }
        Block::Paragraph(spans) => {
            out.push_str("<p>");
            write_spans(spans, out);
            out.push_str("</p>");
        }
        Block::List { ordered, items } => {
            let element = if *ordered { "ol" } else { "ul" };
            let _ = write!(out, "<{element}>");
            for item in items {
                out.push_str("<li>");
                write_spans(item, out);
                out.push_str("</li>");
            }
            let _ = write!(out, "</{element}>");
        }
        Block::Table { head, rows } => write_table(head, rows, out),
        Block::Picture { name, alt } => write_picture(name, alt, out),
        Block::Note(spans) => {
            out.push_str("<p class=\"prose-note\">");
            write_spans(spans, out);
            out.push_str("</p>");
        }
    }
}

/// A table whose rows become cards on a narrow page, as with the component of the same name.
fn write_table(head: &[Vec<Span>], rows: &[Vec<Vec<Span>>], out: &mut String) {
    out.push_str("<table class=\"table\" role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">");
    for cell in head {
        out.push_str("<th scope=\"col\" role=\"columnheader\">");
        write_spans(cell, out);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead><tbody role=\"rowgroup\">");
    for row in rows {
        out.push_str("<tr role=\"row\">");
        for (place, cell) in row.iter().enumerate() {
            let label: String = head.get(place).into_iter().flatten().map(Span::words).collect();
            let (open, close) = match place {
                0 => ("<th scope=\"row\" role=\"rowheader\">".to_owned(), "</th>"),
                _ => (format!("<td role=\"cell\" data-label=\"{}\">", escaped(&label)), "</td>"),
            };
            out.push_str(&open);
            write_spans(cell, out);
            out.push_str(close);
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
}

/// A picture with its size, so that the page does not move when it comes.
fn write_picture(name: &str, alt: &str, out: &mut String) {
    let size = picture(name).map(|found| format!(" width=\"{}\" height=\"{}\"", found.width, found.height));
    let _ = write!(
        out,
        "<p class=\"prose-picture\"><img src=\"/help/pictures/{}\" alt=\"{}\"{} loading=\"lazy\" decoding=\"async\"></p>",
        escaped(name),
        escaped(alt),
        size.unwrap_or_default()
    );
}

fn write_spans(spans: &[Span], out: &mut String) {
    for span in spans {
        let words = escaped(span.words());
        let _ = match span {
            Span::Text(_) => write!(out, "{words}"),
            Span::Label(_) => write!(out, "<strong>{words}</strong>"),
            Span::Stress(_) => write!(out, "<em>{words}</em>"),
            Span::Code(_) => write!(out, "<code>{words}</code>"),
            Span::Link { href, .. } => write!(out, "<a class=\"link\" href=\"{}\">{words}</a>", escaped(href)),
        };
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::html;
    use crate::markdown::read;

    fn of(text: &str) -> String {
        html(&read(&format!("# T\n\n{text}"), Language::En).expect("a page").blocks)
    }

    #[test]
    fn words_cannot_leave_their_place() {
        assert_eq!(of("a &lt;b&gt; & \"c\""), "<p>a &lt;b&gt; &amp; &quot;c&quot;</p>");
        assert_eq!(of("[x](/a\"b)"), "<p><a class=\"link\" href=\"/a&quot;b\">x</a></p>");
    }

    #[test]
    fn blocks_become_elements() {
        assert_eq!(of("## Un {#one}"), "<h2 id=\"one\">Un</h2>");
        assert_eq!(of("1. a\n2. b"), "<ol><li>a</li><li>b</li></ol>");
        assert_eq!(of("> **Oui**"), "<p class=\"prose-note\"><strong>Oui</strong></p>");
        let table = of("| a | b |\n|---|---|\n| 1 | 2 |");
        assert!(table.contains("<th scope=\"row\" role=\"rowheader\">1</th><td role=\"cell\" data-label=\"b\">2</td>"));
    }
}
