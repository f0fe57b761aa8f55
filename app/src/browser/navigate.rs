//! Going to another page of the product, without loading everything again where that is possible.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use crate::parts::Part;

/// The way to another page, kept in the context by [`provide_navigation`].
#[derive(Clone, Copy)]
struct Route(Callback<String>);

/// Lets the components below use the router to change pages.
///
/// To be called once, by the component that stands directly inside `<Router>`. Without it every change of page is a
/// full load, which works too; so a component can be tested and shown without a router.
///
/// `here` is the part of the product whose bundle this is; the pages of other parts are loaded in full.
pub fn provide_navigation(here: Option<Part>) {
    let navigate = use_navigate();
    provide_context(Route(Callback::new(move |location: String| {
        if part_of(&location) == here {
            navigate(&location, leptos_router::NavigateOptions::default());
        } else {
            load(&location);
        }
    })));
}

/// A way to change pages that can be kept and used later, for instance once an answer has come.
#[derive(Clone, Copy, Default)]
pub struct Navigator {
    route: Option<Callback<String>>,
}

/// The way to other pages from where this is called; ask for it while the component is being built.
#[must_use]
pub fn navigator() -> Navigator {
    Navigator { route: use_context::<Route>().map(|route| route.0) }
}

impl Navigator {
    /// Goes to a location of the product; one that begins with `!` is loaded in full.
    ///
    /// An empty location stays where it is.
    pub fn go(self, location: &str) {
        if location.is_empty() {
            return;
        }
        match (self.route, location.strip_prefix('!')) {
            (Some(route), None) => {
                route.try_run(location.to_owned());
            }
            (_, full) => load(full.unwrap_or(location)),
        }
    }
}

/// Loads a location in full, as a link outside the router does.
pub fn load(location: &str) {
    // A browser that refuses the address stays on the page, which is all that could be done about it.
    let _ = window().location().set_href(location);
}

/// Keeps a click on a link to another part away from the router, so that the browser follows it by itself.
///
/// To be called where clicks pass on their way to the router, which listens on the window.
pub fn leave(here: Option<Part>, event: &MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
    if let Some(href) = link.and_then(|link| link.get_attribute("href"))
        && href.starts_with('/')
        && part_of(&href) != here
    {
        event.stop_propagation();
    }
}

/// The part that a location of the product leads to.
fn part_of(location: &str) -> Option<Part> {
    Part::of(location.split(['?', '#']).next().unwrap_or_default())
}
