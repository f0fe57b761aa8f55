//! The tickets that the reader keeps open beside each other: a strip of links, kept by the server.

use leptos::prelude::*;
use wording::{inbox, thread as words};

use crate::api::thread::{OpenTab, ThreadPage};
use crate::piece::IntoPiece;
use crate::ui::{Button, DeedForm, language};

/// The strip, and the button that keeps the present ticket open.
#[component]
pub fn OpenTabs(
    /// The ticket.
    page: RwSignal<ThreadPage>,
    /// The part of addresses before its number.
    base: &'static str,
) -> impl IntoView {
    let language = language();
    let number = page.with_untracked(|page| page.number.clone());
    let action = format!("{base}/{number}");
    let here = number.clone();
    let strip = move || {
        let tabs = page.with(|page| page.tabs.clone());
        let kept = tabs.iter().any(|tab| tab.number == here);
        let some = !tabs.is_empty();
        let rows: Vec<_> = tabs.into_iter().map(|tab| one(tab, base, &here)).collect();
        let keep = (!kept).then(|| {
            view! { <Button small=true name="keep" value="1">{words::tabs_keep(language)}</Button> }
        });
        let close_all = some.then(|| {
            view! { <Button small=true name="close_all" value="1">{words::tabs_close_all(language)}</Button> }
        });
        let list = some.then(|| {
            view! {
                <nav class="open-tabs" aria-label=words::tabs(language)>
                    <ul>{rows}</ul>
                </nav>
            }
        });
        view! {
            {list}
            <p class="open-tabs-deeds">{keep} {close_all}</p>
        }
    };
    view! {
        <DeedForm name="tabs" action deed="">
            <div class="open-tabs-bar">{strip}</div>
        </DeedForm>
    }
    .into_piece()
}

fn one(tab: OpenTab, base: &'static str, here: &str) -> impl IntoView + use<> {
    let language = language();
    let OpenTab { number, subject, unread } = tab;
    let current = number == here;
    // What stands before the reader's eyes is being read.
    let unread = unread && !current;
    let close = words::tabs_close(language, &number);
    view! {
        <li>
            <a
                class="open-tab"
                href=format!("{base}/{number}")
                data-unread=unread.then_some("")
                aria-current=current.then_some("page")
            >
                {unread.then(|| view! { <span class="visually-hidden">{inbox::unread(language)} " · "</span> })}
                <span>{number.clone()}</span>
                <span class="open-tab-subject">{subject}</span>
            </a>
            <Button small=true name="close" value=number label=close>"×"</Button>
        </li>
    }
    .into_piece()
}
