//! One line to type into: text, mail address, password, day, number or search.

use leptos::html;
use leptos::prelude::*;

use super::Words;
use super::labelled::{FieldErrors, Hint, Label, Wiring, mirror};
use crate::piece::IntoPiece;

/// What is typed into a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// Anything.
    #[default]
    Text,
    /// A mail address.
    Email,
    /// A secret; it is never filled in again.
    Password,
    /// A day, sent as `YYYY-MM-DD`.
    Date,
    /// A whole number or an amount, typed as digits.
    Number,
    /// Words to look for.
    Search,
    /// A telephone number.
    Telephone,
}

impl FieldKind {
    /// The `type` of the input and its `inputmode`. Numbers are typed as text: the arrows of a number input change
    /// what was typed when the page is scrolled.
    const fn attributes(self) -> (&'static str, Option<&'static str>) {
        match self {
            FieldKind::Text => ("text", None),
            FieldKind::Email => ("email", None),
            FieldKind::Password => ("password", None),
            FieldKind::Date => ("date", None),
            FieldKind::Number => ("text", Some("decimal")),
            FieldKind::Search => ("search", None),
            FieldKind::Telephone => ("tel", None),
        }
    }
}

/// How long the line is; it tells how much is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldWidth {
    /// As wide as the form.
    #[default]
    Full,
    /// About 24 characters: a number, a name.
    Medium,
    /// About 10 characters: a day, an amount, a postcode.
    Short,
}

impl FieldWidth {
    /// The word used in `data-width`.
    const fn word(self) -> &'static str {
        match self {
            FieldWidth::Full => "full",
            FieldWidth::Medium => "medium",
            FieldWidth::Short => "short",
        }
    }
}

/// A labelled line to type into.
///
/// Inside a [`DeedForm`](super::DeedForm) it finds its own error message and what was typed in a refused try.
#[component]
pub fn Field(
    /// The field's name in the form.
    #[prop(into)]
    name: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// What is typed.
    #[prop(optional)]
    kind: FieldKind,
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
    /// How long the line is.
    #[prop(optional)]
    width: FieldWidth,
    /// What the browser may fill in, as `autocomplete` names it.
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
    /// An example inside the empty line; never the only help.
    #[prop(optional, into)]
    placeholder: Words,
    /// The largest number of characters.
    #[prop(optional, into)]
    max_length: Option<u32>,
    /// The first day, for dates.
    #[prop(optional, into)]
    min: Words,
    /// The last day, for dates.
    #[prop(optional, into)]
    max: Words,
    /// Whether only assistive technology reads the label.
    #[prop(optional)]
    hide_label: bool,
    /// Whether it is not said that it may stay empty: of criteria of a search that goes without saying.
    #[prop(optional)]
    unmarked: bool,
    /// A signal that mirrors what is typed.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// Another id than the one made of the form's and the field's name.
    #[prop(optional, into)]
    id: Words,
) -> impl IntoView {
    let Words(hint) = hint;
    let Words(error) = error;
    let Words(placeholder) = placeholder;
    let Words(min) = min;
    let Words(max) = max;
    let Words(id) = id;
    let wiring = Wiring::new(&name, id, hint.is_some(), error);
    let id = wiring.id.clone();
    let secret = kind == FieldKind::Password;
    let typed = wiring.form.as_ref().filter(|_| !secret).and_then(|form| form.typed(&name));
    let value = typed.or_else(|| bind.map(|bind| bind.get_untracked())).unwrap_or(value);
    let (kind, input_mode) = kind.attributes();
    let optional = !required && !hide_label && !unmarked && kind != "search";
    let locked = wiring.locked();
    let node = NodeRef::<html::Input>::new();
    if let Some(bind) = bind {
        Effect::new(move |met: Option<bool>| {
            let Some(input) = node.get() else { return false };
            if let Some(text) = mirror(met.unwrap_or_default(), &input.value(), bind) {
                input.set_value(&text);
            }
            true
        });
    }
    if let (Some(bind), Some(form)) = (bind, &wiring.form) {
        let first = value.clone();
        form.after_sending(move || bind.set(first.clone()));
    }
    view! {
        <div class="field" data-width=width.word()>
            <Label id=id.clone() text=label optional=optional hidden=hide_label/>
            <Hint id=id.clone() text=hint/>
            <FieldErrors id=id.clone() errors=wiring.errors/>
            <input
                class="input"
                type=kind
                id=id
                name=name
                value=value
                required=required
                inputmode=input_mode
                autocomplete=autocomplete
                placeholder=placeholder
                maxlength=max_length
                min=min
                max=max
                readonly=locked
                aria-describedby=wiring.described_by()
                aria-invalid=wiring.invalid()
                node_ref=node
                on:input=move |event| {
                    if let Some(bind) = bind {
                        bind.set(event_target_value(&event));
                    }
                }
            />
        </div>
    }
    .into_piece()
}
