//! The pickup points near a postcode, as a list to choose from; there is no map.

use leptos::prelude::*;
use wording::instruction as w;

use crate::api::instruct::{PointView, PointsView};
use crate::piece::IntoPiece;
use crate::ui::{Button, Field, FieldWidth, Fieldset, Radio, language};

/// The list, and the postcode around which it was looked for.
#[component]
pub fn Points(
    /// The points.
    points: PointsView,
) -> impl IntoView {
    let language = language();
    let PointsView { near, measured, points } = points;
    let none = points.is_empty();
    let list = move || points.into_iter().enumerate().map(|(place, point)| one(place, point)).collect_view();
    let hint = (!measured.is_empty()).then_some(measured);
    view! {
        <div class="instruct-near">
            <Field
                name="near"
                label=w::points_near(language)
                value=near.clone()
                hint=w::points_near_hint(language)
                required=true
                width=FieldWidth::Short
                max_length=12_u32
            />
            <Button name="find" value="1">{w::find_points(language)}</Button>
        </div>
        {if none {
            view! { <p>{w::point_none(language, &near)}</p> }.into_piece()
        } else {
            view! {
                <Fieldset name="point" legend=w::point(language) hint=hint>
                    <div class="choices">{list()}</div>
                </Fieldset>
            }
                .into_piece()
        }}
    }
    .into_piece()
}

fn one(place: usize, point: PointView) -> impl IntoView {
    let where_it_is =
        if point.distance.is_empty() { point.address } else { format!("{}, {}", point.address, point.distance) };
    let hours: Vec<_> = point.hours.into_iter().map(|line| view! { <li>{line}</li> }).collect();
    view! {
        <Radio name="point" value=point.code first=place == 0 hint=where_it_is>
            {point.name}
        </Radio>
        <ul class="instruct-hours small muted">{hours}</ul>
    }
}
