//! The way back up from a page.

use leptos::prelude::*;

use super::language;
use crate::piece::IntoPiece;

/// One page above this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Where it is.
    pub href: String,
    /// What it is called.
    pub label: String,
}

impl Crumb {
    /// A page above this one.
    #[must_use]
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Crumb { href: href.into(), label: label.into() }
    }
}

/// The pages above this one, from the top, and this one by name.
#[component]
pub fn Breadcrumb(
    /// The pages above, from the top.
    crumbs: Vec<Crumb>,
    /// What this page is called.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let crumbs: Vec<_> =
        crumbs.into_iter().map(|crumb| view! { <li><a href=crumb.href>{crumb.label}</a></li> }).collect();
    view! {
        <nav class="breadcrumb" aria-label=wording::ui::breadcrumb(language())>
            <ol>
                {crumbs}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
    .into_piece()
}
