//! The form by which a lead takes a mark of abuse back from the list of them.

use axum::Router;
use axum::extract::{Extension, Request};
use axum::response::Response;
use axum::routing::post;
use operations::tickets::On;
use operations::{Error, Result};

use crate::host::Visit;
use crate::host::forms::{Next, Posted};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new().route("/abuse", post(undo))
}

async fn undo(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let actor = match visit.actor() {
        Ok(actor) => actor,
        Err(failure) => return posted.refuse(failure).await,
    };
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
