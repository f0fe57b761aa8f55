//! Right after filing: the ticket's number, by when somebody answers, and the way on.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::thread as words;

use crate::api::thread::{ThreadPage, thread};
use crate::piece::IntoPiece;
use crate::ui::FailureView;
use crate::ui::{ButtonLink, ButtonLook, Glyph, Notice, Tone, language};

/// The confirmation.
#[component]
pub fn FiledScreen() -> impl IntoView {
    let language = language();
    let params = use_params_map();
    let page = Resource::new(move || params.read().get("number").unwrap_or_default(), |number| thread(number, false));
    let show = move |page: ThreadPage| {
        view! {
            <Title text=words::filed_title(language)/>
            <div class="page">
                <h1>{words::filed_title(language)}</h1>
                <Notice tone=Tone::Done glyph=Glyph::Check title=words::filed_number(language, &page.number)>
                    <p>{page.promise.clone()}</p>
                    {page.mails.then(|| view! { <p>{words::filed_mail(language)}</p> })}
                </Notice>
                <p class="form-buttons">
                    <ButtonLink href=format!("/requests/{}", page.number) look=ButtonLook::Primary>
                        {words::filed_open(language)}
                    </ButtonLink>
                    <ButtonLink href="/requests/new">{words::filed_another(language)}</ButtonLink>
                </p>
            </div>
        }
    };
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => show(page).into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}
