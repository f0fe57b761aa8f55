//! What the customer can do: send what is asked, reply, validate, contest, thank, withdraw.

use domain::ticket::outcome::WithdrawReason;
use leptos::prelude::*;
use wording::thread as words;

use super::assign::{Assign, Tell};
use super::offered::{Offered, Touched};
use super::quote::{WRITE, use_writing};
use super::view::{files_for, key_of, optional, wanted};
use crate::api::thread::{SlotView, ThreadPage};
use crate::browser::live::use_live;
use crate::browser::quiet::{tell, when_settled};
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLook, Choice, DeedForm, Dialog, Done, Field, FileField, FileLimits, Glyph, Icon, Notice, RadioGroup,
    RadioLook, TextArea, TextAreaLook, Tone, language, refused_here,
};

/// What every form of a thread sends along: the state and the last event that the page shows.
#[component]
pub fn Seen(
    /// The ticket.
    page: RwSignal<ThreadPage>,
) -> impl IntoView {
    view! {
        <input type="hidden" name="state" value=move || page.with(|page| page.state.clone())/>
        <input type="hidden" name="sequence" value=move || page.with(|page| page.sequence)/>
    }
}

/// What happens after each deed of a thread: the page is read again.
pub fn read_again() -> Callback<Done> {
    let live = use_live();
    let touched = use_context::<Touched>();
    Callback::new(move |_: Done| {
        if let Some(touched) = touched {
            touched.settle();
        }
        live.touch();
    })
}

/// All the customer's forms, each shown while its deed is possible.
#[component]
pub fn CustomerForms(
    /// The ticket.
    page: RwSignal<ThreadPage>,
) -> impl IntoView {
    let may = Memo::new(move |_| page.with(|page| page.may));
    let asked = Memo::new(move |_| page.with(wanted));
    view! {
        <div class="composer" id=WRITE>
            {move || {
                let asked = asked.get();
                (may.get().write && !asked.is_empty()).then(|| view! { <Documents page asked/> })
            }}
            <div class="settle">
                <Offered able=Signal::derive(move || may.get().validate)>
                    <Validate page/>
                </Offered>
                <div class="form-buttons">
                    <Offered able=Signal::derive(move || may.get().contest)>
                        <Contest page/>
                    </Offered>
                    <Offered able=Signal::derive(move || may.get().thank)>
                        <Thank page/>
                    </Offered>
                </div>
            </div>
            <Offered able=Signal::derive(move || may.get().write)>
                <Reply page/>
            </Offered>
            <Offered able=Signal::derive(move || may.get().team_note)>
                <TeamNote page/>
            </Offered>
            <Offered able=Signal::derive(move || may.get().team_note)>
                <Assign page/>
            </Offered>
            <Offered able=Signal::derive(move || may.get().withdraw)>
                <Withdraw page/>
            </Offered>
            {move || may.get().follow_up.then(|| view! { <FollowUp page/> })}
        </div>
    }
    .into_piece()
}

/// What an agent waits for: one place for each document.
#[component]
fn Documents(page: RwSignal<ThreadPage>, asked: Vec<SlotView>) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let action = format!("/requests/{}", first.number);
    let places: Vec<_> = asked.into_iter().map(|slot| place(&first, &slot)).collect();
    view! {
        <section class="ask" aria-labelledby="ask-title">
            <Notice tone=Tone::You>
                <h2 id="ask-title">{words::wanted(language)}</h2>
                <p class="muted">
                    {move || words::wanted_until(language, &page.with(|page| page.asked_until.clone()))}
                </p>
                <DeedForm name="documents" action deed=first.deed.clone() files=true on_done=read_again()>
                    <Seen page/>
                    <input type="hidden" name="draft_key" value=first.draft_key.clone()/>
                    <FileLimits/>
                    {places}
                    <div class="form-buttons">
                        <Button look=ButtonLook::Primary>{words::send_documents(language)}</Button>
                    </div>
                </DeedForm>
            </Notice>
        </section>
    }
    .into_piece()
}

/// The place of one document.
fn place(page: &ThreadPage, slot: &SlotView) -> impl IntoView + use<> {
    let language = language();
    view! {
        <div class="ask-item" id=format!("slot-{}", slot.id)>
            <FileField
                label=words::add_document(language, &slot.label)
                name=format!("file-{}", slot.id)
                kept_name=format!("files-{}", slot.id)
                kept=files_for(page, &page.draft_key, &slot.id)
                limits_above=true
                with=vec![
                    ("draft_key".to_owned(), page.draft_key.clone()),
                    ("slot_key".to_owned(), slot.id.clone()),
                ]
            />
        </div>
    }
}

/// The reply.
#[component]
fn Reply(page: RwSignal<ThreadPage>) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let action = format!("/requests/{}", first.number);
    let text = use_writing().text();
    let kept = format!("/requests/{}/kept", first.number);
    when_settled(text, move |body| tell(&kept, json_text("body", &body)));
    let slots: Vec<_> = optional(&first).iter().map(|slot| place(&first, slot)).collect();
    let more = (!slots.is_empty()).then(|| {
        view! {
            <details class="composer-documents" id="documents">
                <summary>{words::documents(language)}</summary>
                {slots}
            </details>
        }
    });
    view! {
        <DeedForm name="reply" action deed=first.deed.clone() files=true on_done=read_again()>
            <Seen page/>
            <input type="hidden" name="draft_key" value=first.draft_key.clone()/>
            <TextArea
                name="body"
                label=words::reply(language)
                hide_label=true
                placeholder=words::reply_placeholder(language)
                bind=text
            />
            <div class="composer-tools">
                <FileField
                    label=words::attach(language)
                    kept=files_for(&first, &first.draft_key, "")
                    with=vec![("draft_key".to_owned(), first.draft_key.clone())]
                />
                {more}
                <Button look=ButtonLook::Primary>{words::send(language)}</Button>
            </div>
        </DeedForm>
    }
    .into_piece()
}

/// A note among the customer's own people.
#[component]
fn TeamNote(page: RwSignal<ThreadPage>) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let callable = first.callable.clone();
    let action = format!("/requests/{}", first.number);
    let key = key_of(&first, "team_note");
    let kept = files_for(&first, &key, "");
    let with = vec![("draft_key".to_owned(), key.clone())];
    view! {
        <details class="desk-deed" data-look="note" open=refused_here("team_note")>
            <summary>{note_icon()} {words::team_note(language)}</summary>
            <DeedForm name="team_note" action deed=first.deed.clone() files=true on_done=read_again()>
                <Seen page/>
                <input type="hidden" name="draft_key" value=key/>
                <TextArea
                    name="body"
                    label=words::team_note_text(language)
                    hint=words::team_note_hint(language)
                    look=TextAreaLook::InternalNote
                    required=true
                />
                <Tell callable/>
                <FileField label=words::team_note_files(language) kept with/>
                <div class="form-buttons">
                    <Button>{words::team_note_send(language)}</Button>
                </div>
            </DeedForm>
        </details>
    }
    .into_piece()
}

/// Accept the answer, with or without a rating.
#[component]
fn Validate(page: RwSignal<ThreadPage>) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let action = format!("/requests/{}", first.number);
    let ratings: Vec<Choice> = std::iter::once(Choice::new("", words::rating_none(language)))
        .chain((1..=5).rev().map(|stars: i64| Choice::new(stars.to_string(), words::rating_stars(language, stars))))
        .collect();
    view! {
        <section class="settle" aria-labelledby="settle-title">
            <h2 id="settle-title">{words::validate_title(language)}</h2>
            <DeedForm name="validate" action deed=first.deed.clone() on_done=read_again()>
                <Seen page/>
                <RadioGroup
                    name="rating"
                    legend=words::rating(language)
                    choices=ratings
                    value=""
                    look=RadioLook::Tiles
                />
                <Field name="word" label=words::word(language) max_length=1000u32/>
                <div class="form-buttons">
                    <Button look=ButtonLook::Primary glyph=Glyph::Check>{words::validate(language)}</Button>
                </div>
            </DeedForm>
        </section>
    }
    .into_piece()
}

/// Say that the answer is not enough.
#[component]
fn Contest(page: RwSignal<ThreadPage>) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let action = format!("/requests/{}", first.number);
    let key = key_of(&first, "contest");
    let kept = files_for(&first, &key, "");
    let with = vec![("draft_key".to_owned(), key.clone())];
    view! {
        <Dialog trigger=words::contest(language) title=words::contest_title(language) open=refused_here("contest")>
            <DeedForm name="contest" action deed=first.deed.clone() files=true on_done=read_again()>
                <Seen page/>
                <input type="hidden" name="draft_key" value=key/>
                <TextArea name="body" label=words::contest_text(language) required=true rows=5/>
                <FileField label=words::attach(language) kept with/>
                <div class="form-buttons">
                    <Button look=ButtonLook::Primary>{words::contest_send(language)}</Button>
                </div>
            </DeedForm>
        </Dialog>
    }
    .into_piece()
}

/// Say thanks; it changes nothing.
#[component]
fn Thank(page: RwSignal<ThreadPage>) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let action = format!("/requests/{}", first.number);
    view! {
        <Dialog trigger=words::thank(language) look=ButtonLook::Quiet open=refused_here("thank")>
            <DeedForm name="thank" action deed=first.deed.clone() on_done=read_again()>
                <Seen page/>
                <TextArea name="body" label=words::thank_text(language) required=true/>
                <div class="form-buttons">
                    <Button look=ButtonLook::Primary>{words::thank_send(language)}</Button>
                </div>
            </DeedForm>
        </Dialog>
    }
    .into_piece()
}

/// Take the ticket back.
#[component]
fn Withdraw(page: RwSignal<ThreadPage>) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let action = format!("/requests/{}", first.number);
    let reasons: Vec<Choice> = WithdrawReason::ALL
        .into_iter()
        .map(|reason| Choice::new(reason.as_str(), wording::values::withdraw_reason(language, reason)))
        .collect();
    view! {
        <div class="composer-withdraw">
            <Dialog
                trigger=words::withdraw(language)
                title=words::withdraw_title(language)
                look=ButtonLook::Quiet
                open=refused_here("withdraw")
            >
                <DeedForm name="withdraw" action deed=first.deed.clone() on_done=read_again()>
                    <Seen page/>
                    <RadioGroup name="reason" legend=words::withdraw_reason(language) choices=reasons/>
                    <div class="form-buttons">
                        <Button look=ButtonLook::Danger>{words::withdraw_send(language)}</Button>
                    </div>
                </DeedForm>
            </Dialog>
        </div>
    }
    .into_piece()
}

/// What a closed ticket left over goes on in a new one, which stays linked with it.
#[component]
fn FollowUp(page: RwSignal<ThreadPage>) -> impl IntoView {
    let first = page.get_untracked();
    let action = format!("/requests/{}", first.number);
    let parcel = first.parcels.first().map(|(number, _)| number.clone()).unwrap_or_default();
    view! {
        <DeedForm name="follow_up" action deed="">
            <input type="hidden" name="parcel" value=parcel/>
            <div class="form-buttons">
                <Button>{words::follow_up(language())}</Button>
            </div>
        </DeedForm>
    }
    .into_piece()
}

/// A JSON object with one text.
fn json_text(name: &str, text: &str) -> String {
    let object = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&object, &name.into(), &text.into());
    js_sys::JSON::stringify(&object).map(String::from).unwrap_or_default()
}

/// The icon that stands with an internal note's form; shared with the agent's forms.
pub fn note_icon() -> impl IntoView {
    view! { <Icon glyph=Glyph::Lock/> }
}
