//! What the agent can do: take, answer, ask, resolve, note, reopen. Each deed is one part of an accordion, so that the
//! page works without scripts and never shows two primary buttons at once.

use domain::ticket::lifecycle::WaitingFor;
use leptos::prelude::*;
use wording::{desk as words, thread};

use super::assign::Tell;
use super::customer_forms::{Seen, note_icon, read_again};
use super::held::{HeldAnswer, fill_forms};
use super::moderation::{MarkAbuse, Redact};
use super::offered::Offered;
use super::quote::{WRITE, use_writing};
use super::view::{files_for, key_of, optional};
use crate::api::thread::ThreadPage;
use crate::error::Attempt;
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLook, Checkbox, Choice, DeedForm, Field, FieldKind, FieldWidth, Fieldset, FileField, Select,
    TextArea, TextAreaLook, language, refused_here,
};

/// All the agent's forms, each shown while its deed is possible.
#[component]
pub fn AgentForms(
    /// The ticket.
    page: RwSignal<ThreadPage>,
) -> impl IntoView {
    let language = language();
    let may = Memo::new(move |_| page.with(|page| page.may));
    fill_forms(page);
    view! {
        <section class="composer desk-deeds" id=WRITE aria-label=words::actions(language)>
            <HeldAnswer page/>
            {move || may.get().take.then(|| view! { <Take page/> })}
            {move || may.get().cancel_ask.then(|| view! { <CancelAsk page/> })}
            <Offered able=Signal::derive(move || may.get().answer)>
                <Answer page/>
            </Offered>
            <Offered able=Signal::derive(move || may.get().ask)>
                <Ask page/>
            </Offered>
            <Offered able=Signal::derive(move || may.get().resolve)>
                <Resolve page/>
            </Offered>
            <Offered able=Signal::derive(move || may.get().reopen)>
                <Reopen page/>
            </Offered>
            <Offered able=Signal::derive(move || may.get().note)>
                <Note page/>
            </Offered>
            <Offered able=Signal::derive(move || may.get().note)>
                <MarkAbuse page/>
            </Offered>
            <Offered able=Signal::derive(move || may.get().redact)>
                <Redact page/>
            </Offered>
        </section>
    }
    .into_piece()
}

/// Whether a deed's part stands open at first: the answer does, unless another one was refused without scripts.
fn open_first(form: &str) -> bool {
    use_context::<Attempt>().is_none_or(|attempt| attempt.form == form)
}

/// Where its forms post to.
pub fn action(page: &ThreadPage) -> String {
    format!("/desk/{}", page.number)
}

/// Files of an agent's message.
fn files(page: &ThreadPage, form: &str) -> impl IntoView + use<> {
    let key = key_of(page, form);
    let kept = files_for(page, &key, "");
    view! {
        <FileField label=thread::attach(language()) kept with=vec![("draft_key".to_owned(), key)]/>
    }
}

fn draft_key(page: &ThreadPage, form: &str) -> impl IntoView + use<> {
    view! { <input type="hidden" name="draft_key" value=key_of(page, form)/> }
}

#[component]
fn Take(page: RwSignal<ThreadPage>) -> impl IntoView {
    let first = page.get_untracked();
    view! {
        <DeedForm name="take" action=action(&first) deed=first.deed.clone() on_done=read_again()>
            <Button>{words::take(language())}</Button>
        </DeedForm>
    }
    .into_piece()
}

#[component]
fn CancelAsk(page: RwSignal<ThreadPage>) -> impl IntoView {
    let first = page.get_untracked();
    view! {
        <DeedForm name="cancel_ask" action=action(&first) deed=first.deed.clone() on_done=read_again()>
            <Seen page/>
            <Button>{words::cancel_ask(language())}</Button>
        </DeedForm>
    }
    .into_piece()
}

#[component]
fn Answer(page: RwSignal<ThreadPage>) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let waits: Vec<Choice> = [
        (WaitingFor::Agent, words::to_agent(language)),
        (WaitingFor::Carrier, words::to_carrier(language)),
        (WaitingFor::Recipient, words::to_recipient(language)),
    ]
    .into_iter()
    .map(|(value, label)| Choice::new(value.as_str(), label))
    .collect();
    view! {
        <details class="desk-deed" name="deed" open=open_first("answer")>
            <summary>{words::answer(language)}</summary>
            <DeedForm name="answer" action=action(&first) deed=first.deed.clone() files=true on_done=read_again()>
                <Seen page/>
                {draft_key(&first, "answer")}
                <TextArea name="body" label=words::answer_text(language) required=true bind=use_writing().text()/>
                {files(&first, "answer")}
                <div class="form-row">
                    <Select
                        name="waiting_for"
                        label=words::waiting_for(language)
                        choices=waits
                        value="agent"
                        required=true
                    />
                    <Field
                        name="next_on"
                        label=words::next_on(language)
                        kind=FieldKind::Date
                        width=FieldWidth::Short
                        hint=words::next_on_hint(language)
                    />
                </div>
                <div class="form-buttons">
                    <Button look=ButtonLook::Primary>{words::send_answer(language)}</Button>
                </div>
            </DeedForm>
        </details>
    }
    .into_piece()
}

#[component]
fn Ask(page: RwSignal<ThreadPage>) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let slots = optional(&first);
    let choices = (!slots.is_empty()).then(|| {
        let boxes: Vec<_> = slots
            .into_iter()
            .map(|slot| view! { <Checkbox name="slot" value=slot.id>{slot.label}</Checkbox> })
            .collect();
        view! { <Fieldset name="slot" legend=words::slots(language)>{boxes}</Fieldset> }
    });
    view! {
        <details class="desk-deed" name="deed" open=refused_here("ask")>
            <summary>{words::ask(language)}</summary>
            <DeedForm name="ask" action=action(&first) deed=first.deed.clone() files=true on_done=read_again()>
                <Seen page/>
                {draft_key(&first, "ask")}
                <TextArea name="body" label=words::ask_text(language) required=true/>
                {choices}
                <Field
                    name="document"
                    label=words::document(language)
                    hint=words::document_hint(language)
                    max_length=120u32
                />
                {files(&first, "ask")}
                <div class="form-buttons">
                    <Button look=ButtonLook::Primary>{words::send_ask(language)}</Button>
                </div>
            </DeedForm>
        </details>
    }
    .into_piece()
}

#[component]
fn Resolve(page: RwSignal<ThreadPage>) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let outcomes: Vec<Choice> =
        first.outcomes.iter().map(|(word, name)| Choice::new(word.clone(), name.clone())).collect();
    view! {
        <details class="desk-deed" name="deed" open=refused_here("resolve")>
            <summary>{words::resolve(language)}</summary>
            <DeedForm name="resolve" action=action(&first) deed=first.deed.clone() files=true on_done=read_again()>
                <Seen page/>
                {draft_key(&first, "resolve")}
                <Select
                    name="outcome"
                    label=words::outcome(language)
                    choices=outcomes
                    prompt=words::outcome_choose(language)
                    required=true
                />
                <TextArea name="body" label=words::resolve_text(language) required=true/>
                {files(&first, "resolve")}
                <div class="form-buttons">
                    <Button look=ButtonLook::Primary>{words::send_resolve(language)}</Button>
                </div>
            </DeedForm>
        </details>
    }
    .into_piece()
}

#[component]
fn Reopen(page: RwSignal<ThreadPage>) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    view! {
        <details class="desk-deed" name="deed" open=refused_here("reopen")>
            <summary>{words::reopen(language)}</summary>
            <DeedForm name="reopen" action=action(&first) deed=first.deed.clone() on_done=read_again()>
                <Seen page/>
                <TextArea name="reason" label=words::reopen_reason(language) required=true/>
                <div class="form-buttons">
                    <Button look=ButtonLook::Primary>{words::send_reopen(language)}</Button>
                </div>
            </DeedForm>
        </details>
    }
    .into_piece()
}

#[component]
fn Note(page: RwSignal<ThreadPage>) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let callable = first.callable.clone();
    view! {
        <details class="desk-deed" name="deed" data-look="note" open=refused_here("note")>
            <summary>{note_icon()} {words::note(language)}</summary>
            <DeedForm name="note" action=action(&first) deed=first.deed.clone() files=true on_done=read_again()>
                <Seen page/>
                {draft_key(&first, "note")}
                <TextArea
                    name="body"
                    label=words::note_text(language)
                    hint=words::note_hint(language)
                    look=TextAreaLook::InternalNote
                    required=true
                />
                <Tell callable/>
                {files(&first, "note")}
                <div class="form-buttons">
                    <Button>{words::send_note(language)}</Button>
                </div>
            </DeedForm>
        </details>
    }
    .into_piece()
}
