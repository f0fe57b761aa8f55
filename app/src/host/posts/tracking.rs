//! The forms of tracking messages: subscribing and unsubscribing signed in, and the two links in mails, which work for
//! whoever has them.

use axum::Router;
use axum::extract::{Extension, Path, Request};
use axum::middleware::Next as After;
use axum::response::Response;
use axum::routing::post;
use domain::refusal::{FieldRefusal, Refusal};
use domain::{Actor, Language};
use operations::tracking::{Subscribed, TrackingWish};
use operations::{Error, Result};

use crate::host::forms::{Next, Posted};
use crate::host::show::parcels::in_address;
use crate::host::{Visit, one_press};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new()
        .route("/parcels/{number}/messages", post(parcel))
        .route("/tracking-messages", post(own))
        .route("/unsubscribe/{token}", post(stop))
        .route("/confirm/{token}", post(confirm))
}

async fn parcel(Extension(visit): Extension<Visit>, Path(number): Path<String>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let done = match posted.form.as_str() {
        "subscribe" => subscribe(&visit, actor, &number, &posted).await,
        "unsubscribe" => end(&visit, actor, &posted).await.map(|()| "ended"),
        _ => Err(Error::NotFound),
    };
    let page = format!("/parcels/{}/messages", in_address(&number));
    posted.answer(&visit, done.map(|done| Next::page(format!("!{page}?done={done}")))).await
}

async fn own(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let done = match visit.actor() {
        Ok(actor) => end(&visit, actor, &posted).await,
        Err(failure) => return posted.refuse(failure).await,
    };
    posted.answer(&visit, done.map(|()| Next::page("!/tracking-messages?done=ended"))).await
}

async fn subscribe(visit: &Visit, actor: &Actor, number: &str, posted: &Posted) -> Result<&'static str> {
    let address = match posted.value("who") {
        "own" => None,
        "other" => Some(posted.value("address").to_owned()),
        _ => return Err(Error::field("who", FieldRefusal::NotChosen)),
    };
    let language = Language::from_code(posted.value("language"));
    let language = language.ok_or_else(|| Error::field("language", FieldRefusal::NotOffered))?;
    let events = posted.all("events").map(str::parse).collect::<std::result::Result<Vec<_>, _>>();
    let events = events.map_err(|_| Error::field("events", FieldRefusal::NotOffered))?;
    let done = visit.operations.subscribe(actor, number, &TrackingWish { address, language, events }).await?;
    Ok(match done {
        Subscribed::Active => "subscribed",
        Subscribed::Asked => "asked",
    })
}

async fn end(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<()> {
    let id = posted.value("subscription").parse().map_err(|_| Error::NotFound)?;
    visit.operations.end_messages(actor, id).await
}

/// Ends messages.
async fn stop(Extension(visit): Extension<Visit>, Path(token): Path<String>, request: Request) -> Response {
    let page = format!("!/unsubscribe/{}", in_address(&token));
    one_press::answer(&visit, request, page, visit.operations.stop_messages(&token)).await
}

async fn confirm(Extension(visit): Extension<Visit>, Path(token): Path<String>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let done = match posted.form.as_str() {
        "confirm" => visit.operations.confirm_messages(&token).await,
        _ => Err(Error::NotFound),
    };
    // A link that no longer holds looks like one that never did.
    let done = done.map_err(|error| match error {
        Error::Refused(Refusal::LinkExpired) => Error::NotFound,
        other => other,
    });
    posted.answer(&visit, done.map(|()| Next::page(format!("!/confirm/{}", in_address(&token))))).await
}

/// Shows the pages behind the links in mails in the language of the mail, to whoever is signed out and has not chosen
/// another one in this browser.
pub async fn in_language_of_mail(mut request: Request, next: After) -> Response {
    let path = request.uri().path();
    let behind = |pages: &[&str]| pages.iter().find_map(|page| path.strip_prefix(page)).map(str::to_owned);
    let secret = behind(&["/follow/", "/unsubscribe/", "/confirm/"]);
    let of_report = behind(&["/reports/unsubscribe/", "/reports/confirm/", "/reports/files/"]);
    let of_notices = behind(&["/notifications/unsubscribe/"]);
    let chosen = crate::host::cookies::has_language(request.headers());
    let visit = request.extensions().get::<Visit>().filter(|visit| visit.signed.is_none() && !chosen);
    if let Some(visit) = visit {
        let mut visit = visit.clone();
        let found = match (secret, of_report, of_notices) {
            (Some(secret), ..) => visit.operations.language_of_link(&secret).await,
            (_, Some(secret), _) => visit.operations.language_of_report_link(&secret).await,
            (.., Some(secret)) => visit.operations.language_of_notices_link(&secret).await,
            (None, None, None) => Ok(None),
        };
        // Where the database is away the page says so by itself.
        if let Ok(Some(language)) = found {
            visit.language = language;
            request.extensions_mut().insert(language);
            request.extensions_mut().insert(visit);
        }
    }
    next.run(request).await
}
