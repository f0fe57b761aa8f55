//! The kinds of instruction as radio buttons; what each asks follows it and shows only while it is chosen, without
//! scripts too.

use leptos::prelude::*;
use wording::instruction as w;

use super::points::Points;
use crate::api::instruct::Offered;
use crate::piece::{IntoPiece, Piece};
use crate::ui::{Choice, Field, FieldKind, FieldWidth, Fieldset, Radio, RadioGroup, RadioLook, TextArea, language};

/// A button that nobody sees: `Enter` in a field presses the first one of a form, which must be the deed.
#[component]
pub fn SendFirst() -> impl IntoView {
    view! { <button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true"></button> }.into_piece()
}

/// The kinds and their fields.
#[component]
pub fn Kinds(
    /// What can be chosen.
    offered: Offered,
) -> impl IntoView {
    let language = language();
    let kinds = move || {
        // Built inside the form, because a choice finds its form in the context.
        offered
            .kinds
            .iter()
            .enumerate()
            .map(|(place, (kind, hint))| {
                let hint = (!hint.is_empty()).then(|| hint.clone());
                let checked = kind.value == offered.chosen;
                let name = kind.name.clone();
                view! {
                    <Radio name="kind" value=kind.value.clone() first=place == 0 checked=checked hint=hint>{name}</Radio>
                    <div class="choice-reveal">{asked(&kind.value, &offered)}</div>
                }
            })
            .collect_view()
    };
    view! {
        <Fieldset name="kind" legend=w::kind(language)>
            <div class="card instruct-kinds">
                <div class="choices">{kinds()}</div>
            </div>
        </Fieldset>
    }
    .into_piece()
}

/// What a kind asks.
fn asked(kind: &str, offered: &Offered) -> Piece {
    match kind {
        "another_day" => view! { <Days offered=offered.clone()/> }.into_piece(),
        "pickup_point" => view! { <Points points=offered.points.clone()/> }.into_piece(),
        "corrected_address" => view! { <Address offered=offered.clone()/> }.into_piece(),
        "driver_help" => view! { <Help/> }.into_piece(),
        _ => view! { <SafePlace/> }.into_piece(),
    }
}

#[component]
fn Days(
    /// The days.
    offered: Offered,
) -> impl IntoView {
    let language = language();
    if offered.days.is_empty() {
        return view! { <p>{w::several_no_day(language)}</p> }.into_piece();
    }
    let days = offered.days.into_iter().map(|day| Choice::new(day.value, day.name)).collect();
    view! {
        <RadioGroup name="day" legend=w::day(language) choices=days hint=offered.day_hint look=RadioLook::Tiles/>
    }
    .into_piece()
}

#[component]
fn Address(
    /// The address as it is known.
    offered: Offered,
) -> impl IntoView {
    let language = language();
    view! {
        <p class="small muted">
            {w::country(language, &offered.country)} ". " {w::country_hint(language)}
        </p>
        <Field name="street" label=w::street(language) value=offered.street required=true max_length=38_u32/>
        <Field name="complement" label=w::complement(language) max_length=38_u32/>
        <Field
            name="postcode"
            label=w::postcode(language)
            value=offered.postcode
            required=true
            width=FieldWidth::Short
            max_length=12_u32
        />
        <Field
            name="town"
            label=w::town(language)
            value=offered.town
            required=true
            width=FieldWidth::Medium
            max_length=38_u32
        />
    }
    .into_piece()
}

#[component]
fn Help() -> impl IntoView {
    let language = language();
    view! {
        <p class="small muted">{w::help_lead(language)}</p>
        <Field name="door_code" label=w::door_code(language) width=FieldWidth::Short max_length=20_u32/>
        <Field name="floor" label=w::floor(language) width=FieldWidth::Short max_length=20_u32/>
        <Field
            name="phone"
            label=w::phone(language)
            kind=FieldKind::Telephone
            width=FieldWidth::Medium
            max_length=20_u32
        />
        <TextArea name="note" label=w::note(language) rows=2 max_length=200_u32/>
    }
    .into_piece()
}

#[component]
fn SafePlace() -> impl IntoView {
    let language = language();
    let choices = vec![
        Choice::new("neighbour", w::kept_by_neighbour(language)),
        Choice::new("caretaker", w::kept_by_caretaker(language)),
        Choice::new("place", w::kept_by_place(language)),
    ];
    view! {
        <RadioGroup name="kept_by" legend=w::kept_by(language) choices=choices/>
        <TextArea
            name="details"
            label=w::details(language)
            hint=w::details_hint(language)
            required=true
            rows=2
            max_length=200_u32
        />
    }
    .into_piece()
}
