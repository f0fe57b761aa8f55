//! Copies one value, a tracking number above all, without the spaces it is shown with.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{Glyph, Icon, language, use_toaster};
use crate::piece::IntoPiece;

/// A button that copies a text. It shows only where the browser can copy.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: String,
    /// What it is, for the button's accessible name: *le numéro de colis*.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let language = language();
    let able = RwSignal::new(false);
    let toaster = use_toaster();
    Effect::new(move |_| able.set(clipboard().is_some()));
    let copy = move |_| {
        let Some(clipboard) = clipboard() else { return };
        let written = clipboard.write_text(&text);
        spawn_local(async move {
            if JsFuture::from(written).await.is_ok() {
                toaster.show(wording::ui::copied(language));
            }
        });
    };
    view! {
        <button
            class="button copy-button"
            type="button"
            data-look="quiet"
            data-small=true
            data-icon=true
            hidden=move || !able.get()
            aria-label=wording::ui::copy_what(language, &what)
            on:click=copy
        >
            <Icon glyph=Glyph::Copy/>
        </button>
    }
    .into_piece()
}

/// The clipboard, which a browser only has on https and on this very machine.
fn clipboard() -> Option<web_sys::Clipboard> {
    let clipboard = window().navigator().clipboard();
    (!JsValue::from(clipboard.clone()).is_undefined()).then_some(clipboard)
}
