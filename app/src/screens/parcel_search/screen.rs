//! The page as a whole.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;
use wording::{parcel, search};

use super::criteria::CriteriaForm;
use super::quick::QuickForm;
use super::results::Results;
use crate::api::search::{SearchPage, read_search};
use crate::error::Attempt;
use crate::piece::IntoPiece;
use crate::ui::{FailureView, Tab, Tabs, language};

/// The page `/parcels`: what is looked for stands in its address, or was posted to it where that is too long.
#[component]
pub fn ParcelSearchScreen() -> impl IntoView {
    let address = use_location().search.get_untracked();
    let attempt = use_context::<Attempt>();
    let sent = |field: &str| attempt.as_ref().and_then(|attempt| attempt.value(field)).unwrap_or_default().to_owned();
    let posted = attempt.as_ref().map(|_| (sent("q"), sent("by")));
    // What was typed wrong is not looked for; a deed on results that was refused leaves them in sight.
    let refused = attempt.as_ref().is_some_and(|attempt| attempt.form == "quick" && attempt.failure.is_some());
    let page = Resource::new(
        move || (address.clone(), posted.clone(), refused),
        |(address, posted, refused)| read_search(address, posted, refused),
    );
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) if !page.only.is_empty() => view! { <Redirect path=page.only/> }.into_piece(),
                    Ok(page) => view! { <Shown page/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The page.
    page: SearchPage,
) -> impl IntoView {
    let language = language();
    let tab = |href: &str, label: &str, current: bool| Tab {
        href: href.to_owned(),
        label: label.to_owned(),
        count: None,
        current,
    };
    // One number or reference is what the window is about; a paste of many has no place there.
    let one = !page.query.is_empty() && page.query.chars().count() <= 40 && !page.query.contains(['\n', '\t', ';']);
    let title = if one { page.query.clone() } else { parcel::find_title(language).to_owned() };
    let tabs = vec![
        tab("/parcels", search::tab_quick(language), !page.by_criteria),
        tab("/parcels?tab=criteria", search::tab_criteria(language), page.by_criteria),
    ];
    let form = if page.by_criteria {
        // Once something was found, the results come first.
        let open = page.list.is_none() || page.failure.is_some() || page.values.is_empty();
        view! {
            <details class="criteria" open=open>
                <summary>{search::tab_criteria(language)}</summary>
                <CriteriaForm page=page.clone()/>
            </details>
        }
        .into_piece()
    } else {
        view! { <QuickForm page=page.clone()/> }.into_piece()
    };
    view! {
        <Title text=title/>
        <div class="page" data-width="wide">
            <h1 tabindex="-1">{parcel::find_title(language)}</h1>
            <Tabs label=search::tabs(language) tabs/>
            <div class="search-form">{form}</div>
            <Results page/>
        </div>
    }
    .into_piece()
}
