//! A form that asks and changes nothing: search and filters. Its fields end up in the address.

use leptos::html;
use leptos::prelude::*;

use super::Words;
use crate::piece::{Children, IntoPiece};

use crate::browser::navigate::navigator;

/// A GET form; with scripts the router shows the answer without loading the page again.
///
/// Fields left empty stay out of the address.
#[component]
pub fn QueryForm(
    /// The page that answers.
    #[prop(into)]
    action: String,
    /// The accessible name where the form is the search of a page; it then is a landmark.
    #[prop(optional, into)]
    search: Words,
    /// The fields and buttons.
    children: Children,
) -> impl IntoView {
    let Words(search) = search;
    let navigator = navigator();
    let node = NodeRef::<html::Form>::new();
    let path = action.clone();
    view! {
        <form
            class="query-form"
            method="get"
            action=action
            role=search.is_some().then_some("search")
            aria-label=search
            node_ref=node
            on:submit=move |event| {
                if let Some(query) = node.get_untracked().and_then(|form| typed(&form)) {
                    event.prevent_default();
                    navigator.go(&if query.is_empty() { path.clone() } else { format!("{path}?{query}") });
                }
            }
        >
            {children.show()}
        </form>
    }
    .into_piece()
}

/// The filled fields of a form, as a query string.
fn typed(form: &web_sys::HtmlFormElement) -> Option<String> {
    let fields = web_sys::FormData::new_with_form(form).ok()?;
    let query = web_sys::UrlSearchParams::new().ok()?;
    for entry in js_sys::try_iter(&fields).ok()??.flatten() {
        let entry = js_sys::Array::from(&entry);
        let (name, value) = (entry.get(0).as_string()?, entry.get(1).as_string().unwrap_or_default());
        if !value.is_empty() {
            query.append(&name, &value);
        }
    }
    Some(query.to_string().into())
}
