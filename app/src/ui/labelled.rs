//! What every field has around its control: label, hint, error, and the wiring between them.

use leptos::prelude::*;

use super::form_state::{FormState, field_id, form_around};
use super::{Glyph, Icon, language};
use crate::piece::IntoPiece;

/// How one field is tied to its label, hint and error, and to the form around it.
#[derive(Clone)]
pub(super) struct Wiring {
    /// The control's id.
    pub id: String,
    /// The messages beside the field, for as long as it is refused.
    pub errors: Memo<Vec<String>>,
    /// The form around it.
    pub form: Option<FormState>,
    hinted: bool,
}

impl Wiring {
    /// Ties a field; `error` is a message known to the caller, the form's own message comes first.
    pub fn new(name: &str, id: Option<String>, hinted: bool, error: Option<String>) -> Self {
        let form = form_around();
        let id = id.unwrap_or_else(|| field_id(form.as_ref().map_or("", |form| &form.name), name));
        let failure = form.as_ref().map(|form| form.failure);
        let name = name.to_owned();
        let errors = Memo::new(move |_| {
            let of_form = failure.map(|failure| {
                failure.with(|failure| {
                    failure.iter().flat_map(|failure| failure.of_field(&name)).map(str::to_owned).collect()
                })
            });
            of_form
                .filter(|errors: &Vec<String>| !errors.is_empty())
                .unwrap_or_else(|| error.clone().into_iter().collect())
        });
        Wiring { id, errors, form, hinted }
    }

    /// The ids for `aria-describedby`: hint first, then errors, as they are read.
    pub fn described_by(&self) -> impl Fn() -> Option<String> + Send + Sync + Clone + 'static + use<> {
        let (id, hinted, errors) = (self.id.clone(), self.hinted, self.errors);
        move || {
            let hint = hinted.then(|| format!("{id}-hint"));
            let errors = (0..errors.with(Vec::len)).map(|place| error_id(&id, place));
            let ids: Vec<String> = hint.into_iter().chain(errors).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }

    /// The value of `aria-invalid`.
    pub fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + Copy + 'static + use<> {
        let errors = self.errors;
        move || errors.with(|errors| !errors.is_empty()).then_some("true")
    }

    /// Whether the control may not be changed now, because its form is on its way.
    pub fn locked(&self) -> impl Fn() -> bool + Send + Sync + Copy + 'static + use<> {
        let pending = self.form.as_ref().map(|form| form.pending);
        move || pending.is_some_and(|pending| pending.get())
    }
}

/// The label of a control, with the word *optional* where nothing has to be typed.
#[component]
pub(super) fn Label(
    /// The id of the control.
    id: String,
    /// The words.
    text: String,
    /// Whether to say that it may stay empty.
    optional: bool,
    /// Whether only assistive technology reads it.
    hidden: bool,
) -> impl IntoView {
    view! {
        <label class="field-label" class:visually-hidden=hidden for=id>
            {text}
            {optional.then(|| view! { <span class="field-optional">{wording::ui::optional(language())}</span> })}
        </label>
    }
    .into_piece()
}

/// The help under a label.
#[component]
pub(super) fn Hint(
    /// The id of the control.
    id: String,
    /// The words, if any.
    text: Option<String>,
) -> impl IntoView {
    text.map(|text| view! { <p class="field-hint" id=format!("{id}-hint")>{text}</p> }).into_piece()
}

/// The messages of a refused field, each saying what to do next.
#[component]
pub(super) fn FieldErrors(
    /// The id of the control.
    id: String,
    /// The messages, if any.
    errors: Memo<Vec<String>>,
) -> impl IntoView {
    let language = language();
    (move || {
        let messages = errors.get().into_iter().enumerate().map(|(place, message)| {
            view! {
                <p class="field-error" id=error_id(&id, place)>
                    <Icon glyph=Glyph::Warning/>
                    <span class="visually-hidden">{wording::ui::error_word(language)}" "</span>
                    <span>{message}</span>
                </p>
            }
        });
        messages.collect_view()
    })
    .into_piece()
}

/// The id of a field's message at a place among its messages.
fn error_id(id: &str, place: usize) -> String {
    if place == 0 { format!("{id}-error") } else { format!("{id}-error-{}", place + 1) }
}

/// What a control that mirrors a signal has to be set to, if anything.
///
/// The first time a person's own typing wins over the signal: he may have typed before the scripts had come, or the
/// browser may have kept his words over a reload. From then on the signal leads.
pub(super) fn mirror(met: bool, shown: &str, signal: RwSignal<String>) -> Option<String> {
    let wanted = signal.get();
    if shown == wanted {
        return None;
    }
    if !met && !shown.is_empty() {
        signal.set(shown.to_owned());
        return None;
    }
    Some(wanted)
}
