//! The rows of results, and the detail below one of them.

use leptos::prelude::*;
use wording::{instruction, parcel, proof, search};

use crate::api::instruct::InstructionCard;
use crate::api::proofs::ProofCard;
use crate::api::search::{ResultCell, ResultDetail, ResultList, ResultRow};
use crate::api::viewer::viewer;
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Button, ButtonLink, ButtonLook, Cell, Fact, Facts, HeadCell, Link, Moment, ParcelLine, RowCheck,
    TicketLinks, Timeline, TimelineEntry, Tone, language,
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
    let files = viewer().is_some_and(|viewer| viewer.files && !viewer.operator) && !open.file.is_empty();
    // A form stands in no other: the button sends that of the results to where requests begin.
    let contact = files.then(|| {
        view! {
            <Button form_action="/requests/new" name="number" value=open.file.clone() small=true>
                {parcel::contact(language)}
            </Button>
        }
    });
    let facts: Vec<_> = open.facts.into_iter().map(|fact| view! { <Fact name=fact.name>{fact.value}</Fact> }).collect();
    let base = if viewer().is_some_and(|viewer| viewer.operator) { "/desk" } else { "/requests" };
    let tickets = (!open.tickets.is_empty()).then(|| {
        view! {
            <h3>{parcel::tickets(language)}</h3>
            <TicketLinks rows=open.tickets base/>
        }
    });
    let siblings: Vec<_> =
        open.siblings.into_iter().map(|row| view! { <li><ParcelLine row=row link=true/></li> }).collect();
    let siblings = (!siblings.is_empty()).then(|| {
        view! {
            <h3>{parcel::siblings(language)}</h3>
            <ul class="parcel-lines">{siblings}</ul>
        }
    });
    view! {
        <div class="results-detail">
            <div class="results-now">
                <h3>{parcel::what_to_do(language)}</h3>
                <p>{open.what_to_do}</p>
                {(!open.estimated.is_empty()).then(|| view! { <p><strong>{open.estimated}</strong></p> })}
                <Instruction card=open.card/>
                <Proof proof=open.proof/>
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
                <h3>{parcel::details(language)}</h3>
                <Facts>{facts}</Facts>
                {tickets}
                {siblings}
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

/// The delivery instruction in a line: what was asked and what became of it, or whether one can be given.
#[component]
fn Instruction(
    /// What the parcel's page shows of it.
    card: InstructionCard,
) -> impl IntoView {
    let language = language();
    let InstructionCard { latest, open, href, why } = card;
    let latest = latest.map(|latest| {
        view! { <p>{latest.wish} " " <Badge tone=latest.fate.tone>{latest.fate.text}</Badge></p> }
    });
    let give = if open { instruction::card_replace(language) } else { instruction::card_give(language) };
    let give = (!href.is_empty()).then(|| view! { <p><Link href=href>{give}</Link></p> });
    let why = (!why.is_empty()).then(|| view! { <p class="small muted">{why}</p> });
    view! { {latest} {give} {why} }.into_piece()
}

/// The proof of delivery in a line; nothing where there is nothing to prove, or for who may not see it.
#[component]
fn Proof(
    /// What the parcel's page shows of it.
    proof: ProofCard,
) -> impl IntoView {
    let language = language();
    (!proof.base.is_empty())
        .then(|| {
            let see = proof.available.then(|| {
                view! { " " <a class="link" href=proof.base rel="external">{proof::view(language)}</a> }
            });
            view! { <p>{proof.said} {see}</p> }
        })
        .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Detail;
    use crate::api::instruct::{GivenView, InstructionCard};
    use crate::api::parcels::ParcelRow;
    use crate::api::proofs::ProofCard;
    use crate::api::search::ResultDetail;
    use crate::api::tickets::TicketRow;
    use crate::api::viewer::Viewer;
    use crate::api::{Mark, Named};
    use crate::ui::Tone;
    use crate::ui::specimen::html;

    #[test]
    fn the_detail_says_what_the_page_of_the_parcel_says() {
        let given = GivenView { wish: "Remettre au gardien".into(), fate: Mark::default(), ..GivenView::default() };
        let open = ResultDetail {
            facts: vec![Named { name: "Service".into(), value: "Domicile".into() }],
            card: InstructionCard { latest: Some(given), href: "/parcels/A1/instruction".into(), ..Default::default() },
            proof: ProofCard {
                available: true,
                said: "Signature".into(),
                base: "/parcels/7/proof".into(),
                ..ProofCard::default()
            },
            siblings: vec![ParcelRow { key: "A2".into(), grouped: "A 2".into(), ..ParcelRow::default() }],
            tickets: vec![TicketRow { number: "D-2026-000001".into(), ..TicketRow::default() }],
            file: "7".into(),
            ..ResultDetail::default()
        };
        let page = html(move || {
            provide_context(Some(Viewer { files: true, ..Viewer::default() }));
            view! { <Detail open href="/parcels/A1".to_owned() tone=Tone::You/> }
        });
        for part in [
            "Domicile",
            "Remettre au gardien",
            "href=\"/parcels/A1/instruction\"",
            "href=\"/parcels/7/proof\"",
            "href=\"/parcels/A2\"",
            "href=\"/requests/D-2026-000001\"",
            "formaction=\"/requests/new\"",
            "name=\"number\"",
            "value=\"7\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains("<form"), "it stands in the form of the results: {page}");
    }
}
