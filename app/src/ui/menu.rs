//! A few links or deeds behind one button.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use super::{ButtonLook, Glyph, Icon};
use crate::piece::{Children, IntoPiece};

/// A button that opens a list of links, buttons or small forms below itself.
///
/// It opens and closes without scripts. With them it also closes on `Escape`, on a press elsewhere, and when one of
/// its links is followed.
#[component]
pub fn Menu(
    /// The words of the button; only assistive technology reads them where `icon_only` is set.
    #[prop(into)]
    label: String,
    /// An icon before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// Whether the icon stands alone.
    #[prop(optional)]
    icon_only: bool,
    /// How much attention the button asks for.
    #[prop(default = ButtonLook::Quiet)]
    look: ButtonLook,
    /// Whether the list ends where the button ends, for buttons at the right edge.
    #[prop(optional)]
    at_end: bool,
    /// The links and buttons.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(details) = node.get_untracked() {
            details.set_open(false);
        }
    };
    Effect::new(move |_| {
        let listener = window_event_listener(ev::click, move |event| {
            let Some(details) = node.try_get_untracked().flatten() else { return };
            let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
            if details.open() && !details.contains(target.as_ref()) {
                details.set_open(false);
            }
        });
        on_cleanup(move || listener.remove());
    });
    view! {
        <details
            class="menu"
            data-at-end=at_end
            node_ref=node
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    close();
                    if let Some(summary) = node
                        .get_untracked()
                        .and_then(|details| details.query_selector("summary").ok().flatten())
                        .and_then(|summary| summary.dyn_into::<HtmlElement>().ok())
                    {
                        // Without a focus to give back there is nothing lost.
                        let _ = summary.focus();
                    }
                }
            }
        >
            <summary class="button" data-look=look.word() data-icon=icon_only>
                {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
                <span class:visually-hidden=icon_only>{label}</span>
                {(!icon_only).then(|| view! { <Icon glyph=Glyph::ChevronDown/> })}
            </summary>
            <div
                class="menu-items"
                on:click=move |event| {
                    let followed = event
                        .target()
                        .and_then(|target| target.dyn_into::<Element>().ok())
                        .is_some_and(|target| target.closest("a").is_ok_and(|link| link.is_some()));
                    if followed {
                        close();
                    }
                }
            >
                {children.show()}
            </div>
        </details>
    }
    .into_piece()
}
