//! The page as a whole.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::parcel;

use super::cards::{Details, Lines, Path, Tickets, WhatToDo};
use super::instruction_card::InstructionCard;
use super::messages_card::MessagesCard;
use super::proof_card::Proof;
use super::state::State;
use crate::api::parcels::{ParcelPage, read_parcel};
use crate::piece::IntoPiece;
use crate::ui::{FailureView, Skeleton, language};

/// The page `/parcels/:number`.
#[component]
pub fn ParcelScreen() -> impl IntoView {
    let params = use_params_map();
    let page = Resource::new(move || params.read().get("number").unwrap_or_default(), read_parcel);
    view! {
        <Suspense fallback=|| view! { <div class="page"><Skeleton lines=6/></div> }>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Whole page/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

/// The band with the state, then what to do and the path, with the facts beside them.
#[component]
fn Whole(
    /// The parcel.
    page: ParcelPage,
) -> impl IntoView {
    let language = language();
    let title = format!("{} · {}", page.row.grouped, page.row.state.text);
    view! {
        <Title text=title/>
        <State row=page.row.clone() estimated=page.estimated.clone()/>
        <div class="page" data-width="wide">
            <div class="parcel-columns">
                <div class="stack">
                    <WhatToDo page=page.clone()/>
                    <InstructionCard card=page.card.clone()/>
                    <Path page=page.clone()/>
                </div>
                <div class="stack">
                    <Proof proof=page.proof/>
                    <Tickets rows=page.tickets/>
                    <MessagesCard href=page.messages/>
                    <Details facts=page.facts/>
                    <Lines title=parcel::siblings(language) rows=page.siblings/>
                    <Lines title=parcel::namesakes(language) rows=page.namesakes/>
                </div>
            </div>
        </div>
    }
    .into_piece()
}
