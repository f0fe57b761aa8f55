//! Colours with their meaning, sizes of type, icons.

use leptos::prelude::*;
use wording::gallery as w;

use crate::piece::IntoPiece;
use crate::ui::{Glyph, Icon, Logo, language};

/// Colours, type and icons.
#[component]
pub fn Looks() -> impl IntoView {
    let language = language();
    let swatches: Vec<_> = [
        ("page", w::token_page(language)),
        ("surface", w::token_surface(language)),
        ("raised", w::token_raised(language)),
        ("accent", w::token_accent(language)),
        ("you", w::token_you(language)),
        ("them", w::token_them(language)),
        ("done", w::token_done(language)),
        ("wrong", w::token_wrong(language)),
        ("note", w::token_note(language)),
    ]
    .into_iter()
    .map(|(token, name)| view! { <li class="gallery-swatch" data-token=token>{name}</li> })
    .collect();
    let icons: Vec<_> =
        Glyph::ALL.iter().map(|glyph| view! { <li><Icon glyph=*glyph/><code>{glyph.symbol()}</code></li> }).collect();
    view! {
        <div class="gallery-samples">
            <div class="row"><Logo href="/"/></div>
            <ul class="gallery-swatches">{swatches}</ul>
            <div class="stack" data-gap="small">
                <p class="gallery-h1">{w::sample_sentence(language)}</p>
                <p class="gallery-h2">{w::sample_sentence(language)}</p>
                <p class="gallery-h3">{w::sample_sentence(language)}</p>
                <p>{w::sample_sentence(language)}</p>
                <p class="small muted">{w::sample_sentence(language)}</p>
            </div>
            <ul class="gallery-icons">{icons}</ul>
        </div>
    }
    .into_piece()
}
