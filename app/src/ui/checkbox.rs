//! A box to tick: one of several, or a yes.

use leptos::html;
use leptos::prelude::*;

use super::Words;
use super::form_state::{field_id, form_around};
use super::labelled::{FieldErrors, Wiring};
use crate::piece::{Children, IntoPiece};

/// A box to tick, with its words (and whatever belongs to the choice) beside it.
///
/// Several boxes may share one name; their ids then carry the value. A lone box shows the error of its name, several
/// stand in a [`Fieldset`](super::Fieldset) which shows it.
#[component]
pub fn Checkbox(
    /// The field's name in the form.
    #[prop(into)]
    name: String,
    /// What is sent when it is ticked; `on` where nothing else is said.
    #[prop(optional, into)]
    value: Words,
    /// Whether it is ticked at first.
    #[prop(optional)]
    checked: bool,
    /// A second, quieter line.
    #[prop(optional, into)]
    hint: Words,
    /// A message of the caller's; the form's own comes first.
    #[prop(optional, into)]
    error: Words,
    /// Whether it is the first of several, to which the error summary leads.
    #[prop(optional)]
    first: bool,
    /// Whether it cannot be changed here.
    #[prop(optional)]
    disabled: bool,
    /// A signal that mirrors whether it is ticked.
    #[prop(optional)]
    bind: Option<RwSignal<bool>>,
    /// The words of the choice.
    children: Children,
) -> impl IntoView {
    let Words(value) = value;
    let Words(hint) = hint;
    let Words(error) = error;
    let form = form_around();
    let alone = value.is_none();
    let value = value.unwrap_or_else(|| "on".to_owned());
    let own_id = (!alone && !first).then(|| {
        let group = field_id(form.as_ref().map_or("", |form| &form.name), &name);
        field_id(&group, &value)
    });
    let wiring = Wiring::new(&name, own_id, hint.is_some(), error);
    let id = wiring.id.clone();
    let ticked = form.as_ref().and_then(|form| form.ticked(&name, &value));
    let checked = ticked.or_else(|| bind.map(|bind| bind.get_untracked())).unwrap_or(checked);
    let node = NodeRef::<html::Input>::new();
    if let Some(bind) = bind {
        Effect::new(move |met: Option<bool>| {
            let wanted = bind.get();
            let Some(input) = node.get() else { return false };
            if input.checked() != wanted {
                if met.unwrap_or_default() {
                    input.set_checked(wanted);
                } else {
                    bind.set(input.checked());
                }
            }
            true
        });
    }
    if let (Some(bind), Some(form)) = (bind, &form) {
        form.after_sending(move || bind.set(checked));
    }
    let hint_id = format!("{id}-hint");
    view! {
        <div class="choice">
            <input
                class="choice-box"
                type="checkbox"
                id=id.clone()
                name=name
                value=value
                checked=checked
                disabled=disabled
                aria-describedby=wiring.described_by()
                aria-invalid=wiring.invalid()
                node_ref=node
                on:change=move |event| {
                    if let Some(bind) = bind {
                        bind.set(event_target_checked(&event));
                    }
                }
            />
            <div class="choice-text">
                <label class="choice-label" for=id.clone()>{children.show()}</label>
                {hint.map(|hint| view! { <p class="choice-hint" id=hint_id>{hint}</p> })}
                {alone.then(|| view! { <FieldErrors id=id errors=wiring.errors/> })}
            </div>
        </div>
    }
    .into_piece()
}
