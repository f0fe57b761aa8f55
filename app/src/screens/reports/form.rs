//! The form of a report: which parcels, when, in which form, to whom.

use domain::Language;
use leptos::prelude::*;
use wording::reports as words;

use crate::api::reports::{Offered, ReportForm};
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLook, Checkbox, Choice, DeedForm, Field, FieldKind, FieldWidth, Fieldset, RadioGroup, RadioLook,
    Select, TextArea, language,
};

/// The form; it creates a report, or changes one whose page it stands on.
#[component]
pub fn Define(
    /// What stands in it.
    form: ReportForm,
    /// `create` or `change`.
    name: &'static str,
    /// Where it posts to.
    #[prop(into)]
    action: String,
) -> impl IntoView {
    let language = language();
    let (parcels, times) = (form.clone(), form.clone());
    let is_new = name == "create";
    view! {
        <DeedForm name=name action=action deed=form.deed.clone() keep=true>
            <input type="hidden" name="version" value=form.version.to_string()/>
            <Field
                name="name"
                label=words::name(language)
                hint=words::name_hint(language)
                value=form.name.clone()
                required=true
                max_length=80u32
            />
            <h3 class="report-part">{words::what(language)}</h3>
            <Parcels form=parcels/>
            <h3 class="report-part">{words::when(language)}</h3>
            <Times form=times/>
            <h3 class="report-part">{words::how(language)}</h3>
            <Sending form=form/>
            <p class="form-buttons">
                <Button look=ButtonLook::Primary>
                    {if is_new { words::create(language) } else { words::keep(language) }}
                </Button>
            </p>
        </DeedForm>
    }
    .into_piece()
}

/// Boxes of one name; the error summary leads to the first.
fn boxes(name: &'static str, offered: Vec<Offered>) -> Vec<impl IntoView> {
    offered
        .into_iter()
        .enumerate()
        .map(|(place, one)| {
            view! {
                <Checkbox name=name value=one.value checked=one.chosen first=place == 0>{one.label}</Checkbox>
            }
        })
        .collect()
}

#[component]
fn Parcels(
    /// What stands in the form.
    form: ReportForm,
) -> impl IntoView {
    let language = language();
    let destinations = vec![
        Offered { value: "national".into(), label: words::national(language).into(), chosen: form.national },
        Offered {
            value: "international".into(),
            label: words::international(language).into(),
            chosen: form.international,
        },
    ];
    let chosen = form.billed.iter().find(|one| one.chosen).map(|one| one.value.clone()).unwrap_or_default();
    let billed: Vec<Choice> = form.billed.into_iter().map(|one| Choice::new(one.value, one.label)).collect();
    view! {
        <Fieldset name="destination" legend=words::destination(language)>
            <div class="report-boxes">{boxes("destination", destinations)}</div>
        </Fieldset>
        <Fieldset name="states" legend=words::states(language) hint=words::states_hint(language)>
            <div class="report-boxes">{boxes("states", form.states)}</div>
        </Fieldset>
        <Select
            name="billed"
            label=words::billed(language)
            choices=billed
            value=chosen
            prompt=words::billed_all(language)
        />
        <fieldset class="fieldset">
            <legend class="field-label">{words::shipped(language)}</legend>
            <p class="field-hint">{words::shipped_hint(language)}</p>
            <div class="report-pair">
                <Field
                    name="from_days"
                    label=words::from_days(language)
                    kind=FieldKind::Number
                    width=FieldWidth::Short
                    value=form.from_days
                    required=true
                />
                <Field
                    name="to_days"
                    label=words::to_days(language)
                    kind=FieldKind::Number
                    width=FieldWidth::Short
                    value=form.to_days
                    required=true
                />
            </div>
        </fieldset>
    }
    .into_piece()
}

#[component]
fn Times(
    /// What stands in the form.
    form: ReportForm,
) -> impl IntoView {
    let language = language();
    let chosen = form.times.iter().find(|one| one.chosen).map(|one| one.value.clone()).unwrap_or_default();
    let times: Vec<Choice> = form.times.into_iter().map(|one| Choice::new(one.value, one.label)).collect();
    view! {
        <Fieldset name="weekdays" legend=words::weekdays(language)>
            <div class="report-boxes">{boxes("weekdays", form.weekdays)}</div>
        </Fieldset>
        <div class="report-pair">
            <Select
                name="time"
                label=words::time(language)
                hint=words::time_hint(language, &form.zone)
                choices=times
                value=chosen
                required=true
            />
            <Field
                name="ends_on"
                label=words::ends_on(language)
                hint=words::ends_on_hint(language)
                kind=FieldKind::Date
                width=FieldWidth::Medium
                value=form.ends_on
                min=form.tomorrow
            />
        </div>
    }
    .into_piece()
}

#[component]
fn Sending(
    /// What stands in the form.
    form: ReportForm,
) -> impl IntoView {
    let language = language();
    let formats: Vec<_> = form
        .formats
        .into_iter()
        .enumerate()
        .map(|(place, one)| {
            let (label, hint) = match one.value.as_str() {
                "csv" => (words::format_csv(language), words::format_csv_hint(language).to_owned()),
                "html" => (words::format_html(language), words::format_html_hint(language).to_owned()),
                _ => (words::format_pdf(language), words::format_pdf_hint(language, form.pdf_parcels)),
            };
            view! {
                <Checkbox name="formats" value=one.value checked=one.chosen first=place == 0 hint=hint>{label}</Checkbox>
            }
        })
        .collect();
    let languages = Language::ALL
        .into_iter()
        .map(|one| {
            let name = match one {
                Language::Fr => "Français",
                Language::En => "English",
            };
            Choice::new(one.code(), name)
        })
        .collect();
    view! {
        <Fieldset name="formats" legend=words::formats(language)>
            <div class="report-boxes">{formats}</div>
        </Fieldset>
        <Field
            name="file_name"
            label=words::file_name(language)
            hint=words::file_name_hint(language)
            value=form.file_name
            required=true
            max_length=84u32
        />
        <RadioGroup
            name="language"
            legend=words::language(language)
            choices=languages
            value=form.language
            look=RadioLook::Tiles
        />
        <Field
            name="email"
            label=words::email(language)
            hint=words::email_hint(language)
            kind=FieldKind::Email
            value=form.email
            required=true
            autocomplete="email"
        />
        <TextArea
            name="recipients"
            label=words::recipients(language)
            hint=words::recipients_hint(language, form.recipients_max)
            value=form.recipients
        />
    }
    .into_piece()
}
