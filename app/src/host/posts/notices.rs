//! The forms of notices: marking them read, choosing how one is told, and the link in grouped mails, which works for
//! whoever has it.

use axum::Router;
use axum::extract::{Extension, Path, Request};
use axum::response::Response;
use axum::routing::post;
use domain::Actor;
use domain::notice::{Choice, NoticeKind, Pace, QuietHours, is_hour};
use domain::refusal::FieldRefusal;
use operations::{Error, Result};

use crate::host::forms::{Next, Posted};
use crate::host::show::parcels::in_address;
use crate::host::{Visit, one_press};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new()
        .route("/notifications", post(mark))
        .route("/account/notifications", post(choose))
        .route("/notifications/unsubscribe/{token}", post(stop))
}

async fn mark(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let done = match posted.form.as_str() {
        "read" => read(&visit, actor, &posted).await.map(|()| "read"),
        "read-all" => visit.operations.read_all_notices(actor).await.map(|()| "all"),
        _ => Err(Error::NotFound),
    };
    posted.answer(&visit, done.map(|done| Next::page(format!("!/notifications?done={done}")))).await
}

async fn read(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<()> {
    let id = posted.value("notice").parse().map_err(|_| Error::NotFound)?;
    visit.operations.read_notice(actor, id).await
}

async fn choose(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let done = match chosen(&posted) {
        Ok(choice) if posted.form == "choice" => visit.operations.choose_notices(actor, choice).await,
        Ok(_) => Err(Error::NotFound),
        Err(error) => Err(error),
    };
    posted.answer(&visit, done.map(|()| Next::page("!/account/notifications?done=kept"))).await
}

fn chosen(posted: &Posted) -> Result<Choice> {
    let not_offered = |field: &str| Error::field(field, FieldRefusal::NotOffered);
    let pace = match posted.value("pace") {
        "" => return Err(Error::field("pace", FieldRefusal::NotChosen)),
        word => Pace::from_word(word).ok_or_else(|| not_offered("pace"))?,
    };
    let hour = |field: &str| -> Result<i8> {
        let hour = posted.value(field).parse().ok().filter(|hour| is_hour(*hour));
        hour.ok_or_else(|| not_offered(field))
    };
    let kinds = posted.all("kinds").map(|word| NoticeKind::from_word(word).ok_or_else(|| not_offered("kinds")));
    let kinds = kinds.collect::<Result<Vec<_>>>()?;
    if kinds.is_empty() && pace != Pace::Never {
        return Err(Error::field("kinds", FieldRefusal::NotChosen));
    }
    Ok(Choice {
        pace,
        hour: hour("hour")?,
        quiet: QuietHours::between(hour("quiet_from")?, hour("quiet_until")?),
        kinds,
    })
}

/// Ends the mails that somebody gets of what happens.
async fn stop(Extension(visit): Extension<Visit>, Path(token): Path<String>, request: Request) -> Response {
    let page = format!("!/notifications/unsubscribe/{}", in_address(&token));
    one_press::answer(&visit, request, page, visit.operations.end_notices(&token)).await
}
