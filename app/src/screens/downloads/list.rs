//! The files that somebody asked for.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::download as words;

use crate::api::downloads::{DownloadView, read_downloads};
use crate::piece::IntoPiece;
use crate::ui::{Badge, Cell, Column, EmptyState, FailureView, Glyph, HeadCell, Moment, Table, language};

/// The page.
#[component]
pub fn DownloadsScreen() -> impl IntoView {
    let page = Resource::new(|| (), |()| read_downloads());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(rows) => view! { <Shown rows/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The files, the last first.
    rows: Vec<DownloadView>,
) -> impl IntoView {
    let language = language();
    view! {
        <Title text=words::title(language)/>
        <div class="page">
            <h1>{words::title(language)}</h1>
            {if rows.is_empty() {
                view! {
                    <EmptyState glyph=Glyph::Download title=words::none_title(language)>
                        <p>{words::none(language)}</p>
                    </EmptyState>
                }
                    .into_piece()
            } else {
                view! {
                    <p class="muted">{words::lead(language)}</p>
                    <Files rows=rows/>
                }
                    .into_piece()
            }}
        </div>
    }
    .into_piece()
}

#[component]
fn Files(
    /// The files.
    rows: Vec<DownloadView>,
) -> impl IntoView {
    let language = language();
    let columns = [words::file(language), words::asked(language), words::state(language), words::size(language)]
        .into_iter()
        .map(Column::new)
        .collect();
    view! {
        <Table caption=words::title(language) columns=columns>
            {rows
                .into_iter()
                .map(|row| {
                    view! {
                        <tr role="row">
                            <HeadCell>
                                <a class="link" href=format!("/downloads/{}", row.id)>{row.name}</a>
                            </HeadCell>
                            <Cell label=words::asked(language)>
                                <Moment at=row.asked.at text=row.asked.text full=row.asked.full/>
                            </Cell>
                            <Cell label=words::state(language)>
                                <Badge tone=row.state.tone>{row.state.text}</Badge>
                            </Cell>
                            <Cell label=words::size(language)>
                                {if row.size.is_empty() { "–".to_owned() } else { row.size }}
                            </Cell>
                        </tr>
                    }
                })
                .collect_view()}
        </Table>
    }
    .into_piece()
}
