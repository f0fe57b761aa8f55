//! Small things a page tells the server without an answer to show: what is being written, what has been read.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{RequestInit, Response, VisibilityState};

/// Posts JSON and forgets about it: whoever calls will say the same again later if it matters.
pub fn tell(path: &str, json: String) {
    let path = path.to_owned();
    spawn_local(async move {
        let _ = JsFuture::from(window().fetch_with_str_and_init(&path, &posting(&json))).await;
    });
}

/// Posts JSON and yields the texts of the list that answers it; nothing where nobody answers.
pub async fn ask(path: String, json: String) -> Option<Vec<String>> {
    let answer: Response = JsFuture::from(window().fetch_with_str_and_init(&path, &posting(&json))).await.ok()?.into();
    if !answer.ok() {
        return None;
    }
    let list = JsFuture::from(answer.json().ok()?).await.ok()?;
    Some(js_sys::Array::from(&list).iter().filter_map(|one| one.as_string()).collect())
}

fn posting(json: &str) -> RequestInit {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&JsValue::from_str(json));
    let headers = js_sys::Array::of1(&js_sys::Array::of2(&"Content-Type".into(), &"application/json".into()));
    request.set_headers(&headers);
    request
}

/// Whether the page is before somebody's eyes: not in the background, not being prefetched or prerendered.
#[must_use]
pub fn is_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Calls back when the page comes before somebody's eyes again.
pub fn when_visible(callback: impl Fn() + 'static) {
    let handle = window_event_listener(leptos::ev::visibilitychange, move |_| {
        if is_visible() {
            callback();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Calls back with the text once nothing was typed for a while.
pub fn when_settled(text: RwSignal<String>, callback: impl Fn(String) + Clone + 'static) {
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(700);
    let turn = StoredValue::new(0_u32);
    Effect::new(move |first: Option<()>| {
        let typed = text.get();
        if first.is_some() {
            turn.update_value(|turn| *turn = turn.wrapping_add(1));
            let now = turn.get_value();
            let callback = callback.clone();
            set_timeout(
                move || {
                    if turn.try_get_value() == Some(now) {
                        callback(typed);
                    }
                },
                PAUSE,
            );
        }
    });
}
