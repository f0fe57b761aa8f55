//! The forms of scheduled reports: defining and changing one, subscribing, and the two links in mails, which work for
//! whoever has them.

use axum::Router;
use axum::extract::{Extension, Path, Request};
use axum::response::Response;
use axum::routing::post;
use domain::Actor;
use domain::id::ReportId;
use domain::report::Typed;
use operations::reports::WishedReport;
use operations::{Error, Result};

use crate::host::forms::{Next, Posted};
use crate::host::show::parcels::in_address;
use crate::host::{Visit, one_press};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new()
        .route("/reports", post(list))
        .route("/reports/{id}", post(one))
        .route("/reports/confirm/{token}", post(confirm))
        .route("/reports/unsubscribe/{token}", post(stop))
}

/// A page that says itself what was done, so that it is also said where no scripts run.
fn done(page: &str, what: &str) -> Next {
    Next::page(format!("!{page}?done={what}"))
}

async fn list(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let next = match posted.form.as_str() {
        "create" => create(&visit, actor, &posted).await,
        "subscribe" => subscribe(&visit, actor, &posted).await,
        _ => Err(Error::NotFound),
    };
    posted.answer(&visit, next).await
}

async fn create(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<Next> {
    let id = visit.operations.create_report(actor, &wish(posted)).await?;
    Ok(done(&format!("/reports/{id}"), "created"))
}

async fn subscribe(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<Next> {
    let id: ReportId = posted.value("report").parse().map_err(|_| Error::NotFound)?;
    visit.operations.subscribe_to_report(actor, id).await?;
    Ok(done(&format!("/reports/{id}"), "subscribed"))
}

async fn one(Extension(visit): Extension<Visit>, Path(id): Path<String>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let next = match id.parse::<ReportId>() {
        Ok(id) => deed(&visit, actor, id, &posted).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.answer(&visit, next).await
}

async fn deed(visit: &Visit, actor: &Actor, id: ReportId, posted: &Posted) -> Result<Next> {
    let ops = &visit.operations;
    let page = format!("/reports/{id}");
    match posted.form.as_str() {
        "change" => {
            let version = posted.value("version").parse().unwrap_or_default();
            ops.change_report(actor, id, version, &wish(posted)).await?;
            Ok(done(&page, "kept"))
        }
        "pause" => {
            ops.pause_report(actor, id, true).await?;
            Ok(done(&page, "paused"))
        }
        "resume" => {
            ops.pause_report(actor, id, false).await?;
            Ok(done(&page, "resumed"))
        }
        "delete" => {
            ops.delete_report(actor, id).await?;
            Ok(done("/reports", "deleted"))
        }
        "again" => {
            let run = posted.value("run").parse().map_err(|_| Error::NotFound)?;
            ops.send_report_again(actor, id, run).await?;
            Ok(done(&page, "again"))
        }
        "subscribe" => {
            ops.subscribe_to_report(actor, id).await?;
            Ok(done(&page, "subscribed"))
        }
        "unsubscribe" => {
            ops.unsubscribe_from_report(actor, id).await?;
            Ok(done(&page, "unsubscribed"))
        }
        _ => Err(Error::NotFound),
    }
}

/// A report as its form was sent.
fn wish(posted: &Posted) -> WishedReport {
    let one = |field: &str| posted.value(field).to_owned();
    let all = |field: &str| posted.all(field).map(str::to_owned).collect::<Vec<_>>();
    let destination = all("destination");
    let has = |word: &str| destination.iter().any(|own| own == word);
    WishedReport {
        typed: Typed {
            name: one("name"),
            national: has("national"),
            international: has("international"),
            states: all("states"),
            from_days: one("from_days"),
            to_days: one("to_days"),
            weekdays: all("weekdays"),
            time: one("time"),
            ends_on: one("ends_on"),
            formats: all("formats"),
            file_name: one("file_name"),
            language: one("language"),
            email: one("email"),
            recipients: one("recipients"),
        },
        billed: one("billed"),
        deed: posted.deed.clone(),
    }
}

async fn confirm(Extension(visit): Extension<Visit>, Path(token): Path<String>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let agreed = match posted.form.as_str() {
        "confirm" => visit.operations.confirm_reports(&token).await,
        _ => Err(Error::NotFound),
    };
    let page = format!("!/reports/confirm/{}", in_address(&token));
    posted.answer(&visit, agreed.map(|()| Next::page(page))).await
}

/// Ends the mails of a report.
async fn stop(Extension(visit): Extension<Visit>, Path(token): Path<String>, request: Request) -> Response {
    let page = format!("!/reports/unsubscribe/{}", in_address(&token));
    one_press::answer(&visit, request, page, visit.operations.stop_report(&token)).await
}
