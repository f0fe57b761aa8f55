//! One file: how far it is, then the way to fetch it. The page asks again by itself while the file is being made.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_params_map;
use wording::download as words;

use crate::api::downloads::{DownloadView, read_download};
use crate::piece::{IntoPiece, Piece};
use crate::ui::{Breadcrumb, ButtonLink, ButtonLook, Crumb, FailureView, Glyph, Notice, Tone, language};

/// The page.
#[component]
pub fn DownloadScreen() -> impl IntoView {
    let params = use_params_map();
    let page = Resource::new(move || params.read().get("id").unwrap_or_default(), read_download);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(file) => view! { <Shown file/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The file.
    file: DownloadView,
) -> impl IntoView {
    let language = language();
    let title = if file.ready {
        words::ready_title(language)
    } else if file.waiting {
        words::making_title(language)
    } else {
        words::failed_title(language)
    };
    // Every two seconds: without scripts nothing else says when it is done.
    let again = file.waiting.then(|| view! { <Meta http_equiv="refresh" content="2"/> });
    view! {
        <Title text=title/>
        {again}
        <div class="page">
            <Breadcrumb crumbs=vec![Crumb::new("/downloads", words::title(language))] here=file.name.clone()/>
            <h1>{title}</h1>
            {state(file)}
        </div>
    }
    .into_piece()
}

fn state(file: DownloadView) -> Piece {
    let language = language();
    if file.ready {
        let size = file.size.clone();
        return view! {
            <Notice tone=Tone::Done glyph=Glyph::Check title=file.name.clone()>
                <p>{size} " · " {file.until.clone()}</p>
            </Notice>
            <p class="form-buttons">
                <ButtonLink href=format!("/downloads/{}/file", file.id) look=ButtonLook::Primary outside=true>
                    {words::fetch(language)}
                </ButtonLink>
            </p>
        }
        .into_piece();
    }
    if !file.waiting {
        return view! {
            <Notice tone=Tone::Wrong glyph=Glyph::Warning title=file.name.clone()>
                <p>{words::failed_lead(language)}</p>
            </Notice>
        }
        .into_piece();
    }
    let said = if file.total > 0 {
        words::progress(language, file.done, file.total)
    } else {
        words::progress_unknown(language).to_owned()
    };
    let bar = if file.total > 0 {
        view! { <progress class="progress" aria-label=words::making_title(language) max=file.total value=file.done></progress> }
            .into_piece()
    } else {
        view! { <progress class="progress" aria-label=words::making_title(language)></progress> }.into_piece()
    };
    view! {
        <p><strong>{file.name.clone()}</strong></p>
        {bar}
        <p role="status">{said}</p>
        <p class="muted">
            {words::making_lead(language)} " " {file.by_mail.then(|| words::making_mail(language))}
        </p>
        <p class="form-buttons">
            <ButtonLink href=format!("/downloads/{}", file.id)>{words::refresh(language)}</ButtonLink>
        </p>
    }
    .into_piece()
}
