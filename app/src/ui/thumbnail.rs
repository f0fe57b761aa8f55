//! An attached file: a picture of it where there is one, its name, its size.

use domain::Language;
use leptos::prelude::*;

use super::{Glyph, Icon, Words, language};
use crate::piece::IntoPiece;

/// A file to open or to save.
#[component]
pub fn Thumbnail(
    /// Where it is.
    #[prop(into)]
    href: String,
    /// Its name.
    #[prop(into)]
    name: String,
    /// Its size in bytes.
    #[prop(optional, into)]
    size: Option<u64>,
    /// The address of a small picture of it, for images.
    #[prop(optional, into)]
    picture: Words,
) -> impl IntoView {
    let Words(picture) = picture;
    let language: Language = language();
    let mark = match picture {
        // The name beside it says what it is; the picture adds nothing for those who cannot see it.
        Some(picture) => view! {
            <img class="thumbnail-picture" src=picture alt="" loading="lazy" width="96" height="72"/>
        }
        .into_piece(),
        None => view! { <Icon glyph=Glyph::Paperclip/> }.into_piece(),
    };
    view! {
        <a class="thumbnail" href=href rel="external">
            {mark}
            <span class="thumbnail-name">{name}</span>
            {size.map(|size| view! { <span class="thumbnail-size">{wording::number::bytes(language, size)}</span> })}
        </a>
    }
    .into_piece()
}
