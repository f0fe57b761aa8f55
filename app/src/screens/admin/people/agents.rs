//! The operator's own people.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::operator as words;
use wording::team;

use super::super::tabs::AdminTabs;
use super::{choices, done};
use crate::api::desk::{AgentsView, agents};
use crate::api::team::PersonRow;
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Button, ButtonLook, Card, Cell, Column, DeedForm, FactorRule, FailureView, Field, FieldKind, FieldWidth,
    HeadCell, Moment, Select, Table, Tone, language,
};

/// The page `/admin/agents`.
#[component]
pub fn AgentsScreen() -> impl IntoView {
    let page = Resource::new(|| (), |()| agents());
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
    /// The people and the levels.
    page: AgentsView,
) -> impl IntoView {
    let language = language();
    let columns = vec![
        Column::new(team::name(language)),
        Column::new(words::level_and_team(language)),
        Column::new(team::state(language)),
        Column::new(team::last_use(language)),
    ];
    let rows: Vec<_> = page.people.into_iter().map(|row| view! { <Row row/> }).collect();
    let (levels, _) = choices(page.levels);
    let (teams, _) = choices(page.teams);
    view! {
        <Title text=words::agents(language)/>
        <div class="page" data-width="wide">
            <h1>{words::agents(language)}</h1>
            <AdminTabs here="/admin/agents"/>
            <p class="page-lead">{words::agents_lead(language)}</p>
            {done()}
            <Table caption=words::agents(language) columns=columns>{rows}</Table>
            <Card title=words::agent_new(language)>
                <p class="muted">{words::agent_new_lead(language)}</p>
                <DeedForm name="agent" action="/admin/agents" deed="">
                    <Field name="email" label=team::email(language) kind=FieldKind::Email required=true max_length=200u32/>
                    <Field name="name" label=team::name(language) width=FieldWidth::Medium max_length=80u32/>
                    <Select
                        name="level"
                        label=words::level(language)
                        choices=levels
                        prompt=words::choose(language)
                        required=true
                    />
                    <Select
                        name="team"
                        label=words::team(language)
                        choices=teams
                        prompt=words::choose(language)
                        required=true
                    />
                    <p><a class="link" href="/admin/teams">{words::teams_link(language)}</a></p>
                    <p class="form-buttons">
                        <Button look=ButtonLook::Primary>{words::agent_add(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
            <FactorRule action="/admin/agents" required=page.factor_required/>
        </div>
    }
    .into_piece()
}

#[component]
fn Row(
    /// The person.
    row: PersonRow,
) -> impl IntoView {
    let language = language();
    let seen = match row.seen {
        Some(seen) => view! { <Moment at=seen.at text=seen.text full=seen.full/> }.into_piece(),
        None => team::never(language).into_piece(),
    };
    view! {
        <tr role="row">
            <HeadCell>
                <a class="link" href=format!("/admin/agents/{}", row.id)><bdi>{row.name}</bdi></a>
                <span class="team-email small muted">{row.email}</span>
            </HeadCell>
            <Cell label=words::level_and_team(language)>{row.profile}</Cell>
            <Cell label=team::state(language)>
                <span class="row">
                    <Badge tone=row.state.tone>{row.state.text}</Badge>
                    {row.factor.then(|| view! { <Badge tone=Tone::Neutral>{wording::factor::has(language)}</Badge> })}
                </span>
            </Cell>
            <Cell label=team::last_use(language)>{seen}</Cell>
        </tr>
    }
    .into_piece()
}
