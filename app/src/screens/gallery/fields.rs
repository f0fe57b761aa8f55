//! Every control, empty, filled, refused and not available.

use leptos::prelude::*;
use wording::gallery as w;

use crate::piece::IntoPiece;
use crate::ui::{
    Checkbox, Choice, DraftFile, Field, FieldKind, FieldWidth, Fieldset, FileField, Radio, RadioGroup, RadioLook,
    Select, TextArea, TextAreaLook, language,
};

/// Controls outside a form.
#[component]
pub fn Fields() -> impl IntoView {
    view! {
        <div class="gallery-columns">
            <Lines/>
            <Choices/>
            <Files/>
        </div>
    }
    .into_piece()
}

/// What is typed.
#[component]
fn Lines() -> impl IntoView {
    let language = language();
    view! {
        <div class="stack">
            <Field name="name" label=w::recipient(language) value="Claire Morel" autocomplete="name"/>
            <Field
                name="mail"
                label=w::mail(language)
                kind=FieldKind::Email
                hint=w::mail_hint(language)
                required=true
                autocomplete="email"
            />
            <Field name="password" label=w::password(language) kind=FieldKind::Password required=true/>
            <Field name="day" label=w::day(language) kind=FieldKind::Date width=FieldWidth::Short/>
            <Field
                name="postcode"
                label=w::postcode(language)
                kind=FieldKind::Number
                width=FieldWidth::Short
                value="6900"
                error=w::postcode_error(language)
                required=true
            />
            <Field
                name="q"
                label=w::search(language)
                kind=FieldKind::Search
                placeholder=w::search_example(language)
                hide_label=true
            />
            <TextArea name="message" label=w::message(language) value=w::sample_message(language) required=true/>
            <TextArea name="refused" label=w::message(language) error=w::message_error(language) required=true/>
            <TextArea
                name="note"
                label=w::note(language)
                hint=w::note_hint(language)
                look=TextAreaLook::InternalNote
                required=true
            />
        </div>
    }
    .into_piece()
}

/// What is chosen.
#[component]
fn Choices() -> impl IntoView {
    let language = language();
    let subjects = vec![
        Choice::new("contested", w::subject_contested(language)),
        Choice::new("damaged", w::subject_damaged(language)),
        Choice::new("late", w::subject_late(language)).hint(w::subject_late_hint(language)),
    ];
    let days = [24, 25, 26, 27, 28, 30].map(|day| Choice::new(day.to_string(), w::november(language, day))).to_vec();
    let parcels: Vec<_> = [("XY 1234 5678 9 FR", true), ("XY 1234 5680 1 FR", false)]
        .into_iter()
        .map(|(number, checked)| {
            view! {
                <Checkbox name="parcel" value=number checked=checked hint=w::last_event(language)>{number}</Checkbox>
            }
        })
        .collect();
    view! {
        <div class="stack">
            <Select
                name="subject"
                label=w::subject(language)
                choices=subjects.clone()
                prompt=w::choose(language)
                required=true
            />
            <Select
                name="subject-refused"
                label=w::subject(language)
                choices=subjects.clone()
                value="late"
                error=w::subject_error(language)
                required=true
            />
            <RadioGroup name="reason" legend=w::subject(language) choices=subjects value="contested"/>
            <Fieldset name="instruction" legend=w::instruction(language) error=w::day_error(language)>
                <div class="choices">
                    <Radio name="instruction" value="day" first=true checked=true>{w::another_day(language)}</Radio>
                    <div class="choice-reveal">
                        <RadioGroup
                            name="another_day"
                            legend=w::day(language)
                            hide_legend=true
                            choices=days
                            value="24"
                            look=RadioLook::Tiles
                        />
                    </div>
                    <Radio name="instruction" value="pickup" hint=w::pickup_hint(language)>{w::pickup(language)}</Radio>
                    <Radio name="instruction" value="safe" disabled=true>{w::safe_place(language)}</Radio>
                </div>
            </Fieldset>
            <Fieldset name="parcels" legend=w::siblings(language)>{parcels}</Fieldset>
            <Checkbox name="terms" error=w::terms_error(language)>{w::terms(language)}</Checkbox>
            <Checkbox name="off" disabled=true checked=true>{w::locked(language)}</Checkbox>
        </div>
    }
    .into_piece()
}

/// What is attached.
#[component]
fn Files() -> impl IntoView {
    let language = language();
    let kept = vec![
        DraftFile { id: "1".into(), name: "facture-8812.pdf".into(), size: 340_000, thumbnail: None },
        DraftFile {
            id: "2".into(),
            name: "photo-du-carton-ouvert-avec-un-nom-vraiment-tres-long.jpg".into(),
            size: 4_200_000,
            thumbnail: Some("/favicon.svg".into()),
        },
    ];
    view! {
        <div class="stack">
            <FileField label=w::attachments(language) kept=kept/>
            <FileField
                label=w::invoice(language)
                name="slot-invoice"
                max_files=1
                error=w::invoice_error(language)
            />
        </div>
    }
    .into_piece()
}
