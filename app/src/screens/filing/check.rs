//! The second step: the last event, the siblings, and the tickets that are open already.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::filing;

use super::steps::{DraftFoot, Kept, Place, Steps, draft_page};
use crate::api::filing::{FiledFor, FilingPage, OpenTicket};
use crate::api::parcels::ParcelRow;
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLink, ButtonLook, Checkbox, Choice, DeedForm, Field, FieldKind, Fieldset, Glyph, Link, Notice,
    ParcelLine, Select, TextArea, Tone, language, refused_here,
};

/// The page `/requests/new/:draft/check`.
#[component]
pub fn FilingCheckScreen() -> impl IntoView {
    draft_page(|page| view! { <Check page/> })
}

/// The page once it is read.
#[component]
fn Check(
    /// The draft.
    page: FilingPage,
) -> impl IntoView {
    let language = language();
    let title = if page.known { filing::check_title(language) } else { filing::unknown_check_title(language) };
    let lead = match (page.known, page.parcels.len()) {
        (false, _) => filing::unknown_check_lead(language).to_owned(),
        (true, 1) => filing::check_lead(language).to_owned(),
        (true, _) => filing::check_lead_siblings(language, &page.shipped),
    };
    let address = Place::Check.address(&page.draft);
    let kept = Kept::of(page.saved.as_ref());
    // The ticket that is open already holds the one primary button.
    let look = if page.open_tickets.is_empty() { ButtonLook::Primary } else { ButtonLook::Secondary };
    view! {
        <Title text=title/>
        <Steps here=Place::Check draft=page.draft.clone()/>
        <h1 tabindex="-1">{title}</h1>
        <p class="page-lead">{lead}</p>
        <OpenTickets tickets=page.open_tickets action=address.clone() draft=page.draft.clone()/>
        <DeedForm name="check" action=address deed=page.draft.clone() keep=true>
            <Parcels parcels=page.parcels most=page.most filed_for=page.filed_for change=Place::Parcel.address(&page.draft) look=look/>
            <DraftFoot kept=kept/>
        </DeedForm>
    }
    .into_piece()
}

/// Tickets that are open on these parcels, to be followed instead of filing a second one.
#[component]
fn OpenTickets(
    /// The tickets.
    tickets: Vec<OpenTicket>,
    /// Where *follow* is sent.
    action: String,
    /// The draft, which is dropped when he follows one of them.
    draft: String,
) -> impl IntoView {
    if tickets.is_empty() {
        return ().into_piece();
    }
    view! {
        <DeedForm name="join" action=action deed=draft keep=true>
            {tickets
                .into_iter()
                .enumerate()
                .map(|(place, ticket)| view! { <OpenOne ticket first=place == 0/> })
                .collect_view()}
        </DeedForm>
    }
    .into_piece()
}

/// One of them: number, subject and next step, and the button.
#[component]
fn OpenOne(
    /// The ticket.
    ticket: OpenTicket,
    /// Whether it is the first, which holds the page's primary button.
    first: bool,
) -> impl IntoView {
    let language = language();
    let look = if first { ButtonLook::Primary } else { ButtonLook::Secondary };
    let number = ticket.number.clone();
    let button = if !ticket.href.is_empty() {
        view! {
            <ButtonLink href=ticket.href look=look>{filing::open_own(language)}</ButtonLink>
        }
        .into_piece()
    } else {
        let label = filing::join_named(language, &number);
        view! {
            <Button look=look name="number" value=number label=label>{filing::join(language)}</Button>
        }
        .into_piece()
    };
    let said = [ticket.number, ticket.subject, ticket.next].join(" · ");
    view! {
        <div class="filing-open">
            <Notice tone=Tone::Them glyph=Glyph::Info>
                <div>
                    <h2 class="notice-title">{filing::open_title(language)}</h2>
                    <p class="small">{said}</p>
                </div>
                {button}
            </Notice>
        </div>
    }
    .into_piece()
}

/// The parcels, to be ticked where there are several, and the way on.
#[component]
fn Parcels(
    /// The parcels, each with whether it is ticked.
    parcels: Vec<(ParcelRow, bool)>,
    /// How many a ticket concerns at most.
    most: i64,
    /// In whose name an agent files.
    filed_for: Option<FiledFor>,
    /// Where the parcel is changed.
    change: String,
    /// How the button looks.
    look: ButtonLook,
) -> impl IntoView {
    let language = language();
    let several = parcels.len() > 1;
    let ticks: Vec<RwSignal<bool>> = parcels.iter().map(|(_, ticked)| RwSignal::new(*ticked)).collect();
    let rows: Vec<_> = parcels
        .into_iter()
        .zip(ticks.clone())
        .map(|((row, _), ticked)| {
            let number = row.number.clone();
            if several {
                view! { <Checkbox name="parcels" value=number bind=ticked><ParcelLine row=row/></Checkbox> }
                    .into_piece()
            } else {
                view! {
                    <input type="hidden" name="parcels" value=number/>
                    <ParcelLine row=row/>
                }
                .into_piece()
            }
        })
        .collect();
    // Without scripts the button cannot count what is ticked after the page was made.
    let counts = RwSignal::new(false);
    Effect::new(move |_| counts.set(several));
    let words = move || {
        let count = ticks.iter().filter(|tick| tick.get()).count();
        match i64::try_from(count) {
            Ok(count) if counts.get() => filing::next_with(language, count),
            _ => filing::next(language).to_owned(),
        }
    };
    view! {
        <Fieldset name="parcels" legend=filing::parcels(language) hide_legend=true>
            // The error summary leads here.
            <div class="card filing-parcels" id="check-parcels" tabindex="-1">{rows}</div>
        </Fieldset>
        <details class="filing-others" open=refused_here("check")>
            <summary>{filing::others_more(language)}</summary>
            <TextArea
                name="others"
                label=filing::others(language)
                hint=filing::others_hint(language, most)
                rows=3
            />
            <Button name="add" value="yes" small=true>{filing::others_add(language)}</Button>
        </details>
        {filed_for.map(|filed_for| view! { <Contact filed_for/> })}
        <div class="form-buttons">
            <Button look=look>{words}</Button>
            <Link href=change>{filing::change_parcel(language)}</Link>
        </div>
    }
    .into_piece()
}

/// In whose name an agent files.
#[component]
fn Contact(
    /// The users to choose from, and the chosen one.
    filed_for: FiledFor,
) -> impl IntoView {
    let language = language();
    let FiledFor { contacts, contact } = filed_for;
    let field = if contacts.is_empty() {
        view! {
            <Field
                name="contact"
                label=filing::contact_email(language)
                hint=filing::contact_email_hint(language)
                kind=FieldKind::Email
                required=true
            />
        }
        .into_piece()
    } else {
        let choices = contacts.into_iter().map(|(id, name)| Choice::new(id, name)).collect();
        view! {
            <Select
                name="contact"
                label=filing::contact(language)
                hint=filing::contact_hint(language)
                choices
                value=contact
                prompt=filing::contact_prompt(language)
                required=true
            />
        }
        .into_piece()
    };
    view! { <div class="card filing-contact">{field}</div> }.into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Check;
    use crate::api::filing::{FiledFor, FilingPage, OpenTicket};
    use crate::api::parcels::ParcelRow;
    use crate::ui::specimen::html;

    fn row(number: &str) -> ParcelRow {
        ParcelRow { number: number.into(), key: number.into(), grouped: number.into(), ..ParcelRow::default() }
    }

    fn page(open: bool) -> FilingPage {
        FilingPage {
            draft: "d1".into(),
            known: true,
            parcels: vec![(row("A1"), true), (row("A2"), false)],
            open_tickets: vec![OpenTicket {
                number: "D-2026-004812".into(),
                href: if open { "/requests/D-2026-004812".into() } else { String::new() },
                ..OpenTicket::default()
            }],
            ..FilingPage::default()
        }
    }

    #[test]
    fn the_open_ticket_comes_first_and_holds_the_one_primary_button() {
        let shown = html(|| view! { <Check page=page(false)/> });
        assert_eq!(shown.matches("data-look=\"primary\"").count(), 1, "{shown}");
        let join = shown.find("Suivre celle-ci").expect("the button");
        assert!(join < shown.find("name=\"parcels\"").expect("the parcels"), "{shown}");
        assert!(shown.contains("name=\"number\" value=\"D-2026-004812\""), "{shown}");
    }

    #[test]
    fn a_ticket_that_he_follows_already_is_a_link() {
        let shown = html(|| view! { <Check page=page(true)/> });
        assert!(shown.contains("href=\"/requests/D-2026-004812\""), "{shown}");
        assert!(!shown.contains("name=\"number\""), "{shown}");
    }

    #[test]
    fn an_agent_says_in_whose_name_he_files() {
        let contacts = vec![("u1".to_owned(), "Claire (claire@x.example)".to_owned())];
        let known = FiledFor { contacts, contact: "u1".into() };
        let shown = html(move || view! { <Check page=FilingPage { filed_for: Some(known), ..page(false) }/> });
        assert!(shown.contains("<select") && shown.contains("Claire (claire@x.example)"), "{shown}");
        let unknown = FilingPage { filed_for: Some(FiledFor::default()), ..page(false) };
        let shown = html(move || view! { <Check page=unknown/> });
        assert!(shown.contains("type=\"email\"") && shown.contains("name=\"contact\""), "{shown}");
        let shown = html(|| view! { <Check page=page(false)/> });
        assert!(!shown.contains("name=\"contact\"") && shown.contains("name=\"others\""), "{shown}");
    }

    #[test]
    fn one_parcel_needs_no_box() {
        let page = FilingPage { draft: "d1".into(), parcels: vec![(row("A1"), true)], ..FilingPage::default() };
        let shown = html(move || view! { <Check page/> });
        assert!(!shown.contains("type=\"checkbox\""), "{shown}");
        assert!(shown.contains("name=\"parcels\" value=\"A1\""), "{shown}");
        assert!(shown.contains("Nous ne connaissons pas encore ce colis"), "{shown}");
    }
}
