//! Searches that are posted, the columns of their results, and their files.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Extension, Path, RawQuery, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::parcel::Criteria;
use domain::{Actor, Language};
use futures_util::stream;
use operations::downloads::{DownloadWork, Wish};
use operations::parcels::{Choice, CsvProfile, LONG_TABLE, ParcelFile, ParcelTable, PastedTable, pasted_list};
use operations::{Error, Result};
use wording::table;

use crate::host::forms::{Next, Posted, own_path};
use crate::host::no_file::{as_page, no_file};
use crate::host::show::search::{COLUMNS, quick_address, sought_by};
use crate::host::{Visit, failure};

/// The largest paste that is refused in words, in bytes; a million characters as a form writes them are less.
const PASTE_BODY: usize = 4 * 1024 * 1024;

/// How much of a paste that is refused is kept in sight, in bytes.
const KEPT: usize = 100_000;

/// The longest address that every browser and proxy takes.
const ADDRESS_MAX: usize = 6_000;

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new()
        .route("/parcels", post(search))
        .route("/parcels/export", get(export_criteria).post(export_chosen))
        .route("/parcels/{number}/export", get(export_path))
        .layer(from_fn(as_page))
}

/// A quick search, or the choice of columns.
async fn search(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let mut posted = match Posted::read_long(&visit, request, PASTE_BODY).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let actor = match visit.actor() {
        Ok(actor) => actor.clone(),
        Err(failure) => return posted.refuse(failure).await,
    };
    let address = quick_address(posted.value("q"), posted.value("by"));
    match posted.form.as_str() {
        "quick" => match pasted_list(posted.value("q"), sought_by(posted.value("by"))) {
            Ok(_) if address.len() <= ADDRESS_MAX => posted.go(Next::page(address)),
            Ok(_) => posted.show_again().await,
            Err(error) => {
                posted.cut("q", KEPT);
                posted.refuse(failure::failure(&visit, &error)).await
            }
        },
        "columns" => {
            let wanted: Vec<&str> =
                COLUMNS.into_iter().filter(|column| posted.all("column").any(|one| one == *column)).collect();
            match visit.operations.choose_parcel_columns(&actor, &wanted).await {
                Ok(()) if !posted.value("q").is_empty() => posted.show_again().await,
                Ok(()) => posted.go(Next::page(own_path(posted.value("next")))),
                Err(error) => posted.answer(&visit, Err(error)).await,
            }
        }
        _ => posted.answer(&visit, Err(Error::NotFound)).await,
    }
}

/// Everything that the form of several criteria asks for, as a file.
async fn export_criteria(Extension(visit): Extension<Visit>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let actor = match visit.actor() {
        Ok(actor) => actor.clone(),
        Err(_) => return signed_out(),
    };
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    match Criteria::of_form(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))) {
        Ok(criteria) => {
            let profile = pairs.iter().find(|(name, _)| name == "profile").map_or("", |(_, value)| value.as_str());
            file(&visit, &actor, Choice::Results(criteria), profile).await
        }
        // The page of the search says what is wrong beside the field.
        Err(_) => Redirect::to(&format!("/parcels?{query}")).into_response(),
    }
}

/// What was pasted or chosen, as a file.
async fn export_chosen(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let mut posted = match Posted::read_long(&visit, request, PASTE_BODY).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let here = if posted.value("here").is_empty() { "/parcels".to_owned() } else { posted.value("here").to_owned() };
    posted = posted.at(&here);
    let actor = match visit.actor() {
        Ok(actor) => actor.clone(),
        Err(failure) => return posted.refuse(failure).await,
    };
    let made = if posted.form == "quick" {
        pasted(&visit, &actor, &posted).await
    } else {
        match Choice::of_form(posted.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))) {
            Ok(choice) => Ok(file(&visit, &actor, choice, posted.value("profile")).await),
            Err(error) => Err(error),
        }
    };
    match made {
        Ok(response) => response,
        Err(error) => {
            posted.cut("q", KEPT);
            posted.refuse(failure::failure(&visit, &error)).await
        }
    }
}

/// A pasted list as a file, also with what was not found of it.
async fn pasted(visit: &Visit, actor: &Actor, posted: &Posted) -> Result<Response> {
    let found = visit.operations.find_pasted(actor, posted.value("q"), sought_by(posted.value("by"))).await?;
    let profile = profile_of(posted.value("profile"), visit.language);
    let mut table = visit.operations.pasted_table(actor, found, visit.language, profile);
    let begun = table.next().await?.unwrap_or_default();
    let name = table::file(visit.language, &today(visit, actor));
    visit.operations.exported(actor, &name).await;
    let rest = stream::try_unfold(table, |mut table: PastedTable| async move {
        let part = table.next().await?;
        Ok::<_, Error>(part.map(|part| (Bytes::from(part), table)))
    });
    let whole = stream::StreamExt::chain(stream::iter([Ok(Bytes::from(begun))]), rest);
    Ok(download(&name, Body::from_stream(whole)))
}

/// What happened to one parcel, as a file.
async fn export_path(
    Extension(visit): Extension<Visit>,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let Ok(actor) = visit.actor() else { return signed_out() };
    let profile = if query.as_deref() == Some("profile=english") { "english" } else { "" };
    let profile = profile_of(profile, visit.language);
    match visit.operations.parcel_path_table(actor, &number, visit.language, profile).await {
        Ok((number, bytes)) => {
            let name = table::file_of_parcel(visit.language, &today(&visit, actor), &number);
            download(&name, Body::from(bytes))
        }
        Err(error) => no_file(&visit, &error),
    }
}

/// The table as it is written. What cannot be read at its very beginning is said; what fails later breaks the file off,
/// so that nobody takes half of it for all.
async fn file(visit: &Visit, actor: &Actor, choice: Choice, profile: &str) -> Response {
    let profile = profile_of(profile, visit.language);
    match background(visit, actor, &choice, profile).await {
        Ok(None) => {}
        Ok(Some(address)) => return Redirect::to(&address).into_response(),
        Err(error) => return no_file(visit, &error),
    }
    let mut table = visit.operations.parcel_table(actor, choice, visit.language, profile);
    let begun = match table.next().await {
        Ok(begun) => begun.unwrap_or_default(),
        Err(error) => return no_file(visit, &error),
    };
    let name = table::file(visit.language, &today(visit, actor));
    visit.operations.exported(actor, &name).await;
    let rest = stream::try_unfold(table, |mut table: ParcelTable| async move {
        let part = table.next().await?;
        Ok::<_, Error>(part.map(|part| (Bytes::from(part), table)))
    });
    let whole = stream::StreamExt::chain(stream::iter([Ok(Bytes::from(begun))]), rest);
    download(&name, Body::from_stream(whole))
}

/// Where a very long table is made, with its progress; `None` where it is short enough to be sent at once.
async fn background(visit: &Visit, actor: &Actor, choice: &Choice, profile: CsvProfile) -> Result<Option<String>> {
    if matches!(choice, Choice::Parcels(_)) || visit.operations.count_chosen(actor, choice).await? <= LONG_TABLE {
        return Ok(None);
    }
    let (language, french) = (visit.language, profile == CsvProfile::French);
    let wish = Wish {
        work: DownloadWork::Parcels(ParcelFile { choice: choice.clone(), language, french }),
        name: table::file(language, &today(visit, actor)),
        by_mail: false,
        deed: String::new(),
    };
    let id = visit.operations.begin_download(actor, wish).await?;
    Ok(Some(format!("/downloads/{id}")))
}

/// The day it is where somebody is, for the name of a file.
fn today(visit: &Visit, actor: &Actor) -> String {
    visit.operations.now().to_zoned(operations::zone(&actor.zone)).date().to_string()
}

fn profile_of(word: &str, language: Language) -> CsvProfile {
    match word {
        "french" => CsvProfile::French,
        "english" => CsvProfile::English,
        _ => CsvProfile::of(language),
    }
}

/// A file that is saved. Names of ours hold only letters, digits, dots and dashes, and numbers are cleaned; what a
/// header could not hold is left out.
fn download(name: &str, body: Body) -> Response {
    let name: String = name.chars().filter(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-')).collect();
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, body).into_response()
}

fn signed_out() -> Response {
    Redirect::to("/sign-in?next=/parcels").into_response()
}
