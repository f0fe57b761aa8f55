//! One outgoing mail with its text.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::admin as words;

use super::view::{Piece, pieces};
use crate::api::admin::{MailView, mail};
use crate::piece::IntoPiece;
use crate::ui::{Badge, Breadcrumb, Crumb, Fact, Facts, FailureView, Moment, Notice, Tone, language};

/// The page.
#[component]
pub fn MailScreen() -> impl IntoView {
    let params = use_params_map();
    let page = Resource::new(move || params.with(|params| params.get("id")).unwrap_or_default(), mail);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(mail) => view! { <Shown mail/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The mail.
    mail: MailView,
) -> impl IntoView {
    let language = language();
    let text = if mail.body.is_empty() {
        view! { <Notice><p>{words::text_hidden(language)}</p></Notice> }.into_piece()
    } else {
        let text: Vec<_> = pieces(&mail.body, &mail.home)
            .into_iter()
            .map(|piece| match piece {
                Piece::Words(words) => words.to_owned().into_piece(),
                Piece::Link { href, path } => {
                    view! { <a class="link" href=path.to_owned() rel="external">{href.to_owned()}</a> }.into_piece()
                }
            })
            .collect();
        view! { <div class="mail-text">{text}</div> }.into_piece()
    };
    view! {
        <Title text=mail.subject.clone()/>
        <div class="page">
            <Breadcrumb crumbs=vec![Crumb::new("/admin/mail", words::title(language))] here=mail.subject.clone()/>
            <h1>{mail.subject}</h1>
            <Facts>
                <Fact name=words::to(language)>{mail.to}</Fact>
                <Fact name=words::written(language)>
                    <Moment at=mail.when.at text=mail.when.text full=mail.when.full/>
                </Fact>
                <Fact name=words::state(language)>
                    <Badge tone=mail.state.tone>{mail.state.text}</Badge>
                </Fact>
                {(!mail.files.is_empty())
                    .then(|| view! { <Fact name=words::mail_files(language)>{mail.files.join(", ")}</Fact> })}
            </Facts>
            {(!mail.error.is_empty())
                .then(|| {
                    view! {
                        <Notice tone=Tone::Wrong title=words::answered_by_server(language)>
                            <p>{mail.error}</p>
                        </Notice>
                    }
                })}
            {text}
        </div>
    }
    .into_piece()
}
