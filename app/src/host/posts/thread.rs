//! The forms of a thread, the customer's and the agent's: one address, told apart by the form's name.

use axum::extract::{Extension, Path, Request};
use axum::response::Response;
use axum::routing::post;
use axum::{Json, Router};
use domain::Actor;
use domain::id::{FileId, SlotId};
use domain::refusal::FieldRefusal;
use domain::ticket::lifecycle::WaitingFor;
use domain::ticket::outcome::{Outcome, WithdrawReason};
use operations::tickets::agent::{Answer, Ask};
use operations::tickets::customer::{Reply, Validation};
use operations::tickets::{Done, On};
use operations::{Error, Result};
use serde::Deserialize;
use wording::thread;

use crate::error::Failure;
use crate::host::forms::{Next, Posted};
use crate::host::{Visit, failure};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new()
        .route("/requests/{number}", post(deed))
        .route("/desk/{number}", post(deed))
        .route("/requests/{number}/kept", post(keep))
        .route("/requests/{number}/read", post(read))
        .route("/desk/{number}/seen", post(seen))
}

async fn deed(Extension(visit): Extension<Visit>, Path(number): Path<String>, request: Request) -> Response {
    let desk = request.uri().path().starts_with("/desk/");
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let actor = match visit.actor() {
        Ok(actor) => actor.clone(),
        Err(failure) => return posted.refuse(failure).await,
    };
    if let Some(refused) = posted.files_refused(visit.language) {
        // The text is kept as a draft, the good files are kept as draft files: only the bad ones are lost.
        let _ = keep_reply(&visit, &actor, &number, &posted).await;
        return posted.refuse(refused).await;
    }
    let here = if desk { format!("/desk/{number}") } else { format!("/requests/{number}") };
    if !posted.value("remove_file").is_empty() {
        let removed = remove_file(&visit, &actor, &number, &posted).await;
        return match removed {
            // One that is gone already is taken back: a page that answers a form may be loaded again.
            Ok(()) | Err(Error::NotFound) if !posted.json => posted.show_again().await,
            removed => posted.answer(&visit, removed.map(|()| Next::page(here))).await,
        };
    }
    if posted.form == "follow_up" {
        let begun = visit.operations.start_follow_up(&actor, posted.value("parcel"), &number).await;
        return posted.answer(&visit, begun.map(|draft| Next::page(format!("/requests/new/{draft}/check")))).await;
    }
    let done = run(&visit, &actor, &number, &posted).await;
    let language = visit.language;
    let said = match posted.form.as_str() {
        "join" => thread::joined(language),
        "bell" if posted.value("follows") == "yes" => thread::bell_followed(language),
        "bell" => thread::bell_muted(language),
        "validate" => thread::validated(language),
        "withdraw" => thread::withdrawn(language),
        "note" | "team_note" => thread::noted(language),
        _ => thread::sent(language),
    };
    posted.answer(&visit, done.map(|_| Next::page(here).saying(said))).await
}

async fn run(visit: &Visit, actor: &Actor, number: &str, posted: &Posted) -> Result<Done> {
    let ops = &visit.operations;
    let on = On {
        number: number.to_owned(),
        state: posted.value("state").to_owned(),
        sequence: posted.value("sequence").parse().unwrap_or(0),
        deed: if posted.deed.is_empty() { String::new() } else { format!("{} {}", posted.form, posted.deed) },
    };
    let body = posted.value("body").to_owned();
    let plain: Vec<FileId> = posted.files().into_iter().map(|(file, _)| file).collect();
    match posted.form.as_str() {
        "reply" | "documents" => ops.reply(actor, &Reply { on, body, files: slotted(posted) }).await,
        "contest" => ops.contest(actor, &Reply { on, body, files: slotted(posted) }).await,
        "thank" => ops.thank(actor, &Reply { on, body, files: Vec::new() }).await,
        "validate" => {
            let stars = match posted.value("rating") {
                "" => None,
                typed => Some(typed.parse().map_err(|_| Error::field("rating", FieldRefusal::NotOffered))?),
            };
            ops.validate(actor, &Validation { on, stars, word: posted.value("word").to_owned() }).await
        }
        "withdraw" => {
            let reason = chosen(posted, "reason", WithdrawReason::from_word)?;
            ops.withdraw(actor, &on, reason).await
        }
        "join" => ops.join_ticket(actor, number).await,
        "bell" => ops.ring(actor, number, posted.value("follows") == "yes").await,
        "take" => {
            ops.see_ticket(actor, number).await?;
            Ok(Done { number: number.to_owned(), sequence: 0 })
        }
        "answer" => {
            let next_on = match posted.value("next_on") {
                "" => None,
                typed => Some(typed.parse().map_err(|_| Error::field("next_on", FieldRefusal::NotADate))?),
            };
            let waiting_for = WaitingFor::from_word(posted.value("waiting_for")).unwrap_or_default();
            ops.answer(actor, &Answer { on, body, files: plain, next_on, waiting_for }).await
        }
        "ask" => {
            let slots = posted.all("slot").filter_map(|slot| slot.parse().ok()).collect();
            let document = posted.value("document").to_owned();
            ops.ask(actor, &Ask { on, body, files: plain, slots, document }).await
        }
        "cancel_ask" => ops.cancel_ask(actor, &on).await,
        "note" => ops.note(actor, &on, &body, &plain).await,
        "team_note" => ops.note_to_colleagues(actor, &on, &body, &plain).await,
        "resolve" => {
            let outcome = chosen(posted, "outcome", Outcome::from_word)?;
            ops.resolve(actor, &on, outcome, &body, &plain).await
        }
        "reopen" => ops.reopen(actor, &on, posted.value("reason")).await,
        _ => Err(Error::NotFound),
    }
}

fn slotted(posted: &Posted) -> Vec<(FileId, Option<SlotId>)> {
    posted.files().into_iter().map(|(file, slot)| (file, slot.parse().ok())).collect()
}

/// A choice of a closed list that must be made.
fn chosen<T>(posted: &Posted, field: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T> {
    match posted.value(field) {
        "" => Err(Error::field(field, FieldRefusal::NotChosen)),
        word => read(word).ok_or_else(|| Error::field(field, FieldRefusal::NotOffered)),
    }
}

async fn remove_file(visit: &Visit, actor: &Actor, number: &str, posted: &Posted) -> Result<()> {
    keep_reply(visit, actor, number, posted).await?;
    let file = posted.value("remove_file").parse().map_err(|_| Error::NotFound)?;
    visit.operations.remove_draft_file(actor, file).await
}

/// Keeps what stands in the reply. What stands in the page's other forms is no reply.
async fn keep_reply(visit: &Visit, actor: &Actor, number: &str, posted: &Posted) -> Result<()> {
    match posted.form.as_str() {
        "reply" => visit.operations.keep_reply_draft(actor, number, posted.value("body")).await,
        _ => Ok(()),
    }
}

/// A reply that is still being written.
#[derive(Deserialize)]
struct Kept {
    body: String,
}

async fn keep(
    Extension(visit): Extension<Visit>,
    Path(number): Path<String>,
    Json(kept): Json<Kept>,
) -> std::result::Result<(), Response> {
    quiet(&visit, async |actor| visit.operations.keep_reply_draft(actor, &number, &kept.body).await).await
}

/// How far somebody has read.
#[derive(Deserialize)]
struct ReadTo {
    sequence: i64,
}

async fn read(
    Extension(visit): Extension<Visit>,
    Path(number): Path<String>,
    Json(read): Json<ReadTo>,
) -> std::result::Result<(), Response> {
    quiet(&visit, async |actor| visit.operations.mark_read(actor, &number, read.sequence).await).await
}

/// The agent has the ticket before his eyes: sent by the visible page, never by a prefetch.
async fn seen(Extension(visit): Extension<Visit>, Path(number): Path<String>) -> std::result::Result<(), Response> {
    quiet(&visit, async |actor| visit.operations.see_ticket(actor, &number).await).await
}

/// Does something small on behalf of a page, without an answer to show.
async fn quiet(visit: &Visit, deed: impl AsyncFnOnce(&Actor) -> Result<()>) -> std::result::Result<(), Response> {
    use axum::response::IntoResponse;

    let status = |failure: Failure| {
        let status = axum::http::StatusCode::from_u16(failure.kind.status());
        (status.unwrap_or(axum::http::StatusCode::SERVICE_UNAVAILABLE), Json(failure)).into_response()
    };
    let actor = visit.actor().map_err(status)?;
    deed(actor).await.map_err(|error| status(failure::failure(visit, &error)))
}
