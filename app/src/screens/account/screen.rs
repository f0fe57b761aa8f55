//! The account as a page of cards.

use domain::Language;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::account as words;

use super::sessions::Sessions;
use crate::api::account::{AccountPage, account};
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLink, Card, Checkbox, DeedForm, Fact, Facts, FailureView, Field, FieldWidth, Notice, Tone, language,
};

/// The page.
#[component]
pub fn AccountScreen() -> impl IntoView {
    let page = Resource::new(|| (), |()| account());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(shown) => view! { <Shown shown/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The account.
    shown: AccountPage,
) -> impl IntoView {
    let language = language();
    let email = shown.email.clone();
    let done = use_query_map().with_untracked(|query| query.get("done"));
    let done = done.and_then(|done| match done.as_str() {
        "session" => Some(words::revoked(language).to_owned()),
        "sessions" => Some(words::revoked_others(language).to_owned()),
        "shortcuts" | "person" => Some(words::kept(language).to_owned()),
        "password" => Some(words::password_sent(language, &email)),
        _ => None,
    });
    let belongs = if shown.operator { words::team(language) } else { words::customer(language) };
    view! {
        <Title text=words::title(language)/>
        <div class="page">
            <h1>{words::title(language)}</h1>
            {done.map(|done| view! { <Notice tone=Tone::Done><p>{done}</p></Notice> })}
            <Card title=words::person(language)>
                <Facts>
                    <Fact name=words::email(language)>{shown.email}</Fact>
                    <Fact name=belongs>{shown.belongs_to}</Fact>
                </Facts>
                <DeedForm name="person" action="/account" deed="" keep=true>
                    <Field
                        name="name"
                        label=words::name(language)
                        value=shown.name
                        width=FieldWidth::Medium
                        autocomplete="name"
                        required=true
                        max_length=80u32
                    />
                    <Field
                        name="zone"
                        label=words::zone(language)
                        hint=words::zone_hint(language)
                        value=shown.zone
                        width=FieldWidth::Medium
                        required=true
                        max_length=60u32
                    />
                    <p class="form-buttons">
                        <Button>{words::keep(language)}</Button>
                    </p>
                </DeedForm>
                <ChooseLanguage/>
            </Card>
            <Card title=wording::notices::choice_title(language)>
                <p>{words::notifications_lead(language)}</p>
                <p class="form-buttons">
                    <ButtonLink href="/account/notifications">{wording::notices::settings(language)}</ButtonLink>
                </p>
            </Card>
            <Sessions sessions=shown.sessions/>
            <Password email/>
            <Card title=wording::factor::title(language)>
                <p>{wording::factor::lead(language)}</p>
                <p class="form-buttons">
                    <ButtonLink href="/account/second-factor">{words::factor_open(language)}</ButtonLink>
                </p>
            </Card>
            <Card title=words::data_title(language)>
                <p>{words::data_lead(language)}</p>
                <p class="form-buttons">
                    <ButtonLink href="/account/export" outside=true>{words::data_take(language)}</ButtonLink>
                </p>
            </Card>
            <Card title=words::shortcuts_title(language)>
                <DeedForm name="shortcuts" action="/account" deed="" keep=true>
                    <Checkbox name="shortcuts" checked=shown.shortcuts hint=words::shortcuts_hint(language)>
                        {words::shortcuts(language)}
                    </Checkbox>
                    <p class="form-buttons">
                        <Button>{words::keep(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
        </div>
    }
    .into_piece()
}

/// The language of pages and mails: a plain form, because the page it leads to is another one.
#[component]
fn ChooseLanguage() -> impl IntoView {
    let present = language();
    view! {
        <form class="account-languages" method="post" action="/language">
            <input type="hidden" name="next" value="/account"/>
            <p id="account-language">{words::pages_in(present)}</p>
            <div class="row" role="group" aria-labelledby="account-language">
                {Language::ALL
                    .into_iter()
                    .map(|one| {
                        let name = match one {
                            Language::Fr => "Français",
                            Language::En => "English",
                        };
                        view! {
                            <button
                                class="button"
                                type="submit"
                                name="language"
                                value=one.code()
                                lang=one.code()
                                aria-current=(one == present).then_some("true")
                            >
                                {name}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </form>
    }
    .into_piece()
}

/// Another password: a link is sent, so that a browser left open is not enough to lock its owner out.
#[component]
fn Password(
    /// Where the link goes.
    email: String,
) -> impl IntoView {
    let language = language();
    view! {
        <Card title=words::password_title(language)>
            <p>{words::password_lead(language, &email)}</p>
            <DeedForm name="password" action="/account" deed="">
                <p class="form-buttons">
                    <Button>{words::password_ask(language)}</Button>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}
