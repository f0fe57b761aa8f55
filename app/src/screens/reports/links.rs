//! The pages behind the links in mails: agreeing, having enough, fetching files. They need nobody to be signed in, and
//! opening one changes nothing.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use wording::reports as words;

use crate::api::reports::{
    ReportFilesPage, ReportQuestionPage, ReportStopPage, report_files, report_question, report_stop,
};
use crate::piece::IntoPiece;
use crate::ui::{Card, FailureView, MailDone, MailGone, MailPage, MailQuestion, language};

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
                    Err(failure) => view! { <MailGone title=words::gone_title(language()) failure/> }.into_piece(),
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
        let text = words::confirmed(language, &page.customer);
        return view! { <MailDone title=words::confirmed_title(language) text/> }.into_piece();
    }
    let title = words::confirm_title(language, &page.customer);
    let action = format!("/reports/confirm/{token}");
    view! {
        <MailQuestion title form="confirm" action button=words::confirm(language)>
            <p>{words::confirm_lead(language, &page.customer)}</p>
        </MailQuestion>
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
        let text = words::stopped_lead(language);
        return view! { <MailDone title=words::stopped_title(language) text/> }.into_piece();
    }
    let action = format!("/reports/unsubscribe/{token}");
    view! {
        <MailQuestion title=words::stop_title(language) form="stop" action button=words::stop(language)>
            <p>{words::stop_lead(language, &page.address, &page.name)}</p>
        </MailQuestion>
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
                    Err(failure) => view! { <MailGone title=words::gone_title(language()) failure/> }.into_piece(),
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
    let files: Vec<_> = page
        .files
        .into_iter()
        .map(|file| view! { <li><a class="link" href=file.href rel="external">{file.label}</a></li> })
        .collect();
    view! {
        <MailPage title=words::files_title(language, &page.name)>
            <Card>
                <p>{words::files_lead(language, &page.day, &page.until.text)}</p>
                <ul class="report-files">{files}</ul>
            </Card>
        </MailPage>
    }
    .into_piece()
}
