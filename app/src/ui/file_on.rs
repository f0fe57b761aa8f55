//! The way from a parcel to a request on it, with everything filled in that is known.

use leptos::prelude::*;

use super::{Button, ButtonLook, DeedForm};
use crate::piece::IntoPiece;

/// A button that begins a request on a parcel, past its first step.
#[component]
pub fn FileOn(
    /// The parcel: its id, or a number to file on.
    on: String,
    /// The words of the button.
    #[prop(into)]
    label: String,
    /// How much attention it asks for.
    #[prop(optional)]
    look: ButtonLook,
) -> impl IntoView {
    view! {
        <DeedForm name="contact" action="/requests/new" deed="" keep=true>
            <input type="hidden" name="number" value=on/>
            <Button look=look>{label}</Button>
        </DeedForm>
    }
    .into_piece()
}
