//! The feeds of carriers: what came, what was wrong with it, and what still waits for its parcel.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::feeds as words;

use super::tabs::AdminTabs;
use crate::api::feeds::{FeedView, FeedsPage, feeds};
use crate::piece::IntoPiece;
use crate::ui::{Badge, Card, Cell, Column, EmptyState, FailureView, Glyph, HeadCell, Moment, Table, language};

/// The page.
#[component]
pub fn FeedsScreen() -> impl IntoView {
    let page = Resource::new(|| (), |()| feeds());
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
    /// The feeds.
    page: FeedsPage,
) -> impl IntoView {
    let language = language();
    let with_rejects: Vec<FeedView> = page.feeds.iter().filter(|feed| !feed.rejects.is_empty()).cloned().collect();
    view! {
        <Title text=words::feeds_title(language)/>
        <div class="page" data-width="wide">
            <h1>{words::feeds_title(language)}</h1>
            <AdminTabs here="/admin/feeds"/>
            <p class="page-lead">{words::feeds_lead(language)}</p>
            {if page.feeds.is_empty() {
                view! {
                    <EmptyState glyph=Glyph::Parcel title=words::no_feeds_title(language)>
                        <p>{words::no_feeds(language)}</p>
                    </EmptyState>
                }
                    .into_piece()
            } else {
                view! { <Feeds feeds=page.feeds/> }.into_piece()
            }}
            {with_rejects.into_iter().map(|feed| view! { <Rejects feed/> }).collect_view()}
            <Card title=words::waiting_title(language)>
                <p>{words::waiting(language, page.waiting)}</p>
                {page
                    .since
                    .map(|since| {
                        view! {
                            <p class="muted">
                                {words::waiting_since(language)} " "
                                <Moment at=since.at text=since.text full=since.full/>
                            </p>
                        }
                    })}
            </Card>
        </div>
    }
    .into_piece()
}

#[component]
fn Feeds(
    /// The feeds, by name.
    feeds: Vec<FeedView>,
) -> impl IntoView {
    let language = language();
    let columns = vec![
        Column::new(words::feed(language)),
        Column::new(words::format(language)),
        Column::new(words::carrier(language)),
        Column::new(words::state(language)),
        Column::new(words::deliveries(language)).numeric(),
        Column::new(words::new_scans(language)).numeric(),
        Column::new(words::rejected(language)).numeric(),
        Column::new(words::last_delivery(language)),
        Column::new(words::last_error(language)),
    ];
    let number = move |number| wording::number::integer(language, number);
    view! {
        <Table caption=words::feeds_title(language) columns=columns>
            {feeds
                .into_iter()
                .map(|feed| {
                    let last = match feed.last {
                        Some(last) => view! { <Moment at=last.at text=last.text full=last.full/> }.into_piece(),
                        None => words::never(language).into_piece(),
                    };
                    let error = if feed.error.is_empty() { "–".to_owned() } else { feed.error };
                    view! {
                        <tr role="row">
                            <HeadCell>{feed.name}</HeadCell>
                            <Cell label=words::format(language)>{feed.format}</Cell>
                            <Cell label=words::carrier(language)>{feed.carrier}</Cell>
                            <Cell label=words::state(language)>
                                <Badge tone=feed.state.tone>{feed.state.text}</Badge>
                            </Cell>
                            <Cell label=words::deliveries(language) numeric=true>{number(feed.deliveries)}</Cell>
                            <Cell label=words::new_scans(language) numeric=true>{number(feed.scans)}</Cell>
                            <Cell label=words::rejected(language) numeric=true>{number(feed.rejected)}</Cell>
                            <Cell label=words::last_delivery(language)>{last}</Cell>
                            <Cell label=words::last_error(language)>{error}</Cell>
                        </tr>
                    }
                })
                .collect_view()}
        </Table>
    }
    .into_piece()
}

/// The first bad items of a feed's last delivery; what was wrong is said as the programs say it that read feeds.
#[component]
fn Rejects(
    /// The feed.
    feed: FeedView,
) -> impl IntoView {
    let language = language();
    let title = words::rejects_title(language, &feed.name);
    let columns = vec![Column::new(words::position(language)), Column::new(words::why(language))];
    view! {
        <Card title=title.clone()>
            <Table caption=title columns=columns>
                {feed
                    .rejects
                    .into_iter()
                    .map(|item| {
                        view! {
                            <tr role="row">
                                <HeadCell>{item.name}</HeadCell>
                                <Cell label=words::why(language)>{item.value}</Cell>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </Card>
    }
    .into_piece()
}
