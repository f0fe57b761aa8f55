//! What a key does by itself, without a field that has the focus: from row to row, to the reply, to the search.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, HtmlElement, HtmlInputElement, KeyboardEvent};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// To the next row of the list.
    NextRow,
    /// To the row before.
    PreviousRow,
    /// To the next ticket that is kept open.
    NextTab,
    /// To the one before.
    PreviousTab,
    /// To the reply in a thread.
    Reply,
    /// To the internal note in a thread.
    Note,
    /// To the search at the top of the page.
    Search,
    /// To the file before.
    Before,
    /// To the file after.
    After,
    /// Which keys there are.
    Overview,
}

/// A key as it was pressed.
#[derive(Clone, Copy, Debug)]
struct Pressed<'a> {
    /// Its name, by the layout of the keyboard.
    key: &'a str,
    /// With `Ctrl` or `⌘`.
    command: bool,
    /// With `Alt`.
    alt: bool,
    /// Into something that takes text or chooses by letter.
    writing: bool,
}

/// What a key asks for, if anything. Single characters act only where the person left them on, and never where he
/// writes: who speaks to his computer would set them off with every word (WCAG 2.1.4).
fn asked(pressed: Pressed<'_>, singles: bool) -> Option<Asked> {
    if pressed.command {
        return (pressed.key.eq_ignore_ascii_case("k") && !pressed.alt).then_some(Asked::Search);
    }
    if pressed.alt || pressed.writing {
        return None;
    }
    match pressed.key {
        "ArrowLeft" => return Some(Asked::Before),
        "ArrowRight" => return Some(Asked::After),
        _ if !singles => return None,
        _ => {}
    }
    match pressed.key {
        "j" => Some(Asked::NextRow),
        "k" => Some(Asked::PreviousRow),
        "l" => Some(Asked::NextTab),
        "h" => Some(Asked::PreviousTab),
        "r" => Some(Asked::Reply),
        "n" => Some(Asked::Note),
        "?" => Some(Asked::Overview),
        _ => None,
    }
}

/// The row to go to, of so many, from the one that is current; the first or the last where none is. `None` at the end.
fn next(rows: usize, current: Option<usize>, down: bool) -> Option<usize> {
    match (current, down) {
        (None, true) => (rows > 0).then_some(0),
        (None, false) => rows.checked_sub(1),
        (Some(at), true) => (at + 1 < rows).then_some(at + 1),
        (Some(at), false) => at.checked_sub(1),
    }
}

/// Listens for keys as long as the component that calls this is there. `singles` says whether single characters act;
/// `overview` is called for the list of all keys.
pub fn listen(singles: bool, overview: impl Fn() + 'static) {
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || event.is_composing() {
            return;
        }
        let key = event.key();
        let pressed = Pressed {
            key: &key,
            command: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
            writing: is_writing(&event),
        };
        let done = match asked(pressed, singles) {
            None => false,
            // What stands behind an open dialog is not for the keyboard.
            Some(_) if document().query_selector("dialog:modal").is_ok_and(|open| open.is_some()) => false,
            Some(Asked::NextRow) => go(true),
            Some(Asked::PreviousRow) => go(false),
            Some(Asked::NextTab) => turn(true),
            Some(Asked::PreviousTab) => turn(false),
            Some(Asked::Reply) => write_in(&["reply", "answer"]),
            Some(Asked::Note) => write_in(&["note"]),
            Some(Asked::Search) => focus_first(".search-box input"),
            Some(Asked::Before) => follow("a[rel='prev']"),
            Some(Asked::After) => follow("a[rel='next']"),
            Some(Asked::Overview) => {
                overview();
                true
            }
        };
        if done {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Whether the key goes into something that takes text or chooses by letter.
fn is_writing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        target.closest("input, textarea, select, [contenteditable]").is_ok_and(|field| field.is_some())
    })
}

/// Goes one row down or up in the list of the page.
fn go(down: bool) -> bool {
    let rows = all::<HtmlElement>("a.ticket-row, a.ticket-row-link");
    let here = document().active_element();
    let current = rows
        .iter()
        .position(|row| here.as_ref().is_some_and(|here| here.is_same_node(Some(row))))
        .or_else(|| rows.iter().position(|row| row.has_attribute("aria-current")));
    next(rows.len(), current, down).and_then(|at| rows.get(at)).is_some_and(|row| row.focus().is_ok())
}

/// Shows the ticket of the next tab, or of the one before.
fn turn(forward: bool) -> bool {
    let tabs = all::<HtmlElement>("a.open-tab");
    let current = tabs.iter().position(|tab| tab.has_attribute("aria-current"));
    let Some(tab) = next(tabs.len(), current, forward).and_then(|at| tabs.get(at)) else { return false };
    tab.click();
    true
}

/// Puts the cursor into the text of the first form of these names, and opens what it is folded into.
fn write_in(forms: &[&str]) -> bool {
    let names = all::<HtmlInputElement>("input[type='hidden'][name='form']");
    let Some(form) = names.iter().find(|name| forms.contains(&name.value().as_str())).and_then(HtmlInputElement::form)
    else {
        return false;
    };
    if let Ok(Some(folded)) = form.closest("details")
        && let Ok(folded) = folded.dyn_into::<HtmlDetailsElement>()
    {
        folded.set_open(true);
    }
    let area = form.query_selector("textarea").ok().flatten().and_then(|area| area.dyn_into::<HtmlElement>().ok());
    area.is_some_and(|area| area.focus().is_ok())
}

/// Follows the first link that a selector finds.
fn follow(selector: &str) -> bool {
    all::<HtmlElement>(selector).first().is_some_and(|link| {
        link.click();
        true
    })
}

fn focus_first(selector: &str) -> bool {
    // A narrow page keeps a second one, which is not shown and takes no focus.
    all::<HtmlElement>(selector)
        .into_iter()
        .find(|field| field.offset_width() > 0)
        .is_some_and(|field| field.focus().is_ok())
}

/// What a selector finds on the page, in its order.
fn all<Kind: JsCast>(selector: &str) -> Vec<Kind> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)).filter_map(|node| node.dyn_into::<Kind>().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Asked, Pressed, asked, next};

    const PLAIN: Pressed<'static> = Pressed { key: "", command: false, alt: false, writing: false };

    #[test]
    fn each_key_does_one_thing() {
        for (key, what) in [
            ("j", Asked::NextRow),
            ("k", Asked::PreviousRow),
            ("l", Asked::NextTab),
            ("h", Asked::PreviousTab),
            ("r", Asked::Reply),
            ("n", Asked::Note),
            ("?", Asked::Overview),
        ] {
            assert_eq!(asked(Pressed { key, ..PLAIN }, true), Some(what), "{key}");
        }
        assert_eq!(asked(Pressed { key: "x", ..PLAIN }, true), None);
        // Arrows are no characters: nobody sets them off by speaking.
        assert_eq!(asked(Pressed { key: "ArrowLeft", ..PLAIN }, false), Some(Asked::Before));
        assert_eq!(asked(Pressed { key: "ArrowRight", alt: true, ..PLAIN }, true), None, "the browser's own");
        assert_eq!(asked(Pressed { key: "ArrowRight", writing: true, ..PLAIN }, true), None);
    }

    #[test]
    fn single_characters_do_nothing_where_somebody_writes_or_has_switched_them_off() {
        for key in ["j", "k", "l", "h", "r", "n", "?"] {
            assert_eq!(asked(Pressed { key, writing: true, ..PLAIN }, true), None, "{key}");
            assert_eq!(asked(Pressed { key, alt: true, ..PLAIN }, true), None, "{key}");
            assert_eq!(asked(Pressed { key, ..PLAIN }, false), None, "{key}");
        }
    }

    #[test]
    fn the_search_is_reached_from_everywhere() {
        for (key, writing, singles) in [("k", false, true), ("K", true, false)] {
            assert_eq!(asked(Pressed { key, command: true, writing, ..PLAIN }, singles), Some(Asked::Search));
        }
        assert_eq!(asked(Pressed { key: "r", command: true, ..PLAIN }, true), None, "the browser's own");
    }

    #[test]
    fn rows_end_at_both_ends() {
        assert_eq!(next(3, None, true), Some(0));
        assert_eq!(next(3, None, false), Some(2));
        assert_eq!(next(3, Some(1), true), Some(2));
        assert_eq!(next(3, Some(2), true), None);
        assert_eq!(next(3, Some(0), false), None);
        assert_eq!(next(0, None, true), None);
        assert_eq!(next(0, None, false), None);
    }
}
