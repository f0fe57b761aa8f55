//! What the form of a typed number tells, beside its field.

use leptos::prelude::*;

use super::Icon;
use crate::api::Mark;
use crate::piece::IntoPiece;

/// One quiet line: the carriers a number may be of, or that its check character does not hold. It forbids nothing.
#[component]
pub fn NumberSaid(
    /// What is said, and how it went.
    said: Mark,
) -> impl IntoView {
    view! {
        <p class="number-said" data-tone=said.tone.word() role="status">
            <Icon glyph=said.tone.glyph()/>
            <span>{said.text}</span>
        </p>
    }
    .into_piece()
}
