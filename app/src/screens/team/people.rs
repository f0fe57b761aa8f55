//! The users of a customer, and those who are invited.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::team as words;

use super::{choices, done, tabs};
use crate::api::team::{InvitationRow, PersonRow, Pick, TeamPage, team};
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Button, ButtonLook, Card, Cell, Column, DeedForm, FactorRule, FailureView, Field, FieldKind, HeadCell,
    Moment, Select, Table, Tone, language,
};

/// The page `/team`.
#[component]
pub fn TeamScreen() -> impl IntoView {
    let page = Resource::new(|| (), |()| team());
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
    /// The users and invitations.
    page: TeamPage,
) -> impl IntoView {
    let language = language();
    let columns = vec![
        Column::new(words::name(language)),
        Column::new(words::profile(language)),
        Column::new(words::state(language)),
        Column::new(words::last_use(language)),
    ];
    let rows: Vec<_> = page.people.into_iter().map(|row| view! { <Row row/> }).collect();
    view! {
        <Title text=words::title(language)/>
        <div class="page" data-width="wide">
            <h1>{words::title(language)}</h1>
            <p class="page-lead">{words::lead(language)}</p>
            {tabs("/team", page.sees_profiles)}
            {done()}
            <Table caption=words::people(language) columns=columns>{rows}</Table>
            <Invitations rows=page.invitations/>
            <Invite profiles=page.profiles/>
            <FactorRule action="/team" required=page.factor_required/>
        </div>
    }
    .into_piece()
}

#[component]
fn Row(
    /// The user.
    row: PersonRow,
) -> impl IntoView {
    let language = language();
    let seen = match row.seen {
        Some(seen) => view! { <Moment at=seen.at text=seen.text full=seen.full/> }.into_piece(),
        None => words::never(language).into_piece(),
    };
    view! {
        <tr role="row">
            <HeadCell>
                <a class="link" href=format!("/team/people/{}", row.id)><bdi>{row.name}</bdi></a>
                <span class="team-email small muted">{row.email}</span>
            </HeadCell>
            <Cell label=words::profile(language)>{row.profile}</Cell>
            <Cell label=words::state(language)>
                <span class="row">
                    <Badge tone=row.state.tone>{row.state.text}</Badge>
                    {row.factor.then(|| view! { <Badge tone=Tone::Neutral>{wording::factor::has(language)}</Badge> })}
                </span>
            </Cell>
            <Cell label=words::last_use(language)>{seen}</Cell>
        </tr>
    }
    .into_piece()
}

/// Those who were invited and have not come. One form holds all rows: each row's button says which one it means.
#[component]
fn Invitations(
    /// The invitations.
    rows: Vec<InvitationRow>,
) -> impl IntoView {
    let language = language();
    let none = rows.is_empty();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let again = words::invite_again_to(language, &row.email);
            let revoke = words::revoke_of(language, &row.email);
            view! {
                <li class="team-invitation">
                    <p>{row.email} <span class="small muted">{row.said}</span></p>
                    <div class="form-buttons">
                        <Button small=true name="again" value=row.id.clone() label=again>{words::invite_again(language)}</Button>
                        <Button small=true name="revoke" value=row.id label=revoke>{words::revoke(language)}</Button>
                    </div>
                </li>
            }
        })
        .collect();
    let list = if none {
        view! { <p class="muted">{words::invited_none(language)}</p> }.into_piece()
    } else {
        view! {
            <DeedForm name="invitations" action="/team" deed="">
                <ul class="team-invitations">{rows}</ul>
            </DeedForm>
        }
        .into_piece()
    };
    view! { <Card title=words::invited(language)>{list}</Card> }.into_piece()
}

#[component]
fn Invite(
    /// The profiles that can be handed out.
    profiles: Vec<Pick>,
) -> impl IntoView {
    let language = language();
    let (profiles, _) = choices(profiles);
    view! {
        <Card title=words::invite_title(language)>
            <p class="muted">{words::invite_lead(language)}</p>
            <DeedForm name="invite" action="/team" deed="">
                <Field name="email" label=words::email(language) kind=FieldKind::Email required=true max_length=200u32/>
                <Select
                    name="profile"
                    label=words::profile(language)
                    choices=profiles
                    prompt=words::choose(language)
                    required=true
                />
                <p class="form-buttons">
                    <Button look=ButtonLook::Primary>{words::invite(language)}</Button>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}
