//! The page that a mailed link opens: choosing a password. Opening it uses nothing up, because mail scanners open
//! links too (`security.md` S08).

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::sign_in as words;

use crate::api::sign_in::password_link_owner;
use crate::error::{Failure, FailureKind};
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLink, ButtonLook, Card, DeedForm, FailureView, Field, FieldKind, Glyph, Notice, Tone, language,
};

/// Choosing a password by a link.
#[component]
pub fn ResetPasswordScreen() -> impl IntoView {
    let language = language();
    let params = use_params_map();
    let token = move || params.with(|params| params.get("token")).unwrap_or_default();
    let owner = Resource::new(token, password_link_owner);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match owner.await {
                    Ok(email) => {
                        let token = untrack(token);
                        view! { <Title text=words::choose_title(language)/> <Choose email token/> }.into_piece()
                    }
                    Err(failure) if failure.kind == FailureKind::NotFound => {
                        view! { <Title text=words::expired_title(language)/> <Expired failure/> }.into_piece()
                    }
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

/// The form. The address is there for whoever keeps passwords, and tells whose this one will be.
#[component]
fn Choose(
    /// Whose password.
    email: String,
    /// The link's secret, part of the page's own address.
    token: String,
) -> impl IntoView {
    let language = language();
    view! {
        <div class="page" data-width="narrow">
            <h1>{words::choose_title(language)}</h1>
            <p class="page-lead">{words::choose_lead(language, &email)}</p>
            <Card>
                <DeedForm name="reset" action=format!("/reset-password/{token}") deed="">
                    <input
                        class="visually-hidden"
                        type="email"
                        autocomplete="username"
                        value=email
                        readonly=true
                        tabindex="-1"
                        aria-hidden="true"
                    />
                    <Field
                        name="password"
                        label=words::new_password(language)
                        hint=words::new_password_hint(language)
                        kind=FieldKind::Password
                        autocomplete="new-password"
                        max_length=256u32
                        required=true
                    />
                    <Field
                        name="password_again"
                        label=words::new_password_again(language)
                        kind=FieldKind::Password
                        autocomplete="new-password"
                        max_length=256u32
                        required=true
                    />
                    <Button look=ButtonLook::Primary wide=true>{words::choose(language)}</Button>
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
        <div class="page" data-width="narrow">
            <h1>{words::expired_title(language)}</h1>
            <Notice tone=Tone::Wrong glyph=Glyph::Clock>
                <p>{failure.summary}</p>
                <p>
                    <ButtonLink href="/forgot-password" look=ButtonLook::Primary outside=true>
                        {words::ask_again(language)}
                    </ButtonLink>
                </p>
            </Notice>
        </div>
    }
    .into_piece()
}
