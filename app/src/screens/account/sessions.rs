//! Where somebody is signed in, and how he ends it.

use leptos::prelude::*;
use wording::account as words;

use crate::api::account::SessionView;
use crate::piece::IntoPiece;
use crate::ui::{Badge, Button, ButtonLook, Card, DeedForm, Moment, Tone, language};

/// The signed-in browsers. One form holds all rows: each row's button says which session it ends.
#[component]
pub fn Sessions(
    /// The browsers, the one in use first.
    sessions: Vec<SessionView>,
) -> impl IntoView {
    let language = language();
    let others = sessions.iter().any(|session| !session.current);
    view! {
        <Card title=words::sessions(language)>
            <p class="muted">{words::sessions_lead(language)}</p>
            <DeedForm name="revoke" action="/account" deed="">
                <ul class="session-list">
                    {sessions.into_iter().map(|session| view! { <Session session/> }).collect_view()}
                </ul>
            </DeedForm>
            {others
                .then(|| {
                    view! {
                        <DeedForm name="revoke-others" action="/account" deed="">
                            <p class="form-buttons">
                                <Button look=ButtonLook::Danger>{words::revoke_others(language)}</Button>
                            </p>
                        </DeedForm>
                    }
                })}
        </Card>
    }
    .into_piece()
}

#[component]
fn Session(
    /// The browser.
    session: SessionView,
) -> impl IntoView {
    let language = language();
    let label = words::revoke_what(language, &session.browser);
    view! {
        <li class="session">
            <p class="session-name">
                {session.browser}
                {session.current.then(|| view! { <Badge tone=Tone::Done>{words::this_browser(language)}</Badge> })}
            </p>
            <p class="session-seen">
                {words::since(language)} " "
                <Moment at=session.since.at text=session.since.text full=session.since.full/>
                {format!(" · {} ", words::seen(language))}
                <Moment at=session.seen.at text=session.seen.text full=session.seen.full/>
                {format!(" · {}", session.address)}
            </p>
            <Button small=true name="session" value=session.id label=label>
                {words::revoke(language)}
            </Button>
        </li>
    }
    .into_piece()
}
