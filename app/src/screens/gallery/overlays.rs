//! What opens over or in the page: dialogs, menus, sentences in passing.

use leptos::prelude::*;
use wording::gallery as w;

use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonKind, ButtonLook, Choice, Dialog, Glyph, Icon, Menu, RadioGroup, TextArea, language, use_toaster,
};

/// Overlays.
#[component]
pub fn Overlays() -> impl IntoView {
    let language = language();
    let toaster = use_toaster();
    let reasons =
        vec![Choice::new("found", w::reason_found(language)), Choice::new("mistake", w::reason_mistake(language))];
    view! {
        <div class="gallery-samples" data-look="beside">
            <Dialog trigger=w::withdraw(language) look=ButtonLook::Danger>
                <div class="stack">
                    <RadioGroup name="why" legend=w::why(language) choices=reasons/>
                    <TextArea name="word" label=w::message(language)/>
                    <div class="form-buttons">
                        <Button kind=ButtonKind::Press look=ButtonLook::Primary>{w::withdraw(language)}</Button>
                    </div>
                </div>
            </Dialog>
            <Menu label="Claire Morel">
                <a href="/gallery"><Icon glyph=Glyph::Person/>{w::account(language)}</a>
                <a href="/gallery"><Icon glyph=Glyph::Globe/>"English"</a>
                <hr/>
                <button type="button"><Icon glyph=Glyph::Door/>{w::sign_out(language)}</button>
            </Menu>
            <Menu label=w::more(language) glyph=Glyph::Dots icon_only=true look=ButtonLook::Secondary>
                <a href="/gallery"><Icon glyph=Glyph::Download/>{w::proof(language)}</a>
            </Menu>
            <Button
                kind=ButtonKind::Press
                on_press=Callback::new(move |()| toaster.show(w::answer_sent(language)))
            >
                {w::show_toast(language)}
            </Button>
        </div>
    }
    .into_piece()
}
