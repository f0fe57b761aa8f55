//! The pages behind the links in mails: agreeing, having enough, fetching files. They need nobody to be signed in, and
//! opening one changes nothing.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::reports as words;

use crate::api::reports::{
    ReportFilesPage, ReportQuestionPage, ReportStopPage, report_files, report_question, report_stop,
};
use crate::error::{Failure, FailureKind};
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLook, Card, DeedForm, FailureView, Glyph, Notice, Tone, language};

/// The page `/reports/confirm/:token`.
#[component]
pub fn ReportConfirmScreen() -> impl IntoView {
    let params = use_params_map();
    let token = move || params.with(|params| params.get("token")).unwrap_or_default();
    let page = Resource::new(token, report_question);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Confirm page token=untrack(token)/> }.into_piece(),
                    Err(failure) => view! { <Gone failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Confirm(
    /// What the link asks.
    page: ReportQuestionPage,
    /// The link's secret, part of the page's own address.
    token: String,
) -> impl IntoView {
    let language = language();
    if page.confirmed {
        return view! {
            <Title text=words::confirmed_title(language)/>
            <div class="page" data-width="narrow">
                <h1>{words::confirmed_title(language)}</h1>
                <Notice tone=Tone::Done><p>{words::confirmed(language, &page.customer)}</p></Notice>
            </div>
        }
        .into_piece();
    }
    let title = words::confirm_title(language, &page.customer);
    view! {
        <Title text=title.clone()/>
        <div class="page" data-width="narrow">
            <h1>{title}</h1>
            <Card>
                <p>{words::confirm_lead(language, &page.customer)}</p>
                <DeedForm name="confirm" action=format!("/reports/confirm/{token}") deed="">
                    <Button look=ButtonLook::Primary wide=true>{words::confirm(language)}</Button>
                </DeedForm>
            </Card>
        </div>
    }
    .into_piece()
}

/// The page `/reports/unsubscribe/:token`.
#[component]
pub fn ReportStopScreen() -> impl IntoView {
    let params = use_params_map();
    let token = move || params.with(|params| params.get("token")).unwrap_or_default();
    let page = Resource::new(token, report_stop);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Stop page token=untrack(token)/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Stop(
    /// What the link ends.
    page: ReportStopPage,
    /// The link's secret, part of the page's own address.
    token: String,
) -> impl IntoView {
    let language = language();
    if page.stopped {
        return view! {
            <Title text=words::stopped_title(language)/>
            <div class="page" data-width="narrow">
                <h1>{words::stopped_title(language)}</h1>
                <Notice tone=Tone::Done><p>{words::stopped_lead(language)}</p></Notice>
            </div>
        }
        .into_piece();
    }
    view! {
        <Title text=words::stop_title(language)/>
        <div class="page" data-width="narrow">
            <h1>{words::stop_title(language)}</h1>
            <Card>
                <p>{words::stop_lead(language, &page.address, &page.name)}</p>
                <DeedForm name="stop" action=format!("/reports/unsubscribe/{token}") deed="">
                    <Button look=ButtonLook::Primary wide=true>{words::stop(language)}</Button>
                </DeedForm>
            </Card>
        </div>
    }
    .into_piece()
}

/// The page `/reports/files/:token`.
#[component]
pub fn ReportFilesScreen() -> impl IntoView {
    let params = use_params_map();
    let token = move || params.with(|params| params.get("token")).unwrap_or_default();
    let page = Resource::new(token, report_files);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Files page/> }.into_piece(),
                    Err(failure) => view! { <Gone failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Files(
    /// What the link opens.
    page: ReportFilesPage,
) -> impl IntoView {
    let language = language();
    let title = words::files_title(language, &page.name);
    let files: Vec<_> = page
        .files
        .into_iter()
        .map(|file| view! { <li><a class="link" href=file.href rel="external">{file.label}</a></li> })
        .collect();
    view! {
        <Title text=title.clone()/>
        <div class="page" data-width="narrow">
            <h1>{title}</h1>
            <Card>
                <p>{words::files_lead(language, &page.day, &page.until.text)}</p>
                <ul class="report-files">{files}</ul>
            </Card>
        </div>
    }
    .into_piece()
}

/// What stands there where a link does not hold.
#[component]
fn Gone(
    /// Why.
    failure: Failure,
) -> impl IntoView {
    let language = language();
    if failure.kind != FailureKind::NotFound {
        return view! { <FailureView failure/> }.into_piece();
    }
    view! {
        <Title text=words::gone_title(language)/>
        <div class="page" data-width="narrow">
            <h1>{words::gone_title(language)}</h1>
            <Notice tone=Tone::Wrong glyph=Glyph::Clock><p>{failure.summary}</p></Notice>
        </div>
    }
    .into_piece()
}
