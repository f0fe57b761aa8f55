//! Somebody's own second factor into what its page shows.

use axum::http::HeaderMap;
use axum::http::request::Parts;
use leptos::prelude::use_context;
use wording::factor as words;

use super::Eyes;
use crate::api::second_factor::FactorPage;
use crate::error::Failure;
use crate::host::{Visit, cookies, reader, refused, visit};

/// The reader's own second factor.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page() -> Result<FactorPage, Failure> {
    let (visit, actor) = reader()?;
    let cookie = cookie(&visit);
    let own = visit.operations.second_factor(&actor, &cookie).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    Ok(FactorPage {
        email: own.email,
        since: own.since.map(|at| eyes.long_day(at)).unwrap_or_default(),
        left: words::codes_left(visit.language, own.codes_left),
        secret: own.secret,
        address: own.address,
        codes: own.codes,
        required: own.required,
        first: visit.signed.as_ref().is_some_and(|signed| signed.lacks_factor),
    })
}

/// Whether the browser has typed its password and is to type its code.
///
/// # Errors
/// What the operation refused, in words.
pub async fn awaits_code() -> Result<bool, Failure> {
    let visit = visit()?;
    visit.operations.awaits_code(&cookie(&visit)).await.map_err(refused(&visit))
}

/// The secret of the browser that asks, or nothing.
fn cookie(visit: &Visit) -> String {
    let headers: Option<HeaderMap> = use_context::<Parts>().map(|parts| parts.headers);
    headers.and_then(|headers| cookies::session_token(&headers, visit.https)).unwrap_or_default()
}
