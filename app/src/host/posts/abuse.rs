//! The forms of the list of abuse: a lead takes a mark back, and keeps somebody from filing or lets him file again.

use axum::Router;
use axum::extract::{Extension, Request};
use axum::response::Response;
use axum::routing::post;
use domain::refusal::FieldRefusal;
use domain::{Actor, permission};
use operations::tickets::On;
use operations::{Error, Result};

use crate::host::Visit;
use crate::host::forms::{Next, Posted};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new().route("/abuse", post(undo))
}

async fn undo(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    match posted.form.as_str() {
        "stop" => {
            let done = stop(&visit, actor, &posted).await;
            return posted.answer(&visit, done.map(|()| Next::page("!/abuse?done=stopped"))).await;
        }
        "allow" => {
            let done = allow(&visit, actor, &posted).await;
            return posted.answer(&visit, done.map(|()| Next::page("!/abuse?done=allowed"))).await;
        }
        _ => {}
    }
    let message: Result<i64> = posted.value("what").parse().map_err(|_| Error::NotFound);
    let done = match message {
        Ok(message) => {
            let (number, deed) = (posted.value("number").to_owned(), format!("abuse_undo {}", posted.deed));
            visit.operations.unmark_abuse(actor, &On { number, deed, ..On::default() }, message).await
        }
        Err(error) => Err(error),
    };
    posted.answer(&visit, done.map(|_| Next::page("!/abuse?done=undone"))).await
}

/// Keeps somebody from filing.
async fn stop(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<()> {
    permission::see_abuse(actor)?;
    let person = match posted.value("person") {
        "" => return Err(Error::field("person", FieldRefusal::NotChosen)),
        id => id.parse().map_err(|_| Error::NotFound)?,
    };
    visit.operations.stop_filing(actor, person, posted.value("word")).await
}

async fn allow(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<()> {
    let person = posted.value("person").parse().map_err(|_| Error::NotFound)?;
    visit.operations.allow_filing(actor, person).await
}
