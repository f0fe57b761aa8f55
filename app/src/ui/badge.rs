//! A state in one word, with its icon and its colour.

use leptos::prelude::*;

use super::{Glyph, Icon, Tone};
use crate::piece::{Children, IntoPiece};

/// A word that says who must act or how it went; never a colour alone.
#[component]
pub fn Badge(
    /// What the colour means.
    #[prop(optional)]
    tone: Tone,
    /// Another icon than the one of the tone.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! {
        <span class="badge" data-tone=tone.word()>
            <Icon glyph=glyph.unwrap_or(tone.glyph())/>
            {children.show()}
        </span>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Badge;
    use crate::ui::Tone;
    use crate::ui::specimen::html;

    #[test]
    fn a_colour_never_stands_alone() {
        for (tone, word, symbol) in [
            (Tone::You, "you", "#person"),
            (Tone::Them, "them", "#clock"),
            (Tone::Done, "done", "#check"),
            (Tone::Wrong, "wrong", "#warning"),
            (Tone::Neutral, "neutral", "#dot"),
        ] {
            let badge = html(move || view! { <Badge tone=tone>"À vous"</Badge> });
            assert!(badge.contains(&format!("data-tone=\"{word}\"")), "{badge}");
            assert!(badge.contains(symbol) && badge.contains("À vous"), "{badge}");
        }
    }
}
