//! The page on which somebody asks for a link to choose another password.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::sign_in as words;

use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLook, Card, DeedForm, Field, FieldKind, Glyph, Notice, Tone, language};

/// Asking for a link. The answer is the same whether the address is known or not.
#[component]
pub fn ForgotPasswordScreen() -> impl IntoView {
    let language = language();
    let query = use_query_map();
    let sent = move || query.with(|query| query.get("sent").is_some());
    view! {
        <Title text=words::forgot_title(language)/>
        <div class="page" data-width="narrow">
            <h1>{words::forgot_title(language)}</h1>
            {move || {
                if sent() {
                    view! {
                        <Notice tone=Tone::Done glyph=Glyph::Envelope title=words::link_sent_title(language)>
                            <p>{words::link_sent(language)}</p>
                        </Notice>
                    }
                        .into_piece()
                } else {
                    view! {
                        <p class="page-lead">{words::forgot_lead(language)}</p>
                        <Card>
                            <DeedForm name="forgot" action="/forgot-password" deed="">
                                <Field
                                    name="email"
                                    label=words::email(language)
                                    kind=FieldKind::Email
                                    autocomplete="username"
                                    max_length=200u32
                                    required=true
                                />
                                <Button look=ButtonLook::Primary wide=true>{words::send_link(language)}</Button>
                            </DeedForm>
                        </Card>
                    }
                        .into_piece()
                }
            }}
            <p class="sign-in-more">
                <a class="link" href="/sign-in" rel="external">{words::back(language)}</a>
            </p>
        </div>
    }
}
