//! The last runs of a report with their files.

use leptos::prelude::*;
use wording::reports as words;

use crate::api::reports::RunView;
use crate::piece::IntoPiece;
use crate::ui::{Badge, Button, Card, DeedForm, Tone, language};

/// The runs, the latest first. One form holds all of them: each one's button says which it means.
#[component]
pub fn Runs(
    /// The runs.
    runs: Vec<RunView>,
    /// Whether the reader may send one again.
    own: bool,
    /// Days that files are kept.
    days: i64,
    /// Where the form posts to.
    action: String,
    /// The key of the form.
    deed: String,
) -> impl IntoView {
    let language = language();
    if runs.is_empty() {
        return view! {
            <Card title=words::runs(language)>
                <p class="muted">{words::runs_none(language)}</p>
            </Card>
        }
        .into_piece();
    }
    let list: Vec<_> = runs.into_iter().map(|run| view! { <Run run own/> }).collect();
    let list = view! { <ul class="report-list">{list}</ul> };
    let list = if own {
        view! { <DeedForm name="again" action deed>{list}</DeedForm> }.into_piece()
    } else {
        list.into_piece()
    };
    view! {
        <Card title=words::runs(language)>
            <p class="small muted">{words::runs_lead(language, days)}</p>
            {list}
        </Card>
    }
    .into_piece()
}

#[component]
fn Run(
    /// The run.
    run: RunView,
    /// Whether the reader may send it again.
    own: bool,
) -> impl IntoView {
    let language = language();
    let again = own.then(|| {
        let label = words::again_day(language, &run.day);
        view! { <Button small=true name="run" value=run.id label=label>{words::again(language)}</Button> }
    });
    let files: Vec<_> = run
        .files
        .into_iter()
        .map(|file| view! { <li><a class="link" href=file.href rel="external">{file.label}</a></li> })
        .collect();
    view! {
        <li class="report-run">
            <p class="report-name">
                <span>{run.day}</span>
                <Badge tone=run.mark.tone>{run.mark.text}</Badge>
                {run.again.then(|| view! { <Badge tone=Tone::Neutral>{words::run_again_mark(language)}</Badge> })}
            </p>
            {(!run.reason.is_empty()).then(|| view! { <p class="small">{run.reason}</p> })}
            {(!run.parcels.is_empty()).then(|| view! { <p class="small">{run.parcels}</p> })}
            {(!run.counts.is_empty()).then(|| view! { <p class="small muted">{run.counts}</p> })}
            {(!files.is_empty()).then(|| view! { <ul class="report-files">{files}</ul> })}
            {again}
        </li>
    }
    .into_piece()
}
