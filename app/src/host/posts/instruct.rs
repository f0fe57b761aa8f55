//! The forms of delivery instructions, and the files for carriers.

use std::collections::HashMap;

use axum::Router;
use axum::extract::{Extension, Path, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::Actor;
use domain::instruction::{Address, DriverHelp, Typed};
use domain::refusal::{FieldRefusal, FileRefusal, Refusal};
use operations::instructions::{AnswerReport, Form, Given, LeftOut, Shown, handover};
use operations::parcels::Choice;
use operations::{Error, Result};
use wording::{instruction as w, wishes};

use crate::host::forms::{Next, Posted, TABLE_MAX};
use crate::host::show::handover::line_refused;
use crate::host::{Visit, failure};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new()
        .route("/parcels/{number}/instruction", post(one))
        .route("/parcels/instruct", post(several))
        .route("/admin/instructions", post(administer))
        .route("/admin/instructions/{number}", get(download))
}

fn form(posted: &Posted) -> Form {
    let text = |field: &str| posted.value(field).to_owned();
    Form {
        key: posted.deed.clone(),
        seen: text("seen"),
        kind: text("kind"),
        point: text("point"),
        typed: Typed {
            day: text("day"),
            point: None,
            address: Address {
                complement: text("complement"),
                street: text("street"),
                postcode: text("postcode"),
                town: text("town"),
                country: String::new(),
            },
            help: DriverHelp {
                door_code: text("door_code"),
                floor: text("floor"),
                phone: text("phone"),
                note: text("note"),
            },
            kept_by: text("kept_by"),
            details: text("details"),
        },
    }
}

/// Gives one for a parcel; or looks for pickup points near another postcode, with everything typed kept.
async fn one(Extension(visit): Extension<Visit>, Path(number): Path<String>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    if !posted.value("find").is_empty() {
        return posted.show_again().await;
    }
    let given = visit.operations.give_instruction(actor, &number, &form(&posted)).await;
    let done = given.map(|given| {
        let word = match given {
            Given::Now(_) => "now",
            Given::Before(_) => "before",
        };
        let key = crate::host::show::parcels::in_address(&number);
        Next::page(format!("!/parcels/{key}/instruction?given={word}"))
    });
    posted.answer(&visit, done).await
}

/// Gives one for several parcels; a form that comes from search results only shows the page.
async fn several(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let mut posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let actor = match visit.actor() {
        Ok(actor) => actor.clone(),
        Err(failure) => return posted.refuse(failure).await,
    };
    // What the page says of the deed is ours to say.
    posted.values.retain(|(name, _)| !matches!(name.as_str(), "given" | "left"));
    if posted.form != "instruct" || !posted.value("find").is_empty() {
        return posted.show_again().await;
    }
    match give_several(&visit, &actor, &posted).await {
        Ok(said) => {
            posted.values.extend(said);
            posted.show_again().await
        }
        Err(error) => posted.refuse(failure::failure(&visit, &error)).await,
    }
}

/// Gives it for the parcels that the form showed, and says for how many; for those left out, which and why.
async fn give_several(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<Vec<(String, String)>> {
    let done = visit.operations.give_several(actor, &shown(posted)?, &form(posted)).await?;
    let mut said = vec![("given".to_owned(), done.given.len().to_string())];
    for (parcel, why) in &done.left {
        let why = match why {
            LeftOut::Impossible(why) => wishes::why_not(visit.language, *why).to_owned(),
            LeftOut::ChangedBy(name) => w::several_changed_by(visit.language, name),
            LeftOut::Changed => w::several_changed(visit.language).to_owned(),
        };
        let number = domain::parcel::number::grouped(&parcel.number);
        said.push(("left".to_owned(), format!("{number}\u{202f}: {why}")));
    }
    Ok(said)
}

/// The parcels that the form showed, each with the instruction that it showed as open. A search is not asked again:
/// it may find others by now.
fn shown(posted: &Posted) -> Result<Vec<Shown>> {
    let named = |field: &'static str| {
        posted.values.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    };
    let Choice::Parcels(parcels) = Choice::of_form(named("parcel").map(|id| ("parcel", id)))? else {
        return Err(Error::NotFound);
    };
    let open: HashMap<&str, &str> = named("seen").filter_map(|seen| seen.split_once(':')).collect();
    let shown = parcels.into_iter().map(|parcel| Shown {
        parcel,
        open: open.get(parcel.to_string().as_str()).copied().unwrap_or_default().to_owned(),
    });
    Ok(shown.collect())
}

/// Makes the file of what waits for a carrier, or reads a carrier's answers, whose report the same page then shows.
async fn administer(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let (mut posted, table) = match Posted::read_with_table(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let actor = match visit.actor() {
        Ok(actor) => actor.clone(),
        Err(failure) => return posted.refuse(failure).await,
    };
    if posted.form != "answers" {
        let done = hand_over(&visit, &actor, &posted).await;
        return posted.answer(&visit, done).await;
    }
    let done = match table {
        Some(table) if table.len() > TABLE_MAX => {
            Err(Refusal::File(FileRefusal::TooLarge(u64::try_from(TABLE_MAX).unwrap_or(u64::MAX))).into())
        }
        Some(table) if !table.is_empty() => visit.operations.import_answers_as(&actor, &table).await,
        _ => Err(Error::field("table", FieldRefusal::Missing)),
    };
    match done {
        Ok(report) => {
            posted.values.retain(|(name, _)| !matches!(name.as_str(), "report" | "line"));
            posted.values.extend(said(visit.language, &report));
            posted.show_again().await
        }
        Err(error) => posted.refuse(failure::failure(&visit, &error)).await,
    }
}

async fn hand_over(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<Next> {
    let handed = visit.operations.hand_over_as(actor, posted.value("carrier")).await?;
    let number = handed.map_or(0, |handed| handed.batch.number);
    Ok(Next::page(format!("!/admin/instructions?made={number}")))
}

/// A file for a carrier, once more.
async fn download(Extension(visit): Extension<Visit>, Path(number): Path<String>) -> Response {
    let Ok(actor) = visit.actor() else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(number) = number.parse() else { return StatusCode::NOT_FOUND.into_response() };
    match visit.operations.handed_over_as(actor, number).await {
        Ok(handed) => {
            let name = format!("attachment; filename=\"{}\"", handover::file_name(&handed.batch));
            let headers =
                [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
            (headers, handed.csv).into_response()
        }
        Err(error) => {
            let kind = failure::failure(&visit, &error).kind;
            StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::NOT_FOUND).into_response()
        }
    }
}

fn said(language: domain::Language, report: &AnswerReport) -> Vec<(String, String)> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut said = Vec::new();
    for (count, words) in [
        (report.accepted, w::admin_accepted(language, count(report.accepted))),
        (report.refused, w::admin_refused(language, count(report.refused))),
        (report.known, w::admin_known(language, count(report.known))),
        (report.rejected.len(), w::admin_rejected(language, count(report.rejected.len()))),
    ] {
        if count > 0 {
            said.push(("report".to_owned(), words));
        }
    }
    for (line, why) in &report.rejected {
        let line = i64::try_from(*line).unwrap_or(i64::MAX).to_string();
        said.push(("line".to_owned(), w::admin_line(language, &line, &line_refused(language, why))));
    }
    said
}
