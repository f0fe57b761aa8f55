//! The form of a file's page: another file in its place.

use axum::Router;
use axum::extract::{Extension, Path, Request};
use axum::response::Response;
use axum::routing::post;
use domain::Actor;
use domain::id::FileId;
use operations::tickets::On;
use operations::tickets::replace::Replacement;
use operations::{Error, Result};

use crate::host::Visit;
use crate::host::forms::{Next, Posted};
use crate::host::show::attachment::address;

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new().route("/files/{id}/view", post(replace))
}

async fn replace(Extension(visit): Extension<Visit>, Path(id): Path<String>, request: Request) -> Response {
    let (posted, actor) = match Posted::of_somebody(&visit, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    if let Some(refused) = posted.files_refused(visit.language) {
        return posted.refuse(refused).await;
    }
    if let Ok(file) = posted.value("remove_file").parse() {
        return match visit.operations.remove_draft_file(actor, file).await {
            // One that is gone already is taken back: a page that answers a form may be loaded again.
            Ok(()) | Err(Error::NotFound) if !posted.json => posted.show_again().await,
            removed => posted.answer(&visit, removed.map(|()| Next::page(format!("/files/{id}/view")))).await,
        };
    }
    let done = done(&visit, actor, &id, &posted).await;
    posted.answer(&visit, done).await
}

async fn done(visit: &Visit, actor: &Actor, id: &str, posted: &Posted) -> Result<Next> {
    let old: FileId = id.parse().map_err(|_| Error::NotFound)?;
    if posted.form != "replace" {
        return Err(Error::NotFound);
    }
    let files: Vec<FileId> = posted.files().into_iter().map(|(file, _)| file).collect();
    let deed = if posted.deed.is_empty() { String::new() } else { format!("replace {}", posted.deed) };
    let on = On { deed, ..On::default() };
    let shows = files.first().copied().unwrap_or(old);
    let wish = Replacement { on, files, word: posted.value("body").to_owned() };
    visit.operations.replace_file(actor, old, &wish).await?;
    Ok(Next::page(address(shows)).saying(wording::attachment::replace_done(visit.language)))
}
