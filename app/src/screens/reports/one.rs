//! A report's page: what it is, its last runs, who gets it, and the form that changes it.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use wording::reports as words;

use super::form::Define;
use super::runs::Runs;
use crate::api::reports::{ReportPage, ReportReader, report};
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Breadcrumb, Button, ButtonLink, ButtonLook, Card, Crumb, DeedForm, Dialog, FailureView, Notice, Tone,
    language,
};

/// The page `/reports/:id`.
#[component]
pub fn ReportScreen() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")).unwrap_or_default();
    let page = Resource::new(id, report);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Shown page/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The report.
    page: ReportPage,
) -> impl IntoView {
    let language = language();
    let done = use_query_map().with_untracked(|query| query.get("done"));
    let done = done.and_then(|done| match done.as_str() {
        "created" => Some(words::created(language, &page.next)),
        "kept" => Some(words::kept(language).to_owned()),
        "paused" => Some(words::paused_now(language).to_owned()),
        "resumed" => Some(words::resumed_now(language, &page.next)),
        "again" => Some(words::again_now(language).to_owned()),
        "subscribed" => Some(words::subscribed_now(language).to_owned()),
        "unsubscribed" => Some(words::unsubscribed_now(language).to_owned()),
        _ => None,
    });
    let crumbs = vec![Crumb::new("/reports", words::title(language))];
    let action = format!("/reports/{}", page.row.id);
    let owner = (!page.row.owner.is_empty()).then(|| words::of_owner(language, &page.row.owner));
    let told = page.own || page.subscribed;
    let deeds = page.clone();
    let form = page.own.then(|| {
        let (form, action) = (page.form.clone(), action.clone());
        view! {
            <Card title=words::edit(language)>
                <Define form name="change" action/>
            </Card>
        }
    });
    let people = page.own.then(|| view! { <People readers=page.readers subscribers=page.subscribers/> });
    view! {
        <Title text=page.row.name.clone()/>
        <div class="page" data-width="wide">
            <Breadcrumb crumbs here=page.row.name.clone()/>
            <h1 class="report-title">
                {page.row.name.clone()}
                " "
                <Badge tone=page.row.mark.tone>{page.row.mark.text.clone()}</Badge>
            </h1>
            {done.map(|done| view! { <Notice tone=Tone::Done><p>{done}</p></Notice> })}
            <p>{page.row.schedule.clone()}</p>
            {owner.map(|owner| view! { <p class="muted">{owner}</p> })}
            {(!page.row.next.is_empty()).then(|| view! { <p class="muted">{page.row.next.clone()}</p> })}
            <Deeds page=deeds/>
            <div class="report-split">
                <div class="report-lists">
                    {told
                        .then(|| {
                            view! { <Runs runs=page.runs own=page.own days=page.run_days action=action deed=page.deed/> }
                        })}
                    {people}
                </div>
                {form}
            </div>
        </div>
    }
    .into_piece()
}

/// What can be done with the report as a whole.
#[component]
fn Deeds(
    /// The report.
    page: ReportPage,
) -> impl IntoView {
    let language = language();
    let action = format!("/reports/{}", page.row.id);
    let preview = format!("{action}/preview");
    let single = {
        let deed = page.deed.clone();
        move |name: &'static str, label: &'static str| {
            let (action, deed) = (action.clone(), deed.clone());
            view! { <DeedForm name=name action=action deed=deed><Button>{label}</Button></DeedForm> }.into_piece()
        }
    };
    let rest = if page.own {
        let toggle = if page.paused {
            single("resume", words::resume(language))
        } else {
            single("pause", words::pause(language))
        };
        let (action, deed) = (format!("/reports/{}", page.row.id), page.deed.clone());
        view! {
            {toggle}
            <Dialog
                trigger=words::delete(language)
                title=words::delete_title(language, &page.row.name)
                look=ButtonLook::Danger
            >
                <p>{words::delete_lead(language)}</p>
                <DeedForm name="delete" action=action deed=deed>
                    <p class="form-buttons">
                        <Button look=ButtonLook::Danger>{words::delete_sure(language)}</Button>
                    </p>
                </DeedForm>
            </Dialog>
        }
        .into_piece()
    } else if page.subscribed {
        single("unsubscribe", words::unsubscribe(language))
    } else {
        single("subscribe", words::subscribe(language))
    };
    view! {
        <div class="report-deeds">
            <ButtonLink href=preview>{words::preview(language)}</ButtonLink>
            {rest}
        </div>
    }
    .into_piece()
}

/// Who gets the report.
#[component]
fn People(
    /// The addresses.
    readers: Vec<ReportReader>,
    /// The names of those who subscribed.
    subscribers: Vec<String>,
) -> impl IntoView {
    let language = language();
    let readers: Vec<_> = readers
        .into_iter()
        .map(|reader| {
            view! {
                <li class="report-reader">
                    <span class="report-address">{reader.name}</span>
                    <Badge tone=reader.mark.tone>{reader.mark.text}</Badge>
                </li>
            }
        })
        .collect();
    let subscribed = (!subscribers.is_empty()).then(|| {
        let names: Vec<_> =
            subscribers.into_iter().map(|name| view! { <li class="report-reader">{name}</li> }).collect();
        view! {
            <h3 class="report-part">{words::subscribers(language)}</h3>
            <ul class="report-list">{names}</ul>
        }
    });
    view! {
        <Card title=words::people(language)>
            <ul class="report-list">{readers}</ul>
            {subscribed}
        </Card>
    }
    .into_piece()
}
