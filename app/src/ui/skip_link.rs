//! The first stop of the keyboard: straight to the content.

use leptos::prelude::*;

use super::language;
use crate::piece::IntoPiece;

/// A link that shows when it has the focus and leads past the header.
#[component]
pub fn SkipLink(
    /// The id of the page's main part.
    #[prop(default = "main")]
    target: &'static str,
) -> impl IntoView {
    view! {
        <a class="skip-link" href=format!("#{target}") rel="external">
            {wording::ui::skip_to_content(language())}
        </a>
    }
    .into_piece()
}
