//! Beside the thread: the parcel, what the customer told, the documents.

use leptos::prelude::*;
use wording::thread as words;

use super::view::slot_word;
use crate::api::Named;
use crate::api::parcels::ParcelPage;
use crate::api::thread::ThreadPage;
use crate::api::viewer::viewer;
use crate::piece::IntoPiece;
use crate::ui::{Badge, Fact, Facts, Timeline, TimelineEntry, language};

/// The side.
#[component]
pub fn Aside(
    /// The ticket.
    page: RwSignal<ThreadPage>,
) -> impl IntoView {
    let language = language();
    let parcel = Memo::new(move |_| page.with(|page| page.parcel.clone()));
    let slots = Memo::new(move |_| page.with(|page| page.slots.clone()));
    let first = page.get_untracked();
    let others: Vec<(String, String)> = if first.parcels.len() > 1 { first.parcels.clone() } else { Vec::new() };
    let archived = first.archived;
    let (number, unknown) = first.parcels.first().cloned().unwrap_or_default();
    view! {
        <aside class="pane-side" aria-label=words::parcel(language)>
            <section class="pane-section">
                {move || match parcel.get() {
                    Some(parcel) => parcel_view(parcel).into_piece(),
                    None => {
                        view! {
                            <h2>{unknown.clone()}</h2>
                            <p class="muted">
                                {if archived { words::parcel_archived(language) } else { words::parcel_unknown(language) }}
                            </p>
                            {(archived && viewer().is_some_and(|viewer| viewer.administrator))
                                .then(|| {
                                    view! {
                                        <a class="link" href=format!("/admin/archive?number={number}")>
                                            {words::parcel_in_archive(language)}
                                        </a>
                                    }
                                })}
                        }
                            .into_piece()
                    }
                }}
            </section>
            {(!others.is_empty())
                .then(|| {
                    view! {
                        <section class="pane-section">
                            <h2>{words::parcels(language)}</h2>
                            <ul class="plain-list">
                                {others
                                    .into_iter()
                                    .map(|(number, grouped)| {
                                        // What was sent with an archived parcel is as old, and has no page any more.
                                        if archived {
                                            return view! { <li>{grouped}</li> }.into_piece();
                                        }
                                        view! {
                                            <li>
                                                <a class="link" href=format!("/parcels/{number}")>{grouped}</a>
                                            </li>
                                        }
                                            .into_piece()
                                    })
                                    .collect_view()}
                            </ul>
                        </section>
                    }
                })}
            {(!first.information.is_empty())
                .then(|| {
                    let information = facts(&first.information);
                    view! {
                        <section class="pane-section">
                            <h2>{words::information(language)}</h2>
                            <Facts>{information}</Facts>
                        </section>
                    }
                })}
            {move || {
                let slots = slots.get();
                (!slots.is_empty())
                    .then(|| {
                        view! {
                            <section class="pane-section">
                                <h2>{words::documents(language)}</h2>
                                <ul class="slot-list">
                                    {slots
                                        .into_iter()
                                        .map(|slot| {
                                            let (word, tone) = slot_word(&slot, language);
                                            view! {
                                                <li>
                                                    <span>{slot.label}</span>
                                                    <Badge tone>{word}</Badge>
                                                </li>
                                            }
                                        })
                                        .collect_view()}
                                </ul>
                            </section>
                        }
                    })
            }}
        </aside>
    }
    .into_piece()
}

fn parcel_view(parcel: ParcelPage) -> impl IntoView {
    let language = language();
    let tone = parcel.row.state.tone;
    let entries: Vec<TimelineEntry> = parcel
        .path
        .iter()
        .map(|step| TimelineEntry {
            title: step.title.clone(),
            at: step.when.at.clone(),
            moment: step.when.text.clone(),
            place: (!step.place.is_empty()).then(|| step.place.clone()),
            detail: None,
        })
        .collect();
    let facts = facts(&parcel.facts);
    view! {
        <div class="thread-title-line">
            <h2>{parcel.row.grouped.clone()}</h2>
            <a class="link" href=format!("/parcels/{}", parcel.row.number)>{words::open_parcel(language)}</a>
        </div>
        <p class="parcel-aside-state" data-tone=tone.word()>{parcel.row.state.text.clone()}</p>
        {(!parcel.estimated.is_empty()).then(|| view! { <p class="muted">{parcel.estimated.clone()}</p> })}
        <Timeline entries tone/>
        <Facts>{facts}</Facts>
    }
}

fn facts(named: &[Named]) -> impl IntoView + use<> {
    named.iter().cloned().map(|Named { name, value }| view! { <Fact name>{value}</Fact> }).collect_view()
}
