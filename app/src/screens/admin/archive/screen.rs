//! The form, and the looks of before.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::archive as words;

use super::super::tabs::AdminTabs;
use crate::api::archive::{ArchivePage, LookRow, archive};
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLook, Cell, Column, DeedForm, FailureView, Field, FieldWidth, Glyph, HeadCell, Moment, Notice,
    Pagination, Table, Words, language,
};

/// The page `/admin/archive`.
#[component]
pub fn ArchiveScreen() -> impl IntoView {
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get("after")).unwrap_or_default());
    let number = query.with_untracked(|query| query.get("number")).unwrap_or_default();
    let page = Resource::new(move || after.get(), archive);
    view! {
        <Suspense>
            {move || {
                let number = number.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => {
                            view! { <Shown page number first=after.with_untracked(String::is_empty)/> }.into_piece()
                        }
                        Err(failure) => view! { <FailureView failure/> }.into_piece(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The page.
    page: ArchivePage,
    /// What is likely looked for, or empty.
    number: String,
    /// Whether these are the latest looks.
    first: bool,
) -> impl IntoView {
    let language = language();
    let older = (!page.next.is_empty()).then(|| format!("/admin/archive?after={}", page.next));
    let newer = (!first).then_some("/admin/archive");
    view! {
        <Title text=words::title(language)/>
        <div class="page" data-width="wide">
            <h1>{words::title(language)}</h1>
            <AdminTabs here="/admin/archive"/>
            <p class="page-lead">{words::lead(language, page.months)}</p>
            <Notice glyph=Glyph::Lock>
                <p>{words::restricted(language)}</p>
            </Notice>
            <DeedForm name="look" action="/admin/archive" deed=page.deed>
                <Field
                    name="number"
                    label=words::number(language)
                    hint=words::number_hint(language)
                    value=number
                    width=FieldWidth::Medium
                    max_length=100u32
                    autocomplete="off"
                    required=true
                />
                <Field
                    name="reason"
                    label=words::reason(language)
                    hint=words::reason_hint(language)
                    max_length=300u32
                    autocomplete="off"
                    required=true
                />
                <p class="form-buttons">
                    <Button look=ButtonLook::Primary glyph=Glyph::Search>{words::look(language)}</Button>
                </p>
            </DeedForm>
            <h2>{words::looks(language)}</h2>
            {if page.looks.is_empty() {
                view! { <p class="muted">{words::looks_none(language)}</p> }.into_piece()
            } else {
                view! { <Looks rows=page.looks/> }.into_piece()
            }}
            <Pagination newer=newer older=Words(older)/>
        </div>
    }
    .into_piece()
}

#[component]
fn Looks(
    /// The looks, the latest first.
    rows: Vec<LookRow>,
) -> impl IntoView {
    let language = language();
    let mut columns: Vec<Column> = [
        words::looked_at(language),
        words::looked_by(language),
        words::looked_for(language),
        words::looked_why(language),
    ]
    .into_iter()
    .map(Column::new)
    .collect();
    columns.push(Column::new(words::looked_found(language)).numeric());
    view! {
        <Table caption=words::looks(language) columns=columns>
            {rows
                .into_iter()
                .map(|look| {
                    view! {
                        <tr role="row">
                            <HeadCell>
                                <Moment at=look.when.at text=look.when.text full=look.when.full/>
                            </HeadCell>
                            <Cell label=words::looked_by(language)>{look.who}</Cell>
                            <Cell label=words::looked_for(language)>{look.query}</Cell>
                            <Cell label=words::looked_why(language)>{look.reason}</Cell>
                            <Cell label=words::looked_found(language) numeric=true>{look.found}</Cell>
                        </tr>
                    }
                })
                .collect_view()}
        </Table>
    }
    .into_piece()
}
