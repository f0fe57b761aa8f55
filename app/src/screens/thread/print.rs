//! A whole thread on paper: what its reader may see of it, and nothing to press.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::thread as words;

use crate::api::thread::{Entry, FileView, ThreadPage, thread};
use crate::piece::{IntoPiece, Piece};
use crate::ui::{Fact, Facts, FailureView, Link, Moment, language};

/// The page `/requests/:number/print`.
#[component]
pub fn ThreadPrintScreen() -> impl IntoView {
    sheet_screen(false)
}

/// The page `/desk/:number/print`.
#[component]
pub fn DeskThreadPrintScreen() -> impl IntoView {
    sheet_screen(true)
}

fn sheet_screen(at_desk: bool) -> impl IntoView {
    let params = use_params_map();
    let number = move || params.read().get("number").unwrap_or_default();
    let page = Resource::new(number, move |number| thread(number, at_desk));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Sheet page at_desk/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
    .into_piece()
}

#[component]
fn Sheet(
    /// The ticket.
    page: ThreadPage,
    /// Whether an agent reads it.
    at_desk: bool,
) -> impl IntoView {
    let language = language();
    let title = words::print_title(language, &page.number);
    let back = format!("{}/{}", if at_desk { "/desk" } else { "/requests" }, page.number);
    let facts: Vec<_> =
        page.information.into_iter().map(|fact| view! { <Fact name=fact.name>{fact.value}</Fact> }).collect();
    let parcels: Vec<String> = page.parcels.into_iter().map(|(_, grouped)| grouped).collect();
    let customer = (!page.customer.is_empty()).then(|| view! { <p>{page.customer}</p> });
    let entries: Vec<Piece> = page.entries.into_iter().map(entry).collect();
    view! {
        <Title text=title.clone()/>
        <div class="page sheet">
            <p class="sheet-lead">
                {words::print_lead(language)} " " <Link href=back>{words::print_back(language)}</Link>
            </p>
            <h1>{title}</h1>
            <p class="sheet-state">
                <strong>{page.title}</strong> " · " {page.mark.text}
            </p>
            {customer}
            <p>{page.opened}</p>
            <p>{page.promise}</p>
            <p>{parcels.join(", ")}</p>
            <Facts>{facts}</Facts>
            <h2>{words::conversation(language)}</h2>
            <ol class="sheet-thread">{entries}</ol>
        </div>
    }
    .into_piece()
}

fn entry(entry: Entry) -> Piece {
    match entry {
        Entry::Event { text, quote, when, .. } => view! {
            <li>
                <p class="small">
                    {text} " · " <Moment at=when.at text=when.full.clone() full=when.full/>
                </p>
                {(!quote.is_empty()).then(|| view! { <p class="sheet-text">{quote}</p> })}
            </li>
        }
        .into_piece(),
        Entry::Message { author, role, when, body, files, notices, .. } => {
            let role = (!role.is_empty()).then(|| format!(" · {role}"));
            let names: Vec<String> = files.iter().map(FileView::named).collect();
            let files = (!names.is_empty()).then(|| {
                view! { <p class="small">{format!("{} {}", words::print_files(language()), names.join(", "))}</p> }
            });
            view! {
                <li>
                    <p>
                        <strong><bdi>{author}</bdi></strong> {role} " · "
                        <Moment at=when.at text=when.full.clone() full=when.full/>
                    </p>
                    <p class="sheet-text">{body}</p>
                    {notices.into_iter().map(|said| view! { <p class="small">{said}</p> }).collect_view()}
                    {files}
                </li>
            }
            .into_piece()
        }
    }
}
