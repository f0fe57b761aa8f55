//! What happened on the tickets that one follows, the last first.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::notices as words;

use crate::api::notices::{NoticeRow, NoticesPage, notices};
use crate::browser::reread::reread;
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Button, ButtonLink, DeedForm, EmptyState, FailureView, Glyph, Moment, Notice, Pagination, Tone, Words,
    language,
};

/// The page `/notifications`.
#[component]
pub fn NoticesScreen() -> impl IntoView {
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get("after")).unwrap_or_default());
    let page = Resource::new(move || after.get(), notices);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Shown page after=after.get_untracked()/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The notices.
    page: NoticesPage,
    /// The last notice of the page before; empty for the newest.
    after: String,
) -> impl IntoView {
    let language = language();
    let first = after.is_empty();
    let page = reread(page, |_| true, move || notices(after.clone()));
    let done = use_query_map().with_untracked(|query| query.get("done"));
    let done = done.and_then(|done| match done.as_str() {
        "read" => Some(words::read_one_done(language)),
        "all" => Some(words::read_all_done(language)),
        _ => None,
    });
    let newer = (!first).then_some("/notifications");
    let unread = Memo::new(move |_| page.with(|page| page.unread));
    let rows = move || {
        let rows = page.with(|page| page.rows.clone());
        if rows.is_empty() {
            view! {
                <EmptyState glyph=Glyph::Bell title=words::none_title(language)>
                    <p>{words::none(language)}</p>
                </EmptyState>
            }
            .into_piece()
        } else {
            view! {
                <DeedForm name="read" action="/notifications" deed="">
                    <Rows rows/>
                </DeedForm>
            }
            .into_piece()
        }
    };
    let pages = move || {
        let older = page.with(|page| (!page.next.is_empty()).then(|| format!("/notifications?after={}", page.next)));
        view! { <Pagination newer=newer older=Words(older)/> }
    };
    let read_all = move || {
        unread.get().then(|| {
            view! {
                <DeedForm name="read-all" action="/notifications" deed="">
                    <Button>{words::read_all(language)}</Button>
                </DeedForm>
            }
        })
    };
    view! {
        <Title text=words::title(language)/>
        <div class="page">
            <div class="page-head">
                <h1>{words::title(language)}</h1>
                <ButtonLink href="/account/notifications">{words::settings(language)}</ButtonLink>
            </div>
            <p class="page-lead">{words::lead(language)}</p>
            {done.map(|done| view! { <Notice tone=Tone::Done><p>{done}</p></Notice> })}
            {read_all}
            {rows}
            {pages}
        </div>
    }
    .into_piece()
}

/// One form holds all rows: each row's button says which one it means.
#[component]
fn Rows(
    /// The notices, the last first.
    rows: Vec<NoticeRow>,
) -> impl IntoView {
    let rows: Vec<_> = rows.into_iter().map(|row| view! { <Row row/> }).collect();
    view! { <ul class="notice-list">{rows}</ul> }.into_piece()
}

#[component]
fn Row(
    /// The notice.
    row: NoticeRow,
) -> impl IntoView {
    let language = language();
    let label = words::read_what(language, &format!("{}, {}", row.text, row.about));
    view! {
        <li class="notice-item" data-unread=row.unread>
            <div class="notice-text">
                <a class="link" href=row.href rel="external">{row.text}</a>
                <p class="small muted">
                    {row.about} " · " <Moment at=row.when.at text=row.when.text full=row.when.full/>
                </p>
            </div>
            {row
                .unread
                .then(|| {
                    view! {
                        <div class="notice-deeds">
                            <Badge tone=Tone::Neutral>{words::unread(language)}</Badge>
                            <Button small=true name="notice" value=row.id label=label>
                                {words::read(language)}
                            </Button>
                        </div>
                    }
                })}
        </li>
    }
    .into_piece()
}
