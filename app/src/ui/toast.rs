//! A sentence in passing: it confirms, and never is the only place where something is said.

use std::time::Duration;

use leptos::prelude::*;

use super::{Glyph, Icon, language};
use crate::piece::IntoPiece;

/// How long a sentence stays; it can be closed before.
const STAY: Duration = Duration::from_secs(7);

/// The way to show a sentence in passing; kept while a component is built and used whenever something is done.
#[derive(Clone, Copy, Default)]
pub struct Toaster(Option<RwSignal<Vec<Slice>>>);

/// One sentence on show.
#[derive(Clone, PartialEq)]
struct Slice {
    key: u32,
    text: String,
}

/// Makes [`toast`] and [`use_toaster`] work below the caller; called once, where [`ToastRegion`] is shown.
pub fn provide_toasts() {
    provide_context(Toaster(Some(RwSignal::new(Vec::new()))));
}

/// The toaster of the page; one that shows nothing where the page has none.
#[must_use]
pub fn use_toaster() -> Toaster {
    use_context::<Toaster>().unwrap_or_default()
}

/// Shows a sentence in passing, from where the context can be asked.
pub fn toast(text: &str) {
    use_toaster().show(text);
}

impl Toaster {
    /// Shows a sentence for seven seconds.
    pub fn show(self, text: &str) {
        let Some(slices) = self.0 else { return };
        let shown = slices.try_update(|slices| {
            let key = slices.last().map_or(0, |last| last.key + 1);
            slices.push(Slice { key, text: text.to_owned() });
            key
        });
        if let Some(key) = shown {
            set_timeout(move || self.close(key), STAY);
        }
    }

    /// Takes one sentence away.
    fn close(self, key: u32) {
        if let Some(slices) = self.0 {
            slices.try_update(|slices| slices.retain(|slice| slice.key != key));
        }
    }
}

/// Where sentences in passing are shown and announced; it stands once at the end of the page.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let language = language();
    let toaster = use_toaster();
    let slices = move || toaster.0.map(|slices| slices.get()).unwrap_or_default();
    view! {
        <div class="toasts" aria-live="polite" role="status">
            <For each=slices key=|slice| slice.key let:slice>
                <div class="toast">
                    <Icon glyph=Glyph::Check/>
                    <span>{slice.text.clone()}</span>
                    <button
                        class="button"
                        type="button"
                        data-look="quiet"
                        data-small=true
                        data-icon=true
                        aria-label=wording::ui::close(language)
                        on:click=move |_| toaster.close(slice.key)
                    >
                        <Icon glyph=Glyph::Cross/>
                    </button>
                </div>
            </For>
        </div>
    }
    .into_piece()
}
