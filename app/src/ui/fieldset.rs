//! Several controls that answer one question.

use leptos::prelude::*;

use super::Words;
use super::labelled::{FieldErrors, Hint, Wiring};
use crate::piece::{Children, IntoPiece};

/// A question with several controls below it.
#[component]
pub fn Fieldset(
    /// The name whose error message belongs to the whole group.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// Help that is needed before answering.
    #[prop(optional, into)]
    hint: Words,
    /// A message of the caller's; the form's own comes first.
    #[prop(optional, into)]
    error: Words,
    /// Whether only assistive technology reads the question.
    #[prop(optional)]
    hide_legend: bool,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let Words(hint) = hint;
    let Words(error) = error;
    let mut wiring = Wiring::new(&name, None, hint.is_some(), error);
    let id = format!("{}-group", wiring.id);
    wiring.id.clone_from(&id);
    view! {
        <fieldset class="fieldset" id=id aria-describedby=wiring.described_by() aria-invalid=wiring.invalid()>
            <legend class="field-label" class:visually-hidden=hide_legend>{legend}</legend>
            <Hint id=id.clone() text=hint/>
            <FieldErrors id=id.clone() errors=wiring.errors/>
            {children.show()}
        </fieldset>
    }
    .into_piece()
}
