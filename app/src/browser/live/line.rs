//! How changes reach a page: one event stream per browser, held by one of its tabs, which tells the others.
//!
//! A browser opens six connections to a host over HTTP/1.1, so a stream per tab would leave none for pages. Tabs ask
//! for one Web Lock; whoever holds it is the leader and keeps the stream, the others wait for the lock and follow on a
//! `BroadcastChannel`. When the leader's tab closes, the next one goes on from the last position that was told. A
//! browser without locks (or without the channel) opens a stream in each tab.
//!
//! Tabs talk in lines of three words: a kind, a position, a ticket or nothing.
//!
//! | kind | who says it | what it means |
//! |---|---|---|
//! | `here`, `changed`, `resync` | the leader | as in the stream |
//! | `present` | the leader | as in the stream |
//! | `ended` | the leader | the session is over, for all tabs |
//! | `touched` | any tab | its reader has just done something |
//! | `hello` | a new tab | its page was read at this position |
//! | `welcome` | the leader | this is the last position that was told: older pages read again |

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, JSON, Math, Promise, Reflect};
use leptos::prelude::{GetUntracked, Set, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, EventSource, MessageEvent, RequestInit, Response};

use super::Live;
use crate::browser::send::network_or_pause;

/// The name of the lock and of the channel.
const NAME: &str = "consigne-live";

/// Where the stream is.
const STREAM: &str = "/live";

thread_local! {
    /// The line of this window; none on a page that listens to nothing.
    static LINE: RefCell<Option<Rc<Line>>> = const { RefCell::new(None) };
}

/// What a page holds in order to hear of changes.
struct Line {
    live: Live,
    /// The other tabs; none where they cannot choose a leader.
    tabs: Option<BroadcastChannel>,
    /// Hears the stream, the other tabs and the window.
    listener: Function,
    /// The stream, where this tab is the leader.
    source: RefCell<Option<EventSource>>,
    /// Gives the lock back.
    resign: RefCell<Option<Function>>,
    /// The last position that was told.
    position: Cell<i64>,
    /// Whether the stream was lost since it last opened.
    broken: Cell<bool>,
}

/// Begins to listen, for a page that was read when the log of changes had come to `position`.
pub(super) fn start(live: Live, position: i64) {
    let listener = Closure::<dyn Fn(MessageEvent)>::new(|event| {
        if let Some(line) = line() {
            line.hear(&event);
        }
    });
    let listener: Function = listener.into_js_value().unchecked_into();
    let tabs = locks().and_then(|_| BroadcastChannel::new(NAME).ok());
    if let Some(tabs) = &tabs {
        tabs.set_onmessage(Some(&listener));
    }
    let line = Rc::new(Line {
        live,
        tabs,
        listener,
        source: RefCell::default(),
        resign: RefCell::default(),
        position: Cell::new(position),
        broken: Cell::default(),
    });
    // A window refuses no listener.
    let _ = window().add_event_listener_with_callback("online", &line.listener);
    LINE.replace(Some(Rc::clone(&line)));
    line.post("hello", position, "");
    line.join();
}

/// Tells the other tabs that the reader has just done something.
pub(super) fn touched() {
    if let Some(line) = line() {
        line.post("touched", line.position.get(), "");
    }
}

fn line() -> Option<Rc<Line>> {
    LINE.with_borrow(Clone::clone)
}

/// The browser's locks; none where it has none or the page does not come over a safe connection.
fn locks() -> Option<JsValue> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok()?;
    locks.is_object().then_some(locks)
}

impl Line {
    /// Asks for its turn to lead; leads at once where tabs cannot choose.
    fn join(&self) {
        let asked = self.tabs.as_ref().and_then(|_| {
            let locks = locks()?;
            let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
            request.call2(&locks, &NAME.into(), &Closure::once_into_js(lead)).ok()
        });
        if asked.is_none() {
            self.open();
        }
    }

    /// Opens the stream where the last one ended.
    fn open(&self) {
        let Ok(source) = EventSource::new(&format!("{STREAM}?after={}", self.position.get())) else { return };
        for kind in ["open", "error", "here", "changed", "present", "resync", "ended"] {
            // Without a listener the page would be as without scripts: it shows what it was loaded with.
            let _ = source.add_event_listener_with_callback(kind, &self.listener);
        }
        self.close();
        self.source.replace(Some(source));
    }

    fn close(&self) {
        if let Some(source) = self.source.take() {
            source.close();
        }
    }

    /// Takes what the stream or another tab says.
    fn hear(&self, event: &MessageEvent) {
        match event.type_().as_str() {
            "message" => {
                let text = event.data().as_string().unwrap_or_default();
                let (kind, position, ticket) = words(&text);
                self.take(kind, position, ticket);
            }
            "open" => {
                if self.broken.take() {
                    self.lead_to("resync", self.position.get(), "");
                }
            }
            "error" => {
                self.broken.set(true);
                // The browser comes back by itself after a loss, but not after a refusal.
                let refused = |source: &EventSource| source.ready_state() == EventSource::CLOSED;
                if self.source.borrow().as_ref().is_some_and(refused) {
                    self.recover(pause());
                }
            }
            "ended" => self.recover(0),
            // The stream may have outlived the loss while what was read in between failed.
            "online" => self.live.tell(None),
            kind => {
                let position = event.last_event_id().parse().unwrap_or(-1);
                self.lead_to(kind, position, &ticket(event).unwrap_or_default());
            }
        }
    }

    /// Tells something to the others as the leader, and takes it.
    fn lead_to(&self, kind: &str, position: i64, ticket: &str) {
        self.post(kind, position, ticket);
        self.take(kind, position, ticket);
    }

    fn take(&self, kind: &str, position: i64, ticket: &str) {
        let everything = match kind {
            "here" => false,
            "changed" => {
                self.live.tell(Some(ticket.to_owned()));
                false
            }
            "present" => {
                self.live.tell_present(ticket);
                return;
            }
            "resync" => true,
            "welcome" => position > self.position.get(),
            "touched" => {
                self.live.tell(None);
                return;
            }
            "hello" => {
                if self.source.borrow().is_some() {
                    self.post("welcome", self.position.get(), "");
                }
                return;
            }
            "ended" => {
                self.end();
                return;
            }
            // A tab with an older or newer program: what it means is not known here.
            _ => return,
        };
        self.position.set(position);
        let again = self.live.ended.get_untracked();
        if everything || again {
            self.live.tell(None);
        }
        if again {
            // Somebody has signed in again in another tab of this browser.
            self.live.ended.set(false);
            self.join();
        }
    }

    fn post(&self, kind: &str, position: i64, ticket: &str) {
        if let Some(tabs) = &self.tabs {
            // A channel refuses only what cannot be copied, which a text can.
            let _ = tabs.post_message(&format!("{kind} {position} {ticket}").into());
        }
    }

    /// Finds out why the stream was refused or ended, and goes on if the reader is signed in after all.
    fn recover(&self, first_pause: i32) {
        self.broken.set(true);
        self.close();
        spawn_local(async move {
            let mut wait = first_pause;
            loop {
                if wait > 0 {
                    network_or_pause(wait).await;
                }
                let status = standing().await;
                let Some(line) = line() else { return };
                match status {
                    200..=299 => return line.open(),
                    401 => return line.lead_to("ended", line.position.get(), ""),
                    _ => wait = pause(),
                }
            }
        });
    }

    /// The session is over: nothing is listened to until somebody signs in again.
    fn end(&self) {
        self.close();
        if let Some(resign) = self.resign.take() {
            // Settling a promise cannot fail.
            let _ = resign.call0(&JsValue::NULL);
        }
        self.live.ended.set(true);
    }
}

/// Runs when this tab's turn to lead has come. It leads until the answered promise is settled, or the tab closes.
fn lead() -> JsValue {
    match line() {
        Some(line) if !line.live.ended.get_untracked() => {
            line.open();
            Promise::new(&mut |resolve, _| {
                line.resign.replace(Some(resolve));
            })
            .into()
        }
        _ => JsValue::UNDEFINED,
    }
}

/// The ticket that an event names.
fn ticket(event: &MessageEvent) -> Option<String> {
    let data = JSON::parse(&event.data().as_string()?).ok()?;
    Reflect::get(&data, &"ticket".into()).ok()?.as_string()
}

/// The status with which a stream would be answered; 0 where nobody answers.
async fn standing() -> u16 {
    let request = RequestInit::new();
    request.set_method("HEAD");
    let answer = JsFuture::from(window().fetch_with_str_and_init(STREAM, &request)).await;
    answer.map_or(0, |answer| answer.unchecked_into::<Response>().status())
}

/// Some seconds, never the same for all browsers, in milliseconds.
fn pause() -> i32 {
    2_000 + (Math::random() * 4_000.0) as i32
}

/// The three words of a line between tabs.
fn words(line: &str) -> (&str, i64, &str) {
    let mut words = line.splitn(3, ' ');
    let kind = words.next().unwrap_or_default();
    let position = words.next().and_then(|word| word.parse().ok()).unwrap_or(-1);
    (kind, position, words.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn lines_between_tabs() {
        assert_eq!(words("changed 42 0198-ab"), ("changed", 42, "0198-ab"));
        assert_eq!(words("here 42 "), ("here", 42, ""));
        assert_eq!(words("ended"), ("ended", -1, ""));
        assert_eq!(words(""), ("", -1, ""));
    }
}
