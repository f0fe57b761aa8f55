//! Changes on the server, as a signal.

use leptos::prelude::*;

/// The last change a page heard of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// How many it has heard of.
    pub count: u64,
    /// The ticket that changed; none when everything may have.
    pub ticket: Option<String>,
}

/// The changes of the product, as far as the reader may know them.
#[derive(Clone, Copy)]
pub struct Live(RwSignal<Change>);

impl Live {
    /// The last change; whoever asks is asked again at the next.
    #[must_use]
    pub fn changed(self) -> Change {
        self.0.get()
    }

    /// Says that everything may have changed: after one's own deed, without waiting for the stream.
    pub fn touch(self) {
        self.0.update(|change| *change = Change { count: change.count + 1, ticket: None });
    }
}

/// The changes, for the components below [`provide_live`]; elsewhere a signal that never changes.
#[must_use]
pub fn use_live() -> Live {
    use_context::<Live>().unwrap_or_else(|| Live(RwSignal::new(Change::default())))
}

/// Lets the components below hear of changes. To be called once, by the frame of the page.
pub fn provide_live() {
    provide_context(Live(RwSignal::new(Change::default())));
}
