//! The rows of results, and the detail below one of them.

use leptos::prelude::*;
use wording::{parcel, search};

use crate::api::search::{ResultCell, ResultDetail, ResultList, ResultRow};
use crate::api::viewer::viewer;
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, ButtonLink, ButtonLook, Cell, HeadCell, Moment, RowCheck, Timeline, TimelineEntry, Tone, language,
};

/// All rows.
#[component]
pub fn Rows(
    /// The results.
    list: ResultList,
) -> impl IntoView {
    let labels: Vec<String> = list
        .columns
        .into_iter()
        .filter(|column| column.shown && column.key != "number")
        .map(|column| column.label)
        .collect();
    let rows: Vec<_> = list.rows.into_iter().map(|row| view! { <Row row labels=labels.clone()/> }).collect();
    rows.into_piece()
}

#[component]
fn Row(
    /// The result.
    row: ResultRow,
    /// The names of the columns after the number.
    labels: Vec<String>,
) -> impl IntoView {
    let language = language();
    let ResultRow { id, row, cells, toggle, open } = row;
    let href = format!("/parcels/{}", row.key);
    let width = labels.len() + 2;
    let cells: Vec<_> =
        labels.into_iter().zip(cells).map(|(label, cell)| view! { <Cell label>{shown(cell)}</Cell> }).collect();
    let is_open = open.is_some();
    let (word, name) = if is_open {
        (search::close_short(language), search::close(language).to_owned())
    } else {
        (search::open_short(language), search::open(language, &row.grouped))
    };
    let toggle = (!toggle.is_empty()).then(|| {
        view! { <a class="results-toggle" href=toggle aria-label=name aria-expanded=is_open.to_string()>{word}</a> }
    });
    let (tone, anchor) = (row.state.tone, format!("parcel-{id}"));
    let below = open.map(|open| {
        view! {
            <tr class="results-open" role="row">
                <td role="cell" colspan=width.to_string()>
                    <Detail open href=href.clone() tone/>
                </td>
            </tr>
        }
    });
    view! {
        <tr role="row" id=anchor>
            <RowCheck name="parcel" value=id label=search::tick(language, &row.grouped)/>
            <HeadCell>
                <a class="link results-number" href=href>{row.grouped}</a>
                {toggle}
            </HeadCell>
            {cells}
        </tr>
        {below}
    }
    .into_piece()
}

fn shown(cell: ResultCell) -> impl IntoView {
    if let Some(mark) = cell.mark {
        return view! { <Badge tone=mark.tone>{mark.text}</Badge> }.into_piece();
    }
    let more = (!cell.more.is_empty()).then(|| format!(" · {}", cell.more));
    let moment = cell.when.map(|when| {
        view! {
            <span class="results-more"><Moment at=when.at text=when.text full=when.full/>{more}</span>
        }
    });
    let text = if cell.text.is_empty() { "–".to_owned() } else { cell.text };
    view! { <span class="results-value">{text} {moment}</span> }.into_piece()
}

/// Where a parcel stands, what to do, and its path, without leaving the results.
#[component]
fn Detail(
    /// The detail.
    open: ResultDetail,
    /// The parcel's page.
    href: String,
    /// The colour of its state.
    tone: Tone,
) -> impl IntoView {
    let language = language();
    let entries: Vec<TimelineEntry> = open.path.into_iter().map(TimelineEntry::from).collect();
    let files = viewer().is_some_and(|viewer| viewer.files) && !open.file.is_empty();
    let contact = files.then(|| {
        view! { <ButtonLink href=open.file.clone() small=true>{parcel::contact(language)}</ButtonLink> }
    });
    view! {
        <div class="results-detail">
            <div class="results-now">
                <h3>{parcel::what_to_do(language)}</h3>
                <p>{open.what_to_do}</p>
                {(!open.estimated.is_empty()).then(|| view! { <p><strong>{open.estimated}</strong></p> })}
                <div class="form-buttons">
                    <ButtonLink href=href.clone() small=true>{search::page(language)}</ButtonLink>
                    {contact}
                    <ButtonLink href=format!("{href}/export") small=true look=ButtonLook::Quiet outside=true>
                        {search::export_one(language)}
                    </ButtonLink>
                    <ButtonLink href=format!("{href}/print") small=true look=ButtonLook::Quiet>
                        {search::print(language)}
                    </ButtonLink>
                </div>
            </div>
            <div>
                <h3>{parcel::path(language)}</h3>
                {if entries.is_empty() {
                    view! { <p class="muted">{parcel::path_empty(language)}</p> }.into_piece()
                } else {
                    view! { <Timeline entries tone/> }.into_piece()
                }}
            </div>
        </div>
    }
    .into_piece()
}
