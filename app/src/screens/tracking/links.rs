//! The pages behind the links in mails: ending messages, and confirming an address. They need nobody to be signed in,
//! and opening one changes nothing.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::tracking as words;

use crate::api::tracking::{ConfirmPage, StopPage, confirmation, stop_link};
use crate::error::{Failure, FailureKind};
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLook, Card, DeedForm, FailureView, Glyph, Notice, Tone, language};

/// The page `/unsubscribe/:token`.
#[component]
pub fn StopScreen() -> impl IntoView {
    let params = use_params_map();
    let token = move || params.with(|params| params.get("token")).unwrap_or_default();
    let page = Resource::new(token, stop_link);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Stop page token=untrack(token)/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Stop(
    /// What the link stands for.
    page: StopPage,
    /// The link's secret, part of the page's own address.
    token: String,
) -> impl IntoView {
    let language = language();
    if page.stopped {
        return view! {
            <Title text=words::stopped_title(language)/>
            <div class="page" data-width="narrow">
                <h1>{words::stopped_title(language)}</h1>
                <Notice tone=Tone::Done><p>{words::stopped(language, &page.number)}</p></Notice>
            </div>
        }
        .into_piece();
    }
    view! {
        <Title text=words::stop_title(language)/>
        <div class="page" data-width="narrow">
            <h1>{words::stop_title(language)}</h1>
            <Card>
                <p>{words::stop_lead(language, &page.number)}</p>
                <DeedForm name="stop" action=format!("/unsubscribe/{token}") deed="">
                    <Button look=ButtonLook::Primary wide=true>{words::stop(language)}</Button>
                </DeedForm>
            </Card>
        </div>
    }
    .into_piece()
}

/// The page `/confirm/:token`.
#[component]
pub fn ConfirmScreen() -> impl IntoView {
    let params = use_params_map();
    let token = move || params.with(|params| params.get("token")).unwrap_or_default();
    let page = Resource::new(token, confirmation);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Confirm page token=untrack(token)/> }.into_piece(),
                    Err(failure) if failure.kind == FailureKind::NotFound => {
                        view! { <Expired failure/> }.into_piece()
                    }
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Confirm(
    /// What the link stands for.
    page: ConfirmPage,
    /// The link's secret, part of the page's own address.
    token: String,
) -> impl IntoView {
    let language = language();
    if page.confirmed {
        return view! {
            <Title text=words::confirmed_title(language)/>
            <div class="page" data-width="narrow">
                <h1>{words::confirmed_title(language)}</h1>
                <Notice tone=Tone::Done><p>{words::confirmed(language, &page.address, &page.number)}</p></Notice>
            </div>
        }
        .into_piece();
    }
    let events: Vec<_> = page.events.into_iter().map(|event| view! { <li>{event}</li> }).collect();
    view! {
        <Title text=words::confirm_title(language)/>
        <div class="page" data-width="narrow">
            <h1>{words::confirm_title(language)}</h1>
            <Card>
                <p>{words::confirm_lead(language, &page.address, &page.number, &page.sender)}</p>
                <p id="confirm-events">{words::confirm_events(language)}</p>
                <ul class="tracking-list" aria-labelledby="confirm-events">{events}</ul>
                <p class="small muted">{words::confirm_promise(language)}</p>
                <DeedForm name="confirm" action=format!("/confirm/{token}") deed="">
                    <Button look=ButtonLook::Primary wide=true>{words::confirm(language)}</Button>
                </DeedForm>
            </Card>
        </div>
    }
    .into_piece()
}

/// What stands there where the link no longer holds.
#[component]
fn Expired(
    /// Why, and what to do.
    failure: Failure,
) -> impl IntoView {
    let language = language();
    view! {
        <Title text=words::expired_title(language)/>
        <div class="page" data-width="narrow">
            <h1>{words::expired_title(language)}</h1>
            <Notice tone=Tone::Wrong glyph=Glyph::Clock><p>{failure.summary}</p></Notice>
        </div>
    }
    .into_piece()
}
