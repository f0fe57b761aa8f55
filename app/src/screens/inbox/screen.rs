//! The list as a page of its own.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::{desk, inbox};

use super::chosen::{Bar, Did, FORM};
use super::columns::{Chooser, InColumns};
use super::filters::{Chips, Filters, all};
use super::searches::Searches;
use crate::api::tickets::{self, ListPage, ListQuery};
use crate::api::viewer::viewer;
use crate::browser::reread::reread;
use crate::error::Failure;
use crate::piece::IntoPiece;
use crate::ui::FailureView;
use crate::ui::{ButtonLink, ButtonLook, EmptyState, Glyph, Notice, Pagination, Tab, Tabs, TicketList, language};

/// The customer's inbox.
#[component]
pub fn InboxScreen() -> impl IntoView {
    list_screen(false)
}

/// The agents' desk.
#[component]
pub fn DeskScreen() -> impl IntoView {
    list_screen(true)
}

async fn read(at_desk: bool, query: ListQuery) -> Result<ListPage, Failure> {
    if at_desk { tickets::desk(query).await } else { tickets::inbox(query).await }
}

fn list_screen(at_desk: bool) -> impl IntoView {
    let map = use_query_map();
    let query = Memo::new(move |_| {
        let map = map.read();
        let get = |name: &str| map.get(name).unwrap_or_default();
        let values = ListQuery::names().map(|name| (name.to_owned(), get(name)));
        ListQuery {
            tab: get("tab"),
            values: values.filter(|(_, value)| !value.is_empty()).collect(),
            after: get("after"),
        }
    });
    let page = Resource::new(move || query.get(), move |query| read(at_desk, query));
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let query = query.get_untracked();
                match page.await {
                    Ok(page) => view! { <List at_desk query page/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Transition>
    }
    .into_piece()
}

/// The list with what stands around it.
#[component]
fn List(at_desk: bool, query: ListQuery, page: ListPage) -> impl IntoView {
    let language = language();
    let base = if at_desk { "/desk" } else { "/requests" };
    let asked = query.clone();
    let (states, drafts) = (page.states.clone(), page.drafts.clone());
    let (filters, deeds, tab) = (page.filters.clone(), page.deeds.clone(), page.tab.clone());
    let (searches, gone, chips) = (page.searches.clone(), page.gone.clone(), page.filters.chips.clone());
    let page = reread(page, |_| true, move || read(at_desk, asked.clone()));
    let tabs = move || {
        let label = if at_desk { desk::tabs(language) } else { inbox::tabs(language) };
        let shown = |page: &ListPage| -> Vec<Tab> {
            let tabs = page.tabs.iter().cloned();
            tabs.map(|tab| Tab { href: tab.href, current: tab.key == page.tab, label: tab.label, count: tab.count })
                .collect()
        };
        let tabs = page.with(shown);
        view! { <Tabs label=label tabs=tabs/> }
    };
    let drafts = (!drafts.is_empty()).then(|| {
        view! {
            <details class="inbox-more">
                <summary>{inbox::drafts(language)}</summary>
                <ul class="ticket-links">
                    {drafts
                        .into_iter()
                        .map(|(href, about)| {
                            view! {
                                <li>
                                    <a class="link" href=href>{format!("{} · {about}", inbox::resume(language))}</a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </details>
        }
    });
    let rows = Signal::derive(move || page.with(|page| page.rows.clone()));
    let none = Memo::new(move |_| page.with(|page| page.rows.is_empty()));
    let found = page.with_untracked(|page| page.found.clone());
    let empty = move || none.get().then(|| page.with(|page| nothing(at_desk, page, language)));
    let older = move || {
        let next = page.with(|page| page.next.clone());
        (!next.is_empty()).then(|| view! { <Pagination older=next/> })
    };
    let (choice, in_columns) = page.with_untracked(|page| (page.choice.clone(), !page.columns.is_empty()));
    let criteria = deeds.criteria.clone();
    let chooser_of_columns = (!choice.is_empty()).then(|| view! { <Chooser base choice criteria/> });
    let choose = deeds.choose;
    let list = if in_columns {
        view! { <InColumns page base choose/> }.into_piece()
    } else {
        view! { <TicketList rows base choose/> }.into_piece()
    };
    let list = if choose {
        let shown = deeds.clone();
        view! {
            <form class="inbox-form" method="post" action=format!("{base}/chosen/read")>
                <input type="hidden" name="form" value=FORM/>
                <input type="hidden" name="deed" value=shown.deed/>
                <input type="hidden" name="here" value=shown.here/>
                <input type="hidden" name="criteria" value=shown.criteria/>
                <Bar base deeds=deeds.clone()/>
                {list}
            </form>
        }
        .into_piece()
    } else {
        list
    };
    let searches = view! { <Searches base searches deeds=deeds.clone()/> };
    let chooser = (!deeds.chooser.is_empty()).then(|| {
        let href = deeds.chooser.clone();
        let columns = href.replace("show=choose", "show=columns");
        view! {
            <p class="inbox-links">
                <a class="link" href=href>{inbox::bulk(language)}</a>
                " "
                <a class="link" href=columns>{inbox::columns(language)}</a>
            </p>
        }
    });
    let gone = (!gone.is_empty()).then(|| view! { <Notice title=gone.clone()/> });
    let title = if at_desk { desk::title(language) } else { inbox::title(language) };
    view! {
        <Title text=title/>
        <div class="page" data-width="wide">
            <div class="inbox-head">
                <h1>{title}</h1>
                {viewer()
                    .is_some_and(|viewer| viewer.files)
                    .then(|| {
                        view! {
                            <ButtonLink href="/requests/new" look=ButtonLook::Primary>{if at_desk { desk::file_for(language) } else { inbox::new(language) }}</ButtonLink>
                        }
                    })}
            </div>
            <div class="inbox-tools">
                {tabs}
                <Filters base tab filters states/>
                <Chips chips found/>
                {searches}
                {chooser}
                {chooser_of_columns}
                {drafts}
                {gone}
                <Did deeds/>
            </div>
            {empty}
            {list}
            {older}
        </div>
    }
    .into_piece()
}

/// Why the list is empty; where it was narrowed, to what, and the way to all of it.
fn nothing(at_desk: bool, page: &ListPage, language: domain::Language) -> impl IntoView + use<> {
    let base = if at_desk { "/desk" } else { "/requests" };
    let tab = page.tabs.iter().find(|tab| tab.key == page.tab && tab.key != "all");
    let chips = page.filters.chips.iter().map(|chip| chip.label.as_str());
    let chosen: Vec<&str> = tab.map(|tab| tab.label.as_str()).into_iter().chain(chips).collect();
    let narrowed = !page.filters.chips.is_empty();
    let words = if narrowed {
        inbox::empty_filtered(language, &chosen.join(" · "))
    } else {
        empty_words(at_desk, &page.tab, language).to_owned()
    };
    let widen = narrowed.then(|| view! { <a class="link" href=all(base)>{inbox::reset(language)}</a> });
    view! {
        <EmptyState glyph=Glyph::Check title=inbox::empty_title(language)>
            <p>{words}</p>
            {widen}
        </EmptyState>
    }
}

fn empty_words(at_desk: bool, tab: &str, language: domain::Language) -> &'static str {
    match (at_desk, tab) {
        (false, "customer") => inbox::empty_customer(language),
        (false, "operator") => inbox::empty_operator(language),
        (false, "done") => inbox::empty_done(language),
        (false, _) => inbox::empty_all(language),
        (true, "operator") => desk::empty_operator(language),
        (true, "late") => desk::empty_late(language),
        (true, "customer") => desk::empty_customer(language),
        (true, _) => desk::empty_all(language),
    }
}
