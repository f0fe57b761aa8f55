//! The last step: what the subject asks, the text, the files; then the ticket is filed.

use domain::ticket::message::MESSAGE_MAX;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::components::Redirect;
use wording::{filing, instruction};

use super::at_hand::AtHand;
use super::fields::{DocumentPlace, Information};
use super::keeping::Keeper;
use super::steps::{DraftFoot, Kept, Place, Steps, draft_page};
use crate::api::filing::{FilingPage, SlotField};
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLook, DeedForm, DraftFile, Fact, Facts, FileField, FileLimits, Link, Notice, TextArea, Tone, language,
};

/// The page `/requests/new/:draft/details`.
#[component]
pub fn FilingDetailsScreen() -> impl IntoView {
    draft_page(|page| {
        if page.subject_label.is_empty() {
            // Whoever comes past the choice of the subject is led there.
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            view! { <Redirect path=Place::Subject.address(&page.draft) options=options/> }.into_piece()
        } else {
            view! { <Details page/> }.into_piece()
        }
    })
}

/// The way to the carrier itself, where an instruction does at once what the ticket would ask.
#[component]
fn Instruct(
    /// The form of the instruction.
    href: String,
) -> impl IntoView {
    let language = language();
    view! {
        <Notice title=instruction::filing_title(language)>
            <p>{instruction::filing_lead(language)}</p>
            <p><Link href=href>{instruction::filing_link(language)}</Link></p>
        </Notice>
    }
    .into_piece()
}

/// The page once it is read.
#[component]
fn Details(
    /// The draft.
    page: FilingPage,
) -> impl IntoView {
    let language = language();
    let title = filing::details_title(language);
    let kept = Kept::of(page.saved.as_ref());
    let pending = RwSignal::new(false);
    let keeper = Keeper::new(page.draft.clone(), kept, pending);
    let mut about = format!("{} · ", page.subject_label);
    if !page.sub_reason_label.is_empty() {
        about.push_str(&page.sub_reason_label);
        about.push_str(" · ");
    }
    let number = page.grouped;
    let late = (!page.late.is_empty()).then(|| view! { <Notice tone=Tone::You><p>{page.late}</p></Notice> });
    let instruct = (!page.instruct.is_empty()).then(|| view! { <Instruct href=page.instruct.clone()/> });
    let facts: Vec<_> = page.facts.into_iter().map(|fact| view! { <Fact name=fact.name>{fact.value}</Fact> }).collect();
    let facts = view! { <Facts>{facts}</Facts> };
    let fields = page.fields;
    let at_hand = page.at_hand;
    view! {
        <Title text=title/>
        <Steps here=Place::Details draft=page.draft.clone()/>
        <h1 tabindex="-1">{title}</h1>
        <p class="page-lead">{about}<span class="nowrap">{number}</span></p>
        {facts}
        {late}
        {instruct}
        <AtHand proofs=at_hand/>
        <DeedForm
            name="details"
            action=Place::Details.address(&page.draft)
            deed=page.draft.clone()
            files=true
            pending=pending
        >
            // Files that come with the form need to know their draft, so it stands before them.
            <input type="hidden" name="draft_key" value=page.draft.clone()/>
            <div class="stack" data-gap="large" on:input=move |event| keeper.typed(&event)>
                // Built here and not above: a field finds its form in the context.
                {fields.into_iter().map(|field| view! { <Information field/> }).collect_view()}
                <TextArea
                    name="body"
                    label=filing::body(language)
                    hint=filing::body_hint(language)
                    value=page.body
                    rows=5
                    max_length=u32::try_from(MESSAGE_MAX).unwrap_or(u32::MAX)
                    required=true
                />
            </div>
            <Documents slots=page.slots files=page.files draft=page.draft.clone()/>
            <div class="form-buttons">
                <Button look=ButtonLook::Primary>{filing::send(language)}</Button>
                <Link href=Place::Subject.address(&page.draft)>{filing::back(language)}</Link>
            </div>
            <DraftFoot kept=kept/>
        </DeedForm>
    }
    .into_piece()
}

/// The document slots, and a place for any other file.
#[component]
fn Documents(
    /// The slots.
    slots: Vec<SlotField>,
    /// Files sent for none of them.
    files: Vec<DraftFile>,
    /// The draft.
    draft: String,
) -> impl IntoView {
    let language = language();
    let any = slots.is_empty();
    let label = if any { filing::files(language) } else { filing::other_files(language) };
    let with = vec![("draft_key".to_owned(), draft.clone())];
    let lead = if any { filing::files_lead(language) } else { filing::documents_lead(language) };
    let places: Vec<_> = slots.into_iter().map(|place| view! { <DocumentPlace place draft=draft.clone()/> }).collect();
    view! {
        <section class="filing-slots" aria-labelledby="filing-documents">
            <div>
                <h2 class="card-title" id="filing-documents">{filing::documents(language)}</h2>
                <p class="small muted">{lead}</p>
                <FileLimits/>
            </div>
            {places}
            <div class="filing-slot">
                <FileField label=label kept=files with=with limits_above=true/>
            </div>
        </section>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Details;
    use crate::api::filing::{FieldView, FilingPage, SlotField};
    use crate::error::{Attempt, Failure, FailureKind, FieldFailure};
    use crate::ui::specimen::html;

    fn page() -> FilingPage {
        FilingPage {
            draft: "d1".into(),
            subject_label: "Contestation de livraison".into(),
            fields: vec![FieldView {
                name: "info-imei".into(),
                label: "IMEI".into(),
                kind: "imei".into(),
                value: "49".into(),
                ..FieldView::default()
            }],
            slots: vec![SlotField { key: "invoice".into(), label: "Facture".into(), ..SlotField::default() }],
            body: "Bonjour".into(),
            ..FilingPage::default()
        }
    }

    #[test]
    fn the_draft_is_named_before_the_first_file() {
        let shown = html(|| view! { <Details page=page()/> });
        let key = shown.find("name=\"draft_key\" value=\"d1\"").expect("the key");
        assert!(key < shown.find("type=\"file\"").expect("a file field"), "{shown}");
        assert!(shown.contains("enctype=\"multipart/form-data\""), "{shown}");
    }

    #[test]
    fn the_limits_of_files_stand_once_before_all_their_fields() {
        let shown = html(|| view! { <Details page=page()/> });
        assert_eq!(shown.matches("100\u{a0}Mo").count(), 1, "{shown}");
        assert!(shown.find("100\u{a0}Mo") < shown.find("type=\"file\""), "{shown}");
    }

    #[test]
    fn the_first_button_files_and_takes_nothing_away() {
        let shown = html(|| view! { <Details page=page()/> });
        let first = shown.find("<button").expect("a button");
        let end = shown[first..].find('>').expect("its end");
        assert!(!shown[first..first + end].contains("name="), "{shown}");
    }

    #[test]
    fn what_was_typed_comes_back_with_what_is_wrong_beside_it() {
        let attempt = Attempt {
            form: "details".into(),
            values: vec![("info-imei".into(), "123".into()), ("body".into(), "Bonsoir".into())],
            failure: Some(Failure {
                kind: FailureKind::Invalid,
                summary: "Un point est à corriger.".into(),
                fields: vec![FieldFailure { field: "info-imei".into(), message: "Quinze chiffres.".into() }],
            }),
        };
        let shown = html(move || {
            provide_context(attempt);
            view! { <Details page=page()/> }
        });
        assert!(shown.contains("value=\"123\""), "{shown}");
        assert!(shown.contains("\nBonsoir</textarea>"), "{shown}");
        assert!(shown.contains("href=\"#details-info-imei\""), "{shown}");
        assert!(shown.contains("id=\"details-info-imei-error\""), "{shown}");
    }
}
