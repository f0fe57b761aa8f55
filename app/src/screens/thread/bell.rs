//! The ticket's bell: whether its reader is told of what happens here, and the one press that changes that for him.

use leptos::prelude::*;
use wording::thread as words;

use super::customer_forms::read_again;
use crate::api::thread::ThreadPage;
use crate::piece::IntoPiece;
use crate::ui::{Button, DeedForm, Glyph, Icon, language};

/// The bell.
#[component]
pub fn Bell(
    /// The ticket.
    page: RwSignal<ThreadPage>,
    /// The part of addresses before its number.
    base: &'static str,
) -> impl IntoView {
    let language = language();
    let on = Memo::new(move |_| page.with(|page| page.bell));
    let action = page.with_untracked(|page| format!("{base}/{}", page.number));
    // One form for both, so that whoever pressed the button still stands on it afterwards.
    view! {
        <div class="thread-bell">
            <p class="thread-meta" aria-live="polite">
                <Icon glyph=Glyph::Bell/>
                {move || if on.get() { words::bell_on(language) } else { words::bell_off(language) }}
            </p>
            <DeedForm name="bell" action deed="" on_done=read_again()>
                <input type="hidden" name="follows" value=move || if on.get() { "no" } else { "yes" }/>
                <Button small=true>
                    {move || if on.get() { words::bell_mute(language) } else { words::bell_follow(language) }}
                </Button>
            </DeedForm>
        </div>
    }
    .into_piece()
}
