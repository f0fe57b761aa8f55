//! Changes on the server, as a signal.
//!
//! Screens ask for the signal and read again; they never learn from a change what is new. How changes reach the page
//! is the affair of [`line`].

mod line;

use leptos::prelude::*;

use crate::api::viewer::viewer;

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
pub struct Live {
    change: RwSignal<Change>,
    present: RwSignal<Change>,
    ended: RwSignal<bool>,
}

impl Live {
    fn new() -> Self {
        Live {
            change: RwSignal::new(Change::default()),
            present: RwSignal::new(Change::default()),
            ended: RwSignal::new(false),
        }
    }

    /// The last change; whoever asks is asked again at the next.
    #[must_use]
    pub fn changed(self) -> Change {
        self.change.get()
    }

    /// The thread on which somebody came, left, or began or ceased to write.
    #[must_use]
    pub fn present(self) -> Change {
        self.present.get()
    }

    /// Whether the reader's session was ended while he had the page before him; whoever asks is asked again when he
    /// has signed in again in another tab.
    #[must_use]
    pub fn ended(self) -> bool {
        self.ended.get()
    }

    /// Says that everything may have changed, here and in the other tabs: after one's own deed, without waiting for
    /// the stream.
    pub fn touch(self) {
        self.tell(None);
        line::touched();
    }

    fn tell_present(self, ticket: &str) {
        self.present.update(|one| *one = Change { count: one.count + 1, ticket: Some(ticket.to_owned()) });
    }

    fn tell(self, ticket: Option<String>) {
        self.change.update(|change| *change = Change { count: change.count + 1, ticket });
    }
}

/// The changes, for the components below [`provide_live`]; elsewhere a signal that never changes.
#[must_use]
pub fn use_live() -> Live {
    use_context::<Live>().unwrap_or_else(Live::new)
}

/// Lets the components below hear of changes. To be called once, by the frame of the page.
///
/// Only a browser listens, and only for somebody who is signed in.
pub fn provide_live() {
    let live = Live::new();
    provide_context(live);
    if let Some(viewer) = viewer() {
        Effect::new(move |_| line::start(live, viewer.position));
    }
}
