//! The messages of one parcel: who is told, and a form to tell one more.

use domain::Language;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use wording::tracking as words;

use super::rows::{About, Remove};
use crate::api::tracking::{EventChoice, ParcelMessagesPage, parcel_messages};
use crate::piece::IntoPiece;
use crate::ui::{
    Breadcrumb, Button, ButtonLook, Card, Checkbox, Choice, Crumb, DeedForm, FailureView, Field, FieldKind, Fieldset,
    Link, Notice, RadioGroup, Tone, language,
};

/// The page `/parcels/:number/messages`.
#[component]
pub fn ParcelMessagesScreen() -> impl IntoView {
    let params = use_params_map();
    let page = Resource::new(move || params.read().get("number").unwrap_or_default(), parcel_messages);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Shown page/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The messages.
    page: ParcelMessagesPage,
) -> impl IntoView {
    let language = language();
    let done = use_query_map().with_untracked(|query| query.get("done"));
    let done = done.and_then(|done| match done.as_str() {
        "subscribed" => Some((Tone::Done, words::subscribed(language))),
        "asked" => Some((Tone::Them, words::asked(language))),
        "ended" => Some((Tone::Done, words::ended(language))),
        _ => None,
    });
    let crumbs = vec![
        Crumb::new("/parcels", wording::parcel::title(language)),
        Crumb::new(format!("/parcels/{}", page.key), page.number.clone()),
    ];
    let form = if page.settled {
        view! {
            <Notice title=words::settled_title(language)><p>{words::settled(language)}</p></Notice>
        }
        .into_piece()
    } else {
        view! { <Subscribe page=page.clone()/> }.into_piece()
    };
    view! {
        <Title text=format!("{} · {}", words::title(language), page.number)/>
        <div class="page">
            <Breadcrumb crumbs=crumbs here=words::card_title(language)/>
            <h1>{words::title(language)}</h1>
            <p class="page-lead">{words::lead(language)}</p>
            {done.map(|(tone, done)| view! { <Notice tone=tone><p>{done}</p></Notice> })}
            <List page=page.clone()/>
            {form}
        </div>
    }
    .into_piece()
}

/// The addresses that the reader subscribed.
#[component]
fn List(
    /// The messages.
    page: ParcelMessagesPage,
) -> impl IntoView {
    let language = language();
    let rows = if page.subscriptions.is_empty() {
        view! { <p class="muted">{words::none(language)}</p> }.into_piece()
    } else {
        let rows: Vec<_> = page
            .subscriptions
            .into_iter()
            .map(|one| {
                view! {
                    <li class="tracking-address">
                        <p class="tracking-name">{one.address.clone()}</p>
                        <p><About of=one.clone()/></p>
                        <Remove of=one/>
                    </li>
                }
            })
            .collect();
        view! {
            <DeedForm name="unsubscribe" action=format!("/parcels/{}/messages", page.key) deed=page.deed>
                <ul class="tracking-addresses">{rows}</ul>
            </DeedForm>
        }
        .into_piece()
    };
    view! {
        <Card title=words::list_title(language)>
            {rows}
            <p><Link href="/tracking-messages">{words::all_link(language)}</Link></p>
        </Card>
    }
    .into_piece()
}

/// The form. Without scripts nothing can appear by itself, so the other address stands there from the start.
#[component]
fn Subscribe(
    /// The messages.
    page: ParcelMessagesPage,
) -> impl IntoView {
    let language = language();
    let who = vec![
        Choice::new("own", words::who_own(language, &page.own_address)),
        Choice::new("other", words::who_other(language)).hint(words::who_other_hint(language)),
    ];
    let languages = Language::ALL
        .into_iter()
        .map(|one| {
            let name = match one {
                Language::Fr => "Français",
                Language::En => "English",
            };
            Choice::new(one.code(), name)
        })
        .collect();
    view! {
        <Card title=words::form_title(language)>
            <DeedForm name="subscribe" action=format!("/parcels/{}/messages", page.key) deed=page.deed keep=true>
                <RadioGroup name="who" legend=words::who(language) choices=who value="own"/>
                <Field
                    name="address"
                    label=words::address(language)
                    hint=words::address_hint(language)
                    kind=FieldKind::Email
                    autocomplete="off"
                    max_length=200u32
                />
                <Events events=page.events/>
                <RadioGroup
                    name="language"
                    legend=words::language(language)
                    choices=languages
                    value=language.code()
                />
                <p class="form-buttons">
                    <Button look=ButtonLook::Primary>{words::subscribe(language)}</Button>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}

/// What can be told.
#[component]
fn Events(
    /// The events, in the order in which they come on the way.
    events: Vec<EventChoice>,
) -> impl IntoView {
    let boxes: Vec<_> = events
        .into_iter()
        .enumerate()
        .map(|(place, event)| {
            view! {
                <Checkbox name="events" value=event.word checked=event.ticked first=place == 0>{event.label}</Checkbox>
            }
        })
        .collect();
    view! {
        <Fieldset name="events" legend=words::events(language())>
            <div class="choices tracking-events">{boxes}</div>
        </Fieldset>
    }
    .into_piece()
}
