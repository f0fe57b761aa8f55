//! The thread as a page: three panes where there is room, one below the other on a phone.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::agent_forms::AgentForms;
use super::aside::Aside;
use super::customer_forms::CustomerForms;
use super::head::Head;
use super::log::Log;
use super::offered::Overtaken;
use super::quote::Writing;
use super::tabs::OpenTabs;
use crate::api::thread::{ThreadPage, thread};
use crate::api::tickets::{self, ListPage, ListQuery, TicketRow};
use crate::browser::live::use_live;
use crate::browser::quiet::{is_visible, tell, when_visible};
use crate::browser::reread::reread;
use crate::error::Failure;
use crate::piece::IntoPiece;
use crate::ui::{FailureView, TicketList, language};

/// The customer's side of a ticket.
#[component]
pub fn ThreadScreen() -> impl IntoView {
    thread_screen(false)
}

/// The agent's side of a ticket.
#[component]
pub fn DeskThreadScreen() -> impl IntoView {
    thread_screen(true)
}

fn thread_screen(at_desk: bool) -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.read().get("number").unwrap_or_default());
    let page = Resource::new(move || number.get(), move |number| thread(number, at_desk));
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Panes at_desk page/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Transition>
    }
    .into_piece()
}

/// The list, the thread and the parcel beside each other.
#[component]
fn Panes(at_desk: bool, page: ThreadPage) -> impl IntoView {
    let title = format!("{} · {}", page.number, page.title);
    let number = page.number.clone();
    let id = page.id.clone();
    let read_number = number.clone();
    let page = reread(
        page,
        move |change| change.ticket.as_ref().is_none_or(|ticket| *ticket == id),
        move || thread(read_number.clone(), at_desk),
    );
    tell_read(at_desk, number.clone(), page);
    provide_context(Writing::begin(page));
    let pinned = move || {
        page.with(|page| {
            page.parcel.as_ref().map(|parcel| {
                let (grouped, state) = (parcel.row.grouped.clone(), parcel.row.state.clone());
                view! {
                    <p class="pane-pinned" data-tone=state.tone.word()>
                        <span>{grouped}</span>
                        <strong>{state.text}</strong>
                    </p>
                }
            })
        })
    };
    let forms =
        if at_desk { view! { <AgentForms page/> }.into_piece() } else { view! { <CustomerForms page/> }.into_piece() };
    view! {
        <Title text=title/>
        <div class="panes" data-open="">
            <Neighbours at_desk number=number.clone()/>
            <div class="pane-main thread">
                <OpenTabs page base=if at_desk { "/desk" } else { "/requests" }/>
                {pinned}
                <Head page/>
                <Overtaken page/>
                <Log page/>
                {forms}
            </div>
            <Aside page/>
        </div>
    }
    .into_piece()
}

/// Tells the server what is before the reader's eyes: for an agent this is the *seen* that puts a ticket in progress
/// (S1, step 2), so it comes from the visible page alone.
fn tell_read(at_desk: bool, number: String, page: RwSignal<ThreadPage>) {
    let tell_now = move || {
        if at_desk {
            tell(&format!("/desk/{number}/seen"), String::new());
        } else {
            let sequence = page.with_untracked(|page| page.sequence);
            tell(&format!("/requests/{number}/read"), format!("{{\"sequence\":{sequence}}}"));
        }
    };
    let on_return = tell_now.clone();
    Effect::new(move |told: Option<i64>| {
        let sequence = page.with(|page| page.sequence);
        if told != Some(sequence) && is_visible() {
            tell_now();
            return sequence;
        }
        told.unwrap_or(-1)
    });
    Effect::new(move |_| {
        let on_return = on_return.clone();
        when_visible(on_return);
    });
}

/// The other tickets, where there is room for them. They are read by the browser alone: without scripts, and on a
/// narrow page, the list is one link away.
#[component]
fn Neighbours(at_desk: bool, number: String) -> impl IntoView {
    let language = language();
    let rows = RwSignal::new(Vec::<TicketRow>::new());
    let live = use_live();
    Effect::new(move |_| {
        let _ = live.changed();
        let wide = window().match_media("(min-width: 1100px)").ok().flatten().is_some_and(|query| query.matches());
        if wide {
            leptos::task::spawn_local(async move {
                if let Ok(page) = list(at_desk).await {
                    rows.try_set(page.rows);
                }
            });
        }
    });
    let (base, title) = if at_desk {
        ("/desk", wording::desk::title(language))
    } else {
        ("/requests", wording::inbox::title(language))
    };
    view! {
        <nav class="pane-list" aria-label=title>
            <div class="inbox-head">
                <h2>
                    <a href=base>{title}</a>
                </h2>
            </div>
            <TicketList rows base open=number/>
        </nav>
    }
    .into_piece()
}

async fn list(at_desk: bool) -> Result<ListPage, Failure> {
    let query = ListQuery { tab: "all".to_owned(), ..ListQuery::default() };
    if at_desk { tickets::desk(query).await } else { tickets::inbox(query).await }
}
