//! One instruction for several parcels.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use wording::{instruction as w, parcel};

use super::fields::{Kinds, SendFirst};
use crate::api::instruct::{SeveralPage, SeveralRow, read_several};
use crate::error::Attempt;
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Breadcrumb, Button, ButtonLink, ButtonLook, Cell, Column, Crumb, DeedForm, EmptyState, FailureView,
    HeadCell, Notice, Table, Tone, language,
};

/// The page `/parcels/instruct`; it comes as the answer to the form of search results.
#[component]
pub fn SeveralScreen() -> impl IntoView {
    let attempt = use_context::<Attempt>().unwrap_or_default();
    let choice = choice(&attempt)
        .unwrap_or_else(|| use_location().search.with_untracked(|search| search.trim_start_matches('?').to_owned()));
    let near = attempt.value("near").unwrap_or_default().to_owned();
    let page = Resource::new(|| (), move |()| read_several(choice.clone(), near.clone()));
    view! {
        <Suspense>
            {move || {
                let attempt = attempt.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => view! { <Shown page attempt/> }.into_piece(),
                        Err(failure) => view! { <FailureView failure/> }.into_piece(),
                    }
                })
            }}
        </Suspense>
    }
}

/// The choice that a form sent, as a query string.
fn choice(attempt: &Attempt) -> Option<String> {
    let chosen: Vec<String> = attempt
        .values
        .iter()
        .filter(|(name, _)| matches!(name.as_str(), "parcel" | "all" | "criteria" | "found" | "beyond"))
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    (!chosen.is_empty()).then(|| chosen.join("&"))
}

/// A value as it may stand in a query (RFC 3986 §2.3).
fn encoded(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[component]
fn Shown(
    /// The parcels and what is possible.
    page: SeveralPage,
    /// What the form sent, and what was done.
    attempt: Attempt,
) -> impl IntoView {
    let language = language();
    let title = w::several_title(language);
    let given: Option<i64> = attempt.value("given").and_then(|given| given.parse().ok());
    let left: Vec<String> =
        attempt.values.iter().filter(|(name, _)| name == "left").map(|(_, why)| why.clone()).collect();
    let count = |rows: &[SeveralRow]| i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let body = if page.rows.is_empty() {
        view! {
            <EmptyState title=w::several_nothing_title(language)>
                <p>{w::several_nothing(language)}</p>
                <ButtonLink href="/parcels" look=ButtonLook::Primary>{w::several_search(language)}</ButtonLink>
            </EmptyState>
        }
        .into_piece()
    } else {
        let lead = w::several_lead(language, count(&page.rows));
        let beyond = (page.beyond > 0).then(|| w::several_beyond(language, page.beyond));
        let form = given.is_none();
        view! {
            <p class="page-lead">{lead}</p>
            {beyond.map(|beyond| view! { <Notice><p>{beyond}</p></Notice> })}
            <Rows rows=page.rows.clone()/>
            {form.then(|| view! { <GiveAll page/> })}
        }
        .into_piece()
    };
    view! {
        <Title text=title/>
        <div class="page" data-width="wide">
            <Breadcrumb crumbs=vec![Crumb::new("/parcels", parcel::title(language))] here=title/>
            <h1 tabindex="-1">{title}</h1>
            {given.map(|given| view! { <Done given left/> })}
            {body}
        </div>
    }
    .into_piece()
}

/// For how many it was given, and which were left out.
#[component]
fn Done(
    /// How many.
    given: i64,
    /// Those left out, each with why.
    left: Vec<String>,
) -> impl IntoView {
    let language = language();
    let tone = if given > 0 { Tone::Done } else { Tone::Neutral };
    let title = w::several_given(language, given);
    let count = i64::try_from(left.len()).unwrap_or(i64::MAX);
    let some = !left.is_empty();
    let items: Vec<_> = left.into_iter().map(|why| view! { <li>{why}</li> }).collect();
    view! {
        <Notice tone=tone title=title>
            {some.then(|| view! { <p>{w::several_left(language, count)}</p> })}
            {some.then(|| view! { <ul class="instruct-left">{items}</ul> })}
            <p><a class="link" href="/parcels">{w::several_search(language)}</a></p>
        </Notice>
    }
    .into_piece()
}

/// The form, where something is possible.
#[component]
fn GiveAll(
    /// The parcels and what is possible.
    page: SeveralPage,
) -> impl IntoView {
    let language = language();
    if page.offered.kinds.is_empty() {
        return view! { <Notice title=w::several_none_title(language)><p>{w::none_lead(language)}</p></Notice> }
            .into_piece();
    }
    let SeveralPage { fields, offered, deed, .. } = page;
    let fields: Vec<_> =
        fields.into_iter().map(|field| view! { <input type="hidden" name=field.name value=field.value/> }).collect();
    view! {
        <DeedForm name="instruct" action="/parcels/instruct" deed=deed keep=true>
            <SendFirst/>
            {fields}
            <Kinds offered=offered.clone()/>
            <div class="form-buttons">
                <Button look=ButtonLook::Primary>{w::several_give(language)}</Button>
            </div>
        </DeedForm>
    }
    .into_piece()
}

/// The parcels, and whether it is possible for each.
#[component]
fn Rows(
    /// The parcels.
    rows: Vec<SeveralRow>,
) -> impl IntoView {
    let language = language();
    let names = [
        w::several_parcel(language),
        w::several_recipient(language),
        w::several_state(language),
        w::several_possible(language),
    ];
    let columns = names.into_iter().map(Column::new).collect();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|one| {
            let open = (!one.open.is_empty()).then(|| view! { <span class="small muted">{one.open}</span> });
            view! {
                <tr role="row">
                    <HeadCell>
                        <a class="link" href=format!("/parcels/{}", one.row.key)>{one.row.grouped}</a>
                    </HeadCell>
                    <Cell label=names[1]>{one.row.recipient}</Cell>
                    <Cell label=names[2]><Badge tone=one.row.state.tone>{one.row.state.text}</Badge></Cell>
                    <Cell label=names[3]>
                        <Badge tone=one.possible.tone>{one.possible.text}</Badge> " " {open}
                    </Cell>
                </tr>
            }
        })
        .collect();
    view! { <Table caption=w::several_title(language) columns=columns>{rows}</Table> }.into_piece()
}

#[cfg(test)]
mod tests {
    use super::{choice, encoded};
    use crate::error::Attempt;

    #[test]
    fn a_choice_is_what_the_results_form_sent() {
        let values =
            [("form", "x"), ("parcel", "a"), ("seen", "a:1"), ("parcel", "b"), ("beyond", "7"), ("day", "2026-11-28")];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let sent = Attempt { values, ..Attempt::default() };
        assert_eq!(choice(&sent).as_deref(), Some("parcel=a&parcel=b&beyond=7"));
        assert_eq!(choice(&Attempt::default()), None);
        assert_eq!(encoded("state=notified&q=é"), "state%3Dnotified%26q%3D%C3%A9");
    }
}
