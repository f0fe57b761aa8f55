//! Who else has the thread before his eyes, and who writes: asked for by the browser alone.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::quote::use_writing;
use crate::api::thread::ThreadPage;
use crate::browser::live::use_live;
use crate::browser::quiet::{ask, is_visible, tell};

/// How often a page says that it is still before somebody's eyes.
const BEAT: Duration = Duration::from_secs(10);
/// How long somebody still writes after his last letter.
const PAUSE: Duration = Duration::from_secs(5);

/// A line for each of the others. Not read out: what they send is.
#[component]
pub fn Present(
    /// The ticket.
    page: RwSignal<ThreadPage>,
) -> impl IntoView {
    let (id, number) = page.with_untracked(|page| (page.id.clone(), page.number.clone()));
    let side = if page.with_untracked(|page| page.customer.is_empty()) { "requests" } else { "desk" };
    let path = StoredValue::new(format!("/{side}/{number}/present"));
    let others = RwSignal::new(Vec::<String>::new());
    let writes = RwSignal::new(false);
    let say = move || {
        if !is_visible() {
            return;
        }
        let doing = if writes.get_untracked() { "writes" } else { "reads" };
        spawn_local(async move {
            let Some(path) = path.try_get_value() else { return };
            if let Some(said) = ask(path, format!("{{\"doing\":\"{doing}\"}}")).await {
                others.try_set(said);
            }
        });
    };
    let live = use_live();
    Effect::new(move |seen: Option<u64>| {
        let change = live.present();
        if seen.is_some_and(|seen| seen != change.count) && change.ticket.as_ref() == Some(&id) {
            say();
        }
        change.count
    });
    Effect::new(move |_| {
        say();
        if let Ok(beating) = set_interval_with_handle(say, BEAT) {
            on_cleanup(move || beating.clear());
        }
        on_cleanup(move || {
            if let Some(path) = path.try_get_value() {
                tell(&path, "{\"doing\":\"gone\"}".to_owned());
            }
        });
    });
    let text = use_writing().text();
    let turn = StoredValue::new(0_u32);
    Effect::new(move |begun: Option<()>| {
        let empty = text.with(String::is_empty);
        if begun.is_none() {
            return;
        }
        let set = move |now: bool| {
            if writes.try_get_untracked().is_some_and(|before| before != now) {
                writes.set(now);
                say();
            }
        };
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        set(!empty);
        let mine = turn.get_value();
        set_timeout(
            move || {
                if turn.try_get_value() == Some(mine) {
                    set(false);
                }
            },
            PAUSE,
        );
    });
    view! {
        <div aria-live="off">
            {move || {
                others.get().into_iter().map(|one| view! { <p class="thread-present">{one}</p> }).collect_view()
            }}
        </div>
    }
}
