//! The second step of signing in: the code of the second factor.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::factor as words;

use crate::api::sign_in::awaits_code;
use crate::error::Attempt;
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLink, ButtonLook, Card, DeedForm, FailureView, Field, Notice, language};

/// The page `/sign-in/code`.
#[component]
pub fn SignInCodeScreen() -> impl IntoView {
    let language = language();
    let awaits = Resource::new(|| (), |()| awaits_code());
    view! {
        <Title text=words::sign_in_title(language)/>
        <Suspense>
            {move || Suspend::new(async move {
                match awaits.await {
                    Ok(awaits) => view! { <Asked awaits/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Asked(
    /// Whether this browser has typed its password.
    awaits: bool,
) -> impl IntoView {
    let language = language();
    // After a refused try the address no longer says where he wanted to go; what he sent does.
    let next = use_context::<Attempt>()
        .and_then(|attempt| attempt.value("next").map(str::to_owned))
        .or_else(|| use_query_map().with_untracked(|query| query.get("next")))
        .unwrap_or_default();
    let body = if awaits {
        view! {
            <p class="page-lead">{words::sign_in_lead(language)}</p>
            <Card>
                <DeedForm name="code" action="/sign-in/code" deed="">
                    <input type="hidden" name="next" value=next/>
                    <Field
                        name="code"
                        label=words::code_or_recovery(language)
                        hint=words::code_or_recovery_hint(language)
                        autocomplete="one-time-code"
                        max_length=40u32
                        required=true
                    />
                    <Button look=ButtonLook::Primary wide=true>{wording::sign_in::enter(language)}</Button>
                </DeedForm>
                <p class="sign-in-more">
                    <a class="link" href="/sign-in">{wording::sign_in::back(language)}</a>
                </p>
            </Card>
            <p class="muted small">{words::sign_in_lost(language)}</p>
        }
        .into_piece()
    } else {
        view! {
            <Notice>
                <p>{wording::failure::sign_in_over(language)}</p>
                <p>
                    <ButtonLink href="/sign-in" look=ButtonLook::Primary outside=true>
                        {wording::sign_in::back(language)}
                    </ButtonLink>
                </p>
            </Notice>
        }
        .into_piece()
    };
    view! {
        <div class="page" data-width="narrow">
            <h1>{words::sign_in_title(language)}</h1>
            {body}
        </div>
    }
    .into_piece()
}
