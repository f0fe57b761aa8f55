//! Screens that read again when something changed, and never patch what they have.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::live::{Change, use_live};
use crate::error::Failure;

/// A value that was read with the page, and is read again whenever a change concerns it.
///
/// Changes that come while it is being read are answered by one more reading, however many they are. A reading that
/// fails changes nothing: the next change, or the reconnected stream, tries again.
pub fn reread<T, Reading>(
    first: T,
    concerns: impl Fn(&Change) -> bool + 'static,
    read: impl Fn() -> Reading + Clone + 'static,
) -> RwSignal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    Reading: Future<Output = Result<T, Failure>> + 'static,
{
    let value = RwSignal::new(first);
    let live = use_live();
    let reading = RwSignal::new(false);
    let again = RwSignal::new(false);
    Effect::new(move |seen: Option<u64>| {
        let change = live.changed();
        if seen.is_some_and(|seen| seen != change.count) && concerns(&change) {
            if reading.get_untracked() {
                again.set(true);
            } else {
                reading.set(true);
                let read = read.clone();
                spawn_local(async move {
                    loop {
                        again.try_set(false);
                        if let Ok(fresh) = read().await
                            && value.try_get_untracked().is_some_and(|old| old != fresh)
                        {
                            value.try_set(fresh);
                        }
                        if again.try_get_untracked() != Some(true) {
                            break;
                        }
                    }
                    reading.try_set(false);
                });
            }
        }
        change.count
    });
    value
}
