//! A form as it is sent, and as it comes back refused.

use leptos::prelude::*;
use wording::gallery as w;

use crate::error::{Attempt, Failure, FailureKind, FieldFailure};
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonKind, ButtonLook, Card, DeedForm, ErrorSummary, Field, TextArea, language};

/// Forms; their buttons are pressed without sending anything.
#[component]
pub fn Forms() -> impl IntoView {
    let language = language();
    let refused = Attempt {
        form: "refused".into(),
        values: vec![("message".into(), w::sample_message(language).into()), ("postcode".into(), "6900".into())],
        failure: Some(Failure {
            kind: FailureKind::Invalid,
            summary: w::refused(language).into(),
            fields: vec![
                FieldFailure { field: "name".into(), message: w::name_error(language).into() },
                FieldFailure { field: "postcode".into(), message: w::postcode_error(language).into() },
            ],
        }),
    };
    let signed_out = Failure::new(FailureKind::SignedOut, "");
    view! {
        <div class="gallery-columns">
            <Card title=w::form_fresh(language)>
                <SampleForm name="fresh"/>
            </Card>
            <Card title=w::form_refused(language)>
                <SampleForm name="refused" attempt=Some(refused)/>
            </Card>
            <Card title=w::form_signed_out(language)>
                <ErrorSummary failure=Some(signed_out)/>
            </Card>
        </div>
    }
    .into_piece()
}

/// One small form.
#[component]
fn SampleForm(
    /// Its name.
    name: &'static str,
    /// The refused try it comes back from.
    #[prop(optional_no_strip)]
    attempt: Option<Attempt>,
) -> impl IntoView {
    let language = language();
    view! {
        <DeedForm name=name action="/gallery" deed="sample" attempt=attempt>
            <Field name="name" label=w::recipient(language) required=true/>
            <Field name="postcode" label=w::postcode(language) required=true/>
            <TextArea name="message" label=w::message(language)/>
            <div class="form-buttons">
                <Button kind=ButtonKind::Press look=ButtonLook::Primary>{w::answer(language)}</Button>
                <Button kind=ButtonKind::Press look=ButtonLook::Quiet>{w::cancel(language)}</Button>
            </div>
        </DeedForm>
    }
    .into_piece()
}
