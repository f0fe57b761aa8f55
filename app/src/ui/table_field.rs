//! A field for one table that is read at once and not kept: a plain file input, with scripts too.

use leptos::prelude::*;

use super::Words;
use super::labelled::{FieldErrors, Hint, Label, Wiring};
use crate::piece::IntoPiece;

/// The field; it sends the part `table`.
#[component]
pub fn TableField(
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// Help that is needed before choosing.
    #[prop(optional, into)]
    hint: Words,
) -> impl IntoView {
    let Words(hint) = hint;
    let wiring = Wiring::new("table", None, hint.is_some(), None);
    let id = wiring.id.clone();
    view! {
        <div class="field">
            <Label id=id.clone() text=label optional=false hidden=false/>
            <Hint id=id.clone() text=hint/>
            <FieldErrors id=id.clone() errors=wiring.errors/>
            <input
                class="file-input"
                type="file"
                id=id
                name="table"
                accept=".csv,text/csv,text/plain"
                aria-describedby=wiring.described_by()
                aria-invalid=wiring.invalid()
            />
        </div>
    }
    .into_piece()
}
