//! The place of something that truly streams in. Everything else comes with the page.

use leptos::prelude::*;

use super::language;
use crate::piece::IntoPiece;

/// Quiet lines where text will stand.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    let lines: Vec<_> = (0..lines).map(|_| view! { <span class="skeleton-line"></span> }).collect();
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{wording::ui::loading(language())}</span>
            {lines}
        </div>
    }
    .into_piece()
}
