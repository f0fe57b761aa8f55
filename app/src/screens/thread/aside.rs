//! Beside the thread: the parcel, what the customer told, the documents.

use leptos::prelude::*;
use wording::thread as words;

use super::view::slot_word;
use crate::api::Named;
use crate::api::parcels::ParcelPage;
use crate::api::thread::{SlotView, ThreadPage};
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
    let slots = Memo::new(move |_| page.with(|page| (page.slots.clone(), page.may.write)));
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
                let (slots, writes) = slots.get();
                (!slots.is_empty()).then(|| checklist(slots, writes))
            }}
        </aside>
    }
    .into_piece()
}

/// The documents that the subject asks for, as both sides see them: which came, by which file, and which are missing.
fn checklist(slots: Vec<SlotView>, writes: bool) -> impl IntoView {
    let language = language();
    let filled = slots.iter().filter(|slot| slot.filled).count();
    let count = words::documents_count(language, &slots.len().to_string(), &filled.to_string());
    let rows: Vec<_> = slots.into_iter().map(|slot| slot_row(slot, writes)).collect();
    view! {
        <section class="pane-section">
            <h2>{words::documents(language)}</h2>
            <p class="muted">{count}</p>
            <ul class="slot-list">{rows}</ul>
        </section>
    }
}

fn slot_row(slot: SlotView, writes: bool) -> impl IntoView {
    let language = language();
    let (word, tone) = slot_word(&slot, language);
    // What is asked for has its own form; what can be added stands folded below the reply.
    let place = if slot.asked { format!("#slot-{}", slot.id) } else { "#documents".to_owned() };
    let add = (writes && !slot.filled).then(|| {
        view! {
            <a class="link" href=place>
                {words::slot_add(language)}
                <span class="visually-hidden">" " {slot.label.clone()}</span>
            </a>
        }
    });
    let said = [
        (slot.blocks && !slot.filled).then(|| words::slot_blocks(language)),
        slot.identity.then(|| words::slot_identity(language)),
    ];
    let said: Vec<_> = said.into_iter().flatten().map(|said| view! { <p class="slot-said">{said}</p> }).collect();
    let files: Vec<_> = slot
        .files
        .into_iter()
        .map(|file| {
            let name = file.named();
            if file.href.is_empty() {
                return view! { <p class="slot-said">{name}</p> }.into_piece();
            }
            view! { <p class="slot-file"><a class="link" href=file.href rel="external">{name}</a></p> }.into_piece()
        })
        .collect();
    view! {
        <li>
            <span>{slot.label} " " {add}</span>
            <Badge tone>{word}</Badge>
            <div class="slot-more">{files} {said}</div>
        </li>
    }
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
