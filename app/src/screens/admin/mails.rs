//! The list of outgoing mails.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::admin as words;

use super::clock::DemoClock;
use super::jobs::Jobs;
use super::tabs::AdminTabs;
use crate::api::admin::{MailView, MailsPage, mails};
use crate::api::viewer::viewer;
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Cell, Column, EmptyState, FailureView, Glyph, HeadCell, Moment, Notice, Pagination, Table, Words, language,
};

/// The page.
#[component]
pub fn MailsScreen() -> impl IntoView {
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get("after")).unwrap_or_default());
    let page = Resource::new(move || after.get(), mails);
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Shown page first=after.with_untracked(String::is_empty)/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(
    /// The mails.
    page: MailsPage,
    /// Whether these are the newest.
    first: bool,
) -> impl IntoView {
    let language = language();
    let demo = viewer().is_some_and(|viewer| viewer.demo);
    let older = (!page.next.is_empty()).then(|| format!("/admin/mail?after={}", page.next));
    let newer = (!first).then_some("/admin/mail");
    let none = page.rows.is_empty();
    view! {
        <Title text=words::title(language)/>
        <div class="page" data-width="wide">
            <h1>{words::title(language)}</h1>
            <AdminTabs here="/admin/mail"/>
            {(!page.server)
                .then(|| {
                    view! {
                        <Notice glyph=Glyph::Envelope title=words::no_server_title(language)>
                            <p>{words::no_server(language)}</p>
                        </Notice>
                    }
                })}
            {(demo && first).then(|| view! { <DemoClock/> })}
            {if none {
                view! {
                    <EmptyState glyph=Glyph::Envelope title=words::none_title(language)>
                        <p>{words::none(language)}</p>
                    </EmptyState>
                }
                    .into_piece()
            } else {
                view! { <Mails rows=page.rows/> }.into_piece()
            }}
            <Pagination newer=newer older=Words(older)/>
            {(!page.jobs.is_empty()).then(|| view! { <Jobs jobs=page.jobs/> })}
        </div>
    }
    .into_piece()
}

#[component]
fn Mails(
    /// The mails, the newest first.
    rows: Vec<MailView>,
) -> impl IntoView {
    let language = language();
    let columns = [words::subject(language), words::to(language), words::written(language), words::state(language)]
        .into_iter()
        .map(Column::new)
        .collect();
    view! {
        <Table caption=words::title(language) columns=columns>
            {rows
                .into_iter()
                .map(|mail| {
                    view! {
                        <tr role="row">
                            <HeadCell>
                                <a class="link" href=format!("/admin/mail/{}", mail.id)>{mail.subject}</a>
                            </HeadCell>
                            <Cell label=words::to(language)>{mail.to}</Cell>
                            <Cell label=words::written(language)>
                                <Moment at=mail.when.at text=mail.when.text full=mail.when.full/>
                            </Cell>
                            <Cell label=words::state(language)>
                                <Badge tone=mail.state.tone>{mail.state.text}</Badge>
                            </Cell>
                        </tr>
                    }
                })
                .collect_view()}
        </Table>
    }
    .into_piece()
}
