//! The forms of a thread, the customer's and the agent's: one address, told apart by the form's name.

use axum::extract::{Extension, Path, Request};
use axum::response::Response;
use axum::routing::post;
use axum::{Json, Router};
use domain::Actor;
use domain::id::{FileId, SlotId, UserId};
use domain::refusal::FieldRefusal;
use domain::ticket::abuse::Abuse;
use domain::ticket::lifecycle::WaitingFor;
use domain::ticket::outcome::{Outcome, WithdrawReason};
use operations::live::{Doing, Present};
use operations::tickets::abuse::Marking;
use operations::tickets::agent::{Answer, Ask};
use operations::tickets::colleagues::Note;
use operations::tickets::customer::{Reply, Validation};
use operations::tickets::hold::{Held, Sent};
use operations::tickets::redact::{Redaction, Target};
use operations::tickets::{Done, On};
use operations::{Error, Result};
use serde::Deserialize;
use wording::{desk, thread};

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
        .route("/requests/{number}/present", post(present))
        .route("/desk/{number}/present", post(present))
}

async fn deed(Extension(visit): Extension<Visit>, Path(number): Path<String>, request: Request) -> Response {
    let at_desk = request.uri().path().starts_with("/desk/");
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    if let Some(refused) = posted.files_refused(visit.language) {
        // The text is kept as a draft, the good files are kept as draft files: only the bad ones are lost.
        let _ = keep_reply(&visit, actor, &number, &posted).await;
        return posted.refuse(refused).await;
    }
    let here = if at_desk { format!("/desk/{number}") } else { format!("/requests/{number}") };
    if !posted.value("remove_file").is_empty() {
        let removed = remove_file(&visit, actor, &number, &posted).await;
        return match removed {
            // One that is gone already is taken back: a page that answers a form may be loaded again.
            Ok(()) | Err(Error::NotFound) if !posted.json => posted.show_again().await,
            removed => posted.answer(&visit, removed.map(|()| Next::page(here))).await,
        };
    }
    if posted.form == "follow_up" {
        let begun = visit.operations.start_follow_up(actor, posted.value("parcel"), &number).await;
        return posted.answer(&visit, begun.map(|draft| Next::page(format!("/requests/new/{draft}/check")))).await;
    }
    if posted.form == "tabs" {
        let next = tabs(&visit, actor, &number, &posted, &here).await;
        return posted.answer(&visit, next.map(Next::page)).await;
    }
    let language = visit.language;
    if let Some(next) = hold(&visit, actor, &number, &posted, &here).await {
        return posted.answer(&visit, next).await;
    }
    let done = run(&visit, actor, &number, &posted).await;
    let said = match posted.form.as_str() {
        "join" => thread::joined(language),
        "bell" if posted.value("follows") == "yes" => thread::bell_followed(language),
        "bell" => thread::bell_muted(language),
        "validate" => thread::validated(language),
        "withdraw" => thread::withdrawn(language),
        "note" | "team_note" => thread::noted(language),
        "assign" => thread::assign_done(language),
        "redact" => thread::redacted(language),
        "abuse" => wording::desk::abuse_done(language),
        "abuse_undo" => wording::desk::abuse_undone(language),
        _ => thread::sent(language),
    };
    posted.answer(&visit, done.map(|_| Next::page(here).saying(said))).await
}

/// What is done to the tabs of tickets that are kept open: the button says which one it means, and what for.
async fn tabs(visit: &Visit, actor: &Actor, number: &str, posted: &Posted, here: &str) -> Result<String> {
    if !posted.value("close_all").is_empty() {
        visit.operations.close_tabs(actor).await?;
    } else if !posted.value("close").is_empty() {
        visit.operations.close_tab(actor, posted.value("close")).await?;
    } else {
        visit.operations.open_tab(actor, number).await?;
    }
    Ok(format!("!{here}"))
}

/// What an agent sends and may still take back, and what he does with it; none for every other form.
async fn hold(visit: &Visit, actor: &Actor, number: &str, posted: &Posted, here: &str) -> Option<Result<Next>> {
    let (ops, language) = (&visit.operations, visit.language);
    Some(match posted.form.as_str() {
        "answer" | "ask" | "resolve" => match held(number, posted) {
            Ok(held) => ops.send_later(actor, held, typed(posted)).await.map(|sent| {
                let said = match sent {
                    Sent::Now(_) => thread::sent(language),
                    Sent::Later(_) => desk::held(language),
                };
                Next::page(here).saying(said)
            }),
            Err(error) => Err(error),
        },
        "send_now" => ops.send_now(actor, number).await.map(|()| Next::page(here)),
        // The whole page, for its forms to be filled with what came back.
        "take_back" => ops.take_back_answer(actor, number).await.map(|waited| {
            let next = Next::page(format!("!{here}"));
            if waited { next } else { next.saying(desk::held_gone(language)) }
        }),
        "discard" => ops.discard_answer(actor, number).await.map(|()| Next::page(format!("!{here}"))),
        _ => return None,
    })
}

fn held(number: &str, posted: &Posted) -> Result<Held> {
    let (on, body) = (on(number, posted), posted.value("body").to_owned());
    let files: Vec<FileId> = posted.files().into_iter().map(|(file, _)| file).collect();
    Ok(match posted.form.as_str() {
        "answer" => {
            let next_on = match posted.value("next_on") {
                "" => None,
                typed => Some(typed.parse().map_err(|_| Error::field("next_on", FieldRefusal::NotADate))?),
            };
            let waiting_for = WaitingFor::from_word(posted.value("waiting_for")).unwrap_or_default();
            Held::Answer(Answer { on, body, files, next_on, waiting_for })
        }
        "ask" => {
            let slots = posted.all("slot").filter_map(|slot| slot.parse().ok()).collect();
            Held::Ask(Ask { on, body, files, slots, document: posted.value("document").to_owned() })
        }
        _ => Held::Resolve { on, outcome: chosen(posted, "outcome", Outcome::from_word)?, body, files },
    })
}

/// What was typed into a form that may come back, without what the page says of itself.
fn typed(posted: &Posted) -> Vec<(String, String)> {
    const TYPED: [&str; 6] = ["body", "next_on", "waiting_for", "slot", "document", "outcome"];
    posted.values.iter().filter(|(name, _)| TYPED.contains(&name.as_str())).cloned().collect()
}

/// Which ticket, and what the page showed of it.
fn on(number: &str, posted: &Posted) -> On {
    On {
        number: number.to_owned(),
        state: posted.value("state").to_owned(),
        sequence: posted.value("sequence").parse().unwrap_or(0),
        deed: if posted.deed.is_empty() { String::new() } else { format!("{} {}", posted.form, posted.deed) },
    }
}

async fn run(visit: &Visit, actor: &Actor, number: &str, posted: &Posted) -> Result<Done> {
    let ops = &visit.operations;
    let on = on(number, posted);
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
        "cancel_ask" => ops.cancel_ask(actor, &on).await,
        "note" if actor.is_operator() => ops.note_and_tell(actor, &note(on, body, plain, posted)?).await,
        "team_note" if !actor.is_operator() => ops.note_and_tell(actor, &note(on, body, plain, posted)?).await,
        "assign" if !actor.is_operator() => {
            ops.assign(actor, &on, posted.value("seen"), &people(posted, "colleague")?).await
        }
        "abuse" => {
            let typed = |name: &str| Some(posted.value(name)).filter(|value| !value.is_empty());
            let message = typed("what").map(|word| word.parse().unwrap_or(-1));
            let kind = match typed("kind") {
                None => None,
                Some(word) => Some(Abuse::from_word(word).ok_or(Error::field("kind", FieldRefusal::NotOffered))?),
            };
            ops.mark_abuse(actor, &Marking { on, message, kind, note: posted.value("note").to_owned() }).await
        }
        "abuse_undo" => {
            let message = posted.value("what").parse().map_err(|_| Error::NotFound)?;
            ops.unmark_abuse(actor, &on, message).await
        }
        "redact" => {
            let target = match posted.value("what") {
                "" => None,
                word => Some(Target::from_word(word).ok_or(Error::field("what", FieldRefusal::NotOffered))?),
            };
            let (reason, sure) = (posted.value("reason").to_owned(), !posted.value("sure").is_empty());
            ops.redact(actor, &Redaction { on, target, reason, sure }).await
        }
        "reopen" => ops.reopen(actor, &on, posted.value("reason")).await,
        _ => Err(Error::NotFound),
    }
}

fn note(on: On, body: String, files: Vec<FileId>, posted: &Posted) -> Result<Note> {
    Ok(Note { on, body, files, told: people(posted, "told")? })
}

/// The people who are ticked under a name.
fn people(posted: &Posted, field: &str) -> Result<Vec<UserId>> {
    let read = |id: &str| id.parse().map_err(|_| Error::field(field, FieldRefusal::NotOffered));
    posted.all(field).map(read).collect()
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
) -> std::result::Result<Json<()>, Response> {
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
) -> std::result::Result<Json<()>, Response> {
    quiet(&visit, async |actor| visit.operations.mark_read(actor, &number, read.sequence).await).await
}

/// The agent has the ticket before his eyes: sent by the visible page, never by a prefetch.
async fn seen(
    Extension(visit): Extension<Visit>,
    Path(number): Path<String>,
) -> std::result::Result<Json<()>, Response> {
    quiet(&visit, async |actor| visit.operations.see_ticket(actor, &number).await).await
}

/// What somebody does on a thread: `reads`, `writes` or `gone`.
#[derive(Deserialize)]
struct OnThread {
    doing: String,
}

/// Somebody is on the thread; the answer says in sentences who else is.
async fn present(
    Extension(visit): Extension<Visit>,
    Path(number): Path<String>,
    Json(on_thread): Json<OnThread>,
) -> std::result::Result<Json<Vec<String>>, Response> {
    let doing = match on_thread.doing.as_str() {
        "writes" => Doing::Writes,
        "gone" => Doing::Gone,
        _ => Doing::Reads,
    };
    quiet(&visit, async |actor| {
        let others = visit.operations.present(actor, &number, doing).await?;
        let language = visit.language;
        let say = |one: Present| {
            if one.writes {
                thread::present_writes(language, &one.name)
            } else {
                thread::present_reads(language, &one.name)
            }
        };
        Ok(others.into_iter().map(say).collect())
    })
    .await
}

/// Does something small on behalf of a page.
async fn quiet<T>(
    visit: &Visit,
    deed: impl AsyncFnOnce(&Actor) -> Result<T>,
) -> std::result::Result<Json<T>, Response> {
    use axum::response::IntoResponse;

    let status = |failure: Failure| {
        let status = axum::http::StatusCode::from_u16(failure.kind.status());
        (status.unwrap_or(axum::http::StatusCode::SERVICE_UNAVAILABLE), Json(failure)).into_response()
    };
    let actor = visit.actor().map_err(status)?;
    deed(actor).await.map(Json).map_err(|error| status(failure::failure(visit, &error)))
}
