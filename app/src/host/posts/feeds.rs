//! The forms of the page of codes: what a code means, said or taken back.

use axum::Router;
use axum::extract::{Extension, Request};
use axum::response::Response;
use axum::routing::post;
use domain::Actor;
use domain::refusal::FieldRefusal;
use operations::codes::{MeaningSaid, ReadAgain};
use operations::{Error, Result};

use crate::host::Visit;
use crate::host::forms::{Next, Posted};
use crate::host::show::feeds::ONLY_TELLS;

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new().route("/admin/codes", post(deed))
}

async fn deed(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let done = match visit.actor() {
        Ok(actor) => run(&visit, actor, &posted).await,
        Err(failure) => return posted.refuse(failure).await,
    };
    posted.answer(&visit, done).await
}

async fn run(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<Next> {
    let (operations, carrier, code) = (&visit.operations, posted.value("carrier"), posted.value("code"));
    match posted.form.as_str() {
        "map" => {
            let said = said(posted)?;
            Ok(done("mapped", code, operations.map_code(actor, carrier, code, said).await?))
        }
        "unmap" => Ok(done("removed", code, operations.unmap_code(actor, carrier, code).await?)),
        _ => Err(Error::NotFound),
    }
}

/// The page, which says itself what was done, so that it is also said where no scripts run.
fn done(what: &str, code: &str, read: ReadAgain) -> Next {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("done", what)
        .append_pair("which", code)
        .append_pair("scans", &read.scans.to_string())
        .append_pair("moved", &read.moved.to_string())
        .finish();
    Next::page(format!("!/admin/codes?{query}"))
}

fn said(posted: &Posted) -> Result<MeaningSaid> {
    let state = match posted.value("state") {
        "" => return Err(Error::field("state", FieldRefusal::NotChosen)),
        ONLY_TELLS => None,
        word => Some(word.parse().map_err(|_| Error::field("state", FieldRefusal::NotOffered))?),
    };
    let reason = match posted.value("reason") {
        "" => None,
        word => Some(word.parse().map_err(|_| Error::field("reason", FieldRefusal::NotOffered))?),
    };
    let responsible = match posted.value("responsible") {
        "" => None,
        word => Some(word.parse().map_err(|_| Error::field("responsible", FieldRefusal::NotOffered))?),
    };
    Ok(MeaningSaid { state, reason, responsible })
}
