//! The forms of the inbox: what is done to several tickets at once, and saved searches.

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Path, Request};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use domain::Actor;
use domain::id::SavedSearchId;
use domain::refusal::FieldRefusal;
use domain::ticket::outcome::WithdrawReason;
use operations::parcels::CsvProfile;
use operations::tickets::chosen::{BulkDeed, BulkDone, ChosenTickets};
use operations::{Error, Result};

use crate::host::Visit;
use crate::host::forms::{Next, Posted, own_path};
use crate::host::show::lists::deeds::word;

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new().route("/requests", post(searches)).route("/requests/chosen/{what}", post(chosen))
}

/// Tickets that are named which a deed could not be done to; more would not fit into an address.
const NAMED: usize = 30;

async fn chosen(Extension(visit): Extension<Visit>, Path(what): Path<String>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let here = own_path(posted.value("here"));
    let posted = posted.at(if here.starts_with("/requests") { &here } else { "/requests" });
    let actor = match visit.actor() {
        Ok(actor) => actor.clone(),
        Err(failure) => return posted.refuse(failure).await,
    };
    let choice = ChosenTickets::of_form(posted.values.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    if what == "export" {
        return match export(&visit, &actor, choice, posted.value("profile")).await {
            Ok(response) => response,
            Err(error) => posted.answer(&visit, Err(error)).await,
        };
    }
    let done = match choice {
        Ok(choice) => bulk(&visit, &actor, &choice, &what, &posted).await,
        Err(error) => Err(error),
    };
    posted.answer(&visit, done.map(|done| Next::page(said(&here, &what, &done)))).await
}

async fn bulk(visit: &Visit, actor: &Actor, choice: &ChosenTickets, what: &str, posted: &Posted) -> Result<BulkDone> {
    let deed = match what {
        "validate" => BulkDeed::Validate,
        "withdraw" => {
            let reason = WithdrawReason::from_word(posted.value("reason"));
            BulkDeed::Withdraw(reason.ok_or_else(|| Error::field("reason", FieldRefusal::NotChosen))?)
        }
        "read" => BulkDeed::MarkRead,
        _ => return Err(Error::NotFound),
    };
    visit.operations.do_to_tickets(actor, choice, deed, posted.value("deed")).await
}

/// The page again, with what was done in its address, so that it is also said where no scripts run.
fn said(here: &str, what: &str, done: &BulkDone) -> String {
    let left: Vec<String> =
        done.left.iter().take(NAMED).map(|(number, why)| format!("{number}.{}", word(*why))).collect();
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("did", what).append_pair("done", &done.done.to_string());
    if !left.is_empty() {
        query.append_pair("left", &left.join(" "));
    }
    format!("!{here}{}{}", if here.contains('?') { '&' } else { '?' }, query.finish())
}

async fn export(visit: &Visit, actor: &Actor, choice: Result<ChosenTickets>, profile: &str) -> Result<Response> {
    let profile = match profile {
        "french" => CsvProfile::French,
        "english" => CsvProfile::English,
        _ => CsvProfile::of(visit.language),
    };
    let (name, bytes) = visit.operations.tickets_table(actor, &choice?, visit.language, profile).await?;
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Body::from(bytes)).into_response())
}

async fn searches(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let actor = match visit.actor() {
        Ok(actor) => actor.clone(),
        Err(failure) => return posted.refuse(failure).await,
    };
    let criteria = posted.value("criteria").to_owned();
    let posted = if criteria.is_empty() { posted } else { posted.at(&format!("/requests?{criteria}")) };
    let next = match posted.form.as_str() {
        "save-search" => save(&visit, &actor, &posted, &criteria).await,
        "searches" => change(&visit, &actor, &posted).await,
        _ => Err(Error::NotFound),
    };
    posted.answer(&visit, next.map(Next::page)).await
}

async fn save(visit: &Visit, actor: &Actor, posted: &Posted, criteria: &str) -> Result<String> {
    let shared = !posted.value("shared").is_empty();
    let id = visit.operations.save_search(actor, posted.value("name"), criteria, shared).await?;
    Ok(format!("!/requests?saved={id}&did=saved"))
}

/// One form holds all searches: the button says which one it means, and what for.
async fn change(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<String> {
    let ops = &visit.operations;
    let id = |field: &str| posted.value(field).parse::<SavedSearchId>().ok();
    if let Some(id) = id("share") {
        ops.share_search(actor, id, true).await?;
    } else if let Some(id) = id("unshare") {
        ops.share_search(actor, id, false).await?;
    } else if let Some(id) = id("begin") {
        ops.begin_with_search(actor, Some(id)).await?;
    } else if id("plain").is_some() {
        ops.begin_with_search(actor, None).await?;
    } else if let Some(id) = id("delete") {
        ops.delete_search(actor, id).await?;
    } else {
        return Err(Error::NotFound);
    }
    Ok("!/requests?tab=all&did=search".to_owned())
}
