//! The page behind the link in grouped mails. It needs nobody to be signed in, and opening it changes nothing.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use wording::notices as words;

use crate::api::notices::{NoticesEndPage, notices_end};
use crate::piece::IntoPiece;
use crate::ui::{FailureView, MailDone, MailQuestion, language};

/// The page `/notifications/unsubscribe/:token`.
#[component]
pub fn NoticesEndScreen() -> impl IntoView {
    let params = use_params_map();
    let token = move || params.with(|params| params.get("token")).unwrap_or_default();
    let page = Resource::new(token, notices_end);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <End page token=untrack(token)/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn End(
    /// What the link stands for.
    page: NoticesEndPage,
    /// The link's secret, part of the page's own address.
    token: String,
) -> impl IntoView {
    let language = language();
    if page.ended {
        let text = words::stopped(language, &page.address);
        return view! { <MailDone title=words::stopped_title(language) text/> }.into_piece();
    }
    let action = format!("/notifications/unsubscribe/{token}");
    view! {
        <MailQuestion title=words::stop_title(language) form="stop" action button=words::stop(language)>
            <p>{words::stop_lead(language, &page.address)}</p>
        </MailQuestion>
    }
    .into_piece()
}
