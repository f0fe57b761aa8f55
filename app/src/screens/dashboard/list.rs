//! The requests that one number counts.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::dashboard as words;

use super::asked;
use crate::api::dashboard::{DashboardView, counted};
use crate::piece::IntoPiece;
use crate::ui::{Breadcrumb, Crumb, EmptyState, FailureView, Pagination, TicketList, Words, language};

/// The page `/dashboard/requests`.
#[component]
pub fn CountedScreen() -> impl IntoView {
    let query = asked();
    let page = Resource::new(|| (), move |()| counted(query.clone()));
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
    /// The list.
    page: DashboardView,
) -> impl IntoView {
    let language = language();
    let base = if page.operator { "/desk" } else { "/requests" };
    let lead: Vec<_> = [page.name, page.period].into_iter().filter(|text| !text.is_empty()).collect();
    let list = if page.rows.is_empty() {
        view! {
            <EmptyState title=words::list_none_title(language)>
                <p>{words::list_none(language)}</p>
            </EmptyState>
        }
        .into_piece()
    } else {
        let rows = page.rows;
        view! { <TicketList rows=Signal::stored(rows) base/> }.into_piece()
    };
    view! {
        <Title text=page.title.clone()/>
        <div class="page" data-width="wide">
            <Breadcrumb crumbs=vec![Crumb::new(page.back, words::title(language))] here=page.title.clone()/>
            <h1>{page.title}</h1>
            {(!lead.is_empty()).then(|| view! { <p class="page-lead">{lead.join(" · ")}</p> })}
            {list}
            <Pagination older=Words((!page.next.is_empty()).then_some(page.next))/>
        </div>
    }
    .into_piece()
}
