//! The page.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::desk as words;

use super::stops::{Stop, StoppedOnes};
use crate::api::abuse::{AbuseRow, AbuseView, abuse};
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLook, Cell, Column, DeedForm, EmptyState, FailureView, HeadCell, Moment, Notice, Pagination, Table,
    Tone, Words, language,
};

/// The page's address.
const ACTION: &str = "/abuse";

/// The page `/abuse`.
#[component]
pub fn AbuseScreen() -> impl IntoView {
    let asked = |name: &str| use_query_map().with_untracked(|query| query.get(name)).unwrap_or_default();
    let (after, done) = (asked("after"), asked("done"));
    let first = after.is_empty();
    let page = Resource::new(|| (), move |()| abuse(after.clone()));
    view! {
        <Suspense>
            {move || {
                let done = done.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => view! { <Shown page first done/> }.into_piece(),
                        Err(failure) => view! { <FailureView failure/> }.into_piece(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The marks.
    page: AbuseView,
    /// Whether these are the first.
    first: bool,
    /// What was just done.
    done: String,
) -> impl IntoView {
    let language = language();
    let older = (!page.next.is_empty()).then(|| format!("{ACTION}?after={}", page.next));
    let newer = (!first).then(|| ACTION.to_owned());
    let said = match done.as_str() {
        "undone" => Some(words::abuse_undone(language)),
        "stopped" => Some(words::stop_done(language)),
        "allowed" => Some(words::allow_done(language)),
        _ => None,
    };
    let said = said.map(|said| view! { <Notice tone=Tone::Done><p>{said}</p></Notice> });
    let list = if page.rows.is_empty() {
        view! {
            <EmptyState title=words::abuse_none_title(language)>
                <p>{words::abuse_none(language)}</p>
            </EmptyState>
        }
        .into_piece()
    } else {
        let columns = vec![
            Column::new(words::abuse_request(language)),
            Column::new(words::abuse_kind(language)),
            Column::new(words::abuse_who(language)),
            Column::new(words::abuse_when(language)),
            Column::new(words::abuse_by(language)),
            Column::new(words::abuse_withdraw(language)),
        ];
        let rows: Vec<_> = page.rows.into_iter().map(|row| view! { <Row row/> }).collect();
        view! { <Table caption=words::abuse_title(language) columns=columns>{rows}</Table> }.into_piece()
    };
    view! {
        <Title text=words::abuse_title(language)/>
        <div class="page" data-width="wide">
            <h1>{words::abuse_title(language)}</h1>
            <p class="page-lead">{words::abuse_page_lead(language)}</p>
            {said}
            {list}
            <Pagination newer=Words(newer) older=Words(older)/>
            <Stop stoppable=page.stoppable/>
            <StoppedOnes rows=page.stopped/>
        </div>
    }
    .into_piece()
}

#[component]
fn Row(
    /// The mark.
    row: AbuseRow,
) -> impl IntoView {
    let language = language();
    let place = if row.message == 0 { String::new() } else { format!("#m-{}", row.message) };
    let href = format!("/desk/{}{place}", row.number);
    let number = row.number.clone();
    let note = (!row.note.is_empty()).then(|| view! { <span class="small muted">{row.note}</span> });
    view! {
        <tr role="row">
            <HeadCell>
                <a class="link" href=href>{number}</a>
            </HeadCell>
            <Cell label=words::abuse_kind(language)>{row.kind} " " {note}</Cell>
            <Cell label=words::abuse_who(language)><bdi>{row.who}</bdi></Cell>
            <Cell label=words::abuse_when(language)>
                <Moment at=row.when.at text=row.when.text full=row.when.full/>
            </Cell>
            <Cell label=words::abuse_by(language)><bdi>{row.by}</bdi></Cell>
            <Cell label=words::abuse_withdraw(language)>
                <Undo number=row.number message=row.message deed=row.deed/>
            </Cell>
        </tr>
    }
    .into_piece()
}

#[component]
fn Undo(number: String, message: i64, deed: String) -> impl IntoView {
    let language = language();
    view! {
        <DeedForm name="abuse_undo" action=ACTION deed>
            <input type="hidden" name="number" value=number.clone()/>
            <input type="hidden" name="what" value=message/>
            <Button look=ButtonLook::Quiet>
                {words::abuse_withdraw(language)} <span class="visually-hidden">{number}</span>
            </Button>
        </DeedForm>
    }
    .into_piece()
}
