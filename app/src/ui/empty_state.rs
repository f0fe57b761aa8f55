//! Nothing here yet, or nothing found: the next step, in words.

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::piece::{Children, IntoPiece};

/// What stands where a list would be. It teaches the next step, or says how to widen a search.
#[component]
pub fn EmptyState(
    /// The icon.
    #[prop(default = Glyph::Parcel)]
    glyph: Glyph,
    /// What is not there.
    #[prop(into)]
    title: String,
    /// The next step, with its button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <Icon glyph=glyph/>
            <p class="empty-state-title">{title}</p>
            {children.map(|children| view! { <div class="empty-state-more">{children.show()}</div> })}
        </div>
    }
    .into_piece()
}
