//! What one look found: the parcels, and one of them with its facts and its path. It can only be read.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use wording::archive as words;

use crate::api::archive::{Archived, ArchivedRow, LookPage, look};
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Breadcrumb, ButtonLink, Card, Crumb, EmptyState, Fact, Facts, FailureView, Glyph, Notice, Timeline,
    TimelineEntry, Tone, language,
};

/// The page `/admin/archive/:look`.
#[component]
pub fn LookScreen() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = move || params.with(|params| params.get("look")).unwrap_or_default();
    let chosen = move || query.with(|query| query.get("parcel")).unwrap_or_default();
    let page = Resource::new(move || (id(), chosen()), |(id, chosen)| look(id, chosen));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Shown page/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// What was found.
    page: LookPage,
) -> impl IntoView {
    let language = language();
    let title = words::opened_title(language, &page.query);
    let over = page.until.is_empty();
    let several = page.found.len() > 1;
    let content = if over {
        view! {
            <Notice tone=Tone::Them title=words::over_title(language)>
                <p>{words::over(language, page.minutes)}</p>
            </Notice>
        }
        .into_piece()
    } else if page.found.is_empty() {
        view! {
            <EmptyState title=words::nothing_title(language, &page.query)>
                <p>{words::nothing(language)}</p>
            </EmptyState>
        }
        .into_piece()
    } else {
        let chosen = page.shown.as_ref().map(|one| one.row.key.clone()).unwrap_or_default();
        view! {
            <p class="page-lead">{words::until(language, &page.until)}</p>
            {several.then(|| view! { <Found rows=page.found chosen/> })}
            {page.shown.map(|one| view! { <Parcel one/> })}
        }
        .into_piece()
    };
    view! {
        <Title text=title.clone()/>
        <div class="page" data-width="wide">
            <Breadcrumb crumbs=vec![Crumb::new("/admin/archive", words::title(language))] here=title.clone()/>
            <h1>{title}</h1>
            {content}
            <p>
                <ButtonLink href="/admin/archive" glyph=Glyph::Search>{words::again(language)}</ButtonLink>
            </p>
        </div>
    }
    .into_piece()
}

/// Several parcels, of which one is chosen by a link.
#[component]
fn Found(
    /// The parcels.
    rows: Vec<ArchivedRow>,
    /// The id of the one that is shown, or empty.
    chosen: String,
) -> impl IntoView {
    let language = language();
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    view! {
        <h2>{words::found(language, count)}</h2>
        <ul class="archive-found">
            {rows
                .into_iter()
                .map(|row| {
                    let here = (row.id == chosen).then_some("true");
                    view! {
                        <li>
                            <a class="link" href=format!("?parcel={}", row.id) aria-current=here>{row.grouped}</a>
                            <span class="muted">
                                {format!("{} · {}", row.customer, words::labelled(language, &row.labelled))}
                            </span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_piece()
}

/// One parcel: its number and state, its facts, its path.
#[component]
fn Parcel(
    /// The parcel.
    one: Archived,
) -> impl IntoView {
    let language = language();
    let tone = one.row.state.tone;
    let entries: Vec<TimelineEntry> = one.path.into_iter().map(TimelineEntry::from).collect();
    let facts: Vec<_> = one.facts.into_iter().map(|fact| view! { <Fact name=fact.name>{fact.value}</Fact> }).collect();
    view! {
        <p class="archive-number">
            <strong>{one.row.grouped}</strong>
            <Badge tone>{one.row.state.text}</Badge>
        </p>
        <Card title=words::path(language)>
            {if entries.is_empty() {
                view! { <p class="muted">{words::path_empty(language)}</p> }.into_piece()
            } else {
                view! { <Timeline entries tone/> }.into_piece()
            }}
        </Card>
        <Card title=words::details(language)>
            <Facts>{facts}</Facts>
        </Card>
    }
    .into_piece()
}
