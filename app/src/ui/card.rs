//! A framed part of a page. Space and lines come first; a card is for what is one thing.

use leptos::prelude::*;

use super::Words;
use crate::piece::{Children, IntoPiece};

/// A framed part of a page, with a heading where it has one.
#[component]
pub fn Card(
    /// Its heading, second level.
    #[prop(optional, into)]
    title: Words,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let Words(title) = title;
    view! {
        <section class="card">
            {title.map(|title| view! { <h2 class="card-title">{title}</h2> })}
            {children.show()}
        </section>
    }
    .into_piece()
}
