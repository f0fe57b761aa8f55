//! The list of reports beside the form of a new one.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_query_map};
use wording::reports as words;

use super::form::Define;
use crate::api::reports::{ReportRow, ReportsPage, reports};
use crate::piece::IntoPiece;
use crate::ui::{Badge, Button, Card, DeedForm, FailureView, Glyph, Notice, Tone, language, refused_here};

/// The page `/reports`.
#[component]
pub fn ReportsScreen() -> impl IntoView {
    let query = use_location().search;
    let page = Resource::new(move || query.get(), reports);
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
    /// The reports and the form.
    page: ReportsPage,
) -> impl IntoView {
    let language = language();
    let deleted = use_query_map().with_untracked(|query| query.get("done")).is_some_and(|done| done == "deleted");
    let count = i64::try_from(page.rows.len()).unwrap_or(i64::MAX);
    let deed = page.form.deed.clone();
    let full = (count >= page.max)
        .then(|| view! { <Notice glyph=Glyph::Info><p>{words::full(language, page.max)}</p></Notice> });
    // What somebody typed before he had too many is kept in sight.
    let form = (full.is_none() || refused_here("create"))
        .then(|| view! { <Define form=page.form name="create" action="/reports"/> });
    let own = if page.rows.is_empty() {
        view! { <p class="muted">{words::none(language)}</p> }.into_piece()
    } else {
        let rows: Vec<_> = page.rows.into_iter().map(|row| view! { <Row row/> }).collect();
        view! { <ul class="report-list">{rows}</ul> }.into_piece()
    };
    view! {
        <Title text=words::title(language)/>
        <div class="page" data-width="wide">
            <h1>{words::title(language)}</h1>
            <p class="page-lead">{words::lead(language)}</p>
            {deleted.then(|| view! { <Notice tone=Tone::Done><p>{words::deleted(language)}</p></Notice> })}
            <div class="report-split">
                <div class="report-lists">
                    <Card title=words::own(language)>
                        <p class="small muted">{words::own_count(language, count, page.max)}</p>
                        {own}
                    </Card>
                    <Colleagues rows=page.colleagues max=page.max deed/>
                </div>
                <Card title=words::new(language)>{full} {form}</Card>
            </div>
        </div>
    }
    .into_piece()
}

#[component]
fn Row(
    /// The report.
    row: ReportRow,
) -> impl IntoView {
    let language = language();
    let owner = (!row.owner.is_empty()).then(|| words::of_owner(language, &row.owner));
    view! {
        <li class="report-row">
            <p class="report-name">
                <a class="link" href=format!("/reports/{}", row.id)>{row.name}</a>
                <Badge tone=row.mark.tone>{row.mark.text}</Badge>
            </p>
            {owner.map(|owner| view! { <p class="small muted">{owner}</p> })}
            <p class="small">{row.schedule}</p>
            {(!row.next.is_empty()).then(|| view! { <p class="small muted">{row.next}</p> })}
            {(!row.last.is_empty()).then(|| view! { <p class="small muted">{row.last}</p> })}
        </li>
    }
    .into_piece()
}

/// Reports that somebody can subscribe to. One form holds all rows: each row's button says which one it means.
#[component]
fn Colleagues(
    /// The reports.
    rows: Vec<ReportRow>,
    /// How many he may have.
    max: i64,
    /// The key of the form.
    deed: String,
) -> impl IntoView {
    let language = language();
    let none = rows.is_empty();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let label = words::subscribe_to(language, &row.name, &row.owner);
            view! {
                <li class="report-row">
                    <p class="report-name">{row.name}</p>
                    <p class="small muted">{words::of_owner(language, &row.owner)}</p>
                    <p class="small">{row.schedule}</p>
                    <Button small=true name="report" value=row.id label=label>{words::subscribe(language)}</Button>
                </li>
            }
        })
        .collect();
    let list = if none {
        view! { <p class="muted">{words::colleagues_none(language)}</p> }.into_piece()
    } else {
        view! {
            <p class="small muted">{words::colleagues_lead(language, max)}</p>
            <DeedForm name="subscribe" action="/reports" deed>
                <ul class="report-list">{rows}</ul>
            </DeedForm>
        }
        .into_piece()
    };
    view! { <Card title=words::colleagues(language)>{list}</Card> }.into_piece()
}
