//! What the figures are compared with, as an administrator of the operator types it.

use leptos::prelude::*;
use wording::dashboard as words;

use crate::api::dashboard::BaselineForm;
use crate::piece::IntoPiece;
use crate::ui::{Button, Card, DeedForm, Field, FieldKind, FieldWidth, language};

/// The form.
#[component]
pub fn BaselineCard(
    /// What stands in it.
    form: BaselineForm,
) -> impl IntoView {
    let language = language();
    view! {
        <Card title=words::baseline(language)>
            <p class="muted">{form.lead}</p>
            <DeedForm name="baseline" action=form.action deed="" keep=true>
                <Field
                    name="handling"
                    label=words::baseline_handling(language)
                    kind=FieldKind::Number
                    width=FieldWidth::Short
                    value=form.handling.clone()
                    max_length=9u32
                />
                <Field
                    name="repeats"
                    label=words::baseline_repeats(language)
                    kind=FieldKind::Number
                    width=FieldWidth::Short
                    value=form.repeats.clone()
                    max_length=9u32
                />
                <p class="form-buttons">
                    <Button>{words::baseline_keep(language)}</Button>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}
