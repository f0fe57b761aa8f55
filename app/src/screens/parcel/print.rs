//! The sheet of one parcel: one A4 page of what is known of it, for paper and for reading without a frame of deeds.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::{parcel, search};

use crate::api::parcels::{ParcelPage, read_parcel};
use crate::piece::IntoPiece;
use crate::ui::{Fact, Facts, FailureView, Link, Moment, language};

/// The page `/parcels/:number/print`.
#[component]
pub fn ParcelPrintScreen() -> impl IntoView {
    let params = use_params_map();
    let page = Resource::new(move || params.read().get("number").unwrap_or_default(), read_parcel);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Sheet page/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Sheet(
    /// The parcel.
    page: ParcelPage,
) -> impl IntoView {
    let language = language();
    let title = search::print_title(language, &page.row.grouped);
    let facts: Vec<_> = page.facts.into_iter().map(|fact| view! { <Fact name=fact.name>{fact.value}</Fact> }).collect();
    let empty = page.path.is_empty();
    let steps: Vec<_> = page
        .path
        .into_iter()
        .map(|step| {
            let words = (!step.detail.is_empty()).then(|| view! { <span class="sheet-words">{step.detail}</span> });
            view! {
                <tr>
                    <td><Moment at=step.when.at text=step.when.full.clone() full=step.when.full/></td>
                    <td>{step.title} {words}</td>
                    <td>{step.place}</td>
                </tr>
            }
        })
        .collect();
    let path = if empty {
        view! { <p>{parcel::path_empty(language)}</p> }.into_piece()
    } else {
        view! {
            <table class="sheet-path">
                <thead>
                    <tr>
                        <th scope="col">{wording::table::at(language)}</th>
                        <th scope="col">{wording::table::event(language)}</th>
                        <th scope="col">{wording::table::place(language)}</th>
                    </tr>
                </thead>
                <tbody>{steps}</tbody>
            </table>
        }
        .into_piece()
    };
    let back = format!("/parcels/{}", page.row.key);
    view! {
        <Title text=title.clone()/>
        <div class="page sheet">
            <p class="sheet-lead">
                {search::print_lead(language)} " " <Link href=back>{search::print_back(language)}</Link>
            </p>
            <h1>{title}</h1>
            <p class="sheet-state">
                <strong>{page.row.state.text}</strong>
                {(!page.estimated.is_empty()).then(|| format!(" · {}", page.estimated))}
            </p>
            <p>{page.definition}</p>
            <h2>{parcel::details(language)}</h2>
            <Facts>{facts}</Facts>
            <h2>{parcel::path(language)}</h2>
            {path}
            <p class="small muted">{search::printed_on(language, &page.today)}</p>
        </div>
    }
    .into_piece()
}
