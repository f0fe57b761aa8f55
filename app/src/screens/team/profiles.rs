//! The profiles of a customer, each with what it allows.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::team as words;

use super::{done, tabs};
use crate::api::team::{ProfileRow, ProfilesPage, profiles};
use crate::piece::IntoPiece;
use crate::ui::{ButtonLink, Card, FailureView, language};

/// The page `/team/profiles`.
#[component]
pub fn ProfilesScreen() -> impl IntoView {
    let page = Resource::new(|| (), |()| profiles());
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
    /// The profiles.
    page: ProfilesPage,
) -> impl IntoView {
    let language = language();
    let rows: Vec<_> = page.rows.into_iter().map(|row| view! { <Row row/> }).collect();
    view! {
        <Title text=words::profiles(language)/>
        <div class="page" data-width="wide">
            <h1>{words::profiles(language)}</h1>
            <p class="page-lead">{words::profiles_lead(language)}</p>
            {tabs("/team/profiles", page.sees_people)}
            {done()}
            <p class="form-buttons">
                <ButtonLink href="/team/profiles/new" outside=true>{words::new_profile(language)}</ButtonLink>
            </p>
            {rows}
        </div>
    }
    .into_piece()
}

#[component]
fn Row(
    /// The profile.
    row: ProfileRow,
) -> impl IntoView {
    view! {
        <Card>
            <h2 class="card-title"><a class="link" href=format!("/team/profiles/{}", row.id)>{row.name}</a></h2>
            <p>{row.said}</p>
            <p class="small muted">{row.count} " " {row.people}</p>
        </Card>
    }
    .into_piece()
}
