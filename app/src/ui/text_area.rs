//! Many lines to type into; the only `<textarea>` of the product.
//!
//! Leptos 0.8.23 writes the children of a `<textarea>` unescaped on the server, so a draft that holds
//! `</textarea><script>` would run (leptos issues 4730 and 4821). Here the text is escaped by hand, as inner HTML.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::Words;
use crate::piece::IntoPiece;
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlTextAreaElement};

use super::labelled::{FieldErrors, Hint, Label, Wiring, mirror};

/// Who will read what is typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextAreaLook {
    /// Everyone on the thread.
    #[default]
    Plain,
    /// Only the operator's people: it looks like nothing else.
    InternalNote,
}

/// A labelled text that grows with its content.
///
/// `Ctrl` or `⌘` with `Enter` sends the form around it.
#[component]
pub fn TextArea(
    /// The field's name in the form.
    #[prop(into)]
    name: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// Help that is needed before typing.
    #[prop(optional, into)]
    hint: Words,
    /// Whether it must be filled; the others are marked as optional.
    #[prop(optional)]
    required: bool,
    /// A message of the caller's; the form's own comes first.
    #[prop(optional, into)]
    error: Words,
    /// An example inside the empty text; never the only help.
    #[prop(optional, into)]
    placeholder: Words,
    /// Lines shown while it is empty.
    #[prop(default = 3)]
    rows: u32,
    /// The largest number of characters.
    #[prop(optional, into)]
    max_length: Option<u32>,
    /// Whether only assistive technology reads the label.
    #[prop(optional)]
    hide_label: bool,
    /// Who will read it.
    #[prop(optional)]
    look: TextAreaLook,
    /// A signal that mirrors what is typed, for drafts.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// Another id than the one made of the form's and the field's name.
    #[prop(optional, into)]
    id: Words,
) -> impl IntoView {
    let Words(hint) = hint;
    let Words(error) = error;
    let Words(placeholder) = placeholder;
    let Words(id) = id;
    let wiring = Wiring::new(&name, id, hint.is_some(), error);
    let id = wiring.id.clone();
    let typed = wiring.form.as_ref().and_then(|form| form.typed(&name));
    let value = typed.or_else(|| bind.map(|bind| bind.get_untracked())).unwrap_or(value);
    let locked = wiring.locked();
    let node = NodeRef::<html::Textarea>::new();
    if let Some(bind) = bind {
        Effect::new(move |met: Option<bool>| {
            let Some(area) = node.get() else { return false };
            if let Some(text) = mirror(met.unwrap_or_default(), &area.value(), bind) {
                area.set_value(&text);
            }
            true
        });
    }
    if let Some(form) = &wiring.form {
        // What was sent was perhaps a draft, and stood here from the start; it is not shown a second time.
        form.after_sending(move || {
            if let Some(area) = node.get_untracked() {
                area.set_value("");
            }
            if let Some(bind) = bind {
                bind.set(String::new());
            }
        });
    }
    view! {
        <div class="field" data-look=(look == TextAreaLook::InternalNote).then_some("note")>
            <Label id=id.clone() text=label optional=!required && !hide_label hidden=hide_label/>
            <Hint id=id.clone() text=hint/>
            <FieldErrors id=id.clone() errors=wiring.errors/>
            <textarea
                class="input text-area"
                id=id
                name=name
                rows=rows
                required=required
                placeholder=placeholder
                maxlength=max_length
                readonly=locked
                aria-describedby=wiring.described_by()
                aria-invalid=wiring.invalid()
                node_ref=node
                on:input=move |event| {
                    if let Some(bind) = bind {
                        bind.set(event_target_value(&event));
                    }
                }
                on:keydown=|event| send_on_ctrl_enter(&event)
                inner_html=content(&value, cfg!(not(target_arch = "wasm32")))
            ></textarea>
        </div>
    }
    .into_piece()
}

/// The text as the inner HTML of a `<textarea>`.
///
/// A parser drops the first line break of a `<textarea>`, so a page from the server carries one to be dropped; in the
/// browser inner HTML is taken as it is.
fn content(text: &str, in_page: bool) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    if in_page {
        html.push('\n');
    }
    for sign in text.chars() {
        match sign {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            _ => html.push(sign),
        }
    }
    html
}

/// Sends the form around a text when `Ctrl` or `⌘` is held with `Enter`.
fn send_on_ctrl_enter(event: &KeyboardEvent) {
    if event.key() == "Enter"
        && (event.ctrl_key() || event.meta_key())
        && let Some(area) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok())
        && let Some(form) = area.form()
    {
        event.prevent_default();
        // A browser without `requestSubmit` keeps its button, which does the same.
        let _ = HtmlFormElement::request_submit(&form);
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{TextArea, content};
    use crate::ui::specimen::html;

    #[test]
    fn what_was_typed_cannot_leave_the_text_area() {
        let payload = "</textarea><script>alert(1)</script> & \"q\"";
        let page = html(move || view! { <TextArea name="message" label="Message" value=payload/> });
        assert!(!page.contains("<script"), "{page}");
        assert_eq!(page.matches("</textarea>").count(), 1, "{page}");
        assert!(
            page.contains(">\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; \"q\"</textarea>"),
            "{page}"
        );
    }

    #[test]
    fn a_placeholder_cannot_leave_its_attribute() {
        let page = html(|| view! { <TextArea name="m" label="M" placeholder="\"><script>x</script>"/> });
        assert!(!page.contains("<script"), "{page}");
    }

    #[test]
    fn a_first_empty_line_survives_the_parser() {
        assert_eq!(content("\nBonjour", true), "\n\nBonjour");
        assert_eq!(content("\nBonjour", false), "\nBonjour");
        assert_eq!(content("", true), "\n");
    }

    #[test]
    fn label_hint_and_error_are_wired() {
        let page = html(|| {
            view! { <TextArea name="message" label="Votre message" hint="Court" error="À remplir" required=true/> }
        });
        assert!(page.contains("for=\"message\""), "{page}");
        assert!(page.contains("aria-describedby=\"message-hint message-error\""), "{page}");
        assert!(page.contains("aria-invalid=\"true\""), "{page}");
    }
}
