//! The keys of the page, and the list of them.

use leptos::html;
use leptos::prelude::*;
use wording::shell;

use super::{Glyph, Icon, language};
use crate::browser::keys;
use crate::piece::IntoPiece;

/// Lets keys act on a page that the browser takes over, and shows which there are when `?` is pressed.
#[component]
pub fn KeyOverview(
    /// Whether single characters act: the person's own choice.
    singles: bool,
    /// Whether internal notes are written on these pages.
    notes: bool,
) -> impl IntoView {
    let language = language();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        keys::listen(singles, move || {
            if let Some(dialog) = dialog.get_untracked() {
                let _ = dialog.show_modal();
            }
        });
    });
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let mut rows = vec![
        (&["J", "K"][..], shell::keys_rows(language)),
        (&["L", "H"][..], shell::keys_tabs(language)),
        (&["R"][..], shell::keys_reply(language)),
        (&["←", "→"][..], shell::keys_files(language)),
        (&["Ctrl", "K"][..], shell::keys_search(language)),
        (&["?"][..], shell::keys_overview(language)),
    ];
    if notes {
        rows.insert(3, (&["N"][..], shell::keys_note(language)));
    }
    view! {
        <dialog class="dialog-box" aria-labelledby="keys-title" node_ref=dialog>
            <div class="dialog-head">
                <h2 class="dialog-title" id="keys-title">{shell::keys_title(language)}</h2>
                <button
                    class="button dialog-close"
                    type="button"
                    data-look="quiet"
                    data-small=true
                    data-icon=true
                    aria-label=wording::ui::close(language)
                    on:click=close
                >
                    <Icon glyph=Glyph::Cross/>
                </button>
            </div>
            <dl class="key-list">
                {rows
                    .into_iter()
                    .map(|(keys, what)| {
                        view! {
                            <div>
                                <dt>{keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view()}</dt>
                                <dd>{what}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
            <p class="key-hint">{shell::keys_hint(language)}</p>
        </dialog>
    }
    .into_piece()
}
