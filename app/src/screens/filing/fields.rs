//! What the chosen subject asks, one control for each kind.

use domain::ticket::reason::{CONTENT_MAX, FieldKind as Kind, TEXT_MAX};
use leptos::prelude::*;

use crate::api::filing::{FieldView, SlotField};
use crate::piece::IntoPiece;
use crate::ui::{ACCEPTED, Field, FieldKind, FieldWidth, FileField, PHOTOS, TextArea};

/// An information field.
#[component]
pub fn Information(
    /// The field.
    field: FieldView,
) -> impl IntoView {
    let FieldView { name, label, hint, kind, required, value } = field;
    let hint = (!hint.is_empty()).then_some(hint);
    let (kind, width) = match Kind::from_word(&kind) {
        Some(Kind::ContentLines) => {
            return view! {
                <TextArea name label value hint required rows=3 max_length=characters(CONTENT_MAX)/>
            }
            .into_piece();
        }
        Some(Kind::Date) => (FieldKind::Date, FieldWidth::Short),
        Some(Kind::Money) => (FieldKind::Number, FieldWidth::Short),
        Some(Kind::Imei) => (FieldKind::Number, FieldWidth::Medium),
        Some(Kind::Text) | None => (FieldKind::Text, FieldWidth::Full),
    };
    view! {
        <Field name label value hint required kind width max_length=characters(TEXT_MAX) autocomplete="off"/>
    }
    .into_piece()
}

/// A limit in characters, as controls take it.
fn characters(limit: usize) -> u32 {
    u32::try_from(limit).unwrap_or(u32::MAX)
}

/// A document slot: what belongs there, and the files that came for it.
#[component]
pub fn DocumentPlace(
    /// The slot.
    place: SlotField,
    /// The draft the files belong to.
    draft: String,
) -> impl IntoView {
    let hint = (!place.hint.is_empty()).then_some(place.hint);
    view! {
        <div class="filing-slot">
            <FileField
                label=place.label
                hint=hint
                name=format!("file-{}", place.key)
                kept_name=format!("files-{}", place.key)
                kept=place.files
                limits_above=true
                accept=if place.photo { PHOTOS } else { ACCEPTED }
                with=vec![("draft_key".to_owned(), draft), ("slot_key".to_owned(), place.key)]
            />
        </div>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{DocumentPlace, Information};
    use crate::api::filing::{FieldView, SlotField};
    use crate::ui::DraftFile;
    use crate::ui::specimen::html;

    #[test]
    fn each_kind_has_its_control() {
        for (kind, sign) in [
            ("text", "type=\"text\""),
            ("imei", "inputmode=\"decimal\""),
            ("money", "inputmode=\"decimal\""),
            ("date", "type=\"date\""),
            ("content_lines", "<textarea"),
        ] {
            let field = FieldView { name: "info-x".into(), kind: kind.into(), ..FieldView::default() };
            let shown = html(move || view! { <Information field/> });
            assert!(shown.contains(sign) && shown.contains("name=\"info-x\""), "{kind}: {shown}");
        }
    }

    #[test]
    fn a_slot_sends_its_files_under_its_own_name() {
        let files = vec![DraftFile { id: "f1".into(), name: "a.pdf".into(), ..DraftFile::default() }];
        let place = SlotField { key: "invoice".into(), label: "Facture".into(), files, ..SlotField::default() };
        let shown = html(move || view! { <DocumentPlace place draft="d1".to_owned()/> });
        assert!(shown.contains("name=\"file-invoice\""), "{shown}");
        assert!(shown.contains("name=\"files-invoice\" value=\"f1\""), "{shown}");
    }
}
