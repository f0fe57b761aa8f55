//! The first step: a number or a reference, and where that is not enough, what was found.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::filing;

use super::steps::{Place, Steps};
use crate::api::filing::{StartPage, filing_start};
use crate::api::parcels::ParcelRow;
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLook, Card, DeedForm, FailureView, Field, Link, Notice, NumberSaid, ParcelLine, Skeleton, Tone,
    language,
};

/// The page `/requests/new`; `q` or `parcel` is what was typed, `draft` a draft whose parcel is being changed.
#[component]
pub fn FilingStartScreen() -> impl IntoView {
    let language = language();
    let map = use_query_map();
    let asked = Memo::new(move |_| {
        let map = map.read();
        let query = map.get("q").or_else(|| map.get("parcel")).unwrap_or_default();
        (query, map.get("draft").unwrap_or_default())
    });
    let page = Resource::new(move || asked.get(), |(query, draft)| filing_start(query, draft));
    view! {
        <Suspense fallback=|| view! { <div class="page"><Skeleton/></div> }>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! {
                        <Title text=filing::start_title(language)/>
                        <div class="page"><Start page/></div>
                    }
                    .into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

/// The field, and below it what was found.
#[component]
fn Start(
    /// The page.
    page: StartPage,
) -> impl IntoView {
    let language = language();
    // A refused form comes back to the address it was sent to, and so keeps the draft.
    let action = if page.draft.is_empty() { "/requests/new".to_owned() } else { Place::Parcel.address(&page.draft) };
    // Once something was looked for, the next step stands beside what was found.
    let settled = !page.rows.is_empty() || !page.number.is_empty();
    let look = if settled { ButtonLook::Secondary } else { ButtonLook::Primary };
    let (draft, query) = (page.draft.clone(), page.query.clone());
    let recognition = page.recognition.clone();
    let drafts: Vec<_> = page
        .drafts
        .iter()
        .cloned()
        .map(|(address, parcel)| view! { <li><Link href=address>{filing::resume(language, &parcel)}</Link></li> })
        .collect();
    let drafts = (!drafts.is_empty()).then(|| {
        view! {
            <Card title=filing::drafts(language)>
                <ul class="filing-drafts">{drafts}</ul>
            </Card>
        }
    });
    view! {
        <Steps here=Place::Parcel/>
        <h1 tabindex="-1">{filing::start_title(language)}</h1>
        <p class="page-lead">{filing::start_lead(language)}</p>
        <DeedForm name="start" action=action.clone() deed="" keep=true>
            <input type="hidden" name="draft" value=draft/>
            <Field
                name="query"
                label=filing::query(language)
                value=query
                max_length=100u32
                autocomplete="off"
                required=true
            />
            {recognition.map(|said| view! { <NumberSaid said/> })}
            <div class="form-buttons">
                <Button look=look>{filing::next(language)}</Button>
            </div>
        </DeedForm>
        <WhatWasFound page action/>
        {drafts}
    }
    .into_piece()
}

/// One parcel to confirm, several to choose from, or a number that nobody knows.
#[component]
fn WhatWasFound(
    /// The page.
    page: StartPage,
    /// Where the choice is sent.
    action: String,
) -> impl IntoView {
    if page.rows.is_empty() && page.number.is_empty() {
        return ().into_piece();
    }
    let draft = page.draft.clone();
    view! {
        <DeedForm name="choose" action=action deed="" keep=true>
            <input type="hidden" name="draft" value=draft/>
            {if page.rows.is_empty() {
                view! { <UnknownNumber number=page.number grouped=page.grouped/> }.into_piece()
            } else {
                view! { <Found rows=page.rows/> }.into_piece()
            }}
        </DeedForm>
    }
    .into_piece()
}

/// One parcel to confirm, or several to choose from.
#[component]
fn Found(
    /// The parcels.
    rows: Vec<ParcelRow>,
) -> impl IntoView {
    let language = language();
    let alone = rows.len() == 1;
    let title = if alone {
        filing::found_one(language).to_owned()
    } else {
        filing::found_many(language, i64::try_from(rows.len()).unwrap_or(i64::MAX))
    };
    let rows = rows.into_iter().map(move |row| {
        let number = row.filed_on();
        let button = if alone {
            view! {
                <Button look=ButtonLook::Primary name="number" value=number>{filing::choose_this(language)}</Button>
            }
            .into_piece()
        } else {
            let label = filing::choose_named(language, &row.grouped);
            view! {
                <Button name="number" value=number small=true label=label>{filing::choose(language)}</Button>
            }
            .into_piece()
        };
        view! { <li class="filing-choice"><ParcelLine row=row/> {button}</li> }
    });
    view! {
        <Card title=title>
            <ul class="parcel-lines">{rows.collect_view()}</ul>
        </Card>
    }
    .into_piece()
}

/// A number that nobody knows, or that is not his: he can file on it all the same.
#[component]
fn UnknownNumber(
    /// The number, cleaned.
    number: String,
    /// The same, grouped for reading.
    grouped: String,
) -> impl IntoView {
    let language = language();
    view! {
        <Notice tone=Tone::You title=filing::unknown_title(language, &grouped)>
            <p>{filing::unknown_lead(language)}</p>
            <div class="form-buttons">
                <Button look=ButtonLook::Primary name="number" value=number>
                    {filing::unknown_continue(language)}
                </Button>
            </div>
        </Notice>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Start;
    use crate::api::filing::StartPage;
    use crate::api::parcels::ParcelRow;
    use crate::ui::specimen::html;

    fn row(number: &str) -> ParcelRow {
        ParcelRow { number: number.into(), key: number.into(), grouped: number.into(), ..ParcelRow::default() }
    }

    #[test]
    fn there_is_at_most_one_primary_button_whatever_was_found() {
        for (number, rows, primary) in [
            ("", Vec::new(), 1),
            ("A1", Vec::new(), 1),
            ("A1", vec![row("A1")], 1),
            ("R", vec![row("A1"), row("A2")], 0),
        ] {
            let page = StartPage { query: number.into(), number: number.into(), rows, ..StartPage::default() };
            let shown = html(move || view! { <Start page/> });
            assert_eq!(shown.matches("data-look=\"primary\"").count(), primary, "{shown}");
        }
    }

    #[test]
    fn an_unknown_number_can_be_filed_on() {
        let page = StartPage { query: "A1".into(), number: "A1".into(), grouped: "A 1".into(), ..StartPage::default() };
        let shown = html(move || view! { <Start page/> });
        assert!(shown.contains("Nous ne connaissons pas"), "{shown}");
        assert!(shown.contains("name=\"number\" value=\"A1\""), "{shown}");
    }

    #[test]
    fn a_refusal_keeps_the_draft_in_its_address() {
        let shown = html(|| view! { <Start page=StartPage { draft: "d1".into(), ..StartPage::default() }/> });
        assert!(shown.contains("action=\"/requests/new?draft=d1\""), "{shown}");
    }
}
