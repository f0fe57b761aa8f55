//! A point in time as people read it, with the exact one underneath.

use leptos::prelude::*;

use super::Words;

/// A moment. The words are made by the server in the reader's zone, so that browser and server never disagree.
#[component]
pub fn Moment(
    /// The exact moment, RFC 3339.
    #[prop(into)]
    at: String,
    /// What is read: *21 nov. 16:40*, *il y a 4 min*.
    #[prop(into)]
    text: String,
    /// The full moment with its zone, where the words are short or relative.
    #[prop(optional, into)]
    full: Words,
) -> impl IntoView {
    let Words(full) = full;
    view! { <time datetime=at title=full>{text}</time> }
}
