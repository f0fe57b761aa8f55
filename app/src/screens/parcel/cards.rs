//! The parts of the page below the band.

use leptos::prelude::*;
use wording::{parcel, search};

use crate::api::Named;
use crate::api::parcels::{ParcelPage, ParcelRow};
use crate::api::tickets::TicketRow;
use crate::api::viewer::viewer;
use crate::piece::IntoPiece;
use crate::ui::{
    ButtonLink, ButtonLook, Card, Fact, Facts, FileOn, Link, ParcelLine, TicketLinks, Timeline, TimelineEntry, language,
};

/// What the reader can do now, and the way to customer service.
#[component]
pub fn WhatToDo(
    /// The parcel.
    page: ParcelPage,
) -> impl IntoView {
    let language = language();
    let viewer = viewer().unwrap_or_default();
    let title = if viewer.operator { parcel::what_customer_reads(language) } else { parcel::what_to_do(language) };
    let files = viewer.files && !page.file.is_empty();
    // Where an instruction can be given, that is the next step.
    let instructed = page.card.open || page.card.href.is_empty();
    let look = if instructed { ButtonLook::Primary } else { ButtonLook::default() };
    let said = if viewer.operator { parcel::file_for(language) } else { parcel::contact(language) };
    let contact = files.then(|| view! { <FileOn on=page.file.clone() label=said look=look/> });
    view! {
        <Card title=title>
            <p>{page.what_to_do}</p>
            <p class="small muted">
                {page.definition} " "
                <Link href=page.state_help>{parcel::state_help(language)}</Link>
            </p>
            <div class="form-buttons parcel-deeds">
                {contact}
                <ButtonLink href=format!("/parcels/{}/print", page.row.key)>{search::print(language)}</ButtonLink>
                <ButtonLink href=format!("/parcels/{}/export", page.row.key) outside=true>
                    {search::export_one(language)}
                </ButtonLink>
            </div>
        </Card>
    }
    .into_piece()
}

/// The path, newest first.
#[component]
pub fn Path(
    /// The parcel.
    page: ParcelPage,
) -> impl IntoView {
    let language = language();
    let tone = page.row.state.tone;
    let entries: Vec<TimelineEntry> = page.path.into_iter().map(TimelineEntry::from).collect();
    view! {
        <Card title=parcel::path(language)>
            {if entries.is_empty() {
                view! { <p class="muted">{parcel::path_empty(language)}</p> }.into_piece()
            } else {
                view! { <Timeline entries=entries tone=tone/> }.into_piece()
            }}
        </Card>
    }
    .into_piece()
}

/// References, service, weight, address.
#[component]
pub fn Details(
    /// Names and values.
    facts: Vec<Named>,
) -> impl IntoView {
    let facts: Vec<_> = facts.into_iter().map(|fact| view! { <Fact name=fact.name>{fact.value}</Fact> }).collect();
    view! { <Card title=parcel::details(language())><Facts>{facts}</Facts></Card> }.into_piece()
}

/// Tickets on this parcel; nothing where there are none.
#[component]
pub fn Tickets(
    /// The tickets that the reader may open.
    rows: Vec<TicketRow>,
) -> impl IntoView {
    let base = if viewer().is_some_and(|viewer| viewer.operator) { "/desk" } else { "/requests" };
    (!rows.is_empty()).then(|| view! { <Card title=parcel::tickets(language())><TicketLinks rows base/></Card> })
}

/// Other parcels under a heading; nothing where there are none.
#[component]
pub fn Lines(
    /// What they are.
    title: &'static str,
    /// The parcels.
    rows: Vec<ParcelRow>,
) -> impl IntoView {
    (!rows.is_empty()).then(|| {
        let lines: Vec<_> = rows.into_iter().map(|row| view! { <li><ParcelLine row=row link=true/></li> }).collect();
        view! { <Card title=title><ul class="parcel-lines">{lines}</ul></Card> }
    })
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Lines, Path, WhatToDo};
    use crate::api::instruct::InstructionCard;
    use crate::api::parcels::ParcelPage;
    use crate::api::viewer::Viewer;
    use crate::ui::specimen::html;

    fn page() -> ParcelPage {
        ParcelPage { what_to_do: "Donnez une instruction.".into(), file: "XY1".into(), ..ParcelPage::default() }
    }

    #[test]
    fn the_next_step_is_one_primary_button() {
        let page = html(|| {
            provide_context(Some(Viewer { files: true, ..Viewer::default() }));
            view! { <WhatToDo page=page()/> }
        });
        assert_eq!(page.matches("data-look=\"primary\"").count(), 1, "{page}");
        assert!(page.contains("action=\"/requests/new\"") && page.contains("name=\"number\" value=\"XY1\""), "{page}");
    }

    #[test]
    fn where_an_instruction_can_be_given_that_is_the_next_step() {
        let page = html(|| {
            provide_context(Some(Viewer { files: true, ..Viewer::default() }));
            let card = InstructionCard { href: "/parcels/XY1/instruction".into(), ..InstructionCard::default() };
            view! { <WhatToDo page=ParcelPage { card, ..page() }/> }
        });
        assert!(!page.contains("data-look=\"primary\""), "{page}");
    }

    #[test]
    fn an_agent_reads_what_the_customer_reads_and_files_nothing() {
        let page = html(|| {
            provide_context(Some(Viewer { operator: true, ..Viewer::default() }));
            view! { <WhatToDo page=page()/> }
        });
        assert!(page.contains("Ce que lit le client"), "{page}");
        assert!(!page.contains("/requests/new"), "{page}");
    }

    #[test]
    fn what_is_not_there_takes_no_room() {
        assert!(!html(|| view! { <Lines title="Colis" rows=Vec::new()/> }).contains("card"));
        assert!(html(|| view! { <Path page=ParcelPage::default()/> }).contains("rien signalé"));
    }
}
