//! The head of a thread: what it is about, who must act, by when, and how far it is.

use leptos::prelude::*;
use wording::thread as words;

use super::bell::Bell;
use super::view::steps;
use crate::api::thread::ThreadPage;
use crate::api::viewer::viewer;
use crate::piece::IntoPiece;
use crate::ui::{Badge, Stepper, language};

/// The head.
#[component]
pub fn Head(
    /// The ticket.
    page: RwSignal<ThreadPage>,
) -> impl IntoView {
    let language = language();
    let mark = Memo::new(move |_| page.with(|page| page.mark.clone()));
    let life = Memo::new(move |_| page.with(|page| page.life.clone()));
    let first = page.get_untracked();
    let base = if first.customer.is_empty() { "/requests" } else { "/desk" };
    let back = if first.customer.is_empty() {
        ("/requests", words::back(language))
    } else {
        ("/desk", words::back_desk(language))
    };
    let print = format!("{base}/{}/print", first.number);
    let paper = format!("{base}/{}/thread.pdf", first.number);
    view! {
        <header class="thread-head">
            <p class="thread-back">
                <a class="link" href=back.0>{back.1}</a>
                " · "
                <a class="link" href=print rel="external">{words::print(language)}</a>
                " · "
                <a class="link" href=paper rel="external">{words::paper(language)}</a>
            </p>
            <div class="thread-title-line">
                <h1 class="thread-title">{first.title.clone()}</h1>
                {move || {
                    let mark = mark.get();
                    view! { <Badge tone=mark.tone>{mark.text}</Badge> }
                }}
            </div>
            <p class="thread-meta">{first.opened.clone()}</p>
            {move || {
                view! { <Stepper label=words::life(language) steps=steps(&life.get(), mark.get().tone)/> }
            }}
            <p class="thread-promise">{move || page.with(|page| page.promise.clone())}</p>
            <Bell page base/>
            {move || {
                page.with(|page| {
                    (!page.assigned.is_empty()).then(|| view! { <p class="thread-meta">{page.assigned.clone()}</p> })
                })
            }}
            {move || page.with(|page| linked(page, base))}
            {history(&first.number)}
            {move || {
                page.with(|page| (!page.rating.is_empty()).then(|| view! { <p class="thread-meta">{page.rating.clone()}</p> }))
            }}
        </header>
    }
    .into_piece()
}

/// The way to the ticket's rows of the audit trail, for who may read it.
fn history(number: &str) -> impl IntoView + use<> {
    let trail = viewer().map(|viewer| viewer.trail).filter(|trail| !trail.is_empty());
    let href = trail.map(|trail| format!("{trail}?object={number}"));
    href.map(|href| {
        view! {
            <p class="thread-meta">
                <a class="link" href=href rel="external">{wording::audit::history(language())}</a>
            </p>
        }
    })
}

/// The tickets before and after this one in the same matter.
fn linked(page: &ThreadPage, base: &'static str) -> impl IntoView + use<> {
    let language = language();
    let link = move |number: &String, words: String| {
        view! {
            <p class="thread-meta">
                <a class="link" href=format!("{base}/{number}")>{words}</a>
            </p>
        }
    };
    let before = (!page.follows.is_empty()).then(|| link(&page.follows, words::follows(language, &page.follows)));
    let after: Vec<_> =
        page.followed_by.iter().map(|number| link(number, words::followed_by(language, number))).collect();
    (before, after)
}
