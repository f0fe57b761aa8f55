//! One of the operator's people: his name, level and team, and letting him go.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::operator as words;
use wording::team;

use super::{choices, done};
use crate::api::desk::{AgentView, agent};
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Breadcrumb, Button, ButtonLook, Card, Crumb, DeedForm, FactorReset, FailureView, Field, FieldWidth, Select,
    language,
};

/// The page `/admin/agents/:id`.
#[component]
pub fn AgentScreen() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")).unwrap_or_default();
    let page = Resource::new(id, agent);
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
    /// The person.
    page: AgentView,
) -> impl IntoView {
    let language = language();
    let AgentView { row, teams, levels, gone } = page;
    let action = format!("/admin/agents/{}", row.id);
    let (levels, chosen) = choices(levels);
    let (teams, own_team) = choices(teams);
    let (change, name) = (action.clone(), row.name.clone());
    let forms = if gone {
        view! {
            <Card title=team::take_back_title(language)>
                <p>{team::take_back_lead(language)}</p>
                <DeedForm name="take-back" action=action deed="">
                    <p class="form-buttons"><Button>{team::take_back(language)}</Button></p>
                </DeedForm>
            </Card>
        }
        .into_piece()
    } else {
        view! {
            <Card title=words::level_and_team(language)>
                <DeedForm name="change" action=change deed="" keep=true>
                    <Field
                        name="name"
                        label=team::name(language)
                        value=name
                        width=FieldWidth::Medium
                        required=true
                        max_length=80u32
                    />
                    <Select name="level" label=words::level(language) choices=levels value=chosen required=true/>
                    <Select name="team" label=words::team(language) choices=teams value=own_team required=true/>
                    <p class="form-buttons">
                        <Button look=ButtonLook::Primary>{team::keep(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
            {row.factor.then(|| view! { <FactorReset action=action.clone()/> })}
            <Card title=team::let_go_title(language)>
                <p>{words::let_go_lead(language)}</p>
                <DeedForm name="let-go" action=action deed="">
                    // Where the last administrator is told that he stays: the summary of what is wrong leads here.
                    <p class="form-buttons" id="let-go-level" tabindex="-1">
                        <Button look=ButtonLook::Danger>{team::let_go(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
        }
        .into_piece()
    };
    view! {
        <Title text=row.name.clone()/>
        <div class="page">
            <Breadcrumb crumbs=vec![Crumb::new("/admin/agents", words::agents(language))] here=row.name.clone()/>
            <h1><bdi>{row.name}</bdi></h1>
            <p class="row">
                {row.email} <Badge tone=row.state.tone>{row.state.text}</Badge>
            </p>
            {done()}
            {forms}
        </div>
    }
    .into_piece()
}
