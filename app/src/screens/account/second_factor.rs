//! The second factor: set up in an application, its recovery codes, and switching it off.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::{account, factor as words};

use crate::api::second_factor::{FactorPage, second_factor};
use crate::piece::IntoPiece;
use crate::ui::{
    Breadcrumb, Button, ButtonLook, Card, Crumb, DeedForm, FailureView, Field, FieldKind, FieldWidth, Notice, Tone,
    language,
};

const HERE: &str = "/account/second-factor";

/// The page `/account/second-factor`.
#[component]
pub fn SecondFactorScreen() -> impl IntoView {
    let page = Resource::new(|| (), |()| second_factor());
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
    /// The factor.
    page: FactorPage,
) -> impl IntoView {
    let language = language();
    let done = use_query_map().with_untracked(|query| query.get("done")).unwrap_or_default();
    let done = match done.as_str() {
        "on" => Some(words::done_on(language).to_owned()),
        "off" => Some(words::done_off(language).to_owned()),
        "codes" => Some(words::done_codes(language).to_owned()),
        "noted" => Some(words::done_noted(language).to_owned()),
        "used" => Some(words::done_used(language, &page.left)),
        _ => None,
    };
    let notice = if page.first {
        Some(words::first(language))
    } else if page.required {
        Some(words::required(language))
    } else {
        None
    };
    let body = if !page.since.is_empty() {
        view! { <On page/> }.into_piece()
    } else if page.secret.is_empty() {
        view! { <Off/> }.into_piece()
    } else {
        view! { <SettingUp page/> }.into_piece()
    };
    view! {
        <Title text=words::title(language)/>
        <div class="page">
            <Breadcrumb crumbs=vec![Crumb::new("/account", account::title(language))] here=words::title(language)/>
            <h1>{words::title(language)}</h1>
            <p class="page-lead">{words::lead(language)}</p>
            {done.map(|done| view! { <Notice tone=Tone::Done><p>{done}</p></Notice> })}
            {notice.map(|notice| view! { <Notice><p>{notice}</p></Notice> })}
            {body}
        </div>
    }
    .into_piece()
}

#[component]
fn Off() -> impl IntoView {
    let language = language();
    view! {
        <Card title=words::off_title(language)>
            <p>{words::off_lead(language)}</p>
            <DeedForm name="begin" action=HERE deed="">
                <p class="form-buttons">
                    <Button look=ButtonLook::Primary>{words::begin(language)}</Button>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}

#[component]
fn SettingUp(
    /// The factor.
    page: FactorPage,
) -> impl IntoView {
    let language = language();
    view! {
        <Card title=words::step_application(language)>
            <p>{words::step_application_lead(language)}</p>
            {(page.qr_size > 0)
                .then(|| {
                    view! {
                        <svg
                            class="factor-qr"
                            viewBox=format!("0 0 {0} {0}", page.qr_size)
                            role="img"
                            aria-label=words::qr(language)
                            shape-rendering="crispEdges"
                        >
                            <path d=page.qr></path>
                        </svg>
                    }
                })}
            <p class="factor-secret"><code>{page.secret}</code></p>
            <p>
                <a class="link" href=page.address>{words::open_application(language)}</a>
                " "
                <span class="muted small">{words::open_application_hint(language)}</span>
            </p>
        </Card>
        <Card title=words::step_confirm(language)>
            <DeedForm name="confirm" action=HERE deed="">
                <Proof email=page.email recovery=false/>
                <p class="form-buttons">
                    <Button look=ButtonLook::Primary>{words::confirm(language)}</Button>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}

#[component]
fn On(
    /// The factor.
    page: FactorPage,
) -> impl IntoView {
    let language = language();
    let codes = page.codes;
    let (email, again) = (page.email.clone(), page.email);
    view! {
        <Notice tone=Tone::Done>
            <p>{words::on_since(language, &page.since)}</p>
        </Notice>
        {(!codes.is_empty()).then(|| view! { <Codes codes/> })}
        <Card title=words::codes_title(language)>
            <p>{page.left}</p>
            <p class="muted">{words::codes_lead(language)}</p>
            <DeedForm name="codes" action=HERE deed="">
                <Proof email=email recovery=true/>
                <p class="form-buttons">
                    <Button>{words::codes_renew(language)}</Button>
                </p>
            </DeedForm>
        </Card>
        <Card title=words::drop_title(language)>
            <p>{words::drop_lead(language)}</p>
            <DeedForm name="off" action=HERE deed="">
                <Proof email=again recovery=true/>
                <p class="form-buttons">
                    <Button look=ButtonLook::Danger>{words::drop(language)}</Button>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}

/// New recovery codes, which this browser alone is shown.
#[component]
fn Codes(
    /// The codes.
    codes: Vec<String>,
) -> impl IntoView {
    let language = language();
    view! {
        <Card title=words::codes_new(language)>
            <p>{words::codes_new_lead(language)}</p>
            <ol class="factor-codes">
                {codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}
            </ol>
            <DeedForm name="noted" action=HERE deed="">
                <p class="form-buttons">
                    <Button look=ButtonLook::Primary>{words::codes_noted(language)}</Button>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}

/// What proves who is there: a code and the password.
#[component]
fn Proof(
    /// Whose password, for whoever keeps passwords.
    email: String,
    /// Whether a recovery code does as well.
    recovery: bool,
) -> impl IntoView {
    let language = language();
    let (label, hint) = if recovery {
        (words::code_or_recovery(language), words::code_or_recovery_hint(language))
    } else {
        (words::code(language), words::code_hint(language))
    };
    view! {
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
            name="code"
            label=label
            hint=hint
            width=FieldWidth::Medium
            autocomplete="one-time-code"
            max_length=40u32
            required=true
        />
        <Field
            name="password"
            label=words::password(language)
            kind=FieldKind::Password
            autocomplete="current-password"
            max_length=256u32
            required=true
        />
    }
    .into_piece()
}
