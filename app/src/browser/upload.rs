//! Sending one file while saying how far it has come, which `fetch` cannot do yet.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

use super::send::refusal;
use crate::error::{Failure, FailureKind};
use crate::ui::DraftFile;

/// Posts one file as the multipart field `file`, after the given hidden fields; `progress` hears per cents.
///
/// # Errors
/// The server's refusal of this file, or [`FailureKind::Offline`] where no answer came.
pub async fn upload(
    path: &str,
    file: &File,
    fields: &[(String, String)],
    progress: impl Fn(u32) + 'static,
) -> Result<DraftFile, Failure> {
    let unanswered = |_| Failure::new(FailureKind::Offline, "");
    let form = FormData::new().map_err(unanswered)?;
    for (name, value) in fields {
        form.append_with_str(name, value).map_err(unanswered)?;
    }
    form.append_with_blob_and_filename("file", file, &file.name()).map_err(unanswered)?;

    let request = XmlHttpRequest::new().map_err(unanswered)?;
    request.open("POST", path).map_err(unanswered)?;
    request.set_request_header("Accept", "application/json").map_err(unanswered)?;
    let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            progress((event.loaded() * 100.0 / event.total()) as u32);
        }
    });
    if let Ok(sending) = request.upload() {
        sending.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
    }
    let ended = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    request.send_with_opt_form_data(Some(&form)).map_err(unanswered)?;
    JsFuture::from(ended).await.map_err(unanswered)?;

    let status = request.status().unwrap_or(0);
    let body = request.response_text().ok().flatten().unwrap_or_default();
    match serde_json::from_str(&body) {
        Ok(kept) if (200..300).contains(&status) => Ok(kept),
        _ => Err(refusal(status, &body)),
    }
}

/// Tells the server that a draft file is not wanted any more; whether it hears is not waited for.
///
/// A draft file nobody claims is deleted after 30 days anyway (`product.md` §11).
pub fn discard(path: &str, id: &str) {
    let request = web_sys::RequestInit::new();
    request.set_method("POST");
    let sent = leptos::prelude::window().fetch_with_str_and_init(&format!("{path}/{id}/remove"), &request);
    wasm_bindgen_futures::spawn_local(async move {
        let _ = JsFuture::from(sent).await;
    });
}
