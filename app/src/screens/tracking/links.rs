//! The pages behind the links in mails: a followed parcel, ending messages, and confirming an address. They need nobody to be signed in,
//! and opening one changes nothing.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use wording::tracking as words;

use crate::api::tracking::{ConfirmPage, FollowPage, StopPage, confirmation, followed_parcel, stop_link};
use crate::piece::IntoPiece;
use crate::ui::{Card, Fact, Facts, FailureView, MailDone, MailGone, MailPage, MailQuestion, language};

/// The page `/follow/:token`.
#[component]
pub fn FollowScreen() -> impl IntoView {
    let params = use_params_map();
    let token = move || params.with(|params| params.get("token")).unwrap_or_default();
    let page = Resource::new(token, followed_parcel);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Follow page token=untrack(token)/> }.into_piece(),
                    Err(failure) => {
                        view! { <MailGone title=words::follow_over_title(language()) failure/> }.into_piece()
                    }
                }
            })}
        </Suspense>
    }
}

#[component]
fn Follow(
    /// Where the parcel is.
    page: FollowPage,
    /// The link's secret, part of the page's own address.
    token: String,
) -> impl IntoView {
    let language = language();
    let facts: Vec<_> = page.facts.into_iter().map(|(name, text)| view! { <Fact name>{text}</Fact> }).collect();
    view! {
        <MailPage title=words::follow_title(language, &page.number)>
            <Card>
                <Facts>{facts}</Facts>
                <p>{page.advice}</p>
            </Card>
            <p class="small">
                <a href=format!("/unsubscribe/{token}") rel="external">{words::stop(language)}</a>
            </p>
        </MailPage>
    }
    .into_piece()
}

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
        let text = words::stopped(language, &page.number);
        return view! { <MailDone title=words::stopped_title(language) text/> }.into_piece();
    }
    let action = format!("/unsubscribe/{token}");
    view! {
        <MailQuestion title=words::stop_title(language) form="stop" action button=words::stop(language)>
            <p>{words::stop_lead(language, &page.number)}</p>
        </MailQuestion>
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
                    Err(failure) => {
                        view! { <MailGone title=words::expired_title(language()) failure/> }.into_piece()
                    }
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
        let text = words::confirmed(language, &page.address, &page.number);
        return view! { <MailDone title=words::confirmed_title(language) text/> }.into_piece();
    }
    let events: Vec<_> = page.events.into_iter().map(|event| view! { <li>{event}</li> }).collect();
    let action = format!("/confirm/{token}");
    view! {
        <MailQuestion title=words::confirm_title(language) form="confirm" action button=words::confirm(language)>
            <p>{words::confirm_lead(language, &page.address, &page.number, &page.sender)}</p>
            <p id="confirm-events">{words::confirm_events(language)}</p>
            <ul class="tracking-list" aria-labelledby="confirm-events">{events}</ul>
            <p class="small muted">{words::confirm_promise(language)}</p>
        </MailQuestion>
    }
    .into_piece()
}
