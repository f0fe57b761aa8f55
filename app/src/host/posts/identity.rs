//! The forms at the door: signing in and out, a forgotten password, the language of the pages.

use axum::Router;
use axum::extract::{Extension, Path, Request};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::post;
use domain::Language;
use domain::refusal::FieldRefusal;
use operations::identity::{Entered, SignIn};
use operations::{Error, Result};

use crate::host::forms::{Next, Posted, own_path};
use crate::host::{Visit, cookies};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new()
        .route("/sign-in", post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/forgot-password", post(forgot_password))
        .route("/reset-password/{token}", post(reset_password))
        .route("/language", post(language))
}

/// A page that is loaded in full, because who looks at it, or in which language, has changed.
fn anew(path: &str) -> Next {
    Next::page(format!("!{path}"))
}

async fn sign_in(Extension(visit): Extension<Visit>, headers: HeaderMap, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let wish = SignIn {
        email: posted.value("email").to_owned(),
        password: posted.value("password").to_owned(),
        address: visit.address.clone(),
        agent: visit.agent.clone(),
        earlier: cookies::session_token(&headers, visit.https),
    };
    let next = own_path(posted.value("next"));
    let done = visit.operations.enter(wish).await.map(|entered| match entered {
        Entered::In(signed) => Next { cookies: vec![cookies::session(&signed.token, visit.https)], ..anew(&next) },
        Entered::Code { token } => {
            let query = serde_urlencoded::to_string([("next", &next)]).unwrap_or_default();
            let cookies = vec![cookies::pending(&token, visit.https)];
            Next { cookies, ..anew(&format!("/sign-in/code?{query}")) }
        }
    });
    posted.answer(&visit, done).await
}

async fn sign_out(Extension(visit): Extension<Visit>, headers: HeaderMap, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let done = match cookies::session_token(&headers, visit.https) {
        Some(token) => visit.operations.sign_out(&token).await,
        None => Ok(()),
    };
    let next = Next { cookies: vec![cookies::no_session(visit.https)], ..anew("/sign-in?from=sign-out") };
    posted.answer(&visit, done.map(|()| next)).await
}

async fn forgot_password(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let asked = visit.operations.ask_password_link(posted.value("email"), &visit.address).await;
    posted.answer(&visit, asked.map(|()| Next::page("/forgot-password?sent=1"))).await
}

async fn reset_password(Extension(visit): Extension<Visit>, Path(token): Path<String>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let chosen = choose_password(&visit, &token, &posted).await;
    let next = Next { cookies: vec![cookies::no_session(visit.https)], ..anew("/sign-in?from=password") };
    posted.answer(&visit, chosen.map(|()| next)).await
}

async fn choose_password(visit: &Visit, token: &str, posted: &Posted) -> Result<()> {
    let password = posted.value("password");
    if password.is_empty() {
        return Err(Error::field("password", FieldRefusal::Missing));
    }
    if password != posted.value("password_again") {
        return Err(Error::field("password_again", FieldRefusal::Different));
    }
    visit.operations.set_password(token, password).await
}

/// Keeps the language in the browser, and with the person where one is signed in.
async fn language(Extension(visit): Extension<Visit>, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let changed = change_language(&visit, posted.value("language")).await;
    let next = own_path(posted.value("next"));
    let changed =
        changed.map(|language| Next { cookies: vec![cookies::language(language, visit.https)], ..anew(&next) });
    posted.answer(&visit, changed).await
}

async fn change_language(visit: &Visit, code: &str) -> Result<Language> {
    let language = Language::from_code(code).ok_or(Error::field("language", FieldRefusal::NotOffered))?;
    if let Ok(actor) = visit.actor() {
        visit.operations.change_language(actor, language).await?;
    }
    Ok(language)
}
