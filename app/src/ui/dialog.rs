//! Something to do beside the page, behind a button.
//!
//! Without scripts the button opens the content in place, as a `<details>`. With them the same content becomes a
//! modal `<dialog>`: the browser keeps the focus in it, and `Escape` closes it.

use leptos::context::Provider;
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;

use super::{ButtonLook, Glyph, Icon, Words, language};
use crate::piece::{Children, IntoPiece};

/// Whether a dialog is open; a component inside it finds this in its context and can close it.
#[derive(Clone, Copy)]
pub struct DialogState(RwSignal<bool>);

impl DialogState {
    /// Closes the dialog around.
    pub fn close(self) {
        self.0.try_set(false);
    }
}

/// A button and the dialog it opens. A [`DeedForm`](super::DeedForm) inside closes it once the deed is done.
#[component]
pub fn Dialog(
    /// The words of the button; they also name the dialog where it has no title.
    #[prop(into)]
    trigger: String,
    /// The heading of the dialog.
    #[prop(optional, into)]
    title: Words,
    /// How much attention the button asks for.
    #[prop(optional)]
    look: ButtonLook,
    /// An icon on the button.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// A lower button, for rows and panels.
    #[prop(optional)]
    small: bool,
    /// Whether it stands open at first, as when its form was refused without scripts.
    #[prop(optional)]
    open: bool,
    /// A signal that opens and closes it.
    #[prop(optional)]
    opened: Option<RwSignal<bool>>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let Words(title) = title;
    let opened = opened.unwrap_or_else(|| RwSignal::new(open));
    let title = title.unwrap_or_else(|| trigger.clone());
    let details = NodeRef::<html::Details>::new();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |met: Option<bool>| {
        let open = opened.get();
        let (Some(details), Some(dialog)) = (details.get(), dialog.get()) else { return false };
        if open {
            details.set_open(true);
            // In place it is open already, and what is open cannot be shown as a modal one.
            dialog.set_open(false);
            let _ = dialog.show_modal();
        } else if met.unwrap_or_default() {
            if dialog.open() {
                dialog.close();
            }
            details.set_open(false);
        }
        true
    });
    view! {
        <details class="dialog" open=open node_ref=details>
            <summary
                class="button"
                data-look=look.word()
                data-small=small
                on:click=move |event: MouseEvent| {
                    event.prevent_default();
                    opened.set(true);
                }
            >
                {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
                {trigger}
            </summary>
            <dialog
                class="dialog-box"
                open=true
                aria-label=title
                node_ref=dialog
                on:close=move |_| opened.set(false)
            >
                <div class="dialog-head">
                    <h2 class="dialog-title">{title.clone()}</h2>
                    <button
                        class="button dialog-close"
                        type="button"
                        data-look="quiet"
                        data-small=true
                        data-icon=true
                        aria-label=wording::ui::close(language())
                        on:click=move |_| opened.set(false)
                    >
                        <Icon glyph=Glyph::Cross/>
                    </button>
                </div>
                <Provider value=DialogState(opened)>{children.show()}</Provider>
            </dialog>
        </details>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Dialog;
    use crate::ui::specimen::html;

    #[test]
    fn its_content_is_there_without_scripts() {
        let page = html(|| view! { <Dialog trigger="Retirer la demande"><p>"Contenu"</p></Dialog> });
        assert!(page.contains("<details"), "{page}");
        assert!(page.contains("<dialog open"), "{page}");
        assert!(page.contains("<p>Contenu</p>"), "{page}");
    }
}
