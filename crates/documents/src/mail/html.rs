//! A letter as a page of HTML that loads nothing: no picture, no font, no script, no tracking.
//!
//! One column of ordinary elements, readable without its styles; light and dark follow the reader's program.

use wording::mail as w;

use super::letter::{Block, Letter};

/// Colours of the product (`look.md`), in hexadecimal because mail programs know no other.
const STYLE: &str = "\
:root{color-scheme:light dark;supported-color-schemes:light dark}\
body{margin:0;padding:24px 16px;background:#f6f7f9;color:#1b2030;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}\
main{max-width:560px;margin:0 auto;padding:24px;background:#fff;border:1px solid #dfe2e8;border-radius:10px}\
h1{margin:0 0 16px;font-size:20px;line-height:1.3}\
p{margin:0 0 16px}\
blockquote{margin:0 0 16px;padding:4px 0 4px 16px;border-left:3px solid #c3c8d4;overflow-wrap:anywhere}\
blockquote p:last-child{margin:0}\
dl,ul{margin:0 0 16px}ul{padding-left:24px}dt{color:#5a6170;font-size:14px}dd{margin:0 0 8px;overflow-wrap:anywhere}\
.action{display:inline-block;padding:10px 18px;background:#3b4bb0;color:#fff;border-radius:8px;text-decoration:none}\
a{color:#3b4bb0;overflow-wrap:anywhere}\
.small{color:#5a6170;font-size:14px}\
@media (prefers-color-scheme:dark){\
body{background:#14161b;color:#e9ebf1}main{background:#1b1e26;border-color:#373c48}\
blockquote{border-color:#4a5060}dt,.small{color:#a2a9b8}a{color:#a5b4fc}.action{background:#a5b4fc;color:#14161b}}";

/// Writes a letter as a whole document.
pub(super) fn write(letter: &Letter, help: &str) -> String {
    let language = letter.language;
    let mut page = String::with_capacity(4_096);
    let mut push = |parts: &[&str]| parts.iter().for_each(|part| page.push_str(part));
    push(&["<!doctype html>\n<html lang=\"", language.code(), "\">\n<head>\n<meta charset=\"utf-8\">\n"]);
    push(&["<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"]);
    push(&["<meta name=\"color-scheme\" content=\"light dark\">\n"]);
    push(&["<meta name=\"supported-color-schemes\" content=\"light dark\">\n"]);
    push(&["<title>", &escaped(&letter.subject), "</title>\n<style>", STYLE, "</style>\n</head>\n<body>\n<main>\n"]);
    push(&["<h1>", &escaped(&letter.title), "</h1>\n"]);
    push(&[&paragraph(w::greeting(language))]);
    for block in &letter.blocks {
        push(&[&match block {
            Block::Paragraph(words) => paragraph(words),
            Block::Quote(words) => quote(words),
            Block::Facts(facts) => definitions(facts),
            Block::Said(facts) => {
                definitions(&facts.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
            }
            Block::Points(heading, points) => list(&escaped(heading), points),
            Block::Linked(heading, address, points) => {
                list(&format!("<a href=\"{}\">{}</a>", escaped(address), escaped(heading)), points)
            }
        }]);
    }
    let (label, address) = letter.action;
    let address = escaped(address);
    push(&["<p><a class=\"action\" href=\"", &address, "\">", &escaped(label), "</a></p>\n"]);
    for words in &letter.after {
        push(&[&paragraph(words)]);
    }
    push(&["<p class=\"small\">", &escaped(w::button_fails(language)), "<br>"]);
    push(&["<a href=\"", &address, "\">", &address, "</a></p>\n"]);
    if let Some((label, address)) = letter.aside {
        push(&["<p class=\"small\"><a href=\"", &escaped(address), "\">", &escaped(label), "</a></p>\n"]);
    }
    let help = (escaped(help), escaped(&w::help(language, help)));
    push(&["<p class=\"small\">", &escaped(letter.foot), "<br><a href=\"", &help.0, "\">", &help.1, "</a></p>\n"]);
    push(&["</main>\n</body>\n</html>\n"]);
    page
}

fn paragraph(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("<p>{}</p>\n", escaped(words)) }
}

/// What a person wrote: an empty line begins a paragraph, a line break stays one.
fn quote(words: &str) -> String {
    let paragraphs: Vec<String> = words
        .replace("\r\n", "\n")
        .trim()
        .split("\n\n")
        .map(|part| part.lines().map(|line| escaped(line.trim_end())).collect::<Vec<_>>().join("<br>"))
        .filter(|part| !part.is_empty())
        .map(|part| format!("<p>{part}</p>"))
        .collect();
    if paragraphs.is_empty() { String::new() } else { format!("<blockquote>{}</blockquote>\n", paragraphs.concat()) }
}

fn definitions(facts: &[(&str, &str)]) -> String {
    let rows: Vec<String> = facts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| format!("<dt>{}</dt><dd>{}</dd>", escaped(label), escaped(value)))
        .collect();
    if rows.is_empty() { String::new() } else { format!("<dl>{}</dl>\n", rows.concat()) }
}

/// Points below a heading, which is HTML already.
fn list(heading: &str, points: &[&str]) -> String {
    if points.is_empty() {
        return String::new();
    }
    let points: Vec<String> = points.iter().map(|point| format!("<li>{}</li>", escaped(point))).collect();
    format!("<p>{heading}</p>\n<ul>{}</ul>\n", points.concat())
}

/// Text as it may stand in an element or a quoted attribute. Control characters are left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            sign if sign.is_control() => safe.push(' '),
            sign => safe.push(sign),
        }
    }
    safe
}
