//! What a lead takes out of a thread, and what an agent marks as abuse in it.

use leptos::prelude::*;
use wording::desk as words;

use super::agent_forms::action;
use super::customer_forms::{Seen, read_again};
use crate::api::thread::ThreadPage;
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLook, Checkbox, Choice, DeedForm, Select, TextArea, language, refused_here};

/// Taking out of a message what it exposed.
#[component]
pub fn Redact(
    /// The ticket.
    page: RwSignal<ThreadPage>,
) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    view! {
        <details class="desk-deed" name="deed" open=refused_here("redact")>
            <summary>{words::redact(language)}</summary>
            <DeedForm name="redact" action=action(&first) deed=first.deed.clone() on_done=read_again()>
                <Seen page/>
                <p class="muted">{words::redact_lead(language)}</p>
                <Redactable page/>
                <TextArea
                    name="reason"
                    label=words::redact_reason(language)
                    hint=words::redact_reason_hint(language)
                    required=true
                />
                <Checkbox name="sure">{words::redact_sure(language)}</Checkbox>
                <div class="form-buttons">
                    <Button look=ButtonLook::Danger>{words::send_redact(language)}</Button>
                </div>
            </DeedForm>
        </details>
    }
    .into_piece()
}

/// What can be taken out, as the thread stands now.
#[component]
fn Redactable(page: RwSignal<ThreadPage>) -> impl IntoView {
    let language = language();
    let all = Memo::new(move |_| page.with(|page| page.redactable.clone()));
    move || {
        let choices = all.get().into_iter().map(|(word, name)| Choice::new(word, name)).collect();
        view! {
            <Select
                name="what"
                label=words::redact_what(language)
                choices
                prompt=words::redact_choose(language)
                required=true
            />
        }
    }
}

/// Marking a message or the whole ticket as abuse, and taking marks back.
#[component]
pub fn MarkAbuse(
    /// The ticket.
    page: RwSignal<ThreadPage>,
) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let kinds: Vec<Choice> = first.abuses.iter().map(|(word, name)| Choice::new(word.clone(), name.clone())).collect();
    view! {
        <details class="desk-deed" name="deed" open=refused_here("abuse")>
            <summary>{words::abuse(language)}</summary>
            <DeedForm name="abuse" action=action(&first) deed=first.deed.clone() on_done=read_again()>
                <Seen page/>
                <p class="muted">{words::abuse_lead(language)}</p>
                <Markable page/>
                <Select
                    name="kind"
                    label=words::abuse_kind(language)
                    choices=kinds
                    prompt=words::abuse_kind_choose(language)
                    required=true
                />
                <TextArea name="note" label=words::abuse_note(language)/>
                <div class="form-buttons">
                    <Button>{words::abuse_send(language)}</Button>
                </div>
            </DeedForm>
        </details>
        <Marked page/>
    }
    .into_piece()
}

/// What can be marked, as the thread stands now.
#[component]
fn Markable(page: RwSignal<ThreadPage>) -> impl IntoView {
    let language = language();
    let all = Memo::new(move |_| page.with(|page| page.markable.clone()));
    move || {
        let choices = all.get().into_iter().map(|(word, name)| Choice::new(word, name)).collect();
        view! {
            <Select
                name="what"
                label=words::abuse_what(language)
                choices
                prompt=words::abuse_what_choose(language)
                required=true
            />
        }
    }
}

/// What is marked, each with a button that takes the mark back.
#[component]
fn Marked(page: RwSignal<ThreadPage>) -> impl IntoView {
    let marked = Memo::new(move |_| page.with(|page| page.marked.clone()));
    move || marked.get().into_iter().map(|(word, name)| view! { <Undo page word name/> }).collect_view()
}

#[component]
fn Undo(page: RwSignal<ThreadPage>, word: String, name: String) -> impl IntoView {
    let first = page.get_untracked();
    view! {
        <DeedForm name="abuse_undo" action=action(&first) deed=first.deed.clone() on_done=read_again()>
            <Seen page/>
            <input type="hidden" name="what" value=word/>
            <Button look=ButtonLook::Quiet>{words::abuse_undo(language(), &name)}</Button>
        </DeedForm>
    }
    .into_piece()
}
