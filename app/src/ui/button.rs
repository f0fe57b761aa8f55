//! Buttons and the links that look like them. A button names the deed: *Valider la réponse*, never *OK*.

use leptos::prelude::*;

use super::form_state::form_around;
use super::{Glyph, Icon, Words, language};
use crate::piece::{Children, IntoPiece};

/// How much a button asks for attention. At most one primary button is in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonLook {
    /// The one deed that most people come for.
    Primary,
    /// Any other deed.
    #[default]
    Secondary,
    /// A deed beside others, without a frame.
    Quiet,
    /// Takes something away.
    Danger,
}

impl ButtonLook {
    /// The word used in `data-look`.
    pub(super) const fn word(self) -> &'static str {
        match self {
            ButtonLook::Primary => "primary",
            ButtonLook::Secondary => "secondary",
            ButtonLook::Quiet => "quiet",
            ButtonLook::Danger => "danger",
        }
    }
}

/// Whether a button sends the form around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Sends the form.
    #[default]
    Submit,
    /// Does only what `on_press` says, so it needs scripts.
    Press,
}

/// A button. In a [`DeedForm`](super::DeedForm) it shows by itself that its deed is on its way.
#[component]
pub fn Button(
    /// How much attention it asks for.
    #[prop(optional)]
    look: ButtonLook,
    /// Whether it sends the form around it.
    #[prop(optional)]
    kind: ButtonKind,
    /// The field name it sends when pressed.
    #[prop(optional, into)]
    name: Words,
    /// The value that goes with the name.
    #[prop(optional, into)]
    value: Words,
    /// Another address for the form, when this button sends it.
    #[prop(optional, into)]
    form_action: Words,
    /// Whether something is under way; a press does nothing meanwhile.
    #[prop(optional, into)]
    busy: Option<Signal<bool>>,
    /// An icon before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// The accessible name, where there is only an icon or the words are not enough.
    #[prop(optional, into)]
    label: Words,
    /// A lower one, for rows and panels.
    #[prop(optional)]
    small: bool,
    /// As wide as its container.
    #[prop(optional)]
    wide: bool,
    /// What a press does, with scripts.
    #[prop(optional)]
    on_press: Option<Callback<()>>,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let Words(name) = name;
    let Words(value) = value;
    let Words(form_action) = form_action;
    let Words(label) = label;
    let waits = wording::ui::busy(language());
    let sends = kind == ButtonKind::Submit;
    let form = form_around().filter(|_| sends);
    let identity = submitter_identity(name.as_deref(), value.as_deref());
    let is_busy = move || {
        busy.is_some_and(|busy| busy.get())
            || form
                .as_ref()
                .is_some_and(|form| form.pending.get() && form.submitter.with(|submitter| *submitter == identity))
    };
    let is_busy = Signal::derive(is_busy);
    let alone = children.is_none();
    view! {
        <button
            class="button"
            type=if sends { "submit" } else { "button" }
            data-look=look.word()
            data-small=small
            data-wide=wide
            data-icon=alone
            name=name
            value=value
            formaction=form_action
            aria-label=label
            aria-disabled=move || is_busy.get().then_some("true")
            on:click=move |event| {
                if is_busy.get_untracked() {
                    event.prevent_default();
                } else if let Some(on_press) = on_press {
                    on_press.run(());
                }
            }
        >
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            {children.map(Children::show)}
            {move || {
                is_busy
                    .get()
                    .then(|| {
                        view! {
                            <span class="button-wait"></span>
                            <span class="visually-hidden">{waits}</span>
                        }
                    })
            }}
        </button>
    }
    .into_piece()
}

/// What tells one submit button of a form from the others.
pub(super) fn submitter_identity(name: Option<&str>, value: Option<&str>) -> String {
    format!("{}={}", name.unwrap_or_default(), value.unwrap_or_default())
}

/// A link that looks like a button: it goes somewhere, it does nothing.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much attention it asks for.
    #[prop(optional)]
    look: ButtonLook,
    /// An icon before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// The accessible name, where the words are not enough.
    #[prop(optional, into)]
    label: Words,
    /// Whether it leads to a file that is saved, or to a page the router does not know.
    #[prop(optional)]
    outside: bool,
    /// A lower one, for rows and panels.
    #[prop(optional)]
    small: bool,
    /// As wide as its container.
    #[prop(optional)]
    wide: bool,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let Words(label) = label;
    let alone = children.is_none();
    view! {
        <a
            class="button"
            href=href
            rel=outside.then_some("external")
            data-look=look.word()
            data-small=small
            data-wide=wide
            data-icon=alone
            aria-label=label
        >
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            {children.map(Children::show)}
        </a>
    }
    .into_piece()
}
