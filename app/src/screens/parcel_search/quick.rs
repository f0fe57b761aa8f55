//! The quick search: up to two hundred numbers or references at once.

use leptos::prelude::*;
use wording::search;

use crate::api::search::SearchPage;
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLook, Choice, DeedForm, NumberSaid, RadioGroup, RadioLook, TextArea, language};

/// The form. It posts, because two hundred numbers can be too long for an address; where they are not, the answer has
/// an address all the same.
#[component]
pub fn QuickForm(
    /// The page.
    page: SearchPage,
) -> impl IntoView {
    let language = language();
    let by = if page.by_reference { "reference" } else { "number" };
    let choices = vec![
        Choice::new("number", search::by_number(language)),
        Choice::new("reference", search::by_reference(language)),
    ];
    let lines = page.query.lines().count().clamp(3, 10);
    let error = page.failure.as_ref().and_then(|failure| failure.of_field("q").next().map(str::to_owned));
    view! {
        <DeedForm name="quick" action="/parcels" deed="" keep=true>
            <TextArea
                name="q"
                label=search::pasted(language)
                hint=search::pasted_hint(language)
                value=page.query
                error=error
                rows=u32::try_from(lines).unwrap_or(3)
                required=true
            />
            {page.said.map(|said| view! { <NumberSaid said/> })}
            <RadioGroup name="by" legend=search::by(language) choices value=by look=RadioLook::Tiles/>
            <div class="form-buttons">
                <Button look=ButtonLook::Primary>{search::search(language)}</Button>
                <Button form_action="/parcels/export">{search::as_csv(language)}</Button>
            </div>
        </DeedForm>
    }
    .into_piece()
}
