//! A parcel in a list: found ones, those of a shipment, those to choose from.

use leptos::prelude::*;
use wording::parcel;

use super::{Badge, Moment, language};
use crate::api::parcels::ParcelRow;
use crate::piece::IntoPiece;

/// A parcel's number, its last event, and its state at the end of the line.
///
/// It is made of text alone unless it is a link, so that it can stand in the label of a choice.
#[component]
pub fn ParcelLine(
    /// The parcel.
    row: ParcelRow,
    /// Whether it leads to the parcel's page.
    #[prop(optional)]
    link: bool,
) -> impl IntoView {
    let language = language();
    let href = format!("/parcels/{}", row.key);
    let part = |text: String| (!text.is_empty()).then(|| view! { <span>{text}</span> });
    let reference = (!row.reference.is_empty()).then(|| parcel::reference(language, &row.reference));
    let line = view! {
        <span class="parcel-line-text">
            <span class="parcel-line-number">{row.grouped}</span>
            <span class="parcel-line-last">
                {part(row.event)}
                {row.at.map(|at| view! { <span><Moment at=at.at text=at.text full=at.full/></span> })}
                {part(row.place)}
                {part(reference.unwrap_or_default())}
                {part(row.recipient)}
            </span>
        </span>
        <Badge tone=row.state.tone>{row.state.text}</Badge>
    };
    if link {
        view! { <a class="parcel-line" href=href>{line}</a> }.into_piece()
    } else {
        view! { <span class="parcel-line">{line}</span> }.into_piece()
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::ParcelLine;
    use crate::api::parcels::ParcelRow;
    use crate::api::{Mark, When};
    use crate::ui::Tone;
    use crate::ui::specimen::html;

    fn row() -> ParcelRow {
        ParcelRow {
            number: "XY123456789FR".into(),
            shared: false,
            key: "XY123456789FR".into(),
            grouped: "XY 1234 5678 9 FR".into(),
            state: Mark { tone: Tone::Done, text: "Livré".into() },
            event: "Livraison effectuée".into(),
            at: Some(When { at: "2026-11-20T10:52:00Z".into(), text: "20 nov. 11:52".into(), full: String::new() }),
            place: String::new(),
            reference: "CMD-8812".into(),
            recipient: String::new(),
        }
    }

    #[test]
    fn it_says_what_is_known_and_leaves_out_the_rest() {
        let page = html(|| view! { <ParcelLine row=row() link=true/> });
        for part in ["href=\"/parcels/XY123456789FR\"", "XY 1234 5678 9 FR", "Réf. CMD-8812", "<time", "Livré"] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains("<span></span>"), "{page}");
    }

    #[test]
    fn in_a_label_it_is_no_link() {
        let page = html(|| view! { <ParcelLine row=row()/> });
        assert!(!page.contains("<a "), "{page}");
    }
}
