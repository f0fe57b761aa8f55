//! The band at the top: the state in the colour of who must act, the last event, and the promise.

use leptos::prelude::*;
use wording::parcel;

use crate::api::parcels::ParcelRow;
use crate::piece::IntoPiece;
use crate::ui::{Breadcrumb, CopyButton, Crumb, Icon, Moment, language};

/// The band.
#[component]
pub fn State(
    /// The parcel.
    row: ParcelRow,
    /// The estimated delivery, in words, or empty.
    estimated: String,
) -> impl IntoView {
    let language = language();
    let tone = row.state.tone;
    // The heading names its page by itself for whoever jumps from heading to heading.
    let number = row.grouped.clone();
    let place = (!row.place.is_empty()).then(|| format!(" · {}", row.place));
    view! {
        <header class="parcel-state" data-tone=tone.word()>
            <Breadcrumb crumbs=vec![Crumb::new("/parcels", parcel::title(language))] here=row.grouped.clone()/>
            <p class="parcel-number">
                <span>{row.grouped}</span>
                <CopyButton text=row.number what=parcel::copied_number(language)/>
            </p>
            <h1 tabindex="-1">
                <Icon glyph=tone.glyph()/>
                <span class="visually-hidden">{number} " · "</span>
                {row.state.text}
            </h1>
            <p class="parcel-promise">
                {row.event}
                {row.at.map(|at| view! { " · "<Moment at=at.at text=at.text full=at.full/> })}
                {place}
            </p>
            {(!estimated.is_empty())
                .then(|| view! { <p class="parcel-promise"><strong>{estimated}</strong></p> })}
        </header>
    }
    .into_piece()
}
