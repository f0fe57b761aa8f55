//! The form behind every deed: it posts without scripts, and with them it stays on the page until it is answered.
//!
//! With scripts the same fields go to the same address, asking for JSON. What is refused is shown at the top and
//! beside the fields, and nothing typed is lost; what meets no network is tried again, with the same deed key, until
//! somebody has answered. The server knows the key and does the deed once (`product.md` §11).

use leptos::context::Provider;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlFormElement};

use super::button::submitter_identity;
use super::{DialogState, ErrorSummary, FormState, Toaster, language, use_toaster};
use crate::browser::navigate::{Navigator, navigator};
use crate::browser::send::{Contents, contents, deliver, pause};
use crate::error::Attempt;
use crate::piece::{Children, IntoPiece};

/// How often the form looks whether its files have arrived, in milliseconds.
const UPLOAD_WAIT_MS: i32 = 200;

/// The answer to a deed that was done, asked for as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The page to show next; empty to stay, a leading `!` for a full load.
    pub location: String,
    /// One sentence to show in passing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The key for the next deed of the same form; without one the form is not meant to be used again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deed: Option<String>,
}

impl Done {
    /// A deed after which another page is shown.
    #[must_use]
    pub fn at(location: impl Into<String>) -> Self {
        Done { location: location.into(), message: None, deed: None }
    }
}

/// A form that does one deed at its own address.
///
/// It sends two hidden fields of its own, `form` and `deed`. Fields below it find their messages, what was typed in a
/// refused try, and whether the deed is under way in the [`FormState`] it provides.
#[component]
pub fn DeedForm(
    /// The form's name on its page, sent as `form`.
    #[prop(into)]
    name: String,
    /// Where it posts to: the page's own address.
    #[prop(into)]
    action: String,
    /// The key under which the server does this deed once.
    #[prop(into)]
    deed: String,
    /// The refused try without scripts, where the page is its answer; the context is asked otherwise.
    #[prop(optional_no_strip)]
    attempt: Option<Attempt>,
    /// Whether files are among its fields.
    #[prop(optional)]
    files: bool,
    /// Whether what was typed stays after the deed, as in settings.
    #[prop(optional)]
    keep: bool,
    /// What happens once the deed is done, instead of showing the next page.
    #[prop(optional)]
    on_done: Option<Callback<Done>>,
    /// A signal that is true while the deed is under way.
    #[prop(optional)]
    pending: Option<RwSignal<bool>>,
    /// The fields and buttons.
    children: Children,
) -> impl IntoView {
    let language = language();
    let mut state = FormState::new(&name, attempt.or_else(use_context::<Attempt>));
    if let Some(pending) = pending {
        state.pending = pending;
    }
    let key = RwSignal::new(deed);
    let status = RwSignal::new(Status::Quiet);
    let sending = Sending {
        state: state.clone(),
        key,
        status,
        keep,
        on_done,
        toaster: use_toaster(),
        dialog: use_context::<DialogState>(),
        navigator: navigator(),
    };
    let node = NodeRef::<html::Form>::new();
    let pending = state.pending;
    let failure = state.failure;
    view! {
        <form
            class="deed-form"
            method="post"
            action=action
            enctype=files.then_some("multipart/form-data")
            novalidate=true
            aria-busy=move || pending.get().then_some("true")
            node_ref=node
            on:submit=move |event| {
                if let Some(form) = node.get_untracked() {
                    sending.start(&form, &event);
                }
            }
        >
            <input type="hidden" name="form" value=name.clone()/>
            <input type="hidden" name="deed" value=move || key.get()/>
            // Without scripts `Enter` presses the first button of a form, which must not take a file away.
            {files.then(|| {
                view! { <button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true"></button> }
            })}
            <ErrorSummary failure=failure form=name/>
            <Provider value=state>{children.show()}</Provider>
            <p class="form-status" role="status">
                {move || match status.get() {
                    Status::Quiet => None,
                    Status::Files => Some(wording::ui::waiting_for_files(language)),
                    Status::Offline => Some(wording::ui::not_sent_yet(language)),
                }}
            </p>
        </form>
    }
    .into_piece()
}

/// What the form says below itself while it waits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Quiet,
    Files,
    Offline,
}

/// All that is needed from the press of a button to the answer, also when the form has left the page meanwhile.
#[derive(Clone)]
struct Sending {
    state: FormState,
    key: RwSignal<String>,
    status: RwSignal<Status>,
    keep: bool,
    on_done: Option<Callback<Done>>,
    toaster: Toaster,
    dialog: Option<DialogState>,
    navigator: Navigator,
}

impl Sending {
    /// Takes a submission over from the browser and sends it, unless one is under way.
    fn start(&self, form: &HtmlFormElement, event: &SubmitEvent) {
        event.prevent_default();
        if self.state.pending.get_untracked() {
            return;
        }
        let submitter: Option<Element> = event.submitter().map(Into::into);
        let attribute = |name| submitter.as_ref().and_then(|button: &Element| button.get_attribute(name));
        let path = attribute("formaction").or_else(|| form.get_attribute("action")).unwrap_or_default();
        self.state.submitter.set(submitter_identity(attribute("name").as_deref(), attribute("value").as_deref()));
        self.state.failure.set(None);
        self.state.pending.set(true);
        let sending = self.clone();
        let form = form.clone();
        spawn_local(async move {
            sending.files_first().await;
            match contents(&form, submitter.as_ref()) {
                Some(contents) => sending.send(&path, &contents, &form).await,
                None => sending.end(),
            }
        });
    }

    /// Waits until the files of the form have arrived.
    async fn files_first(&self) {
        while self.state.uploads.try_get_untracked().is_some_and(|uploads| uploads > 0) {
            self.status.try_set(Status::Files);
            pause(UPLOAD_WAIT_MS).await;
        }
        self.status.try_set(Status::Quiet);
    }

    /// Sends until somebody has answered, then shows the answer.
    async fn send(&self, path: &str, contents: &Contents, form: &HtmlFormElement) {
        let status = self.status;
        let answer = deliver(path, contents, move || {
            status.try_set(Status::Offline);
        })
        .await;
        self.end();
        match answer {
            Ok(done) => self.done(done, form),
            Err(failure) => {
                self.state.failure.try_set(Some(failure));
            }
        }
    }

    /// Lets the form be used again.
    fn end(&self) {
        self.status.try_set(Status::Quiet);
        self.state.pending.try_set(false);
    }

    /// Shows that the deed is done. A form that has left the page meanwhile only says so in passing.
    fn done(&self, done: Done, form: &HtmlFormElement) {
        if let Some(message) = &done.message {
            self.toaster.show(message);
        }
        if !form.is_connected() {
            return;
        }
        if let Some(next) = &done.deed {
            self.key.try_set(next.clone());
        }
        if !self.keep {
            form.reset();
            self.state.sent.try_update(|sent| *sent += 1);
        }
        if let Some(dialog) = self.dialog {
            dialog.close();
        }
        match self.on_done {
            Some(on_done) => {
                on_done.try_run(done);
            }
            None => self.navigator.go(&done.location),
        }
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{DeedForm, Done};
    use crate::error::{Attempt, Failure, FailureKind, FieldFailure};
    use crate::ui::specimen::html;
    use crate::ui::{Button, Field, TextArea};

    fn refused() -> Attempt {
        Attempt {
            form: "reply".into(),
            values: vec![("message".into(), "Bonjour <i>".into()), ("code".into(), "12".into())],
            failure: Some(Failure {
                kind: FailureKind::Invalid,
                summary: "À corriger".into(),
                fields: vec![FieldFailure { field: "code".into(), message: "Cinq chiffres".into() }],
            }),
        }
    }

    #[test]
    fn it_posts_without_scripts() {
        let page = html(|| {
            view! {
                <DeedForm name="reply" action="/tickets/7" deed="k1" files=true>
                    <TextArea name="message" label="Message"/>
                    <Button>"Envoyer"</Button>
                </DeedForm>
            }
        });
        for part in [
            "method=\"post\"",
            "action=\"/tickets/7\"",
            "enctype=\"multipart/form-data\"",
            "<input type=\"hidden\" name=\"form\" value=\"reply\"",
            "<input type=\"hidden\" name=\"deed\" value=\"k1\"",
            "id=\"reply-message\"",
            "type=\"submit\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains("role=\"alert\""), "{page}");
    }

    #[test]
    fn a_refused_try_comes_back_with_what_was_typed() {
        let page = html(|| {
            view! {
                <DeedForm name="reply" action="/t" deed="k1" attempt=Some(refused())>
                    <TextArea name="message" label="Message"/>
                    <Field name="code" label="Code"/>
                </DeedForm>
            }
        });
        assert!(page.contains("\nBonjour &lt;i&gt;</textarea>"), "{page}");
        assert!(page.contains("value=\"12\""), "{page}");
        assert!(page.contains("href=\"#reply-code\""), "{page}");
        assert!(page.contains("id=\"reply-code-error\""), "{page}");
    }

    #[test]
    fn forms_of_one_page_do_not_mix() {
        let page = html(|| {
            provide_context(refused());
            view! {
                <DeedForm name="reply" action="/t" deed="k1">
                    <Field name="code" label="Code"/>
                </DeedForm>
                <DeedForm name="contest" action="/t" deed="k2">
                    <Field name="code" label="Code"/>
                </DeedForm>
            }
        });
        assert_eq!(page.matches("role=\"alert\"").count(), 1, "{page}");
        assert_eq!(page.matches("value=\"12\"").count(), 1, "{page}");
        assert!(page.contains("id=\"reply-code\"") && page.contains("id=\"contest-code\""), "{page}");
    }

    #[test]
    fn the_answer_is_read_as_the_server_writes_it() {
        let done: Done = serde_json::from_str(r#"{"location":"/tickets/7"}"#).expect("a short answer");
        assert_eq!(done, Done::at("/tickets/7"));
        let done: Done =
            serde_json::from_str(r#"{"location":"","message":"Envoyé","deed":"k2"}"#).expect("a full answer");
        assert_eq!(done.deed.as_deref(), Some("k2"));
    }
}
