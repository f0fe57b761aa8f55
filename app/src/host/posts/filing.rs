//! The forms of the four pages of filing. Each keeps the draft and leads to the next page; the last files the ticket.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension, Path, Request};
use axum::response::Response;
use axum::routing::post;
use domain::Actor;
use domain::id::DraftId;
use domain::parcel::number::clean;
use domain::permission;
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::message::{FILE_MAX, FILES_PER_MESSAGE};
use domain::ticket::reason::{SUB_REASON_FIELD, SUBJECT_FIELD};
use operations::tickets::filing::FilingDetails;
use operations::{Error, Result};
use wording::{filing, thread};

use crate::api::filing::sub_reason_field;
use crate::error::Failure;
use crate::host::forms::{Next, Posted};
use crate::host::show::filing::{field_label, number_to_file_on};
use crate::host::show::parcels::{can_be_filed_on, in_address, typed};
use crate::host::{Visit, failure};

/// The largest form of the last page without scripts: all its files, and what is typed.
const FORM_MAX: usize = FILES_PER_MESSAGE * FILE_MAX as usize + 1024 * 1024;

/// What the names of information fields begin with.
const INFORMATION: &str = "info-";

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new()
        .route("/requests/new", post(start))
        .route("/requests/new/{draft}/check", post(check))
        .route("/requests/new/{draft}/subject", post(subject))
        .route("/requests/new/{draft}/details", post(details).layer(DefaultBodyLimit::max(FORM_MAX)))
}

async fn start(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    match visit.actor() {
        Ok(actor) => posted.answer(&visit, begin(&visit, actor, &posted).await).await,
        Err(failure) => posted.refuse(failure).await,
    }
}

async fn begin(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<Next> {
    permission::begin_ticket(actor)?;
    let ops = &visit.operations;
    let draft = match posted.value("draft") {
        "" => None,
        text => Some(draft_id(text)?),
    };
    let number = match posted.value("number") {
        // A button beside a number, found or typed, says which one.
        "" => {
            let query = typed(posted.value("query"));
            if query.is_empty() {
                return Err(Error::field("query", FieldRefusal::Missing));
            }
            match number_to_file_on(visit, actor, &query).await? {
                Some(number) => number,
                None => return what_was_found(&query, posted.value("draft")),
            }
        }
        number => number.to_owned(),
    };
    let id = match draft {
        Some(id) => {
            ops.change_parcel(actor, id, &number).await?;
            id
        }
        None => ops.start_filing(actor, &number).await?,
    };
    // Whoever comes from a parcel has just seen it, and has nothing to check where it goes alone and no ticket is open;
    // but an agent, who says there in whose name he files.
    if !actor.is_operator() && matches!(posted.form.as_str(), "contact" | "results") {
        let filing = ops.filing(actor, id).await?;
        if filing.siblings.is_empty() && filing.open_tickets.is_empty() {
            return Ok(Next::page(address(id, "subject")));
        }
    }
    Ok(Next::page(address(id, "check")))
}

/// The first page again, where several parcels or none were found: it is asked for, so that it can be reloaded.
fn what_was_found(query: &str, draft: &str) -> Result<Next> {
    if !can_be_filed_on(&clean(query)) {
        return Err(Error::field("query", FieldRefusal::NothingFound));
    }
    let draft = if draft.is_empty() { String::new() } else { format!("&draft={}", in_address(draft)) };
    Ok(Next::page(format!("/requests/new?q={}{draft}", in_address(query))))
}

async fn check(Extension(visit): Extension<Visit>, Path(draft): Path<String>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let done = match visit.actor() {
        Ok(actor) => checked(&visit, actor, &draft, &posted).await,
        Err(failure) => return posted.refuse(failure).await,
    };
    posted.answer(&visit, done).await
}

async fn checked(visit: &Visit, actor: &Actor, draft: &str, posted: &Posted) -> Result<Next> {
    let id = draft_id(draft)?;
    let ops = &visit.operations;
    if let Some(next) = discarded(visit, actor, id, posted).await? {
        return Ok(next);
    }
    if posted.form == "join" {
        // Following the ticket that is open already takes the place of filing a second one.
        let done = ops.join_ticket(actor, posted.value("number")).await?;
        ops.drop_filing(actor, id).await?;
        return Ok(Next::page(format!("/requests/{}", done.number)).saying(thread::joined(visit.language)));
    }
    let numbers: Vec<String> = posted.all("parcels").map(str::to_owned).collect();
    ops.choose_parcels(actor, id, &numbers, posted.value("others")).await?;
    // Whoever adds parcels wants to see which they are.
    if !posted.value("add").is_empty() {
        return Ok(Next::page(format!("!{}", address(id, "check"))));
    }
    if actor.is_operator() {
        ops.choose_contact(actor, id, posted.value("contact")).await?;
    }
    Ok(Next::page(address(id, "subject")))
}

async fn subject(Extension(visit): Extension<Visit>, Path(draft): Path<String>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let done = match visit.actor() {
        Ok(actor) => subject_chosen(&visit, actor, &draft, &posted).await,
        Err(failure) => return posted.refuse(failure).await,
    };
    posted.answer(&visit, done).await
}

async fn subject_chosen(visit: &Visit, actor: &Actor, draft: &str, posted: &Posted) -> Result<Next> {
    let id = draft_id(draft)?;
    if let Some(next) = discarded(visit, actor, id, posted).await? {
        return Ok(next);
    }
    let subject = posted.value(SUBJECT_FIELD);
    let field = sub_reason_field(subject);
    let chosen = visit.operations.choose_subject(actor, id, subject, posted.value(&field)).await;
    chosen.map_err(|error| renamed(error, SUB_REASON_FIELD, &field))?;
    Ok(Next::page(address(id, "details")))
}

async fn details(Extension(visit): Extension<Visit>, Path(draft): Path<String>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    match filed(&visit, actor, &draft, &posted).await {
        Ok(Filed::Next(next)) => posted.go(next),
        // What was typed is kept, the good files are draft files: only the bad ones are lost.
        Ok(Filed::FilesRefused(failure)) => posted.refuse(failure).await,
        Err(error) => posted.refuse(in_words(&visit, actor, &draft, &error).await).await,
    }
}

/// Why filing was refused. An empty field is called by its name: above the form the messages stand without their
/// fields, and there may be several of them.
async fn in_words(visit: &Visit, actor: &Actor, draft: &str, error: &Error) -> Failure {
    let language = visit.language;
    let mut failure = failure::failure(visit, error);
    let Error::Refused(Refusal::Fields(fields)) = error else { return failure };
    for (message, (name, _)) in
        failure.fields.iter_mut().zip(fields).filter(|(_, (_, why))| *why == FieldRefusal::Missing)
    {
        if name == "body" {
            message.message = filing::body_missing(language).to_owned();
        } else if let Ok(id) = draft_id(draft)
            && let Some(label) = field_label(visit, actor, id, name).await
        {
            message.message = filing::field_missing(language, &label);
        }
    }
    failure
}

/// What the last page leads to.
enum Filed {
    Next(Next),
    FilesRefused(Failure),
}

/// Keeps what was typed, then does what the button says, unless a file that came with it must be refused first.
async fn filed(visit: &Visit, actor: &Actor, draft: &str, posted: &Posted) -> Result<Filed> {
    let id = draft_id(draft)?;
    let ops = &visit.operations;
    if let Some(next) = discarded(visit, actor, id, posted).await? {
        return Ok(Filed::Next(next));
    }
    let details = details_of(posted);
    match ops.keep_details(actor, id, &details).await {
        // A draft that is gone may have been filed by the same button a moment ago; filing knows.
        Ok(()) | Err(Error::NotFound) => {}
        Err(error) => return Err(error),
    }
    if let Some(refused) = posted.files_refused(visit.language) {
        return Ok(Filed::FilesRefused(refused));
    }
    if let Ok(file) = posted.value("remove_file").parse() {
        ops.remove_draft_file(actor, file).await?;
        return Ok(Filed::Next(Next::page(address(id, "details"))));
    }
    match ops.file_ticket(actor, id, &details).await {
        Ok(done) if actor.is_operator() => {
            let said = filing::filed_for(visit.language);
            Ok(Filed::Next(Next::page(format!("/desk/{}", done.number)).saying(said)))
        }
        Ok(done) => Ok(Filed::Next(Next::page(format!("/requests/{}/filed", done.number)))),
        // In whose name an agent files is chosen two pages before.
        Err(Error::Refused(Refusal::Fields(fields))) if fields.iter().any(|(field, _)| field == "contact") => {
            Ok(Filed::Next(Next::page(address(id, "check"))))
        }
        // The subject is chosen one page before: whoever came past it is led there.
        Err(Error::Refused(Refusal::Fields(fields)))
            if fields.iter().any(|(field, _)| field == SUBJECT_FIELD || field == SUB_REASON_FIELD) =>
        {
            Ok(Filed::Next(Next::page(address(id, "subject"))))
        }
        Err(error) => Err(error),
    }
}

/// What was typed and sent on the last page.
fn details_of(posted: &Posted) -> FilingDetails {
    FilingDetails {
        information: posted
            .values
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix(INFORMATION)?.to_owned(), value.clone())))
            .collect(),
        body: posted.value("body").to_owned(),
        files: posted.files(),
    }
}

/// Forgets the draft where its author asked for that, and leads to his tickets.
async fn discarded(visit: &Visit, actor: &Actor, id: DraftId, posted: &Posted) -> Result<Option<Next>> {
    if posted.value("discard").is_empty() {
        return Ok(None);
    }
    visit.operations.drop_filing(actor, id).await?;
    let list = if actor.is_operator() { "/desk" } else { "/requests" };
    Ok(Some(Next::page(list).saying(filing::discarded(visit.language))))
}

fn draft_id(text: &str) -> Result<DraftId> {
    text.parse().map_err(|_| Error::NotFound)
}

fn address(id: DraftId, step: &str) -> String {
    format!("/requests/new/{id}/{step}")
}

/// The same refusal, with one of its fields called as the form calls it.
fn renamed(error: Error, field: &str, name: &str) -> Error {
    let Error::Refused(Refusal::Fields(fields)) = error else { return error };
    let fields = fields.into_iter().map(|(one, why)| if one == field { (name.to_owned(), why) } else { (one, why) });
    Error::Refused(Refusal::Fields(fields.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn information_and_files_are_told_apart_by_their_names() {
        let file = "0198c1f0-0000-7000-8000-000000000001";
        let mut posted = Posted::default();
        posted.values = [
            ("info-content", "Lampe; 2; 40"),
            ("info-imei", ""),
            ("body", "Bonjour"),
            ("files-invoice", file),
            ("files", "no id"),
            ("information", "x"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        let details = details_of(&posted);
        let keys: Vec<&str> = details.information.keys().map(String::as_str).collect();
        assert_eq!(keys, ["content", "imei"]);
        assert_eq!(details.body, "Bonjour");
        assert_eq!(details.files.len(), 1);
        assert_eq!(details.files[0].1, "invoice");
    }

    #[test]
    fn a_missing_sub_reason_is_said_beside_its_subject() {
        let refused = Error::field(SUB_REASON_FIELD, FieldRefusal::NotChosen);
        let Error::Refused(Refusal::Fields(fields)) = renamed(refused, SUB_REASON_FIELD, "sub_reason-swap") else {
            panic!("still a refusal of fields");
        };
        assert_eq!(fields, [("sub_reason-swap".to_owned(), FieldRefusal::NotChosen)]);
    }

    #[test]
    fn what_was_found_is_a_page_of_its_own() {
        let next = what_was_found("CMD 8812", "").expect("a page");
        assert_eq!(next.location, "/requests/new?q=CMD%208812");
        assert!(what_was_found(&"1".repeat(60), "").is_err());
    }
}
