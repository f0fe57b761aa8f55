//! A page of the guide, and the questions: texts that the server has made ready.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::help as words;

use crate::api::Named;
use crate::api::help::{GuidePage, HelpText, chapter, guide_contents, questions};
use crate::piece::IntoPiece;
use crate::ui::{Breadcrumb, ButtonLink, Crumb, FailureView, language};

/// The page `/help/guide`: the chapters.
#[component]
pub fn GuideScreen() -> impl IntoView {
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match guide_contents().await {
                    Ok(contents) => view! { <Chapters contents/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

/// The page `/help/guide/:chapter`.
#[component]
pub fn ChapterScreen() -> impl IntoView {
    let params = use_params_map();
    view! {
        <Suspense>
            {move || {
                let name = params.read().get("chapter").unwrap_or_default();
                Suspend::new(async move {
                    match chapter(name).await {
                        Ok(text) => view! { <Shown text in_guide=true/> }.into_piece(),
                        Err(failure) => view! { <FailureView failure/> }.into_piece(),
                    }
                })
            }}
        </Suspense>
    }
}

/// The page `/help/faq`.
#[component]
pub fn QuestionsScreen() -> impl IntoView {
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match questions().await {
                    Ok(text) => view! { <Shown text in_guide=false/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Chapters(
    /// The chapters.
    contents: GuidePage,
) -> impl IntoView {
    let language = language();
    let chapters: Vec<_> = contents
        .chapters
        .into_iter()
        .map(|one| view! { <li><a class="link" href=one.value>{one.name}</a></li> })
        .collect();
    view! {
        <Title text=words::guide(language)/>
        <div class="page">
            <Breadcrumb crumbs=vec![Crumb::new("/help", words::title(language))] here=words::guide(language)/>
            <h1>{words::guide(language)}</h1>
            <p class="page-lead">{words::guide_lead(language)}</p>
            <ol class="help-chapters">{chapters}</ol>
            <p>
                <ButtonLink href=contents.pdf>{words::guide_pdf(language)}</ButtonLink>
            </p>
        </div>
    }
    .into_piece()
}

/// A text with its parts above it, and the chapters before and after it below.
#[component]
fn Shown(
    /// The text.
    text: HelpText,
    /// Whether it is a chapter of the guide.
    in_guide: bool,
) -> impl IntoView {
    let language = language();
    let mut above = vec![Crumb::new("/help", words::title(language))];
    if in_guide {
        above.push(Crumb::new("/help/guide", words::guide(language)));
    }
    let parts: Vec<_> =
        text.parts.into_iter().map(|part| view! { <a class="link" href=part.value>{part.name}</a> }).collect();
    let way = |label: &'static str, to: Option<Named>| {
        to.map(|to| {
            view! {
                <a class="link" href=to.value>
                    <span class="small muted">{label}</span>
                    <span>{to.name}</span>
                </a>
            }
        })
    };
    let ways = in_guide.then(|| {
        view! {
            <nav class="help-ways" aria-label=words::chapters(language)>
                {way(words::before(language), text.before)} {way(words::after(language), text.after)}
            </nav>
        }
    });
    view! {
        <Title text=text.title.clone()/>
        <div class="page">
            <Breadcrumb crumbs=above here=text.title.clone()/>
            <h1>{text.title}</h1>
            <nav class="help-jumps" aria-label=words::on_this_page(language)>{parts}</nav>
            <div class="prose" inner_html=text.html></div>
            {ways}
        </div>
    }
    .into_piece()
}
