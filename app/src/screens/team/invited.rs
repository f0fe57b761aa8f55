//! The page that an invitation opens: becoming a user. Opening it uses nothing up, because mail scanners open links too
//! (`security.md` S08).

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::{sign_in, team as words};

use crate::api::team::{InvitedView, invited};
use crate::error::FailureKind;
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLink, ButtonLook, Card, DeedForm, FailureView, Field, FieldKind, Glyph, Notice, Tone, language,
};

/// The page `/invitations/:token`.
#[component]
pub fn InvitedScreen() -> impl IntoView {
    let params = use_params_map();
    let token = move || params.with(|params| params.get("token")).unwrap_or_default();
    let page = Resource::new(token, invited);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(to) => {
                        let token = untrack(token);
                        view! { <Join to token/> }.into_piece()
                    }
                    Err(failure) if failure.kind == FailureKind::NotFound => view! { <Gone/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

/// The form. The address is there for whoever keeps passwords.
#[component]
fn Join(
    /// Whom it lets in, and where.
    to: InvitedView,
    /// The link's secret, part of the page's own address.
    token: String,
) -> impl IntoView {
    let language = language();
    let title = words::invitation_title(language, &to.customer);
    view! {
        <Title text=title.clone()/>
        <div class="page" data-width="narrow">
            <h1>{title}</h1>
            <p class="page-lead">{words::invitation_lead(language, &to.email)}</p>
            <Card>
                <DeedForm name="join" action=format!("/invitations/{token}") deed="">
                    <input
                        class="visually-hidden"
                        type="email"
                        autocomplete="username"
                        value=to.email
                        readonly=true
                        tabindex="-1"
                        aria-hidden="true"
                    />
                    <Field
                        name="name"
                        label=words::your_name(language)
                        autocomplete="name"
                        max_length=80u32
                        required=true
                    />
                    <Field
                        name="password"
                        label=sign_in::new_password(language)
                        hint=sign_in::new_password_hint(language)
                        kind=FieldKind::Password
                        autocomplete="new-password"
                        max_length=256u32
                        required=true
                    />
                    <Field
                        name="password_again"
                        label=sign_in::new_password_again(language)
                        kind=FieldKind::Password
                        autocomplete="new-password"
                        max_length=256u32
                        required=true
                    />
                    <Button look=ButtonLook::Primary wide=true>{words::invitation_accept(language)}</Button>
                </DeedForm>
            </Card>
        </div>
    }
    .into_piece()
}

/// What stands there where the link no longer holds.
#[component]
fn Gone() -> impl IntoView {
    let language = language();
    view! {
        <Title text=words::invitation_gone(language)/>
        <div class="page" data-width="narrow">
            <h1>{words::invitation_gone(language)}</h1>
            <Notice tone=Tone::Wrong glyph=Glyph::Clock>
                <p>{words::invitation_gone_lead(language)}</p>
                <p>
                    <ButtonLink href="/sign-in" look=ButtonLook::Primary outside=true>
                        {wording::shell::sign_in(language)}
                    </ButtonLink>
                </p>
            </Notice>
        </div>
    }
    .into_piece()
}
