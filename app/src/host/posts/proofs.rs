//! The forms of proofs: one sent by mail, many made in the background.

use axum::Router;
use axum::extract::{Extension, Path, Request};
use axum::response::Response;
use axum::routing::post;
use domain::Actor;
use domain::refusal::FieldRefusal;
use operations::parcels::Choice;
use operations::proofs::{ProofsForm, ProofsWork};
use operations::{Error, Result};

use crate::host::Visit;
use crate::host::forms::{Next, Posted};
use crate::host::show::parcels::in_address;

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new().route("/parcels/proofs", post(many)).route("/parcels/{number}/proof", post(one))
}

/// Sends a proof to the reader's own address.
async fn one(Extension(visit): Extension<Visit>, Path(number): Path<String>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let sent = visit.operations.mail_proof(actor, &number, visit.language, &posted.deed).await;
    let next = Next::page(format!("!/parcels/{}/proof?sent=1", in_address(&number)));
    posted.answer(&visit, sent.map(|()| next)).await
}

/// Shows what was chosen of a search, or has it made.
async fn many(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    if posted.form != "make" || posted.value("make") == "page" {
        return posted.show_again().await;
    }
    let done = begin(&visit, actor, &posted).await;
    posted.answer(&visit, done).await
}

async fn begin(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<Next> {
    let form = match posted.value("make") {
        "zip" => ProofsForm::Zip,
        "document" => ProofsForm::Document,
        _ => return Err(Error::field("make", FieldRefusal::NotOffered)),
    };
    let choice = Choice::of_form(posted.values.iter().map(|(name, value)| (name.as_str(), value.as_str())))?;
    let work = ProofsWork { choice, form, language: visit.language };
    let by_mail = posted.value("by_mail") == "on";
    let id = visit.operations.begin_proofs(actor, work, by_mail, &posted.deed).await?;
    Ok(Next::page(format!("!/downloads/{id}")))
}
