//! A sentence that must be seen: what is asked, what has changed, what went wrong.

use leptos::prelude::*;

use super::{Glyph, Icon, Tone, Words};
use crate::piece::{Children, IntoPiece};

/// A framed sentence in the colour of who must act, with an icon.
#[component]
pub fn Notice(
    /// What the colour means; a neutral one informs.
    #[prop(optional)]
    tone: Tone,
    /// Another icon than the one of the tone.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// The first words, in bold.
    #[prop(optional, into)]
    title: Words,
    /// Whether it is announced when it appears by itself.
    #[prop(optional)]
    live: bool,
    /// Whether the button at its end stands beside the words, where there is room.
    #[prop(optional)]
    beside: bool,
    /// The rest, and a button where there is something to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let Words(title) = title;
    let glyph = glyph.unwrap_or(match tone {
        Tone::Neutral => Glyph::Info,
        tone => tone.glyph(),
    });
    view! {
        <div class="notice" data-tone=tone.word() data-beside=beside role=live.then_some("status")>
            <Icon glyph=glyph/>
            <div class="notice-text">
                {title.map(|title| view! { <p class="notice-title">{title}</p> })}
                {children.map(Children::show)}
            </div>
        </div>
    }
    .into_piece()
}
