//! The page on which somebody signs in.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::sign_in as words;

use super::demo::DemoPeople;
use crate::api::sign_in::demo_people;
use crate::error::Attempt;
use crate::ui::{Button, ButtonLook, Card, DeedForm, Field, FieldKind, Notice, Tone, language};

/// Signing in.
#[component]
pub fn SignInScreen() -> impl IntoView {
    let language = language();
    let query = use_query_map();
    let get = move |name: &str| query.with_untracked(|query| query.get(name)).unwrap_or_default();
    // After a refused try the address no longer says where he wanted to go; what he sent does.
    let next = use_context::<Attempt>()
        .and_then(|attempt| attempt.value("next").map(str::to_owned))
        .unwrap_or_else(|| get("next"));
    let said = match get("from").as_str() {
        "sign-out" => Some((Tone::Done, words::signed_out(language))),
        "password" => Some((Tone::Done, words::password_chosen(language))),
        _ if next.len() > 1 => Some((Tone::Neutral, words::first(language))),
        _ => None,
    };
    let people = Resource::new(|| (), |()| demo_people());
    let onward = next.clone();
    view! {
        <Title text=words::title(language)/>
        <div class="page" data-width="narrow">
            <h1>{words::title(language)}</h1>
            {said.map(|(tone, text)| view! { <Notice tone=tone><p>{text}</p></Notice> })}
            <Card>
                <DeedForm name="sign-in" action="/sign-in" deed="">
                    <input type="hidden" name="next" value=next/>
                    <Field
                        name="email"
                        label=words::email(language)
                        kind=FieldKind::Email
                        autocomplete="username"
                        max_length=200u32
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
                    <Button look=ButtonLook::Primary wide=true>{words::enter(language)}</Button>
                </DeedForm>
                <p class="sign-in-more">
                    <a class="link" href="/forgot-password">{words::forgot(language)}</a>
                </p>
            </Card>
            <Suspense>
                {move || {
                    let next = onward.clone();
                    Suspend::new(async move {
                        // Whoever cannot be offered the demo's people can still sign in.
                        let demo = people.await.unwrap_or_default();
                        (!demo.people.is_empty()).then(|| view! { <DemoPeople demo next/> })
                    })
                }}
            </Suspense>
        </div>
    }
}
