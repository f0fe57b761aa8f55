//! The search and what it found.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::parcel;

use super::results::Results;
use crate::api::parcels::find_parcels;
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLook, ErrorSummary, Field, FieldKind, QueryForm, Skeleton, language};

/// The page `/parcels`; what is looked for stands in its address as `q`.
#[component]
pub fn ParcelSearchScreen() -> impl IntoView {
    let language = language();
    let query = use_query_map();
    // Counted, not owned by the page: the title is written when the page's own signals are gone already.
    let asked = ArcMemo::new(move |_| query.read().get("q").unwrap_or_default());
    let typed = RwSignal::new(asked.get_untracked());
    // The search in the frame of the page leads here too; the field then shows what was looked for there.
    let now_asked = asked.clone();
    Effect::new(move |before: Option<String>| {
        let now = now_asked.get();
        if before.is_some_and(|before| before != now) {
            typed.set(now.clone());
        }
        now
    });
    let searched = asked.clone();
    let found = Resource::new(move || searched.get(), find_parcels);
    let title = move || {
        let asked = asked.get();
        if asked.is_empty() {
            parcel::title(language).to_owned()
        } else {
            format!("{asked} · {}", parcel::title(language))
        }
    };
    view! {
        <Title text=title/>
        <div class="page">
            <h1 tabindex="-1">{parcel::find_title(language)}</h1>
            <p class="page-lead">{parcel::find_lead(language)}</p>
            <QueryForm action="/parcels" search=parcel::find_title(language)>
                <div class="parcel-search">
                    <Field
                        name="q"
                        label=parcel::query(language)
                        kind=FieldKind::Search
                        max_length=100u32
                        autocomplete="off"
                        bind=typed
                    />
                    <Button look=ButtonLook::Primary>{parcel::search(language)}</Button>
                </div>
            </QueryForm>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(found) => view! { <Results found/> }.into_piece(),
                        Err(failure) => view! { <ErrorSummary failure=Some(failure)/> }.into_piece(),
                    }
                })}
            </Suspense>
        </div>
    }
}
