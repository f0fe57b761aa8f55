//! A choice out of a list too long to show; up to five or six are better shown as [`RadioGroup`](super::RadioGroup).

use leptos::html;
use leptos::prelude::*;

use super::labelled::{FieldErrors, Hint, Label, Wiring, mirror};
use super::{Choice, Words};
use crate::piece::IntoPiece;

/// A labelled list to choose from.
#[component]
pub fn Select(
    /// The field's name in the form.
    #[prop(into)]
    name: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// What can be chosen, in order.
    choices: Vec<Choice>,
    /// The value chosen at first.
    #[prop(optional, into)]
    value: String,
    /// A first line that stands for *nothing chosen*; its value is empty.
    #[prop(optional, into)]
    prompt: Words,
    /// Help that is needed before choosing.
    #[prop(optional, into)]
    hint: Words,
    /// Whether something must be chosen; the others are marked as optional.
    #[prop(optional)]
    required: bool,
    /// A message of the caller's; the form's own comes first.
    #[prop(optional, into)]
    error: Words,
    /// Whether only assistive technology reads the label.
    #[prop(optional)]
    hide_label: bool,
    /// Whether it is not said that it may stay empty: of criteria of a search that goes without saying.
    #[prop(optional)]
    unmarked: bool,
    /// A signal that mirrors the choice.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// Another id than the one made of the form's and the field's name.
    #[prop(optional, into)]
    id: Words,
) -> impl IntoView {
    let Words(prompt) = prompt;
    let Words(hint) = hint;
    let Words(error) = error;
    let Words(id) = id;
    let wiring = Wiring::new(&name, id, hint.is_some(), error);
    let id = wiring.id.clone();
    let typed = wiring.form.as_ref().and_then(|form| form.typed(&name));
    let value = typed.or_else(|| bind.map(|bind| bind.get_untracked())).unwrap_or(value);
    let node = NodeRef::<html::Select>::new();
    if let Some(bind) = bind {
        Effect::new(move |met: Option<bool>| {
            let Some(select) = node.get() else { return false };
            if let Some(text) = mirror(met.unwrap_or_default(), &select.value(), bind) {
                select.set_value(&text);
            }
            true
        });
    }
    if let (Some(bind), Some(form)) = (bind, &wiring.form) {
        let first = value.clone();
        form.after_sending(move || bind.set(first.clone()));
    }
    let options: Vec<_> = prompt
        .map(|prompt| Choice::new("", prompt))
        .into_iter()
        .chain(choices)
        .map(|choice| {
            let chosen = choice.value == value;
            view! { <option value=choice.value selected=chosen disabled=choice.disabled>{choice.label}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <Label id=id.clone() text=label optional=!required && !hide_label && !unmarked hidden=hide_label/>
            <Hint id=id.clone() text=hint/>
            <FieldErrors id=id.clone() errors=wiring.errors/>
            <select
                class="input select"
                id=id
                name=name
                required=required
                aria-describedby=wiring.described_by()
                aria-invalid=wiring.invalid()
                node_ref=node
                on:change=move |event| {
                    if let Some(bind) = bind {
                        bind.set(event_target_value(&event));
                    }
                }
            >
                {options}
            </select>
        </div>
    }
    .into_piece()
}
