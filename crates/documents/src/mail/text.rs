//! A letter as plain text, complete by itself: some people read nothing else.

use wording::mail as w;

use super::letter::{Block, Letter};

/// Writes a letter with empty lines between its parts. Lines end in LF; whoever sends it makes them CRLF.
pub(super) fn write(letter: &Letter, help: &str) -> String {
    let language = letter.language;
    let mut parts = vec![letter.title.clone(), w::greeting(language).to_owned()];
    for block in &letter.blocks {
        let part = match block {
            Block::Paragraph(words) => words.clone(),
            Block::Quote(words) => quoted(words),
            Block::Facts(facts) => lines(
                facts
                    .iter()
                    .filter(|(_, value)| !value.is_empty())
                    .map(|(label, value)| w::fact(language, label, value)),
            ),
            Block::Said(facts) => lines(
                facts
                    .iter()
                    .filter(|(_, value)| !value.is_empty())
                    .map(|(label, value)| w::fact(language, label, value)),
            ),
            Block::Points(_, points) if points.is_empty() => String::new(),
            Block::Points(heading, points) => {
                lines([(*heading).to_owned()].into_iter().chain(points.iter().map(|point| format!("- {point}"))))
            }
            Block::Linked(heading, address, points) => lines(
                [heading.clone()]
                    .into_iter()
                    .chain(points.iter().map(|point| format!("- {point}")))
                    .chain([(*address).to_owned()]),
            ),
        };
        parts.push(part);
    }
    let link = |(label, address): (&str, &str)| format!("{}\n{address}", w::fact(language, label, "").trim_end());
    parts.push(link(letter.action));
    parts.extend(letter.after.iter().cloned());
    parts.extend(letter.aside.map(link));
    // A line of dash, dash, space sets the small print apart (RFC 3676 §4.3).
    parts.push(format!("-- \n{}\n{}", letter.foot, w::help(language, help)));
    parts.retain(|part| !part.is_empty());
    let mut text = parts.join("\n\n");
    text.push('\n');
    text.retain(|sign| sign == '\n' || !sign.is_control());
    text
}

/// What a person wrote, each line marked, so that it cannot pass for ours.
fn quoted(words: &str) -> String {
    lines(words.trim().lines().map(|line| format!("> {line}").trim_end().to_owned()))
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}
