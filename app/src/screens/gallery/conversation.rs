//! A piece of a ticket's page: head, messages, what is still needed, an internal note.

use leptos::prelude::*;
use wording::gallery as w;

use super::states::{lifecycle, path};
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Button, ButtonKind, ButtonLook, Fact, Facts, Glyph, Icon, Moment, Notice, TextArea, Thumbnail, Timeline,
    Tone, language,
};

/// A ticket, list and parcel beside it.
#[component]
pub fn Conversation() -> impl IntoView {
    view! {
        <div class="gallery-frame">
            <div class="panes" data-open>
                <div class="pane-list"><List/></div>
                <div class="pane-main"><Thread/></div>
                <div class="pane-side"><Aside/></div>
            </div>
        </div>
    }
    .into_piece()
}

/// The list on the left.
#[component]
fn List() -> impl IntoView {
    let language = language();
    let rows: Vec<_> = [
        (w::subject_contested(language), Tone::You, w::badge_you(language), true, true),
        (w::subject_damaged(language), Tone::Done, w::badge_done(language), true, false),
        (w::subject_late(language), Tone::Wrong, w::badge_wrong(language), false, false),
    ]
    .into_iter()
    .map(|(subject, tone, state, unread, open)| {
        view! {
            <li>
                <a class="ticket-row" href="/gallery" data-unread=unread aria-current=open.then_some("page")>
                    <span class="ticket-row-title">{subject}</span>
                    <span class="ticket-row-moment">"09:12"</span>
                    <span class="ticket-row-refs">"D-2026-004812 · XY 1234 5678 9 FR"</span>
                    <span class="ticket-row-foot">
                        <Badge tone=tone>{state}</Badge>
                        <span>{w::november(language, 30)}</span>
                    </span>
                </a>
            </li>
        }
    })
    .collect();
    view! {
        <div class="inbox-head"><h3>{w::tickets(language)}</h3></div>
        <ul class="ticket-list">{rows}</ul>
    }
    .into_piece()
}

/// The ticket in the middle.
#[component]
fn Thread() -> impl IntoView {
    let language = language();
    view! {
        <div class="thread">
            <div class="thread-head">
                <div class="thread-title-line">
                    <h3 class="thread-title">{w::subject_contested(language)}</h3>
                    <Badge tone=Tone::You>{w::badge_you(language)}</Badge>
                </div>
                <p class="thread-meta">"D-2026-004812 · Claire Morel · 19869502"</p>
                <crate::ui::Stepper label=w::progress(language) steps=lifecycle(2, Tone::You)/>
            </div>
            <div class="thread-log" role="log" aria-label=w::conversation(language)>
                <article class="message" data-from="me">
                    <p class="message-head">
                        <span class="message-author">{w::you(language)}</span>
                        <Moment at="2026-11-21T16:40:00+01:00" text=w::november(language, 21)/>
                    </p>
                    <p class="message-text">{w::sample_message(language)}</p>
                    <div class="message-files">
                        <Thumbnail href="/gallery" name="facture-8812.pdf"/>
                    </div>
                </article>
                <p class="thread-event">{w::taken_over(language)}</p>
                <article class="message" data-from="them">
                    <p class="message-head">
                        <span class="message-author">"Sofia"</span>
                        <span>{w::service(language)}</span>
                        <Moment at="2026-11-22T10:31:00+01:00" text="10:31"/>
                    </p>
                    <p class="message-text">{w::sample_answer(language)}</p>
                </article>
                <article class="message" data-from="note">
                    <p class="message-mark"><Icon glyph=Glyph::Lock/>{w::note(language)}</p>
                    <p class="message-text">{w::note_hint(language)}</p>
                </article>
                <Ask/>
                <p class="thread-present">{w::reading(language)}</p>
            </div>
            <div class="composer stack" data-gap="small">
                <TextArea
                    name="reply"
                    label=w::message(language)
                    placeholder=w::message(language)
                    hide_label=true
                    required=true
                />
                <div class="composer-tools">
                    <Button kind=ButtonKind::Press look=ButtonLook::Quiet glyph=Glyph::Paperclip>
                        {w::attach(language)}
                    </Button>
                    <Button kind=ButtonKind::Press look=ButtonLook::Quiet>{w::withdraw(language)}</Button>
                    <Button kind=ButtonKind::Press look=ButtonLook::Primary>{w::answer(language)}</Button>
                </div>
            </div>
        </div>
    }
    .into_piece()
}

/// What is still needed.
#[component]
fn Ask() -> impl IntoView {
    let language = language();
    view! {
        <Notice tone=Tone::You title=w::still_needed(language)>
            <div class="ask-item">
                <span>{w::invoice(language)}</span>
                <span class="small muted">"PDF"</span>
                <Button kind=ButtonKind::Press small=true>{w::add(language)}</Button>
            </div>
            <div class="ask-item">
                <span>{w::denial(language)}</span>
                <Button kind=ButtonKind::Press small=true>{w::add(language)}</Button>
            </div>
        </Notice>
    }
    .into_piece()
}

/// The parcel on the right.
#[component]
fn Aside() -> impl IntoView {
    let language = language();
    view! {
        <div class="pane-section">
            <p><b>"XY 1234 5678 9 FR"</b></p>
            <p class="parcel-aside-state" data-tone="wrong">{w::subject_contested(language)}</p>
            <Timeline entries=path() tone=Tone::Wrong/>
        </div>
        <div class="pane-section">
            <Facts>
                <Fact name=w::reference(language)>"CMD-8812"</Fact>
                <Fact name=w::weight(language)>{wording::number::weight(language, 1_240)}</Fact>
            </Facts>
        </div>
    }
    .into_piece()
}
