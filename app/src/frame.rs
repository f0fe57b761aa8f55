//! The frame of every page: the product's name, the ways to its parts, the search, the language, who is signed in.

use domain::Language;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wording::shell;

use crate::api::notices::unread;
use crate::api::viewer::{Viewer, viewer};
use crate::browser::live::{provide_live, use_live};
use crate::browser::navigate::{leave, provide_navigation};
use crate::browser::reread::reread;
use crate::parts::Part;
use crate::piece::{Children, IntoPiece};
use crate::ui::{
    Glyph, Icon, KeyOverview, Logo, Menu, Notice, QueryForm, SkipLink, ToastRegion, Tone, language, provide_toasts,
};

/// What stands around a page.
#[component]
pub fn Frame(
    /// The part of the product that is taken over; `None` on the server.
    part: Option<Part>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let language = language();
    let viewer = viewer();
    provide_navigation(part);
    provide_toasts();
    provide_live();
    let path = use_location().pathname;
    let demo = viewer.as_ref().filter(|viewer| !viewer.clock.is_empty()).map(|viewer| viewer.clock.clone());
    let (links, tools, phone) = (links(language, viewer.clone()), tools(language, viewer.clone()), viewer.clone());
    let links_on_phone = links.clone();
    let search = viewer.as_ref().is_some_and(|viewer| viewer.searches).then(|| {
        view! {
            <div class="shell-search">
                <QueryForm action="/parcels" search=shell::search_label(language)>
                    <label class="search-box">
                        <Icon glyph=Glyph::Search/>
                        <span class="visually-hidden">{shell::search_label(language)}</span>
                        <input
                            class="input"
                            type="search"
                            name="q"
                            maxlength="100"
                            autocomplete="off"
                            placeholder=shell::search(language)
                        />
                    </label>
                </QueryForm>
            </div>
        }
    });
    // Keys act where a bundle hears them.
    let keys = viewer.as_ref().filter(|_| Part::of(&path.get_untracked()).is_some()).map(|viewer| {
        view! { <KeyOverview singles=viewer.shortcuts notes=viewer.operator/> }
    });
    view! {
        <SkipLink/>
        <div class="shell" on:click=move |event| leave(part, &event)>
            {demo.map(|demo| view! { <aside class="demo-bar" aria-label=shell::demonstration(language)>{demo}</aside> })}
            <header class="shell-header">
                <Logo href="/"/>
                <nav class="shell-nav" aria-label=shell::navigation(language)>
                    {links
                        .into_iter()
                        .map(|(href, label)| {
                            view! {
                                <a href=href aria-current=move || current(&path.get(), href)>
                                    {label}
                                </a>
                            }
                        })
                        .collect_view()}
                </nav>
                {search}
                {bell(language, viewer.as_ref())}
                <div class="shell-side">{tools}</div>
                <div class="shell-phone">
                    <Menu label=shell::menu(language) glyph=Glyph::Lines icon_only=true at_end=true>
                        {links_on_phone
                            .into_iter()
                            .map(|(href, label)| view! { <a href=href>{label}</a> })
                            .collect_view()}
                        <a href="/help">{shell::help(language)}</a>
                        {person(language, phone)}
                        {languages(language)}
                    </Menu>
                </div>
            </header>
            <main class="shell-main" id="main" tabindex="-1">
                {session_ended(language)}
                {children.show()}
            </main>
            <footer class="shell-footer">
                <p>{shell::footer(language)}</p>
            </footer>
            <ToastRegion/>
            {keys}
        </div>
    }
    .into_piece()
}

/// Says that the session was closed elsewhere. What is typed into the page stays there: whoever signs in again in
/// another tab can go on in this one.
fn session_ended(language: Language) -> impl IntoView {
    let live = use_live();
    let path = use_location().pathname;
    view! {
        <div class="shell-ended" role="status">
            {move || {
                live.ended()
                    .then(|| {
                        view! {
                            <Notice tone=Tone::You title=shell::session_ended_title(language) beside=true>
                                <p>{shell::session_ended(language)}</p>
                                <a class="link" href=move || format!("/sign-in?next={}", path.get()) rel="external">
                                    {shell::sign_in(language)}
                                </a>
                            </Notice>
                        }
                    })
            }}
        </div>
    }
}

/// The parts of the product that this person has.
fn links(language: Language, viewer: Option<Viewer>) -> Vec<(&'static str, &'static str)> {
    let Some(viewer) = viewer else { return Vec::new() };
    let mut links = Vec::new();
    if viewer.operator {
        links.push(("/desk", shell::desk(language)));
    } else {
        links.push(("/requests", shell::requests(language)));
    }
    if viewer.dashboard {
        links.push(("/dashboard", wording::dashboard::title(language)));
    }
    if viewer.searches {
        links.push(("/parcels", shell::parcels(language)));
    }
    if viewer.reports {
        links.push(("/reports", shell::reports(language)));
    }
    if viewer.leads {
        links.push(("/abuse", shell::abuse(language)));
    }
    if viewer.administrator {
        links.push(("/admin/mail", shell::mails(language)));
        links.push(("/admin/instructions", wording::instruction::admin_title(language)));
    }
    links
}

fn current(path: &str, href: &str) -> Option<&'static str> {
    path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')).then_some("page")
}

fn tools(language: Language, viewer: Option<Viewer>) -> impl IntoView {
    let name = viewer.as_ref().map(|viewer| viewer.name.clone());
    view! {
        <a class="link" href="/help">{shell::help(language)}</a>
        {languages(language)}
        {match name {
            Some(name) => {
                view! {
                    <Menu label=name at_end=true>
                        {person(language, viewer)}
                    </Menu>
                }
                    .into_piece()
            }
            None => view! { <a class="link" href="/sign-in" rel="external">{shell::sign_in(language)}</a> }.into_piece(),
        }}
    }
}

/// The way to what one is told of, with how much of it is unread: counted again whenever something changed.
fn bell(language: Language, viewer: Option<&Viewer>) -> impl IntoView + use<> {
    viewer.map(|viewer| {
        let count = reread(viewer.unread.clone(), |_| true, unread);
        let label = move || match count.get().as_str() {
            "" => wording::notices::bell_none(language).to_owned(),
            "1" => wording::notices::bell_one(language).to_owned(),
            many => wording::notices::bell(language, many),
        };
        let badge = move || {
            let count = count.get();
            (!count.is_empty()).then(|| view! { <span class="shell-unread">{count}</span> })
        };
        view! {
            <a class="shell-bell" href="/notifications" rel="external" aria-label=label>
                <Icon glyph=Glyph::Bell/>
                {badge}
            </a>
        }
    })
}

/// What one does with one's own account.
fn person(language: Language, viewer: Option<Viewer>) -> impl IntoView {
    viewer.map(|viewer| {
        let gallery = viewer.demo.then(|| view! { <a href="/gallery" rel="external">{shell::gallery(language)}</a> });
        let team = (!viewer.team.is_empty())
            .then(|| view! { <a href=viewer.team.clone() rel="external">{wording::team::title(language)}</a> });
        let trail = (!viewer.trail.is_empty())
            .then(|| view! { <a href=viewer.trail.clone() rel="external">{wording::audit::title(language)}</a> });
        let messages = (viewer.searches && !viewer.operator).then(|| {
            view! { <a href="/tracking-messages" rel="external">{wording::tracking::all_title(language)}</a> }
        });
        view! {
            <a href="/account" rel="external">{shell::account(language)}</a>
            {team}
            {trail}
            {messages}
            <a href="/downloads" rel="external">{shell::downloads(language)}</a>
            {gallery}
            <form method="post" action="/sign-out">
                <button class="menu-button" type="submit">{shell::sign_out(language)}</button>
            </form>
        }
    })
}

/// The language switch: a form, because it keeps a choice. It comes back to this page.
fn languages(language: Language) -> impl IntoView {
    let location = use_location();
    let here = move || {
        let query = location.search.get();
        let path = location.pathname.get();
        if query.is_empty() { path } else { format!("{path}?{query}") }
    };
    view! {
        <form class="shell-languages" method="post" action="/language" aria-label=shell::language_choice(language)>
            <input type="hidden" name="next" value=here/>
            {Language::ALL
                .into_iter()
                .map(|one| {
                    let name = match one {
                        Language::Fr => "Français",
                        Language::En => "English",
                    };
                    view! {
                        <button
                            type="submit"
                            name="language"
                            value=one.code()
                            lang=one.code()
                            title=name
                            aria-label=format!("{} · {name}", one.code().to_uppercase())
                            aria-current=(one == language).then_some("true")
                        >
                            {one.code().to_uppercase()}
                        </button>
                    }
                })
                .collect_view()}
        </form>
    }
}
