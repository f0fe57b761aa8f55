//! What an agent has sent and may still take back, and what came back to him.

use leptos::prelude::*;
use wording::desk as words;

use super::customer_forms::read_again;
use crate::api::thread::{HeldView, ThreadPage};
use crate::browser::live::use_live;
use crate::error::Attempt;
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLook, DeedForm, Notice, Tone, language};

/// Fills the form of what came back with it, unless the page answers another one that was refused.
pub fn fill_forms(page: RwSignal<ThreadPage>) {
    let back = page.with_untracked(|page| page.held.clone().filter(|held| !held.waits));
    if let Some(held) = back.filter(|_| use_context::<Attempt>().is_none()) {
        provide_context(Attempt { form: held.form, values: held.values, failure: None });
    }
}

/// The answer that has not gone out, above the forms.
#[component]
pub fn HeldAnswer(
    /// The ticket.
    page: RwSignal<ThreadPage>,
) -> impl IntoView {
    let held = Memo::new(move |_| page.with(|page| page.held.clone()));
    move || {
        held.get().map(|held| {
            if held.waits {
                view! { <Waiting page held/> }.into_piece()
            } else {
                view! { <Back page held/> }.into_piece()
            }
        })
    }
}

#[component]
fn Waiting(page: RwSignal<ThreadPage>, held: HeldView) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let (action, deed) = (format!("/desk/{}", first.number), first.deed);
    let left = RwSignal::new(held.seconds);
    count_down(left);
    view! {
        <section class="held" aria-label=words::held(language)>
            <Notice tone=Tone::You>
                <p>
                    <strong>{words::held(language)}</strong>
                    " "
                    // Counting is for the eyes: a voice that reads out each second says nothing else any more.
                    <span aria-hidden="true">{move || words::held_seconds(language, &left.get().to_string())}</span>
                </p>
                <p class="message-text">{held.body}</p>
                <div class="form-buttons">
                    <DeedForm name="take_back" action=action.clone() deed=deed.clone()>
                        <Button look=ButtonLook::Primary>{words::take_back(language)}</Button>
                    </DeedForm>
                    <DeedForm name="send_now" action=action deed=deed on_done=read_again()>
                        <Button>{words::send_now(language)}</Button>
                    </DeedForm>
                </div>
            </Notice>
        </section>
    }
    .into_piece()
}

/// Counts the seconds, and reads the page again when they are over: what could not be sent comes back without a sound.
fn count_down(left: RwSignal<i64>) {
    let live = use_live();
    Effect::new(move |_| {
        let ticking = set_interval_with_handle(
            move || {
                let Some(seconds) = left.try_get_untracked() else { return };
                left.try_set((seconds - 1).max(0));
                if seconds == 0 {
                    live.touch();
                }
            },
            std::time::Duration::from_secs(1),
        );
        if let Ok(ticking) = ticking {
            on_cleanup(move || ticking.clear());
        }
    });
}

#[component]
fn Back(page: RwSignal<ThreadPage>, held: HeldView) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let action = format!("/desk/{}", first.number);
    let said = held.said.clone();
    view! {
        <section class="held" aria-label=said>
            <Notice tone=Tone::You live=true>
                <p>
                    <strong>{held.said}</strong>
                </p>
                <p class="message-text">{held.body}</p>
                <div class="form-buttons">
                    // A whole page, whose form is filled with it.
                    <a class="button" data-look="quiet" href=action.clone() rel="external">
                        {words::write_on(language)}
                    </a>
                    <DeedForm name="discard" action=action deed=first.deed>
                        <Button>{words::discard(language)}</Button>
                    </DeedForm>
                </div>
            </Notice>
        </section>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::HeldAnswer;
    use crate::api::thread::{HeldView, ThreadPage};
    use crate::ui::specimen::html;

    fn shown(held: HeldView) -> String {
        html(move || {
            let page = RwSignal::new(ThreadPage { held: Some(held), ..ThreadPage::default() });
            view! { <HeldAnswer page/> }
        })
    }

    #[test]
    fn what_waits_can_be_taken_back_or_sent_now() {
        let page = shown(HeldView { waits: true, seconds: 7, body: "Trois <b> mots".into(), ..HeldView::default() });
        assert!(page.contains("take_back") && page.contains("send_now") && !page.contains("discard"), "{page}");
        assert!(page.contains("7") && page.contains("Trois &lt;b&gt; mots"), "{page}");
    }

    #[test]
    fn what_came_back_says_why_and_keeps_the_words() {
        let page = shown(HeldView { said: "Reprise".into(), body: "Trois mots".into(), ..HeldView::default() });
        assert!(page.contains("Reprise") && page.contains("Trois mots") && page.contains("discard"), "{page}");
        assert!(!page.contains("send_now"), "{page}");
    }
}
