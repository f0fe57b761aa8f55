//! Sending what stands in a form, and sending it again until the network has answered.
//!
//! The same deed key goes with every try, so that the server does the deed once however often it hears of it.

use js_sys::{Array, Promise};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, AddEventListenerOptions, Element, File, FormData, HtmlFormElement, RequestInit, Response,
    UrlSearchParams,
};

use crate::error::{Failure, FailureKind};
use crate::ui::Done;

/// How long one try may take before it counts as unanswered, in milliseconds.
const PATIENCE_MS: u32 = 45_000;

/// How long to wait before the next try, in milliseconds; the last one repeats.
const PAUSES_MS: [i32; 4] = [5_000, 10_000, 20_000, 30_000];

/// What one form will send: ready to be handed to `fetch`, as often as needed.
pub struct Contents(JsValue);

/// Reads a form as it stands, with the name and value of the button that sent it.
///
/// Without a chosen file the answer is URL-encoded, which costs the server least; with one it is multipart. File
/// fields in which nothing is chosen are left out.
#[must_use]
pub fn contents(form: &HtmlFormElement, submitter: Option<&Element>) -> Option<Contents> {
    let typed = FormData::new_with_form(form).ok()?;
    if let Some(button) = submitter
        && let Some(name) = button.get_attribute("name")
    {
        let value = button.get_attribute("value").unwrap_or_default();
        typed.append_with_str(&name, &value).ok()?;
    }
    let fields = UrlSearchParams::new().ok()?;
    let mut with_files = false;
    for entry in js_sys::try_iter(&typed).ok()??.flatten() {
        let entry: Array = entry.unchecked_into();
        let value = entry.get(1);
        match (value.as_string(), value.dyn_ref::<File>()) {
            (Some(text), _) => fields.append(&entry.get(0).as_string()?, &text),
            (None, Some(file)) if file.size() > 0.0 || !file.name().is_empty() => with_files = true,
            _ => {}
        }
    }
    Some(Contents(if with_files { typed.into() } else { fields.into() }))
}

/// Posts the contents once and reads the answer.
///
/// # Errors
/// What the server refuses, in its words; [`FailureKind::Offline`] where no answer of ours came back, including the
/// 502 and 504 with which a proxy says that it could not reach us. A summary may be empty: then the kind says it all.
pub async fn post(path: &str, contents: &Contents) -> Result<Done, Failure> {
    let unanswered = |_: JsValue| Failure::new(FailureKind::Offline, "");
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&contents.0);
    request.set_headers(&Array::of1(&Array::of2(&"Accept".into(), &"application/json".into())));
    request.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    let response: Response =
        JsFuture::from(window().fetch_with_str_and_init(path, &request)).await.map_err(unanswered)?.unchecked_into();
    let body = JsFuture::from(response.text().map_err(unanswered)?).await.map_err(unanswered)?;
    let body = body.as_string().unwrap_or_default();
    if response.ok() {
        // An answer that is a page and not JSON comes from a plain redirect: show the page it led to.
        Ok(serde_json::from_str(&body).unwrap_or_else(|_| Done::at(format!("!{}", response.url()))))
    } else {
        Err(refusal(response.status(), &body))
    }
}

/// What a status and a body that is not 2xx mean.
pub(super) fn refusal(status: u16, body: &str) -> Failure {
    serde_json::from_str(body).unwrap_or_else(|_| {
        Failure::new(
            match status {
                0 | 502 | 504 => FailureKind::Offline,
                401 => FailureKind::SignedOut,
                403 => FailureKind::NotAllowed,
                404 => FailureKind::NotFound,
                409 => FailureKind::Outdated,
                413 | 422 => FailureKind::Invalid,
                429 => FailureKind::TooMany,
                _ => FailureKind::Unavailable,
            },
            "",
        )
    })
}

/// Posts the contents until somebody has answered; `waiting` is told whenever a try went unanswered.
///
/// # Errors
/// As [`post`], but never [`FailureKind::Offline`].
pub async fn deliver(path: &str, contents: &Contents, waiting: impl Fn()) -> Result<Done, Failure> {
    for pause in PAUSES_MS.into_iter().chain(std::iter::repeat(PAUSES_MS[PAUSES_MS.len() - 1])) {
        match post(path, contents).await {
            Err(failure) if failure.kind == FailureKind::Offline => {
                waiting();
                network_or_pause(pause).await;
            }
            answered => return answered,
        }
    }
    Err(Failure::new(FailureKind::Unavailable, ""))
}

/// Waits for the given time in milliseconds.
pub async fn pause(pause_ms: i32) {
    let waited = Promise::new(&mut |resolve, _| {
        // A window always has its timer.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, pause_ms);
    });
    let _ = JsFuture::from(waited).await;
}

/// Waits for the given time in milliseconds, or until the browser says that the network is back.
pub async fn network_or_pause(pause_ms: i32) {
    let waited = Promise::new(&mut |resolve, _| {
        let window = window();
        let once = AddEventListenerOptions::new();
        once.set_once(true);
        // Where one of the two cannot be set up, the other still ends the wait.
        let _ = window.add_event_listener_with_callback_and_add_event_listener_options("online", &resolve, &once);
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, pause_ms);
    });
    let _ = JsFuture::from(waited).await;
}

#[cfg(test)]
mod tests {
    use super::refusal;
    use crate::error::FailureKind;

    #[test]
    fn an_answer_that_is_not_ours_keeps_the_meaning_of_its_status() {
        for (status, kind) in [
            (0, FailureKind::Offline),
            (401, FailureKind::SignedOut),
            (409, FailureKind::Outdated),
            (413, FailureKind::Invalid),
            (429, FailureKind::TooMany),
            (500, FailureKind::Unavailable),
            (502, FailureKind::Offline),
            (503, FailureKind::Unavailable),
            (504, FailureKind::Offline),
        ] {
            assert_eq!(refusal(status, "<html>").kind, kind, "{status}");
        }
    }

    #[test]
    fn our_own_refusals_are_read_whole() {
        let body = r#"{"kind":"outdated","summary":"Déjà validée","fields":[]}"#;
        assert_eq!(refusal(409, body).summary, "Déjà validée");
    }
}
