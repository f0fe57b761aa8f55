//! One of a few: every choice is in sight.

use leptos::html;
use leptos::prelude::*;

use super::form_state::{field_id, form_around};
use super::{Fieldset, Words};
use crate::piece::{Children, IntoPiece};

/// One thing that can be chosen, in a list or among radio buttons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A second, quieter line; lists leave it out.
    pub hint: Option<String>,
    /// Whether it cannot be chosen now; the hint says why.
    pub disabled: bool,
}

impl Choice {
    /// A choice that can be made.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Choice { value: value.into(), label: label.into(), hint: None, disabled: false }
    }

    /// The same choice with a second, quieter line.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// How radio buttons look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RadioLook {
    /// A list with lines between.
    #[default]
    List,
    /// Small framed tiles beside each other: days, ratings.
    Tiles,
}

/// One radio button, for choices whose words are more than a line; see [`RadioGroup`] for the plain case.
///
/// What belongs to the choice alone follows it as `<div class="choice-reveal">…</div>`: it shows only while the
/// choice is made, without scripts too.
#[component]
pub fn Radio(
    /// The field's name in the form.
    #[prop(into)]
    name: String,
    /// What is sent.
    #[prop(into)]
    value: String,
    /// Whether it is chosen at first.
    #[prop(optional)]
    checked: bool,
    /// Whether it is the first of its group, to which the error summary leads.
    #[prop(optional)]
    first: bool,
    /// Whether it cannot be chosen now.
    #[prop(optional)]
    disabled: bool,
    /// A second, quieter line.
    #[prop(optional, into)]
    hint: Words,
    /// A signal that mirrors the value chosen in the group.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// The words of the choice.
    children: Children,
) -> impl IntoView {
    let Words(hint) = hint;
    let form = form_around();
    let group = field_id(form.as_ref().map_or("", |form| &form.name), &name);
    let id = if first { group } else { field_id(&group, &value) };
    let chosen = form
        .as_ref()
        .and_then(|form| form.typed(&name))
        .map(|typed| typed == value)
        .unwrap_or_else(|| bind.map_or(checked, |bind| bind.with_untracked(|chosen| *chosen == value)));
    let hint_id = format!("{id}-hint");
    let described_by = hint.is_some().then(|| hint_id.clone());
    let node = NodeRef::<html::Input>::new();
    if let Some(bind) = bind {
        let value = value.clone();
        Effect::new(move |met: Option<bool>| {
            let wanted = bind.with(|chosen| *chosen == value);
            let Some(radio) = node.get() else { return false };
            if radio.checked() != wanted {
                // A choice made before the scripts had come wins over the signal.
                if met.unwrap_or_default() {
                    radio.set_checked(wanted);
                } else if !wanted {
                    bind.set(value.clone());
                }
            }
            true
        });
    }
    let own_value = value.clone();
    view! {
        <div class="choice">
            <input
                class="choice-radio"
                type="radio"
                id=id.clone()
                name=name
                value=value
                checked=chosen
                disabled=disabled
                aria-describedby=described_by
                node_ref=node
                on:change=move |_| {
                    if let Some(bind) = bind {
                        bind.set(own_value.clone());
                    }
                }
            />
            <div class="choice-text">
                <label class="choice-label" for=id>{children.show()}</label>
                {hint.map(|hint| view! { <p class="choice-hint" id=hint_id>{hint}</p> })}
            </div>
        </div>
    }
    .into_piece()
}

/// A question with a few answers, all in sight.
#[component]
pub fn RadioGroup(
    /// The field's name in the form.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// The answers, in order.
    choices: Vec<Choice>,
    /// The value chosen at first; none where it is empty.
    #[prop(optional, into)]
    value: String,
    /// How the answers look.
    #[prop(optional)]
    look: RadioLook,
    /// Help that is needed before answering.
    #[prop(optional, into)]
    hint: Words,
    /// A message of the caller's; the form's own comes first.
    #[prop(optional, into)]
    error: Words,
    /// Whether only assistive technology reads the question.
    #[prop(optional)]
    hide_legend: bool,
    /// A signal that mirrors the chosen value.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
) -> impl IntoView {
    let Words(hint) = hint;
    let Words(error) = error;
    let radios: Vec<_> = choices
        .into_iter()
        .enumerate()
        .map(|(place, choice)| {
            let Choice { value: own, label, hint, disabled } = choice;
            let (name, first, checked) = (name.clone(), place == 0, own == value);
            match bind {
                Some(bind) => view! {
                    <Radio name=name value=own first=first disabled=disabled hint=hint bind=bind>{label}</Radio>
                },
                None => view! {
                    <Radio name=name value=own first=first disabled=disabled hint=hint checked=checked>{label}</Radio>
                },
            }
        })
        .collect();
    view! {
        <Fieldset name=name legend=legend hint=hint error=error hide_legend=hide_legend>
            <div class="choices" data-look=(look == RadioLook::Tiles).then_some("tiles")>
                {radios}
            </div>
        </Fieldset>
    }
    .into_piece()
}
