//! A deed that is offered while it is possible, and what was written for one that no longer is.

use leptos::prelude::*;
use wording::thread as words;

use crate::api::thread::{May, ThreadPage};
use crate::error::Attempt;
use crate::piece::{IntoPiece, Pieces};
use crate::ui::{ErrorSummary, Notice, Tone, language};

/// Whether somebody has begun to write in the deed around; its form finds this in the context.
#[derive(Clone, Copy)]
pub struct Touched(RwSignal<bool>);

impl Touched {
    /// The deed is done: what was written has gone out.
    pub fn settle(self) {
        self.0.try_set(false);
    }
}

/// A deed, shown while it is possible. Once somebody writes in it, it stays until he is done: that somebody else
/// changed the ticket meanwhile takes no words away (`product.md` §11).
#[component]
pub fn Offered(
    /// Whether the deed is possible now.
    #[prop(into)]
    able: Signal<bool>,
    /// The deed.
    children: Pieces,
) -> impl IntoView {
    let language = language();
    let touched = RwSignal::new(false);
    provide_context(Touched(touched));
    let shown = Memo::new(move |_| able.get() || touched.get());
    let overtaken = Memo::new(move |_| !able.get() && touched.get());
    view! {
        <div class="offered" on:input=move |_| touched.set(true)>
            {move || {
                overtaken
                    .get()
                    .then(|| view! { <Notice tone=Tone::You><p>{words::overtaken(language)}</p></Notice> })
            }}
            {move || shown.get().then(|| children.show())}
        </div>
    }
    .into_piece()
}

/// The fields of the thread's forms that somebody writes in.
const TYPED: [&str; 4] = ["body", "word", "document", "reason"];

/// What was sent without scripts for a deed that the page no longer offers: why it was refused, and the words.
#[component]
pub fn Overtaken(
    /// The ticket as it is now.
    page: RwSignal<ThreadPage>,
) -> impl IntoView {
    let language = language();
    let may = page.with_untracked(|page| page.may);
    let attempt = use_context::<Attempt>().filter(|attempt| !offers(may, &attempt.form));
    attempt.map(|attempt| {
        let words_of = |name| attempt.value(name).filter(|text| !text.trim().is_empty()).map(str::to_owned);
        // Why a ticket is withdrawn is chosen, not written.
        let typed = if attempt.form == "withdraw" { &TYPED[..3] } else { &TYPED[..] };
        let texts: Vec<_> = typed.iter().copied().filter_map(words_of).collect();
        let kept = (!texts.is_empty()).then(|| {
            let texts: Vec<_> = texts.into_iter().map(|text| view! { <p class="message-text">{text}</p> }).collect();
            view! {
                <section class="card">
                    <h2 class="card-title">{words::kept_text(language)}</h2>
                    {texts}
                </section>
            }
        });
        view! {
            <div class="overtaken">
                <ErrorSummary failure=attempt.failure.clone()/>
                {kept}
            </div>
        }
    })
}

/// Whether the page has a form of that name.
fn offers(may: May, form: &str) -> bool {
    match form {
        "documents" | "reply" => may.write,
        "follow_up" => may.follow_up,
        "validate" => may.validate,
        "contest" => may.contest,
        "thank" => may.thank,
        "withdraw" => may.withdraw,
        "take" => may.take,
        "answer" => may.answer,
        "ask" => may.ask,
        "cancel_ask" => may.cancel_ask,
        "resolve" => may.resolve,
        "reopen" => may.reopen,
        "note" => may.note,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Overtaken;
    use crate::api::thread::{May, ThreadPage};
    use crate::error::{Attempt, Failure, FailureKind};
    use crate::ui::specimen::html;

    fn page_after(form: &'static str) -> String {
        page_of(form, May { write: true, ..May::default() })
    }

    fn page_of(form: &'static str, may: May) -> String {
        let values = [("body", "Trois <b> mots"), ("deed", "k1"), ("reason", "found")];
        html(move || {
            provide_context(Attempt {
                form: form.to_owned(),
                values: values.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
                failure: Some(Failure::new(FailureKind::Outdated, "La demande a avancé")),
            });
            let page = RwSignal::new(ThreadPage { may, ..ThreadPage::default() });
            view! { <Overtaken page/> }
        })
    }

    #[test]
    fn words_for_a_deed_that_is_no_longer_offered_come_back() {
        let page = page_after("contest");
        assert!(page.contains("La demande a avancé") && page.contains("Trois &lt;b&gt; mots"), "{page}");
        assert!(!page.contains("k1"), "{page}");
    }

    #[test]
    fn a_chosen_reason_is_no_word_of_his() {
        assert!(page_after("reopen").contains(">found</p>"), "{}", page_after("reopen"));
        assert!(!page_after("withdraw").contains(">found</p>"), "{}", page_after("withdraw"));
    }

    #[test]
    fn a_follow_up_is_offered_to_those_alone_who_may_file() {
        let able = May { follow_up: true, ..May::default() };
        assert!(!page_of("follow_up", able).contains("La demande a avancé"), "its form says it itself");
        assert!(page_of("follow_up", May::default()).contains("La demande a avancé"));
    }

    #[test]
    fn a_form_that_is_there_says_it_itself() {
        assert!(!page_after("reply").contains("La demande"), "{}", page_after("reply"));
    }
}
