//! The sheet of one parcel: one A4 page of what is known of it, for paper and for reading without a frame of deeds.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::{parcel, search};

use crate::api::parcels::{ParcelPage, read_parcel};
use crate::piece::IntoPiece;
use crate::ui::{Fact, Facts, FailureView, Link, Moment, language};

/// The latest events that have room on one sheet, beside everything else that stands there.
const EVENTS: usize = 14;

/// The parcels of the same shipment that have room.
const SIBLINGS: usize = 10;

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
    let earlier = page.path.len().saturating_sub(EVENTS);
    let earlier = (earlier > 0).then(|| {
        let count = i64::try_from(earlier).unwrap_or(i64::MAX);
        view! { <p class="small">{search::print_cut(language, count)}</p> }
    });
    let siblings = (!page.siblings.is_empty()).then(|| {
        let shown: Vec<&str> = page.siblings.iter().take(SIBLINGS).map(|one| one.grouped.as_str()).collect();
        let more = if page.siblings.len() > SIBLINGS { ", …" } else { "" };
        view! {
            <h2>{parcel::siblings(language)}</h2>
            <p>{format!("{}{more}", shown.join(", "))}</p>
        }
    });
    let steps: Vec<_> = page
        .path
        .into_iter()
        .take(EVENTS)
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
            <p><strong>{parcel::what_to_do(language)}</strong> " " {page.what_to_do}</p>
            <h2>{parcel::details(language)}</h2>
            <Facts>{facts}</Facts>
            <h2>{parcel::path(language)}</h2>
            {path}
            {earlier}
            {siblings}
            <p class="small muted">{search::printed_on(language, &page.today)}</p>
        </div>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Sheet;
    use crate::api::parcels::{ParcelPage, ParcelRow, PathStep};
    use crate::ui::specimen::html;

    #[test]
    fn a_long_path_is_cut_to_one_sheet_and_says_so() {
        let sheet = |events: usize| {
            let path = (0..events).map(|n| PathStep { title: format!("Étape {n}."), ..PathStep::default() }).collect();
            let sibling = ParcelRow { grouped: "6A 1".into(), ..ParcelRow::default() };
            let page = ParcelPage {
                path,
                siblings: vec![sibling; 12],
                what_to_do: "Donnez une consigne.".into(),
                ..ParcelPage::default()
            };
            html(move || view! { <Sheet page/> })
        };
        let long = sheet(40);
        assert_eq!(long.matches("Étape ").count(), 14, "{long}");
        for part in ["Étape 0.", "26 événements plus anciens", "Donnez une consigne.", "6A 1, …"] {
            assert!(long.contains(part), "{part} in {long}");
        }
        let short = sheet(14);
        assert!(short.matches("Étape ").count() == 14 && !short.contains("plus ancien"), "{short}");
    }
}
