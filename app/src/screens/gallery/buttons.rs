//! Buttons and links in all their states.

use leptos::prelude::*;
use wording::gallery as w;

use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonKind, ButtonLink, ButtonLook, Glyph, Link, language};

/// Buttons and links.
#[component]
pub fn Buttons() -> impl IntoView {
    let language = language();
    let press = ButtonKind::Press;
    view! {
        <div class="gallery-samples">
            <div class="gallery-samples" data-look="beside">
                <Button kind=press look=ButtonLook::Primary>{w::validate(language)}</Button>
                <Button kind=press>{w::answer(language)}</Button>
                <Button kind=press look=ButtonLook::Quiet glyph=Glyph::Paperclip>{w::attach(language)}</Button>
                <Button kind=press look=ButtonLook::Danger>{w::withdraw(language)}</Button>
            </div>
            <div class="gallery-samples" data-look="beside">
                <Button kind=press look=ButtonLook::Primary busy=true>{w::validate(language)}</Button>
                <Button kind=press busy=true>{w::answer(language)}</Button>
                <Button kind=press small=true>{w::add(language)}</Button>
                <Button kind=press small=true glyph=Glyph::Dots label=w::more(language)/>
                <Button kind=press glyph=Glyph::Bell label=w::follow(language)/>
            </div>
            <div class="gallery-samples" data-look="beside">
                <ButtonLink href="/gallery" look=ButtonLook::Primary>{w::new_ticket(language)}</ButtonLink>
                <ButtonLink href="/gallery" glyph=Glyph::Download outside=true>{w::proof(language)}</ButtonLink>
                <Link href="/gallery">{w::open(language)}</Link>
                <Link href="/gallery" new_tab=true>{w::open(language)}</Link>
            </div>
        </div>
    }
    .into_piece()
}
