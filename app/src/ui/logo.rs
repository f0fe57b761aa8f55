//! The mark of the product: a locker inside a frame.

use leptos::prelude::*;

use crate::piece::IntoPiece;

/// The mark and the name, as a link to the first page.
#[component]
pub fn Logo(
    /// The first page of whoever is here.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    view! {
        <a class="logo" href=href>
            <svg class="logo-mark" aria-hidden="true" width="22" height="22" viewBox="0 0 22 22">
                <rect width="22" height="22" rx="6"></rect>
                <rect class="logo-frame" x="4" y="4" width="14" height="14" rx="3"></rect>
                <rect x="6.5" y="7.5" width="9" height="8" rx="1"></rect>
            </svg>
            <span>"Consigne"</span>
        </a>
    }
    .into_piece()
}
