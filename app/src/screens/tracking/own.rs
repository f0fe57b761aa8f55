//! Everything that somebody subscribed to, over all parcels.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::tracking as words;

use super::rows::{About, Remove};
use crate::api::tracking::{OwnMessagesPage, SubscriptionView, own_messages};
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, ButtonLink, ButtonLook, Cell, Column, DeedForm, EmptyState, FailureView, Glyph, HeadCell, Notice,
    Pagination, Table, Tone, Words, language,
};

/// The page `/tracking-messages`.
#[component]
pub fn OwnMessagesScreen() -> impl IntoView {
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get("after")).unwrap_or_default());
    let page = Resource::new(move || after.get(), own_messages);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Shown page first=after.with_untracked(String::is_empty)/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The subscriptions.
    page: OwnMessagesPage,
    /// Whether these are the newest.
    first: bool,
) -> impl IntoView {
    let language = language();
    let ended = use_query_map().with_untracked(|query| query.get("done")).is_some_and(|done| done == "ended");
    let older = (!page.next.is_empty()).then(|| format!("/tracking-messages?after={}", page.next));
    let newer = (!first).then_some("/tracking-messages");
    let list = if page.rows.is_empty() {
        view! {
            <EmptyState glyph=Glyph::Envelope title=words::all_none_title(language)>
                <p>{words::all_none(language)}</p>
                <ButtonLink href="/parcels" look=ButtonLook::Primary>{words::all_find(language)}</ButtonLink>
            </EmptyState>
        }
        .into_piece()
    } else {
        view! {
            <DeedForm name="unsubscribe" action="/tracking-messages" deed=page.deed>
                <Rows rows=page.rows/>
            </DeedForm>
        }
        .into_piece()
    };
    view! {
        <Title text=words::all_title(language)/>
        <div class="page" data-width="wide">
            <h1>{words::all_title(language)}</h1>
            <p class="page-lead">{words::all_lead(language)}</p>
            {ended.then(|| view! { <Notice tone=Tone::Done><p>{words::ended(language)}</p></Notice> })}
            {list}
            <Pagination newer=newer older=Words(older)/>
        </div>
    }
    .into_piece()
}

#[component]
fn Rows(
    /// The subscriptions, the last first.
    rows: Vec<SubscriptionView>,
) -> impl IntoView {
    let language = language();
    let [parcel, state, address, told] =
        [words::parcel(language), words::parcel_state(language), words::recipient(language), words::state(language)];
    let columns = vec![
        Column::new(parcel),
        Column::new(state),
        Column::new(address),
        Column::new(told),
        Column::new(words::deed(language)).quiet(),
    ];
    let rows: Vec<_> = rows
        .into_iter()
        .map(|one| {
            let (about, remove) = (one.clone(), one.clone());
            view! {
                <tr role="row">
                    <HeadCell><a class="link" href=one.href>{one.number}</a></HeadCell>
                    <Cell label=state>
                        <Badge tone=one.parcel_state.tone>{one.parcel_state.text}</Badge>
                    </Cell>
                    <Cell label=address>{one.address}</Cell>
                    // One thing in its cell: on a phone the cell lays its children out beside each other.
                    <Cell label=told><div class="tracking-about"><About of=about/></div></Cell>
                    <Cell label=words::deed(language)><Remove of=remove/></Cell>
                </tr>
            }
        })
        .collect();
    view! { <Table caption=words::all_title(language) columns=columns>{rows}</Table> }.into_piece()
}
