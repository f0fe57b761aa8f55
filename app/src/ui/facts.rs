//! Names and values in two columns: references, weight, service.

use leptos::prelude::*;

use crate::piece::{Children, IntoPiece};

/// A list of names and values.
#[component]
pub fn Facts(
    /// The [`Fact`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children.show()}</dl> }.into_piece()
}

/// One name and its value.
#[component]
pub fn Fact(
    /// The name.
    #[prop(into)]
    name: String,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="fact">
            <dt>{name}</dt>
            <dd>{children.show()}</dd>
        </div>
    }
    .into_piece()
}
