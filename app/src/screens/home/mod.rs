//! The beginning: it leads everybody to where his work is. The server redirects at once; this is what is seen where
//! it could not.

use leptos::prelude::*;
use leptos_router::components::Redirect;

use crate::api::viewer::viewer;

/// Leads to the inbox, the desk, or the door.
#[component]
pub fn HomeScreen() -> impl IntoView {
    let path = match viewer() {
        Some(viewer) if viewer.operator => "/desk",
        Some(_) => "/requests",
        None => "/sign-in",
    };
    view! { <Redirect path=path/> }
}
