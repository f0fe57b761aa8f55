//! The operator's teams.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::operator as words;

use super::super::tabs::AdminTabs;
use super::done;
use crate::api::desk::{TeamRow, teams};
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Button, ButtonLook, Card, Cell, Column, DeedForm, FailureView, Field, FieldWidth, HeadCell, Table, Tone,
    language,
};

/// The page `/admin/teams`.
#[component]
pub fn TeamsScreen() -> impl IntoView {
    let page = Resource::new(|| (), |()| teams());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(rows) => view! { <Shown rows/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The teams.
    rows: Vec<TeamRow>,
) -> impl IntoView {
    let language = language();
    let columns = vec![Column::new(words::team(language)), Column::new(words::team_people(language))];
    let rows: Vec<_> = rows.into_iter().map(|row| view! { <Row row/> }).collect();
    view! {
        <Title text=words::teams(language)/>
        <div class="page" data-width="wide">
            <h1>{words::teams(language)}</h1>
            <AdminTabs here="/admin/teams"/>
            <p class="page-lead">{words::teams_lead(language)}</p>
            {done()}
            <Table caption=words::teams(language) columns=columns>{rows}</Table>
            <Card title=words::team_new(language)>
                <DeedForm name="team" action="/admin/teams" deed="">
                    <Field
                        name="name"
                        label=words::team_name(language)
                        width=FieldWidth::Medium
                        required=true
                        max_length=80u32
                    />
                    <p class="form-buttons">
                        <Button look=ButtonLook::Primary>{words::team_add(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
        </div>
    }
    .into_piece()
}

#[component]
fn Row(
    /// The team.
    row: TeamRow,
) -> impl IntoView {
    let language = language();
    view! {
        <tr role="row">
            <HeadCell>
                <span class="row">
                    <a class="link" href=format!("/admin/teams/{}", row.id)><bdi>{row.name}</bdi></a>
                    {row.retired.then(|| view! { <Badge tone=Tone::Neutral>{words::retired(language)}</Badge> })}
                </span>
            </HeadCell>
            <Cell label=words::team_people(language)>
                {row.count} <span class="team-email small muted">{row.people}</span>
            </Cell>
        </tr>
    }
    .into_piece()
}
