//! Words of a message taken into the answer: by a link that loads the page anew, or at once where scripts run.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use wording::thread as words;

use crate::api::thread::{Entry, ThreadPage};
use crate::piece::{IntoPiece, Piece};
use crate::ui::language;

/// What stands in the answer that one writes: a reply of the customer's, an answer of the agent's.
#[derive(Clone, Copy)]
pub struct Writing {
    text: RwSignal<String>,
    able: Memo<bool>,
}

/// Where the links of quotes lead to: the forms below the thread.
pub const WRITE: &str = "write";

/// The most characters that are quoted of a message.
const QUOTED_MAX: usize = 2_000;

impl Writing {
    /// What was being written, with what the address asks to quote.
    pub fn begin(page: RwSignal<ThreadPage>) -> Self {
        let wanted = use_query_map().with_untracked(|query| query.get("quote").and_then(|one| one.parse::<i64>().ok()));
        let text = page.with_untracked(|page| {
            let entry = page.entries.iter().find(|entry| wanted == Some(entry.sequence()) && may_quote(entry));
            appended(&page.draft, &entry.map(quoted).unwrap_or_default())
        });
        let able = Memo::new(move |_| page.with(|page| page.may.write || page.may.answer));
        Writing { text: RwSignal::new(text), able }
    }

    /// The text, for the field to be bound to.
    pub const fn text(self) -> RwSignal<String> {
        self.text
    }
}

/// What is being written on the page around.
pub fn use_writing() -> Writing {
    expect_context()
}

/// Whether a message may be quoted: a note would leave those whom it is for.
fn may_quote(entry: &Entry) -> bool {
    matches!(entry, Entry::Message { note: false, body, .. } if !body.is_empty())
}

/// A message as a quote: who said it, and each of its lines behind a sign that mails use for it.
fn quoted(entry: &Entry) -> String {
    let Entry::Message { author, body, .. } = entry else { return String::new() };
    let short: String = body.chars().take(QUOTED_MAX).collect();
    let lines: Vec<String> = short.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    format!("> {author}\n{}\n\n", lines.join("\n"))
}

fn appended(text: &str, quote: &str) -> String {
    match (text.trim_end(), quote) {
        (_, "") => text.to_owned(),
        ("", quote) => quote.to_owned(),
        (text, quote) => format!("{text}\n\n{quote}"),
    }
}

/// The link that quotes a message; nothing where that may not be.
pub fn quote_link(entry: &Entry) -> Option<Piece> {
    let writing = use_context::<Writing>().filter(|_| may_quote(entry))?;
    let (sequence, quote) = (entry.sequence(), quoted(entry));
    let take = move |event: MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        writing.text.update(|text| *text = appended(text, &quote));
        let place = document().get_element_by_id(WRITE);
        if let Some(field) = place.and_then(|place| place.query_selector("textarea[name=body]").ok().flatten()) {
            let _ = wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(field).focus();
        }
    };
    let link = view! {
        {move || {
            let take = take.clone();
            writing
                .able
                .get()
                .then(|| {
                    view! {
                        <a
                            class="message-link"
                            href=format!("?quote={sequence}#{WRITE}")
                            rel="external"
                            on:click=take
                        >
                            {words::quote(language())}
                        </a>
                    }
                })
        }}
    };
    Some(link.into_piece())
}

/// A message's text, with what it quotes set apart.
pub fn body_view(body: &str) -> Vec<Piece> {
    parts(body)
        .into_iter()
        .map(|(quote, text)| {
            if quote {
                view! { <blockquote class="message-quote message-text">{text}</blockquote> }.into_piece()
            } else {
                view! { <p class="message-text">{text}</p> }.into_piece()
            }
        })
        .collect()
}

/// The parts of a text in order: whether each is a quote, and its lines without the sign.
fn parts(body: &str) -> Vec<(bool, String)> {
    let mut parts: Vec<(bool, Vec<&str>)> = Vec::new();
    for line in body.split('\n') {
        let quote = line.strip_prefix('>').map(|rest| rest.strip_prefix(' ').unwrap_or(rest));
        match parts.last_mut() {
            Some((before, lines)) if *before == quote.is_some() => lines.push(quote.unwrap_or(line)),
            _ => parts.push((quote.is_some(), vec![quote.unwrap_or(line)])),
        }
    }
    let texts = parts.into_iter().map(|(quote, lines)| (quote, lines.join("\n").trim_matches('\n').to_owned()));
    texts.filter(|(_, text)| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{appended, may_quote, parts, quoted};
    use crate::api::When;
    use crate::api::thread::Entry;

    fn message(note: bool, body: &str) -> Entry {
        Entry::Message {
            sequence: 4,
            author: "Sofia Benali".to_owned(),
            role: String::new(),
            own: false,
            note,
            when: When::default(),
            body: body.to_owned(),
            files: Vec::new(),
            notices: Vec::new(),
        }
    }

    #[test]
    fn a_quote_comes_behind_what_was_written_already() {
        let quote = quoted(&message(false, "Bonjour,\n\nquelle adresse ?"));
        assert_eq!(quote, "> Sofia Benali\n> Bonjour,\n>\n> quelle adresse ?\n\n");
        assert_eq!(appended("", &quote), quote);
        assert_eq!(appended("Oui.\n", "> a\n"), "Oui.\n\n> a\n");
        assert_eq!(appended("Oui.\n", ""), "Oui.\n");
    }

    #[test]
    fn a_note_is_never_quoted() {
        assert!(may_quote(&message(false, "mot")));
        assert!(!may_quote(&message(true, "mot")) && !may_quote(&message(false, "")));
    }

    #[test]
    fn what_a_text_quotes_stands_apart() {
        let split = |body: &str| -> Vec<(bool, String)> { parts(body) };
        assert_eq!(
            split("> Sofia\n> quelle adresse ?\n\n12 rue des Lilas"),
            [(true, "Sofia\nquelle adresse ?".to_owned()), (false, "12 rue des Lilas".to_owned())]
        );
        assert_eq!(split("2 > 1"), [(false, "2 > 1".to_owned())]);
        assert_eq!(split(">"), []);
    }
}
