//! Delivery instructions on their way to carriers, and carriers' answers.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::instruction as w;

use crate::api::handover::{BatchView, HandoverPage, WaitingView, handover};
use crate::error::Attempt;
use crate::piece::IntoPiece;
use crate::ui::{
    Button, Card, Cell, Column, DeedForm, EmptyState, FailureView, Glyph, HeadCell, Link, Moment, Notice, Pagination,
    Table, TableField, Tone, Words, language,
};

/// Where everything here is posted to.
const ACTION: &str = "/admin/instructions";

/// The page.
#[component]
pub fn InstructionsScreen() -> impl IntoView {
    let asked = |name: &str| use_query_map().with_untracked(|query| query.get(name)).unwrap_or_default();
    let (before, made) = (asked("before"), asked("made"));
    let first = before.is_empty();
    let page = Resource::new(|| (), move |()| handover(before.clone()));
    view! {
        <Suspense>
            {move || {
                let made = made.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => view! { <Shown page made first/> }.into_piece(),
                        Err(failure) => view! { <FailureView failure/> }.into_piece(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// What waits and what was made.
    page: HandoverPage,
    /// The number of the file just made; 0 where nothing waited; otherwise empty.
    made: String,
    /// Whether these are the latest files.
    first: bool,
) -> impl IntoView {
    let language = language();
    let title = w::admin_title(language);
    let report = use_context::<Attempt>().filter(|attempt| attempt.form == "answers").unwrap_or_default();
    let older = (!page.next.is_empty()).then(|| format!("{ACTION}?before={}", page.next));
    let newer = (!first).then_some(ACTION);
    view! {
        <Title text=title/>
        <div class="page" data-width="wide">
            <h1>{title}</h1>
            <p class="page-lead">{w::admin_lead(language)}</p>
            <Made made/>
            <Report report/>
            <Waiting waiting=page.waiting/>
            <Card title=w::admin_answers(language)>
                <p>{w::admin_answers_lead(language)}</p>
                <DeedForm name="answers" action=ACTION deed="" files=true>
                    <TableField label=w::admin_answers_file(language)/>
                    <p class="form-buttons">
                        <Button>{w::admin_answers_send(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
            <Batches batches=page.batches/>
            <Pagination newer=newer older=Words(older)/>
        </div>
    }
    .into_piece()
}

/// What came of making a file.
#[component]
fn Made(
    /// The file's number, 0, or empty.
    made: String,
) -> impl IntoView {
    let language = language();
    let number: Option<i64> = made.parse().ok().filter(|number| *number >= 0);
    number.map(|number| match number {
        0 => view! { <Notice><p>{w::admin_nothing(language)}</p></Notice> }.into_piece(),
        number => {
            let said = number.to_string();
            view! {
                <Notice tone=Tone::Done>
                    <p>
                        {w::admin_handed(language, &said)} " "
                        <Link href=format!("{ACTION}/{number}") outside=true>{w::admin_download(language, &said)}</Link>
                    </p>
                </Notice>
            }
            .into_piece()
        }
    })
}

/// What came of a file of answers.
#[component]
fn Report(
    /// The form as it was sent, with the report among its values.
    report: Attempt,
) -> impl IntoView {
    let all = |name: &str| -> Vec<String> {
        report.values.iter().filter(|(one, _)| one == name).map(|(_, text)| text.clone()).collect()
    };
    let (counts, lines) = (all("report"), all("line"));
    (!counts.is_empty()).then(|| {
        let counts: Vec<_> = counts.into_iter().map(|count| view! { <p>{count}</p> }).collect();
        let bad = !lines.is_empty();
        let lines: Vec<_> = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect();
        view! {
            <Notice tone=if bad { Tone::Wrong } else { Tone::Done } live=true>
                {counts}
                {bad.then(|| view! { <ul>{lines}</ul> })}
            </Notice>
        }
    })
}

/// What waits for each carrier.
#[component]
fn Waiting(
    /// Carriers.
    waiting: Vec<WaitingView>,
) -> impl IntoView {
    let language = language();
    let none = waiting.is_empty();
    let forms: Vec<_> = waiting
        .into_iter()
        .map(|one| {
            view! {
                <DeedForm name="hand-over" action=ACTION deed="">
                    <div class="instruct-waiting">
                        <p><strong>{one.name.clone()}</strong> " · " {one.count}</p>
                        <Button name="carrier" value=one.code>{w::admin_hand_over(language, &one.name)}</Button>
                    </div>
                </DeedForm>
            }
        })
        .collect();
    view! {
        <Card title=w::admin_waiting(language)>
            {none.then(|| view! { <p class="muted">{w::admin_none_waiting(language)}</p> })}
            {forms}
        </Card>
    }
    .into_piece()
}

/// The files made.
#[component]
fn Batches(
    /// The files, the latest first.
    batches: Vec<BatchView>,
) -> impl IntoView {
    let language = language();
    if batches.is_empty() {
        return view! { <EmptyState glyph=Glyph::File title=w::admin_no_files(language)/> }.into_piece();
    }
    let names =
        [w::admin_name(language), w::admin_carrier(language), w::admin_count(language), w::admin_made(language)];
    let columns = names.into_iter().map(Column::new).collect();
    let rows: Vec<_> = batches
        .into_iter()
        .map(|batch| {
            let number = batch.number.to_string();
            view! {
                <tr role="row">
                    <HeadCell>
                        <Link href=format!("{ACTION}/{number}") outside=true>{w::admin_file(language, &number)}</Link>
                    </HeadCell>
                    <Cell label=names[1]>{batch.carrier}</Cell>
                    <Cell label=names[2] numeric=true>{batch.count}</Cell>
                    <Cell label=names[3]>
                        <Moment at=batch.made.at text=batch.made.text full=batch.made.full/>
                    </Cell>
                </tr>
            }
        })
        .collect();
    view! { <Table caption=w::admin_files(language) columns=columns>{rows}</Table> }.into_piece()
}
