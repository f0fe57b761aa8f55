//! The audit trail of the whole installation.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::audit as words;

use super::tabs::AdminTabs;
use crate::api::audit::{TrailQuery, TrailView, trail};
use crate::piece::IntoPiece;
use crate::ui::{FailureView, Trail, language};

/// The page `/admin/audit`.
#[component]
pub fn TrailScreen() -> impl IntoView {
    let query = use_query_map().with_untracked(|query| {
        let get = |name: &str| query.get(name).unwrap_or_default();
        TrailQuery {
            who: get("who"),
            act: get("act"),
            object: get("object"),
            from: get("from"),
            to: get("to"),
            after: get("after"),
        }
    });
    let asked = query.clone();
    let page = Resource::new(|| (), move |()| trail(true, asked.clone()));
    view! {
        <Suspense>
            {move || {
                let query = query.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => view! { <Shown query page/> }.into_piece(),
                        Err(failure) => view! { <FailureView failure/> }.into_piece(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// What was asked for.
    query: TrailQuery,
    /// The page.
    page: TrailView,
) -> impl IntoView {
    let language = language();
    view! {
        <Title text=words::title(language)/>
        <div class="page" data-width="wide">
            <h1>{words::title(language)}</h1>
            <AdminTabs here="/admin/audit"/>
            <p class="page-lead">{words::lead(language)}</p>
            <Trail base="/admin/audit" query page customers=true/>
        </div>
    }
    .into_piece()
}
