//! A report as it would be sent now.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::reports as words;

use crate::api::reports::{PreviewPage, PreviewRow, report_preview};
use crate::piece::IntoPiece;
use crate::ui::{
    Breadcrumb, ButtonLink, ButtonLook, Cell, Column, Crumb, FailureView, Glyph, HeadCell, Table, language,
};

/// The page `/reports/:id/preview`.
#[component]
pub fn ReportPreviewScreen() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")).unwrap_or_default();
    let page = Resource::new(id, report_preview);
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
    /// The preview.
    page: PreviewPage,
) -> impl IntoView {
    let language = language();
    let title = words::preview_title(language, &page.name);
    let crumbs = vec![
        Crumb::new("/reports", words::title(language)),
        Crumb::new(format!("/reports/{}", page.id), page.name.clone()),
    ];
    let counts: Vec<_> = page
        .counts
        .into_iter()
        .map(|count| view! { <li>{count.name} " " <strong>{count.value}</strong></li> })
        .collect();
    let rows = (!page.rows.is_empty()).then(|| view! { <Rows columns=page.columns rows=page.rows/> });
    view! {
        <Title text=title.clone()/>
        <div class="page" data-width="wide">
            <Breadcrumb crumbs here=words::preview(language)/>
            <h1>{title}</h1>
            <p class="page-lead">{words::preview_lead(language)}</p>
            <p>{page.total}</p>
            {(!counts.is_empty()).then(|| view! { <ul class="report-counts">{counts}</ul> })}
            <p class="form-buttons">
                <ButtonLink
                    href=format!("/reports/{}/preview.csv", page.id)
                    look=ButtonLook::Primary
                    glyph=Glyph::Download
                    outside=true
                >
                    {words::preview_csv(language)}
                </ButtonLink>
            </p>
            {rows}
        </div>
    }
    .into_piece()
}

#[component]
fn Rows(
    /// What the columns are called.
    columns: Vec<String>,
    /// The first parcels.
    rows: Vec<PreviewRow>,
) -> impl IntoView {
    let language = language();
    let caption = words::preview_first(language, i64::try_from(rows.len()).unwrap_or(i64::MAX));
    let labels = columns.clone();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let labels = labels.clone();
            let mut cells = row.cells.into_iter();
            let number = cells.next().unwrap_or_default();
            let cells: Vec<_> = labels
                .into_iter()
                .skip(1)
                .zip(cells)
                .map(|(label, text)| view! { <Cell label=label>{text}</Cell> })
                .collect();
            view! {
                <tr role="row">
                    <HeadCell><a class="link" href=row.href rel="external">{number}</a></HeadCell>
                    {cells}
                </tr>
            }
        })
        .collect();
    let columns = columns.into_iter().map(Column::new).collect();
    view! {
        <h2 class="card-title">{caption.clone()}</h2>
        <Table caption=caption columns=columns>{rows}</Table>
    }
    .into_piece()
}
