//! One user: his name and profile, and letting him go.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::team as words;

use super::{choices, done};
use crate::api::team::{PersonPage, Pick, colleague};
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Breadcrumb, Button, ButtonLook, Card, Crumb, DeedForm, FactorReset, FailureView, Field, Notice, Select,
    language,
};

/// The page `/team/people/:id`.
#[component]
pub fn ColleagueScreen() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")).unwrap_or_default();
    let page = Resource::new(id, colleague);
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
    /// The user.
    page: PersonPage,
) -> impl IntoView {
    let language = language();
    let action = format!("/team/people/{}", page.row.id);
    let (profiles, chosen) = choices(page.profiles);
    let (change, name) = (action.clone(), page.row.name.clone());
    let forms = if !page.may_change {
        view! { <Notice><p>{words::more_than_you(language)}</p></Notice> }.into_piece()
    } else if page.gone {
        view! {
            <Card title=words::take_back_title(language)>
                <p>{words::take_back_lead(language)}</p>
                <DeedForm name="take-back" action=action deed="">
                    <p class="form-buttons"><Button>{words::take_back(language)}</Button></p>
                </DeedForm>
            </Card>
        }
        .into_piece()
    } else {
        view! {
            <Card title=words::profile(language)>
                <DeedForm name="change" action=change deed="" keep=true>
                    <Field
                        name="name"
                        label=words::name(language)
                        value=name
                        required=true
                        max_length=80u32
                    />
                    <Select
                        name="profile"
                        label=words::profile(language)
                        choices=profiles
                        value=chosen
                        required=true
                    />
                    <p class="form-buttons">
                        <Button look=ButtonLook::Primary>{words::keep(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
            {page.row.factor.then(|| view! { <FactorReset action=action.clone()/> })}
            <LetGo action others=page.others/>
        }
        .into_piece()
    };
    view! {
        <Title text=page.row.name.clone()/>
        <div class="page">
            <Breadcrumb crumbs=vec![Crumb::new("/team", words::title(language))] here=page.row.name.clone()/>
            <h1><bdi>{page.row.name}</bdi></h1>
            <p class="row">
                {page.row.email} <Badge tone=page.row.state.tone>{page.row.state.text}</Badge>
            </p>
            {done()}
            {forms}
        </div>
    }
    .into_piece()
}

#[component]
fn LetGo(
    /// Where it posts to.
    action: String,
    /// Those who could take his work over.
    others: Vec<Pick>,
) -> impl IntoView {
    let language = language();
    let (others, _) = choices(others);
    view! {
        <Card title=words::let_go_title(language)>
            <p>{words::let_go_lead(language)}</p>
            <DeedForm name="let-go" action=action deed="">
                {(!others.is_empty())
                    .then(|| {
                        view! {
                            <Select
                                name="to"
                                label=words::let_go_to(language)
                                choices=others
                                prompt=words::let_go_nobody(language)
                            />
                        }
                    })}
                <p class="form-buttons">
                    <Button look=ButtonLook::Danger>{words::let_go(language)}</Button>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}
