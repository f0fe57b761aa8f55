//! Sending one file while saying how far it has come, which `fetch` cannot do yet. A large one goes in parts, so that after
//! a cut it goes on where it stopped.

use js_sys::Promise;
use serde::Serialize;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FormData, ProgressEvent, XmlHttpRequest};

use super::send::{pause, refusal};
use crate::error::{Failure, FailureKind};
use crate::ui::{DraftFile, OFFSET, UploadAnswer};

/// Bytes of a part: few enough that a cut costs little, enough that asking costs less than sending.
const PART: u64 = 512 * 1024;

/// How long to wait for another tab that is sending the same file, in milliseconds.
const BUSY_MS: i32 = 1_000;

/// Posts one file with the given hidden fields: a small one as the multipart field `file`, a large one in parts. `progress`
/// hears per cents; `wanted` is asked between two parts.
///
/// # Errors
/// The server's refusal of this file, or [`FailureKind::Offline`] where no answer came: trying again goes on where it
/// stopped.
pub async fn upload(
    path: &str,
    file: &File,
    fields: &[(String, String)],
    progress: impl Fn(u32) + Clone + 'static,
    wanted: impl Fn() -> bool,
) -> Result<DraftFile, Failure> {
    if file.size() > PART as f64 {
        return in_parts(path, file, fields, progress, wanted).await;
    }
    let form = FormData::new().map_err(unanswered)?;
    for (name, value) in fields {
        form.append_with_str(name, value).map_err(unanswered)?;
    }
    form.append_with_blob_and_filename("file", file, &file.name()).map_err(unanswered)?;
    let percent = move |loaded: f64, total: f64| progress((loaded * 100.0 / total) as u32);
    let (status, body) = sent(path, &[], &form, percent).await?;
    match serde_json::from_str(&body) {
        Ok(kept) if (200..300).contains(&status) => Ok(kept),
        _ => Err(refusal(status, &body)),
    }
}

/// What a page says of a file before its parts.
#[derive(Serialize)]
struct Announcement<'a> {
    draft_key: &'a str,
    slot_key: &'a str,
    name: String,
    size: u64,
    print: String,
}

/// Sends a file in parts, from where the same file has come so far.
async fn in_parts(
    path: &str,
    file: &File,
    fields: &[(String, String)],
    progress: impl Fn(u32) + Clone + 'static,
    wanted: impl Fn() -> bool,
) -> Result<DraftFile, Failure> {
    let field = |wanted: &str| {
        fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    let size = file.size() as u64;
    let announced = Announcement {
        draft_key: field("draft_key"),
        slot_key: field("slot_key"),
        name: file.name(),
        size,
        print: file.last_modified().to_string(),
    };
    let announced = serde_json::to_string(&announced).unwrap_or_default();
    let parts = format!("{path}/parts");
    let json = [("Content-Type", "application/json".to_owned())];
    let (status, body) = sent(&parts, &json, &announced.into(), |_, _| {}).await?;
    let mut answer = read(status, &body)?;
    let address = format!("{parts}/{}", answer.id);
    while wanted() {
        let here = answer.here;
        let part = part(file, here, (here + PART).min(size))?;
        let progress = progress.clone();
        let percent = move |loaded: f64, _| progress(((here as f64 + loaded) * 100.0 / size as f64) as u32);
        let at = [("Content-Type", "application/octet-stream".to_owned()), (OFFSET, here.to_string())];
        let (status, body) = sent(&address, &at, &part, percent).await?;
        match status {
            // It was forgotten meanwhile: it begins anew.
            404 => return Err(Failure::new(FailureKind::Offline, "")),
            409 => {
                let now = serde_json::from_str::<UploadAnswer>(&body).map_err(|_| refusal(status, &body))?;
                if now.here == here {
                    pause(BUSY_MS).await;
                }
                answer.here = now.here;
            }
            _ => answer = read(status, &body)?,
        }
        if let Some(file) = answer.file {
            return Ok(file);
        }
    }
    Err(Failure::new(FailureKind::Offline, ""))
}

fn read(status: u16, body: &str) -> Result<UploadAnswer, Failure> {
    match serde_json::from_str(body) {
        Ok(answer) if (200..300).contains(&status) => Ok(answer),
        _ => Err(refusal(status, body)),
    }
}

fn part(file: &File, from: u64, to: u64) -> Result<JsValue, Failure> {
    let blob: &Blob = file.as_ref();
    blob.slice_with_f64_and_f64(from as f64, to as f64).map(JsValue::from).map_err(unanswered)
}

fn unanswered(_: JsValue) -> Failure {
    Failure::new(FailureKind::Offline, "")
}

/// Posts once and reads the answer: its status, 0 where there was none, and its text. `progress` hears bytes sent, of how
/// many.
async fn sent(
    address: &str,
    headers: &[(&str, String)],
    body: &JsValue,
    progress: impl Fn(f64, f64) + 'static,
) -> Result<(u16, String), Failure> {
    let request = XmlHttpRequest::new().map_err(unanswered)?;
    request.open("POST", address).map_err(unanswered)?;
    request.set_request_header("Accept", "application/json").map_err(unanswered)?;
    for (name, value) in headers {
        request.set_request_header(name, value).map_err(unanswered)?;
    }
    let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            progress(event.loaded(), event.total());
        }
    });
    if let Ok(sending) = request.upload() {
        sending.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
    }
    let ended = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    let begun = match (body.dyn_ref::<FormData>(), body.dyn_ref::<Blob>()) {
        (Some(form), _) => request.send_with_opt_form_data(Some(form)),
        (None, Some(blob)) => request.send_with_opt_blob(Some(blob)),
        (None, None) => request.send_with_opt_str(body.as_string().as_deref()),
    };
    begun.map_err(unanswered)?;
    JsFuture::from(ended).await.map_err(unanswered)?;
    Ok((request.status().unwrap_or(0), request.response_text().ok().flatten().unwrap_or_default()))
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
