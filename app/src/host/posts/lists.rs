//! The forms of the inbox and of the desk: what is done to several tickets at once, saved searches, and columns.

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Path, Request};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use domain::Actor;
use domain::id::SavedSearchId;
use domain::refusal::FieldRefusal;
use domain::ticket::columns::{Column, ColumnStep};
use domain::ticket::criteria::TicketCriteria;
use domain::ticket::outcome::WithdrawReason;
use operations::parcels::CsvProfile;
use operations::tickets::chosen::{BulkDeed, BulkDone, ChosenTickets};
use operations::tickets::table::TicketTable;
use operations::{Error, Result};

use crate::host::Visit;
use crate::host::forms::{Next, Posted, own_path};
use crate::host::show::lists::deeds::word;

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new()
        .route("/requests", post(of_list))
        .route("/desk", post(of_list))
        .route("/requests/chosen/{what}", post(chosen))
        .route("/desk/chosen/{what}", post(chosen))
}

/// Tickets that are named which a deed could not be done to; more would not fit into an address.
const NAMED: usize = 30;

/// The list of whoever posts here: the address says which form it was, his side which list he has.
fn base(request: &Request) -> &'static str {
    if request.uri().path().starts_with("/desk") { "/desk" } else { "/requests" }
}

async fn chosen(Extension(visit): Extension<Visit>, Path(what): Path<String>, request: Request) -> Response {
    let base = base(&request);
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let here = own_path(posted.value("here"));
    let posted = posted.at(if here.starts_with(base) { &here } else { base });
    let actor = match visit.actor() {
        Ok(actor) => actor.clone(),
        Err(failure) => return posted.refuse(failure).await,
    };
    if actor.is_operator() != (base == "/desk") {
        return posted.answer(&visit, Err(Error::NotFound)).await;
    }
    let choice = ChosenTickets::of_form(posted.values.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    if what == "export" {
        return match export(&visit, &actor, choice, &posted).await {
            Ok(Table::Made(response)) => response,
            Ok(Table::Later(address)) => posted.go(Next::page(address)),
            Err(error) => posted.answer(&visit, Err(error)).await,
        };
    }
    let done = match choice {
        Ok(choice) => bulk(&visit, &actor, &choice, &what, &posted).await,
        Err(error) => Err(error),
    };
    // What was opened is shown, with its tabs: the first of them.
    let first = posted.values.iter().find(|(name, _)| name == "ticket").map(|(_, value)| value.clone());
    let page = |done: BulkDone| match first.filter(|_| what == "open" && done.left.is_empty() && done.done > 0) {
        Some(number) => format!("!{base}/{number}"),
        None => said(&here, &what, &done),
    };
    posted.answer(&visit, done.map(|done| Next::page(page(done)))).await
}

async fn bulk(visit: &Visit, actor: &Actor, choice: &ChosenTickets, what: &str, posted: &Posted) -> Result<BulkDone> {
    let deed = match what {
        "validate" => BulkDeed::Validate,
        "withdraw" => {
            let reason = WithdrawReason::from_word(posted.value("reason"));
            BulkDeed::Withdraw(reason.ok_or_else(|| Error::field("reason", FieldRefusal::NotChosen))?)
        }
        "read" => BulkDeed::MarkRead,
        "take" => BulkDeed::Take,
        "open" => BulkDeed::Open,
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

/// A table that was asked for: itself, or the address where it is made.
enum Table {
    Made(Response),
    Later(String),
}

async fn export(visit: &Visit, actor: &Actor, choice: Result<ChosenTickets>, posted: &Posted) -> Result<Table> {
    let profile = match posted.value("profile") {
        "french" => CsvProfile::French,
        "english" => CsvProfile::English,
        _ => CsvProfile::of(visit.language),
    };
    let deed = posted.value("deed");
    let table = visit.operations.tickets_table(actor, &choice?, visit.language, profile, deed).await?;
    let (name, bytes) = match table {
        TicketTable::Made(name, bytes) => (name, bytes),
        TicketTable::Later(id) => return Ok(Table::Later(format!("/downloads/{id}"))),
    };
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok(Table::Made((headers, Body::from(bytes)).into_response()))
}

async fn of_list(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let base = base(&request);
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    if actor.is_operator() != (base == "/desk") {
        return posted.answer(&visit, Err(Error::NotFound)).await;
    }
    let criteria = posted.value("criteria").to_owned();
    let posted = if criteria.is_empty() { posted } else { posted.at(&format!("{base}?{criteria}")) };
    let next = match posted.form.as_str() {
        "save-search" => save(&visit, actor, &posted, &criteria, base).await,
        "searches" => change(&visit, actor, &posted, base).await,
        "columns" => columns(&visit, actor, &posted, base).await,
        _ => Err(Error::NotFound),
    };
    posted.answer(&visit, next.map(Next::page)).await
}

async fn save(visit: &Visit, actor: &Actor, posted: &Posted, criteria: &str, base: &str) -> Result<String> {
    let shared = !posted.value("shared").is_empty();
    let id = visit.operations.save_search(actor, posted.value("name"), criteria, shared).await?;
    Ok(format!("!{base}?saved={id}&did=saved"))
}

/// One form holds all searches: the button says which one it means, and what for.
async fn change(visit: &Visit, actor: &Actor, posted: &Posted, base: &str) -> Result<String> {
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
    Ok(format!("!{base}?tab=all&did=search"))
}

/// One form holds all columns: the button says which one it means, and what for.
async fn columns(visit: &Visit, actor: &Actor, posted: &Posted, base: &str) -> Result<String> {
    let criteria = TicketCriteria::from_query(posted.value("criteria")).map_err(|_| Error::NotFound)?;
    let here = format!("!{base}?{}&show=columns&did=columns", criteria.to_query());
    if !posted.value("original").is_empty() {
        visit.operations.reset_columns(actor).await?;
        return Ok(here);
    }
    for word in ["up", "down", "hide", "show"] {
        let column = Column::from_word(posted.value(word));
        if let (Some(column), Some(step)) = (column, ColumnStep::from_word(word)) {
            visit.operations.change_columns(actor, column, step).await?;
            return Ok(here);
        }
    }
    Err(Error::NotFound)
}
