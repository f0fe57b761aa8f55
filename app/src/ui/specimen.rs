//! Renders one component to a string, for the tests beside the components.

use domain::Language;
use leptos::prelude::*;

/// The markup the server would send for a view, in French.
pub fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    html_in(Language::Fr, view)
}

/// The markup the server would send for a view, in one language.
pub fn html_in<V: IntoView>(language: Language, view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| {
        provide_context(language);
        view().into_view().to_html()
    })
}
