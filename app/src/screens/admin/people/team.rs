//! One of the operator's teams: its name, who is in it, and retiring it.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::operator as words;

use super::{choices, done};
use crate::api::desk::{TeamView, team};
use crate::api::team::PersonRow;
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Breadcrumb, Button, ButtonLook, Card, Cell, Column, Crumb, DeedForm, FailureView, Field, FieldWidth,
    HeadCell, Select, Table, Tone, language,
};

/// The page `/admin/teams/:id`.
#[component]
pub fn OperatorTeamScreen() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")).unwrap_or_default();
    let page = Resource::new(id, team);
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
    /// The team.
    page: TeamView,
) -> impl IntoView {
    let language = language();
    let TeamView { row, people, others } = page;
    let action = format!("/admin/teams/{}", row.id);
    let to_name = action.clone();
    let used = !people.is_empty();
    let list = if used {
        let columns = vec![
            Column::new(wording::team::name(language)),
            Column::new(words::level(language)),
            Column::new(wording::team::state(language)),
        ];
        let rows: Vec<_> = people.into_iter().map(|row| view! { <Person row/> }).collect();
        view! { <Table caption=words::team_people(language) columns=columns>{rows}</Table> }.into_piece()
    } else {
        view! { <p class="muted">{words::team_empty(language)}</p> }.into_piece()
    };
    let end = if row.retired {
        view! {
            <Card title=words::team_restore(language)>
                <p>{words::team_restore_lead(language)}</p>
                <DeedForm name="restore" action=action deed="">
                    <p class="form-buttons"><Button>{words::team_restore(language)}</Button></p>
                </DeedForm>
            </Card>
        }
        .into_piece()
    } else {
        let (others, _) = choices(others);
        view! {
            <Card title=words::team_retire_title(language)>
                <p>{words::team_retire_lead(language)}</p>
                {used.then(|| view! { <p>{words::team_retire_used(language)}</p> })}
                <DeedForm name="retire" action=action deed="">
                    {used
                        .then(|| {
                            view! {
                                <Select
                                    name="to"
                                    label=words::team_retire_to(language)
                                    choices=others
                                    prompt=words::choose(language)
                                    required=true
                                />
                            }
                        })}
                    <p class="form-buttons">
                        <Button look=ButtonLook::Danger>{words::team_retire(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
        }
        .into_piece()
    };
    let (seen, name) = (row.name.clone(), row.name.clone());
    view! {
        <Title text=row.name.clone()/>
        <div class="page">
            <Breadcrumb crumbs=vec![Crumb::new("/admin/teams", words::teams(language))] here=row.name.clone()/>
            <h1><bdi>{row.name}</bdi></h1>
            {row.retired.then(|| view! { <p><Badge tone=Tone::Neutral>{words::retired(language)}</Badge></p> })}
            {done()}
            {list}
            <Card title=words::team_rename(language)>
                <DeedForm name="rename" action=to_name deed="" keep=true>
                    <input type="hidden" name="seen" value=seen/>
                    <Field
                        name="name"
                        label=words::team_name(language)
                        value=name
                        width=FieldWidth::Medium
                        required=true
                        max_length=80u32
                    />
                    <p class="form-buttons">
                        <Button look=ButtonLook::Primary>{words::team_rename(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
            {end}
        </div>
    }
    .into_piece()
}

#[component]
fn Person(
    /// The person.
    row: PersonRow,
) -> impl IntoView {
    let language = language();
    view! {
        <tr role="row">
            <HeadCell>
                <a class="link" href=format!("/admin/agents/{}", row.id)><bdi>{row.name}</bdi></a>
                <span class="team-email small muted">{row.email}</span>
            </HeadCell>
            <Cell label=words::level(language)>{row.profile}</Cell>
            <Cell label=wording::team::state(language)>
                <Badge tone=row.state.tone>{row.state.text}</Badge>
            </Cell>
        </tr>
    }
    .into_piece()
}
