//! The page.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::audit as words;

use crate::api::audit::{TrailQuery, trail};
use crate::piece::IntoPiece;
use crate::ui::{FailureView, Trail, language};

/// The page `/audit`.
#[component]
pub fn AuditScreen() -> impl IntoView {
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
    let page = Resource::new(|| (), move |()| trail(false, asked.clone()));
    view! {
        <Suspense>
            {move || {
                let query = query.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => {
                            let language = language();
                            view! {
                                <Title text=words::title(language)/>
                                <div class="page" data-width="wide">
                                    <h1>{words::title(language)}</h1>
                                    <p class="page-lead">{words::lead_customer(language)}</p>
                                    <Trail base="/audit" query page/>
                                </div>
                            }
                                .into_piece()
                        }
                        Err(failure) => view! { <FailureView failure/> }.into_piece(),
                    }
                })
            }}
        </Suspense>
    }
}
