//! How one is told: how often mails come, when none may, and what they say.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::notices as words;

use crate::api::notices::{NoticeChoicePage, NoticeOption, notice_choice};
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLook, Card, Checkbox, Choice, DeedForm, FailureView, Fieldset, Notice, RadioGroup, Select, Tone,
    language,
};

/// The page `/account/notifications`.
#[component]
pub fn NoticeChoiceScreen() -> impl IntoView {
    let page = Resource::new(|| (), |()| notice_choice());
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
    /// How he is told now.
    page: NoticeChoicePage,
) -> impl IntoView {
    let language = language();
    let kept = use_query_map().with_untracked(|query| query.get("done")).is_some_and(|done| done == "kept");
    view! {
        <Title text=words::choice_title(language)/>
        <div class="page">
            <h1>{words::choice_title(language)}</h1>
            <p class="page-lead">{words::choice_lead(language)}</p>
            {kept.then(|| view! { <Notice tone=Tone::Done><p>{words::kept(language)}</p></Notice> })}
            <Card>
                <DeedForm name="choice" action="/account/notifications" deed="" keep=true>
                    <Fields page/>
                    <p class="form-buttons">
                        <Button look=ButtonLook::Primary>{words::keep(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
            <p><a class="link" href="/account" rel="external">{words::back(language)}</a></p>
        </div>
    }
    .into_piece()
}

#[component]
fn Fields(
    /// How he is told now.
    page: NoticeChoicePage,
) -> impl IntoView {
    let language = language();
    let chosen = |options: &[NoticeOption]| {
        options.iter().find(|option| option.chosen).map(|option| option.value.clone()).unwrap_or_default()
    };
    let (pace, hour) = (chosen(&page.paces), chosen(&page.hours));
    let paces = page.paces.into_iter().map(|one| Choice::new(one.value, one.label).hint(one.hint)).collect();
    let hours: Vec<Choice> = page.hours.into_iter().map(|one| Choice::new(one.value, one.label)).collect();
    view! {
        <RadioGroup name="pace" legend=words::pace(language) choices=paces value=pace/>
        <Select name="hour" label=words::hour(language) choices=hours.clone() value=hour required=true/>
        <Fieldset
            name="quiet"
            legend=words::quiet(language)
            hint=words::quiet_hint(language, &page.zone)
        >
            <div class="notice-hours">
                <Select
                    name="quiet_from"
                    label=words::quiet_from(language)
                    choices=hours.clone()
                    value=page.quiet_from
                    required=true
                />
                <Select
                    name="quiet_until"
                    label=words::quiet_until(language)
                    choices=hours
                    value=page.quiet_until
                    required=true
                />
            </div>
        </Fieldset>
        <Fieldset name="kinds" legend=words::kinds(language) hint=words::kinds_hint(language)>
            <Kinds kinds=page.kinds/>
        </Fieldset>
    }
    .into_piece()
}

#[component]
fn Kinds(
    /// What mails can tell.
    kinds: Vec<NoticeOption>,
) -> impl IntoView {
    kinds
        .into_iter()
        .enumerate()
        .map(|(place, one)| {
            view! {
                <Checkbox name="kinds" value=one.value checked=one.chosen first=place == 0>
                    {one.label}
                </Checkbox>
            }
        })
        .collect_view()
}
