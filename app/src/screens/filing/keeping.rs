//! Keeps what is typed on the last page while it is typed, so that it is there on another device too.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, FormData, HtmlFormElement};

use super::steps::Kept;
use crate::api::filing::keep_filing;

/// How long nothing must have been typed before it is sent.
const PAUSE: Duration = Duration::from_millis(800);

/// What stands in the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Typed {
    information: BTreeMap<String, String>,
    body: String,
}

/// What is still to be sent.
#[derive(Default)]
struct Waiting {
    typed: Option<Typed>,
    turn: u32,
    sending: bool,
}

/// Sends what is typed once it has settled, one sending after the other, so that the last one stays.
#[derive(Clone)]
pub struct Keeper {
    draft: Arc<str>,
    kept: RwSignal<Kept>,
    pending: RwSignal<bool>,
    waiting: Arc<Mutex<Waiting>>,
}

impl Keeper {
    /// Keeps the fields of a draft, says so by `kept`, and rests while the form itself is `pending`.
    ///
    /// What has not settled yet is sent when the page is left for another one of the product.
    pub fn new(draft: String, kept: RwSignal<Kept>, pending: RwSignal<bool>) -> Self {
        let keeper = Keeper { draft: draft.into(), kept, pending, waiting: Arc::default() };
        let leaving = keeper.clone();
        on_cleanup(move || leaving.send());
        let taken = keeper.clone();
        Effect::new(move |_| {
            // The form carries all that was typed. Kept once more after it, that would name a draft that is filed.
            if pending.get() {
                taken.with(|waiting| waiting.typed = None);
            }
        });
        keeper
    }

    /// Something was typed into the form.
    pub fn typed(&self, event: &Event) {
        let Some(typed) = event.target().and_then(|field| read(field.dyn_ref::<Element>()?)) else { return };
        let turn = self.with(|waiting| {
            waiting.typed = Some(typed);
            waiting.turn = waiting.turn.wrapping_add(1);
            waiting.turn
        });
        let keeper = self.clone();
        let settled = move || {
            if keeper.with(|waiting| waiting.turn) == turn && keeper.pending.try_get_untracked() == Some(false) {
                keeper.send();
            }
        };
        set_timeout(settled, PAUSE);
    }

    /// Sends what waits, unless something is on its way: then it follows.
    fn send(&self) {
        let begins = self.with(|waiting| {
            let begins = !waiting.sending && waiting.typed.is_some();
            waiting.sending |= begins;
            begins
        });
        if !begins {
            return;
        }
        let keeper = self.clone();
        spawn_local(async move {
            while let Some(typed) = keeper.with(|waiting| waiting.typed.take()) {
                let sent = typed.clone();
                match keep_filing(keeper.draft.to_string(), sent.information, sent.body).await {
                    Ok(when) => {
                        keeper.kept.try_set(Kept::Since(when.text));
                    }
                    Err(_) => {
                        // It stays where it was typed, and goes with the next try.
                        keeper.kept.try_set(Kept::NotYet);
                        keeper.with(|waiting| waiting.typed.get_or_insert(typed).clone());
                        break;
                    }
                }
            }
            keeper.with(|waiting| waiting.sending = false);
        });
    }

    fn with<T>(&self, look: impl FnOnce(&mut Waiting) -> T) -> T {
        look(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What stands in the form around a field.
fn read(field: &Element) -> Option<Typed> {
    let form: HtmlFormElement = field.closest("form").ok()??.dyn_into().ok()?;
    let data = FormData::new_with_form(&form).ok()?;
    let mut typed = Typed::default();
    for entry in js_sys::try_iter(&data).ok()??.flatten() {
        let entry: Array = entry.unchecked_into();
        let (Some(name), Some(value)) = (entry.get(0).as_string(), entry.get(1).as_string()) else { continue };
        if name == "body" {
            typed.body = value;
        } else if let Some(key) = name.strip_prefix("info-") {
            typed.information.insert(key.to_owned(), value);
        }
    }
    Some(typed)
}
