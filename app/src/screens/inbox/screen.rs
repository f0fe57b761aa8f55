//! The list as a page of its own.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::{desk, inbox};

use super::filters::{Filters, all, chosen};
use crate::api::tickets::{self, ListPage, ListQuery};
use crate::api::viewer::viewer;
use crate::browser::reread::reread;
use crate::error::Failure;
use crate::piece::IntoPiece;
use crate::ui::FailureView;
use crate::ui::{ButtonLink, ButtonLook, EmptyState, Glyph, Pagination, Tab, Tabs, TicketList, language};

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
        ListQuery {
            tab: get("tab"),
            state: get("state"),
            days: get("days"),
            search: get("search"),
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
    let page = reread(page, |_| true, move || read(at_desk, asked.clone()));
    let tabs = move || {
        let label = if at_desk { desk::tabs(language) } else { inbox::tabs(language) };
        let shown = |page: &ListPage| -> Vec<Tab> {
            let tabs = page.tabs.iter().cloned();
            tabs.map(|tab| Tab {
                href: format!("{base}?tab={}", tab.key),
                current: tab.key == page.tab,
                label: tab.label,
                count: tab.count,
            })
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
    let empty = {
        let query = query.clone();
        move || none.get().then(|| page.with(|page| nothing(at_desk, &query, page, language)))
    };
    let older = {
        let query = query.clone();
        move || {
            let (tab, next) = page.with(|page| (page.tab.clone(), page.next.clone()));
            (!next.is_empty()).then(|| {
                let (state, days, search) = (&query.state, &query.days, encoded(&query.search));
                let href = format!("{base}?tab={tab}&state={state}&days={days}&search={search}&after={next}");
                view! { <Pagination older=href/> }
            })
        }
    };
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
                            <ButtonLink href="/requests/new" look=ButtonLook::Primary>{inbox::new(language)}</ButtonLink>
                        }
                    })}
            </div>
            <div class="inbox-tools">
                {tabs}
                <Filters base query states/>
                {drafts}
            </div>
            {empty}
            <TicketList rows base/>
            {older}
        </div>
    }
    .into_piece()
}

/// Why the list is empty; where it was narrowed, to what, and the way to all of it.
fn nothing(at_desk: bool, query: &ListQuery, page: &ListPage, language: domain::Language) -> impl IntoView + use<> {
    let base = if at_desk { "/desk" } else { "/requests" };
    let tab = page.tabs.iter().find(|tab| tab.key == page.tab && tab.key != "all");
    let tab = tab.map(|tab| tab.label.as_str()).unwrap_or_default();
    let narrowed = !chosen(query, "", &page.states, language).is_empty();
    let words = if narrowed {
        inbox::empty_filtered(language, &chosen(query, tab, &page.states, language).join(" · "))
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

/// Text as it may stand in an address (RFC 3986 §2.3: all but unreserved characters are escaped).
fn encoded(text: &str) -> String {
    use std::fmt::Write;

    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn typed_text_stays_one_value_of_the_address() {
        assert_eq!(encoded("CMD 8812&tab=x é"), "CMD%208812%26tab%3Dx%20%C3%A9");
    }
}
