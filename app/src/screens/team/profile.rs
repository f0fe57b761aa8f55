//! One profile: its name, what it allows, for which accounts; and the form of a new one.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::team as words;

use super::{choices, done};
use crate::api::team::{Pick, ProfileFormPage, ServiceView, profile};
use crate::piece::IntoPiece;
use crate::ui::{
    Breadcrumb, Button, ButtonLook, Card, Checkbox, Choice, Crumb, DeedForm, FailureView, Field, Fieldset, Notice,
    RadioGroup, Select, language,
};

/// The page `/team/profiles/:id`.
#[component]
pub fn ProfileScreen() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")).unwrap_or_default();
    let page = Resource::new(id, profile);
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
    /// The profile and its form.
    page: ProfileFormPage,
) -> impl IntoView {
    let language = language();
    let is_new = page.row.id.is_empty();
    let title = if is_new { words::new_profile(language).to_owned() } else { page.row.name.clone() };
    let said = (!is_new).then(|| {
        view! {
            <p class="page-lead">{page.row.said.clone()}</p>
            <p class="small muted">{page.row.count.clone()} " " {page.row.people.clone()}</p>
        }
    });
    let (id, used, others, may_change) = (page.row.id.clone(), page.used, page.others.clone(), page.may_change);
    let forms = if may_change {
        view! {
            <Card><Define page/></Card>
            {(!is_new).then(|| view! { <Delete id used others/> })}
        }
        .into_piece()
    } else {
        view! { <Notice><p>{words::profile_more_than_you(language)}</p></Notice> }.into_piece()
    };
    view! {
        <Title text=title.clone()/>
        <div class="page">
            <Breadcrumb crumbs=vec![Crumb::new("/team/profiles", words::profiles(language))] here=title.clone()/>
            <h1>{title}</h1>
            {done()}
            {said}
            {forms}
        </div>
    }
    .into_piece()
}

#[component]
fn Define(
    /// What stands in the form.
    page: ProfileFormPage,
) -> impl IntoView {
    let language = language();
    let is_new = page.row.id.is_empty();
    let (name, id) = if is_new { ("create", "new".to_owned()) } else { ("change", page.row.id.clone()) };
    let mut scopes = vec![Choice::new("some", words::scope_some(language))];
    if page.all_accounts {
        scopes.insert(0, Choice::new("all", words::scope_all(language)));
    }
    view! {
        <DeedForm name=name action=format!("/team/profiles/{id}") deed="" keep=true>
            <input type="hidden" name="seen" value=page.seen/>
            <Field
                name="name"
                label=words::profile_name(language)
                value=page.row.name
                required=true
                max_length=80u32
            />
            <Fieldset name="rights" legend=words::services(language)><Services services=page.services/></Fieldset>
            <RadioGroup name="scope" legend=words::scope(language) choices=scopes value=page.scope/>
            <Fieldset name="billed" legend=words::billed(language)><Billed billed=page.billed/></Fieldset>
            <p class="form-buttons">
                <Button look=ButtonLook::Primary>
                    {if is_new { words::create(language) } else { words::keep(language) }}
                </Button>
            </p>
        </DeedForm>
    }
    .into_piece()
}

/// The options of every service. A component of its own, so that its boxes are made within the form and know what was
/// ticked in it before a refusal.
#[component]
fn Services(
    /// The services.
    services: Vec<ServiceView>,
) -> impl IntoView {
    // The error summary leads to the first box of all.
    let mut first = true;
    let services: Vec<_> = services
        .into_iter()
        .map(|service| {
            let name = service.name;
            let boxes: Vec<_> = service
                .options
                .into_iter()
                .map(|one| {
                    let place = std::mem::take(&mut first);
                    view! {
                        <Checkbox name="rights" value=one.value checked=one.chosen first=place>{one.label}</Checkbox>
                    }
                })
                .collect();
            view! {
                <div class="team-service" role="group" aria-label=name.clone()>
                    <p class="field-label">{name.clone()}</p>
                    <div class="team-boxes">{boxes}</div>
                </div>
            }
        })
        .collect();
    services.into_piece()
}

/// The accounts and their parts, within the form as [`Services`].
#[component]
fn Billed(
    /// The accounts and parts.
    billed: Vec<Pick>,
) -> impl IntoView {
    let language = language();
    let none = billed.is_empty();
    let billed: Vec<_> = billed
        .into_iter()
        .enumerate()
        .map(|(place, one)| {
            view! { <Checkbox name="billed" value=one.value checked=one.chosen first=place == 0>{one.label}</Checkbox> }
        })
        .collect();
    view! {
        {none.then(|| view! { <p class="muted">{words::no_accounts(language)}</p> })}
        <div class="team-boxes">{billed}</div>
    }
    .into_piece()
}

#[component]
fn Delete(
    /// The profile.
    id: String,
    /// Whether somebody has it.
    used: bool,
    /// The profiles to which its users could be moved.
    others: Vec<Pick>,
) -> impl IntoView {
    let language = language();
    let (others, _) = choices(others);
    let lead = if used { words::delete_lead(language) } else { words::delete_lead_free(language) };
    view! {
        <Card title=words::delete_title(language)>
            <p>{lead}</p>
            <DeedForm name="delete" action=format!("/team/profiles/{id}") deed="">
                <Select
                    name="to"
                    label=words::delete_to(language)
                    choices=others
                    prompt=words::choose(language)
                    required=used
                />
                <p class="form-buttons">
                    <Button look=ButtonLook::Danger>{words::delete(language)}</Button>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}
