//! Files: chosen, sent at once with progress, listed, and taken back.
//!
//! Without scripts this is a plain file input of a multipart form. With them each file goes to the upload address as
//! soon as it is chosen and becomes a draft file; the form then sends only its id, so a refused form loses none.

use domain::Language;
use domain::ticket::message::{FILE_MAX, FILES_PER_MESSAGE, TICKET_FILES_MAX};
use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;

use super::file_sending::{Files, Row, RowState};
use super::labelled::{FieldErrors, Wiring};
use super::{Glyph, Icon, Words, language};
use crate::piece::IntoPiece;

/// What the product takes (`product.md` §11), as `accept` names it.
pub const ACCEPTED: &str = "application/pdf,image/jpeg,image/png,image/webp";

/// What a place for pictures asks phones for.
pub const PHOTOS: &str = "image/*";

/// A file that has arrived and belongs to nothing yet; also the answer of the upload address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFile {
    /// Its id, sent by the form as `files`.
    pub id: String,
    /// Its name, made safe.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// The address of a small picture of it, for images.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<String>,
}

/// The header that says where the part of a file begins.
pub const OFFSET: &str = "upload-offset";

/// How far a file has come that is sent in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadAnswer {
    /// The name under which its parts are sent.
    pub id: String,
    /// Bytes that are here.
    pub here: u64,
    /// The file, once it has arrived as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<DraftFile>,
}

/// A field for one or several files.
///
/// Limits are said before anything is chosen, unless the form has said them for all of its fields ([`FileLimits`]).
/// Draft files are listed with a hidden input named `kept_name`; without scripts their button sends the form with
/// `remove_file` and the id.
#[component]
pub fn FileField(
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// The name of the plain file input; its error message is found under it too.
    #[prop(default = "file".into(), into)]
    name: String,
    /// The name under which the ids of arrived files are sent.
    #[prop(default = "files".into(), into)]
    kept_name: String,
    /// Files that arrived earlier and still belong to the draft.
    #[prop(optional)]
    kept: Vec<DraftFile>,
    /// The address that takes one file each.
    #[prop(default = "/uploads".into(), into)]
    upload_path: String,
    /// Hidden fields that go with each file, such as the slot it is meant for.
    #[prop(optional)]
    with: Vec<(String, String)>,
    /// Help of the caller's, before the limits.
    #[prop(optional, into)]
    hint: Words,
    /// Whether the limits stand above, for several fields at once.
    #[prop(optional)]
    limits_above: bool,
    /// How many files at most.
    #[prop(default = FILES_PER_MESSAGE)]
    max_files: usize,
    /// The largest size of one file, in bytes.
    #[prop(default = FILE_MAX)]
    max_bytes: u64,
    /// The media types taken, separated by commas, as `accept` names them.
    #[prop(default = ACCEPTED)]
    accept: &'static str,
    /// A message of the caller's; the form's own comes first.
    #[prop(optional, into)]
    error: Words,
) -> impl IntoView {
    let Words(hint) = hint;
    let Words(error) = error;
    let language = language();
    let limits = (!limits_above).then(|| limits(language, max_files, max_bytes));
    let hints: Vec<String> = hint.into_iter().chain(limits).collect();
    let wiring = Wiring::new(&name, None, !hints.is_empty(), error);
    let id = wiring.id.clone();
    let rows = RwSignal::new(kept.into_iter().enumerate().map(|(key, file)| Row::arrived(key as u32, file)).collect());
    let field = Files {
        rows,
        next: RwSignal::new(u32::MAX / 2),
        refused: RwSignal::new(String::new()),
        form: wiring.form.clone(),
        language,
        path: upload_path,
        with,
        max_files,
        max_bytes,
    };
    let field = StoredValue::new(field);
    let refused = field.with_value(|field| field.refused);
    let (node, camera) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let camera_id = format!("{id}-camera");
    let live = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            live.set(true);
            take(&input, field);
        }
    });
    if name == "file" {
        on_paste(node, field);
    }
    if let Some(form) = &wiring.form {
        form.after_sending(move || rows.set(Vec::new()));
    }
    let hint = (!hints.is_empty()).then(|| {
        view! { <p class="field-hint" id=format!("{id}-hint")>{hints.join(" ")}</p> }
    });
    view! {
        <div
            class="field file-field"
            data-live=move || live.get().then_some("")
            on:dragover=|event: DragEvent| event.prevent_default()
            on:drop=move |event: DragEvent| {
                event.prevent_default();
                if let Some(files) = event.data_transfer().and_then(|dropped| dropped.files()) {
                    field.with_value(|field| field.add(&files));
                }
            }
        >
            <label class="field-label" for=id.clone()>{label}</label>
            {hint}
            <FieldErrors id=id.clone() errors=wiring.errors/>
            <div class="file-drop">
                <label class="button" for=id.clone()>
                    <Icon glyph=Glyph::Paperclip/>
                    {wording::ui::choose_files(language)}
                </label>
                <input
                    class="file-input"
                    type="file"
                    id=id
                    name=name.clone()
                    multiple=max_files != 1
                    accept=accept
                    aria-describedby=wiring.described_by()
                    aria-invalid=wiring.invalid()
                    node_ref=node
                    on:change=move |_| {
                        if let Some(input) = node.get_untracked() {
                            take(&input, field);
                        }
                    }
                />
                // Shown where one touches the screen: a telephone's own camera.
                <label class="button file-camera" for=camera_id.clone()>
                    <Icon glyph=Glyph::Camera/>
                    {wording::ui::take_picture(language)}
                </label>
                <input
                    class="file-input file-camera"
                    type="file"
                    id=camera_id
                    name=name.clone()
                    accept=PHOTOS
                    capture="environment"
                    aria-label=wording::ui::take_picture(language)
                    node_ref=camera
                    on:change=move |_| {
                        if let Some(input) = camera.get_untracked() {
                            take(&input, field);
                        }
                    }
                />
                <span class="file-drop-words">{wording::ui::or_drop_files(language)}</span>
            </div>
            <p class="field-error" role="status">{move || refused.with(|refused| (!refused.is_empty()).then(|| refused.clone()))}</p>
            <ul class="file-list">
                <For each=move || rows.get() key=|row| row.key let:row>
                    {
                        let kept_name = kept_name.clone();
                        view! { <FileRow row=row kept_name=kept_name field=field live=live/> }
                    }
                </For>
            </ul>
        </div>
    }
    .into_piece()
}

/// What the product takes, said once above several fields of a form.
#[component]
pub fn FileLimits() -> impl IntoView {
    view! { <p class="field-hint">{limits(language(), FILES_PER_MESSAGE, FILE_MAX)}</p> }
}

fn limits(language: Language, files: usize, bytes: u64) -> String {
    let size = |bytes| wording::number::bytes(language, bytes);
    wording::ui::file_limits(language, files as i64, &size(bytes), &size(TICKET_FILES_MAX))
}

/// One file of the list.
#[component]
fn FileRow(
    /// The file and how far it is.
    row: Row,
    /// The name of its hidden input.
    kept_name: String,
    /// The field it belongs to.
    field: StoredValue<Files>,
    /// Whether scripts run here.
    live: RwSignal<bool>,
) -> impl IntoView {
    let language = language();
    let Row { key, name, size, percent, state } = row;
    let remove = wording::ui::remove_file(language, &name);
    let progress_name = wording::ui::sending_file(language, &name);
    let drafted = match state.get_untracked() {
        RowState::Arrived(file) => Some(file.id),
        _ => None,
    };
    let pictured = state.clone();
    let status = move || match state.get() {
        RowState::Sending => {
            let percent = percent.clone();
            view! { <progress max="100" value=move || percent.get() aria-label=progress_name.clone()></progress> }
                .into_piece()
        }
        RowState::Waiting => view! { <span class="file-note">{wording::ui::file_waits(language)}</span> }.into_piece(),
        RowState::Arrived(file) => view! { <input type="hidden" name=kept_name.clone() value=file.id/> }.into_piece(),
        RowState::Refused(message) => view! { <span class="field-error">{message}</span> }.into_piece(),
    };
    let picture = move || match pictured.get() {
        RowState::Arrived(DraftFile { thumbnail: Some(thumbnail), .. }) => {
            view! { <img class="file-picture" src=thumbnail alt="" width="40" height="40"/> }.into_piece()
        }
        RowState::Refused(_) => view! { <Icon glyph=Glyph::Warning/> }.into_piece(),
        _ => view! { <Icon glyph=Glyph::File/> }.into_piece(),
    };
    view! {
        <li class="file-row">
            <span class="file-mark">{picture}</span>
            <span class="file-name">{name}</span>
            <span class="file-size">{wording::number::bytes(language, size)}</span>
            <span class="file-state" role="status">{status}</span>
            <button
                class="button file-remove"
                // Without scripts it sends the form, which then comes back without this file.
                type=move || if live.get() { "button" } else { "submit" }
                name=drafted.is_some().then_some("remove_file")
                value=drafted
                data-look="quiet"
                data-small=true
                data-icon=true
                aria-label=remove
                on:click=move |event| {
                    event.prevent_default();
                    field.with_value(|field| field.remove(key));
                }
            >
                <Icon glyph=Glyph::Cross/>
            </button>
        </li>
    }
    .into_piece()
}

/// Files that are pasted anywhere into the form go where files of no slot go.
fn on_paste(node: NodeRef<html::Input>, field: StoredValue<Files>) {
    Effect::new(move |_| {
        let listener = window_event_listener(leptos::ev::paste, move |event| {
            let into = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let form = into.and_then(|into| into.closest("form").ok().flatten());
            let own = node.get_untracked().and_then(|input| input.form());
            let here = form.zip(own).is_some_and(|(form, own)| form.is_same_node(Some(&own)));
            let files = event.clipboard_data().and_then(|pasted| pasted.files()).filter(|files| files.length() > 0);
            if let Some(files) = files.filter(|_| here) {
                event.prevent_default();
                field.with_value(|field| field.add(&files));
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// Takes the chosen files out of the input, so that they are not sent a second time with the form.
fn take(input: &web_sys::HtmlInputElement, field: StoredValue<Files>) {
    if let Some(files) = input.files()
        && files.length() > 0
    {
        field.with_value(|field| field.add(&files));
        input.set_value("");
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{DraftFile, FileField, FileLimits};
    use crate::error::{Attempt, Failure, FailureKind, FieldFailure};
    use crate::ui::DeedForm;
    use crate::ui::specimen::html;

    #[test]
    fn limits_stand_before_the_choice_and_drafts_are_kept() {
        let kept = vec![DraftFile { id: "f1".into(), name: "facture-8812.pdf".into(), size: 340_000, thumbnail: None }];
        let page = html(move || view! { <FileField label="Pièces jointes" kept=kept/> });
        let limits = page.find("file-hint").expect("the limits");
        let input = page.find("type=\"file\"").expect("the input");
        assert!(limits < input, "{page}");
        for said in ["PDF, JPEG, PNG ou WebP", "10\u{a0}fichiers", "20\u{a0}Mo", "100\u{a0}Mo"] {
            assert!(page.contains(said) || page.contains(&said.replace('\u{a0}', " ")), "{said}: {page}");
        }
        assert!(page.contains("name=\"files\" value=\"f1\""), "{page}");
        assert!(page.contains("multiple"), "{page}");
        assert!(page.contains("accept=\"application/pdf,image/jpeg,image/png,image/webp\""), "{page}");
    }

    #[test]
    fn limits_that_stand_above_are_not_repeated() {
        let page = html(|| {
            view! {
                <FileLimits/>
                <FileField label="Facture" name="file-invoice" limits_above=true/>
                <FileField label="Photo" name="file-photo" limits_above=true hint="Du carton."/>
            }
        });
        assert_eq!(page.matches("100\u{a0}Mo").count(), 1, "{page}");
        assert!(page.contains("aria-describedby=\"file-photo-hint\"") && page.contains(">Du carton.</p>"), "{page}");
        assert!(!page.contains("file-invoice-hint"), "{page}");
    }

    #[test]
    fn every_file_that_was_refused_is_named_beside_its_field() {
        let refused = |field: &str, message: &str| FieldFailure { field: field.into(), message: message.into() };
        let failure = Failure {
            kind: FailureKind::Invalid,
            summary: "Trois points".into(),
            fields: vec![
                refused("file", "a.pdf : vide"),
                refused("file-7", "b.pdf : vide"),
                refused("file", "c<i>.exe : autre"),
            ],
        };
        let attempt = Attempt { form: "reply".into(), values: Vec::new(), failure: Some(failure) };
        let page = html(move || {
            view! {
                <DeedForm name="reply" action="/t" deed="k1" attempt=Some(attempt) files=true>
                    <FileField label="Pièces jointes"/>
                </DeedForm>
            }
        });
        let field = page.split("file-field").nth(1).expect("the field");
        assert!(field.contains("a.pdf : vide") && field.contains("c&lt;i&gt;.exe : autre"), "{field}");
        assert!(!field.contains("b.pdf"), "it belongs to another field: {field}");
        for id in ["reply-file-error", "reply-file-error-2"] {
            assert!(field.contains(&format!("id=\"{id}\"")), "{id} in {field}");
        }
        let described = "aria-describedby=\"reply-file-hint reply-file-error reply-file-error-2\"";
        assert!(field.contains(described), "{field}");
        assert_eq!(page.matches("href=\"#reply-file\"").count(), 2, "the summary leads to it from each: {page}");
    }
}
