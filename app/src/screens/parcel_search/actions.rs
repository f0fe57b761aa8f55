//! What can be done with chosen results: the one list that each such deed is added to.

use domain::Language;
use leptos::prelude::*;
use wording::search;

use crate::api::viewer::Viewer;
use crate::piece::IntoPiece;
use crate::ui::{Button, Choice, Glyph, Select};

/// One deed on the chosen parcels. Its address takes the results form: `parcel` or `all` with `criteria` or `found`.
struct Action {
    /// Where the form goes.
    address: &'static str,
    /// What the button says.
    label: &'static str,
    /// Its icon.
    glyph: Glyph,
}

/// The deeds that somebody has.
fn actions(language: Language, viewer: &Viewer) -> Vec<Action> {
    let mut actions =
        vec![Action { address: "/parcels/export", label: search::export(language), glyph: Glyph::Download }];
    if viewer.instructs {
        let label = search::instruct(language);
        actions.push(Action { address: "/parcels/instruct", label, glyph: Glyph::Truck });
    }
    if viewer.proofs {
        let label = wording::proof::title_many(language);
        actions.push(Action { address: "/parcels/proofs", label, glyph: Glyph::Check });
    }
    actions
}

/// The bar above the results.
#[component]
pub fn Actions(
    /// Who looks at it.
    viewer: Viewer,
    /// What the box that chooses all results says.
    all: String,
) -> impl IntoView {
    let language = crate::ui::language();
    let buttons: Vec<_> = actions(language, &viewer)
        .into_iter()
        .map(|action| {
            view! { <Button small=true form_action=action.address glyph=action.glyph>{action.label}</Button> }
        })
        .collect();
    let form = if language == Language::Fr { "french" } else { "english" };
    let forms = vec![
        Choice::new("french", search::file_french(language)),
        Choice::new("english", search::file_english(language)),
    ];
    view! {
        <div class="results-actions" role="group" aria-label=search::with_chosen(language)>
            <label class="results-all">
                <input class="choice-box" type="checkbox" id="parcel" name="all" value="1"/>
                <span>{all}</span>
            </label>
            <div class="results-buttons">
                <Select name="profile" label=search::file_form(language) choices=forms value=form hide_label=true/>
                {buttons}
            </div>
        </div>
    }
    .into_piece()
}
